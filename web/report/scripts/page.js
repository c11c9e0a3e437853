/** Headline, sections and controls; shows one portfolio, or the total, at a time. */
function tile(label, value, note) {
  return el("div.tile", el("dt", label), el("dd.tile-value", value), note ? el("dd.tile-note", note) : null);
}

function figureTile(portfolio, names, note) {
  const figures = portfolio.figures ?? {};
  const name = names.find((n) => isPresent(asFigure(figures[n])?.value)) ?? names.find((n) => n in figures);
  if (!name) return null;
  const figure = asFigure(figures[name]);
  const absent = !isPresent(figure?.value);
  const benchmark = asFigure(portfolio.benchmark?.figures?.[name]);
  const compared = isPresent(benchmark?.value) ? `Benchmark ${formatFigure(name, benchmark, portfolio.currency)}` : note?.(name);
  return tile(TILE_LABELS[name] ?? figureLabel(name), figureText(name, figure, portfolio.currency), absent ? words(reasonText(figure?.reason)) : compared);
}

const TILE_LABELS = {
  twr: "Time-weighted return", twr_annualized: "Annualised", mwr: "Money-weighted return", xirr: "Money-weighted, annual",
  volatility_annualized: "Volatility", volatility: "Volatility per period", max_drawdown: "Maximum drawdown",
};

function headlines(portfolio, report) {
  const {money = {}, currency = "", drawdowns = []} = portfolio;
  const worst = drawdowns?.[0];
  const short = asFigure(portfolio.figures?.twr_annualized)?.reason === "period_under_one_year";
  const end = isPresent(money.end_value) ? tile(`Value, ${currency}`, moneyText(money.end_value, currency, {whole: true}), `at ${formatDate(portfolio.to ?? report.to)}`) : null;
  const gain = isPresent(money.gain) ? tile(`Gain, ${currency}`, moneyText(money.gain, currency, {whole: true, signed: true}), "after fees and taxes") : null;
  const tiles = [end, figureTile(portfolio, ["twr"], () => "net of all fees and taxes"), figureTile(portfolio, ["twr_annualized"], () => "time-weighted"),
    figureTile(portfolio, short ? ["mwr", "xirr"] : ["xirr", "mwr"], () => "internal rate of return"), gain,
    figureTile(portfolio, ["volatility_annualized", "volatility"], (n) => (n === "volatility" ? "" : "annualised")),
    figureTile(portfolio, ["max_drawdown"], () => (worst ? `${formatDate(worst.peak)} to ${formatDate(worst.trough)}` : "")),
    figureTile(portfolio, ["sharpe_ratio"], () => "excess return for risk")].filter(Boolean);
  return tiles.length ? el("dl.tiles", {"aria-label": "Headline figures"}, tiles) : null;
}

function masthead(portfolio, report) {
  const hash = String(report.input_hash ?? "").replace(/^sha256:/, "");
  const meta = [
    ["Interval", formatInterval(portfolio.from ?? report.from, portfolio.to ?? report.to)], ["Currency", portfolio.currency],
    ["Benchmark", portfolio.benchmark?.name ?? portfolio.benchmark?.id], ["Policy", report.policy?.version],
    ["Input", hash ? el("span.code", {title: String(report.input_hash)}, hash.slice(0, 12)) : null],
    ["Engine", report.engine_version ? `dietz ${report.engine_version}` : null],
  ].filter(([, value]) => value);
  const title = portfolio.name || portfolio.id || "Portfolio";
  return el("header.masthead", el("p.eyebrow", "Performance report"), el("h1", title),
    portfolio.id && portfolio.id !== title ? el("p.identity", portfolio.id) : null,
    el("dl.meta", meta.map(([name, value]) => el("div", el("dt", name), el("dd", value)))));
}

function together(...parts) {
  const present = parts.flat().filter(Boolean);
  return present.length ? el("div", present) : null;
}

