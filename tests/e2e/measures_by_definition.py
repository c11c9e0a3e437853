"""The measures beyond those of a report from their definitions in docs/measures.md, for measures_page_test.py: floats with
exact sums, no code of the engine. The others stand in statistics_by_definition.py."""

import math

from statistics_by_definition import CONFIDENCE, NORMAL, Measures, covariance, deviation, growth, mean, moment, slope, solve3


def student_quantile(p, degrees):
    """By bisection of the finite sum for odd degrees of freedom (Abramowitz, Stegun, 26.7.3)."""
    assert degrees % 2 == 1 and degrees > 1

    def cdf(x):
        angle = math.atan(x / math.sqrt(degrees))
        term = total = math.cos(angle)
        for k in range(3, degrees - 1, 2):
            term *= math.cos(angle) ** 2 * (k - 1) / k
            total += term
        return 0.5 + (angle + math.sin(angle) * total) / math.pi

    low, high = 0.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if cdf(middle) < p else (low, middle)
    return (low + high) / 2


def ranks(x):
    """1 … n, equal values sharing the mean of theirs."""
    return [sum(u < v for u in x) + (sum(u == v for u in x) + 1) / 2 for v in x]


def modified_tail(x):
    """Value at risk and expected shortfall of x by Cornish-Fisher and Edgeworth."""
    tail = AllMeasures(x, None, 1, 0, 0)
    return tail.var_modified(), tail.es_modified()


