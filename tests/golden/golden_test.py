#!/usr/bin/env python3
"""Compares what commands print with golden bytes, the same whoever compiled the program.

usage: tests/golden/golden_test.py RUNNER... DIETZ        from the repository's folder; a runner is an emulator with options
       tests/golden/golden_test.py --update DIETZ

The commands stand in tests/golden/commands, {book} in them is the book of tests/e2e/rich_book.py. SHA256SUMS holds the digest
of each output. The smaller ones also stand in documents/, laid out for reading, to show which value has moved.
"""

import difflib
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent
ROOT = GOLDEN.parent.parent
LARGEST_DOCUMENT = 200_000

sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import rich_book  # noqa: E402


class Number(float):
    """A number that is printed with the characters it was read from."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __repr__(self):
        return self.text


def laid_out(name, output):
    if not name.endswith(".json"):
        return output.decode()
    return "\n".join(lines_of(json.loads(output, parse_float=Number, parse_int=Number))) + "\n"


def lines_of(value, path=""):
    """A line a value, with its path."""
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from lines_of(part, f"{path}/{key}")
    elif isinstance(value, list) and value:
        for i, part in enumerate(value):
            yield from lines_of(part, f"{path}/{i}")
    else:
        yield f"{path} {repr(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)}"


def outputs(program):
    with tempfile.TemporaryDirectory() as folder:
        book = rich_book.write(Path(folder) / "book")
        for line in (GOLDEN / "commands").read_text().splitlines():
            name, *arguments = line.split()
            arguments = [argument.replace("{book}", str(book)) for argument in arguments]
            done = subprocess.run([*program, *arguments, "--quiet"], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
            if done.returncode != 0:
                sys.exit(f"golden: {name}: exit {done.returncode}: {done.stderr.decode()[:500]}")
            yield name, done.stdout


def digest_line(name, output):
    return f"{hashlib.sha256(output).hexdigest()}  {name}\n"


def update(program):
    lines = []
    for name, output in outputs(program):
        lines.append(digest_line(name, output))
        text = laid_out(name, output)
        document = GOLDEN / "documents" / f"{name}.txt"
        document.unlink(missing_ok=True)
        if len(text) < LARGEST_DOCUMENT:
            document.write_text(text, encoding="utf-8")
    (GOLDEN / "SHA256SUMS").write_text("".join(lines))


def difference(name, output):
    document = GOLDEN / "documents" / f"{name}.txt"
    if not document.exists():
        return "  (too large to be kept: compare with an older program's output)"
    before, now = document.read_text(encoding="utf-8").splitlines(), laid_out(name, output).splitlines()
    changed = [line for line in difflib.unified_diff(before, now, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))]
    return "\n".join(f"  {line}" for line in changed[:20]) or "  (only in the layout of its bytes)"


def main():
    if sys.argv[1] == "--update":
        return update(sys.argv[2:])
    golden = (GOLDEN / "SHA256SUMS").read_text().splitlines(keepends=True)
    differing = count = 0
    for (name, output), line in zip(outputs(sys.argv[1:]), golden, strict=True):
        count += 1
        if digest_line(name, output) != line:
            differing += 1
            print(f"golden: {name} differs:\n{difference(name, output)}", file=sys.stderr)
    print(f"golden: {count - differing} of {count} commands print the golden bytes")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
