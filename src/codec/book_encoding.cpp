#include "codec/book_encoding.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>

namespace dietz {
namespace {

/// Collects fields and hands them on in large pieces. Integers are little-endian on every machine.
class Encoder {
 public:
  explicit Encoder(const std::function<void(std::string_view)>& take) : take_(take) {}
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder() = default;

  void integer(std::uint64_t value) { integers(std::array{value}); }
  /// Several in a row: the room for them is looked after once.
  template <std::size_t n>
  void integers(const std::array<std::uint64_t, n>& values) {
    if (capacity - used_ < sizeof values) flush();
    for (const std::uint64_t value : values) {
      const std::uint64_t bytes = little_endian(value);
      std::memcpy(buffer_.data() + used_, &bytes, sizeof bytes);
      used_ += sizeof bytes;
    }
  }
  void text(std::string_view value) {
    integer(value.size());
    if (capacity - used_ < value.size()) flush();
    if (value.size() > capacity) return take_(value);
    std::copy(value.begin(), value.end(), buffer_.data() + used_);
    used_ += value.size();
  }
  void decimal(const Decimal& value) {
    const auto coefficient = static_cast<u128>(value.coefficient());
    integers(std::array<std::uint64_t, 3>{static_cast<std::uint64_t>(coefficient),
                                          static_cast<std::uint64_t>(coefficient >> 64), value.scale()});
  }
  void date(Date value) { integer(static_cast<std::uint64_t>(value - Date::from_epoch_day(0))); }
  void date(const std::optional<Date>& value) {
    integer(value ? 1 : 0);
    if (value) date(*value);
  }
  void flush() {
    take_({buffer_.data(), used_});
    used_ = 0;
  }

 private:
  static constexpr std::size_t capacity = 1 << 16;

  static std::uint64_t little_endian(std::uint64_t value) {
    return std::endian::native == std::endian::little ? value : __builtin_bswap64(value);
  }

