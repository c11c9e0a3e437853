#include "calculations/explanation.hpp"

namespace dietz {

std::string_view name_of(Operation operation) {
  switch (operation) {
    case Operation::fact:
      return "fact";
    case Operation::sum:
      return "sum";
    case Operation::difference:
      return "difference";
    case Operation::negative:
      return "negative";
    case Operation::product:
      return "product";
    case Operation::quotient:
      return "quotient";
    case Operation::growth:
      return "growth";
    case Operation::chain:
      return "chain";
    case Operation::weighted_sum:
      return "weighted_sum";
    case Operation::drifted:
      return "drifted";
    case Operation::link:
      return "link";
    case Operation::annualized:
      return "annualized";
    case Operation::compounded:
      return "compounded";
    case Operation::root:
      return "root";
    case Operation::standard_deviation:
      return "standard_deviation";
    case Operation::scaled:
      return "scaled";
    case Operation::drawdown:
      return "drawdown";
    case Operation::series:
      return "series";
    case Operation::statistic:
      return "statistic";
  }
  return "fact";
}

}  // namespace dietz
