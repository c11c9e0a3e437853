#!/usr/bin/env python3
"""Checks that the source tree keeps its own rules: layers, includes, what calculations may not touch, file sizes.

    tidy.py ROOT        prints each breach as file:line: what, and fails if there is one
    tidy.py --self-test feeds it small trees with one breach each, to show that each is found
"""
import re
import sys
import tempfile
from pathlib import Path

MAX_LINES = 400
# Tables of constants and long lists of cases may be longer; each needs a reason.
MAY_BE_LONGER = {
    "src/importer/book_reader_test.cpp": "one case a rule of the importer",
}
# Layers without files, threads, clocks, environment, randomness or streams.
PURE = {"base", "model", "calculations"}
IMPURE_HEADERS = set(
    "fstream iostream ostream istream sstream iomanip syncstream print filesystem cstdio stdio.h thread jthread mutex "
    "shared_mutex condition_variable future semaphore latch barrier stop_token chrono ctime time.h random csignal "
    "locale".split())
IMPURE_CALLS = re.compile(
    r"\b(?:std::)?(getenv|secure_getenv|system|rand|srand|drand48|localtime|gmtime|clock_gettime|gettimeofday|printf|"
    r"fprintf|puts|fopen)\s*\(|(?<![\w.>:])(?:std::)?(time|clock)\s*\(\s*(?:nullptr|NULL|0|&\w+)?\s*\)|"
    r"\bstd::(cout|cerr|clog|random_device|mt19937\w*|thread|async)\b|\b(system_clock|steady_clock)\b")
# Functions of <cmath> whose last bit differs between libraries; + - * / sqrt and the exact ones are fine.
UNPORTABLE = re.compile(
    r"(?:\bstd::|(?<![\w:.>])::)(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|"
    r"cbrt|hypot|erf|erfc|tgamma|lgamma)[fl]?\b")
STANDARD = set(
    "algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts condition_variable "
    "coroutine deque exception execution filesystem format forward_list fstream functional future initializer_list "
    "iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers "
    "numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location "
    "span sstream stack stdexcept stop_token streambuf string string_view syncstream system_error thread tuple "
    "type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version cassert cctype "
    "cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring "
    "ctime cuchar cwchar cwctype".split())
