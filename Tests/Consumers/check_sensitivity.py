#!/usr/bin/env python3
"""Runs small sensitivity studies and recomputes their tables from the trials: with SALib, and with NumPy what SALib has not.

    python3 check_sensitivity.py RAINMAKER

With one trial a point SALib 1.6 gets the same outputs in the same order, and has to agree to 1e-9. With several trials the
indices of mean effects are worked out here by their definition, products of different trials.
Prints 'N passed, N failed' and exits 1 when something failed.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd
from SALib.analyze import morris, sobol

from check_results import Report

TOLERANCE = 1e-9
VARY = {"regimes.b.levers.experts": [1, 8], "regimes.b.levers.coaching": [0, 4], "prospecting.arrival_rate": [0.3, 0.5],
        "regimes.b.levers.training": [0, 2]}
NAMES = ["experts", "coaching", "arrival_rate", "training"]
SCENARIO = {
    "rainmaker": 1, "name": "small", "seed": 5, "horizon": {"weeks": 40, "warm_up": 8}, "organisation": {"sellers": 8},
    "budget": "none", "regimes": {"a": {"preset": "blend"}, "b": {"preset": "blend"}},
    "hypotheses": {"h": {"kind": "emergent", "metric": "profit", "regime": "b", "against": "a", "direction": "more"}},
}


def study(program, folder, method, size, trials):
    """Runs a study: its directory, the answers (a row a point, a column a trial), and the table by setting and measure."""
    scenario = dict(SCENARIO, trials=trials, sensitivity={"vary": VARY, "method": method, "points": size, "pairs": method == "sobol"})
    name = f"{method}-{trials}"
    (folder / f"{name}.yaml").write_text(json.dumps(scenario))
    subprocess.run([program, "run", folder / f"{name}.yaml", "-o", folder / name, "-q"], check=True, capture_output=True)
    found = pd.read_csv(folder / name / "trials.csv").pivot(index=["point", "trial"], columns="regime", values="profit")
    answers = (found["b"] - found["a"]).unstack("trial").to_numpy()
    table = pd.read_csv(folder / name / "sensitivity.csv").set_index(["setting", "measure"])
    return folder / name, answers, table


def products(a, b):
    """The mean product of different trials, row by row."""
    n = a.shape[1]
    return a[:, 0] * b[:, 0] if n == 1 else (a.sum(1) * b.sum(1) - (a * b).sum(1)) / (n * (n - 1))


def check(report, what, table, measure, want, scale=1.0):
    got = [table.loc[(name, measure), "value"] for name in NAMES]
    report.check(what, np.allclose(got, want, rtol=0, atol=TOLERANCE * scale), f"{got}, not {list(want)}")


def check_pairs(report, what, table, want):
    """Of each pair, the most first, once."""
    rows = table.xs("second", level="measure")["value"]
    wanted = {f"{NAMES[j]}_x_{NAMES[k]}": want[j, k] for j, k in itertools.combinations(range(len(NAMES)), 2)}
    report.check(what, sorted(rows.index) == sorted(wanted) and (rows.diff().dropna() <= 0).all() and
                 all(abs(rows[name] - value) < TOLERANCE for name, value in wanted.items()), f"{dict(rows)}, not {wanted}")


def check_answers(report, name, answers, table):
    """The scenario's own effect and those at the ends are means over trials."""
    places = [("(all)", "answer")] + [(name, end) for name in NAMES for end in ("low", "high")]
    got = [table.loc[place, "value"] for place in places]
    want = answers[:len(places)].mean(1)
    if answers.shape[1] == 1:
        report.check(f"{name}: one trial has no answer with an interval", np.isnan(got).all(), f"{got}")
        return
    # Sums are exact to a metric's resolution.
    report.check(f"{name}: answers are means over trials", np.allclose(got, want, rtol=0, atol=1e-8), f"{got}, not {want}")


