#pragma once

#include "model/date.hpp"

namespace dietz {

/// A product of growth factors in the one fixed order: within a calendar month in order of time, then the months'
/// products in order of time. A running product kept at month ends gives the same bits as a run from the start.
class LinkedGrowth {
 public:
  /// Multiplies by the growth of a link that ends on `to`; links come in order of time.
  void add(Date to, double factor) {
    if (to > month_end_) {
      closed_months_ *= month_product_;
      month_product_ = 1.0;
      month_end_ = to.month_end();
    }
    month_product_ *= factor;
  }
  [[nodiscard]] double growth() const { return closed_months_ * month_product_; }
  friend bool operator==(const LinkedGrowth&, const LinkedGrowth&) = default;

 private:
  double closed_months_ = 1.0;
  double month_product_ = 1.0;
  Date month_end_ = Date::min();
};

}  // namespace dietz
