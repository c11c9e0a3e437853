#include "api_handler/facts.hpp"

namespace dietz {

std::variant<FactRange, HttpResponse> fact_range(const ApiCall& call) {
  FactRange range;
  for (const auto& [name, day] : {std::pair{"from", &range.from}, std::pair{"to", &range.to}}) {
    const auto given = call.query.find(name);
    if (given == call.query.end()) continue;
    const auto date = Date::parse(given->second);
    if (!date)
      return call.problem(ProblemType::invalid_parameter,
                          "In the query, " + std::string(name) + " is not a date YYYY-MM-DD.");
    *day = *date;
  }
  if (const auto given = call.query.find("known_at"); given != call.query.end()) {
    const auto moment = Instant::parse(given->second);
    if (!moment)
      return call.problem(ProblemType::invalid_parameter,
                          "In the query, known_at is not an instant such as 2026-01-31T17:00:00Z.");
    range.known_at = *moment;
  }
  return range;
}

}  // namespace dietz
