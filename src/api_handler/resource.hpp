#pragma once

#include "api_handler/route.hpp"
#include "base/result.hpp"
#include "codec/json_writer.hpp"
#include "crypto/cipher.hpp"
#include "crypto/digest.hpp"
#include "crypto/secret.hpp"
#include "model/event.hpp"
#include "model/tenant.hpp"
#include "repository/transaction_manager.hpp"
#include "store/item_store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace dietz {

/// What all resources work with. All of it must outlive them and be thread-safe.
struct ResourceParts {
  ItemStore& items;
  TransactionManager& transactions;
  IdSource& ids;
  const Cipher& cipher;
  DigestFactory& digests;
  const Secret& cursor_key;  ///< the same in all processes that serve one address, or cursors don't travel
};

/// For whom the call is. The handler lets nobody of the tenant `platform` to a resource, for its roles have no
/// permission there; should one come all the same, this throws rather than reads what is the operator's.
[[nodiscard]] TenantContext context_of(const ApiCall& call);

/// An error of a repository as an answer: not_found 404, conflict 409, invalid 422 with `pointer`, throttled, retry and
/// unknown_outcome 503 with Retry-After, fatal 500. Only `invalid` tells its message.
[[nodiscard]] HttpResponse failure(const ApiCall& call, const Error& error, std::string_view pointer = "");

/// `"3"`
[[nodiscard]] std::string etag_of(std::uint64_t version);
/// Why the call may not change what has this version now, by its If-Match: 428 where it has none, 412 where no strong
/// tag in it is the version's. Nothing where it may.
[[nodiscard]] std::optional<HttpResponse> refuse_version(const ApiCall& call, std::uint64_t version);

/// What a list was asked for.
struct PageQuery {
  std::size_t limit = 100;
  std::string cursor;  ///< the store's
};
/// `limit` (1 to 500) and `cursor` of the query, or the refusal (400).
[[nodiscard]] std::variant<PageQuery, HttpResponse> page_query(const ApiCall& call, const ResourceParts& parts);
/// A store's cursor as the client gets it. It is good for the same tenant, address and filter only: all of them go into
/// an HMAC-SHA-256 beside it.
[[nodiscard]] std::string sealed_cursor(const ApiCall& call, const ResourceParts& parts, const std::string& cursor);

/// The member `next_cursor` of a list: null at its end.
void write_next_cursor(JsonWriter& json, const ApiCall& call, const ResourceParts& parts, const std::string& next);

/// Answers a call that changes something. `change` fills the ChangeSet and says what the answer is once it is executed;
/// an answer with another status than 2xx is given at once, and nothing is executed.
///
/// With an `Idempotency-Key` the answer is stored in the same transaction, in the scope of tenant, `route` and key: the
/// same address and body get it again byte for byte, another address or body 422.
using AnsweredChange = std::function<HttpResponse(ChangeSet&)>;
[[nodiscard]] HttpResponse answer_post(const ApiCall& call, const ResourceParts& parts, const std::string& route,
                                       const AnsweredChange& change);
/// The same for PUT and DELETE, which need no such key. A conflict is 412 where `was_overtaken` says that somebody else
/// changed the resource meanwhile, otherwise 409.
[[nodiscard]] HttpResponse answer_change(const ApiCall& call, const ResourceParts& parts, const AnsweredChange& change,
                                         const std::function<bool()>& was_overtaken);

/// The call's trace as messages carry it; empty where it has none.
[[nodiscard]] std::string traceparent_of(const ApiCall& call);

/// Tells the queue of events what happened.
void add_event(ChangeSet& changes, const ApiCall& call, EventType type, const std::string& entity,
               const std::string& parent = {}, std::optional<Date> since = {});

}  // namespace dietz
