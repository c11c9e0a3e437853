#!/usr/bin/env python3
"""Recomputes every explanation of a book from below and compares its root with the report.

    explanations_test.py DIETZ BOOK

Exact operations are repeated with 60 digits and have to agree within the working precision (34 significant digits),
products, links and quotients of doubles to the last bit, powers and statistics within 1e-12. The root of every tree has
to be the report's figure or amount.
"""
import json
import math
import subprocess
import sys
from datetime import date
from decimal import Decimal, getcontext

getcontext().prec = 60
EXACT = Decimal("1e-33")


def close(a, b, tolerance=1e-12):
    return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))


def chain(parts):
    made = 1.0
    for part in parts:
        made *= part
    return made


def weighted_sum(parts):
    made = 0.0
    for i in range(0, len(parts), 2):
        made += parts[i] * parts[i + 1]
    return made


def deviation(parts):
    mean = math.fsum(parts) / len(parts)
    return math.sqrt(math.fsum((part - mean) ** 2 for part in parts) / (len(parts) - 1))


def product(parts):
    made = Decimal(1)
    for part in parts:
        made *= part
    return made


EXACT_OPERATIONS = {
    "sum": lambda p: sum(p, Decimal(0)),
    "difference": lambda p: p[0] - sum(p[1:], Decimal(0)),
    "negative": lambda p: -p[0],
    "product": product,
    "quotient": lambda p: p[0] / p[1],
}
BIT_EQUAL = {
    "growth": lambda p: float(p[0] / p[1]),
    "chain": chain,
    "weighted_sum": weighted_sum,
    "link": lambda p: chain(p) - 1.0,
    "scaled": lambda p: p[0] * p[1],
}
NEARLY = {
    "annualized": lambda p: math.expm1(math.log1p(p[0]) * 365.0 / float(p[1])),
    "compounded": lambda p: math.expm1(math.log1p(p[0]) * p[1]),
    "standard_deviation": deviation,
    "drawdown": lambda p: 1.0 - p[0] / p[1],
}


class Tree:
    def __init__(self, document):
        self.steps, self.counts, self.faults = {}, {}, []
        self.root = self.value(document["explanation"])

    def value(self, step):
        if "repeats" in step:
            return self.steps[step["repeats"]]
        children = step.get("children", [])
        parts = [self.value(child) for child in children]
        stated = Decimal(step["value"]) if isinstance(step["value"], str) else step["value"]
        self.steps[step["id"]] = stated
        operation = step["op"]
        self.counts[operation] = self.counts.get(operation, 0) + 1
        if stated is not None and not self.holds(operation, stated, parts, children):
            self.faults.append(f"{step['label']}: {operation} of {len(parts)} parts isn't {step['value']}")
        return stated

    @staticmethod
    def holds(operation, stated, parts, children):
        if operation in EXACT_OPERATIONS:
            made = EXACT_OPERATIONS[operation](parts)
            # A long sum rounds at each step, relative to its largest part.
            scale = max([abs(stated), abs(made), *(abs(part) for part in parts)] or [Decimal(1)])
            return abs(made - stated) <= EXACT * max(scale, Decimal(1)) * max(len(parts), 1)
        if operation in BIT_EQUAL:
            return BIT_EQUAL[operation](parts) == stated
        if operation in NEARLY:
            return close(NEARLY[operation](parts), stated)
        if operation == "root":
            first = min(date.fromisoformat(child["date"]) for child in children)
            years = [(date.fromisoformat(child["date"]) - first).days / 365.0 for child in children]
            left = math.fsum(float(part) * (1.0 + stated) ** -year for part, year in zip(parts, years))
            return abs(left) <= 1e-9 * math.fsum(abs(float(part)) for part in parts)
        return operation in ("fact", "statistic")


def run(*arguments):
    return subprocess.run(arguments, check=True, text=True, stdout=subprocess.PIPE).stdout


def check_portfolio(dietz, book, report, select):
    figures = {name: figure["value"] for name, figure in report["figures"].items()}
    amounts = {name: Decimal(amount) for name, amount in report["money"].items()}
    faults, counts = [], {}
    for name, value in {**figures, **amounts}.items():
        tree = Tree(json.loads(run(dietz, "explain", book, name, "--format", "json", *select)))
        faults += [f"{name}: {fault}" for fault in tree.faults]
        if tree.root != value:
            faults.append(f"{name}: the explanation says {tree.root}, the report {value}")
        for operation, count in tree.counts.items():
            counts[operation] = counts.get(operation, 0) + count
    return faults, counts


def main():
    dietz, book = sys.argv[1:]
    report = json.loads(run(dietz, "report", book, "--format", "json"))
    faults, counts = [], {}
    for portfolio in [*report["portfolios"], report["total"]]:
        select = ["--portfolio", portfolio["id"]] if portfolio["id"] else []
        found, steps = check_portfolio(dietz, book, portfolio, select)
        faults += [f"{portfolio['id'] or 'total'}: {fault}" for fault in found]
        for operation, count in steps.items():
            counts[operation] = counts.get(operation, 0) + count
    print("\n".join(faults[:50]))
    print(f"{sum(counts.values())} steps: " + ", ".join(f"{n} {op}" for op, n in sorted(counts.items())))
    sys.exit(1 if faults or not counts else 0)


if __name__ == "__main__":
    main()
