#!/usr/bin/env python3
"""Runs the examples of the documentation, so that they can't grow old.

    docs_test.py ROOT DIETZ     runs every ```console block of README.md and docs/**/*.md, and follows every local link,
                                and looks for each measure in docs/measures.md
    docs_test.py --self-test    shows that a wrong example and a broken link are found

A block's lines: `$ command`, `> its next line`, and what it prints (stdout and stderr). A line `…` stands for any number
of lines; what follows it must come later, in that order. Nothing shown: the command must only succeed. The blocks of a
page run in one folder of their own, with `dietz` on the PATH and `examples` in it.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CUT = "…"
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def blocks(text):
    """The console blocks as (line number, lines)."""
    found, inside, start = [], None, 0
    for number, line in enumerate(text.splitlines(), 1):
        if inside is None and line.strip() == "```console":
            inside, start = [], number + 1
        elif inside is not None and line.strip() == "```":
            found.append((start, inside))
            inside = None
        elif inside is not None:
            inside.append(line)
    return found


def examples(start, lines):
    """The commands of a block as [line number, command, shown lines]."""
    found = []
    for number, line in enumerate(lines, start):
        if line.startswith("$ "):
            found.append([number, line[2:], []])
        elif line.startswith("> ") and found and not found[-1][2]:
            found[-1][1] += "\n" + line[2:]
        elif found:
            found[-1][2].append(line)
    return found


def difference(shown, printed):
    """What of the shown lines isn't printed; None if all is well. Columns may be wider or narrower than shown."""
    shown, printed = ([re.sub(r"(?<=\S) +", " ", line) for line in lines] for lines in (shown, printed))
    at, anywhere = 0, False
    for line in shown:
        if line == CUT:
            anywhere = True
            continue
        rest = printed[at:]
        if anywhere and line in rest:
            at += rest.index(line) + 1
        elif not anywhere and rest and rest[0] == line:
            at += 1
        else:
            return f"shown:   {line}\nprinted: {rest[0] if rest else '(nothing more)'}"
        anywhere = False
    if not anywhere and at < len(printed) and shown:
        return f"printed, but not shown: {printed[at]}"
    return None


def run_page(page, root, dietz):
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        tools = Path(folder) / "bin"
        work.mkdir()
        tools.mkdir()
        (work / "examples").symlink_to(root / "examples")
        (tools / "dietz").symlink_to(Path(dietz).resolve())
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        for start, lines in blocks(page.read_text(encoding="utf-8")):
            for number, command, shown in examples(start, lines):
                count += 1
                done = subprocess.run(["bash", "-c", command], cwd=work, env=environment, text=True, timeout=120,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
                wrong = difference(shown, done.stdout.splitlines())
                if not shown and done.returncode != 0:
                    wrong = f"exit code {done.returncode}: {done.stdout}"
                if wrong:
                    problems.append(f"{page.relative_to(root)}:{number}: $ {command.splitlines()[0]}\n{wrong}")
    return problems, count


def broken_links(page, root):
    problems = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        for target in LINK.findall(line):
            if "://" not in target and not (page.parent / target).exists():
                problems.append(f"{page.relative_to(root)}:{number}: {target} isn't there")
    return problems


def unnamed_measures(root):
    """Measures of the program that their page says nothing about."""
    tables = sorted((root / "src/calculations").glob("*_measures.hpp"))
    page = root / "docs/measures.md"
    if not tables:
        return []
    names = [name for table in tables for name in re.findall(r'Measure\{\s*"(\w+)"', table.read_text(encoding="utf-8"))]
    text = page.read_text(encoding="utf-8")
    missing = [f"docs/measures.md: {name} is missing" for name in names if f"| `{name}`" not in text]
    return missing if names else [f"{tables}: no measure found"]


def pages_of(root):
    pages = [root / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [page for page in pages if page.exists()] + sorted((root / "docs").rglob("*.md"))


def check(root, dietz):
    problems, count = unnamed_measures(root), 0
    for page in pages_of(root):
        problems += broken_links(page, root)
        found, run = run_page(page, root, dietz)
        problems += found
        count += run
    return problems, count


def self_test():
    def verdict(text):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "examples").mkdir()
            (root / "README.md").write_text(text, encoding="utf-8")
            return check(root, "/bin/echo")

    def console(*lines):
        return "\n".join(["```console", *lines, "```"]) + "\n"

    good = [console("$ dietz one", "one"), console("$ cat <<E", "> a", "> b", "> E", "a", "b"),
            console("$ printf '1\\n2\\n3\\n'", "1", CUT), console("$ printf '1\\n2\\n3\\n'", CUT, "3"),
            console("$ true"), console("$ echo '  a   1'", "  a     1"), console("$ dietz a", "a", "$ false; dietz b", "b"), "[here](README.md#top)\n"]
    bad = [console("$ dietz one", "two"), console("$ printf '1\\n2\\n'", "1"), console("$ printf '1\\n2\\n'", "2", CUT),
           console("$ printf '1\\n2\\n'", "1", "2", "3"), console("$ printf '1\\n2\\n'", CUT, "2", "1"),
           console("$ echo '  a   1'", "a 1"), console("$ false"), "[gone](docs/gone.md)\n"]
    for text in good:
        assert verdict(text)[0] == [], (text, verdict(text))
    for text in bad:
        assert verdict(text)[0], text
    print(f"{len(good)} good and {len(bad)} bad pages told apart")


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    root = Path(sys.argv[1]).resolve()
    problems, count = check(root, sys.argv[2])
    print("\n\n".join(problems))
    print(f"{count} commands, {len(problems)} problems")
    sys.exit(1 if problems or count == 0 else 0)


if __name__ == "__main__":
    main()
