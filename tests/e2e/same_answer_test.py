#!/usr/bin/env python3
"""Changes of a book that must not change the report, by the built program.

usage: tests/e2e/same_answer_test.py DIETZ BOOK

Order of rows and columns, line ends, the scale of amounts or of prices, other portfolios, split deposits, the choice of
portfolios, versions of a row; and what a portfolio that holds its benchmark, or a book of one file, must show.
"""

import csv
import json
import random
import re
import subprocess
import sys
import tempfile
from decimal import Context
from pathlib import Path

import rich_book

FILES = ["portfolios.csv", "transactions.csv", "securities.csv", "prices.csv", "fx.csv", "benchmarks.csv", "valuations.csv"]
random.seed(20240229)


class Cli:
    def __init__(self, dietz):
        self.dietz, self.problems, self.count = dietz, [], 0

    def report(self, book, *options):
        done = subprocess.run([self.dietz, "report", str(book), "--format", "json", "--quiet", *options], check=True,
                              capture_output=True, text=True)
        return done.stdout

    def document(self, book, *options):
        return json.loads(self.report(book, *options))

    def equal(self, claim, a, b):
        self.count += 1
        if a != b:
            self.problems.append(f"not so: {claim}{first_difference(a, b)}")


def first_difference(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        for key in [*a, *(key for key in b if key not in a)]:
            if a.get(key) != b.get(key):
                return first_difference(a.get(key), b.get(key), f"{path}/{key}")
    if isinstance(a, list) and isinstance(b, list):
        for i, (x, y) in enumerate(zip(a, b)):
            if x != y:
                return first_difference(x, y, f"{path}/{i}")
    return f"\n  at {path or '/'}: {str(a)[:120]!r} and {str(b)[:120]!r}"


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


def changes_columns(files, columns, by):
    """Moves the decimal point of some columns `by` places to the right."""
    def change(name, header, rows):
        for column in columns if name in files else ():
            if column in header:
                i = header.index(column)
                for row in rows:
                    row[i] = move_point(row[i], by) if row[i] else ""
        return header, rows
    return change


def move_point(text, places):
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = text.partition(".")
    fraction += "0" * places
    moved = (whole + fraction[:places]).lstrip("0") or "0"
    rest = fraction[places:].rstrip("0")
    return sign + moved + ("." + rest if rest else "")


def everything_larger(name, header, rows):
    """Everything held and booked ten thousand times as large, at the same prices."""
    change = changes_columns({"transactions.csv"}, ["quantity", "amount", "fees", "taxes"], 4)
    return changes_columns({"valuations.csv"}, ["value"], 4)(name, *change(name, header, rows))


def smaller_unit(name, header, rows):
    """The same quantities at prices and amounts a thousand times as large; exchanges buy money, so theirs is one."""
    if name == "transactions.csv":
        for row in rows:
            if row[header.index("type")] == "exchange":
                row[header.index("quantity")] = move_point(row[header.index("quantity")], 3)
    change = changes_columns({"transactions.csv"}, ["price", "amount", "fees", "taxes"], 3)
    header, rows = change(name, header, rows)
    return changes_columns({"prices.csv", "valuations.csv"}, ["close", "value"], 3)(name, header, rows)


def deposits_in_two(name, header, rows):
    if name == "transactions.csv":
        kind, amount, identifier = header.index("type"), header.index("amount"), header.index("id")
        for row in [row for row in rows if row[kind] == "deposit" and "." not in row[amount]]:
            second = list(row)
            second[identifier] += "b"
            for column in ("fees", "taxes"):
                second[header.index(column)] = ""
            row[amount], second[amount] = "0.77", str(int(row[amount]) - 1) + ".23"
            rows.append(second)
    return header, rows


def without_places(text):
    """Line numbers are the one thing that may follow the order of rows."""
    return re.sub(r'"line":\d+', '"line":0', text)


def without_residuals(value):
    """Residuals have the size of the flows, and the width of a bracket may follow it."""
    if isinstance(value, dict):
        return {k: without_residuals(v) for k, v in value.items() if k not in ("residual", "bracket_low", "bracket_high")}
    return [without_residuals(v) for v in value] if isinstance(value, list) else value


def rates(document):
    portfolios = document["portfolios"] + [document["total"]]
    return [{"figures": without_residuals(p["figures"]), "cumulative": p["series"]["twr_cumulative"],
             "periods": [without_residuals(q["figures"]) for q in p["periods"]],
             "weights": [holding["weight"] for holding in p["holdings"]]} for p in portfolios]


def invariances(cli, book, root):
    original = cli.report(book)
    document = json.loads(original)
    cli.equal("the same book gives the same bytes", cli.report(book), original)
    cli.equal("the order of rows and columns and the line ends change nothing",
              json.loads(without_places(cli.report(copied(book, root / "shuffled", shuffled)))), json.loads(without_places(original)))
    large, small = (copied(book, root / c.__name__, c) for c in (everything_larger, smaller_unit))
    cli.equal("rates don't depend on how much is held", rates(cli.document(large)), rates(document))
    cli.equal("rates don't depend on the unit of money", rates(cli.document(small)), rates(document))
    ids = [p["id"] for p in document["portfolios"]]
    more = cli.document(copied(book, root / "more", with_another_portfolio), *(o for i in ids for o in ("--portfolio", i)))
    cli.equal("another portfolio changes nothing for the others", more["portfolios"], document["portfolios"])
    cli.equal("nor for their total", more["total"], document["total"])
    for i, one in enumerate(document["portfolios"]):
        options = ["--portfolio", one["id"], "--from", document["from"], "--to", document["to"]]
        cli.equal("a portfolio alone is what it is among others", cli.document(book, *options)["portfolios"], [one])
    halves = cli.document(copied(book, root / "halves", deposits_in_two))
    for key in ("portfolios", "total", "from", "to"):
        cli.equal("deposits booked in two parts are worth the same", rounded(halves[key]), rounded(document[key]))


def rounded(value):
    """Amounts to 25 digits, since converted parts are rounded one by one; rates to 12; no findings, which count rows."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items() if k not in ("warnings", "residual", "bracket_low", "bracket_high")}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d{20,}", value):
        return str(Context(prec=25).create_decimal(value))
    return round(value, 12) if isinstance(value, float) else value


def groups(cli, book):
    whole = cli.document(book)
    family = cli.document(book, "--group", "family", "--from", whole["from"], "--to", whole["to"])
    members = ["--portfolio", "growth", "--portfolio", "yen", "--from", whole["from"], "--to", whole["to"]]
    cli.equal("a group is its portfolios", family, cli.document(book, *members))
    cli.equal("a group's portfolios are those of the book", family["portfolios"],
              [p for p in whole["portfolios"] if p["id"] in ("growth", "yen")])


def write(folder, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def one_file(cli, root):
    only = cli.document(write(root / "only_transactions", {
        "transactions.csv": "id,portfolio,date,type,amount,currency\n1,p,2024-01-02,deposit,100,EUR\n2,p,2024-02-02,interest,10,EUR\n"}))
    cli.equal("cash alone earns its interest", only["portfolios"][0]["figures"]["twr"]["value"], 110 / 100 - 1)
    stated = cli.document(write(root / "only_values", {
        "valuations.csv": "portfolio,date,value\np,2024-01-31,80\np,2024-02-29,100\np,2024-03-31,90\n"}))
    cli.equal("stated values alone have a return", stated["portfolios"][0]["figures"]["twr"]["value"], 90 / 100 * (100 / 80) - 1)


def holds_its_benchmark(cli, root):
    """Bought, sold and bought again at closes: the days between are neither side's."""
    rich = rich_book.write(root / "prices_of_rich")
    bought = ["2023-12-01", "2024-01-19"], ["2024-02-14", "2024-03-13"]
    closes = {row["date"]: row["close"] for row in csv.DictReader((rich / "prices.csv").read_text().splitlines())
              if row["security"] == "SUSHI"}
    rows = ["id,portfolio,date,type,security,quantity,amount,currency"]
    for i, (begin, end) in enumerate(bought):
        for day, moves, trade in ((begin, "deposit", "buy"), (end, "withdrawal", "sell")):
            rows += [f"{i}{trade}a,p,{day},{moves},,,{closes[day]},JPY", f"{i}{trade}b,p,{day},{trade},SUSHI,1,{closes[day]},JPY"]
    book = write(root / "tracker", {
        "transactions.csv": "\n".join(rows) + "\n", "prices.csv": (rich / "prices.csv").read_text(),
        "fx.csv": (rich / "fx.csv").read_text(), "policy.toml": 'flow_timing = "end"\n',
        "portfolios.csv": "id,name,currency,benchmark\np,P,EUR,SUSHI\n"})
    figures = cli.document(book)["portfolios"][0]["figures"]
    for name, value in {"tracking_error": 0.0, "active_return": 0.0, "beta": 1.0, "up_capture": 1.0, "alpha_regression": 0.0}.items():
        cli.equal(f"{name} of a portfolio that holds its benchmark is {value}", figures[name]["value"], value)


def versions(cli, root):
    header = "id,portfolio,date,type,amount,currency,recorded_at\n"
    first = "1,p,2024-01-02,deposit,100,EUR,2024-01-02T09:00:00Z\n2,p,2024-02-02,interest,10,EUR,2024-02-02T09:00:00Z\n"
    corrected = "2,p,2024-02-02,interest,7,EUR,2024-03-01T12:00:00Z\n"
    old = write(root / "old", {"transactions.csv": header + first})
    new = write(root / "new", {"transactions.csv": header + first.splitlines()[0] + "\n" + corrected})
    both = write(root / "both", {"transactions.csv": header + corrected + first})

    def known(book, *options):
        return json.loads(without_places(json.dumps(cli.document(book, *options)["portfolios"])))

    cli.equal("what was known before a correction", known(both, "--known-at", "2024-02-29T00:00:00Z"), known(old))
    cli.equal("what is known with a correction", known(both), known(new))
    cli.equal("a correction counts from its instant", known(both, "--known-at", "2024-03-01T12:00:00Z"), known(new))


def main():
    cli = Cli(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        rich = rich_book.write(root / "rich")
        for name, book in {"example": sys.argv[2], "everything": rich}.items():
            (root / name).mkdir()
            invariances(cli, book, root / name)
        groups(cli, rich)
        one_file(cli, root)
        holds_its_benchmark(cli, root)
        versions(cli, root)
    print(f"{cli.count} comparisons, {len(cli.problems)} problems")
    print("\n".join(cli.problems), file=sys.stderr)
    sys.exit(1 if cli.problems else 0)


if __name__ == "__main__":
    main()
