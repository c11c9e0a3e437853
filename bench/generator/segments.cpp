#include "binary_file.hpp"
#include "columns.hpp"
#include "random.hpp"

#include <vector>

namespace dietz::bench {
namespace {

/// Weights that sum to 1 but for rounding; one in ten is 0.
void draw_weights(Random& random, double* weights, std::size_t count) {
  double sum = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    weights[i] = random.chance(0.1) ? 0.0 : random.uniform(0.1, 1.9);
    sum += weights[i];
  }
  for (std::size_t i = 0; i < count; ++i) weights[i] /= sum;
}

}  // namespace

void write_segments(const std::string& file, const SegmentOptions& options) {
  BinaryFile out(file);
  out.write_bytes("dietzsg1", 8);
  out.write(std::vector<std::uint64_t>{options.periods, options.segments});
  std::vector<std::vector<double>> columns(4, std::vector<double>(options.periods * options.segments));
  for (std::size_t t = 0; t < options.periods; ++t) {
    Random random(options.seed, t);
    const std::size_t row = t * options.segments;
    draw_weights(random, &columns[0][row], options.segments);
    draw_weights(random, &columns[1][row], options.segments);
    for (std::size_t i = row; i < row + options.segments; ++i) {
      columns[3][i] = random.uniform(-0.1, 0.11);
      columns[2][i] = columns[3][i] + random.uniform(-0.02, 0.021);
    }
  }
  for (const auto& column : columns) out.write(column);
  out.close();
}

}  // namespace dietz::bench