class AllMeasures(Measures):
    def __init__(self, r, b, m, rf, mar):
        super().__init__(r, b, m, rf, mar)
        self.gains = [v for v in r if v > 0]
        self.losses = [v for v in r if v < 0]
        self.over = [v - mar for v in r if v > mar]
        self.under = [mar - v for v in r if v < mar]

    # Return
    def cumulative_return(self):
        return growth(self.r) - 1

    def annualized_return(self):
        return self.annual(self.r)

    def mean_return(self):
        return mean(self.r)

    def geometric_mean_return(self):
        return growth(self.r) ** (1 / self.n) - 1

    def cumulative_return_arithmetic(self):
        return math.fsum(self.r)

    def annualized_return_arithmetic(self):
        return mean(self.r) * self.m

    def mean_excess_return(self):
        return mean(self.x)

    def standard_error(self):
        return deviation(self.r) / math.sqrt(self.n)

    def mean_return_lower(self):
        return mean(self.r) - student_quantile((1 + CONFIDENCE) / 2, self.n - 1) * self.standard_error()

    def mean_return_upper(self):
        return mean(self.r) + student_quantile((1 + CONFIDENCE) / 2, self.n - 1) * self.standard_error()

    def payoff_ratio(self):
        return mean(self.gains) / -mean(self.losses)

    def stability(self):
        levels = [math.fsum(math.log1p(v) for v in self.r[: i + 1]) for i in range(self.n)]
        times = list(range(self.n))
        return covariance(levels, times) ** 2 / (covariance(levels, levels) * covariance(times, times))

    # Spread
    def volatility(self):
        return deviation(self.r)

    def volatility_annualized(self):
        return deviation(self.r) * math.sqrt(self.m)

    def volatility_population(self):
        return deviation(self.r, 0)

    def volatility_population_annualized(self):
        return deviation(self.r, 0) * math.sqrt(self.m)

    def skewness_fisher(self):
        return self.skewness() * math.sqrt(self.n * (self.n - 1)) / (self.n - 2)

    def skewness_sample(self):
        return self.skewness() * self.n ** 2 / ((self.n - 1) * (self.n - 2))

    def kurtosis_sample(self):
        n = self.n
        return n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * n * moment(self.r, 4) / deviation(self.r) ** 4

    def excess_kurtosis_fisher(self):
        n = self.n
        return self.kurtosis_sample() - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))

    def skewness_kurtosis_ratio(self):
        return self.skewness() / self.kurtosis()

    def hurst_index(self):
        centre = mean(self.r)
        sums = [math.fsum(v - centre for v in self.r[: i + 1]) for i in range(self.n)]
        return math.log((max(sums) - min(sums)) / deviation(self.r)) / math.log(self.n)

    # Return for risk
    def sharpe_ratio_per_period(self):
        return mean(self.x) / deviation(self.x)

    def downside_sharpe_ratio(self):
        return mean(self.x) / (math.sqrt(2) * self.semideviation())

    def reward_to_var(self):
        return mean(self.x) / modified_tail(self.x)[0]

    def reward_to_es(self):
        return mean(self.x) / modified_tail(self.x)[1]

    def kelly_ratio(self):
        return mean(self.x) / deviation(self.r) ** 2

    def kelly_ratio_half(self):
        return self.kelly_ratio() / 2

    # Against a minimum acceptable return
    def downside_deviation_annualized(self):
        return self.downside_deviation() * math.sqrt(self.m)

    def downside_deviation_subset(self):
        return math.sqrt(mean([v * v for v in self.under]))

    def downside_frequency(self):
        return len(self.under) / self.n

    def downside_potential(self):
        return math.fsum(self.under) / self.n

    def upside_frequency(self):
        return len(self.over) / self.n

    def upside_potential(self):
        return math.fsum(self.over) / self.n

    def upside_variance(self):
        return math.fsum(v * v for v in self.over) / self.n

    def upside_risk_subset(self):
        return math.sqrt(self.upside_variance_subset())

    def upside_variance_subset(self):
        return mean([v * v for v in self.over])

    def upside_potential_subset(self):
        return mean(self.over)

    def upside_potential_ratio_subset(self):
        return mean(self.over) / self.downside_deviation_subset()

    def omega_sharpe_ratio(self):
        return self.omega() - 1

    def kappa_1(self):
        return (mean(self.r) - self.mar) / self.below(1)

    def kappa_2(self):
        return (mean(self.r) - self.mar) / math.sqrt(self.below(2))

    def bernardo_ledoit_ratio(self):
        return math.fsum(self.gains) / -math.fsum(self.losses)

    def d_ratio(self):
        return -len(self.losses) * math.fsum(self.losses) / (len(self.gains) * math.fsum(self.gains))

    def prospect_ratio(self):
        return (math.fsum(self.gains) + 2.25 * math.fsum(self.losses) - self.mar) / (self.n * self.downside_deviation())

    def volatility_skewness(self):
        return self.above(2) / self.below(2)

    def variability_skewness(self):
        return math.sqrt(self.above(2) / self.below(2))

    # Drawdown
    def max_drawdown(self):
        return max(self.falls())

    def max_drawdown_arithmetic(self):
        levels = [1 + math.fsum(self.r[:i]) for i in range(self.n + 1)]
        return max(1 - level / max(levels[: i + 1]) for i, level in enumerate(levels))

    def episodes(self):
        """First loss, trough and recovery of each drawdown by place; one that lasts recovers in the next period."""
        falls, found = self.falls() + [0.0], []
        start = None
        for i, fall in enumerate(falls):
            if fall > 0 and start is None:
                start = i
            elif fall == 0 and start is not None:
                inside = falls[start:i]
                found.append((start, start + inside.index(max(inside)), i))
                start = None
        return found

    def average_drawdown_length(self):
        return mean([end - start + 1 for start, _, end in self.episodes()])

    def average_drawdown_recovery(self):
        return mean([end - trough for _, trough, end in self.episodes()])

    # Tail
    def es_edgeworth(self):
        # The definition above never has the bound at work in the example; this is asserted, not assumed.
        assert self.es_modified() > self.var_modified()
        return self.es_modified()

    def tail_ratio(self):
        mirrored = AllMeasures([-v for v in self.r], None, self.m, 0, 0)
        return abs(mirrored.quantile()) / abs(self.quantile())

    # Against the benchmark
    def annualized_excess_return(self):
        return (1 + self.annual(self.r)) / (1 + self.annual(self.b)) - 1

    def alpha_regression_annualized(self):
        return (1 + self.alpha_regression()) ** self.m - 1

    def alpha_over(self, keep):
        pairs = [(u, v) for u, v in zip(self.x, self.y) if keep(v)]
        u, v = zip(*pairs)
        return mean(u) - slope(u, v) * mean(v)

    def alpha_bull(self):
        return self.alpha_over(lambda v: v > 0)

    def alpha_bear(self):
        return self.alpha_over(lambda v: v < 0)

    def timing_ratio(self):
        return self.beta_bull() / self.beta_bear()

    def correlation_spearman(self):
        u, v = ranks(self.r), ranks(self.b)
        return covariance(u, v) / math.sqrt(covariance(u, u) * covariance(v, v))

    def covariance(self):
        return covariance(self.r, self.b) * self.n / (self.n - 1)

    def covariance_population(self):
        return covariance(self.r, self.b)

    def comoment(self, series, power):
        a, b = mean(series), mean(self.b)
        return math.fsum((u - a) * (v - b) ** power for u, v in zip(series, self.b)) / self.n

    def coskewness(self):
        return self.comoment(self.r, 2)

    def cokurtosis(self):
        return self.comoment(self.r, 3)

    def beta_covariance(self):
        return self.comoment(self.r, 1) / self.comoment(self.b, 1)

    def beta_coskewness(self):
        return self.comoment(self.r, 2) / self.comoment(self.b, 2)

    def beta_cokurtosis(self):
        return self.comoment(self.r, 3) / self.comoment(self.b, 3)

    def treynor_ratio_modified(self):
        return self.annual(self.x) / self.systematic_risk()

    def appraisal_ratio_modified(self):
        return self.alpha_jensen() / self.beta()

    def appraisal_ratio_alternative(self):
        return self.alpha_jensen() / self.systematic_risk()

    def modigliani(self):
        return self.sharpe_ratio_per_period() * deviation(self.b) + self.rf

    def m_squared_excess_arithmetic(self):
        return self.m_squared() - self.annual(self.b)

    def market_downside(self):
        return AllMeasures(self.b, None, self.m, 0, self.mar).downside_deviation()

    def m_squared_sortino(self):
        spread = self.market_downside() - self.downside_deviation()
        return self.annual(self.r) + self.sortino_ratio() * spread * math.sqrt(self.m)

    def omega_excess_return(self):
        return self.annual(self.r) - 3 * self.downside_deviation() * self.market_downside() * self.m

    def arithmetic_capture(self, keep):
        pairs = [(u, v) for u, v in zip(self.r, self.b) if keep(v)]
        return math.fsum(u for u, _ in pairs) / math.fsum(v for _, v in pairs)

    def up_capture_arithmetic(self):
        return self.arithmetic_capture(lambda v: v > 0)

    def down_capture_arithmetic(self):
        return self.arithmetic_capture(lambda v: v <= 0)

    def annual_capture(self, keep):
        pairs = [(u, v) for u, v in zip(self.r, self.b) if keep(v)]
        return self.annual([u for u, _ in pairs]) / self.annual([v for _, v in pairs])

    def capture_annualized(self):
        return self.annual_capture(lambda v: True)

    def up_capture_annualized(self):
        return self.annual_capture(lambda v: v > 0)

    def down_capture_annualized(self):
        return self.annual_capture(lambda v: v < 0)

    def up_down_capture_annualized(self):
        return self.up_capture_annualized() / self.down_capture_annualized()

    def timing(self, place, timing):
        columns = [[1.0] * self.n, self.y, [timing(v) for v in self.y]]
        normal = [[math.fsum(u * v for u, v in zip(a, c)) for c in columns] for a in columns]
        return solve3(normal, [math.fsum(u * v for u, v in zip(a, self.x)) for a in columns])[place]

    def market_timing_hm_alpha(self):
        return self.timing(0, lambda v: max(0.0, -v))

    def market_timing_hm_beta(self):
        return self.timing(1, lambda v: max(0.0, -v))

    def market_timing_tm_alpha(self):
        return self.timing(0, lambda v: v * v)

    def market_timing_tm_beta(self):
        return self.timing(1, lambda v: v * v)