def check_sobol(report, program, folder, trials):
    d, size = len(NAMES), 32
    directory, answers, table = study(program, folder, "sobol", size, trials)
    name = directory.name
    check_answers(report, name, answers, table)
    y = answers[1 + 2 * d:]
    if not report.check(f"{name}: {size} blocks", len(y) == size * (2 * d + 2), str(len(y))):
        return
    if trials == 1:
        problem = {"num_vars": d, "names": NAMES, "bounds": [[0, 1]] * d}
        found = sobol.analyze(problem, y[:, 0], calc_second_order=True, seed=1)
        check(report, f"{name}: first order is SALib's", table, "first", found["S1"])
        check(report, f"{name}: total is SALib's", table, "total", found["ST"])
        check_pairs(report, f"{name}: second order is SALib's", table, found["S2"])
        report.check(f"{name}: one trial has no noise", "noise" not in table.index.get_level_values(1))
        return
    levels = y.mean(0) - y.mean()
    y = (y - y.mean(0)).reshape(size, 2 * d + 2, trials)
    a, b, both = y[:, 0], y[:, -1], np.concatenate([y[:, 0], y[:, -1]])
    mean = both.mean(0, keepdims=True)
    variance = (products(both, both).mean() - products(mean, mean)).item()
    noise = (both + levels).var(1, ddof=1).mean()
    first = [products(b, y[:, 1 + j] - a).mean() for j in range(d)]
    total = [products(y[:, 1 + j] - a, y[:, 1 + j] - a).mean() / 2 for j in range(d)]
    check(report, f"{name}: first order of mean effects", table, "first", np.array(first) / variance)
    check(report, f"{name}: total of mean effects", table, "total", np.array(total) / variance)
    check(report, f"{name}: first order of all", table, "first_of_all", np.array(first) / (variance + noise))
    check(report, f"{name}: total of all", table, "total_of_all", np.array(total) / (variance + noise))
    second = np.full((d, d), np.nan)
    for j, k in itertools.combinations(range(d), 2):
        second[j, k] = (products(y[:, d + 1 + j], y[:, 1 + k]) - products(a, b)).mean() - first[j] - first[k]
    check_pairs(report, f"{name}: second order of mean effects", table, second / variance)
    got = table.loc[("(all)", "noise"), "value"]
    report.check(f"{name}: noise", abs(got - noise / (variance + noise)) < TOLERANCE, f"{got}")


def check_morris(report, program, folder, trials):
    d, size = len(NAMES), 4
    directory, answers, table = study(program, folder, "morris", size, trials)
    name = directory.name
    check_answers(report, name, answers, table)
    y = answers[1 + 2 * d:]
    points = pd.read_csv(directory / "points.csv")[NAMES].iloc[1 + 2 * d:].astype(float).to_numpy()
    # Trajectories that met would have left points out: this seed's do not.
    if not report.check(f"{name}: {size} trajectories", len(y) == size * (d + 1), str(len(y))):
        return
    ends = np.array(list(VARY.values()), float)
    shares = np.round((points - ends[:, 0]) / (ends[:, 1] - ends[:, 0]) * 3) / 3
    problem = {"num_vars": d, "names": NAMES, "bounds": [[0, 1]] * d}
    found = morris.analyze(problem, shares, y.mean(1), num_levels=4, seed=1)
    check(report, f"{name}: mu is SALib's", table, "mu", found["mu"])
    check(report, f"{name}: mu* is SALib's", table, "mu_star", found["mu_star"])
    if trials == 1:
        check(report, f"{name}: sigma is SALib's", table, "sigma", found["sigma"])
        return
    spread = np.zeros((d, size))
    for trajectory in range(size):
        for row in range(trajectory * (d + 1), trajectory * (d + 1) + d):
            step = shares[row + 1] - shares[row]
            moved = np.flatnonzero(step)[0]
            spread[moved, trajectory] = ((y[row + 1] - y[row]) / step[moved]).var(ddof=1) / trials
    noise = spread.mean(1)
    check(report, f"{name}: noise of an effect", table, "noise_of_effect", np.sqrt(noise))
    want = np.sqrt(np.maximum(0, np.square(found["sigma"]) - noise))
    check(report, f"{name}: sigma without noise", table, "sigma", want)


def main():
    report = Report()
    with tempfile.TemporaryDirectory() as scratch:
        for trials in (1, 4):
            check_sobol(report, sys.argv[1], pathlib.Path(scratch), trials)
            check_morris(report, sys.argv[1], pathlib.Path(scratch), trials)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
