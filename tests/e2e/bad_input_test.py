#!/usr/bin/env python3
"""Feeds the built program bad input: each case must end with its exit code and name its place, and print no result.

usage: tests/e2e/bad_input_test.py DIETZ
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

GOOD = {
    "transactions.csv": "id,portfolio,date,type,security,quantity,price,amount,currency,ratio\n"
                        "t1,p,2024-01-02,deposit,,,,1000,EUR,\nt2,p,2024-01-03,buy,ACME,10,50,500,EUR,\n",
    "prices.csv": "security,date,close,currency\nACME,2024-01-02,50,EUR\nACME,2024-01-03,50,EUR\nACME,2024-01-05,55,EUR\n",
}
LONG = "x" * 70_000

# What is wrong, the file and how it is changed, the place that must be named.
CASES = [
    ("unknown column", "transactions.csv", ("id,portfolio", "id,colour,portfolio"), "transactions.csv:1: "),
    ("missing column", "transactions.csv", (",type,", ",kind,"), "transactions.csv:1: "),
    ("ragged line", "transactions.csv", ("1000,EUR,\n", "1000,EUR\n"), "transactions.csv:2: "),
    ("bad number", "transactions.csv", ("1000", "1,5"), "transactions.csv:2: "),
    ("number with exponent", "transactions.csv", ("1000", "1e3"), "transactions.csv:2: amount: "),
    ("bad date", "transactions.csv", ("2024-01-02,deposit", "2024-02-30,deposit"), "transactions.csv:2: date: "),
    ("future date", "transactions.csv", ("2024-01-02,deposit", "2999-01-01,deposit"), "transactions.csv:2: date: "),
    ("unknown currency", "transactions.csv", ("1000,EUR", "1000,EUX"), "transactions.csv:2: currency: "),
    ("unknown type", "transactions.csv", (",deposit,", ",gift,"), "transactions.csv:2: type: "),
    ("negative amount", "transactions.csv", (",1000,", ",-1000,"), "transactions.csv:2: amount: "),
    ("split ratio 0", "transactions.csv", ("2024-01-03,buy,ACME,10,50,500,EUR,", "2024-01-03,split,ACME,,,,EUR,0"),
     "transactions.csv:3: ratio: "),
    ("same id twice", "transactions.csv", ("t2,p", "t1,p"), "transactions.csv:3: id: "),
    ("70,000-byte cell", "transactions.csv", ("t1,p", LONG + ",p"), "transactions.csv:2: "),
    ("empty file", "transactions.csv", None, "transactions.csv:1: "),
    ("negative price", "prices.csv", ("2024-01-05,55", "2024-01-05,-55"), "prices.csv:4: close: "),
    ("two prices of a day", "prices.csv", ("2024-01-05,55", "2024-01-03,55"), "prices.csv:4: "),
    ("bare quote", "prices.csv", ("ACME,2024-01-05", "AC\"ME,2024-01-05"), "prices.csv:4: "),
    ("broken UTF-8", "prices.csv", ("ACME,2024-01-05", "AC\udcffME,2024-01-05"), "prices.csv:"),
    ("unknown policy key", "policy.toml", "flow_timming = \"end\"\n", "policy.toml:1: "),
]


class Runner:
    def __init__(self, dietz):
        self.dietz, self.problems, self.count = dietz, [], 0

    def run(self, *arguments, program=None, **process):
        return subprocess.run([program or self.dietz, *map(str, arguments)], capture_output=True, text=True, timeout=60, **process)

    def expect(self, name, arguments, exit_code, place, **process):
        self.count += 1
        done = self.run(*arguments, **process)
        if done.returncode != exit_code:
            self.problems.append(f"{name}: exit {done.returncode}, not {exit_code}: {done.stderr[:300]}")
        if place not in done.stderr:
            self.problems.append(f"{name}: {place!r} isn't in {done.stderr[:300]!r}")
        if done.stdout:
            self.problems.append(f"{name}: prints {done.stdout[:100]!r}")
        if len(done.stderr) > 3000:
            self.problems.append(f"{name}: {len(done.stderr)} characters of message")

    def expect_reason(self, name, arguments, figure, reason):
        self.count += 1
        done = self.run(*arguments, "--format", "json")
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
        figures = answer["portfolios"][0]["figures"] if "portfolios" in answer else answer.get("figures", {})
        found = figures.get(figure, {})
        if found.get("value", "") is not None or found.get("reason") != reason:
            self.problems.append(f"{name}: {figure} is {found}, exit {done.returncode}: {done.stderr[:200]}")


def write_book(folder, changed=None, change=None):
    folder.mkdir()
    texts = dict(GOOD)
    if isinstance(change, str):
        texts[changed] = change
    elif changed:
        texts[changed] = "" if change is None else texts[changed].replace(*change, 1)
        assert texts[changed] != GOOD[changed]
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def bad_books(runner, root):
    for i, (name, file, change, place) in enumerate(CASES):
        book = write_book(root / f"book{i}", file, change)
        for command in ("report", "check"):
            runner.expect(f"{name}, {command}", [command, book], 3, f"{book}/{place}")


def bad_places(runner, root):
    good = write_book(root / "good")
    runner.expect("no such folder", ["report", root / "none"], 3, "none")
    runner.expect("a file as book", ["report", good / "prices.csv"], 3, "prices.csv")
    runner.expect("no such file", ["twr", root / "none.csv"], 3, "none.csv: no such file")
    runner.expect("a folder as file", ["twr", good], 3, "is a directory")
    odd = write_book(root / "odd")
    (odd / "prices.csv").unlink()
    (odd / "prices.csv").mkdir()
    runner.expect("a folder as prices", ["report", odd], 3, "prices.csv: is a directory")
    (good / "prices.csv").chmod(0)
    nobody = {}
    if os.geteuid() == 0:  # root may read everything, and nobody may not look into root's home, where the build may be
        nobody = {"user": 65534, "program": shutil.copy(runner.dietz, root / "dietz")}
    runner.expect("no permission", ["report", good], 3, "prices.csv: no permission", **nobody)
    runner.expect("no folder to write to", ["version", "--output", root / "none" / "x"], 4, "none/x")
    for name, arguments in {"unknown portfolio": ["--portfolio", "q"], "unknown group": ["--group", "q"],
                            "unknown benchmark": ["--benchmark", "q"], "bad date": ["--from", "soon"],
                            "unknown option": ["--fast"], "bad currency": ["--currency", "XQX"]}.items():
        runner.expect(name, ["report", write_book(root / name.replace(" ", "_")), *arguments], 2, "dietz: ")


# What is wrong, the command, the file's text, the place that must be named.
FILE_CASES = [
    ("unknown column", "twr", "date,value,colour\n2024-01-01,5,red\n", ":1: "),
    ("two values of a day", "twr", "date,value\n2024-01-01,5\n2024-01-01,6\n", ":3: "),
    ("bad timing", "twr", "date,value,flow,timing\n2024-01-01,5,,\n2024-01-02,6,1,noon\n", ":3: timing: "),
    ("bad value", "twr", "date,value\n2024-01-01,5\n2024-01-02,six\n", ":3: value: "),
    ("39 digits", "twr", "date,value\n2024-01-01," + "9" * 39 + "\n", ":2: value: "),
    ("no header", "twr", "", ":1: "),
    ("bad amount", "irr", "date,amount\n2024-01-01,-5\n2024-02-01,1e2\n", ":3: amount: "),
    ("no such day", "irr", "date,amount\n2023-02-29,-5\n", ":2: date: "),
    ("long cell", "irr", "date,amount\n" + LONG + ",5\n", ":2: "),
    ("zero byte", "irr", "date,amount\n2024-01-01,5\0\n", ":2: "),
    ("bad return", "risk", "date,fund\n2024-01-31,0.01\n2024-02-29,much\n", ":3: fund: "),
    ("not a number", "risk", "date,fund\n2024-01-31,nan\n", ":2: fund: "),
    ("ragged line", "risk", "date,fund\n2024-01-31,0.01,0.02\n", ":2: "),
    ("unclosed quote", "risk", "date,fund\n\"2024-01-31,0.01\n", ":2: "),
]


def bad_files(runner, root):
    for i, (name, command, text, place) in enumerate(FILE_CASES):
        file = root / f"file{i}.csv"
        file.write_text(text, encoding="utf-8")
        options = ["--series", "fund"] if command == "risk" else []
        runner.expect(f"{name}, {command}", [command, file, *options], 3, f"{file}{place}")


def many_problems(runner, root):
    """Up to 20 problems of each file at once."""
    rows = "".join(f"x{i},p,2024-01-02,deposit,,,,-{i},EUR,\n" for i in range(1, 40))
    book = write_book(root / "many", "transactions.csv", GOOD["transactions.csv"] + rows)
    (book / "prices.csv").write_text("security,date,close\nACME,2024-13-01,5\n")
    done = runner.run("report", book)
    lines = [line for line in done.stderr.splitlines() if "transactions.csv:" in line]
    runner.count += 1
    if done.returncode != 3 or len(lines) != 20 or f"{book}/prices.csv:2: date: " not in done.stderr:
        runner.problems.append(f"many problems: exit {done.returncode}, {len(lines)} lines: {done.stderr[:300]}")


def outputs(runner, root):
    """--output writes everything or leaves what was there, and leaves nothing beside it."""
    folder = root / "outputs"
    folder.mkdir()
    target = folder / "report.json"
    target.write_text("before")
    bad = write_book(root / "bad_for_output", "prices.csv", ("2024-01-05,55", "2024-01-05,-55"))
    runner.expect("bad book with --output", ["report", bad, "--output", target], 3, "prices.csv:4: ")
    runner.expect("unknown portfolio with --output", ["report", write_book(root / "good_for_output"), "--output", target,
                                                      "--portfolio", "q"], 2, "dietz: ")
    runner.expect("a folder as output", ["version", "--output", folder], 4, str(folder))
    if target.read_text() != "before" or os.listdir(folder) != ["report.json"]:
        runner.problems.append(f"a failed command changes its output: {os.listdir(folder)}, {target.read_text()[:80]!r}")
    good = root / "good_for_output"
    done = runner.run("report", good, "--format", "json", "--output", target)
    printed = runner.run("report", good, "--format", "json")
    runner.count += 2
    if done.returncode or done.stdout or target.read_text() != printed.stdout or os.listdir(folder) != ["report.json"]:
        runner.problems.append(f"--output doesn't hold what is printed: exit {done.returncode}, {os.listdir(folder)}")
    with open("/dev/full", "w") as full:
        full_disk = subprocess.run([runner.dietz, "report", good], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    if full_disk.returncode != 4:
        runner.problems.append(f"a full disk: exit {full_disk.returncode}: {full_disk.stderr[:200]}")


def reasons(runner, root):
    def file(name, text):
        (root / name).write_text(text)
        return root / name

    runner.expect_reason("one valuation", ["twr", file("one.csv", "date,value\n2024-01-01,5\n")], "twr", "insufficient_data")
    runner.expect_reason("header only", ["twr", file("none.csv", "date,value\n")], "twr", "insufficient_data")
    runner.expect_reason("no sign change", ["irr", file("out.csv", "date,amount\n2024-01-01,5\n2024-02-01,5\n")], "xirr",
                         "no_sign_change")
    no_price = write_book(root / "no_price", "prices.csv", ("ACME,2024-01-02,50,EUR\nACME,2024-01-03,50,EUR\nACME,2024-01-05,55,EUR\n", ""))
    runner.expect_reason("security without price", ["report", no_price], "twr", "no_price")
    single = root / "single"
    single.mkdir()
    (single / "portfolios.csv").write_text("id,name,currency\np,P,EUR\n")
    (single / "valuations.csv").write_text("portfolio,date,value\np,2024-01-31,100\n")
    runner.expect_reason("one stated value", ["report", single], "twr", "insufficient_data")
    no_rate = write_book(root / "no_rate", "transactions.csv", ("1000,EUR", "1000,USD"))
    (no_rate / "portfolios.csv").write_text("id,name,currency\np,P,EUR\n")
    runner.expect_reason("no exchange rate", ["report", no_rate], "twr", "no_fx_rate")


def main():
    runner = Runner(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        bad_books(runner, Path(folder))
        bad_places(runner, Path(folder))
        bad_files(runner, Path(folder))
        many_problems(runner, Path(folder))
        outputs(runner, Path(folder))
        reasons(runner, Path(folder))
    print(f"{runner.count} cases, {len(runner.problems)} problems")
    print("\n".join(runner.problems), file=sys.stderr)
    sys.exit(1 if runner.problems else 0)


if __name__ == "__main__":
    main()
