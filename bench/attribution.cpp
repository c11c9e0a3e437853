// Brinson-Fachler effects of every segment and period of a "segments" file, linked by Carino, on one thread:
// bench_attribution INPUT OUTPUT [--repeat N]. Output: a segment's linked allocation, selection, interaction, segment
// by segment; then each period's totals of the three.
#include "calculations/attribution_columns.hpp"
#include "program.hpp"

namespace {

bool read_segments(const char* file, std::size_t& segments, std::vector<double>& columns) {
  std::ifstream in(file, std::ios::binary);
  char magic[8];
  std::uint64_t shape[2];
  in.read(magic, 8).read(reinterpret_cast<char*>(shape), 16);
  if (!in || std::memcmp(magic, "dietzsg1", 8) != 0) return false;
  segments = shape[1];
  columns.resize(4 * shape[0] * shape[1]);
  in.read(reinterpret_cast<char*>(columns.data()), static_cast<std::streamsize>(8 * columns.size()));
  return static_cast<bool>(in);
}

void write(std::ofstream& out, const dietz::ColumnEffects& effects) {
  for (std::size_t i = 0; i < effects.allocation.size(); ++i) {
    for (const double effect : {effects.allocation[i], effects.selection[i], effects.interaction[i]})
      dietz::bench::write(out, effect);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t segments = 0;
  std::vector<double> columns;
  if (argc < 3 || !read_segments(argv[1], segments, columns)) {
    std::fprintf(stderr, "usage: bench_attribution INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  const std::size_t size = columns.size() / 4;
  const std::span<const double> all(columns);
  const dietz::SegmentColumns input{segments, all.subspan(0, size), all.subspan(size, size),
                                    all.subspan(2 * size, size), all.subspan(3 * size, size)};
  dietz::ColumnAttribution result;
  dietz::bench::measure(size, dietz::bench::repeats(argc, argv), [&] { attribute_columns(input, {}, result); });
  std::ofstream out(argv[2], std::ios::binary);
  write(out, result.segments);
  write(out, result.periods);
  return out ? 0 : 4;
}
