#include "repository/facts.hpp"

#include "repository/fields.hpp"

#include <utility>

namespace dietz {
namespace {

template <class T>
Result<T> checked(const FieldReader& fields, T value) {
  if (Status s = fields.status(); !s) return std::move(s).error();
  return value;
}

}  // namespace

Attributes FactTraits<RecordedTransaction>::fields_of(const RecordedTransaction& transaction) {
  FieldWriter fields;
  fields.text("type", name_of(transaction.type))
      .text("security", transaction.security)
      .text("new_security", transaction.new_security);
  if (transaction.time) fields.integer("time", *transaction.time);
  fields.currency("currency", transaction.currency).currency("bought_currency", transaction.bought_currency);
  fields.decimal("quantity", transaction.quantity).decimal("price", transaction.price);
  fields.decimal("amount", transaction.amount).decimal("fees", transaction.fees).decimal("taxes", transaction.taxes);
  fields.decimal("fx_rate", transaction.fx_rate).decimal("cost_share", transaction.cost_share);
  fields.text("note", transaction.note)
      .decimal("ratio", transaction.ratio)
      .text("lot", transaction.lot)
      .text("external_id", transaction.external_id);
  return fields.take();
}

Result<RecordedTransaction> FactTraits<RecordedTransaction>::of(const std::string& parent, Date date,
                                                                const Attributes& attributes) {
  FieldReader fields(type, attributes);
  RecordedTransaction transaction;
  transaction.portfolio = parent;
  transaction.date = date;
  transaction.type = fields.required("type", parse_transaction_type(fields.text("type")));
  if (attributes.contains("time")) transaction.time = static_cast<std::uint32_t>(fields.integer("time"));
  transaction.security = fields.text("security");
  transaction.new_security = fields.text("new_security");
  transaction.note = fields.text("note");
  transaction.fx_rate = fields.decimal("fx_rate");
  transaction.cost_share = fields.decimal("cost_share");
  transaction.currency = fields.required("currency", fields.currency("currency"));
  transaction.bought_currency = fields.currency("bought_currency");
  transaction.quantity = fields.decimal("quantity");
  transaction.price = fields.decimal("price");
  transaction.amount = fields.decimal("amount");
  transaction.fees = fields.decimal("fees");
  transaction.taxes = fields.decimal("taxes");
  transaction.ratio = fields.decimal("ratio");
  transaction.lot = fields.text("lot");
  transaction.external_id = fields.text("external_id");
  return checked(fields, std::move(transaction));
}

Status FactTraits<RecordedTransaction>::check(const RecordedTransaction& transaction) {
  if (transaction.currency.is_none()) return Error::invalid("a transaction has a currency");
  if (transaction.time && *transaction.time >= 86'400'000) return Error::invalid("a time lies within its day");
  if (transaction.note.size() > 10'000) return Error::invalid("a note has at most 10,000 bytes");
  for (const std::string* text :
       {&transaction.security, &transaction.new_security, &transaction.lot, &transaction.external_id}) {
    if (text->size() > 255) return Error::invalid("a name in a transaction has at most 255 bytes");
  }
  return Done{};
}

Attributes FactTraits<RecordedPrice>::fields_of(const RecordedPrice& price) {
  FieldWriter fields;
  fields.decimal("close", price.close).currency("currency", price.currency);
  return fields.take();
}

Result<RecordedPrice> FactTraits<RecordedPrice>::of(const std::string& parent, Date date,
                                                    const Attributes& attributes) {
  FieldReader fields(type, attributes);
  RecordedPrice price{parent, date, fields.required("close", fields.decimal("close")), {}};
  price.currency = fields.required("currency", fields.currency("currency"));
  return checked(fields, std::move(price));
}

Status FactTraits<RecordedPrice>::check(const RecordedPrice& price) {
  if (price.currency.is_none()) return Error::invalid("a price has a currency");
  if (price.close.is_negative()) return Error::invalid("a price isn't negative");
  return Done{};
}

Attributes FactTraits<RecordedFxRate>::fields_of(const RecordedFxRate& rate) {
  FieldWriter fields;
  fields.decimal("rate", rate.rate);
  return fields.take();
}

Result<RecordedFxRate> FactTraits<RecordedFxRate>::of(const std::string& parent, Date date,
                                                      const Attributes& attributes) {
  FieldReader fields(type, attributes);
  RecordedFxRate rate;
  rate.date = date;
  rate.rate = fields.required("rate", fields.decimal("rate"));
  const auto base = Currency::parse(std::string_view(parent).substr(0, 3));
  const auto quote = parent.size() == 7 ? Currency::parse(std::string_view(parent).substr(4)) : std::nullopt;
  if (!base || !quote) return Error::invalid("'" + parent + "' is no pair of currencies");
  rate.base = *base;
  rate.quote = *quote;
  return checked(fields, std::move(rate));
}

Status FactTraits<RecordedFxRate>::check(const RecordedFxRate& rate) {
  if (rate.base.is_none() || rate.quote.is_none() || rate.base == rate.quote) {
    return Error::invalid("a rate of exchange is one between two currencies");
  }
  if (rate.rate.sign() <= 0) return Error::invalid("a rate of exchange is positive");
  return Done{};
}

Attributes FactTraits<RecordedValuation>::fields_of(const RecordedValuation& valuation) {
  FieldWriter fields;
  fields.decimal("value", valuation.value);
  return fields.take();
}

Result<RecordedValuation> FactTraits<RecordedValuation>::of(const std::string& parent, Date date,
                                                            const Attributes& attributes) {
  FieldReader fields(type, attributes);
  RecordedValuation valuation{parent, date, fields.required("value", fields.decimal("value"))};
  return checked(fields, std::move(valuation));
}

Status FactTraits<RecordedValuation>::check(const RecordedValuation&) { return Done{}; }

}  // namespace dietz
