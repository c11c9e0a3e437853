#include "api_handler/health_routes.hpp"

#include <utility>

namespace dietz {

std::vector<Route> health_routes(std::function<bool()> is_ready) {
  std::vector<Route> routes;
  routes.push_back({.method = "GET",
                    .path = "/health",
                    .access = Access::open(),
                    .handle = [](const ApiCall&) { return json_response(200, "{\"status\": \"ok\"}\n"); },
                    .immediate = true});
  routes.push_back({.method = "GET",
                    .path = "/ready",
                    .access = Access::open(),
                    .handle =
                        [ready = std::move(is_ready)](const ApiCall& call) {
                          if (ready()) return json_response(200, "{\"status\": \"ready\"}\n");
                          return call.problem(ProblemType::unavailable, "The service is starting or stopping.");
                        },
                    .immediate = true});
  return routes;
}

}  // namespace dietz
