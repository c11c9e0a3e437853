#!/usr/bin/env python3
"""Recomputes every step of every explanation of a book's report, apart from the engine.

usage: tests/e2e/explanation_test.py DIETZ BOOK

Twice for BOOK (whole and an interval inside), and for a small book with everything in it under several policies.
Exact steps are repeated with integers, by the rule of working precision (exact up to 38 digits, else half-even to 34);
growth must be the nearest double to the exact quotient; chains and links must have the same bits; roots must discount
their flows to zero; statistics are repeated from their definition. Every fact with a row must stand in that row, and
every root must be the figure of the report.
"""

import calendar
import collections
import csv
import datetime
import json
import math
import re
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from pathlib import Path

import rich_book
import statistics_by_definition

EXACT = Context(prec=400)
WORKING = Context(prec=34, rounding=ROUND_HALF_EVEN)
ROUNDING = 1e-12
# What stands in no row: counts of days, constants, the policy, and that nothing happened.
WITHOUT_ROW = re.compile(r"days left after|days from|days$|days invested|years$|one half|two halves|square root of|returns a year|"
                         r"risk-free rate|minimum acceptable return|nothing held|maximum drawdown|growth of .*, which didn't change")
POLICIES = ["", 'flow_timing = "end"\nday_count = "act/360"\n', 'flow_timing = "start"\nday_count = "30E/360"\n',
            'twr_method = "modified_dietz"\nday_count = "act/act"\n', 'twr_method = "linked_dietz"\nlarge_flow_percent = 3\n',
            'twr_method = "simple_dietz"\nannualize_under_one_year = true\nday_count = "30/360US"\n',
            'risk_free_annual = 0.03\nminimum_acceptable_return = 0.0005\nstale_after_days = 4\nday_count = "act/365.25"\n']
OPTIONS = [[], ["--from", "2024-01-07", "--to", "2024-02-20"], ["--currency", "GBP", "--benchmark", "world"],
           ["--from", "2024-01-09", "--to", "2024-03-11", "--portfolio", "growth", "--portfolio", "yen"]]


def years_act_act(a, b):
    """Each calendar year's days over that year's length."""
    total = 0.0
    for year in range(a.year, b.year + 1):
        first, last = max(a, datetime.date(year, 1, 1)), min(b, datetime.date(year + 1, 1, 1))
        total += (last - first).days / (366 if calendar.isleap(year) else 365)
    return total


def years_30(a, b, american):
    """Of 360 days. American: the end of February counts as the 30th, and a 31st only follows a 30th."""
    first, last = min(a.day, 30), min(b.day, 30)
    if american:
        ends_february = [d.month == 2 and (d + datetime.timedelta(days=1)).month == 3 for d in (a, b)]
        first = 30 if ends_february[0] else first
        last = 30 if all(ends_february) else b.day
        last = 30 if last == 31 and first == 30 else last
    return (360 * (b.year - a.year) + 30 * (b.month - a.month) + last - first) / 360


YEARS = {
    "act/365F": lambda a, b: (b - a).days / 365, "act/360": lambda a, b: (b - a).days / 360,
    "act/365.25": lambda a, b: (b - a).days / 365.25, "act/act": years_act_act,
    "30E/360": lambda a, b: years_30(a, b, False), "30/360US": lambda a, b: years_30(a, b, True),
}


def working(value):
    """An exact Decimal as the engine keeps it."""
    digits = len(EXACT.normalize(value).as_tuple().digits)
    return value if digits <= 38 else WORKING.plus(value)


def working_quotient(a, b):
    for precision in (38,):
        quotient = Context(prec=precision, rounding=ROUND_HALF_EVEN).divide(a, b)
        if EXACT.multiply(quotient, b) == a:
            return quotient
    return WORKING.divide(a, b)


