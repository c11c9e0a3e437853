#include "model/book.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

constexpr std::array<std::pair<TransactionType, std::string_view>, 19> type_names = {{
    {TransactionType::deposit, "deposit"},
    {TransactionType::withdrawal, "withdrawal"},
    {TransactionType::buy, "buy"},
    {TransactionType::sell, "sell"},
    {TransactionType::short_sale, "short"},
    {TransactionType::cover, "cover"},
    {TransactionType::dividend, "dividend"},
    {TransactionType::interest, "interest"},
    {TransactionType::fee, "fee"},
    {TransactionType::tax, "tax"},
    {TransactionType::transfer_in, "transfer_in"},
    {TransactionType::transfer_out, "transfer_out"},
    {TransactionType::exchange, "exchange"},
    {TransactionType::split, "split"},
    {TransactionType::stock_dividend, "stock_dividend"},
    {TransactionType::spin_off, "spin_off"},
    {TransactionType::merger, "merger"},
    {TransactionType::return_of_capital, "return_of_capital"},
    {TransactionType::adjustment, "adjustment"},
}};

template <class IndexType, class Table>
IndexType find_by_id(const Table& table, std::string_view id) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].id == id) return {static_cast<std::uint32_t>(i)};
  }
  return IndexType::none();
}

}  // namespace

std::string_view file_name_of(BookFile file) {
  switch (file) {
    case BookFile::portfolios:
      return "portfolios.csv";
    case BookFile::transactions:
      return "transactions.csv";
    case BookFile::securities:
      return "securities.csv";
    case BookFile::prices:
      return "prices.csv";
    case BookFile::fx:
      return "fx.csv";
    case BookFile::valuations:
      return "valuations.csv";
    case BookFile::benchmarks:
      return "benchmarks.csv";
    case BookFile::policy:
      return "policy.toml";
    case BookFile::groups:
      return "groups.csv";
    case BookFile::composites:
      return "composites.csv";
  }
  return {};
}

std::string_view name_of(TransactionType type) { return type_names[static_cast<std::size_t>(type)].second; }

std::optional<TransactionType> parse_transaction_type(std::string_view text) {
  for (const auto& [type, name] : type_names) {
    if (name == text) return type;
  }
  return {};
}

PortfolioIndex Book::find_portfolio(std::string_view id) const { return find_by_id<PortfolioIndex>(portfolios, id); }
SecurityIndex Book::find_security(std::string_view id) const { return find_by_id<SecurityIndex>(securities, id); }
BenchmarkIndex Book::find_benchmark(std::string_view id) const { return find_by_id<BenchmarkIndex>(benchmarks, id); }

int booking_rank(TransactionType type) {
  switch (type) {
    case TransactionType::split:
      return 0;
    case TransactionType::spin_off:
    case TransactionType::merger:
      return 1;
    case TransactionType::withdrawal:
    case TransactionType::sell:
    case TransactionType::short_sale:
    case TransactionType::fee:
    case TransactionType::tax:
    case TransactionType::transfer_out:
      return 3;
    default:
      return 2;
  }
}

bool books_before(const Transaction& a, const Transaction& b) {
  if (a.portfolio != b.portfolio) return a.portfolio < b.portfolio;
  if (a.date != b.date) return a.date < b.date;
  const int rank_a = booking_rank(a.type), rank_b = booking_rank(b.type);
  if (rank_a != rank_b) return rank_a < rank_b;
  if (a.time != b.time) return a.time < b.time;
  return a.id < b.id;
}

namespace {

/// What books_before compares, packed into integers with the id's first bytes, so that sorting rarely looks at the
/// transaction itself.
struct BookingKey {
  std::uint64_t portfolio_and_date;
  std::uint64_t rank_and_time;
  std::uint64_t id_start;
  std::uint32_t position;

  [[nodiscard]] u128 within_day() const { return static_cast<u128>(rank_and_time) << 64 | id_start; }
};

BookingKey key_of(const Transaction& t, std::uint32_t position) {
  std::uint64_t id_start = 0;
  for (std::size_t i = 0; i < sizeof id_start; ++i)
    id_start = id_start << 8 | (i < t.id.size() ? static_cast<unsigned char>(t.id[i]) : 0U);
  const auto date = static_cast<std::uint32_t>(t.date - Date::min());
  return {static_cast<std::uint64_t>(t.portfolio.value) << 32 | date,
          static_cast<std::uint64_t>(booking_rank(t.type)) << 32 | t.time, id_start, position};
}

std::vector<BookingKey> sorted_keys(std::span<const Transaction> transactions) {
  std::vector<BookingKey> keys;
  keys.reserve(transactions.size());
  for (const Transaction& t : transactions) keys.push_back(key_of(t, static_cast<std::uint32_t>(keys.size())));
  const auto by_day = [](const BookingKey& a, const BookingKey& b) {
    return a.portfolio_and_date < b.portfolio_and_date;
  };
  // Files are in order of date more often than not.
  if (!std::is_sorted(keys.begin(), keys.end(), by_day)) std::sort(keys.begin(), keys.end(), by_day);
  for (auto first = keys.begin(); first != keys.end();) {
    const auto last = std::find_if(first, keys.end(), [first](const BookingKey& key) {
      return key.portfolio_and_date != first->portfolio_and_date;
    });
    std::sort(first, last, [transactions](const BookingKey& a, const BookingKey& b) {
      if (a.within_day() != b.within_day()) return a.within_day() < b.within_day();
      return transactions[a.position].id < transactions[b.position].id;
    });
    first = last;
  }
  return keys;
}

}  // namespace

std::vector<std::uint32_t> booking_order(std::span<const Transaction> transactions) {
  std::vector<std::uint32_t> order;
  order.reserve(transactions.size());
  for (const BookingKey& key : sorted_keys(transactions)) order.push_back(key.position);
  return order;
}

void sort_for_booking(std::vector<Transaction>& transactions) {
  if (std::is_sorted(transactions.begin(), transactions.end(), books_before)) return;
  // A transaction is large: the order is found first, then each one moves once along its cycle.
  std::vector<std::uint32_t> order = booking_order(transactions);
  constexpr std::uint32_t placed = 0xffffffff;
  for (std::uint32_t start = 0; start < order.size(); ++start) {
    if (order[start] == placed) continue;
    Transaction held = std::move(transactions[start]);
    std::uint32_t hole = start;
    while (order[hole] != start) {
      const std::uint32_t source = std::exchange(order[hole], placed);
      transactions[hole] = std::move(transactions[source]);
      hole = source;
    }
    transactions[hole] = std::move(held);
    order[hole] = placed;
  }
}

}  // namespace dietz
