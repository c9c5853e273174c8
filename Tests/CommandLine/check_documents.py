#!/usr/bin/env python3
"""Runs what README.md or a guide tells a reader to do, and compares the output with what the document shows.

    check_documents.py RAINMAKER [DOCUMENT...] [--update]

Works in a copy of the checkout. A block ```LANGUAGE file=NAME is written to that file, ```diff is applied, ```sh is run by
bash with all such blocks of the document in one shell, and a ```text block right behind one is what it prints on
standard output. README.md unless documents are named; Guides/adding-a-mechanism.md compiles, Guides/reading-results.md needs
gnuplot and R, Guides/clusters.md GNU parallel and Snakemake. Without documents, links are followed too, and every source that
parameters and descriptors cite is looked up in Documentation/sources.md. --update rewrites the text blocks. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FENCE = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "\x1e"


class Checks:
    passed = failed = 0

    def add(self, what, ok, detail=""):
        self.passed += bool(ok)
        self.failed += not ok
        print(f"{'ok' if ok else 'FAILED'} {what}{'' if ok else ': ' + detail}", flush=True)
        return ok


def copy_checkout(target):
    """The files of the checkout, tracked or new; those that are the same stay untouched, so that builds stay small."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True)
    if listed.returncode == 0:
        names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    else:
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")
                 if path.is_file() and path.relative_to(ROOT).parts[0] not in (".build", "results", ".git")]
    wanted = {name for name in names if (ROOT / name).is_file()}
    for folder in ("Sources", "Tests", "results"):
        for path in (target / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(target)) not in wanted:
                path.unlink()
    for name in wanted:
        new, old = ROOT / name, target / name
        if not old.exists() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(new, old)


def lend_product(program, target):
    """Puts the product that is built already where Scripts/run looks for it, with the stamp that it expects."""
    release = target / ".build/release"
    release.mkdir(parents=True)
    (release / "rainmaker").symlink_to(program)
    stamp = 'program=check root=$PWD; source Scripts/lib/setup.sh; name_commit; release_stamp >.build/release.stamp'
    subprocess.run(["bash", "-euo", "pipefail", "-c", stamp], cwd=target, check=True)


def apply(target, difference):
    """Applies a diff whose hunks are found by their lines alone."""
    path = None
    for line in difference.splitlines():
        if line.startswith("+++ b/"):
            path = target / line[6:]
    for hunk in re.split(r"^@@.*\n", difference, flags=re.MULTILINE)[1:]:
        lines = hunk.splitlines()
        old = "".join(line[1:] + "\n" for line in lines if line[0] in " -")
        new = "".join(line[1:] + "\n" for line in lines if line[0] in " +")
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            raise RuntimeError(f"{path.name}: these lines stand there {text.count(old)} times:\n{old}")
        path.write_text(text.replace(old, new), encoding="utf-8")


def perform(checks, document, folder, update):
    text = document.read_text(encoding="utf-8")
    blocks = [(match, *match.groups()) for match in FENCE.finditer(text)]
    script, runs = [], []
    for number, (match, language, name, body) in enumerate(blocks):
        if name:
            script.append(f"mkdir -p \"$(dirname '{name}')\"\ncat >'{name}' <<'END OF {number}'\n{body}END OF {number}\n")
        elif language == "diff":
            apply(folder, body)
        elif language == "sh":
            follows = blocks[number + 1] if number + 1 < len(blocks) else None
            shown = follows if follows and follows[1] == "text" and text[match.end():follows[0].start()] == "\n" else None
            runs.append((body, shown))
            script.append(f"{body}printf '{MARK}\\n'\n")
    places = [f"{ROOT}/.build/{name}/bin" for name in ("python", "snakemake")]
    environment = {**os.environ, "PATH": ":".join([*places, os.environ["PATH"]])}
    for name in ("RAINMAKER_COMMIT", "NO_COLOR"):
        environment.pop(name, None)
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", "".join(script)], cwd=folder, env=environment,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
    said = done.stdout.split(MARK + "\n")
    checks.add(f"{document.name}: {len(runs)} commands run to the end", done.returncode == 0 and len(said) == len(runs) + 1,
               f"exit {done.returncode} after {len(said) - 1}; {done.stdout[-500:]}\n{done.stderr[-3000:]}")
    changes = []
    for (command, shown), output in zip(runs, said):
        if not shown:
            continue
        if output != shown[3]:
            changes.append((shown[0], output))
        if not update:
            checks.add(f"what stands behind: {command.splitlines()[0]}", output == shown[3],
                       f"it prints\n{output}and there stands\n{shown[3]}")
    if update and done.returncode == 0:
        for match, output in reversed(changes):
            text = text[:match.start()] + f"```text\n{output}```" + text[match.end():]
        document.write_text(text, encoding="utf-8")
        print(f"{document.name}: {len(changes)} blocks written anew")


