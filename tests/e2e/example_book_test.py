#!/usr/bin/env python3
"""Compares `dietz report` on a book with an independent reading of it (check_example_book.py), figure by figure.

usage: tests/e2e/example_book_test.py DIETZ BOOK

Rates agree to 1e-12, money and quantities to 15 decimals; over the whole history and over intervals that begin and end
anywhere, with splits, a full exit, weekends and month ends at their edges.
"""

import collections
import json
import math
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

READER = Path(__file__).parent / "check_example_book.py"
INTERVALS = [(), ("2005-01-02", "2005-12-31"), ("2005-02-25", "2005-03-04"), ("2005-02-28", "2006-03-01"),
             ("2007-12-31", "2008-12-31"), ("2008-09-14", "2010-03-15"), ("2008-09-15", "2010-03-16"),
             ("2009-01-01", "2012-02-29"), ("2012-06-30", "2013-03-01")]


def interval_options(interval):
    return ["--from", interval[0], "--to", interval[1]] if interval else []


class Comparison:
    def __init__(self, where):
        self.where, self.problems, self.count = where, [], collections.Counter()

    def rate(self, name, ours, theirs):
        self.count["rates"] += 1
        if ours is None or theirs is None:
            good = ours is None and theirs is None
        else:
            good = math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-13)
        if not good:
            self.problems.append(f"{self.where}: {name} is {ours}, the independent reading says {theirs}")

    def amount(self, name, ours, theirs):
        self.count["amounts"] += 1
        if abs(Decimal(ours) - Decimal(theirs)) > Decimal("1e-15"):
            self.problems.append(f"{self.where}: {name} is {ours}, the independent reading says {theirs}")

    def portfolio(self, ours, theirs, days):
        for name, value in theirs["figures"].items():
            if name == "xirr_roots":
                self.rate(name, ours["figures"]["xirr"]["basis"]["root_count"], value)
            elif name == "invested_days":
                self.rate(name, ours["figures"]["twr_annualized"]["basis"]["days"], value)
            elif not (days < 3 and name.startswith("volatility")):
                self.rate(name, ours["figures"][name]["value"], value)
        for name, value in theirs["money"].items():
            self.amount(name, ours["money"][name], value)
        held = {holding["security"]: holding for holding in ours["holdings"]}
        if set(held) != {holding["security"] for holding in theirs["holdings"]}:
            self.problems.append(f"{self.where}: holdings are {sorted(held)}")
        for holding in theirs["holdings"]:
            mine = held[holding["security"]]
            self.rate("weight", mine["weight"], holding["weight"])
            for name in ("quantity", "price", "value", "cost", "unrealised"):
                self.amount(f"{name} of {holding['security']}", mine[name], holding[name])
        for period in ours["periods"]:
            known = theirs["months"].get(period["name"], theirs["years"].get(period["name"]))
            if known is not None:
                self.rate(period["name"], period["figures"]["twr"]["value"], known)
        values = {point["date"]: point["value"] for point in ours["series"]["value"]}
        for date, value in theirs["values"].items():
            self.amount(f"value on {date}", values[date], value)
        if "benchmark_return" in theirs:
            self.rate("benchmark_return", ours["figures"]["benchmark_return"]["value"], theirs["benchmark_return"])


def run(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    dietz, book = sys.argv[1:3]
    problems, count = [], collections.Counter()
    for interval in INTERVALS:
        theirs = run([sys.executable, READER, book, *interval_options(interval)])
        ours = run([dietz, "report", book, "--format", "json", "--quiet", *interval_options(interval)])
        days = len(ours["portfolios"][0]["series"]["value"])
        pairs = list(zip(ours["portfolios"], theirs["portfolios"])) + [(ours["total"], theirs["total"])]
        for mine, other in pairs:
            comparison = Comparison(f"{mine['id'] or 'total'} {' '.join(interval)}")
            comparison.portfolio(mine, other, days)
            problems += comparison.problems
            count += comparison.count
    print(f"{len(INTERVALS)} intervals, {count['rates']} rates and {count['amounts']} amounts compared, {len(problems)} differ")
    print("\n".join(problems[:30]), file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
