/** Every figure of a portfolio; each folds open to its basis, its warnings and the way it was computed. */
function figureBasis(figure) {
  const basis = {...(figure.basis && typeof figure.basis === "object" ? figure.basis : {})};
  const entries = Object.entries(basis).map(([name, value]) => [words(name), plainText(value)]);
  if (figure.method) entries.unshift(["Method", words(figure.method)]);
  if (isPresent(figure.coverage)) entries.push(["Coverage", formatPercent(figure.coverage)]);
  if (isPresent(figure.value)) entries.push(["All digits", String(figure.value)]);
  return entries.length ? el("dl.facts", entries.map(([name, text]) => el("div", el("dt", name), el("dd", text)))) : null;
}

function figureDetails(portfolio, name, figure) {
  const root = portfolio.explanations?.roots?.[name];
  const tree = root === undefined || root === null ? null : explanationTree(portfolio.explanations, root, portfolio.currency ?? "");
  const warnings = (figure.warnings ?? []).map((w) => el("li", warningText(w)));
  const absent = figure.value === null || figure.value === undefined;
  const asked = !portfolio.id ? "" : /^[\w.-]+$/.test(portfolio.id) ? ` --portfolio ${portfolio.id}` : ` --portfolio "${portfolio.id}"`;
  const elsewhere = tree ? null : el("p.quiet.small", "The steps of this computation: ", el("code", `dietz explain BOOK ${name}${asked}`));
  return el("div.figure-body",
    absent ? el("p", `No value: ${reasonText(figure.reason)}.`, figure.detail ? ` ${figure.detail}` : "") : null,
    warnings.length ? el("ul.warnings", warnings) : null, figureBasis(figure), tree, elsewhere);
}

function figureRow(portfolio, name, figure, benchmark) {
  const absent = figure.value === null || figure.value === undefined;
  const value = absent ? el("span.reason", reasonText(figure.reason)) : figureText(name, figure, portfolio.currency ?? "");
  const explained = portfolio.explanations?.roots?.[name] !== undefined;
  const marks = (figure.warnings ?? []).length ? el("span.mark", {title: "has a warning"}, "note") : null;
  const details = el("details.figure", el("summary",
    el("span.figure-name", figureLabel(name), marks, explained ? el("span.mark.explained", "explained") : null),
    benchmark === undefined ? null : el("span.figure-benchmark", benchmark ? figureText(name, benchmark, portfolio.currency ?? "") : ""),
    el("span.figure-value", value)));
  onFirstOpen(details, () => figureDetails(portfolio, name, figure));
  return details;
}

/** Figures by group, in the order of the catalogue; what it doesn't know comes last. */
function groupedFigures(figures) {
  const left = new Map(Object.entries(figures));
  const groups = FIGURE_GROUPS.map(([title, names]) => {
    const found = Object.keys(names).filter((name) => left.has(name)).map((name) => [name, left.get(name)]);
    found.forEach(([name]) => left.delete(name));
    return [title, found];
  });
  groups.push(["Other figures", [...left]]);
  return groups.filter(([, found]) => found.length);
}

// Explanations may also cover amounts that stand in the money table and not among the figures.
function explainedAmounts(portfolio) {
  const roots = portfolio.explanations?.roots ?? {};
  const names = [...new Set([...Object.keys(MONEY_LABELS), ...Object.keys(roots)])];
  return names.filter((name) => name in roots && !(name in (portfolio.figures ?? {}))).map((name) => [name, roots[name]])
    .map(([name, root]) => [name, explanationStep(portfolio.explanations, root)]).filter(([, step]) => step)
    .map(([name, {value, unit}]) => [name, {value, unit}]);
}

function figuresList(portfolio) {
  const benchmark = portfolio.benchmark?.figures;
  const groups = groupedFigures(portfolio.figures ?? {});
  const amounts = explainedAmounts(portfolio);
  if (amounts.length) groups.push(["Amounts and periods, explained", amounts]);
  if (!groups.length) return null;
  return groups.map(([title, entries]) => {
    const compared = benchmark && entries.some(([name]) => name in benchmark);
    const head = compared ? el("div.figure-head", {"aria-hidden": "true"}, el("span"), el("span", "Benchmark"), el("span", "Portfolio")) : null;
    const rows = entries.map(([name, entry]) =>
      figureRow(portfolio, name, asFigure(entry) ?? {value: null, reason: null}, compared ? asFigure(benchmark[name]) : undefined));
    return el(compared ? "div.block.figures.compared" : "div.block.figures", el("h3", title), head, rows);
  });
}
