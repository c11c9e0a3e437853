#pragma once

#include "base/strong_id.hpp"
#include "model/composite.hpp"
#include "model/currency.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"
#include "model/instant.hpp"
#include "model/policy.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The facts of a book, as one picture:
//
//   Book ── Portfolio ──< Transaction >── Security ──< Price
//     │         └──────< Valuation            └── classifications
//     ├── FxSeries (base, quote) ──< rate by day
//     ├── Benchmark ──< component with dated weight >── Security | Benchmark
//     ├── GroupMembership (group, from, to) ── Portfolio
//     ├── CompositeTerms by group
//     └── Policy
//
// Tables are vectors; a fact names others by typed index. Facts never change: a correction is a later version.
namespace dietz {

struct PortfolioTag;
struct SecurityTag;
struct BenchmarkTag;
using PortfolioIndex = Index<PortfolioTag>;
using SecurityIndex = Index<SecurityTag>;
using BenchmarkIndex = Index<BenchmarkTag>;

/// The file of a book that a fact comes from.
enum class BookFile : std::uint8_t {
  portfolios,
  transactions,
  securities,
  prices,
  fx,
  valuations,
  benchmarks,
  policy,
  groups,
  composites
};
[[nodiscard]] std::string_view file_name_of(BookFile file);

/// Where a fact stands. Line 0: derived, not read.
struct SourceRow {
  BookFile file = BookFile::transactions;
  std::uint32_t line = 0;
};

enum class TransactionType : std::uint8_t {
  deposit,
  withdrawal,
  buy,
  sell,
  short_sale,
  cover,
  dividend,
  interest,
  fee,
  tax,
  transfer_in,
  transfer_out,
  exchange,
  split,
  stock_dividend,
  spin_off,
  merger,
  return_of_capital,
  adjustment,
};
[[nodiscard]] std::string_view name_of(TransactionType type);
[[nodiscard]] std::optional<TransactionType> parse_transaction_type(std::string_view text);

struct Portfolio {
  std::string id;
  std::string name;
  Currency currency;
  std::string client;
  std::optional<Date> inception;
  std::string benchmark;  ///< a benchmark's or a security's id
  std::string policy;
  std::string group;
  SourceRow row{BookFile::portfolios, 0};
};

struct Security {
  std::string id;
  std::string name;
  std::string type;
  Currency currency;
  std::string isin, cusip, sedol, ticker;
  std::string asset_class, sector, region;
  SourceRow row{BookFile::securities, 0};
};

/// One booking. Quantity, price, amount, fees and taxes are positive; the type gives the direction. `amount` is the
/// gross cash before fees and taxes in `currency`; where the row has none it is quantity × price.
struct Transaction {
  Date date;
  TransactionType type = TransactionType::deposit;
  bool has_amount = false;  ///< the amount was booked, not derived
  bool has_quantity = false;
  bool has_price = false;
  std::uint32_t line = 0;
  PortfolioIndex portfolio;
  SecurityIndex security;
  SecurityIndex new_security;    ///< of a spin_off or merger: what the holder gets; none for a merger for cash alone
  Currency currency;             ///< of the cash leg
  Currency bought_currency;      ///< of an exchange: what `quantity` counts
  std::uint32_t time = no_time;  ///< milliseconds of the day
  std::string_view id;           ///< points into the book's own text
  std::string_view lot;          ///< the lot a specific sale names
  Decimal quantity;
  Decimal price;  ///< of one unit; of a spin_off: the part of the old security's cost that goes along
  Decimal amount;
  Decimal fees;
  Decimal taxes;
  Decimal ratio;  ///< new shares for one old (split, spin_off, merger)

  static constexpr std::uint32_t no_time = 0xffffffff;
};

enum class Adjustment : std::uint8_t { raw, split_adjusted, fully_adjusted };

struct Price {
  Date date;
  std::uint32_t line = 0;
  Decimal close;
};

/// The closes of one security in date order, one a day.
struct PriceSeries {
  Currency currency;
  Adjustment adjustment = Adjustment::raw;
  std::vector<Price> closes;
};

struct FxRate {
  Date date;
  std::uint32_t line = 0;
  Decimal rate;
};

/// Units of `quote` for one `base`, in date order, one a day.
struct FxSeries {
  Currency base, quote;
  std::vector<FxRate> rates;
};

/// A total stated by a custodian: used instead of holdings × prices on its day.
struct Valuation {
  PortfolioIndex portfolio;
  Date date;
  std::uint32_t line = 0;
  Decimal value;
};

struct BenchmarkComponent {
  std::string id;  ///< a security's or another benchmark's
  Decimal weight;
  std::optional<Date> from;
  std::uint32_t line = 0;
};

struct Benchmark {
  std::string id;
  std::vector<BenchmarkComponent> components;
  std::optional<Rebalance> rebalance;
};

/// That a portfolio belongs to a group on the days from `from` to `to`, both included; an end that is none is open.
struct GroupMembership {
  std::string group;
  PortfolioIndex portfolio;
  std::optional<Date> from, to;
  std::string reason;  ///< why it begins or ends
  std::uint32_t line = 0;
};

/// Something about the data that a reader should know, with the row it comes from.
struct Finding {
  std::string code;
  std::string message;
  SourceRow row;
  bool is_error_like = true;  ///< false: a note (what was derived), which doesn't make `check` fail
};

struct Book {
  std::vector<Portfolio> portfolios;
  std::vector<Security> securities;
  std::vector<PriceSeries> prices;        ///< by SecurityIndex
  std::vector<Transaction> transactions;  ///< in booking order within each portfolio: see sort_for_booking
  std::vector<FxSeries> fx;
  std::vector<Valuation> valuations;  ///< by portfolio, then date
  std::vector<Benchmark> benchmarks;
  std::vector<GroupMembership> groups;     ///< by group, portfolio, from
  std::vector<CompositeTerms> composites;  ///< by composite, from
  Policy policy;
  std::vector<Finding> notes;  ///< what was derived, assumed or found while reading
  /// Keeps alive what `id` and `lot` of the transactions point into.
  std::vector<std::shared_ptr<const void>> texts;

  [[nodiscard]] PortfolioIndex find_portfolio(std::string_view id) const;
  [[nodiscard]] SecurityIndex find_security(std::string_view id) const;
  [[nodiscard]] BenchmarkIndex find_benchmark(std::string_view id) const;
};

/// 0 for what comes first on a day: splits, then what adds, then what takes away.
[[nodiscard]] int booking_rank(TransactionType type);

/// Booking order: portfolio, date, rank of the type, time, id. A total order, so the order of rows in a file never
/// matters.
[[nodiscard]] bool books_before(const Transaction& a, const Transaction& b);

/// The positions of transactions in booking order.
[[nodiscard]] std::vector<std::uint32_t> booking_order(std::span<const Transaction> transactions);

/// Puts transactions into booking order, in place.
void sort_for_booking(std::vector<Transaction>& transactions);

}  // namespace dietz
