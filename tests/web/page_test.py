#!/usr/bin/env python3
"""Opens the HTML report in a headless browser and checks what a reader would notice.

usage: page_test.py RENDER_REPORT

Without a browser the test is skipped (exit 77); with CI=true that is a failure.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=20000")
# A page's addresses that nobody requests: the library's licence comment.
KNOWN_ADDRESSES = {"https://github.com/leeoniya/uPlot"}

# Runs in the page after its own scripts and leaves what it saw as JSON text in the document.
PROBE = r"""
<script>(() => {
const seen = {errors: []};
const text = (selector) => document.querySelector(selector)?.textContent ?? null;
const count = (selector) => document.querySelectorAll(selector).length;
const settle = () => new Promise((done) => setTimeout(done, 50));
const readings = () => [...document.querySelectorAll(".legend")].map((l) => l.textContent);
const mouse = (node, type, x) => {
  const box = node.getBoundingClientRect();
  node.dispatchEvent(new MouseEvent(type, {bubbles: true, cancelable: true, view: window, button: 0, detail: 1, movementX: 1,
    clientX: box.left + box.width * x, clientY: box.top + box.height / 2}));
};
async function probe() {
  const width = document.documentElement.clientWidth;
  seen.wide = [...document.querySelectorAll("body *")].filter((n) => n.getBoundingClientRect().right > width + 1 && !n.closest(".scroll"))
    .map((n) => n.tagName + "." + n.className).slice(0, 5);
  Object.assign(seen, {title: document.title, heading: text("h1"), notice: text(".notice"), sections: count("section"),
    tiles: count(".tile"), plots: count(".uplot canvas"), months: count("td.heat"), alien: count("main b, main script"),
    scroll: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    nodesBefore: count(".tree"), theme: document.documentElement.dataset.theme});
  const over = document.querySelector(".u-over");
  if (over) {
    seen.readingsAtRest = readings();
    mouse(over, "mouseenter", 0.5); mouse(over, "mousemove", 0.5); await settle();
    seen.readingsAtMiddle = readings();
    mouse(over, "mousedown", 0.3); mouse(over, "mousemove", 0.6); await settle();
    mouse(over, "mouseup", 0.6); await settle();
    seen.zoomed = document.querySelector(".windows [aria-pressed=true]") === null;
    mouse(over, "dblclick", 0.5); await settle();
    seen.unzoomed = text(".windows [aria-pressed=true]");
    const key = document.querySelector(".key"); key.click(); seen.hidden = key.getAttribute("aria-pressed"); key.click();
    const plot = document.querySelector(".plot");
    plot.dispatchEvent(new KeyboardEvent("keydown", {key: "Home", bubbles: true})); await settle();
    seen.readingsAtHome = readings();
  }
  for (let depth = 0; depth < 6; depth += 1) {
    const folded = depth === 0 ? document.querySelector(".figure") : [...document.querySelectorAll(".node:not([open])")].at(-1);
    if (!folded) break;
    folded.open = true; await settle();
  }
  seen.trees = count(".tree"); seen.leaves = count(".leaf"); seen.sources = [...document.querySelectorAll(".leaf .source")].map((s) => s.textContent);
  const sort = document.querySelector(".sortable .sort");
  if (sort) { sort.click(); seen.sorted = document.querySelector(".sortable [aria-sort]").getAttribute("aria-sort"); }
  const select = document.querySelector(".bar select");
  if (select) {
    select.value = String(select.options.length - 1); select.dispatchEvent(new Event("change")); await settle();
    seen.switched = text("h1"); seen.reasons = [...document.querySelectorAll(".figure .reason")].map((r) => r.textContent);
    seen.plotsAfterSwitch = count(".uplot canvas");
  }
  window.dispatchEvent(new Event("beforeprint")); await settle();
  seen.paperTheme = document.documentElement.dataset.theme;
  window.dispatchEvent(new Event("afterprint")); await settle();
  seen.themeAfterPaper = document.documentElement.dataset.theme;
}
window.addEventListener("error", (e) => seen.errors.push(String(e.message)));
document.addEventListener("securitypolicyviolation", (e) => seen.errors.push("policy: " + e.violatedDirective + " " + e.blockedURI));
probe().catch((e) => seen.errors.push(String(e.stack))).then(() => {
  const out = document.createElement("pre"); out.id = "probe"; out.textContent = JSON.stringify(seen); document.body.append(out);
});
})();</script>
"""


class Failures:
    def __init__(self):
        self.found = []

    def check(self, claim, holds, seen=None):
        if not holds:
            self.found.append(f"{claim}" + ("" if seen is None else f": {seen!r}"))


def find_browser():
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def render(renderer, kind):
    document = subprocess.run([sys.executable, str(HERE / "mock_report.py"), kind], check=True, capture_output=True).stdout
    page = subprocess.run([renderer], input=document, check=True, capture_output=True).stdout.decode()
    return page


def visit(browser, folder, page, name, query="", width=1280, probe=PROBE):
    file = pathlib.Path(folder) / f"{name}.html"
    file.write_text(page.replace("</body>\n</html>", probe + "</body>\n</html>"))
    profile = tempfile.mkdtemp(dir=folder)
    run = subprocess.run([browser, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},1400", "--dump-dom",
                          file.as_uri() + query], capture_output=True, timeout=120)
    found = re.search(r'<pre id="probe">(.*?)</pre>', run.stdout.decode(errors="replace"), re.S)
    if not found:
        sys.exit(f"{name}: the page did not come to its end\n{run.stderr.decode(errors='replace')[-2000:]}")
    seen = json.loads(found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    seen = {"wide": seen} if isinstance(seen, list) else seen
    seen["console"] = [line for line in run.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return seen


def check_full(seen, failures):
    check = failures.check
    check("opens with the total", seen["heading"] == "Total", seen["heading"])
    check("has eight headline tiles", seen["tiles"] == 8, seen["tiles"])
    check("draws three charts", seen["plots"] == 3, seen["plots"])
    check("has a cell for each of 96 months", seen["months"] >= 96, seen["months"])
    check("shows text of the report as text", seen["alien"] == 0 and "broken" not in seen["title"], seen["title"])
    check("the crosshair moves the readings of all charts",
          all(a != b for a, b in zip(seen["readingsAtRest"], seen["readingsAtMiddle"])), seen["readingsAtMiddle"])
    check("dragging zooms", seen["zoomed"])
    check("double-click shows everything again", seen["unzoomed"] == "All", seen["unzoomed"])
    check("the legend hides a line", seen["hidden"] == "false", seen["hidden"])
    check("Home reads the first day", seen["readingsAtHome"][0].startswith("31 Dec 2015"), seen["readingsAtHome"][0])
    check("tables sort", seen["sorted"] in ("ascending", "descending"), seen["sorted"])
    check("the switcher shows the other portfolio", seen["switched"] == "Reserve", seen["switched"])
    check("three charts after switching", seen["plotsAfterSwitch"] == 3, seen["plotsAfterSwitch"])
    check("an absent figure says why", any("shorter than a year" in r for r in seen["reasons"]), seen["reasons"])


def check_explained(seen, failures):
    failures.check("no tree before a figure is opened", seen["nodesBefore"] == 0, seen["nodesBefore"])
    failures.check("opening leads down to rows of files", any(re.fullmatch(r"prices\.csv:\d+", s) for s in seen["sources"]),
                   seen["sources"])
    failures.check("prints light", seen["theme"] == "dark" and seen["paperTheme"] == "light", seen["paperTheme"])
    failures.check("is dark again after printing", seen["themeAfterPaper"] == "dark", seen["themeAfterPaper"])


def check_any(name, seen, failures):
    failures.check(f"{name}: console stays quiet", not seen["console"] and not seen["errors"], (seen["console"], seen["errors"]))
    failures.check(f"{name}: the page is not wider than the window", seen["scroll"] <= 0, (seen["scroll"], seen["wide"]))


# Leaves the elements that reach beyond a sheet of A4 with its margins, 676 px.
SHEET_PROBE = """<script>setTimeout(() => {
window.dispatchEvent(new Event("beforeprint"));
const out = document.createElement("pre"); out.id = "probe";
const left = document.querySelector("main").getBoundingClientRect().left;
const wide = [...document.querySelectorAll("main *")].filter((n) => n.getBoundingClientRect().right - left > 677);
out.textContent = JSON.stringify(wide.map((n) => n.tagName + "." + n.className).slice(0, 5)); document.body.append(out);
}, 500);</script>"""


def check_sheet(browser, folder, page, failures):
    """With its print styles on a sheet's width nothing is wider than the sheet."""
    as_printed = page.replace("@media print", "@media all").replace("</head>", "<style>body { width: 676px }</style></head>")
    seen = visit(browser, folder, as_printed, "sheet", "?portfolio=P-0017", width=720, probe=SHEET_PROBE)
    failures.check("everything fits on a sheet of paper", not seen["wide"], seen["wide"])


