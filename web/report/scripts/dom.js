/**
 * el("td.num", {title: "1.25"}, child, …): an element with classes, attributes and children.
 * Children are nodes or text, and text stays text: nothing in the report can become markup.
 */
function el(spec, ...rest) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const part of rest.flat(Infinity)) append(node, part);
  return node;
}

function append(node, part) {
  if (part === null || part === undefined || part === false) return;
  if (part instanceof Node) node.append(part);
  else if (typeof part === "object") setAttributes(node, part);
  else node.append(document.createTextNode(String(part)));
}

function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
}

/** A table that scrolls sideways within itself on a narrow screen, reachable by keyboard. */
function scrollable(label, table) {
  return el("div.scroll", {role: "region", "aria-label": label, tabindex: "0"}, table);
}

/** `columns` = [{label, numeric, title?}]; `rows` = arrays of cells (text, nodes or td/th elements). */
function simpleTable(caption, columns, rows, className = "") {
  const heads = columns.map((c) => el(c.numeric ? "th.num" : "th", {scope: "col", title: c.title}, c.label));
  const cell = (content, i) => {
    if (content instanceof HTMLTableCellElement) return content;
    if (i === 0) return el("th", {scope: "row"}, content);
    return el(columns[i].numeric ? "td.num" : "td", content);
  };
  const body = rows.map((row) => el("tr", row.map(cell)));
  const table = el("table", el("caption", caption), el("thead", el("tr", heads)), el("tbody", body));
  if (className) table.className = className;
  return scrollable(caption, table);
}

const SHEET_ROWS = 22;

/** A titled part; one that fits on a sheet is not cut when printed. */
function block(title, rows, ...content) {
  return el(rows <= SHEET_ROWS ? "div.block.whole" : "div.block", el("h3", title), content);
}

/** A section that shows a sentence, not a blank page, when its part of the document has an unexpected shape. */
function section(id, title, build) {
  const node = el("section", {id, "aria-labelledby": `${id}-title`}, el("h2", {id: `${id}-title`}, title));
  try {
    const content = build();
    if (!content) return null;
    append(node, content instanceof Node ? content : el("div", content));
  } catch (error) {
    console.error(`report: ${title}`, error);
    node.append(el("p.notice", "This part of the report can't be shown."));
  }
  return node;
}

/** Shows `items` in steps, so that thousands of rows cost nothing until they are asked for. */
function inSteps(list, items, build, step = 50) {
  let shown = 0;
  const more = el("button.more", {type: "button", click: () => advance(true)});
  const rest = el("span.on-paper");
  const row = el(list.tagName === "UL" ? "li.more-row" : "div.more-row", more, rest);
  const advance = (byUser) => {
    const added = items.slice(shown, shown + step).map(build);
    row.remove();
    list.append(...added);
    shown += added.length;
    if (shown < items.length) {
      const left = items.length - shown;
      more.textContent = left > step ? `Show ${step} of ${formatCount(left)} more` : `Show ${left} more`;
      rest.textContent = `${formatCount(left)} more, not printed`;
      list.append(row);
    }
    if (byUser && added.length) added[0].querySelector("summary, button, a")?.focus();
  };
  advance(false);
  return list;
}
