#pragma once

#include "calculations/lots.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dietz {

/// a + b, unknown when either is, for the first one's reason.
[[nodiscard]] ConvertedAmount sum_of(const ConvertedAmount& a, const ConvertedAmount& b);
[[nodiscard]] ConvertedAmount negated(ConvertedAmount amount);
/// amount × part, unknown when either is.
[[nodiscard]] ConvertedAmount part_of(const ConvertedAmount& amount, const ConvertedAmount& part);
/// amount × part / whole, where the part is no larger than the whole: exact where that fits the working precision.
[[nodiscard]] Decimal proportion(const Decimal& amount, const Decimal& part, const Decimal& whole);

/// What is known of one security's lots at a moment: plain data, as large as what is open.
struct SecurityLotState {
  SecurityIndex security;
  std::vector<Lot> lots;     ///< in booking order
  ConvertedAmount realised;  ///< up to that moment
  friend bool operator==(const SecurityLotState&, const SecurityLotState&) = default;
};

/// Lots in booking order, most often taken from the front.
class LotQueue {
 public:
  LotQueue() = default;
  explicit LotQueue(std::span<const Lot> lots) : lots_(lots.begin(), lots.end()) {}

  [[nodiscard]] bool empty() const { return closed_ == lots_.size(); }
  [[nodiscard]] std::size_t size() const { return lots_.size() - closed_; }
  [[nodiscard]] Lot& operator[](std::size_t i) { return lots_[closed_ + i]; }
  [[nodiscard]] const Lot& operator[](std::size_t i) const { return lots_[closed_ + i]; }
  [[nodiscard]] const Lot& front() const { return lots_[closed_]; }
  [[nodiscard]] Lot& front() { return lots_[closed_]; }
  [[nodiscard]] auto begin() { return lots_.begin() + static_cast<std::ptrdiff_t>(closed_); }
  [[nodiscard]] auto end() { return lots_.end(); }
  [[nodiscard]] auto begin() const { return lots_.begin() + static_cast<std::ptrdiff_t>(closed_); }
  [[nodiscard]] auto end() const { return lots_.end(); }
  void push_back(const Lot& lot) { lots_.push_back(lot); }
  void insert(std::vector<Lot>::iterator before, const Lot& lot) { lots_.insert(before, lot); }
  void clear() {
    lots_.clear();
    closed_ = 0;
  }
  void erase(std::size_t i) {
    if (i > 0) {
      lots_.erase(begin() + static_cast<std::ptrdiff_t>(i));
    } else if (++closed_ > lots_.size() / 2) {
      lots_.erase(lots_.begin(), begin());
      closed_ = 0;
    }
  }

 private:
  std::vector<Lot> lots_;
  std::size_t closed_ = 0;  ///< lots in front that are no more
};

/// The lots of one security under one method, all of one sign: the bookkeeping behind `open_lots`.
class SecurityLots {
 public:
  explicit SecurityLots(LotMethod method) : method_(method) {}
  SecurityLots(LotMethod method, const SecurityLotState& state)
      : method_(method), lots_(state.lots), realised_(state.realised) {}

  /// From now on each part that is closed goes into a list, which must outlive these lots.
  void note_closed(SecurityIndex security, std::vector<ClosedLot>& list) {
    security_ = security;
    closed_lots_ = &list;
  }

  /// Adds `quantity` (negative: takes away) for `cost` (negative: what it brings). Says what is wrong with the lot that
  /// `t` names, if anything.
  [[nodiscard]] std::optional<std::string> trade(const Transaction& t, const Decimal& quantity,
                                                 const ConvertedAmount& cost);
  void split(const Decimal& ratio);
  void return_capital(const ConvertedAmount& amount);

  /// Adds a lot that comes from another security, keeping its date and id, by date; lots of the other sign are closed.
  void receive(const Transaction& t, const Lot& lot);
  /// Takes `part` (0 to 1) of each lot's cost out of it; what it took comes back as lots of the same quantity and date.
  [[nodiscard]] std::vector<Lot> take_cost(const ConvertedAmount& part);
  [[nodiscard]] std::vector<Lot> take_all();
  void realise(const ConvertedAmount& gain) { realised_ = sum_of(realised_, gain); }

  [[nodiscard]] SecurityLotState state(SecurityIndex security) const {
    return {security, {lots_.begin(), lots_.end()}, realised_};
  }
  [[nodiscard]] Decimal held() const;
  [[nodiscard]] OpenPosition position(SecurityIndex security) const;
  [[nodiscard]] const ConvertedAmount& realised() const { return realised_; }

 private:
  [[nodiscard]] std::optional<std::string> wrong_lot(const Transaction& t, const Decimal& quantity) const;
  [[nodiscard]] std::size_t named_lot(std::string_view id) const;
  [[nodiscard]] std::size_t next_to_close(std::string_view named) const;
  [[nodiscard]] std::size_t dearest() const;
  void close(const Transaction& t, std::size_t position, const Decimal& quantity, const ConvertedAmount& cost);
  void open(const Transaction& t, const Decimal& quantity, const ConvertedAmount& cost);
  void forget_costs_that_decide(const Decimal& quantity);

  LotMethod method_;
  LotQueue lots_;
  ConvertedAmount realised_;
  SecurityIndex security_;
  std::vector<ClosedLot>* closed_lots_ = nullptr;  ///< null: nobody asks
};

}  // namespace dietz
