#!/usr/bin/env python3
"""Writes notebooks on fresh results, runs them as they are, and holds their words against the tables.

    check_notebooks.py RAINMAKER

Jupyter notebooks are run by nbclient, Quarto's by knitr, which runs the same chunks (Quarto itself is in neither Debian
nor PyPI). Checked: the outputs that a notebook comes with are those of another run; every number in its words is a cell
of the tables, rounded; hostile texts stay text, in Markdown and for knitr; what was edited is left alone. check_gallery.py
beside it looks at the notebooks of notebooks-export/. Prints 'N passed, N failed' and exits 1 when
something failed.
"""
import copy
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import nbformat
from markdown_it import MarkdownIt
from nbclient import NotebookClient

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Sources/CAssets/notebook"))
from small import small_output
ATTACK = ("</script><script>alert(1)</script> <img src=x onerror=alert(1)> `r stop('taken')` {{< include /etc/passwd >}} $x$ "
          "[a](javascript:alert(1)) **bold** https://example.org www.example.org # no | heading\\ &amp; \" ' @cite ![i](x)")
SMALL = {"horizon": {"weeks": 60, "warm_up": 13}, "organisation": {"sellers": 12}, "trials": 12}
STUDIES = {
    "hostile.1": {
        "question": "1. " + ATTACK, "notes": ATTACK, **SMALL,
        "regimes": {"NaN": {"preset": "push"}, "null": {"preset": "pull"}, "1e5": {"preset": "blend"},
                    "twin": {"preset": "pull"}, "x" * 64: {"preset": "person"}},
        # Dear enough for the base salaries of all to be found.
        "budget": {"cost_per_seller": 1.8},
        "design": {"factors": {"true": {"path": "environment.pain", "levels": [-1, 1]}}, "decompose": ["coaching", "turnover"]},
        "hypotheses": {
            "attack": {"kind": "emergent", "metric": "profit", "regime": "NaN", "against": "null", "direction": "more",
                       "statement": ATTACK, "knock_out": "coaching"},
            "formula": {"kind": "implied", "metric": "revenue", "regime": "1e5", "against": "NaN", "direction": "more",
                        "statement": "=1+1", "scale": "ratio", "size": 0.01}},
    },
    "alone": {**SMALL, "budget": "none", "outputs": {"timeseries": False}, "regimes": {"push": {"preset": "push"}}},
    "one-trial": {**SMALL, "trials": 1, "budget": "none", "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}}},
    "pair": {**SMALL, "budget": "none", "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}},
             "design": {"factors": {"size": {"path": "organisation.sellers", "levels": [8, 16]}}}},
    "many": {**SMALL, "budget": "none", "streams": "independent", "outputs": {"cadence": "quarter"},
             "regimes": {f"regime-{number}": {"preset": "blend", "levers": {"commission": (number + 1) / 100}}
                         for number in range(10)}},
}


def command(*parts, **options):
    return subprocess.run([str(part) for part in parts], capture_output=True, text=True, stdin=subprocess.DEVNULL, **options)


def outputs(notebook):
    return {cell.id: [{key: value for key, value in output.items() if key != "execution_count"} for output in cell.outputs]
            for cell in notebook.cells if cell.cell_type == "code"}


def executed(path):
    """The notebook run as it is, from the folder in which it lies; its outputs are as kernels give them."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    return notebook


def small(notebook):
    """The notebook with the outputs that the program keeps of these."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = nbformat.from_dict(small_output(output.data))
    return notebook


def check_small(checks, name, full, notebook):
    """What is kept of a drawing has its words and strokes, and of a table its cells, in less than half of the bytes."""
    before, after = ["".join(str(part) for cell in one.cells for output in cell.get("outputs", [])
                             for kind, part in sorted(output.get("data", {}).items()) if kind != "text/plain")
                     for one in (full, notebook)]
    checks.add(f"{name}: kept in less than half of the bytes", len(after) < len(before) / 2, (len(before), len(after)))
    for what, pattern in (("words", r"<text[^>]*>([^<]*)"), ("cells", r"<t[dh](?: [^>]*)?>([^<]*)"), ("colours", r"#[0-9a-f]{6}")):
        old, new = re.findall(pattern, before), re.findall(pattern, after)
        lost = set(old) ^ set(new) if what == "colours" else old != new
        checks.add(f"{name}: with its {len(set(new))} {what}", new and not lost, lost)


def check_jupyter(checks, name, path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    stored = outputs(notebook)
    empty = [cell for cell, found in stored.items() if not found]
    checks.add(f"{name}: {len(stored)} cells come with their outputs", stored and not empty, empty)
    kinds = [output["output_type"] for found in stored.values() for output in found]
    noise = [output for found in stored.values() for output in found
             if output["output_type"] == "error" or output.get("name") == "stderr"]
    checks.add(f"{name}: neither errors nor warnings", not noise, noise)
    drawings = sum("image/svg+xml" in output.get("data", {}) for found in stored.values() for output in found)
    checks.add(f"{name}: {drawings} drawings", drawings > 0, kinds)
    full = executed(path)
    again = outputs(small(copy.deepcopy(full)))
    checks.add(f"{name}: another run gives the same", again == stored,
               [cell for cell in stored if again.get(cell) != stored[cell]])
    check_small(checks, name, full, notebook)
    checks.add(f"{name}: the words are of these tables", "these very tables" in stored["setup"][0]["text"], stored["setup"])
    return notebook


def check_quarto(checks, name, path):
    """Every chunk through knitr; a chunk that fails ends it."""
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "knitted.md"
        script = ("args <- commandArgs(TRUE); knitr::opts_knit$set(root.dir = dirname(args[1])); "
                  "knitr::opts_chunk$set(error = FALSE, fig.path = paste0(dirname(args[2]), '/')); "
                  "invisible(knitr::knit(args[1], args[2], quiet = TRUE))")
        done = command("Rscript", "-e", script, path.resolve(), target)
        text = target.read_text(encoding="utf-8") if target.exists() else ""
        chunks = path.read_text(encoding="utf-8").count("```{r}")
        drawn = len(list(target.parent.glob("*.png")))
        checks.add(f"{name}: knitr runs {chunks} chunks and draws {drawn} figures", done.returncode == 0 and drawn > 0,
                   done.stderr[-1500:])
        checks.add(f"{name}: and warns of nothing", "## Warning" not in text and "Warning" not in done.stderr,
                   [line for line in text.splitlines() if "Warning" in line] + [done.stderr[-500:]])
        checks.add(f"{name}: R finds the tables that the words are of", "these very tables" in text)


def numbers_of(folder):
    """All numbers of the tables, as a reader may see them: themselves, turned, as shares and as what is missing of them."""
    found = set()
    for table in ("summary", "comparisons", "hypotheses", "drivers", "decomposition", "points"):
        if (folder / f"{table}.csv").exists():
            with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.reader(file):
                    for cell in row:
                        try:
                            found.add(float(cell))
                        except ValueError:
                            pass
    manifest = json.loads((folder / "manifest.json").read_text())
    found |= {value for receipt in manifest["budget"] for value in receipt.values() if isinstance(value, float)}
    return found


def quarters_of(folder):
    """Profit by the quarter, which is a mean of thirteen cells."""
    if not (folder / "timeseries.csv").exists():
        return set()
    sums = {}
    with (folder / "timeseries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["metric"] == "profit" and row["point"] == "0" and row["mean"]:
                quarter = int(row["week"]) // 13 if "week" in row else int(row["quarter"])
                sums.setdefault((row["regime"], quarter), []).append(float(row["mean"]))
    return {sum(values) / len(values) for values in sums.values()}


def check_numbers(checks, name, notebook, folder):
    """Numbers with a fraction, in the words that speak of results: each is a rounded cell."""
    known = numbers_of(folder)
    known |= {100 * value for value in known} | {100 * (1 - value) for value in known} | {1 - value for value in known}
    known |= quarters_of(folder)
    rounded = {digits: {f"{abs(value):.{digits}f}" for value in known} for digits in range(1, 7)}
    words = [cell.source for cell in notebook.cells
             if cell.cell_type == "markdown" and cell.id.split("-")[0] not in ("setup", "again", "limits")]
    text = " ".join(words).replace("A coefficient of 0.3 means", "").replace("0.3 standard deviations higher in revenue", "")
    shown = re.findall(r"(?<![\w.])\d+\.(\d+)(?![\w.]*\d)", text), re.findall(r"(?<![\w.])(\d+\.\d+)(?![\w.]*\d)", text)
    wrong = [number for digits, number in zip(*shown) if number not in rounded.get(len(digits), set())]
    checks.add(f"{name}: {len(shown[1])} numbers in words are cells of the tables", shown[1] and not wrong, wrong)


def check_words(checks, name, notebook, study):
    """Words fit the study: two regimes are one pair, and firms have the sizes that a factor gives them."""
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    false = [words for words in ("Of 1 pairs", "Registered before", "Not told apart", "Design point ") if words in text]
    if len(study["regimes"]) == 2:
        false += [words for words in ("pairs of regimes", "needed between") if words in text]
    checks.add(f"{name}: words fit the study", not false, false)
    levels = [factor["levels"] for factor in study.get("design", {}).get("factors", {}).values()
              if factor["path"] == "organisation.sellers"]
    named = " or ".join(map(str, levels[0] if levels else [study["organisation"]["sellers"]]))
    checks.add(f"{name}: and so does the size of its firms", f"; {named} sellers each;" in text, text[:400])


def check_text(checks, name, notebook, texts):
    """The Markdown shows hostile texts as they are, and holds no element or link that nobody made."""
    heard, elements = "", []

    def walk(tokens):
        nonlocal heard
        for token in tokens:
            if token.type in ("text", "code_inline", "fence"):
                heard += token.content
            elif token.type in ("softbreak", "paragraph_close", "list_item_close"):
                heard += "\n"
            elif token.type in ("html_inline", "html_block"):
                elements.append(token.content)
            elif token.type in ("link_open", "image"):
                elements.append(token.type)
            walk(token.children or [])

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            walk(MarkdownIt("commonmark").parse(cell.source))
    checks.add(f"{name}: no element and no link", set(elements) <= {"<span>", "</span>"}, set(elements))
    missing = [text for text in texts if text not in heard]
    checks.add(f"{name}: hostile texts stay text", not missing, (missing, heard[:1500]))


def check_refusals(checks, program, results, folder):
    """What somebody edited stays; what is ours is written anew; what is missing is said."""
    def write(*rest, python=sys.executable):
        return command(program, "notebook", results, "-o", "kept", "--python", python, *rest, cwd=folder)

    kept = folder / "kept"
    done = write()
    files = [kept / (results.name + kind) for kind in (".ipynb", ".qmd")]
    checks.add("both files are named", done.returncode == 0 and done.stdout.split() == [f"kept/{file.name}" for file in files],
               done)
    before = [file.read_bytes() for file in files]
    checks.add("again: the same bytes", write().returncode == 0 and [file.read_bytes() for file in files] == before)
    done = write(python="/usr/bin/no-such-python")
    checks.add("without Python a notebook that is there keeps its outputs", done.returncode == 0 and "kept" in done.stderr
               and [file.read_bytes() for file in files] == before, done)
    for file, change in zip(files, (lambda text: text.replace('"source": [\n    "# ', '"source": [\n    "# My '),
                                    lambda text: text.replace("The regimes", "My regimes"))):
        old = file.read_text(encoding="utf-8")
        file.write_text(change(old), encoding="utf-8")
        checks.add(f"{file.suffix}: the edit took", file.read_text(encoding="utf-8") != old)
        edited = file.read_bytes()
        done = write()
        checks.add(f"73, an edited {file.suffix}", done.returncode == 73 and "left as it is" in done.stderr
                   and file.read_bytes() == edited, done)
        file.write_text(old, encoding="utf-8")
    notebook = nbformat.read(files[0], as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(notebook, files[0])
    checks.add("outputs alone may differ", write().returncode == 0 and files[0].read_bytes() == before[0])
    shutil.rmtree(kept)
    done = write(python="/usr/bin/no-such-python")
    bare = nbformat.read(files[0], as_version=4)
    checks.add("without Python it comes without outputs, and says so", done.returncode == 0 and "no outputs" in done.stderr
               and not any(outputs(bare).values()), done)
    checks.add("and is a notebook that runs", all(outputs(executed(files[0])).values()))
    (folder / "fails").write_text("#!/bin/sh\necho it fails >&2\nexit 1\n")
    (folder / "fails").chmod(0o755)
    done = command(program, "notebook", results, "-o", "failed", "--python", folder / "fails", cwd=folder)
    checks.add("74, a Python that fails", done.returncode == 74 and "it fails" in done.stderr
               and not list((folder / "failed").iterdir()), done)
    (folder / "file").write_text("")
    done = command(program, "notebook", results, "-o", "file/below", cwd=folder)
    checks.add("73, no place for a directory", done.returncode == 73 and "file/below" in done.stderr, done)
    done = command(program, "notebook", "nowhere", cwd=folder)
    checks.add("66, no results", done.returncode == 66 and "does not exist" in done.stderr, done)


def main():
    program, checks = pathlib.Path(sys.argv[1]).resolve(), Checks()
    with tempfile.TemporaryDirectory(prefix="note books ") as folder:
        folder = pathlib.Path(folder)
        for name, study in STUDIES.items():
            scenario = folder / f"{name}.yaml"
            scenario.write_text(json.dumps({"rainmaker": 1, "name": name, **study}), encoding="utf-8")
            # A path that quotes, escapes and formats could trip over.
            results = folder / "re'sul\"ts @warm_up@ \\n {x} ünd\n" / name
            done = command(program, "run", "-q", scenario, "-o", results)
            if not checks.add(f"{name}: runs", done.returncode == 0, done):
                continue
            done = command(program, "notebook", results, "-o", folder / "out", "--python", sys.executable)
            path = folder / "out" / f"{name}.ipynb"
            if not checks.add(f"{name}: a notebook is written", done.returncode == 0 and path.exists(), done):
                continue
            notebook = check_jupyter(checks, name, path)
            check_quarto(checks, name, path.with_suffix(".qmd"))
            check_numbers(checks, name, notebook, results)
            check_words(checks, name, notebook, study)
            question = study.get("question", "")
            check_text(checks, name, notebook, [question.strip(), ATTACK] if question else [])
        plain_results = folder / "small"
        scenario = folder / "small.yaml"
        scenario.write_text(json.dumps({"rainmaker": 1, "name": "small", **STUDIES["one-trial"], "trials": 4}))
        command(program, "run", "-q", scenario, "-o", plain_results)
        check_refusals(checks, program, plain_results, folder)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
