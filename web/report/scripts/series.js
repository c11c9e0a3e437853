/** The three charts of a portfolio and the buttons for their window. */
function seriesPoints(portfolio, name) {
  const points = portfolio.series?.[name];
  return Array.isArray(points) ? points.filter((p) => p && p.date) : [];
}

function lastValue(points) {
  for (let i = points.length - 1; i >= 0; i -= 1) if (isPresent(points[i].value)) return points[i].value;
  return null;
}

function summaryOf(lines, format) {
  const parts = lines.map((line) => {
    const last = lastValue(line.points);
    return `${line.name}: ${last === null ? "no value" : format(last)} at the end`;
  });
  const dates = lines[0].points;
  return `${formatInterval(dates[0]?.date, dates.at(-1)?.date)}. ${parts.join(". ")}.`;
}

function chartOf(spec) {
  const lines = spec.lines.filter((line) => line.points.length > 1);
  if (!lines.length || lines[0] !== spec.lines[0]) return el("p.quiet", `${spec.label}: no daily series in this report.`);
  return createChart({...spec, lines, summary: summaryOf(lines, spec.format)});
}

function valueChart(portfolio) {
  const currency = portfolio.currency ?? "";
  return chartOf({
    label: ["Value and net capital paid in", currency].filter(Boolean).join(", "), height: 300, baseline: "zero",
    format: (v) => formatMoney(v, currency), axisFormat: formatCompact,
    lines: [
      {name: "Value", color: "portfolio", fill: "zero", points: seriesPoints(portfolio, "value")},
      {name: "Net capital paid in", color: "capital", stepped: true, points: seriesPoints(portfolio, "invested")},
    ],
  });
}

function returnChart(portfolio) {
  const benchmark = portfolio.benchmark?.name ?? portfolio.benchmark?.id;
  return chartOf({
    label: "Cumulative time-weighted return", height: 300, format: (v) => formatPercent(v, 2, true),
    axisFormat: (v) => formatPercent(v, Math.abs(v) < 0.1 && v !== 0 && v * 100 % 1 !== 0 ? 1 : 0),
    lines: [
      {name: "Portfolio", color: "portfolio", points: seriesPoints(portfolio, "twr_cumulative")},
      {name: benchmark ? `Benchmark ${benchmark}` : "Benchmark", color: "benchmark",
        points: seriesPoints(portfolio, "benchmark_cumulative")},
    ],
  });
}

function drawdownChart(portfolio) {
  return chartOf({
    label: "Loss since the highest point so far", height: 200, baseline: "top", format: (v) => formatPercent(v),
    axisFormat: (v) => formatPercent(v, 0),
    lines: [{name: "Drawdown", color: "drawdown", fill: "top", points: seriesPoints(portfolio, "drawdown")}],
  });
}

function yearsBefore(seconds, years) {
  const date = new Date(seconds * 1000);
  return Date.UTC(date.getUTCFullYear() - years, date.getUTCMonth(), date.getUTCDate()) / 1000;
}

/** Buttons that show the last year, three, five or everything, for those who don't drag. */
function windowButtons() {
  const bounds = charts.filter((c) => c.data[0].length > 1).map((c) => [c.data[0][0], c.data[0].at(-1)]);
  if (!bounds.length) return null;
  const first = Math.min(...bounds.map((b) => b[0]));
  const last = Math.max(...bounds.map((b) => b[1]));
  const windows = [["1 year", 1], ["3 years", 3], ["5 years", 5], ["10 years", 10]]
    .map(([label, years]) => [label, yearsBefore(last, years)]).filter(([, from]) => from > first);
  const buttons = [["All", null], ...windows].map(([label, from]) => {
    const button = el("button", {type: "button", click: () => setZoom(from === null ? null : [from, last])}, label);
    return {button, from};
  });
  const refresh = () => {
    for (const {button, from} of buttons) {
      const chosen = from === null ? zoom === null : zoom !== null && zoom[0] === from && zoom[1] === last;
      button.setAttribute("aria-pressed", String(chosen));
    }
  };
  zoomListeners.push(refresh);
  refresh();
  return el("div.windows", {role: "group", "aria-label": "Window shown in the charts"}, buttons.map((b) => b.button),
    el("span.hint", "Drag in a chart to zoom, double-click to reset."));
}
