#pragma once

#include "calculations/double_pair.hpp"
#include "calculations/irr.hpp"
#include "calculations/portable_math.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

// The inner loop of XirrColumns; nothing else includes it.
namespace dietz::xirr_pairs {

/// A pair holds two portfolios side by side, one in each half.
using pairs::load;
using pairs::Pair;
using pairs::smaller;
using pairs::store;
inline constexpr std::size_t lanes = 2;
using Gaps = std::array<std::uint32_t, lanes>;

inline constexpr double rounding_unit = 0x1p-53;
inline constexpr double wanted_accuracy = 1e-12;
inline constexpr int most_passes = 12;
/// Powers of a day's factor are kept for 0 … 63 days, and for multiples of 64.
inline constexpr unsigned fine_bits = 6;
inline constexpr std::size_t fine_powers = std::size_t{1} << fine_bits;

/// Σ b, Σ b·t, Σ b·t² of discounted flows b at days t.
struct Sums {
  double b = 0.0;
  double bt = 0.0;
  double btt = 0.0;
  void add(double term, double t) {
    b += term;
    bt += term * t;
    btt += term * t * t;
  }
};

/// One portfolio's rows as doubles, and how far its solution has come.
struct Lane {
  std::span<const std::int32_t> days;
  std::span<const double> amounts;
  std::vector<std::uint32_t> rarer;  ///< room for the rows of the sign that fewer rows have
  std::size_t rarer_count = 0;
  std::int32_t widest_gap = 0;
  double y = 0.0;  ///< growth a day, as a logarithm
  bool done = false;
  bool by_search = false;
  [[nodiscard]] std::size_t size() const { return days.size(); }
  [[nodiscard]] std::span<const std::uint32_t> rarer_rows() const { return {rarer.data(), rarer_count}; }
  [[nodiscard]] double time(std::size_t row) const { return static_cast<double>(days[row] - days[0]); }
  [[nodiscard]] double span() const { return time(size() - 1); }
};

/// What one evaluation gives: sums over all rows and over the rarer sign's rows, and the balance nearest to zero.
struct Evaluation {
  Sums all;
  Sums rarer;
  double least_balance = 0.0;

  [[nodiscard]] double size() const { return 2.0 * std::abs(rarer.b) + std::abs(all.b); }
  [[nodiscard]] double size_tt() const { return 2.0 * std::abs(rarer.btt) + std::abs(all.btt); }
};

/// ln(p / q), to about nine digits where they are close: the last step is corrected by Taylor's series anyway.
inline double log_of_ratio(double p, double q) {
  const double z = (p - q) / (p + q);
  if (!(z > -0.1 && z < 0.1)) return portable::log(p / q);
  const double z2 = z * z;
  return 2.0 * z * (1.0 + z2 * (1.0 / 3.0 + z2 * (0.2 + z2 * (1.0 / 7.0))));
}

/// About e^(−y): sums hold for the factor itself, whose logarithm is taken at the end.
inline double day_factor(double y) {
  return 1.0 - y * (1.0 - y * (0.5 - y * (1.0 / 6.0 - y * (1.0 / 24.0 - y * (1.0 / 120.0)))));
}

/// Halley's step for ln(−Σ of one sign / Σ of the other).
inline double halley_step(const Evaluation& at) {
  const Sums& p = at.rarer;
  const Sums q{at.all.b - p.b, at.all.bt - p.bt, at.all.btt - p.btt};
  const double g = log_of_ratio(std::abs(p.b), std::abs(q.b));
  const double mean_p = p.bt / p.b;
  const double mean_q = q.bt / q.b;
  const double slope = mean_q - mean_p;
  const double bend = (p.btt / p.b - mean_p * mean_p) - (q.btt / q.b - mean_q * mean_q);
  return -g * slope / (slope * slope - 0.5 * g * bend);
}

/// Solves two portfolios at a time; see XirrColumns.
class PairSolver {
 public:
  explicit PairSolver(double days_in_year)
      : days_in_year_(days_in_year),
        lowest_(portable::log(dated_rates.lowest) / days_in_year),
        highest_(portable::log(dated_rates.highest) / days_in_year) {}

