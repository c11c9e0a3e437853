#!/usr/bin/env python3
"""Recomputes every step of every explanation of a book's report, apart from the engine.

usage: tests/e2e/explanation_test.py DIETZ BOOK

Exact steps are repeated with integers, by the rule of working precision (exact up to 38 digits, else half-even to 34);
growth must be the nearest double to the exact quotient; chains and links must have the same bits; roots must discount
their flows to zero; statistics are repeated from their definition. Every fact with a row must stand in that row, and
every root must be the figure of the report.
"""

import collections
import csv
import datetime
import json
import math
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from pathlib import Path

import statistics_by_definition

EXACT = Context(prec=400)
WORKING = Context(prec=34, rounding=ROUND_HALF_EVEN)
ROUNDING = 1e-12


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
            return
        row = self.book.row(node["source"]["file"], node["source"]["line"])
        wanted = abs(self.value(place))
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
        self.same(place, -parts[0])

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
        self.near(place, sum(parts[i] * parts[i + 1] for i in range(0, len(parts), 2)))

    def check_annualized(self, place, node, parts):
        self.near(place, (1 + parts[0]) ** (365 / float(parts[1])) - 1)

    def check_compounded(self, place, node, parts):
        self.near(place, (1 + parts[0]) ** float(parts[1]) - 1)

    def check_root(self, place, node, parts):
        rate = self.value(place)
        dates = [datetime.date.fromisoformat(self.nodes[c]["date"]) for c in node["children"]]
        present = sum(float(a) * (1 + rate) ** (-(d - dates[0]).days / 365) for a, d in zip(parts, dates))
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
                numbers.add(Decimal(cell))
            except ArithmeticError:
                pass
        return numbers


def report_of(dietz, book):
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        subprocess.run([dietz, "report", book, "--format", "html", "--output", page, "--quiet"], check=True)
        text = page.read_text(encoding="utf-8")
    begin = text.index('id="report-document">') + len('id="report-document">')
    return json.loads(text[begin:text.index("</script>", begin)])


def main():
    dietz, book = sys.argv[1:3]
    report = report_of(dietz, book)
    problems = []
    for portfolio in report["portfolios"] + [report["total"]]:
        checker = Checker(portfolio, Book(book))
        problems += checker.check()
        print(portfolio["id"] or "total", dict(checker.checked))
    for problem in problems[:30]:
        print(problem, file=sys.stderr)
    print(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
