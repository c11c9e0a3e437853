"""Risk measures from their definitions, for explanation_test.py: floats with exact sums, no code of the engine.

r returns, b benchmark returns, m returns a year, rf annual risk-free rate, mar minimum acceptable return per period.
r' is the annualised geometric return. Definitions: docs/figures.md.
"""

import math
from statistics import NormalDist

CONFIDENCE = 0.95
NORMAL = NormalDist()


def mean(x):
    return math.fsum(x) / len(x)


def deviation(x, ddof=1):
    centre = mean(x)
    return math.sqrt(math.fsum((v - centre) ** 2 for v in x) / (len(x) - ddof))


def moment(x, power):
    centre = mean(x)
    return math.fsum((v - centre) ** power for v in x) / len(x)


def covariance(x, y):
    a, b = mean(x), mean(y)
    return math.fsum((u - a) * (v - b) for u, v in zip(x, y)) / len(x)


def slope(y, x):
    return covariance(x, y) / covariance(x, x)


def growth(x):
    return math.prod(1 + v for v in x)


def solve3(a, y):
    """Three linear equations by elimination."""
    rows = [list(row) + [value] for row, value in zip(a, y)]
    for i in range(3):
        pivot = max(range(i, 3), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(3):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [u - factor * v for u, v in zip(rows[k], rows[i])]
    return [rows[i][3] / rows[i][i] for i in range(3)]


class Measures:
    def __init__(self, r, b, m, rf, mar):
        self.r, self.b, self.m, self.mar = r, b, m, mar
        self.rf = (1 + rf) ** (1 / m) - 1
        self.rf_annual = rf
        self.x = [v - self.rf for v in r]
        self.y = [v - self.rf for v in b] if b else None
        self.n = len(r)

    def annual(self, series):
        return growth(series) ** (self.m / len(series)) - 1

    # One series
    def best_period(self):
        return max(self.r)

    def worst_period(self):
        return min(self.r)

    def positive_periods(self):
        return sum(v > 0 for v in self.r) / self.n

    def mean_absolute_deviation(self):
        centre = mean(self.r)
        return mean([abs(v - centre) for v in self.r])

    def skewness(self):
        return moment(self.r, 3) / moment(self.r, 2) ** 1.5

    def kurtosis(self):
        return moment(self.r, 4) / moment(self.r, 2) ** 2

    def excess_kurtosis(self):
        return self.kurtosis() - 3

    def autocorrelation(self):
        centre = mean(self.r)
        d = [v - centre for v in self.r]
        return math.fsum(u * v for u, v in zip(d, d[1:])) / math.fsum(v * v for v in d)

    def sharpe_ratio(self):
        return mean(self.x) / deviation(self.x) * math.sqrt(self.m)

    def sharpe_ratio_geometric(self):
        return self.annual(self.x) / (deviation(self.x) * math.sqrt(self.m))

    def adjusted_sharpe_ratio(self):
        s = self.sharpe_ratio()
        return s * (1 + self.skewness() / 6 * s - self.excess_kurtosis() / 24 * s * s)

    def probabilistic_sharpe_ratio(self):
        s = mean(self.x) / deviation(self.x)
        spread = 1 - s * self.skewness() + s * s * (self.kurtosis() - 1) / 4
        return NORMAL.cdf(s * math.sqrt(self.n - 1) / math.sqrt(spread))

    def below(self, power):
        return math.fsum(max(self.mar - v, 0) ** power for v in self.r) / self.n

    def above(self, power):
        return math.fsum(max(v - self.mar, 0) ** power for v in self.r) / self.n

    def downside_deviation(self):
        return math.sqrt(self.below(2))

    def semideviation(self):
        centre = mean(self.r)
        return math.sqrt(mean([min(v - centre, 0) ** 2 for v in self.r]))

    def upside_risk(self):
        return math.sqrt(self.above(2))

    def sortino_ratio(self):
        return (mean(self.r) - self.mar) / self.downside_deviation()

    def sortino_ratio_annualized(self):
        return self.sortino_ratio() * math.sqrt(self.m)

    def omega(self):
        return self.above(1) / self.below(1)

    def kappa_3(self):
        return (mean(self.r) - self.mar) / self.below(3) ** (1 / 3)

    def upside_potential_ratio(self):
        return self.above(1) / self.downside_deviation()

    # Drawdowns
    def falls(self):
        level = peak = 1.0
        falls = []
        for v in self.r:
            level *= 1 + v
            peak = max(peak, level)
            falls.append(1 - level / peak)
        return falls

    def depths(self):
        depths, deepest = [], 0.0
        for fall in self.falls() + [0.0]:
            if fall == 0 and deepest > 0:
                depths.append(deepest)
            deepest = max(deepest, fall) if fall else 0.0
        return depths

    def average_drawdown(self):
        return mean(self.depths())

    def drawdown_deviation(self):
        return math.sqrt(math.fsum(d * d for d in self.depths()) / self.n)

    def pain_index(self):
        return mean(self.falls())

    def ulcer_index(self):
        return math.sqrt(mean([f * f for f in self.falls()]))

    def calmar_ratio(self):
        return self.annual(self.r) / max(self.falls())

    def sterling_ratio(self):
        return self.annual(self.r) / (max(self.falls()) + 0.1)

    def pain_ratio(self):
        return (self.annual(self.r) - self.rf_annual) / self.pain_index()

    def martin_ratio(self):
        return (self.annual(self.r) - self.rf_annual) / self.ulcer_index()

    # Tails
    def quantile(self):
        x = sorted(self.r)
        place = (self.n - 1) * (1 - CONFIDENCE)
        low = math.floor(place)
        return x[low] + (place - low) * (x[min(low + 1, self.n - 1)] - x[low])

    def cornish_fisher(self):
        z, s, k = NORMAL.inv_cdf(1 - CONFIDENCE), self.skewness(), self.excess_kurtosis()
        return z + (z * z - 1) * s / 6 + (z ** 3 - 3 * z) * k / 24 - (2 * z ** 3 - 5 * z) * s * s / 36

    def var_historical(self):
        return -self.quantile()

    def var_gaussian(self):
        return -(mean(self.r) + NORMAL.inv_cdf(1 - CONFIDENCE) * deviation(self.r, 0))

    def var_modified(self):
        return -(mean(self.r) + self.cornish_fisher() * deviation(self.r, 0))

    def es_historical(self):
        quantile = self.quantile()
        return -mean([v for v in self.r if v < quantile] or [quantile])

    def es_gaussian(self):
        z = NORMAL.inv_cdf(1 - CONFIDENCE)
        return -(mean(self.r) - deviation(self.r, 0) * NORMAL.pdf(z) / (1 - CONFIDENCE))

    def es_modified(self):
        """The mean below h of the second-order Edgeworth expansion of the distribution; its partial moments by parts."""
        h, s, k = self.cornish_fisher(), self.skewness(), self.excess_kurtosis()
        density, below = NORMAL.pdf(h), NORMAL.cdf(h)

        def partial(power):  # −∫ z^(power + 1) density(z) dz up to h, by parts
            if power == 0:
                return density
            if power == 1:
                return h * density - below
            return h ** power * density + power * partial(power - 2)

        tail = (density + k / 24 * (partial(4) - 6 * partial(2) + 3 * density) + s / 6 * (partial(3) - 3 * partial(1))
                + s * s / 72 * (partial(6) - 15 * partial(4) + 45 * partial(2) - 15 * density))
        return -mean(self.r) - deviation(self.r, 0) * min(-tail / (1 - CONFIDENCE), h)

    # Against the benchmark
    def active_return(self):
        return (mean(self.r) - mean(self.b)) * self.m

    def active_premium(self):
        return self.annual(self.r) - self.annual(self.b)

    def tracking_error(self):
        return deviation([u - v for u, v in zip(self.r, self.b)]) * math.sqrt(self.m)

    def information_ratio(self):
        return self.active_return() / self.tracking_error()

    def information_ratio_geometric(self):
        return self.active_premium() / self.tracking_error()

    def beta(self):
        return slope(self.x, self.y)

    def beta_over(self, keep):
        pairs = [(u, v) for u, v in zip(self.x, self.y) if keep(v)]
        return slope([u for u, _ in pairs], [v for _, v in pairs])

    def beta_bull(self):
        return self.beta_over(lambda v: v > 0)

    def beta_bear(self):
        return self.beta_over(lambda v: v < 0)

    def alpha_regression(self):
        return mean(self.x) - self.beta() * mean(self.y)

    def alpha_jensen(self):
        return self.annual(self.r) - self.rf_annual - self.beta() * (self.annual(self.b) - self.rf_annual)

    def correlation(self):
        return covariance(self.r, self.b) / (deviation(self.r, 0) * deviation(self.b, 0))

    def r_squared(self):
        return (covariance(self.x, self.y) / (deviation(self.x, 0) * deviation(self.y, 0))) ** 2

    def fama_beta(self):
        return deviation(self.r) / deviation(self.b)

    def systematic_risk(self):
        return self.beta() * deviation(self.y) * math.sqrt(self.m)

    def specific_risk(self):
        beta = self.beta()
        return deviation([u - beta * v for u, v in zip(self.x, self.y)], 0) * math.sqrt(self.m)

    def treynor_ratio(self):
        return self.annual(self.x) / self.beta()

    def appraisal_ratio(self):
        return self.alpha_jensen() / self.specific_risk()

    def m_squared(self):
        return (self.annual(self.r) - self.rf_annual) * deviation(self.b) / deviation(self.r) + self.rf_annual

    def m_squared_excess(self):
        return (1 + self.m_squared()) / (1 + self.annual(self.b)) - 1

    def capture(self, keep):
        pairs = [(u, v) for u, v in zip(self.r, self.b) if keep(v)]
        return (growth([u for u, _ in pairs]) - 1) / (growth([v for _, v in pairs]) - 1)

    def up_capture(self):
        return self.capture(lambda v: v > 0)

    def down_capture(self):
        return self.capture(lambda v: v <= 0)

    def share(self, keep, hit):
        pairs = [(u, v) for u, v in zip(self.r, self.b) if keep(v)]
        return sum(hit(u, v) for u, v in pairs) / len(pairs)

    def up_number(self):
        return self.share(lambda v: v > 0, lambda u, v: u > 0)

    def down_number(self):
        return self.share(lambda v: v < 0, lambda u, v: u < 0)

    def up_percent(self):
        return self.share(lambda v: v > 0, lambda u, v: u > v)

    def down_percent(self):
        return self.share(lambda v: v < 0, lambda u, v: u > v)

    def timing_gamma(self, timing):
        columns = [[1.0] * self.n, self.y, [timing(v) for v in self.y]]
        normal = [[math.fsum(u * v for u, v in zip(a, c)) for c in columns] for a in columns]
        return solve3(normal, [math.fsum(u * v for u, v in zip(a, self.x)) for a in columns])[2]

    def market_timing_hm_gamma(self):
        return self.timing_gamma(lambda v: max(0.0, -v))

    def market_timing_tm_gamma(self):
        return self.timing_gamma(lambda v: v * v)


def compute(label, r, b, m, rf, mar):
    """The measure of that label; AttributeError for one that isn't defined here."""
    return getattr(Measures(r, b, m, rf, mar), label.replace(" ", "_"))()
