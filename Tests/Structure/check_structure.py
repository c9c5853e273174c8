#!/usr/bin/env python3
"""Holds the sources against the rules of their structure: arrows go down only, and files do not run in circles.

    check_structure.py [--list]      --list prints the circles that are allowed, of two or three files

An arrow goes from a file to the files that declare a type which it names, in its own module or one that it imports, as far
as text tells: comments and strings are left out, members are not looked into. Refused are a file of more than 400 lines, a
circle of more than three files of a module, an import that Package.swift does not allow, and a target of Package.swift that depends on one which
stands behind it. Prints 'N passed, N failed'. Python's standard library only.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests/Shared"))
from checks import Checks

MOST = 3
LONGEST = 400
HIDDEN = re.compile(r'/\*.*?\*/|//[^\n]*|"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"', re.DOTALL)
DECLARED = re.compile(r"^(?:(?:[a-z]+|@\w+)(?:\(.*?\))? )*(?:struct|class|enum|protocol|actor|typealias) (\w+)", re.MULTILINE)
IMPORTED = re.compile(r"^\s*(?:@\w+ )?(?:[a-z]+ )?import (?:[a-z]+ )?(\w+)", re.MULTILINE)
NAMED = re.compile(r"\b[A-Z]\w+")


def targets(package):
    """Targets of the package in their order: {name: names that it depends on}."""
    found = {}
    for match in re.finditer(r"\.(?:target|executableTarget)\(\s*name: \"(\w+)\"(.*?)(?=\.(?:target|executableTarget|testTarget)\(|\Z)",
                             package, re.DOTALL):
        listed = re.search(r"dependencies: \[(.*?)\]", match[2], re.DOTALL)
        found[match[1]] = re.findall(r"(?<!name: )(?<!package: )\"(\w+)\"", listed[1]) if listed else []
    return found


def arrows(files):
    """{file: files of its module whose types it names}, and {file: modules that it imports}."""
    texts = {file: HIDDEN.sub(lambda hidden: '""' if hidden[0][0] == '"' else "", file.read_text(encoding="utf-8")) for file in files}
    homes = collections.defaultdict(set)
    for file, text in texts.items():
        for name in DECLARED.findall(text):
            homes[file.parts[1], name].add(file)
    names = {file: set(NAMED.findall(text)) for file, text in texts.items()}
    own = {file: set().union(*(homes.get((file.parts[1], name), ()) for name in names[file])) - {file} for file in files}
    return own, {file: set(IMPORTED.findall(text)) for file, text in texts.items()}


def circles(graph):
    """Groups of files that reach one another."""
    def reached(start):
        seen, left = set(), [start]
        while left:
            new = graph[left.pop()] - seen
            seen |= new
            left += new
        return seen

    reach = {file: reached(file) for file in graph}
    groups = {frozenset(other for other in reach[file] if file in reach[other]) for file in graph}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def check_self(checks):
    """The reading itself: a circle of four is found, one with a tail is not longer for it."""
    ring = {"a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {"a"}, "e": {"a"}, "f": set()}
    checks.add("a circle of four is found", circles(ring) == [["a", "b", "c", "d"]], circles(ring))
    text = 'import B\nlet s = "A" // A\n@frozen public struct C<T> {}\n  struct Inner {}\n'
    checks.add("types are found where they are declared", DECLARED.findall(text) == ["C"] and IMPORTED.findall(text) == ["B"])


def main():
    checks = Checks(failures_only=True)
    check_self(checks)
    package = targets((ROOT / "Package.swift").read_text(encoding="utf-8"))
    # What a page calls: Scripts/make-wasm makes one module of it and SalesForce.
    package["Page"] = {"PortableMath", "RandomStreams", "SimulationStatistics"}
    files = sorted(path.relative_to(ROOT) for path in (ROOT / "Sources").rglob("*.swift"))
    checks.add("sources and targets are read", len(files) > 300 and len(package) > 12, (len(files), len(package)))
    for file in files:
        lines = len((ROOT / file).read_text(encoding="utf-8").splitlines())
        checks.add(f"{file} has {LONGEST} lines at most", lines <= LONGEST, lines)
    order = list(package)
    for name, others in package.items():
        later = [other for other in others if other in package and order.index(other) > order.index(name)]
        checks.add(f"Package.swift: {name} depends on what stands before it", not later, later)
    own, imports = arrows(files)
    for file in files:
        up = sorted(name for name in imports[file] & set(package) if name not in package[file.parts[1]])
        checks.add(f"{file}: imports what Package.swift allows", not up, up)
    for circle in circles(own):
        places = ", ".join(str(file.relative_to("Sources")) for file in circle)
        checks.add(f"a circle of {len(circle)} files, {MOST} at most", len(circle) <= MOST, places)
        if "--list" in sys.argv[1:]:
            print(f"circle of {len(circle)}: {places}")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