# Interfaces of the operating system, for engines, the composition and tests.
SYSTEM = re.compile(r"(sys/|arpa/|netinet/|linux/)?[a-z_0-9]+\.h$")
SYSTEM_FOLDERS = ("engines/", "composition", "apps")
INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Layers:
    def __init__(self, text):
        self.allowed, self.homes, self.problems = {}, [], []
        for number, line in enumerate(text.splitlines(), 1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            name, colon, rest = line.partition(":")
            if not colon:
                self.problems.append(f"src/LAYERS:{number}: not 'folder: folders'")
            elif name.startswith("third-party "):
                self.homes.append((name.removeprefix("third-party ").strip(), rest.split()))
            else:
                self.allowed[name.strip()] = rest.split()
        for name, targets in self.allowed.items():
            for target in targets:
                if target != "*" and target not in self.allowed:
                    self.problems.append(f"src/LAYERS: {name} may include {target}, which is no layer")
        for prefix, folders in self.homes:
            for folder in folders:
                if folder not in self.allowed and folder not in ("tests", "bench"):
                    self.problems.append(f"src/LAYERS: the home {folder} of {prefix} is no layer")
        self.problems += [f"src/LAYERS: layers form a cycle: {' -> '.join(c)}" for c in cycles(
            {n: [t for t in ts if t != "*"] for n, ts in self.allowed.items()})]

    def layer_of(self, path):
        """The layer of a path below src/ (or of an include): the longest one that it begins with."""
        fitting = [name for name in self.allowed if path.startswith(name + "/")]
        return max(fitting, key=len, default=None)

    def may_include(self, layer, target):
        allowed = self.allowed[layer]
        return target == layer or "*" in allowed or target in allowed


def cycles(graph):
    """One cycle of a graph as a list of names, in a list; empty without one."""
    done, path = set(), []

    def visit(node):
        if node in path:
            return path[path.index(node):] + [node]
        if node in done:
            return None
        path.append(node)
        for target in graph.get(node, []):
            found = visit(target)
            if found:
                return found
        path.pop()
        done.add(node)
        return None

    for node in graph:
        found = visit(node)
        if found:
            return [found]
    return []


def without_comments_and_strings(text):
    """The code alone, with its line breaks kept."""
    pattern = re.compile(r'R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)

    def blank(match):
        return " " + "\n" * match.group().count("\n")

    # A quote between digits separates thousands and opens nothing.
    return pattern.sub(blank, re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "", text))


class Checker:
    def __init__(self, root):
        self.root = Path(root)
        layers = self.root / "src/LAYERS"
        self.layers = Layers(layers.read_text() if layers.exists() else "")
        self.breaches = list(self.layers.problems)
        if not layers.exists():
            self.breaches.append("src/LAYERS: missing")
        self.includes = {}

    def run(self):
        files = sorted(p for folder in ("src", "apps", "tests") for p in (self.root / folder).rglob("*")
                       if p.suffix in (".hpp", ".cpp", ".h", ".cc", ".c") and p.is_file()
                       and "must_not_compile" not in p.parts)
        for path in files:
            self.check(path)
        self.breaches += [f"{c[0]}: files include each other: {' -> '.join(c)}" for c in cycles(self.includes)]
        return self.breaches

    def say(self, path, line, what):
        self.breaches.append(f"{path}:{line}: {what}")

    def check(self, path):
        name = path.relative_to(self.root).as_posix()
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if len(lines) > MAX_LINES and name not in MAY_BE_LONGER:
            self.say(name, len(lines), f"more than {MAX_LINES} lines")
        if path.suffix == ".hpp" and not any(line.strip() == "#pragma once" for line in lines):
            self.say(name, 1, "a header without #pragma once")
        for number, line in enumerate(lines, 1):
            if re.search(r"\b(TODO|FIXME|HACK)\b", line):
                self.say(name, number, "an unfinished note")
        if name.startswith("tests/"):
            return
        layer = "apps" if name.startswith("apps/") else self.layers.layer_of(name.removeprefix("src/"))
        if layer is None or layer not in self.layers.allowed:
            self.say(name, 1, "stands in no layer of src/LAYERS")
            return
        is_test = name.endswith("_test.cpp")
        self.includes[name] = []
        code = without_comments_and_strings(text).splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if match and match.group(1) == '"':
                self.check_own(name, number, layer, match.group(2), is_test)
            elif match:
                self.check_foreign(name, number, layer, match.group(2), is_test)
        if layer in PURE and not is_test:
            self.check_pure(name, code)

    def check_own(self, name, number, layer, included, is_test):
        if is_test and included.startswith("support/"):
            return
        if any(included.startswith(prefix) for prefix, _ in self.layers.homes):
            self.check_foreign(name, number, layer, included, is_test)
            return
        target = self.layers.layer_of(included)
        if target is None:
            self.say(name, number, f'"{included}" is in no layer of src/LAYERS')
        elif not self.layers.may_include(layer, target):
            self.say(name, number, f"{layer} may not include {target} ({included})")
        else:
            self.includes[name].append("src/" + included)

    def check_foreign(self, name, number, layer, included, is_test):
        if included in STANDARD:
            if layer in PURE and not is_test and included in IMPURE_HEADERS:
                self.say(name, number, f"{layer} may not use <{included}>")
            return
        homes = [folders for prefix, folders in self.layers.homes if included.startswith(prefix)]
        if homes:
            if not any(layer in folders or (is_test and "tests" in folders) for folders in homes):
                self.say(name, number, f"<{included}> is outside its home")
        elif SYSTEM.match(included):
            if not layer.startswith(SYSTEM_FOLDERS) and not is_test:
                self.say(name, number, f"{layer} may not use the system's <{included}>")
        else:
            self.say(name, number, f"<{included}> has no home in src/LAYERS")

    def check_pure(self, name, code):
        for number, line in enumerate(code, 1):
            call = IMPURE_CALLS.search(line)
            if call:
                self.say(name, number, f"{call.group().strip()} has no place in a calculation")
            unportable = UNPORTABLE.search(line)
            if unportable:
                self.say(name, number, f"{unportable.group(1)} of the C library differs between platforms")


GOOD = {
    "src/LAYERS": "base:\nmodel: base\ncalculations: base model\nengines/disk: base\ncli: base calculations\n"
                  "composition: *\napps: base composition\nthird-party gtest/: tests\nthird-party toml++/: cli\n",
    "src/base/a.hpp": "#pragma once\n#include <vector>\n",
    "src/model/b.hpp": '#pragma once\n#include "base/a.hpp"\n',
    "src/calculations/c.cpp": '#include "model/b.hpp"\n#include <cmath>\n'
                              "// std::exp(x) and getenv( in a comment are words\n"
                              'const char* s = "std::pow(";\ndouble r(double x) { return std::sqrt(x) + 1\'000; }\n'
                              "double t(double time) { return portable::exp(time); }\n",
    "src/calculations/c_test.cpp": '#include "support/x.hpp"\n#include <gtest/gtest.h>\n#include <iostream>\n',
    "src/engines/disk/d.cpp": '#include "base/a.hpp"\n#include <fcntl.h>\n#include <sys/stat.h>\n',
    "src/cli/e.cpp": '#include "calculations/c.hpp"\n#include <toml++/toml.h>\n',
    "apps/x/main.cpp": '#include "composition/p.hpp"\n',
}
BAD = [
    ("wrong direction", {"src/model/b.hpp": '#pragma once\n#include "calculations/c.hpp"\n'},
     "model may not include calculations"),
    ("a test in the wrong direction", {"src/model/b_test.cpp": '#include "cli/e.hpp"\n'}, "model may not include cli"),
    ("an engine that uses another layer", {"src/engines/disk/d.cpp": '#include "model/b.hpp"\n'},
     "engines/disk may not include model"),
    ("an app that goes round the composition", {"apps/x/main.cpp": '#include "cli/e.hpp"\n'}, "apps may not include cli"),
    ("layers in a cycle", {"src/LAYERS": "base: model\nmodel: base\n"}, "layers form a cycle"),
    ("a layer that doesn't exist", {"src/LAYERS": "base: nowhere\n"}, "which is no layer"),
    ("files in a cycle", {"src/base/a.hpp": '#pragma once\n#include "base/z.hpp"\n',
                          "src/base/z.hpp": '#pragma once\n#include "base/a.hpp"\n'}, "files include each other"),
    ("an unknown folder", {"src/extra/f.cpp": "int f();\n"}, "stands in no layer"),
    ("an include without a folder", {"src/base/a.hpp": '#pragma once\n#include "b.hpp"\n'}, "is in no layer"),
    ("a third-party header outside its home", {"src/model/b.cpp": "#include <toml++/toml.h>\n"}, "outside its home"),
    ("a test library in the product", {"src/base/a.cpp": "#include <gtest/gtest.h>\n"}, "outside its home"),
    ("a third-party header without a home", {"src/cli/e.cpp": "#include <fmt/format.hpp>\n"}, "has no home"),
    ("the system in a calculation", {"src/calculations/c.cpp": "#include <unistd.h>\n"}, "may not use the system's"),
    ("the environment", {"src/calculations/c.cpp": 'auto e = std::getenv("X");\n'}, "getenv"),
    ("the clock", {"src/calculations/c.cpp": "auto t = time(nullptr);\n"}, "time("),
    ("std::exp", {"src/calculations/c.cpp": "double e = std::exp(1.0);\n"}, "exp of the C library"),
    ("std::pow", {"src/calculations/c.cpp": "double e = std::pow (1.0, 2);\n"}, "pow of the C library"),
    ("std::log as a name of its own", {"src/calculations/c.cpp": "using std::log;\n"}, "log of the C library"),
    ("::sin", {"src/calculations/c.cpp": "double e = ::sin(1.0);\n"}, "sin of the C library"),
    ("a clock by name", {"src/calculations/c.cpp": "auto n = steady_clock::now();\n"}, "steady_clock"),
    ("a long file", {"src/base/a.cpp": "int f();\n" * (MAX_LINES + 1)}, "more than"),
    ("no #pragma once", {"src/base/a.hpp": "int f();\n"}, "without #pragma once"),
    ("a note for later", {"src/base/a.cpp": "// TO" + "DO later\n"}, "an unfinished note"),
    ("a note for later in a test", {"tests/x.cpp": "// FIX" + "ME\n"}, "an unfinished note"),
] + [(f"<{header}> in a calculation", {"src/calculations/c.cpp": f"#include <{header}>\n"}, f"may not use <{header}>")
     for header in ("fstream", "thread", "chrono", "random", "iostream", "filesystem", "mutex")]


def breaches_of(tree):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in tree.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Checker(folder).run()


def self_test():
    failures = [f"the good tree has a breach: {b}" for b in breaches_of(GOOD)]
    for what, change, wanted in BAD:
        found = breaches_of({**GOOD, **change})
        if not any(wanted in breach for breach in found):
            failures.append(f"{what}: not found; found {found}")
    print(f"tidy self-test: {len(BAD) + 1} trees, {len(failures)} failures")
    return failures


def main():
    failures = self_test() if sys.argv[1:] == ["--self-test"] else Checker(sys.argv[1]).run()
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