function sectionsOf(view, report, views, choose) {
  const {portfolio} = view;
  const parts = view.total ? views.filter((v) => !v.total).map((v) => v.portfolio) : [];
  return [
    parts.length ? section("portfolios", "Portfolios", () => portfolioOverview(parts, choose)) : null,
    section("return", "Return", () => together(returnChart(portfolio), heatMap(portfolio), periodTables(portfolio))),
    section("wealth", "Value", () => together(valueChart(portfolio), bridgeTable(portfolio))),
    section("risk", "Risk", () => together(drawdownChart(portfolio), drawdownTable(portfolio))),
    section("holdings", "Holdings", () => holdingsTable(portfolio)),
    section("figures", "Figures and how they were computed", () => together(figuresList(portfolio))),
    section("notes", "Data quality", () => together(dataQuality(portfolio))),
    section("basis", "Basis of preparation", () => together(preparation(report))),
  ].filter(Boolean);
}

function viewsOf(report) {
  const portfolios = Array.isArray(report.portfolios) ? report.portfolios : [];
  const views = portfolios.map((portfolio) => ({portfolio, total: false, label: portfolio.name || portfolio.id || "Portfolio"}));
  const {total} = report;
  const adds = total && (portfolios.length !== 1 || (total.currency && total.currency !== portfolios[0].currency));
  if (adds) views.unshift({portfolio: {...total, name: total.name || "Total"}, total: true, label: "Total"});
  return views;
}

function toolbar(views, shown, choose) {
  const select = views.length > 1 ? el("select", {"aria-label": "Portfolio shown", change: (e) => choose(views[e.target.value])},
    views.map((v, i) => el("option", {value: i, selected: v === shown}, v.label))) : null;
  const theme = el("button", {type: "button", click: () => chooseTheme(currentTheme() === "dark" ? "light" : "dark")});
  const name = () => { theme.textContent = currentTheme() === "dark" ? "Light" : "Dark"; };
  themeListeners.push(name);
  name();
  return el("div.bar-inner", el("span.brand", "dietz"), select, el("nav.links", {"aria-label": "Sections"}),
    el("span.actions", theme, el("button", {type: "button", click: () => window.print()}, "Print")));
}

function linkSections(sections) {
  const nav = document.querySelector("nav.links");
  nav.replaceChildren(...sections.map((s) => el("a", {href: `#${s.id}`}, s.querySelector("h2").textContent.split(" ")[0])));
}

function show(view, report, views, choose) {
  forgetCharts();
  const main = document.getElementById("report-body");
  const sections = sectionsOf(view, report, views, choose);
  main.replaceChildren(masthead(view.portfolio, report), ...[headlines(view.portfolio, report)].filter(Boolean), ...sections);
  document.title = `${view.label}: performance report${report.to ? ` to ${report.to}` : ""}`;
  linkSections(sections);
  const buttons = windowButtons();
  if (buttons) sections.find((s) => s.querySelector(".chart"))?.querySelector("h2").after(buttons);
  drawCharts();
}

function readReport() {
  try {
    return JSON.parse(document.getElementById("report-document").textContent);
  } catch (error) {
    console.error("report: the document can't be read", error);
    return null;
  }
}

function start() {
  startTheme();
  const report = readReport();
  const views = report && typeof report === "object" ? viewsOf(report) : [];
  const main = document.getElementById("report-body");
  const bar = document.getElementById("bar");
  if (!views.length) {
    main.replaceChildren(el("p.notice", report ? "The report holds no portfolio." : "The report's document can't be read."));
    bar.append(toolbar([], null, () => {}));
    return;
  }
  const choose = (view) => {
    show(view, report, views, (portfolio) => choose(views.find((v) => v.portfolio === portfolio)));
    const select = bar.querySelector("select");
    if (select) select.value = String(views.indexOf(view));
    window.scrollTo(0, 0);
  };
  const wanted = addressOption("portfolio");
  const first = views.find((v) => wanted !== null && v.portfolio.id === wanted) ?? views[0];
  bar.append(toolbar(views, first, choose));
  themeListeners.push(drawCharts);
  choose(first);
  new ResizeObserver(fitCharts).observe(main);
  startPaper();
}

start();
