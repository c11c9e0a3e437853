#!/usr/bin/env python3
"""Changes a book in ways that must not change the answer, and compares the report's bytes.

usage: tests/e2e/same_answer_test.py DIETZ BOOK
"""

import csv
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = ["portfolios.csv", "transactions.csv", "securities.csv", "prices.csv", "fx.csv", "benchmarks.csv"]
random.seed(20240229)


def report(dietz, book, *options):
    done = subprocess.run([dietz, "report", str(book), "--format", "json", "--quiet", *options], check=True,
                          capture_output=True, text=True)
    return done.stdout


def copied(book, folder, change):
    """The book with each CSV file's header and rows passed through `change`."""
    folder.mkdir()
    for path in Path(book).iterdir():
        if path.name not in FILES:
            (folder / path.name).write_bytes(path.read_bytes())
            continue
        with open(path, encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        header, rows = change(path.name, header, rows)
        with open(folder / path.name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\r\n").writerows([header, *rows])
    return folder


def shuffled(name, header, rows):
    order = list(range(len(header)))
    random.shuffle(order)
    random.shuffle(rows)
    return [header[i] for i in order], [[row[i] for i in order] for row in rows]


def with_another_portfolio(name, header, rows):
    if name == "portfolios.csv":
        rows.append([{"id": "zz", "name": "Another", "currency": "EUR"}.get(column, "") for column in header])
    if name == "transactions.csv":
        booking = {"id": "zz1", "portfolio": "zz", "date": "2006-05-05", "type": "deposit", "amount": "7", "currency": "EUR"}
        rows.append([booking.get(column, "") for column in header])
    return header, rows


def scaled(name, header, rows):
    """Everything held and booked ten thousand times as large."""
    if name == "transactions.csv":
        for column in ("quantity", "amount", "fees", "taxes"):
            i = header.index(column)
            for row in rows:
                row[i] = move_point(row[i]) if row[i] else ""
    return header, rows


def move_point(text):
    whole, _, fraction = text.partition(".")
    fraction = (fraction + "0000")
    moved = (whole + fraction[:4]).lstrip("0") or "0"
    rest = fraction[4:].rstrip("0")
    return moved + ("." + rest if rest else "")


def without_places(text):
    """Line numbers are the one thing that may follow the order of rows."""
    return re.sub(r'"line":\d+', '"line":0', text)


def rates(document):
    return json.dumps([[p["figures"], [q["figures"] for q in p["periods"]], p["series"]["twr_cumulative"]]
                       for p in document["portfolios"]])


def without_residuals(text):
    return re.sub(r'"(residual|bracket_low|bracket_high)": [^,}]+', "", text)


def main():
    dietz, book = sys.argv[1:3]
    problems = []
    original = report(dietz, book)
    with tempfile.TemporaryDirectory() as root:
        root = Path(root)
        if without_places(report(dietz, copied(book, root / "shuffled", shuffled))) != without_places(original):
            problems.append("the order of rows or columns changes the report")
        more = report(dietz, copied(book, root / "more", with_another_portfolio), "--portfolio", "main", "--portfolio", "savings")
        if json.loads(more)["portfolios"] != json.loads(original)["portfolios"]:
            problems.append("another portfolio changes the report of the others")
        large = json.loads(report(dietz, copied(book, root / "large", scaled)))
        if without_residuals(rates(large)) != without_residuals(rates(json.loads(original))):
            problems.append("rates depend on the scale of amounts")
    again = report(dietz, book)
    if again != original:
        problems.append("the same book gives another report")
    print(f"4 comparisons, {len(problems)} problems")
    print("\n".join(problems), file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
