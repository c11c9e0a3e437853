#!/usr/bin/env python3
"""docs/measures.md is what the program generates, and its worked examples are what the definitions give.

usage: measures_page_test.py DIETZ ROOT
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from measures_by_definition import AllMeasures

ROW = re.compile(r"^\| `(\w+)`(?: •)? \|.*\| ([^|]+) \|$")


def printed_by(dietz, *arguments):
    return subprocess.run([dietz, *arguments], check=True, stdout=subprocess.PIPE).stdout.decode()


def examples_on(page):
    """The values that the page prints, by measure."""
    return {row.group(1): float(row.group(2)) for row in map(ROW.match, page.splitlines()) if row}


def series_on(page):
    """The example's returns, read off the page."""
    rows = re.findall(r"^> (\d{4}-\d\d-\d\d),([-\d.]+),([-\d.]+)$", page, re.M)
    return [float(row[1]) for row in rows], [float(row[2]) for row in rows]


def main():
    dietz, root = sys.argv[1], Path(sys.argv[2])
    page = (root / "docs" / "measures.md").read_text(encoding="utf-8")
    problems = []
    if page != printed_by(dietz, "measures", "--format", "markdown"):
        problems.append("docs/measures.md isn't what `dietz measures --format markdown` prints; write it anew")
    table = json.loads(printed_by(dietz, "measures", "--format", "json"))
    fund, index = series_on(page)
    example = table["example"]
    if [[row["fund"], row["index"]] for row in example["returns"]] != [[u, v] for u, v in zip(fund, index)]:
        problems.append("the page's series aren't those of the example")
    defined = AllMeasures(fund, index, 12, example["risk_free_annual"], example["mar"])
    shown = examples_on(page)
    names = [measure["name"] for measure in table["measures"]]
    if sorted(shown) != sorted(names):
        problems.append(f"on the page, not in the table or the other way round: {set(shown) ^ set(names)}")
    for name in names:
        if not hasattr(defined, name):
            problems.append(f"{name}: no definition to recompute it by")
            continue
        expected = getattr(defined, name)()
        if abs(shown.get(name, 9e99) - expected) > 1e-12 * (1 + abs(expected)):
            problems.append(f"{name}: the page says {shown.get(name)}, its definition gives {expected}")
    print("\n".join(problems) or f"{len(names)} worked examples recomputed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
