#!/usr/bin/env python3
"""Holds the notebooks of notebooks-export/ against the gallery's results.

    check_gallery.py RAINMAKER GALLERY [NAME ...] [--jobs N] [--update]

GALLERY is a directory whose `results` holds runs of the gallery; what is missing there is run. Every scenario has its
notebook and its counterpart for Quarto, and made anew from these results they are those that are kept, to the byte; --update
keeps those that are made. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import sys

import nbformat

from check_notebooks import ROOT, Checks, command, outputs

EXPORT, SCENARIOS = ROOT / "notebooks-export", ROOT / "Scenarios"


def check_folder(checks, names):
    readme = (EXPORT / "README.md").read_text(encoding="utf-8")
    for suffix in (".ipynb", ".qmd"):
        kept = sorted(path.stem for path in EXPORT.glob(f"*{suffix}"))
        checks.add(f"every scenario has its {suffix}, and nothing else has", kept == names, set(kept) ^ set(names))
    for name in names:
        checks.add(f"{name} is in the README, with its command",
                   f"({name}.ipynb)" in readme and f"`Scripts/notebooks {name}`" in readme)


def make(checks, program, gallery, name, threads):
    """The notebook made anew from the scenario's results, which are run for if they are not there."""
    run = command(program, "run", "-q", "--threads", threads, SCENARIOS / f"{name}.yaml", "-o", f"results/{name}", cwd=gallery)
    if not checks.add(f"{name} runs", run.returncode == 0, run.stderr):
        return None
    made = gallery / "notebooks-export" / f"{name}.ipynb"
    for path in (made, made.with_suffix(".qmd")):
        path.unlink(missing_ok=True)
    done = command(program, "notebook", f"results/{name}", "--python", sys.executable, cwd=gallery)
    return made if checks.add(f"{name}: made anew", done.returncode == 0 and made.exists(), done) else None


def check_current(checks, made):
    name, kept = made.stem, EXPORT / made.name
    if not checks.add(f"{name}: there is one", kept.exists()):
        return
    old, new = nbformat.read(kept, as_version=4), nbformat.read(made, as_version=4)
    nbformat.validate(old)
    hint = f"results moved? Scripts/notebooks {name} makes it anew"
    checks.add(f"{name}: words and code are those that are kept",
               [cell.source for cell in old.cells] == [cell.source for cell in new.cells], hint)
    checks.add(f"{name}: and so are the outputs, all of them", outputs(old) == outputs(new) and all(outputs(old).values()), hint)
    checks.add(f"{name}: and the bytes", kept.read_bytes() == made.read_bytes(), hint)
    checks.add(f"{name}: and Quarto's",
               kept.with_suffix(".qmd").read_bytes() == made.with_suffix(".qmd").read_bytes(), hint)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, metavar="RAINMAKER")
    parser.add_argument("gallery", type=pathlib.Path, metavar="GALLERY")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), metavar="N")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    program, gallery, checks = options.program.resolve(), options.gallery.resolve(), Checks()
    every = sorted(path.stem for path in SCENARIOS.glob("*.yaml") if path.stem != "claims")
    if unknown := sorted(set(options.names) - set(every)):
        parser.error(f"there is no Scenarios/{unknown[0]}.yaml")
    threads = 1 if options.jobs > 1 else len(os.sched_getaffinity(0))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for made in pool.map(lambda name: make(checks, program, gallery, name, threads), options.names or every):
            if made and options.update:
                for path in (made, made.with_suffix(".qmd")):
                    shutil.copyfile(path, EXPORT / path.name)
                    print(f"notebooks-export/{path.name}", flush=True)
            elif made:
                check_current(checks, made)
    if not options.update:
        check_folder(checks, every)
    print(f"figure: {len(options.names or every)} notebooks")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
