/** Names, order and kind of the figures a report may hold; others are shown under their own name. */
const FIGURE_GROUPS = [
  ["Return", {
    twr: "Time-weighted return", twr_annualized: "Time-weighted return, annualised",
    twr_gross: "Time-weighted return, gross", twr_gross_annualized: "Time-weighted return, gross, annualised",
    twr_before_tax: "Time-weighted return before tax", mwr: "Money-weighted return of the period",
    xirr: "Money-weighted return, annual (XIRR)", modified_dietz: "Modified Dietz return",
    simple_dietz: "Simple Dietz return", linked_dietz: "Linked Dietz return", cumulative_return: "Cumulative return",
    annualized_return: "Annualised return", benchmark_return: "Benchmark return",
    benchmark_return_annualized: "Benchmark return, annualised", best_period: "Best period",
    worst_period: "Worst period", positive_periods: "Share of positive periods",
  }],
  ["Risk", {
    volatility: "Volatility per period", volatility_annualized: "Volatility, annualised",
    downside_deviation: "Downside deviation", semideviation: "Semideviation", upside_risk: "Upside risk",
    mean_absolute_deviation: "Mean absolute deviation", max_drawdown: "Maximum drawdown",
    average_drawdown: "Average drawdown", drawdown_deviation: "Drawdown deviation", pain_index: "Pain index",
    ulcer_index: "Ulcer index", var_historical: "Value at risk, historical", var_gaussian: "Value at risk, Gaussian",
    var_modified: "Value at risk, modified", es_historical: "Expected shortfall, historical",
    es_gaussian: "Expected shortfall, Gaussian", es_modified: "Expected shortfall, modified", skewness: "Skewness",
    kurtosis: "Kurtosis", excess_kurtosis: "Excess kurtosis", autocorrelation: "Autocorrelation",
  }],
  ["Return for risk", {
    sharpe_ratio: "Sharpe ratio", sharpe_ratio_geometric: "Sharpe ratio, geometric",
    adjusted_sharpe_ratio: "Adjusted Sharpe ratio", probabilistic_sharpe_ratio: "Probabilistic Sharpe ratio",
    sortino_ratio: "Sortino ratio per period", sortino_ratio_annualized: "Sortino ratio, annualised", omega: "Omega",
    kappa_3: "Kappa 3", upside_potential_ratio: "Upside potential ratio", calmar_ratio: "Calmar ratio",
    sterling_ratio: "Sterling ratio", pain_ratio: "Pain ratio", martin_ratio: "Martin ratio",
  }],
  ["Against the benchmark", {
    active_return: "Active return, arithmetic", active_premium: "Active premium, geometric",
    tracking_error: "Tracking error", information_ratio: "Information ratio",
    information_ratio_geometric: "Information ratio, geometric", beta: "Beta", beta_bull: "Beta in rising markets",
    beta_bear: "Beta in falling markets", alpha_jensen: "Jensen's alpha", alpha_regression: "Regression alpha per period",
    correlation: "Correlation", r_squared: "R squared", treynor_ratio: "Treynor ratio", m_squared: "M squared",
    m_squared_excess: "M squared excess", appraisal_ratio: "Appraisal ratio", systematic_risk: "Systematic risk",
    specific_risk: "Specific risk", fama_beta: "Fama beta", up_capture: "Up capture", down_capture: "Down capture",
    up_number: "Up number", down_number: "Down number", up_percent: "Up percent", down_percent: "Down percent",
    market_timing_hm_gamma: "Market timing, Henriksson-Merton", market_timing_tm_gamma: "Market timing, Treynor-Mazuy",
  }],
  ["Composite", {
    composite_return: "Composite return", internal_dispersion: "Internal dispersion",
    ex_post_deviation_3y: "Three-year ex-post deviation",
  }],
];
const FIGURE_LABELS = Object.assign({}, ...FIGURE_GROUPS.map(([, names]) => names));

// These have the unit "ratio" like a return, but nobody reads them in percent.
const BARE_FIGURES = new Set(["sharpe_ratio", "sharpe_ratio_geometric", "adjusted_sharpe_ratio", "sortino_ratio",
  "sortino_ratio_annualized", "omega", "kappa_3", "upside_potential_ratio", "calmar_ratio", "sterling_ratio",
  "pain_ratio", "martin_ratio", "skewness", "kurtosis", "excess_kurtosis", "autocorrelation", "information_ratio",
  "information_ratio_geometric", "beta", "beta_bull", "beta_bear", "correlation", "r_squared", "treynor_ratio",
  "appraisal_ratio", "fama_beta", "market_timing_hm_gamma", "market_timing_tm_gamma"]);

const MONEY_LABELS = {
  begin_value: "Value at the beginning", flows_in: "Paid in", flows_out: "Paid out", price_gain: "Price gain",
  currency_gain: "Currency gain", income: "Income", fees: "Fees", taxes: "Taxes", gain: "Gain",
  end_value: "Value at the end",
};

const REASONS = {
  insufficient_data: "not enough data in the interval",
  no_price: "a price is missing",
  no_fx_rate: "an exchange rate is missing",
  stale_price: "the last known price is too old",
  zero_base: "there was no capital to measure against",
  negative_base: "the average capital is not positive",
  no_sign_change: "the cash flows all go one way, so no rate balances them",
  no_root: "no rate balances the cash flows",
  multiple_roots: "several rates balance the cash flows",
  period_under_one_year: "the period is shorter than a year, so nothing is annualised",
  undefined_ratio: "the denominator is zero",
  unsupported: "not defined for this portfolio",
};

function reasonText(reason) {
  if (!reason) return "no value given";
  return REASONS[reason] ?? words(reason).toLowerCase();
}

function figureLabel(name) {
  return FIGURE_LABELS[name] ?? MONEY_LABELS[name] ?? words(name);
}

/** A figure may also stand as a bare number. */
function asFigure(entry) {
  if (entry !== null && typeof entry === "object") return entry;
  return isPresent(entry) ? {value: entry} : null;
}

function formatFigure(name, figure, currency) {
  const unit = figure.unit ?? "ratio";
  const value = figure.value;
  if (!isPresent(value)) return typeof value === "string" && value ? value : NONE;
  if (unit === "currency") return formatMoney(value, currency);
  if (/^[A-Z]{3}$/.test(unit)) return formatMoney(value, unit);
  if (unit === "days") return `${formatCount(value)} days`;
  if (unit === "count" || unit === "periods") return formatCount(value);
  if (unit !== "ratio" && unit !== "percent") return formatNumber(value, 4);
  return BARE_FIGURES.has(name) ? formatNumber(value, 2) : formatPercent(value);
}

/** A figure as inline content: its value with all digits in the tooltip, or a dash with the reason. */
function figureText(name, entry, currency) {
  const figure = asFigure(entry);
  if (!figure) return el("span.absent", NONE);
  if (figure.value === null || figure.value === undefined) {
    const why = reasonText(figure.reason);
    return el("span.absent", {title: why}, NONE, el("span.sr", ` ${why}`));
  }
  return el(Number(figure.value) < 0 ? "span.loss" : "span", {title: String(figure.value)}, formatFigure(name, figure, currency));
}

/** A decimal string as inline content. */
function moneyText(value, currency, options = {}) {
  if (!isPresent(value)) return el("span.absent", NONE);
  return el(Number(value) < 0 ? "span.loss" : "span", {title: `${value} ${currency}`}, formatMoney(value, currency, options));
}
