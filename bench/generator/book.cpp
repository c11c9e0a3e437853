#include "book.hpp"

#include "binary_file.hpp"
#include "ledger.hpp"
#include "market.hpp"
#include "random.hpp"

#include <filesystem>
#include <utility>
#include <vector>

namespace dietz::bench {
namespace {

/// The rows of one day, numbered in the order in which they happened, then written in mixed order.
class TransactionsFile {
 public:
  TransactionsFile(const std::string& file, std::size_t rows) : out_(file), width_(std::to_string(rows).size()) {
    const std::string header = "id,portfolio,date,type,security,quantity,price,amount,currency,fees,taxes,ratio\n";
    out_.write_bytes(header.data(), header.size());
  }
  void add(const std::string& row) {
    const std::string number = std::to_string(++count_);
    day_.push_back("T" + std::string(width_ - number.size(), '0') + number + ',' + row + '\n');
  }
  void end_day(Random& random) {
    for (std::size_t i = day_.size(); i > 1; --i) {
      std::swap(day_[i - 1], day_[static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(i) - 1))]);
    }
    for (const auto& line : day_) out_.write_bytes(line.data(), line.size());
    day_.clear();
  }
  void close() { out_.close(); }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  BinaryFile out_;
  std::size_t width_;
  std::size_t count_ = 0;
  std::vector<std::string> day_;
};

std::string portfolio_id(std::size_t number) { return "P" + std::to_string(number + 1); }

void write_portfolios(const std::string& folder, std::size_t portfolios) {
  std::string text = "id,name,currency\n";
  for (std::size_t p = 0; p < portfolios; ++p)
    text += portfolio_id(p) + ",Portfolio " + std::to_string(p + 1) + ",EUR\n";
  BinaryFile out(folder + "/portfolios.csv");
  out.write_bytes(text.data(), text.size());
  out.close();
}

void write_transactions(const std::string& folder, const Market& market, const BookOptions& options) {
  const std::size_t days = market.days.size();
  const double rows_per_day =
      static_cast<double>(options.transactions) / static_cast<double>(days * options.portfolios);
  std::vector<TradingPortfolio> portfolios;
  for (std::size_t p = 0; p < options.portfolios; ++p) {
    portfolios.emplace_back(portfolio_id(p), market, Random(options.seed, 100'000 + p), rows_per_day);
  }
  TransactionsFile file(folder + "/transactions.csv", options.transactions);
  Random random(options.seed, 998);
  for (std::size_t d = 0; d < days; ++d) {
    // A split can't be left out for want of rows: the portfolio would hold too few shares from then on.
    for (auto& portfolio : portfolios) {
      for (const std::size_t s : portfolio.splits_due(d)) file.add(portfolio.split(s, d));
      portfolio.open_day(d);
    }
    const std::size_t due = options.transactions * (d + 1) / days;
    while (file.count() < due) {
      const auto p = static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(options.portfolios) - 1));
      file.add(portfolios[p].act(d));
    }
    file.end_day(random);
  }
  file.close();
}

}  // namespace

void write_book(const std::string& folder, const BookOptions& options) {
  std::filesystem::create_directories(folder);
  const Market market = make_market(options);
  write_market(folder, market);
  write_portfolios(folder, options.portfolios);
  write_transactions(folder, market, options);
}

}  // namespace dietz::bench
