#include "api_handler/route.hpp"

#include <algorithm>
#include <utility>

namespace dietz {

bool Access::allows(Roles roles) const {
  return is_open() || std::any_of(permissions_.begin(), permissions_.end(),
                                  [&](Permission permission) { return may(roles, permission); });
}

HttpResponse json_response(int status, std::string json) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(json);
  response.fields.add("Content-Type", "application/json");
  return response;
}

}  // namespace dietz
