#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 4> rebalance_names = {"daily", "monthly", "quarterly", "none"};

Benchmark& benchmark_of(BookDraft& draft, std::string_view id) {
  const std::uint32_t known = draft.benchmark_ids.find(id);
  if (known != IdTable::absent) return draft.book.benchmarks[known];
  draft.benchmark_ids.add(draft.id_texts.emplace_back(id));
  Benchmark& added = draft.book.benchmarks.emplace_back();
  added.id = std::string(id);
  return added;
}

void set_rebalance(CsvReader& csv, CsvColumn column, Benchmark& benchmark) {
  if (csv.cell(column).empty()) return;
  const auto rule = choice_cell(csv, column, parse_rebalance, rebalance_names);
  if (!rule) return;
  if (benchmark.rebalance && *benchmark.rebalance != *rule)
    csv.refuse(column, "differs from the other rows of this benchmark");
  benchmark.rebalance = *rule;
}

bool comes_before(const BenchmarkComponent& a, const BenchmarkComponent& b) {
  if (a.from != b.from) return a.from < b.from;
  return a.id != b.id ? a.id < b.id : a.line < b.line;
}

/// Puts the components in order and tells of those that stand there twice.
void sort_components(CsvReader& csv, Benchmark& benchmark) {
  auto& all = benchmark.components;
  std::sort(all.begin(), all.end(), comes_before);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].from != all[i - 1].from || all[i].id != all[i - 1].id) continue;
    csv.problems().add(all[i].line, "component",
                       shown(all[i].id) + " stands on line " + std::to_string(all[i - 1].line) +
                           " already, with a weight from the same day");
  }
}

/// Weights that take effect on one day should be all of the benchmark.
void check_weights(BookDraft& draft, const Benchmark& benchmark) {
  std::map<std::optional<Date>, std::pair<Decimal, std::uint32_t>> sums;
  for (const BenchmarkComponent& c : benchmark.components) {
    auto& [sum, line] = sums[c.from];
    sum = working_sum(sum, c.weight);
    if (line == 0) line = c.line;
  }
  for (const auto& [from, total] : sums) {
    // Weights are written with a few digits: thirds add up to 0.9999.
    if ((working_sum(total.first, Decimal(-1))).abs() <= Decimal::from_parts(1, 3)) continue;
    draft.note("benchmark_weights",
               "the weights of " + shown(benchmark.id) + (from ? " from " + from->to_string() : "") + " add up to " +
                   total.first.to_string() + ", not 1",
               {BookFile::benchmarks, total.second}, true);
  }
}

/// Benchmarks that hold themselves, be it through others. A depth-first walk without recursion: a book may chain as
/// many benchmarks as it likes.
class Cycles {
 public:
  explicit Cycles(const BookDraft& draft) : draft_(draft), marks_(draft.book.benchmarks.size(), Mark::fresh) {}

  /// One benchmark on each cycle that the walk meets.
  std::vector<std::uint32_t> find() {
    for (std::uint32_t start = 0; start < marks_.size(); ++start) walk_from(start);
    return found_;
  }

 private:
  enum class Mark : std::uint8_t { fresh, on_path, done };
  struct Step {
    std::uint32_t benchmark;
    std::size_t next_component = 0;
  };

  void walk_from(std::uint32_t start) {
    if (marks_[start] == Mark::fresh) enter(start);
    while (!path_.empty()) {
      Step& step = path_.back();
      const auto& components = draft_.book.benchmarks[step.benchmark].components;
      if (step.next_component == components.size()) {
        marks_[step.benchmark] = Mark::done;
        path_.pop_back();
        continue;
      }
      const std::uint32_t next = draft_.benchmark_ids.find(components[step.next_component++].id);
      if (next == IdTable::absent) continue;
      if (marks_[next] == Mark::on_path) found_.push_back(next);
      if (marks_[next] == Mark::fresh) enter(next);
    }
  }

  void enter(std::uint32_t benchmark) {
    marks_[benchmark] = Mark::on_path;
    path_.push_back({benchmark});
  }

  const BookDraft& draft_;
  std::vector<Mark> marks_;
  std::vector<Step> path_;
  std::vector<std::uint32_t> found_;
};

}  // namespace

Status read_benchmarks(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file, {{"benchmark", "component", "weight"}, {"from", "rebalance"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  const CsvColumn benchmark = csv.column("benchmark"), component = csv.column("component"),
                  weight = csv.column("weight"), from = csv.column("from"), rebalance = csv.column("rebalance");
  while (csv.next()) {
    const auto id = id_cell(csv, benchmark);
    const auto part = id_cell(csv, component);
    const auto share = decimal_cell(csv, weight);
    const auto since = optional_date_cell(csv, from);
    if (!id || !part || !share) continue;
    Benchmark& into = benchmark_of(draft, *id);
    set_rebalance(csv, rebalance, into);
    into.components.push_back({std::string(*part), *share, since, static_cast<std::uint32_t>(csv.line())});
  }
  for (Benchmark& b : draft.book.benchmarks) sort_components(csv, b);
  if (!csv.problems().empty()) return csv.problems().error();
  for (const Benchmark& b : draft.book.benchmarks) check_weights(draft, b);
  return Done{};
}

void check_references(BookDraft& draft, const std::string& directory) {
  const Book& book = draft.book;
  const auto file = [&](BookFile f) { return directory + std::string(file_name_of(f)); };
  const auto is_known = [&](std::string_view id) {
    return !draft.find_security(id).is_none() || draft.benchmark_ids.find(id) != IdTable::absent;
  };
  ProblemList in_portfolios(file(BookFile::portfolios)), in_benchmarks(file(BookFile::benchmarks));
  for (const Portfolio& p : book.portfolios) {
    if (!p.benchmark.empty() && !is_known(p.benchmark))
      in_portfolios.add(p.row.line, "benchmark",
                        shown(p.benchmark) + " is neither a benchmark nor a security of the book");
  }
  for (const Benchmark& b : book.benchmarks) {
    for (const BenchmarkComponent& c : b.components) {
      if (!is_known(c.id))
        in_benchmarks.add(c.line, "component", shown(c.id) + " is neither a security nor a benchmark of the book");
    }
  }
  for (const std::uint32_t index : Cycles(draft).find()) {
    const Benchmark& b = book.benchmarks[index];
    in_benchmarks.add(b.components.front().line, "component", "benchmark " + shown(b.id) + " holds itself");
  }
  for (const ProblemList* list : {&in_portfolios, &in_benchmarks}) {
    if (list->empty()) continue;
    const Error error = list->error();
    draft.problems.insert(draft.problems.end(), error.problems.begin(), error.problems.end());
  }
}

}  // namespace dietz
