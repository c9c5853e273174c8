#!/usr/bin/env python3
"""Counts how often a map is right where it says that a regime is the best with a probability near .9, as users run it.

    check_map.py RAINMAKER [--seeds N] [--truth TRIALS] [--folder DIRECTORY] [--jobs N]

Every seed is a study of its own: salaries solved, slopes measured, trials run, the map read. A cell counts where its leader's
probability lies in .85 to .95; it is right where that regime has the highest mean in a study of its own seed with very many
trials. Cells whose truth is itself not known (the best two lie within two of its standard errors) are left out, and counted.
The share of right cells must lie in .85 to .95, or at least not be told from that by its 99 % interval, which is clustered by
study: cells of a study share their random numbers. Other bands are printed beside it.
Python's standard library. Prints a table, then 'N passed, N failed'.
"""
import argparse
import concurrent.futures
import csv
import json
import math
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

STUDY = {
    "rainmaker": 1, "name": "map", "trials": 20, "horizon": {"weeks": 39, "warm_up": 13},
    "organisation": {"sellers": 8, "span": 8},
    "model": {"parameters": {"direction": {"headquarters_variance": 0.5, "newcomer_factor": 1, "goal_spread": 0}}},
    "regimes": {name: {"levers": {"push_share": share}} for name, share in [("never", 0), ("half", 0.5), ("always", 1)]},
    "map": {
        "metric": "profit", "x": {"path": "direction.own_variance", "from": 0.125, "to": 2, "cells": 5, "scale": "log"},
        "y": {"path": "environment.complexity", "from": 0, "to": 1, "cells": 3},
    },
}
TRUTH_SEED, FIRST_SEED = 1, 1000
BANDS = [(0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0)]


def run(program, folder, seed, trials, threads):
    """The rows of a study's map by cell, and the standard error of differences of the best two."""
    where = folder / f"{seed}-{trials}"
    file = folder / f"{seed}-{trials}.yaml"
    file.write_text(json.dumps(STUDY), encoding="utf-8")
    done = subprocess.run([program, "map", file, "-q", "-o", where, "--seed", str(seed), "--trials", str(trials), "--threads",
                           str(threads)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"seed {seed}: {done.stderr}")
    cells = {}
    with open(where / "map.csv", encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            cells.setdefault((row["x"], row["y"]), []).append(row)
    errors = {}
    with open(where / "comparisons.csv", encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if row["metric"] == "profit" and row["ci_high"]:
                errors[row["point"], frozenset((row["regime_a"], row["regime_b"]))] = (
                    (float(row["ci_high"]) - float(row["ci_low"])) / 4)
    return cells, errors


def interval(studies):
    """Share of hits over studies of (hits, cells), with a 99 % interval that is clustered by study."""
    hits, cells = sum(h for h, _ in studies), sum(n for _, n in studies)
    share = hits / cells
    spread = math.sqrt(sum((h - share * n) ** 2 for h, n in studies)) / cells
    return share, share - 2.576 * spread, share + 2.576 * spread, cells


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--truth", type=int, default=4000)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    checks = Checks()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.folder or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        truth, errors = run(chosen.program, folder, TRUTH_SEED, chosen.truth, chosen.jobs)
        best = {}
        for cell, rows in truth.items():
            first, second = sorted(rows, key=lambda row: -float(row["mean"]))[:2]
            error = errors[first["point"], frozenset((first["regime"], second["regime"]))]
            if float(first["mean"]) - float(second["mean"]) > 2 * error:
                best[cell] = first["regime"]
        print(f"truth known in {len(best)} of {len(truth)} cells: {chosen.truth} trials")
        seeds = range(FIRST_SEED, FIRST_SEED + chosen.seeds)
        with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
            maps = [cells for cells, _ in pool.map(lambda seed: run(chosen.program, folder, seed, STUDY["trials"], 1), seeds)]
    for low, high in BANDS:
        studies = []
        for cells in maps:
            leaders = [(cell, row) for cell, rows in cells.items() for row in rows if row["rank"] == "1" and cell in best]
            said = [(cell, row) for cell, row in leaders if low <= float(row["prob_best"]) <= high]
            studies.append((sum(row["regime"] == best[cell] for cell, row in said), len(said)))
        if not sum(n for _, n in studies):
            continue
        share, least, most, cells = interval(studies)
        print(f"figure: P {low} to {high}: right in {share:.3f} of {cells} cells ({least:.3f} to {most:.3f})")
        if (low, high) == (0.85, 0.95):
            checks.add("cells that say .85 to .95 are right in .85 to .95", least <= 0.95 and most >= 0.85, share)
            checks.add("there are enough of them", cells >= 100, cells)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
