#!/usr/bin/env python3
"""Runs the shipped scenario and one of hostile names, and reads what comes out with other people's tools.

    check_consumers.py RAINMAKER

Schema: 2020-12 by its metaschema; every file of Scenarios/, every preset, and what `validate --effective` prints of
them are valid under check-jsonschema, and the bad files of the command line's tests are not. Results: check_results.py
on each run; check_tier_b.py on what BLAS made, and check_readers.py on all tables, of a short run of the shipped scenario and
of that of hostile names; check_sensitivity.py on small studies of its own.
Prints 'N passed, N failed' and exits 1 when something failed.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CHECK_SCHEMA = [str(pathlib.Path(sys.executable).parent / "check-jsonschema"), "--no-cache"]

# Names that spreadsheets, shells, CSV readers and YAML readers stumble over.
HOSTILE = {
    "rainmaker": 1,
    "name": "1e5",
    "question": '=HYPERLINK("x"), "quoted", comma; ümlaut – and a 🙂',
    "notes": "@SUM(1+1)\n-2\n+3",
    "trials": 25,
    "horizon": {"weeks": 60, "warm_up": 13},
    "organisation": {"sellers": 12},
    # Small firms in which commission does not depend on issues cost more than the usual budget.
    "budget": {"cost_per_seller": 2},
    "regimes": {
        "NaN": {"preset": "push"}, "null": {"preset": "pull"}, "1": {"preset": "person"}, "true": {"preset": "blend"},
        "1e5": {"preset": "distributed"}, "no": {"preset": "laissez-faire"}, "N-A": {"preset": "push"},
        "x" * 64: {"preset": "pull"},
    },
    "outputs": {"cadence": "quarter", "sellers": True, "weekly": True, "forecast": True, "crm": True, "truth": True},
    "design": {"factors": {"true": {"path": "environment.pain", "levels": [-1, 1]}}, "decompose": ["turnover", "issues"]},
    "hypotheses": {
        "1e5": {"claims": ["1.10", "=1+1"], "statement": '=HYPERLINK("x"), "quoted"', "kind": "contested",
                "metric": "profit", "regime": "true", "against": "no", "change": {"true": [-1, 1]}, "direction": "less",
                "size": 0.01, "knock_out": ["pipeline", "issues"]},
        "no": {"kind": "emergent", "metric": "win_rate", "regime": "NaN", "change": {"true": [-1, 1]},
               "direction": "more", "scale": "ratio", "size": 0.1, "knock_out": "coaching"},
        "null": {"kind": "implied", "metric": "cost", "regime": "1", "direction": "about", "value": 2, "size": 0.05},
        "sd": {"kind": "emergent", "metric": "skill", "regime": "1", "against": "null", "at": {"true": 1},
               "direction": "about", "value": 0.5, "size": 2, "scale": "sd"},
        "late": {"kind": "emergent", "metric": "profit", "regime": "1", "against": "null", "weeks": [50, 59],
                 "direction": "more"},
    },
}


class Programs(Checks):
    """Checks that run programs."""

    def command(self, what, *arguments, code=0):
        done = subprocess.run([str(part) for part in arguments], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL)
        self.add(what, done.returncode == code, f"exit {done.returncode}\n{done.stdout[-1200:]}{done.stderr[-600:]}")
        return done


def check_schema(checks, program, folder):
    schema = folder / "scenario.schema.json"
    schema.write_bytes(subprocess.run([program, "schema"], capture_output=True, check=True).stdout)
    checks.add("the schema says 2020-12", "2020-12" in json.loads(schema.read_text())["$schema"])
    checks.command("the schema is valid under its metaschema", *CHECK_SCHEMA, "--check-metaschema", schema)
    gallery = sorted(path for path in (ROOT / "Scenarios").rglob("*.yaml") if path.name != "claims.yaml")
    checks.add("there are scenarios", len(gallery) >= 2)
    readme = (ROOT / "Scenarios/README.md").read_text(encoding="utf-8")
    for path in gallery:
        checks.command(f"{path.name} is valid under the schema", *CHECK_SCHEMA, "--schemafile", schema, path)
        checks.add(f"{path.name} is in the gallery's README", f"({path.relative_to(ROOT / 'Scenarios')})" in readme)
        full = folder / f"effective-{path.name}"
        full.write_bytes(subprocess.run([program, "validate", path, "--effective"], capture_output=True).stdout)
        checks.command(f"{path.name} with defaults too", *CHECK_SCHEMA, "--schemafile", schema, full)
        again = subprocess.run([program, "validate", full, "--effective"], capture_output=True).stdout
        checks.add(f"{path.name} with defaults is its own effective form", again == full.read_bytes())
    for path in sorted((ROOT / "Tests/CommandLine/Scenarios").glob("*.yaml")):
        if path.name == "everything.yaml":
            continue  # a duplicate key, which other readers refuse before they look at a schema
        checks.command(f"{path.name} is not", *CHECK_SCHEMA, "--schemafile", schema, path, code=1)


def check_run(checks, program, scenario, folder, *options):
    target = folder / f"results of {scenario.stem}"
    run = checks.command(f"{scenario.name} runs", program, "run", scenario, "-o", target, *options)
    done = checks.command(f"{scenario.name}: its results are read", sys.executable, HERE / "check_results.py", target,
                          "--plot", folder / "plot.png", "--metric", "profit")
    count = re.search(r"^(\d+) passed", done.stdout, re.MULTILINE)
    if count:
        checks.passed += int(count[1]) - 1
    # What is printed is what stands in the table.
    import pandas

    summary = pandas.read_csv(target / "summary.csv", keep_default_na=False, dtype={"regime": "string"})
    profits = summary[summary["metric"] == "profit"]
    shown = all(f"{float(value):.3f}" in run.stdout for value in profits["mean"])
    checks.add(f"{scenario.name}: the printed profits are those of summary.csv", shown, run.stdout)
    return target


def check_tier_b(checks, target):
    done = checks.command(f"{target.name}: NumPy, SciPy and statsmodels agree with the BLAS-dependent tables", sys.executable,
                          HERE / "check_tier_b.py", target)
    count = re.search(r"^(\d+) passed", done.stdout, re.MULTILINE)
    if count:
        checks.passed += int(count[1]) - 1


def check_readers(checks, target):
    done = checks.command(f"{target.name}: polars, DuckDB and readr read every cell of every table", sys.executable,
                          HERE / "check_readers.py", target)
    count = re.search(r"^(\d+) passed", done.stdout, re.MULTILINE)
    if count:
        checks.passed += int(count[1]) - 1


def main():
    program, checks = pathlib.Path(sys.argv[1]).resolve(), Programs()
    with tempfile.TemporaryDirectory(prefix="consumers ") as folder:
        folder = pathlib.Path(folder)
        check_schema(checks, program, folder)
        target = check_run(checks, program, ROOT / "Scenarios/waning-push-pull.yaml", folder)
        checks.command("the picture of the README is drawn", program, "plot", target, "--figure", "paths-profit", "-o",
                       folder / "paths.svg")
        checks.add("and fits", 5_000 < (folder / "paths.svg").stat().st_size < 150_000)
        checks.add("and is the one that is shown", (folder / "paths.svg").read_bytes()
                   == (ROOT / "Documentation/profit-paths.svg").read_bytes(),
                   "results moved? Make it anew as Documentation/README.md says")
        hostile = folder / "hostile names, ünd a comma.yaml"
        hostile.write_text(json.dumps(HOSTILE, ensure_ascii=False), encoding="utf-8")
        strange = check_run(checks, program, hostile, folder)
        check_tier_b(checks, strange)
        check_readers(checks, strange)
        short = folder / "short"
        checks.command("a short run with all tables", program, "run", ROOT / "Scenarios/waning-push-pull.yaml", "-o", short,
                       "--trials", 60, *(part for name in ("sellers", "weekly", "forecast", "crm", "truth")
                                         for part in ("--set", f"outputs.{name}=on")))
        check_tier_b(checks, short)
        check_readers(checks, short)
        checks.command("sensitivity studies are what SALib makes of their trials", sys.executable,
                       HERE / "check_sensitivity.py", program)
        checks.command("field experiments are what pyfixest and SciPy make of their sellers", sys.executable,
                       HERE / "check_experiment.py", program)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
