/**
 * Line charts of daily series that share one time axis: zooming one zooms all, and the crosshair moves in all.
 * A chart is described by {label, summary, height, format, axisFormat, baseline, lines: [{name, color, points, …}]};
 * a line's points are [{date, value}], where null is a gap.
 */
const charts = [];
let zoom = null;
let paper = null;

const AXIS_FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const PAPER_WIDTH = 676;

/** Columns on the union of all dates. A date a line doesn't have is undefined (bridged), a null stays a gap. */
function alignLines(lines) {
  const dates = [...new Set(lines.flatMap((line) => line.points.map((p) => p.date)))].sort();
  const place = new Map(dates.map((date, i) => [date, i]));
  const columns = lines.map((line) => {
    const column = new Array(dates.length);
    for (const point of line.points) column[place.get(point.date)] = isPresent(point.value) ? Number(point.value) : null;
    return column;
  });
  return [dates.map(epochSeconds), ...columns];
}

function createChart(spec) {
  const chart = {spec, data: alignLines(spec.lines), hidden: new Set(), plot: null};
  chart.host = el("div.plot", {tabindex: "0", role: "img", "aria-label": `${spec.label}. ${spec.summary}`});
  chart.reading = el("span.reading-date");
  chart.keys = spec.lines.map((line, i) => legendKey(chart, line, i));
  chart.node = el("figure.chart", el("figcaption", el("span.chart-title", spec.label), el("span.sr", spec.summary)),
    el("div.legend", chart.reading, chart.keys.map((k) => k.button)), chart.host);
  chart.host.addEventListener("keydown", (event) => steerByKey(chart, event));
  charts.push(chart);
  showReading(chart, null);
  return chart.node;
}

function legendKey(chart, line, i) {
  const value = el("span.key-value");
  const swatch = el("span.swatch");
  swatch.style.setProperty("--line", `var(--${line.color})`);
  const toggle = () => {
    if (!chart.hidden.delete(i)) chart.hidden.add(i);
    button.setAttribute("aria-pressed", String(!chart.hidden.has(i)));
    chart.plot?.setSeries(i + 1, {show: !chart.hidden.has(i)});
  };
  const button = el("button.key", {type: "button", "aria-pressed": "true", title: "Show or hide this line", click: toggle},
    swatch, el("span.key-name", line.name), value);
  return {button, value};
}

/** The values at the crosshair, or the last ones when there is none. */
function showReading(chart, index) {
  const [dates, ...columns] = chart.data;
  const at = index ?? dates.length - 1;
  chart.reading.textContent = dates.length ? formatDate(isoOfEpoch(dates[at])) : "";
  chart.keys.forEach((key, i) => {
    let found = at;
    while (found > 0 && columns[i][found] === undefined) found -= 1;
    key.value.textContent = isPresent(columns[i][found]) ? chart.spec.format(columns[i][found]) : NONE;
  });
}

function steerByKey(chart, event) {
  const plot = chart.plot;
  const last = chart.data[0].length - 1;
  const steps = {ArrowLeft: -1, ArrowRight: 1, PageUp: -21, PageDown: 21};
  if (!plot || last < 0) return;
  if (event.key === "Escape") return setZoom(null);
  let index = plot.cursor.idx ?? last;
  if (event.key === "Home") index = 0;
  else if (event.key === "End") index = last;
  else if (event.key in steps) index = Math.min(last, Math.max(0, index + steps[event.key]));
  else return;
  event.preventDefault();
  const y = chart.data.slice(1).map((c) => c[index]).find(isPresent);
  plot.setCursor({left: plot.valToPos(chart.data[0][index], "x"), top: y === undefined ? 0 : plot.valToPos(y, "y")});
}

// The whole period stands on its baseline, so that heights compare; a zoomed window uses all of the height.
function valueRange(chart, plot, low, high) {
  if (low === null || high === null) return [0, 1];
  const {baseline} = chart.spec;
  if (baseline === "top") return [low < 0 ? low * 1.08 : -0.01, 0];
  const padded = uPlot.rangeNum(low, high, 0.08, true);
  if (zoom || baseline !== "zero") return padded;
  return low >= 0 ? [0, padded[1]] : [padded[0], Math.max(0, padded[1])];
}

function lineStyle(line, width) {
  const fill = line.fill ? themeColor(`${line.color}-fill`) : undefined;
  return {
    label: line.name, stroke: themeColor(line.color), width, fill, points: {show: false},
    paths: line.stepped ? uPlot.paths.stepped({align: 1}) : undefined,
    fillTo: line.fill === "top" ? (plot) => plot.scales.y.max : undefined,
  };
}

