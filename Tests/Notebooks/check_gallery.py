#!/usr/bin/env python3
"""Holds the notebooks of notebooks-export/ against the gallery's results.

    check_gallery.py RAINMAKER GALLERY [NAME ...]

GALLERY is a directory whose `results` holds runs of the gallery; what is missing there is run. Every scenario has its
notebook and its twin for Quarto, and made anew from these results they are those that are kept, to the byte. Prints 'N
passed, N failed' and exits 1 when something failed.
"""
import pathlib
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


def check_current(checks, program, gallery, name):
    done = command(program, "run", "-q", SCENARIOS / f"{name}.yaml", "-o", f"results/{name}", cwd=gallery)
    if not checks.add(f"{name} runs", done.returncode == 0, done.stderr):
        return
    made = gallery / "notebooks-export" / f"{name}.ipynb"
    for path in (made, made.with_suffix(".qmd")):
        path.unlink(missing_ok=True)
    done = command(program, "notebook", f"results/{name}", "--python", sys.executable, cwd=gallery)
    if not checks.add(f"{name}: made anew", done.returncode == 0 and (EXPORT / made.name).exists(), done):
        return
    old, new = (nbformat.read(folder / made.name, as_version=4) for folder in (EXPORT, made.parent))
    nbformat.validate(old)
    hint = f"results moved? Scripts/notebooks {name} makes it anew"
    checks.add(f"{name}: words and code are those that are kept",
               [cell.source for cell in old.cells] == [cell.source for cell in new.cells], hint)
    checks.add(f"{name}: and so are the outputs, all of them", outputs(old) == outputs(new) and all(outputs(old).values()), hint)
    checks.add(f"{name}: and the bytes", (EXPORT / made.name).read_bytes() == made.read_bytes(), hint)
    checks.add(f"{name}: and Quarto's",
               (EXPORT / f"{name}.qmd").read_bytes() == made.with_suffix(".qmd").read_bytes(), hint)


def main():
    program, gallery, checks = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), Checks()
    names = sorted(path.stem for path in SCENARIOS.glob("*.yaml") if path.stem != "claims")
    check_folder(checks, names)
    for name in sys.argv[3:] or names:
        check_current(checks, program, gallery, name)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
