#include "repository/outbox.hpp"

#include "repository/fields.hpp"
#include "repository/keys.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::string_view all_tenants = "platform#outbox";

}  // namespace

Item outbox_item(const TenantContext& context, const CarriedMessage& message, Instant time, const std::string& nonce) {
  const std::string sort = sortable(time) + key_separator + nonce;
  return {{partition_of(context, "outbox"), sort},
          {{"queue", message.queue},
           {"body", message.body},
           {"delay_seconds", message.delay_seconds},
           {std::string(attribute::index1_partition), all_tenants},
           {std::string(attribute::index1_sort), sort}}};
}

Status Outbox::send(const Item& item) {
  FieldReader fields("outbox message", item.attributes);
  const std::string name = fields.text("queue");
  const OutgoingMessage message{fields.text("body"), fields.integer("delay_seconds")};
  if (Status s = fields.status(); !s) return s;
  Queue* queue = find_queue_(name);
  if (!queue) return Error::fatal("there is no queue '" + name + "' for a message of the outbox");
  if (Status s = queue->send({&message, 1}); !s) return s;
  return store_.remove({item.key, {}});
}

Result<std::size_t> Outbox::relay(std::size_t limit) {
  std::size_t sent = 0;
  Query query{.index = ItemIndex::first, .partition = std::string(all_tenants)};
  while (sent < limit) {
    query.limit = std::min<std::size_t>(limit - sent, 100);
    const Result<Page> page = store_.query(query);
    if (!page) return page.error();
    for (const Item& item : page->items) {
      if (Status s = send(item); !s) return std::move(s).error();
      ++sent;
    }
    if (page->next.empty()) break;
    query.after = page->next;
  }
  return sent;
}

}  // namespace dietz