  const std::function<void(std::string_view)>& take_;
  std::size_t used_ = 0;
  std::vector<char> buffer_ = std::vector<char>(capacity);
};

/// Positions of a table in the order of its ids.
template <class Entry>
std::vector<std::size_t> by_id(const std::vector<Entry>& entries) {
  std::vector<std::size_t> order(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return entries[a].id < entries[b].id; });
  return order;
}

void encode(Encoder& out, const Portfolio& p) {
  for (const std::string* field : {&p.id, &p.name, &p.client, &p.benchmark, &p.policy, &p.group}) out.text(*field);
  out.integer(p.currency.packed());
  out.date(p.inception);
}

void encode(Encoder& out, const Security& s, const PriceSeries& series) {
  for (const std::string* field :
       {&s.id, &s.name, &s.type, &s.isin, &s.cusip, &s.sedol, &s.ticker, &s.asset_class, &s.sector, &s.region}) {
    out.text(*field);
  }
  out.integer(s.currency.packed());
  out.integer(series.currency.packed());
  out.integer(static_cast<std::uint64_t>(series.adjustment));
  out.integer(series.closes.size());
  for (const Price& price : series.closes) {
    out.date(price.date);
    out.decimal(price.close);
  }
}

void encode(Encoder& out, const Book& book, const Transaction& t) {
  out.date(t.date);
  const unsigned given = (t.has_amount ? 1U : 0U) | (t.has_quantity ? 2U : 0U) | (t.has_price ? 4U : 0U);
  out.integer(static_cast<std::uint64_t>(t.type) << 8 | given);
  out.text(t.security.is_none() ? std::string_view() : std::string_view(book.securities[t.security.at()].id));
  out.integer(std::uint64_t{t.currency.packed()} << 32 | t.bought_currency.packed());
  out.integer(t.time);
  out.text(t.id);
  out.text(t.lot);
  if (!t.new_security.is_none()) out.text(book.securities[t.new_security.at()].id);
  for (const Decimal* field : {&t.quantity, &t.price, &t.amount, &t.fees, &t.taxes, &t.ratio}) out.decimal(*field);
}

void encode(Encoder& out, const FxSeries& series) {
  out.integer(std::uint64_t{series.base.packed()} << 32 | series.quote.packed());
  out.integer(series.rates.size());
  for (const FxRate& rate : series.rates) {
    out.date(rate.date);
    out.decimal(rate.rate);
  }
}

void encode(Encoder& out, const Benchmark& benchmark) {
  out.text(benchmark.id);
  out.integer(benchmark.rebalance ? 1 + static_cast<std::uint64_t>(*benchmark.rebalance) : 0);
  std::vector<const BenchmarkComponent*> components;
  for (const BenchmarkComponent& one : benchmark.components) components.push_back(&one);
  std::sort(components.begin(), components.end(), [](const BenchmarkComponent* a, const BenchmarkComponent* b) {
    return std::tie(a->from, a->id) < std::tie(b->from, b->id);
  });
  out.integer(components.size());
  for (const BenchmarkComponent* one : components) {
    out.text(one->id);
    out.decimal(one->weight);
    out.date(one->from);
  }
}

/// Groups and composites only where a book has them, so that the digests of books without them stay what they were.
void encode_groups(Encoder& out, const Book& book) {
  if (book.groups.empty() && book.composites.empty()) return;
  const auto id_of = [&book](const GroupMembership& m) -> const std::string& {
    return book.portfolios[m.portfolio.at()].id;
  };
  std::vector<const GroupMembership*> members;
  for (const GroupMembership& m : book.groups) members.push_back(&m);
  std::sort(members.begin(), members.end(), [&](const GroupMembership* a, const GroupMembership* b) {
    return std::tie(a->group, id_of(*a), a->from) < std::tie(b->group, id_of(*b), b->from);
  });
  out.text("groups");
  for (const GroupMembership* m : members) {
    for (const std::string* field : {&m->group, &id_of(*m), &m->reason}) out.text(*field);
    out.date(m->from);
    out.date(m->to);
  }
  out.text("composites");
  for (const CompositeTerms& c : book.composites) {
    for (const std::string* field : {&c.composite, &c.name, &c.benchmark}) out.text(*field);
    out.date(c.from);
    out.integer(static_cast<std::uint64_t>(c.weighting) << 8 | static_cast<std::uint64_t>(c.dispersion));
    for (const auto& amount : {c.minimum_assets, c.significant_flow_percent}) {
      out.integer(amount ? 1 : 0);
      out.decimal(amount.value_or(Decimal()));
    }
    out.integer(static_cast<std::uint64_t>(c.minimum_members));
    out.integer(c.entry_months ? 1 + static_cast<std::uint64_t>(*c.entry_months) : 0);
    out.integer(c.currency.packed());
  }
}

}  // namespace

void encode_book(const Book& book, const std::function<void(std::string_view)>& take) {
  Encoder out(take);
  out.text("dietz book 1");
  for (const PolicyEntry& entry : entries_of(book.policy)) {
    out.text(entry.key);
    out.text(entry.value);
  }
  std::vector<const FxSeries*> fx;
  for (const FxSeries& series : book.fx) fx.push_back(&series);
  std::sort(fx.begin(), fx.end(), [](const FxSeries* a, const FxSeries* b) {
    return std::tie(a->base, a->quote) < std::tie(b->base, b->quote);
  });
  for (const FxSeries* series : fx) encode(out, *series);
  for (const std::size_t i : by_id(book.securities)) encode(out, book.securities[i], book.prices[i]);
  for (const std::size_t i : by_id(book.benchmarks)) encode(out, book.benchmarks[i]);
  for (const std::size_t i : by_id(book.portfolios)) {
    encode(out, book.portfolios[i]);
    const auto owner = [i](const auto& fact) { return fact.portfolio.at() == i; };
    const auto first = std::find_if(book.transactions.begin(), book.transactions.end(), owner);
    for (auto t = first; t != book.transactions.end() && owner(*t); ++t) encode(out, book, *t);
    for (const Valuation& v : book.valuations) {
      if (!owner(v)) continue;
      out.date(v.date);
      out.decimal(v.value);
    }
  }
  encode_groups(out, book);
  out.flush();
}

std::string input_hash_of(const Book& book, DigestFactory& digests) {
  const auto digest = digests.sha256();
  encode_book(book, [&digest](std::string_view bytes) { digest->update(bytes); });
  return "sha256:" + digest->finish();
}

}  // namespace dietz