def check_addresses(page, failures):
    addresses = set(re.findall(r"(?:https?:)?//[A-Za-z0-9-]+\.[A-Za-z0-9./_-]+", page)) - KNOWN_ADDRESSES
    failures.check("names no outside address", not addresses, addresses)
    failures.check("loads nothing by element", not re.search(r"<(?:link(?! rel=\"icon\" href=\"data:,\")|img|iframe|script src)", page))


def main():
    browser = find_browser()
    if not browser:
        print("SKIPPED: no chromium or chrome found; the HTML report was not looked at", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    failures = Failures()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        full = render(sys.argv[1], "full")
        check_addresses(full, failures)
        seen = visit(browser, folder, full, "full")
        check_full(seen, failures)
        check_any("full", seen, failures)
        seen = visit(browser, folder, full, "explained", "?portfolio=P-0017&theme=dark", width=600)
        check_explained(seen, failures)
        check_any("narrow and dark", seen, failures)
        check_sheet(browser, folder, full, failures)
        for kind in ("empty", "bare"):
            seen = visit(browser, folder, render(sys.argv[1], kind), kind)
            check_any(kind, seen, failures)
            if kind == "empty":
                failures.check("an empty report says so", seen["notice"] == "The report holds no portfolio.", seen["notice"])
            else:
                failures.check("a bare portfolio shows its id", seen["heading"] == "only", seen["heading"])
    for failure in failures.found:
        print(f"FAILED: {failure}", file=sys.stderr)
    print(f"web page: {'failed' if failures.found else 'passed'}")
    sys.exit(1 if failures.found else 0)


if __name__ == "__main__":
    main()
