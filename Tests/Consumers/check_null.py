#!/usr/bin/env python3
"""Judges the laboratory on equal regimes: check_null.py RAINMAKER SCENARIOS DIRECTORY

V38: with independent draws, 20 trials make an experiment and 1,000 experiments show whether 95 % intervals cover the
truth and p-values are uniform. With common random numbers equal regimes must be equal to the byte, and comparisons must say so.
Error rates: each coverage is judged at four standard errors, each uniformity at 1e-4; seeds are fixed.
"""
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

REPEATS, TRIALS = 1000, 20
METRICS = ["revenue", "profit", "cost", "win_rate", "exits", "effort", "skill", "expert_utilisation"]
rainmaker, scenarios, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
passed = failed = 0


def check(holds, what):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print("FAILED:", what)


def run(scenario, directory, *options):
    subprocess.run(
        [rainmaker, "run", str(scenarios / scenario), "-o", str(directory), "--quiet", *options],
        check=True, stdout=subprocess.DEVNULL)


run("null.yaml", out / "null", "--trials", str(REPEATS * TRIALS), "--set", "outputs.timeseries=off")
trials = pd.read_csv(out / "null" / "trials.csv")
regimes = list(trials.regime.unique())
slack = 4 * np.sqrt(0.05 * 0.95 / REPEATS)
critical = stats.t.ppf(0.975, TRIALS - 1)
for metric in METRICS:
    wide = trials.pivot(index="trial", columns="regime", values=metric)
    for a, b in [(x, y) for i, x in enumerate(regimes) for y in regimes[i + 1:]]:
        groups = (wide[a] - wide[b]).to_numpy().reshape(REPEATS, TRIALS)
        mean, error = groups.mean(axis=1), groups.std(axis=1, ddof=1) / np.sqrt(TRIALS)
        covered = np.mean(np.abs(mean) <= critical * error)
        p = 2 * stats.t.sf(np.abs(mean) / error, TRIALS - 1)
        uniform = stats.kstest(p, "uniform").pvalue
        check(abs(covered - 0.95) <= slack, f"{metric} {a}-{b}: intervals cover zero in {covered:.3f} of experiments")
        check(uniform > 1e-4, f"{metric} {a}-{b}: p-values are not uniform (KS p {uniform:.2g})")
    if metric in ("profit", "revenue"):
        print(f"{metric:10} coverage {covered:.3f} (0.95 ± {slack:.3f}), uniformity p {uniform:.3f}")

# Verdicts: claims that are false, each run with a seed of its own; any decision at all is an error.
SEEDS, wrong, decided = 400, 0, 0
for seed in range(SEEDS):
    run("null.yaml", out / "verdicts" / str(seed), "--seed", str(1000 + seed), "--set", "outputs.timeseries=off")
    claims = pd.read_csv(out / "verdicts" / str(seed) / "hypotheses.csv")
    wrong += bool((claims.verdict != "undecided").any())
    decided += int((claims.p_value < 0.05).sum())
rate, single = wrong / SEEDS, decided / SEEDS / len(claims)
limit = 0.05 + 4 * np.sqrt(0.05 * 0.95 / SEEDS)
print(f"false claims: {rate:.3f} of files decide any (at most {limit:.3f}), {single:.3f} of claims before Holm's adjustment")
check(rate <= limit, f"family-wise error {rate:.3f}")
check(0.02 < single < 0.09, f"single p-values below 5 %: {single:.3f}")

run("null-common.yaml", out / "null-common")
rows = {}
for line in (out / "null-common" / "trials.csv").read_text().splitlines()[1:]:
    name, rest = line.split(",", 1)
    rows.setdefault(name, []).append(rest)
check(len(rows) == 3 and len(set(map(tuple, rows.values()))) == 1, "equal regimes with common random numbers are the same rows")
comparisons = pd.read_csv(out / "null-common" / "comparisons.csv")
# Repeats need two years, and a trial has one; ramps need more hires than come: there is nothing to compare.
said = comparisons.status.where(comparisons.n > 0, "identical")
check((said == "identical").all() and (comparisons.n > 0).mean() > 0.85, "comparisons of equal regimes say identical")

# The variance reduction, checked by really running independent streams.
three = ["--trials", "200", "--regimes", "pull,person,distributed", "--set", "outputs.timeseries=off"]
run("waning-push-pull.yaml", out / "paired", *three)
run("waning-push-pull.yaml", out / "unpaired", *three, "--set", "streams=independent")
paired = pd.read_csv(out / "paired" / "comparisons.csv").set_index(["metric", "regime_a", "regime_b"])
unpaired = pd.read_csv(out / "unpaired" / "comparisons.csv").set_index(["metric", "regime_a", "regime_b"])
for pair in [("person", "distributed"), ("pull", "person")]:
    key = ("profit",) + pair
    width = lambda table: table.loc[key].ci_high - table.loc[key].ci_low
    bought = (width(unpaired) / width(paired)) ** 2
    said = paired.loc[key].variance_ratio
    print(f"profit {pair[0]}-{pair[1]}: variance ratio {bought:.2f}, the table says {said:.2f}")
    # A ratio of two variance estimates of 200 trials each has a log sd of about .14 (more for heavy tails).
    check(abs(np.log(bought / said)) < 0.6, f"variance ratio of {pair}: {said:.2f} against {bought:.2f}")
check(paired.loc[("profit", "person", "distributed")].correlation > 0.5, "person and distributed share their draws")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