class Checker:
    def __init__(self, portfolio, book):
        self.nodes = portfolio["explanations"]["nodes"]
        self.roots = portfolio["explanations"]["roots"]
        self.portfolio, self.book = portfolio, book
        self.problems, self.checked = [], collections.Counter()
        self.series = {}

    def value(self, place):
        value = self.nodes[place]["value"]
        return Decimal(value) if isinstance(value, str) else value

    def fail(self, place, why):
        self.problems.append(f"{self.portfolio['id'] or 'total'}: node {place} {self.nodes[place]['label']!r}: {why}")

    def check(self):
        for place, node in enumerate(self.nodes):
            if any(child >= place for child in node.get("children", [])):
                self.fail(place, "a child stands behind its parent")
                continue
            self.checked[node["op"]] += 1
            getattr(self, "check_" + node["op"])(place, node, [self.value(c) for c in node.get("children", [])])
        self.check_roots()
        return self.problems

    def same(self, place, expected):
        if self.value(place) != expected:
            self.fail(place, f"is {self.value(place)}, its parts give {expected}")

    def near(self, place, expected, scale=None):
        value = self.value(place)
        scale = max(abs(expected), abs(value)) if scale is None else scale
        if not abs(value - expected) <= ROUNDING * max(scale, 1e-300):
            self.fail(place, f"is {value!r}, its parts give {expected!r}")

    def check_fact(self, place, node, parts):
        if "source" not in node:
            if self.value(place) is not None and not WITHOUT_ROW.match(node["label"]):
                self.fail(place, "names no row")
            return
        row = self.book.row(node["source"]["file"], node["source"]["line"])
        wanted = self.value(place).copy_abs()
        if wanted not in row:
            self.fail(place, f"{wanted} doesn't stand in {node['source']}")
        self.checked["fact with a row"] += 1

    def check_sum(self, place, node, parts):
        total = Decimal(0)
        for part in parts:
            total = working(EXACT.add(total, part))
        self.same(place, total)

    def check_difference(self, place, node, parts):
        rest = parts[0]
        for part in parts[1:]:
            rest = working(EXACT.subtract(rest, part))
        self.same(place, rest)

    def check_negative(self, place, node, parts):
        self.same(place, parts[0].copy_negate())

    def check_product(self, place, node, parts):
        total = parts[0]
        for part in parts[1:]:
            total = working(EXACT.multiply(total, part))
        self.same(place, total)

    def check_quotient(self, place, node, parts):
        self.same(place, working_quotient(*parts))

    def check_growth(self, place, node, parts):
        quotient = Fraction(parts[0]) / Fraction(parts[1])
        self.same(place, quotient.numerator / quotient.denominator)

    def product_of(self, parts):
        total = 1.0
        for part in parts:
            total *= part
        return total

    def check_chain(self, place, node, parts):
        self.same(place, self.product_of(parts))

    def check_link(self, place, node, parts):
        self.same(place, self.product_of(parts) - 1.0)

    def check_weighted_sum(self, place, node, parts):
        total = 0.0
        for weight, part in zip(parts[::2], parts[1::2]):
            total += float(weight) * part
        self.same(place, total)

    def check_drifted(self, place, node, parts):
        weight, part, whole = map(float, parts)
        self.near(place, weight * part / whole)

    def check_annualized(self, place, node, parts):
        self.near(place, (1 + parts[0]) ** (365 / float(parts[1])) - 1)

    def check_compounded(self, place, node, parts):
        self.near(place, (1 + parts[0]) ** float(parts[1]) - 1)

    def check_root(self, place, node, parts):
        rate = self.value(place)
        dates = [datetime.date.fromisoformat(self.nodes[c]["date"]) for c in node["children"]]
        years = YEARS[node["note"].removeprefix("day count ")]
        present = sum(float(a) * (1 + rate) ** -years(dates[0], d) for a, d in zip(parts, dates))
        if abs(present) > 1e-10 * sum(abs(float(a)) for a in parts):
            self.fail(place, f"the flows are worth {present} at the root")

    def check_scaled(self, place, node, parts):
        self.near(place, parts[0] * parts[1])

    def check_drawdown(self, place, node, parts):
        self.near(place, 1 - parts[0] / parts[1], 1.0)

    def check_series(self, place, node, parts):
        self.series[place] = parts

    def check_standard_deviation(self, place, node, parts):
        returns = self.series[node["children"][0]]
        mean = math.fsum(returns) / len(returns)
        self.near(place, math.sqrt(math.fsum((r - mean) ** 2 for r in returns) / (len(returns) - 1)))

    def check_statistic(self, place, node, parts):
        inputs = {self.nodes[c]["label"]: self.series.get(c, self.value(c)) for c in node["children"]}
        expected = statistics_by_definition.compute(
            node["label"], inputs["Monday-to-Friday returns"], inputs.get("returns of the benchmark"),
            inputs["returns a year"], inputs["risk-free rate, annual"], inputs["minimum acceptable return"])
        self.near(place, expected, max(1.0, abs(expected)) if node["label"] != "volatility" else None)

    def check_roots(self):
        for name, figure in {**self.portfolio["figures"], **(self.portfolio["money"] or {})}.items():
            if name not in self.roots:
                self.problems.append(f"{self.portfolio['id'] or 'total'}: {name} isn't explained")
                continue
            explained = self.value(self.roots[name])
            expected = figure["value"] if isinstance(figure, dict) else Decimal(figure)
            exact = explained == expected
            near = isinstance(expected, float) and explained is not None and math.isclose(explained, expected, rel_tol=1e-14)
            if not exact and not near:
                self.fail(self.roots[name], f"{name} is {expected} in the report, {explained} in its explanation")
            self.checked["root"] += 1


