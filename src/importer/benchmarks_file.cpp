#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 4> rebalance_names = {"daily", "monthly", "quarterly", "none"};

Benchmark& benchmark_of(Book& book, std::string_view id) {
  const BenchmarkIndex known = book.find_benchmark(id);
  if (!known.is_none()) return book.benchmarks[known.at()];
  Benchmark& added = book.benchmarks.emplace_back();
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

void add_component(CsvReader& csv, CsvColumn column, Benchmark& benchmark, BenchmarkComponent component) {
  for (const BenchmarkComponent& other : benchmark.components) {
    if (other.id == component.id && other.from == component.from)
      csv.refuse(column, shown(component.id) + " stands on line " + std::to_string(other.line) +
                             " already, with a weight from the same day");
  }
  benchmark.components.push_back(std::move(component));
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

/// True if `benchmark` is reached again from one of its components.
bool holds_itself(const Book& book, BenchmarkIndex start, BenchmarkIndex at, std::vector<bool>& seen) {
  for (const BenchmarkComponent& c : book.benchmarks[at.at()].components) {
    const BenchmarkIndex next = book.find_benchmark(c.id);
    if (next.is_none()) continue;
    if (next == start) return true;
    if (seen[next.at()]) continue;
    seen[next.at()] = true;
    if (holds_itself(book, start, next, seen)) return true;
  }
  return false;
}

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
    Benchmark& into = benchmark_of(draft.book, *id);
    set_rebalance(csv, rebalance, into);
    add_component(csv, component, into, {std::string(*part), *share, since, static_cast<std::uint32_t>(csv.line())});
  }
  if (!csv.problems().empty()) return csv.problems().error();
  for (Benchmark& b : draft.book.benchmarks) {
    std::stable_sort(b.components.begin(), b.components.end(),
                     [](const BenchmarkComponent& x, const BenchmarkComponent& y) {
                       return x.from != y.from ? x.from < y.from : x.id < y.id;
                     });
    check_weights(draft, b);
  }
  return Done{};
}

void check_references(BookDraft& draft, const std::string& directory) {
  const Book& book = draft.book;
  const auto file = [&](BookFile f) { return directory + std::string(file_name_of(f)); };
  const auto is_known = [&](std::string_view id) {
    return !draft.find_security(id).is_none() || !book.find_benchmark(id).is_none();
  };
  ProblemList in_portfolios(file(BookFile::portfolios)), in_benchmarks(file(BookFile::benchmarks));
  for (const Portfolio& p : book.portfolios) {
    if (!p.benchmark.empty() && !is_known(p.benchmark))
      in_portfolios.add(p.row.line, "benchmark",
                        shown(p.benchmark) + " is neither a benchmark nor a security of the book");
  }
  for (std::size_t i = 0; i < book.benchmarks.size(); ++i) {
    const BenchmarkIndex index{static_cast<std::uint32_t>(i)};
    for (const BenchmarkComponent& c : book.benchmarks[i].components) {
      if (!is_known(c.id))
        in_benchmarks.add(c.line, "component", shown(c.id) + " is neither a security nor a benchmark of the book");
    }
    std::vector<bool> seen(book.benchmarks.size(), false);
    if (holds_itself(book, index, index, seen))
      in_benchmarks.add(book.benchmarks[i].components.front().line, "component",
                        "benchmark " + shown(book.benchmarks[i].id) + " holds itself");
  }
  for (const ProblemList* list : {&in_portfolios, &in_benchmarks}) {
    if (list->empty()) continue;
    const Error error = list->error();
    draft.problems.insert(draft.problems.end(), error.problems.begin(), error.problems.end());
  }
}

}  // namespace dietz