  void solve(Lane& first, Lane& second) {
    lane_ = {&first, &second};
    load_lanes();
    for (int pass = 0; pass < most_passes && !(first.done && second.done); ++pass) {
      evaluate();
      for (std::size_t i = 0; i < lanes; ++i) advance(*lane_[i], result_[i]);
    }
    for (Lane* lane : lane_) {
      if (!lane->done) give_up(*lane);
    }
  }

 private:
  void reserve() {
    if (rows_ <= capacity_) return;
    capacity_ = rows_ + rows_ / 2;
    amounts_ = std::make_unique<double[]>(lanes * capacity_);
    times_ = std::make_unique<double[]>(lanes * capacity_);
    factors_ = std::make_unique<double[]>(lanes * capacity_);
    gaps_ = std::make_unique<Gaps[]>(capacity_);
  }

  static void give_up(Lane& lane) { lane.done = lane.by_search = true; }

  void load_lanes() {
    rows_ = std::max(lane_[0]->size(), lane_[1]->size());
    reserve();
    for (std::size_t i = 0; i < lanes; ++i) load_lane(*lane_[i], i);
    sum_without_growth();
    for (std::size_t i = 0; i < lanes; ++i) {
      Lane& lane = *lane_[i];
      const Evaluation& at = result_[i];
      if (lane.widest_gap > 0 && at.rarer.b * (at.all.b - at.rarer.b) < 0.0) {
        move(lane, halley_step(at));
      } else {
        set_aside(lane, i);
      }
    }
    widest_ = static_cast<std::size_t>(std::max(lane_[0]->widest_gap, lane_[1]->widest_gap));
    coarse_.resize((widest_ >> fine_bits) + 1);
  }

  /// A lane that the others' passes must not mind.
  void set_aside(Lane& lane, std::size_t i) {
    lane.widest_gap = 0;
    for (std::size_t row = 0; row < rows_; ++row) gaps_[row][i] = 0;
    give_up(lane);
  }

  /// Copies the rows, with idle rows before the last one up to the longer lane's length. Signs are turned so that the
  /// first row counts as positive: the balance is then positive too.
  void load_lane(Lane& lane, std::size_t i) {
    load_days(lane, i);
    load_amounts(lane, i);
    if (lane.size() != rows_) move_last_row(lane, i);
  }

  void sum_without_growth() {
    const double* amounts = amounts_.get();
    const double* times = times_.get();
    Pair b = {0.0, 0.0};
    Pair bt = {0.0, 0.0};
    Pair btt = {0.0, 0.0};
    for (std::size_t row = 0; row < rows_; ++row) {
      const Pair time = load(times + lanes * row);
      const Pair amount = load(amounts + lanes * row);
      const Pair moment = amount * time;
      b += amount;
      bt += moment;
      btt += moment * time;
    }
    for (std::size_t i = 0; i < lanes; ++i) {
      result_[i] = {{b[i], bt[i], btt[i]}, {}, 0.0};
      for (const std::uint32_t row : lane_[i]->rarer_rows()) {
        result_[i].rarer.add(amounts[lanes * row + i], times[lanes * row + i]);
      }
    }
  }

  void move_last_row(Lane& lane, std::size_t i) {
    const std::size_t last = lane.size() - 1;
    const std::size_t place = rows_ - 1;
    amounts_[lanes * place + i] = amounts_[lanes * last + i];
    times_[lanes * place + i] = times_[lanes * last + i];
    gaps_[place][i] = gaps_[last][i];
    for (std::size_t idle = last; idle < place; ++idle) {
      amounts_[lanes * idle + i] = times_[lanes * idle + i] = 0.0;
      gaps_[idle][i] = 0;
    }
    if (lane.rarer_count == 0) return;
    std::uint32_t& last_rarer = lane.rarer[lane.rarer_count - 1];
    if (last_rarer == last) last_rarer = static_cast<std::uint32_t>(place);
  }

