/** How the value at the beginning became the value at the end, line by line, with the check that it adds up. */
const BRIDGE = [
  {name: "begin_value", level: "total"},
  {name: "flows_in"}, {name: "flows_out", minus: true},
  {name: "price_gain"}, {name: "currency_gain"}, {name: "income"}, {name: "fees", minus: true}, {name: "taxes", minus: true},
  {name: "end_value", level: "total"},
];

function bridgeSteps(money) {
  let level = 0;
  return BRIDGE.filter((step) => isPresent(money[step.name])).map((step) => {
    const value = step.minus ? negated(money[step.name]) : String(money[step.name]);
    const before = step.level === "total" ? 0 : level;
    level = step.level === "total" ? Number(value) : level + Number(value);
    return {...step, value, low: Math.min(before, level), high: Math.max(before, level)};
  });
}

/** What the lines leave unexplained, or null when it is no more than their rounding. */
function unexplained(steps, currency) {
  const end = steps.find((s) => s.name === "end_value");
  const rest = steps.filter((s) => s.name !== "end_value");
  if (!end || rest.length < 2) return null;
  const difference = decimalSum([end.value, ...rest.map((s) => negated(s.value))]);
  const tolerance = 0.5 * steps.length * 10 ** -currencyDigits(currency);
  return difference !== null && Math.abs(Number(difference)) > tolerance ? difference : null;
}

function bridgeBar(step, low, high) {
  const span = high - low || 1;
  const kind = step.level === "total" ? "level" : Number(step.value) < 0 ? "down" : "up";
  const bar = el(`span.bridge-bar.${kind}`);
  bar.style.left = `${(100 * (step.low - low)) / span}%`;
  bar.style.width = `${(100 * (step.high - step.low)) / span}%`;
  return el("td.bridge-cell", {"aria-hidden": "true"}, el("span.bridge-track", bar));
}

function bridgeTable(portfolio) {
  const money = portfolio.money;
  if (!money) return null;
  const currency = portfolio.currency ?? "";
  const steps = bridgeSteps(money);
  if (!steps.length) return null;
  const low = Math.min(0, ...steps.map((s) => s.low));
  const high = Math.max(...steps.map((s) => s.high));
  const rows = steps.map((s) => el(s.level === "total" ? "tr.total" : "tr",
    el("th", {scope: "row"}, MONEY_LABELS[s.name]),
    el("td.num", moneyText(s.value, currency, {signed: s.level !== "total"})), bridgeBar(s, low, high)));
  const missing = unexplained(steps, currency);
  if (missing) {
    rows.splice(-1, 0, el("tr.unexplained", el("th", {scope: "row"}, "Not explained by the lines above"),
      el("td.num", moneyText(missing, currency, {signed: true})), el("td")));
  }
  const gain = isPresent(money.gain)
    ? el("p.quiet", "Gain of the period: ", moneyText(money.gain, currency, {signed: true}), ` ${currency}, that is price gain, currency gain and income less fees and taxes.`)
    : null;
  const caption = `From beginning to end, ${currency}`;
  const head = el("tr", el("th", {scope: "col"}, "Line"), el("th.num", {scope: "col"}, currency || "Amount"),
    el("th.bridge-cell", {scope: "col"}, el("span.sr", "Drawn to scale")));
  return block(caption, rows.length,
    scrollable(caption, el("table.bridge", el("caption", caption), el("thead", head), el("tbody", rows))), gain);
}
