#include "calculations/composite_figures.hpp"

#include "calculations/linked_growth.hpp"
#include "calculations/return_figures.hpp"

#include <algorithm>
#include <span>

namespace dietz {
namespace {

using Months = std::span<const CompositeMonth>;

/// What a figure of composites rests on, for its basis.
struct Series {
  Rate CompositeMonth::*rate;
  const char* returns;
};
constexpr Series net{&CompositeMonth::net, "net of all fees and taxes"};
constexpr Series gross{&CompositeMonth::gross, "before management and custody fees"};
constexpr Series benchmark{&CompositeMonth::benchmark, "of the benchmark"};

DateRange span_of(Months months) { return {months.front().range.from, months.back().range.to}; }

class CompositeFigures {
 public:
  CompositeFigures(CompositeReport& report, const Policy& policy) : report_(report), policy_(policy) {}

  void add() {
    const Months all(report_.months);
    for (std::size_t first = 0; first < all.size();) {
      std::size_t last = first;
      while (last + 1 < all.size() && all[last + 1].range.to.year() == all[first].range.to.year()) ++last;
      add_year(first, last);
      first = last + 1;
    }
    add_whole(all);
  }

 private:
  [[nodiscard]] Figure named(const std::string& name, Months months, const std::string& method, const char* returns,
                             Rate rate) const {
    Figure figure;
    figure.name = name;
    figure.method = method;
    figure.rate = rate;
    if (!months.empty()) {
      figure.basis.push_back({"from", span_of(months).from.to_string(), false});
      figure.basis.push_back({"to", span_of(months).to.to_string(), false});
      figure.basis.push_back({"months", std::to_string(months.size()), true});
    }
    figure.basis.push_back({"returns", returns, false});
    return figure;
  }

  [[nodiscard]] Figure linked(const std::string& name, Months months, const Series& series) const {
    LinkedGrowth growth;
    const CompositeMonth* failed = nullptr;
    for (const CompositeMonth& month : months) {
      const Rate& rate = month.*series.rate;
      if (!rate) {
        failed = &month;
        break;
      }
      growth.add(month.range.to, 1.0 + rate.value());
    }
    Rate rate = growth.growth() - 1.0;
    if (months.empty()) rate = Reason::insufficient_data;
    if (failed != nullptr) rate = (failed->*series.rate).reason();
    const bool of_benchmark = series.rate == &CompositeMonth::benchmark;
    Figure figure = named(name, months, of_benchmark ? "linked months" : std::string(name_of(report_.terms.weighting)),
                          series.returns, rate);
    if (failed != nullptr) figure.detail = "no return in " + failed->range.to.to_string().substr(0, 7);
    return figure;
  }

  [[nodiscard]] Figure deviation(const std::string& name, Months until, const Series& series) const {
    const Months last = until.last(std::min<std::size_t>(until.size(), 36));
    std::vector<double> rates;
    for (const CompositeMonth& month : last) {
      if (month.*series.rate) rates.push_back((month.*series.rate).value());
    }
    Figure figure = named(name, last, "standard deviation of 36 monthly returns, x root of 12", series.returns,
                          three_year_deviation(rates));
    figure.basis.push_back({"ddof", "1", true});
    if (!figure.rate) figure.detail = std::to_string(rates.size()) + " of 36 months have a return";
    return figure;
  }

  /// The members that count in all twelve months of a whole year.
  [[nodiscard]] std::vector<MemberYear> members_of_year(std::size_t first, std::size_t last) const {
    std::vector<MemberYear> years;
    for (std::size_t m = 0; m < report_.members.size(); ++m) {
      const auto& months = report_.members[m].months;
      LinkedGrowth growth;
      bool all = true;
      for (std::size_t i = first; i <= last; ++i) {
        all = all && report_.months[i].exclusions[m] == Exclusion::none;
        if (all) growth.add(report_.months[i].range.to, 1.0 + months[report_.first_month + i].net.value());
      }
      if (all) years.push_back({growth.growth() - 1.0, months[report_.first_month + first].begin_value});
    }
    return years;
  }