  /// A widest gap of 0 says that the days fall back somewhere.
  void load_days(Lane& lane, std::size_t i) {
    const std::int32_t* days = lane.days.data();
    Gaps* gaps = gaps_.get();
    double* times = times_.get();
    const std::size_t size = lane.size();
    const std::int32_t first = days[0];
    std::int32_t widest = 0;
    std::int32_t narrowest = 0;
    gaps[0][i] = 0;
    times[i] = 0.0;
    for (std::size_t row = 1; row < size; ++row) {
      const std::int32_t gap = days[row] - days[row - 1];
      widest = std::max(widest, gap);
      narrowest = std::min(narrowest, gap);
      gaps[row][i] = static_cast<std::uint32_t>(gap);
      times[lanes * row + i] = static_cast<double>(days[row] - first);
    }
    lane.widest_gap = narrowest < 0 ? 0 : widest;
  }

  void load_amounts(Lane& lane, std::size_t i) {
    const double* given = lane.amounts.data();
    double* amounts = amounts_.get();
    const std::size_t size = lane.size();
    std::uint64_t in = 0;
    const double sign = given[0] < 0.0 ? -1.0 : 1.0;
    for (std::size_t row = 0; row < size; ++row) {
      in += std::bit_cast<std::uint64_t>(given[row]) >> 63;
      amounts[lanes * row + i] = given[row] * sign;
    }
    if (lane.rarer.size() < size) lane.rarer.resize(size);
    const std::uint64_t rarer_sign = 2 * in < size ? 1 : 0;
    std::uint32_t* rarer = lane.rarer.data();
    std::size_t found = 0;
    for (std::size_t row = 0; row < size; ++row) {
      rarer[found] = static_cast<std::uint32_t>(row);
      found += (std::bit_cast<std::uint64_t>(given[row]) >> 63) == rarer_sign ? 1 : 0;
    }
    lane.rarer_count = found;
  }

  void move(Lane& lane, double step) {
    const double y = lane.y + step;
    if (y >= lowest_ && y <= highest_) {
      lane.y = y;
    } else {
      give_up(lane);
    }
  }

  /// Powers with exponents 2^k come from squares in double length, correct to the last place; the others are products
  /// of at most six of them (and as many as there are bits for multiples of 64).
  void fill_powers() {
    day_factor_ = Pair{day_factor(lane_[0]->y), day_factor(lane_[1]->y)};
    Pair high = day_factor_;
    Pair low = {0.0, 0.0};
    const Pair one = {1.0, 1.0};
    fine_[0] = one;
    for (std::size_t step = 1; step < fine_powers; step *= 2, square(high, low)) {
      if (step > widest_ && coarse_.size() == 1) return;
      for (std::size_t k = 0; k < step; ++k) fine_[step + k] = fine_[k] * high;
    }
    coarse_[0] = one;
    for (std::size_t step = 1; step < coarse_.size(); step *= 2, square(high, low)) {
      for (std::size_t k = 0; k < std::min(step, coarse_.size() - step); ++k) coarse_[step + k] = coarse_[k] * high;
    }
  }

  /// (high + low)², by T. J. Dekker.
  static void square(Pair& high, Pair& low) {
    const Pair scaled = high * (0x1p27 + 1.0);
    const Pair a = scaled - (scaled - high);
    const Pair b = high - a;
    const Pair product = high * high;
    const Pair rest = ((a * a - product) + 2.0 * a * b) + b * b + 2.0 * high * low;
    high = product + rest;
    low = (product - high) + rest;
  }

  template <bool long_gaps>
  [[nodiscard]] Pair factor_of(const Gaps& gap) const {
    const Pair* fine = fine_.data();
    if constexpr (!long_gaps) return Pair{fine[gap[0]][0], fine[gap[1]][1]};
    constexpr std::uint32_t mask = fine_powers - 1;
    return Pair{fine[gap[0] & mask][0], fine[gap[1] & mask][1]} *
           Pair{coarse_[gap[0] >> fine_bits][0], coarse_[gap[1] >> fine_bits][1]};
  }

