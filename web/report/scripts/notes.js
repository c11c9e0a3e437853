/** Drawdowns, data quality and the basis of preparation. */
function drawdownTable(portfolio) {
  const rows = Array.isArray(portfolio.drawdowns) ? portfolio.drawdowns.slice(0, 10) : [];
  if (!rows.length) return null;
  const columns = [{label: "Rank"}, {label: "Depth", numeric: true}, {label: "Peak", numeric: true}, {label: "Trough", numeric: true},
    {label: "Recovered", numeric: true}, {label: "Days", numeric: true}];
  const cells = rows.map((d, i) => [String(d.rank ?? i + 1),
    el("span", {title: String(d.depth)}, formatPercent(d.depth)), formatDate(d.peak), formatDate(d.trough),
    d.recovery ? formatDate(d.recovery) : el("span.absent", "not yet"), formatCount(d.days)]);
  return block("Deepest drawdowns", rows.length, simpleTable("Deepest drawdowns", columns, cells));
}

function warningText(warning) {
  if (typeof warning === "string") return warning;
  return [warning?.message ?? words(warning?.code ?? "note"), " ", sourceText(warning?.source)];
}

/** Findings grouped by their code, the most frequent first. */
function dataQuality(portfolio) {
  const {warnings} = portfolio;
  if (!Array.isArray(warnings)) return null;
  if (!warnings.length) return el("p.quiet", "No findings: nothing was missing, stale, estimated or derived.");
  const groups = new Map();
  for (const warning of warnings) {
    const code = (typeof warning === "object" && warning?.code) || "note";
    if (!groups.has(code)) groups.set(code, []);
    groups.get(code).push(warning);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length).map(([code, found]) =>
    el("div.block.findings", el("h3", words(code), found.length > 1 ? el("span.count", formatCount(found.length)) : null),
      inSteps(el("ul.warnings"), found, (w) => el("li", warningText(w)), 10)));
}

function factList(entries) {
  return el("dl.facts", entries.map(([name, value]) => el("div", el("dt", words(name)), el("dd", plainText(value)))));
}

function preparation(report) {
  const policy = report.policy && typeof report.policy === "object" ? Object.entries(report.policy) : [];
  const origin = [["Input", report.input_hash], ["Engine", report.engine_version && `dietz ${report.engine_version}`]]
    .filter(([, value]) => value);
  if (!policy.length && !origin.length) return null;
  return [
    policy.length ? el("div.block", el("h3", "Policy"), factList(policy)) : null,
    origin.length ? el("div.block", el("h3", "Origin"), factList(origin)) : null,
    el("p.quiet", "Periods run from the close of their first date to the close of their last. A figure without a value says why; none is replaced by zero. The same input and policy give the same report."),
  ];
}