  void add_dispersion(CompositeYear& year, std::span<const MemberYear> members, Months months) const {
    const auto minimum = static_cast<std::size_t>(report_.terms.minimum_members);
    InternalDispersion spread = internal_dispersion(members, year.whole ? minimum : members.size() + 1);
    const auto add = [&](const char* name, const std::string& method, const Rate& rate) {
      Figure figure = named(name, months, method, net.returns, rate);
      figure.basis.push_back({"members_all_year", std::to_string(members.size()), true});
      figure.basis.push_back({"minimum_members", std::to_string(minimum), true});
      if (!rate && rate.reason() == Reason::insufficient_data) {
        figure.detail = year.whole ? std::to_string(members.size()) + " portfolios were in for the full year, " +
                                         std::to_string(minimum) + " are needed"
                                   : "not a full year";
      }
      year.figures.push_back(std::move(figure));
    };
    add("internal_dispersion", std::string(name_of(report_.terms.dispersion)), spread.by(report_.terms.dispersion));
    add("internal_dispersion_equal_weighted", "standard deviation, divisor n", spread.equal_weighted);
    add("internal_dispersion_asset_weighted", "standard deviation by beginning values", spread.asset_weighted);
    add("internal_dispersion_high", "highest annual return", spread.high);
    add("internal_dispersion_low", "lowest annual return", spread.low);
    add("internal_dispersion_range", "high - low", spread.range);
    add("internal_dispersion_lower_quartile", "type 7", spread.lower_quartile);
    add("internal_dispersion_median", "type 7", spread.median);
    add("internal_dispersion_upper_quartile", "type 7", spread.upper_quartile);
    add("internal_dispersion_interquartile", "upper - lower quartile", spread.interquartile);
  }

  void add_year(std::size_t first, std::size_t last) {
    const Months all(report_.months), months = all.subspan(first, last - first + 1);
    CompositeYear year;
    year.range = span_of(months);
    year.name = std::to_string(year.range.to.year());
    year.whole = months.size() == 12;
    year.members = months.back().members;
    if (year.members > 0) year.assets = months.back().end_assets;
    std::vector<MemberYear> members;
    if (year.whole) members = members_of_year(first, last);
    year.members_all_year = members.size();
    add_returns(year.figures, months);
    add_dispersion(year, members, months);
    add_deviations(year.figures, all.first(last + 1));
    report_.years.push_back(std::move(year));
  }

  void add_returns(std::vector<Figure>& figures, Months months) const {
    figures.push_back(linked("composite_return", months, net));
    figures.push_back(linked("composite_return_gross", months, gross));
    if (!report_.benchmark.empty()) figures.push_back(linked("benchmark_return", months, benchmark));
  }

  void add_deviations(std::vector<Figure>& figures, Months until) const {
    figures.push_back(deviation("ex_post_deviation_3y", until, net));
    figures.push_back(deviation("ex_post_deviation_3y_gross", until, gross));
    if (!report_.benchmark.empty()) figures.push_back(deviation("benchmark_ex_post_deviation_3y", until, benchmark));
  }

  void add_whole(Months all) {
    add_returns(report_.figures, all);
    const int days = all.empty() ? 0 : span_of(all).days();
    const std::size_t returns = report_.figures.size();
    for (std::size_t i = 0; i < returns; ++i) {
      report_.figures.push_back(annualized_return(report_.figures[i], report_.figures[i].name + "_annualized", days,
                                                  policy_.annualize_under_one_year));
    }
    add_deviations(report_.figures, all);
    const auto last = std::find_if(report_.years.rbegin(), report_.years.rend(),
                                   [](const CompositeYear& year) { return year.whole; });
    if (last == report_.years.rend()) {
      report_.figures.push_back(named("internal_dispersion", {}, std::string(name_of(report_.terms.dispersion)),
                                      net.returns, Reason::insufficient_data));
      report_.figures.back().detail = "there is no full calendar year";
      return;
    }
    for (const Figure& figure : last->figures) {
      if (figure.name.starts_with("internal_dispersion")) report_.figures.push_back(figure);
    }
  }

  CompositeReport& report_;
  const Policy& policy_;
};

}  // namespace

void add_composite_figures(CompositeReport& report, const Policy& policy) { CompositeFigures(report, policy).add(); }

}  // namespace dietz
