#include "book.hpp"
#include "columns.hpp"

#include <charconv>
#include <cstdio>
#include <exception>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr const char* usage =
    "Writes made-up input of any size; the same options give the same bytes on every machine.\n"
    "\n"
    "  generate cashflows FILE [--portfolios 100000] [--flows 121] [--seed 1]\n"
    "  generate returns FILE   [--portfolios 10000] [--days 2520] [--gaps 0] [--seed 1]\n"
    "  generate segments FILE  [--periods 120] [--segments 1000] [--seed 1]\n"
    "  generate book FOLDER    [--transactions 1000000] [--securities 50] [--years 10] [--portfolios 1] [--seed 1]\n"
    "\n"
    "A book is a folder of CSV files for `dietz report`; bench/README.md describes the binary files.\n";

struct WrongUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The options behind the mode and the target; asking for one removes it, so that what is left over is unknown.
class Options {
 public:
  explicit Options(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); i += 2) {
      if (i + 1 == words.size()) throw WrongUsage(words[i] + " needs a value");
      values_[words[i]] = words[i + 1];
    }
  }
  template <class T>
  [[nodiscard]] T take(const std::string& name, T fallback, T low, T high) {
    const auto found = values_.find(name);
    if (found == values_.end()) return fallback;
    const std::string text = found->second;
    values_.erase(found);
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= low && value <= high)) {
      throw WrongUsage(name + " can't be '" + text + "'");
    }
    return value;
  }
  void nothing_left() const {
    if (!values_.empty()) throw WrongUsage("unknown option " + values_.begin()->first);
  }

 private:
  std::map<std::string, std::string> values_;
};

constexpr std::uint64_t any_seed = std::numeric_limits<std::uint64_t>::max();

void generate(const std::string& mode, const std::string& target, Options options) {
  const auto seed = options.take<std::uint64_t>("--seed", 1, 0, any_seed);
  if (mode == "cashflows") {
    const dietz::bench::CashflowOptions chosen{options.take<std::size_t>("--portfolios", 100'000, 1, 100'000'000),
                                               options.take<std::size_t>("--flows", 121, 2, 1'000), seed};
    options.nothing_left();
    dietz::bench::write_cashflows(target, chosen);
  } else if (mode == "returns") {
    const dietz::bench::ReturnsOptions chosen{options.take<std::size_t>("--portfolios", 10'000, 1, 10'000'000),
                                              options.take<std::size_t>("--days", 2'520, 1, 100'000),
                                              options.take<double>("--gaps", 0.0, 0.0, 1.0), seed};
    options.nothing_left();
    dietz::bench::write_returns(target, chosen);
  } else if (mode == "book") {
    dietz::bench::BookOptions chosen;
    chosen.transactions = options.take<std::size_t>("--transactions", 1'000'000, 1, 1'000'000'000);
    chosen.securities = options.take<std::size_t>("--securities", 50, 1, 5'000);
    chosen.years = options.take<int>("--years", 10, 1, 100);
    chosen.portfolios = options.take<std::size_t>("--portfolios", 1, 1, 100'000);
    chosen.seed = seed;
    options.nothing_left();
    dietz::bench::write_book(target, chosen);
  } else if (mode == "segments") {
    const dietz::bench::SegmentOptions chosen{options.take<std::size_t>("--periods", 120, 1, 100'000),
                                              options.take<std::size_t>("--segments", 1'000, 1, 1'000'000), seed};
    options.nothing_left();
    dietz::bench::write_segments(target, chosen);
  } else {
    throw WrongUsage("unknown mode '" + mode + "'");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && (words[0] == "--help" || words[0] == "-h")) {
    std::fputs(usage, stdout);
    return 0;
  }
  try {
    if (words.size() < 2) throw WrongUsage("a mode and a file or folder are needed");
    generate(words[0], words[1], Options({words.begin() + 2, words.end()}));
    return 0;
  } catch (const WrongUsage& problem) {
    std::fprintf(stderr, "generate: %s\n\n%s", problem.what(), usage);
    return 2;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "generate: %s\n", problem.what());
    return 4;
  }
}
