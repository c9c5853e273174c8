#!/usr/bin/env python3
"""A table of ten million rows: written row by row in little memory, and read by everybody.

    check_large.py RESULTSSAMPLE [ROWS]

The program writes ROWS rows (10,000,000 unless given) of four regimes and says what each regime's metrics add up to. polars,
DuckDB, pandas (in pieces) and readr count the rows, keep names such as NaN and 1e5 as text, and add up the same. Prints
seconds and peak memory, 'N passed, N failed', and exits 1 when something failed.
"""
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import time

import duckdb
import pandas
import polars

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

# Peak resident memory of the writer; a table kept in memory would take a gigabyte.
WRITER_LIMIT = 64 * 1024 * 1024
# A process begins with the peak of the one that it came from, so it comes from a small one.
LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
R = r"""
suppressPackageStartupMessages(library(readr))
types <- cols(regime = "c", point = "i", trial = "i", status = "c", revenue = "d", win_rate = "d", rare = "d")
table <- read_csv(commandArgs(TRUE)[1], na = "", col_types = types, progress = FALSE)
stopifnot(nrow(problems(table)) == 0, is.character(table$regime), is.integer(table$trial), is.double(table$rare))
cat(nrow(table), sum(!is.na(table$rare)), sprintf("%.17g", tapply(table$revenue, table$regime, sum)[unique(table$regime)]), "\n")
"""


def with_polars(path):
    types = {"regime": polars.String, "status": polars.String, "trial": polars.Int64, "rare": polars.Float64}
    table = polars.scan_csv(path, schema_overrides=types)
    found = table.group_by("regime").agg(polars.len().alias("rows"), polars.col("revenue").sum(), polars.col("win_rate").sum(),
                                         polars.col("rare").count()).collect()
    return {row["regime"]: row for row in found.to_dicts()}


def with_duckdb(path):
    types = {"regime": "VARCHAR", "point": "BIGINT", "trial": "BIGINT", "status": "VARCHAR", "revenue": "DOUBLE",
             "win_rate": "DOUBLE", "rare": "DOUBLE"}
    trials = duckdb.read_csv(str(path), header=True, columns=types, quotechar='"', escapechar='"', na_values=[""])  # noqa: F841
    rows = duckdb.sql("SELECT regime, count(*), sum(revenue), sum(win_rate), count(rare) FROM trials GROUP BY regime").fetchall()
    return {regime: dict(rows=rows, revenue=revenue, win_rate=rate, rare=rare) for regime, rows, revenue, rate, rare in rows}


def with_pandas(path):
    total = {}
    for piece in pandas.read_csv(path, dtype={"regime": "string", "status": "string", "trial": "Int64"}, na_values=[""],
                                 keep_default_na=False, chunksize=1_000_000):
        for regime, group in piece.groupby("regime"):
            old = total.setdefault(regime, {"rows": 0, "revenue": 0.0, "win_rate": 0.0, "rare": 0})
            old["rows"] += len(group)
            old["revenue"] += group["revenue"].sum()
            old["win_rate"] += group["win_rate"].sum()
            old["rare"] += int(group["rare"].count())
    return total


def main():
    sample, rows = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="large ") as folder:
        path = pathlib.Path(folder) / "trials.csv"
        begun = time.monotonic()
        done = subprocess.run([sys.executable, "-I", "-S", "-c", LAUNCHER, sample, folder, str(rows // 4)],
                              capture_output=True, text=True)
        *said, memory = done.stdout.split() or ["0"]
        memory = int(memory) * 1024
        checks.add(f"{rows} rows, {path.stat().st_size / 1e6:.0f} MB, are written in {time.monotonic() - begun:.1f} s",
                   done.returncode == 0 and said[:1] == [str(rows)], done)
        checks.add(f"in {memory / 2**20:.0f} MB of memory, at most {WRITER_LIMIT / 2**20:.0f}", memory < WRITER_LIMIT)
        names = ["NaN", "1e5", 'person, "centric"\n', "distributed 👩‍🔬"]
        want = {name: (float(said[1 + 2 * place]), float(said[2 + 2 * place])) for place, name in enumerate(names)}
        package = json.loads((pathlib.Path(folder) / "datapackage.json").read_text(encoding="utf-8"))
        checks.add("its data package knows its size", package["resources"][0]["bytes"] == path.stat().st_size)
        rare = set()
        for reader in (with_polars, with_duckdb, with_pandas):
            begun = time.monotonic()
            found = reader(path)
            ok = set(found) == set(names) and all(
                found[name]["rows"] == rows // 4 and math.isclose(found[name]["revenue"], want[name][0], rel_tol=1e-9)
                and math.isclose(found[name]["win_rate"], want[name][1], rel_tol=1e-9) for name in names)
            rare.add(sum(row["rare"] for row in found.values()))
            checks.add(f"{reader.__name__.replace('_', ' ')}: rows, names, sums, in {time.monotonic() - begun:.1f} s", ok, found)
        begun = time.monotonic()
        done = subprocess.run(["Rscript", "-e", R, path], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        told = done.stdout.split()
        ok = done.returncode == 0 and int(told[0]) == rows and all(
            math.isclose(float(told[2 + place]), want[name][0], rel_tol=1e-9) for place, name in enumerate(names))
        checks.add(f"with readr: rows, names, sums, in {time.monotonic() - begun:.1f} s", ok, done.stderr[-1500:] + done.stdout)
        rare.add(int(told[1]) if ok else -1)
        checks.add("all find the same missing cells", len(rare) == 1 and 0.09 < rare.pop() / rows < 0.11, rare)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
