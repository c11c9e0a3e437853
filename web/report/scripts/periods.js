/** Returns over standard periods and calendar years. */
const PERIOD_LABELS = {
  MTD: "Month to date", QTD: "Quarter to date", YTD: "Year to date", "1Y": "1 year", "3Y": "3 years", "5Y": "5 years",
  "10Y": "10 years", since_inception: "Since inception", inception: "Since inception", ITD: "Since inception",
  SI: "Since inception",
};

function isYearPeriod(period) {
  if (/^\d{4}$/.test(period.name)) return true;
  if (PERIOD_LABELS[period.name] || !period.from || !period.to) return false;
  return period.from.endsWith("-12-31") && period.to.endsWith("-12-31") &&
    Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4)) === 1;
}

function isMonthPeriod(period) {
  if (/^\d{4}-\d{2}$/.test(period.name)) return true;
  if (PERIOD_LABELS[period.name] || isYearPeriod(period)) return false;
  return epochSeconds(period.to) - epochSeconds(period.from) <= 31 * 86400;
}

const isQuarterPeriod = (period) => /^\d{4}-Q\d$/.test(period.name);

function periodLabel(period) {
  return PERIOD_LABELS[period.name] ?? (isYearPeriod(period) ? String(period.to ?? period.name).slice(0, 4) : words(period.name));
}

const PERIOD_COLUMNS = [
  ["twr", "Net", "Time-weighted return after all fees and taxes"],
  ["twr_gross", "Gross", "Time-weighted return before management fees"],
  ["benchmark_return", "Benchmark", "Return of the benchmark"],
  ["difference", "Difference", "Net return less benchmark return"],
  ["twr_annualized", "Net p.a.", "Time-weighted return, annualised"],
  ["mwr", "Money-weighted", "Money-weighted return of the period"],
];

function periodFigure(period, name) {
  const figures = period.figures ?? {};
  if (name !== "difference") return figures[name];
  const own = asFigure(figures.twr)?.value;
  const other = asFigure(figures.benchmark_return)?.value;
  return isPresent(own) && isPresent(other) ? {value: own - other} : null;
}

// A full year needs no dates, and the standard periods all end with the report.
function periodDates(period, end) {
  if (isYearPeriod(period) && period.to?.endsWith("-12-31") && period.from?.endsWith("-12-31")) return null;
  const text = period.to === end ? `from ${formatDate(period.from)}` : formatInterval(period.from, period.to);
  return el("span.dates", {title: formatInterval(period.from, period.to)}, text);
}

function periodTable(title, periods, end = null) {
  if (!periods.length) return null;
  const used = PERIOD_COLUMNS.filter(([name]) => periods.some((p) => periodFigure(p, name)));
  const columns = [{label: "Period"}, ...used.map(([, label, title_]) => ({label, title: title_, numeric: true}))];
  const rows = periods.map((p) => {
    const label = el("span.period", el("span", periodLabel(p)), periodDates(p, end));
    return [label, ...used.map(([name]) => figureText(name, periodFigure(p, name), ""))];
  });
  return block(title, rows.length, simpleTable(title, columns, rows, "periods"), absenceNote(periods, used));
}

/** Why cells are empty: reasons in words, with the periods that have them. */
function absenceNote(periods, columns) {
  const found = new Map();
  for (const period of periods) {
    for (const [name] of columns) {
      const figure = asFigure(periodFigure(period, name));
      if (!figure || isPresent(figure.value)) continue;
      const why = reasonText(figure.reason);
      found.set(why, (found.get(why) ?? new Set()).add(periodLabel(period)));
    }
  }
  const parts = [...found].map(([why, labels]) => `${why} (${[...labels].join(", ")})`);
  return parts.length ? el("p.quiet.small", `${NONE} no value: ${parts.join("; ")}.`) : null;
}

function periodTables(portfolio) {
  const periods = Array.isArray(portfolio.periods) ? portfolio.periods : [];
  const years = periods.filter(isYearPeriod).sort((a, b) => String(b.to).localeCompare(String(a.to)));
  const quarters = periods.filter(isQuarterPeriod).reverse();
  const standard = periods.filter((p) => !isYearPeriod(p) && !isMonthPeriod(p) && !isQuarterPeriod(p) || PERIOD_LABELS[p.name]);
  const lastEnd = standard.map((p) => p.to).sort().at(-1);
  return [periodTable("Returns by period", standard, lastEnd), periodTable("Returns by calendar year", years),
    quarters.length ? el("details.node", el("summary", el("span.node-label", "Returns by quarter")), periodTable("Returns by quarter", quarters)) : null];
}