function axisStyle() {
  return {stroke: themeColor("muted"), font: AXIS_FONT, grid: {stroke: themeColor("grid"), width: 1}, ticks: {show: false}};
}

function timeLabels(plot, splits) {
  const span = plot.scales.x.max - plot.scales.x.min;
  return splits.map((seconds) => {
    const [year, month, day] = isoOfEpoch(seconds).split("-");
    if (span > 3 * 366 * 86400) return year;
    if (span > 100 * 86400) return `${MONTHS[month - 1]} ${year}`;
    return `${Number(day)} ${MONTHS[month - 1]}`;
  });
}

/** Ticks on first days of years, quarters or months in UTC, so that no time zone moves them; days when zoomed deep. */
function timeTicks(plot, axis, low, high) {
  const room = Math.max(2, Math.floor(plot.width / 88));
  const from = new Date(low * 1000);
  const months = (high - low) / (30.44 * 86400);
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((m) => months / m <= room) ?? 240;
  const ticks = [];
  if (months < 2) {
    const days = Math.max(1, Math.ceil((high - low) / 86400 / room));
    for (let t = Math.ceil(low / 86400) * 86400; t <= high; t += days * 86400) ticks.push(t);
    return ticks;
  }
  const aligned = step >= 12 ? 0 : Math.floor(from.getUTCMonth() / step) * step;
  for (let m = aligned, year = from.getUTCFullYear(); ; m += step) {
    const t = Date.UTC(year, m, 1) / 1000;
    if (t > high) return ticks;
    if (t >= low) ticks.push(t);
  }
}

function plotOptions(chart, width) {
  const {spec} = chart;
  return {
    width, height: paper ? Math.round(spec.height * 0.72) : spec.height, pxAlign: paper ? 0 : 1, pxRatio: paper ? 3 : undefined,
    legend: {show: false}, tzDate: (seconds) => new Date(seconds * 1000),
    cursor: {
      drag: {x: true, y: false, dist: 4, setScale: false}, points: {size: 7}, y: false,
      sync: {key: "report", setSeries: false, filters: {pub: (type) => type === "mousemove" || type === "mouseleave"}},
      bind: {dblclick: () => () => setZoom(null)},
    },
    scales: {x: {time: false}, y: {range: (plot, low, high) => valueRange(chart, plot, low, high)}},
    axes: [
      {...axisStyle(), grid: {show: false}, splits: timeTicks, values: timeLabels, size: 28},
      {...axisStyle(), values: (plot, splits) => splits.map(spec.axisFormat), size: 64, space: 44},
    ],
    series: [{}, ...spec.lines.map((line, i) => ({...lineStyle(line, paper ? 1.2 : 1.6), show: !chart.hidden.has(i)}))],
    hooks: {
      setCursor: [(plot) => showReading(chart, plot.cursor.idx ?? null)],
      setSelect: [(plot) => zoomToSelection(plot)],
    },
  };
}

function zoomToSelection(plot) {
  const {left, width} = plot.select;
  if (width < 4) return;
  setZoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
}

/** Shows [from, to] in epoch seconds in every chart, or everything. */
function setZoom(range) {
  zoom = range;
  for (const chart of charts) {
    if (!chart.plot || chart.data[0].length < 2) continue;
    const [min, max] = range ?? [chart.data[0][0], chart.data[0].at(-1)];
    chart.plot.setScale("x", {min, max});
    chart.plot.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
  }
  for (const listener of zoomListeners) listener();
}
const zoomListeners = [];

function drawCharts() {
  for (const chart of charts) {
    chart.plot?.destroy();
    const width = paper ?? Math.max(240, Math.floor(chart.host.clientWidth));
    chart.host.style.minHeight = `${chart.spec.height}px`;
    if (paper) chart.host.style.minHeight = "0";
    chart.plot = new uPlot(plotOptions(chart, width), chart.data, chart.host);
    showReading(chart, null);
  }
  if (zoom) setZoom(zoom);
}

function fitCharts() {
  for (const chart of charts) {
    const width = Math.floor(chart.host.clientWidth);
    if (!paper && chart.plot && width > 0 && width !== chart.plot.width) chart.plot.setSize({width, height: chart.spec.height});
  }
}

function forgetCharts() {
  for (const chart of charts) chart.plot?.destroy();
  charts.length = 0;
  zoomListeners.length = 0;
  zoom = null;
}

/** On paper charts are drawn anew: light, in the paper's width, with three times the dots. */
function startPaper() {
  let screenTheme = null;
  window.addEventListener("beforeprint", () => {
    screenTheme ??= currentTheme();
    paper = PAPER_WIDTH;
    applyTheme("light");
  });
  window.addEventListener("afterprint", () => {
    paper = null;
    applyTheme(screenTheme);
    screenTheme = null;
  });
}
