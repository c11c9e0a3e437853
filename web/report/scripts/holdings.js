/** Holdings at the end of the interval, and the portfolios of a total; both can be sorted by any column. */
const HOLDING_COLUMNS = [
  {key: "security", label: "Security"},
  {key: "name", label: "Name"},
  {key: "quantity", label: "Quantity", numeric: true, show: (v) => el("span", {title: String(v)}, formatQuantity(v))},
  {key: "price", label: "Price", numeric: true, show: (v) => el("span", {title: String(v)}, formatQuantity(v))},
  {key: "currency", label: "In"},
  {key: "value", label: "Value", numeric: true, total: true, show: (v, currency) => moneyText(v, currency)},
  {key: "weight", label: "Weight", numeric: true, show: (v) => weightText(v)},
  {key: "cost", label: "Cost", numeric: true, total: true, show: (v, currency) => moneyText(v, currency)},
  {key: "unrealised", label: "Unrealised", numeric: true, total: true, show: (v, currency) => moneyText(v, currency, {signed: true})},
];

/** What a holding's field may be: a plain value, or a figure with a reason. */
function fieldOf(row, key) {
  const field = row[key];
  if (field === null || field === undefined || typeof field !== "object") return {value: field ?? null, reason: null};
  return {value: field.value ?? null, reason: field.reason ?? null};
}

function weightText(value) {
  const bar = el("span.weight-bar", {"aria-hidden": "true"});
  bar.style.width = `${Math.min(100, Math.max(0, Number(value) * 100))}%`;
  return el("span.weight", {title: String(value)}, el("span.weight-track", {"aria-hidden": "true"}, bar), el("span.weight-value", formatPercent(value)));
}

function fieldCell(row, column, currency) {
  const {value, reason} = fieldOf(row, column.key);
  const absent = value === null || value === "";
  const content = absent ? el("span.absent", {title: reason ? reasonText(reason) : null}, NONE)
    : column.show ? column.show(value, currency, row) : String(value);
  if (column === HOLDING_COLUMNS[0] || column.header) return el("th", {scope: "row"}, content);
  return el(column.numeric ? "td.num" : "td", content);
}

function compareRows(a, b, column) {
  const [x, y] = [fieldOf(a, column.key).value, fieldOf(b, column.key).value];
  if (!isPresent(x) && column.numeric) return isPresent(y) ? -1 : 0;
  if (!isPresent(y) && column.numeric) return 1;
  return column.numeric ? Number(x) - Number(y) : String(x ?? "").localeCompare(String(y ?? ""));
}

function sortHead(column, state, sort) {
  const order = state.column === column ? (state.descending ? "descending" : "ascending") : null;
  return el(column.numeric ? "th.num" : "th", {scope: "col", "aria-sort": order},
    el("button.sort", {type: "button", click: () => sort(column)}, column.label));
}

/** `totals` = the last row's cells by column key, if there is one. */
function sortableTable(caption, columns, rows, currency, totals = null) {
  const state = {column: null, descending: false};
  const head = el("tr");
  const body = el("tbody");
  const draw = () => {
    head.replaceChildren(...columns.map((c) => sortHead(c, state, sort)));
    body.replaceChildren(...rows.map((row) => el("tr", columns.map((c) => fieldCell(row, c, currency)))));
  };
  const sort = (column) => {
    state.descending = state.column === column ? !state.descending : Boolean(column.numeric);
    state.column = column;
    rows.sort((a, b) => compareRows(a, b, column) * (state.descending ? -1 : 1));
    draw();
    head.children[columns.indexOf(column)].querySelector("button").focus();
  };
  draw();
  const foot = totals ? el("tfoot", el("tr.total", columns.map((c, i) => totalCell(c, i, totals, currency)))) : null;
  return scrollable(caption, el("table.sortable", el("caption", caption), el("thead", head), body, foot));
}

function totalCell(column, i, totals, currency) {
  if (i === 0) return el("th", {scope: "row"}, "Securities");
  const value = totals[column.key];
  return el(column.numeric ? "td.num" : "td", value === undefined || value === null ? null : column.show(value, currency));
}

// A sum is shown only when every row has the figure: a partial one would pass for the whole.
function holdingTotals(columns, rows) {
  const totals = {};
  for (const column of columns.filter((c) => c.total)) totals[column.key] = decimalSum(rows.map((r) => fieldOf(r, column.key).value));
  return totals;
}

function holdingsTable(portfolio) {
  const rows = Array.isArray(portfolio.holdings) ? [...portfolio.holdings] : [];
  if (!rows.length) return portfolio.holdings ? el("p.quiet", "Nothing is held at the end of the interval.") : null;
  const columns = HOLDING_COLUMNS.filter((c) => rows.some((r) => fieldOf(r, c.key).value !== null || fieldOf(r, c.key).reason));
  rows.sort((a, b) => -compareRows(a, b, {key: "value", numeric: true}));
  const caption = `Holdings at the end, value and cost in ${portfolio.currency ?? "the portfolio's currency"}`;
  const totals = holdingTotals(columns, rows);
  const table = sortableTable(caption, columns, rows, portfolio.currency ?? "", totals);
  if (rows.length <= SHEET_ROWS) table.classList.add("whole");
  return [table, cashNote(portfolio, totals.value)];
}

/** What the securities leave of the value at the end. */
function cashNote(portfolio, securities) {
  const end = portfolio.money?.end_value;
  const cash = isPresent(end) && isPresent(securities) ? decimalSum([end, negated(securities)]) : null;
  if (!isPresent(cash) || Number(cash) === 0) return null;
  const currency = portfolio.currency ?? "";
  const share = Number(end) ? `, ${formatPercent(Number(cash) / Number(end))} of the value at the end` : "";
  return el("p.quiet", "Cash: ", moneyText(cash, currency), ` ${currency}${share}.`);
}

/** The parts of a total; choosing one opens it. */
function portfolioOverview(portfolios, choose) {
  const rows = portfolios.map((p) => ({
    portfolio: p, name: p.name || p.id, currency: p.currency, value: p.money?.end_value ?? null, gain: p.money?.gain ?? null,
    twr: asFigure(p.figures?.twr), mwr: asFigure(p.figures?.mwr), xirr: asFigure(p.figures?.xirr),
  }));
  const rate = (name, label) => ({key: name, label, numeric: true, show: (v) => figureText(name, {value: v}, "")});
  const columns = [
    {key: "name", label: "Portfolio", header: true,
      show: (v, _, row) => el("button.link", {type: "button", click: () => choose(row.portfolio)}, v)},
    {key: "currency", label: "In"},
    {key: "value", label: "Value", numeric: true, show: (v, _, row) => moneyText(v, row.currency)},
    {key: "gain", label: "Gain", numeric: true, show: (v, _, row) => moneyText(v, row.currency, {signed: true})},
    rate("twr", "Time-weighted"), rate("mwr", "Money-weighted"), rate("xirr", "XIRR"),
  ];
  return sortableTable("Portfolios, each in its own currency", columns, rows, "");
}
