/** The way a figure was computed: a tree whose parts are made when they are opened, down to rows of the files. */
const OPERATIONS = {
  fact: "", sum: "sum of", difference: "difference of", product: "product of", quotient: "quotient of",
  growth: "growth from", link: "linked from", power: "power of", root: "root found over", weighted_sum: "weighted sum of",
  mean: "mean of", average: "mean of", minimum: "smallest of", maximum: "largest of", min: "smallest of", max: "largest of",
  annualized: "annualised from", compounded: "compounded from", chain: "product of", scaled: "product of", series: "", statistic: "computed from",
  negative: "negative of", drawdown: "fall from peak, of",
  standard_deviation: "standard deviation of", deviation: "deviation of", negate: "negative of", select: "chosen from",
};

function operationText(node) {
  const count = node.children?.length ?? 0;
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
  if (!source) return null;
  const place = typeof source === "string" ? source : `${source.file}${source.line ? `:${source.line}` : ""}`;
  return el("span.source", place);
}

function nodeLine(node, currency) {
  const operation = operationText(node);
  return [
    el("span.node-label", node.label ?? words(node.op ?? "value"), operation ? el("span.node-op", operation) : null,
      node.note ? el("span.node-note", node.note) : null, sourceText(node.source)),
    el("span.node-value", nodeValue(node, currency)),
  ];
}

function explanationNode(nodes, index, currency) {
  const node = nodes[index];
  if (!node) return el("div.leaf", el("span.node-label", "This part is missing from the report."));
  if (!node.children?.length) return el("div.leaf", nodeLine(node, currency));
  const details = el("details.node", el("summary", nodeLine(node, currency)));
  onFirstOpen(details, () => el("div.node-children", childList(nodes, node.children, currency)));
  return details;
}

function childList(nodes, children, currency) {
  return inSteps(el("div.node-list"), children, (i) => explanationNode(nodes, i, currency));
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
  const nodes = Array.isArray(explanations?.nodes) ? explanations.nodes : [];
  const node = nodes[root];
  if (!node) return null;
  return el("div.tree", el("p.tree-head", nodeLine(node, currency)), childList(nodes, node.children ?? [], currency));
}
