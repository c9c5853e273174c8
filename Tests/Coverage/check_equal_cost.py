#!/usr/bin/env python3
"""Counts how often 95 % intervals hold the truth when regimes are brought to equal cost, as users run it.

    check_equal_cost.py RAINMAKER [--seeds N] [--cells SELLERS:TRIALS[:SEEDS] ...] [--folder DIRECTORY] [--jobs N]

Every seed is a study of its own: salaries solved, slopes measured, trials run and grown with --resume from the smallest
number to the largest. Judged are a level, a difference, a ratio, a difference of differences and a difference in standard
deviations. The truth comes from a study of its own seed at salaries that were corrected until its costs are those of the
budget within a thousandth, so that it needs next to no correction; its own standard error is added to that of the study
(a tenth of it or less but for 20,000 trials). Null studies ask, with the same seeds, how often a file of claims that are
false gets any verdict. Studies that give no interval are counted by themselves: at most one in a hundred. Exact binomial
tests against 95 % (and of more than 5 % of files), Holm over all cells, 1 %. Of the ratio only fewer hits are an error: pay
of two regimes differs by whole costs in a trial or two of a hundred, and an interval that allows for such trials where none
was seen holds the truth more often. No interval may be wide for nothing: over seeds estimates spread by .8 of what is claimed
or more.
Python's standard library and SciPy. Prints a table, then 'N passed, N failed'.
"""
import argparse
import concurrent.futures
import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

from scipy import stats

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

OFF = {name: False for name in ["timeseries", "correlations", "bootstrap", "drivers", "trajectories"]}
LEVELS = {"none": 0, "full": 2}
CLAIMS = {
    "level": {"metric": "profit", "regime": "push", "value": 0},
    "difference": {"metric": "profit", "regime": "person", "against": "push"},
    "ratio": {"metric": "pay", "regime": "person", "against": "push", "scale": "ratio"},
    "interaction": {"metric": "profit", "regime": "person", "against": "push", "change": {"information": ["none", "full"]}},
    "sd": {"metric": "profit", "regime": "person", "against": "push", "scale": "sd"},
}
REFERENCE_SEED, FIRST_SEED = 1, 1000
BOUNDED = {"ratio"}  # claims whose errors are bounded from below, so that intervals may hold more than they promise
LEAST_SPREAD = 0.8  # of the mean error that is claimed
WITH_INTERVAL = 0.99  # a study may say that it cannot tell, but seldom


def horizon(sellers):
    """A quarter of a small firm and some weeks of a large one, so that a thousand studies can be had."""
    return {"weeks": 13, "warm_up": 4} if sellers < 30 else {"weeks": 7, "warm_up": 2}


def study(sellers, salaries=None):
    return {
        "rainmaker": 1, "name": "coverage", "trials": 100,
        "horizon": horizon(sellers),
        "organisation": {"sellers": sellers, "span": 8}, "outputs": OFF,
        "budget": {"cost_per_seller": 1.6, **({"salaries": salaries} if salaries else {})},
        "regimes": {"push": {"preset": "push"}, "person": {"preset": "person"}},
        "design": {"factors": {"information": {"path": "environment.information", "levels": LEVELS}}},
        "hypotheses": {name: {"kind": "emergent", "direction": "more", **claim} for name, claim in CLAIMS.items()},
    }


def null(sellers):
    """Equal regimes with independent draws, at equal cost."""
    claims = {
        "richer": {"metric": "profit", "regime": "one", "against": "two", "direction": "more"},
        "poorer": {"metric": "profit", "regime": "two", "against": "three", "direction": "less"},
        "winning": {"metric": "win_rate", "regime": "one", "against": "three", "direction": "more", "scale": "ratio"},
        "steady": {"metric": "exits", "regime": "two", "against": "one", "direction": "less", "scale": "sd"},
    }
    return {
        "rainmaker": 1, "name": "coverage-null", "streams": "independent", "trials": 100,
        "horizon": horizon(sellers), "organisation": {"sellers": sellers, "span": 8}, "outputs": OFF,
        "budget": {"cost_per_seller": 1.6}, "regimes": {name: {"preset": "blend"} for name in ["one", "two", "three"]},
        "hypotheses": {name: {"kind": "contested", **claim} for name, claim in claims.items()},
    }


def run(program, folder, name, scenario, seed, trials, *options):
    path = folder / f"{name}.yaml"
    path.write_text(json.dumps(scenario), encoding="utf-8")
    done = subprocess.run(
        [program, "run", path, "-o", folder / name, "--seed", str(seed), "--trials", str(trials), "--quiet", "--threads", "1",
         *options], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"{name}: exit {done.returncode}: {done.stderr.strip()[:600]}")
    return folder / name


def rows(directory):
    return {row["hypothesis"]: row for row in json.loads((directory / "hypotheses.json").read_text(encoding="utf-8"))}


def truth(program, folder, sellers, trials):
    """Effects at salaries that cost what the budget says, with half-widths of 95 %."""
    salaries = None
    for turn, share in enumerate((8, 2, 1)):
        directory = run(program, folder, f"truth-{sellers}-{turn}", study(sellers, salaries), REFERENCE_SEED + turn, trials // share)
        receipts = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))["budget"]
        worst = max(abs(receipt["gap"]) for receipt in receipts)
        salaries = {}
        for receipt in receipts:
            step = (receipt["cost"] - receipt["target"]) / 0.8
            salaries.setdefault(receipt["regime"], []).append(round(receipt["salary"] - step, 4))
        found = rows(directory)
        if turn < 2:
            shutil.rmtree(directory)
    print(f"{sellers} sellers: the truth from {trials} trials, costs off by {100 * worst:.2f} % at most", flush=True)
    if worst > 0.01:
        raise RuntimeError(f"the truth of {sellers} sellers is at costs off by {worst:.4f}")
    return {name: (row["effect"], (row["ci_high"] - row["ci_low"]) / 2) for name, row in found.items()}