class Book:
    def __init__(self, folder):
        self.folder, self.rows = Path(folder), {}

    def row(self, file, line):
        """The numbers of a row. The example's files have no cell of several lines, so rows are lines."""
        if file not in self.rows:
            with open(self.folder / file, encoding="utf-8", newline="") as text:
                self.rows[file] = list(csv.reader(text))
        numbers = set()
        for cell in self.rows[file][line - 1]:
            try:
                numbers.add(abs(Decimal(cell)))
            except ArithmeticError:
                pass
        return numbers


class Cli:
    def __init__(self, dietz):
        self.dietz, self.problems, self.count = dietz, [], collections.Counter()

    def run(self, *arguments):
        return subprocess.run([self.dietz, *map(str, arguments), "--quiet"], check=True, capture_output=True, text=True).stdout

    def page(self, book, *options):
        """The report that stands in the HTML page, with explanations."""
        text = self.run("report", book, "--format", "html", *options)
        begin = text.index('id="report-document">') + len('id="report-document">')
        return unpacked(json.loads(text[begin:text.index("</script>", begin)]))

    def check(self, book, *options):
        """All explanations of a report."""
        report = self.page(book, *options)
        for portfolio in report["portfolios"] + ([report["total"]] if report["total"] else []):
            checker = Checker(portfolio, Book(book))
            self.problems += [f"{' '.join(map(str, options))} {problem}" for problem in checker.check()]
            self.count += checker.checked
        return report

    def check_same_tree(self, report, book, figure, *options):
        """`dietz explain` gives the page's steps."""
        portfolio = report["portfolios"][0] if len(report["portfolios"]) == 1 else report["total"]
        nodes = portfolio["explanations"]["nodes"]
        tree = json.loads(self.run("explain", book, figure, "--format", "json", *options))["explanation"]
        waiting, written = [tree], set()
        if tree["id"] != portfolio["explanations"]["roots"][figure]:
            self.problems.append(f"explain {figure}: another root than the page's")
        while waiting:
            step = waiting.pop()
            self.count["explain"] += 1
            if "repeats" in step:
                continue
            children = step.pop("children", [])
            if step | {"children": [c["id"] for c in children]} != {"id": step["id"], "children": []} | nodes[step["id"]]:
                self.problems.append(f"explain {figure}: step {step['id']} isn't the page's")
            if step["id"] in written:
                self.problems.append(f"explain {figure}: step {step['id']} is written out twice")
            if children:
                written.add(step["id"])
            waiting += children


def unpacked(report):
    """The packed explanations of the page as the steps that `dietz explain` prints."""
    for portfolio in report["portfolios"] + ([report["total"]] if report["total"] else []):
        explanations = portfolio["explanations"]
        explanations["nodes"] = [step(row, explanations["texts"]) for row in explanations["nodes"]]
    return report


def step(row, texts):
    op, label, value, unit, children, note, file, line, date = row + [0] * (9 - len(row))
    node = {"label": label, "value": value, "unit": texts[unit], "op": texts[op], "children": children or []}
    optional = {"note": texts[note], "date": date, "source": {"file": texts[file], "line": line} if file else 0}
    return node | {name: found for name, found in optional.items() if found}


def main():
    cli, book = Cli(sys.argv[1]), sys.argv[2]
    whole = cli.check(book)
    cli.check(book, "--from", "2008-09-14", "--to", "2010-03-15")
    single = {"portfolios": whole["portfolios"][:1]}
    for figure in ("twr", "xirr", "currency_gain", "alpha_jensen", "max_drawdown"):
        cli.check_same_tree(single, book, figure, "--portfolio", whole["portfolios"][0]["id"])
    with tempfile.TemporaryDirectory() as root:
        rich = rich_book.write(Path(root) / "rich")
        policy = Path(root) / "policy.toml"
        for text in POLICIES:
            policy.write_text(text, encoding="utf-8")
            for options in OPTIONS:
                report = cli.check(rich, "--policy", policy, *options)
        for figure in [*report["total"]["figures"], *(report["total"]["money"] or {})]:
            cli.check_same_tree(report, rich, figure, "--policy", policy, *options)
    for problem in cli.problems[:30]:
        print(problem, file=sys.stderr)
    print(f"{dict(cli.count)}\n{len(cli.problems)} problems")
    sys.exit(1 if cli.problems else 0)


if __name__ == "__main__":
    main()