def links(checks, document):
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    for target, heading in sorted(set(re.findall(r"\]\(([^)#:]+)(#[^)]*)?\)", text))):
        there = document.parent / target
        checks.add(f"{document.parent.name}/{document.name}: link to {target}", there.exists(), "is not there")
        if heading and there.suffix == ".md" and there.exists():
            titles = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {"#" + re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
            checks.add(f"{document.parent.name}/{document.name}: {target}{heading}", heading in anchors, anchors)


def cited(source):
    """What a source of a parameter or a card has to be found under: first cells of rows, and publications."""
    rows = set()
    for part in re.findall(r"science((?:, | )[^;:()]*(?:\([^)]*\))?)", source):
        for group, first, last in re.findall(r"(\d+)\.(\d+)(?:-\d+\.(\d+))?", part):
            rows |= {f"{group}.{number}" for number in range(int(first), int(last or first) + 1)}
        for numbers in re.findall(r"eq\. ([\d, -]+)", part):
            for first, last in re.findall(r"(\d+)(?:-(\d+))?", numbers):
                rows |= {f"6.4 eq. {number}" for number in range(int(first), int(last or first) + 1)}
        rows |= set(re.findall(r"part \d+", part))
    for numbers in re.findall(r"model, sections? ([\d, ]+)", source):
        rows |= {f"model {number}" for number in re.findall(r"\d+", numbers)}
    return rows, set(re.findall(r"([A-Z]\w+)(?: et al\.|(?:, [\w ]+)*? & [\w ]+?)? ((?:19|20)\d\d)\b", source))


def sources(checks, program):
    text = (ROOT / "Documentation/sources.md").read_text(encoding="utf-8")
    found = set()
    for table in re.findall(r"^\| (science|model) \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE):
        cells = re.findall(r"^\| ([^|]+) \|", table[1], re.MULTILINE)
        found |= {cell if table[0] == "science" else f"model {cell}" for cell in cells}
    described = json.loads(subprocess.run([program, "describe", "--json"], capture_output=True, check=True).stdout)
    named = [(entry["name"], entry["source"]) for entry in described if "source" in entry]
    for name, source in named:
        rows, publications = cited(source)
        missing = sorted(rows - found) + [f"{author} {year}" for author, year in publications
                                          if not re.search(rf"^\* {author}\b[^.]*\b{year}\b", text, re.MULTILINE)]
        if missing:
            checks.add(f"source of {name}", False, f"Documentation/sources.md lacks {', '.join(missing)}: {source}")
    checks.add(f"sources.md: {len(named)} sources", len(named) > 200, "describe --json names few")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, metavar="RAINMAKER")
    parser.add_argument("documents", type=pathlib.Path, nargs="*", metavar="DOCUMENT")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_intermixed_args()
    checks = Checks()
    if not options.documents:
        for other in [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("Guides/*.md"), *ROOT.glob("Documentation/*.md")]:
            links(checks, other)
        sources(checks, options.program.resolve())
    for document in [ROOT / name for name in options.documents] or [ROOT / "README.md"]:
        if "```diff" in document.read_text(encoding="utf-8"):  # changes sources and compiles, at the same place each time
            folder = ROOT / ".build/example"
            folder.mkdir(parents=True, exist_ok=True)
            copy_checkout(folder)
            perform(checks, document, folder, options.update)
            continue
        with tempfile.TemporaryDirectory(prefix="read me ") as folder:
            folder = pathlib.Path(folder)
            copy_checkout(folder)
            lend_product(options.program.resolve(), folder)
            perform(checks, document, folder, options.update)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
