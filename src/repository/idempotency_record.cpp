#include "repository/idempotency_record.hpp"

#include "repository/fields.hpp"
#include "repository/keys.hpp"

namespace dietz {

ItemKey idempotency_key(const TenantContext& context, const std::string& route, const std::string& key) {
  return {partition_of(context, "idempotency"), route + key_separator + key};
}

PutItem put_record(const TenantContext& context, const IdempotencyRecord& record, std::int64_t now_seconds) {
  Attributes attributes = {
      {"route", record.route},
      {"key", record.key},
      {"body_digest", record.body_digest},
      {"status", record.status},
      {"content_type", record.content_type},
      {"location", record.location},
      {"body", Binary{record.body}},
      {std::string(attribute::expires_at), now_seconds + idempotency_life_seconds},
  };
  const std::string ttl(attribute::expires_at);
  return {{idempotency_key(context, record.route, record.key), std::move(attributes)},
          Condition::any_of(
              {Condition::item_missing(), Condition::compare(Condition::Kind::less_or_equal, ttl, now_seconds)})};
}

Result<IdempotencyRecord> record_of(const Item& item) {
  FieldReader fields("idempotency record", item.attributes);
  IdempotencyRecord record;
  record.route = fields.text("route");
  record.key = fields.text("key");
  record.body_digest = fields.text("body_digest");
  record.status = static_cast<int>(fields.integer("status"));
  record.content_type = fields.text("content_type");
  record.location = fields.text("location");
  record.body = fields.bytes("body");
  if (Status s = fields.status(); !s) return std::move(s).error();
  return record;
}

}  // namespace dietz
