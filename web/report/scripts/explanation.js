/** The way a figure was computed: a tree whose parts are made when they are opened, down to rows of the files. */
const OPERATIONS = {
  fact: "", sum: "sum of", difference: "difference of", product: "product of", quotient: "quotient of",
  growth: "growth from", link: "linked from", power: "power of", root: "root found over", weighted_sum: "weighted sum of", drifted: "drifted from",
  mean: "mean of", average: "mean of", minimum: "smallest of", maximum: "largest of", min: "smallest of", max: "largest of",
  annualized: "annualised from", compounded: "compounded from", chain: "product of", scaled: "product of", series: "", statistic: "computed from",
  negative: "negative of", drawdown: "fall from peak, of",
  standard_deviation: "standard deviation of", deviation: "deviation of", negate: "negative of", select: "chosen from",
};

/** Step `place` of the packed rows: texts by their place in a list, what a step lacks is 0 or left off. */
function explanationStep(explanations, place) {
  const row = explanations?.nodes?.[place];
  if (!row) return null;
  const [op, label, value, unit, children, note, file, line] = row;
  const text = (index) => explanations.texts[index ?? 0];
  const source = file ? {file: text(file), line} : null;
  return {op: text(op), label, value, unit: text(unit), children: children || [], note: text(note), source};
}

function operationText(node) {
  const count = node.children.length;
  if (!count) return "";
  return `${OPERATIONS[node.op] ?? `${words(node.op ?? "from").toLowerCase()} of`} ${formatCount(count)} ${count === 1 ? "part" : "parts"}`;
}

function nodeValue(node, currency) {
  const {value, unit} = node;
  if (value === null || value === undefined) return el("span.absent", NONE);
  if (!isPresent(value)) return el("span", String(value));
  const money = unit === "currency" ? currency : /^[A-Z]{3}$/.test(unit ?? "") ? unit : null;
  let text = formatPlain(value);
  if (money) text = `${formatMoney(value, money)} ${money}`;
  else if (unit === "ratio" || unit === "percent") text = formatPercent(value, 4);
  else if (typeof value === "string") text = formatQuantity(value);
  if (!money && unit && !["ratio", "percent", "factor", "number", "1", "none"].includes(unit)) text += ` ${words(unit).toLowerCase()}`;
  return el(Number(value) < 0 ? "span.loss" : "span", {title: String(value)}, text);
}

function sourceText(source) {
  return source ? el("span.source", source.line ? `${source.file}:${source.line}` : source.file) : null;
}

function nodeLine(node, currency) {
  const operation = operationText(node);
  return [
    el("span.node-label", node.label ?? words(node.op ?? "value"), operation ? el("span.node-op", operation) : null,
      node.note ? el("span.node-note", node.note) : null, sourceText(node.source)),
    el("span.node-value", nodeValue(node, currency)),
  ];
}

function explanationNode(explanations, place, currency) {
  const node = explanationStep(explanations, place);
  if (!node) return el("div.leaf", el("span.node-label", "This part is missing from the report."));
  if (!node.children.length) return el("div.leaf", nodeLine(node, currency));
  const details = el("details.node", el("summary", nodeLine(node, currency)));
  onFirstOpen(details, () => el("div.node-children", childList(explanations, node.children, currency)));
  return details;
}

function childList(explanations, children, currency) {
  return inSteps(el("div.node-list"), children, (place) => explanationNode(explanations, place, currency));
}

function onFirstOpen(details, build) {
  const open = () => {
    if (!details.open) return;
    details.removeEventListener("toggle", open);
    details.append(build());
  };
  details.addEventListener("toggle", open);
}

/** The tree of `root`, its first level open. */
function explanationTree(explanations, root, currency) {
  const node = explanationStep(explanations, root);
  if (!node) return null;
  return el("div.tree", el("p.tree-head", nodeLine(node, currency)), childList(explanations, node.children, currency));
}
