#include "model/figure.hpp"

namespace dietz {

std::string_view name_of(Reason reason) {
  switch (reason) {
    case Reason::none:
      return "";
    case Reason::insufficient_data:
      return "insufficient_data";
    case Reason::no_price:
      return "no_price";
    case Reason::no_fx_rate:
      return "no_fx_rate";
    case Reason::stale_price:
      return "stale_price";
    case Reason::zero_base:
      return "zero_base";
    case Reason::negative_base:
      return "negative_base";
    case Reason::no_sign_change:
      return "no_sign_change";
    case Reason::no_root:
      return "no_root";
    case Reason::multiple_roots:
      return "multiple_roots";
    case Reason::period_under_one_year:
      return "period_under_one_year";
    case Reason::undefined_ratio:
      return "undefined_ratio";
    case Reason::unsupported:
      return "unsupported";
  }
  return "unsupported";
}

}  // namespace dietz