def covered(program, folder, sellers, seed, sizes, known):
    """For each number of trials, which intervals hold the truth; None where the study could not give one."""
    found, name = {}, f"{sellers}-{seed}"
    for trials in sizes:
        directory = run(program, folder, name, study(sellers), seed, trials, *(["--resume"] if found else []))
        found[trials] = {}
        for claim, row in rows(directory).items():
            centre, half = known[claim]
            if row["ci_low"] is None or row["ci_high"] is None or row["effect"] is None:
                found[trials][claim] = None
                continue
            own = (row["ci_high"] - row["ci_low"]) / 2
            found[trials][claim] = (abs(row["effect"] - centre) <= math.hypot(own, half), row["effect"], own)
    shutil.rmtree(directory)
    return found


def decides(program, folder, sellers, seed, sizes):
    """For each number of trials, whether a file of false claims gets a verdict."""
    found, name = {}, f"null-{sellers}-{seed}"
    for trials in sizes:
        directory = run(program, folder, name, null(sellers), seed, trials, *(["--resume"] if found else []))
        found[trials] = any(row["verdict"] != "undecided" for row in rows(directory).values())
    shutil.rmtree(directory)
    return found


def holm(p):
    adjusted, highest = [1.0] * len(p), 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        highest = max(highest, min(1.0, (len(p) - rank) * p[place]))
        adjusted[place] = highest
    return adjusted


def main():
    parser = argparse.ArgumentParser(description="Coverage of intervals at equal cost.")
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--cells", nargs="+", default=["8:100", "8:400"], metavar="SELLERS:TRIALS[:SEEDS]")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--truth", type=int, default=40_000, help="trials of the study that stands for the truth")
    parser.add_argument("--nulls", type=int, default=200, help="seeds of null studies")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=pathlib.Path)
    chosen = parser.parse_args()
    program, checks = chosen.program.resolve(), Checks(failures_only=True)
    cells = {}
    for cell in chosen.cells:
        sellers, trials, *seeds = (int(part) for part in cell.split(":"))
        cells.setdefault(sellers, {})[trials] = seeds[0] if seeds else chosen.seeds
    table, said = [], 0
    with tempfile.TemporaryDirectory(prefix="coverage ", dir=chosen.folder) as place:
        folder = pathlib.Path(place)
        with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
            for sellers, sizes in sorted(cells.items()):
                known = truth(program, folder, sellers, chosen.truth)
                seeds = range(FIRST_SEED, FIRST_SEED + max(sizes.values()))
                wanted = [sorted(trials for trials, most in sizes.items() if seed - FIRST_SEED < most) for seed in seeds]
                results = list(pool.map(lambda pair: covered(program, folder, sellers, *pair, known), zip(seeds, wanted)))
                for trials in sorted(sizes):
                    studies = [result[trials] for result in results if trials in result]
                    for claim in CLAIMS:
                        runs = [study[claim] for study in studies if study[claim]]
                        name = f"{sellers} sellers, {trials} trials, {claim}"
                        checks.add(f"{name}: studies with an interval", len(runs) >= WITH_INTERVAL * len(studies),
                                   f"{len(runs)} of {len(studies)}")
                        if len(runs) < 2:
                            continue
                        if len(runs) < len(studies):
                            print(f"figure: {name}: {len(studies) - len(runs)} of {len(studies)} studies without an interval",
                                  flush=True)
                        hits = sum(run[0] for run in runs)
                        spread = stats.tstd([run[1] for run in runs]) / (
                            sum(run[2] for run in runs) / len(runs) / stats.t.ppf(0.975, trials - 1))
                        p = stats.binomtest(hits, len(runs), 0.95, alternative="less" if claim in BOUNDED else "two-sided").pvalue
                        if len(runs) >= 100:
                            checks.add(f"{name}: no wider than need be", spread >= LEAST_SPREAD, f"spread {spread:.2f}")
                        table.append([name, hits, len(runs), 0.95, p, spread])
                seeds = range(FIRST_SEED, FIRST_SEED + chosen.nulls)
                short = [trials for trials in sorted(sizes) if trials <= 400]
                nulls = list(pool.map(lambda seed: decides(program, folder, sellers, seed, short), seeds))
                for trials in short if chosen.nulls else []:
                    wrong = sum(result[trials] for result in nulls)
                    # Holm errs in at most 5 % of files: more is an error, fewer is none.
                    p = stats.binomtest(wrong, len(nulls), 0.05, alternative="greater").pvalue
                    table.append([f"{sellers} sellers, {trials} trials, null files decided", wrong, len(nulls), 0.05, p, None])
                for name, hits, n, _, p, spread in table[said:]:
                    print(f"figure: {name} {hits / n:.3f} of {n}"
                          + (f"  spread over seeds {spread:.2f} of what is claimed" if spread else "") + f"  p {p:.3f}", flush=True)
                said = len(table)
    for (name, hits, n, expected, *_), p in zip(table, holm([row[4] for row in table])):
        checks.add(name, p >= 0.01, f"{hits / n:.3f} of {n}, expected {expected}, adjusted p {p:.4f}")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
