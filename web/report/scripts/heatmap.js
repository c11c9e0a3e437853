/** Monthly returns: a row a year, a column a month, one colour scale for gains (blue) and losses (orange). */
function monthlyReturns(portfolio) {
  const given = Array.isArray(portfolio.monthly_returns) ? portfolio.monthly_returns : null;
  const entries = given ?? (portfolio.periods ?? []).filter(isMonthPeriod)
    .map((p) => ({date: p.to, value: asFigure(p.figures?.twr)?.value ?? null}));
  const years = new Map();
  for (const {date, value} of entries) {
    const [year, month] = String(date).split("-");
    if (!years.has(year)) years.set(year, new Array(12).fill(undefined));
    years.get(year)[Number(month) - 1] = isPresent(value) ? Number(value) : null;
  }
  return years;
}

function yearReturn(portfolio, year, months) {
  const period = (portfolio.periods ?? []).find((p) => isYearPeriod(p) && String(p.to).startsWith(year));
  const reported = asFigure(period?.figures?.twr)?.value;
  if (isPresent(reported)) return Number(reported);
  const known = months.filter(isPresent);
  return known.length ? known.reduce((growth, r) => growth * (1 + r), 1) - 1 : null;
}

// A single extraordinary month must not bleach all others: the darkest step begins at the 95th percentile.
function heatScale(years) {
  const sizes = [...years.values()].flat().filter(isPresent).map(Math.abs).sort((a, b) => a - b);
  return Math.max(sizes[Math.floor(0.95 * (sizes.length - 1))] ?? 0, 1e-4);
}

function heatClass(value, scale) {
  if (Math.abs(value) < 0.00005) return "heat.zero";
  const step = Math.min(5, Math.max(1, Math.ceil((Math.abs(value) / scale) * 4.999)));
  return `heat.${value < 0 ? "loss" : "gain"}-${step}`;
}

function heatCell(value, scale, title) {
  if (value === undefined) return el("td.num");
  if (value === null) return el("td.num.absent", {title: `${title}: no return`}, NONE);
  return el(`td.num.${heatClass(value, scale)}`, {title: `${title}: ${value}`}, formatNumber(value * 100, 2));
}

function heatLegend(scale) {
  const step = (name) => el(`span.heat.${name}`);
  return el("div.heat-legend", {"aria-hidden": "true"}, el("span", `${formatNumber(-scale * 100, 1)}%`),
    [5, 4, 3, 2, 1].map((i) => step(`loss-${i}`)), [1, 2, 3, 4, 5].map((i) => step(`gain-${i}`)),
    el("span", `${formatNumber(scale * 100, 1, true)}%`));
}

// A year that the interval begins or ends in has only the months that lie in it as a whole.
function partialYears(years) {
  const partial = [...years.keys()].sort().filter((year) => years.get(year).some((value) => value === undefined));
  return partial.length ? el("p.quiet.small", `${partial.join(", ")}: of the whole months shown.`) : null;
}

function heatMap(portfolio) {
  const years = monthlyReturns(portfolio);
  if (!years.size) return null;
  const scale = heatScale(years);
  const rows = [...years.keys()].sort().reverse().map((year) => {
    const months = years.get(year);
    const total = yearReturn(portfolio, year, months);
    return el("tr", el("th", {scope: "row"}, year),
      months.map((value, m) => heatCell(value, scale, `${MONTHS[m]} ${year}`)),
      el("td.num.year", {title: total === null ? null : String(total)}, total === null ? NONE : formatNumber(total * 100, 2)));
  });
  const heads = [el("th", {scope: "col"}, "Year"), MONTHS.map((m) => el("th.num", {scope: "col"}, m)),
    el("th.num", {scope: "col"}, "Year")];
  const caption = "Monthly returns in percent, time-weighted";
  const table = el("table.heatmap", el("caption", caption), el("thead", el("tr", heads)), el("tbody", rows));
  return block(caption, rows.length, scrollable(caption, table), heatLegend(scale), partialYears(years));
}