  /// Running sums in order of time; the last row is apart, as the balance after it is zero at a root.
  template <bool long_gaps>
  void sum_up() {
    const std::size_t last = rows_ - 1;
    const double* amounts = amounts_.get();
    const double* times = times_.get();
    double* factors = factors_.get();
    const Gaps* gaps = gaps_.get();
    Pair factor = {1.0, 1.0};
    Pair b = {0.0, 0.0};
    Pair bt = {0.0, 0.0};
    Pair btt = {0.0, 0.0};
    Pair least = {1e300, 1e300};
    for (std::size_t row = 0; row <= last; ++row) {
      least = row == 0 ? least : smaller(b, least);
      factor *= factor_of<long_gaps>(gaps[row]);
      store(factors + lanes * row, factor);
      const Pair time = load(times + lanes * row);
      const Pair term = load(amounts + lanes * row) * factor;
      const Pair moment = term * time;
      b += term;
      bt += moment;
      btt += moment * time;
    }
    for (std::size_t i = 0; i < lanes; ++i) result_[i] = {{b[i], bt[i], btt[i]}, {}, least[i]};
  }

  void evaluate() {
    fill_powers();
    coarse_.size() > 1 ? sum_up<true>() : sum_up<false>();
    for (std::size_t i = 0; i < lanes; ++i) {
      for (const std::uint32_t row : lane_[i]->rarer_rows()) {
        result_[i].rarer.add(amounts_[lanes * row + i] * factors_[lanes * row + i], times_[lanes * row + i]);
      }
    }
  }

  void advance(Lane& lane, const Evaluation& at) {
    if (lane.done) return;
    const double step = halley_step(at);
    if (!std::isfinite(step)) return give_up(lane);
    if (finish(lane, at, step)) return;
    move(lane, step);
  }

  /// Takes the step as the last one if the sums prove that it leads to the only root, to the accuracy wanted.
  bool finish(Lane& lane, const Evaluation& at, double step) {
    const double span = lane.span();
    // Roundings of a gap's factor, of the running product, of a row's terms and sums.
    const double roundings =
        (static_cast<std::size_t>(lane.widest_gap) < fine_powers ? 20.0 : 44.0) * static_cast<double>(lane.size()) +
        30.0;
    const double error = roundings * rounding_unit * at.size();
    const double slope = std::abs(at.all.bt);
    // The present value has opposite signs at y ± reach.
    const double reach = 2.0 * (std::abs(at.all.b) + 2.0 * error + error * span) / slope;
    if (!(reach * span < 0.01)) return false;
    const double bend = 1.02 * at.size_tt() + span * span * error;
    if (!(slope * reach - std::abs(at.all.b) - error - error * span * reach > 0.5 * bend * reach * reach)) return false;
    // Taylor: the present value after the step, and what is left to the root.
    const double left = at.all.b - at.all.bt * step + 0.5 * at.all.btt * step * step;
    const double corrected = step + left / at.all.bt;
    const double third = std::abs(step * step * step) * span * (at.size_tt() / 6.0) * 1.02;
    const double second = std::abs(left) * (bend * (std::abs(step) + reach)) / slope;
    const double to_growth = days_in_year_ / (slope - bend * reach);
    if (!((third + second + error) * to_growth <= wanted_accuracy)) {
      if (!(error * to_growth <= 0.5 * wanted_accuracy)) give_up(lane);
      return lane.done;
    }
    // The balance keeps its sign at every y within reach: no other root.
    if (!(at.least_balance > error + 1.02 * reach * span * at.size())) {
      lane.y += corrected;
      give_up(lane);
      return true;
    }
    // The sums hold for the day's factor as rounded.
    const std::size_t i = &lane == lane_[0] ? 0 : 1;
    lane.y = corrected - portable::log(day_factor_[i]);
    lane.done = true;
    return true;
  }

  double days_in_year_;
  double lowest_, highest_;
  std::array<Lane*, lanes> lane_{};
  std::array<Evaluation, lanes> result_{};
  std::size_t rows_ = 0;
  std::size_t widest_ = 0;
  std::size_t capacity_ = 0;
  /// Two doubles a row, one a lane.
  std::unique_ptr<double[]> amounts_, times_, factors_;
  std::unique_ptr<Gaps[]> gaps_;
  std::array<Pair, fine_powers> fine_{};
  std::vector<Pair> coarse_;
  Pair day_factor_{};
};

}  // namespace dietz::xirr_pairs
