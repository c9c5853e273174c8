#!/usr/bin/env python3
"""Runs small field experiments and recomputes experiment.csv from their sellers: clustered errors with pyfixest, the rest with
NumPy and SciPy by its definition.

    python3 check_experiment.py RAINMAKER

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
import pyfixest as pf
from pyfixest.utils.utils import ssc
from scipy import stats

from check_results import Report

TOLERANCE = 1e-8
SCENARIO = {
    "rainmaker": 1, "name": "small", "seed": 5, "trials": 12, "horizon": {"weeks": 60, "warm_up": 12},
    "organisation": {"sellers": 40, "span": 4}, "regimes": {"control": {"preset": "blend", "levers": {"coaching": 0}}},
    "experiment": {"levers": {"coaching": 4}, "who": {"teams": "half"}, "weeks": [26, 45], "outcomes": ["revenue", "skill"],
                   "sellers": True},
    "outputs": {name: False for name in ("timeseries", "correlations", "bootstrap", "drivers", "trajectories")},
}
STUDIES = {"teams": {"teams": "half"}, "sellers": {"sellers": 0.4}, "asked": {"teams": "half", "opt_in": 0.6}}


def mean(rows):
    return (rows["value"] * rows["weight"]).sum() / rows["weight"].sum()


def units(rows, column):
    """Means of teams or seats: those of the lot, with their team and whether it fell on them."""
    rows = rows.assign(total=rows["value"] * rows["weight"])
    sums = rows.groupby(column).agg(total=("total", "sum"), weight=("weight", "sum"), team=("team", "first"),
                                    treated=("offered", "max"))
    return sums.assign(y=sums["total"] / sums["weight"])


def two_groups(y, z):
    test = stats.ttest_ind(y[z == 1], y[z == 0])
    low, high = test.confidence_interval(0.95)
    return y[z == 1].mean() - y[z == 0].mean(), low, high


def interval(value, error, freedom):
    half = stats.t.ppf(0.975, freedom) * error
    return value, value - half, value + half


def adjusted(y, z, before):
    x = np.column_stack([np.ones(len(y)), z, before])
    beta, squares = np.linalg.lstsq(x, y, rcond=None)[:2]
    freedom = len(y) - 3
    return interval(beta[1], np.sqrt(squares[0] / freedom * np.linalg.inv(x.T @ x)[1, 1]), freedom)


def cr2(y, z, team):
    """Bell and McCaffrey, with matrices of all sellers."""
    x = np.column_stack([np.ones(len(y)), z])
    bread = np.linalg.inv(x.T @ x)
    hat, e = x @ bread @ x.T, y - x @ (bread @ (x.T @ y))
    rest, total, pulls = np.eye(len(y)) - hat, 0.0, []
    for one in np.unique(team):
        own = team == one
        w, v = np.linalg.eigh(rest[np.ix_(own, own)])
        pull = (v @ np.diag(w ** -0.5) @ v.T) @ x[own] @ bread[:, 1]
        total += (pull @ e[own]) ** 2
        pulls.append(rest[:, own] @ pull)
    p = np.array(pulls) @ np.array(pulls).T
    return interval((bread @ (x.T @ y))[1], np.sqrt(total), np.trace(p) ** 2 / (p ** 2).sum())


def randomisation(y, z, effect):
    """Whether no effect, and whether this one, is rejected."""
    ways = [np.isin(np.arange(len(y)), way) for way in itertools.combinations(range(len(y)), int(z.sum()))]

    def p(tau):
        v = y - tau * z
        size = np.array([abs(v[way].mean() - v[~way].mean()) for way in ways])
        return np.mean(size >= abs(v[z == 1].mean() - v[z == 0].mean()) - 1e-11)
    return y[z == 1].mean() - y[z == 0].mean(), p(0) <= 0.05, p(effect) > 0.05


def findings(rows, before, truths, unit):
    """Estimate, whether an effect is found, and whether the truth is inside, by estimator."""
    whole, chosen = units(rows, unit), rows.assign(offered=rows["standing"] == "treated")
    sellers, own = units(rows, "seat"), units(chosen, ["seat", "offered"])
    y, z = whole["y"].to_numpy(), whole["treated"].to_numpy().astype(float)
    found = {"units": two_groups(y, z), "sellers": two_groups(own["y"].to_numpy(), own["treated"].to_numpy())}
    if before is not None:
        earlier = units(before, unit)["y"].reindex(whole.index).to_numpy()
        has = ~np.isnan(earlier)
        found["change"] = two_groups((y - earlier)[has], z[has])
        found["adjusted"] = adjusted(y[has], z[has], earlier[has])
    data = sellers.assign(treated=sellers["treated"].astype(float))
    teams = data["team"].nunique()
    one = pf.feols("y ~ treated", data, vcov={"CRV1": "team"})
    value, error = one.coef()["treated"], one.se()["treated"]
    found["crv1_t"] = interval(value, error, teams - 1)
    found["crv1_z"] = value, value - stats.norm.ppf(0.975) * error, value + stats.norm.ppf(0.975) * error
    three = pf.feols("y ~ treated", data, vcov={"CRV3": "team"}, ssc=ssc(k_adj=False, G_adj=False))
    found["crv3"] = interval(value, three.se()["treated"], teams - 1)
    found["cr2"] = cr2(data["y"].to_numpy(), data["treated"].to_numpy(), data["team"].to_numpy())
    judged = {}
    for name, (value, low, high) in found.items():
        effect = truths["took" if name == "sellers" else "offered"]
        judged[name] = value, low > 0 or high < 0, low <= effect <= high
    if len(whole) <= 10:
        judged["randomisation"] = randomisation(y, z, truths["offered"])
    return judged


def check(report, program, folder, name):
    scenario = json.loads(json.dumps(SCENARIO))
    scenario["experiment"]["who"] = STUDIES[name]
    (folder / f"{name}.yaml").write_text(json.dumps(scenario))
    subprocess.run([program, "run", folder / f"{name}.yaml", "-o", folder / name, "-q"], check=True, capture_output=True)
    table = pd.read_csv(folder / name / "experiment.csv").set_index(["outcome", "phase", "estimator"])
    people = pd.read_csv(folder / name / "experiment_sellers.csv")
    people["offered"] = people["standing"] != "left"
    unit = "seat" if name == "sellers" else "team"
    for (outcome, phase), rows in people.groupby(["outcome", "phase"]):
        def split(regime, trial, when=phase):
            return people[(people["regime"] == regime) & (people["trial"] == trial) & (people["outcome"] == outcome)
                          & (people["phase"] == when)]
        trials = range(scenario["trials"])
        own = pd.DataFrame([{
            key: mean(split("pilot", t)[lambda d: mask(d)]) - mean(split("control", t)[lambda d: mask(d)])
            for key, mask in {"offered": lambda d: d["offered"], "took": lambda d: d["standing"] == "treated",
                              "spillover": lambda d: ~d["offered"]}.items()} for t in trials])
        truths = own.mean()
        done = {regime: [findings(split(regime, t), None if phase == "before" else split(regime, t, "before"), truths, unit)
                         for t in trials] for regime in ("pilot", "control")}
        for estimator in done["pilot"][0]:
            row, aim = table.loc[(outcome, phase, estimator)], "took" if estimator == "sellers" else "offered"
            value, isfound, inside = (np.array([one[estimator][k] for one in done["pilot"]]) for k in range(3))
            want = {"n": len(value), "estimate": value.mean(), "sd": value.std(ddof=1), "effect": truths[aim],
                    "spillover": truths["spillover"], "bias": (value - own[aim]).mean(),
                    "bias_mcse": (value - own[aim]).std(ddof=1) / np.sqrt(len(value)),
                    "coverage": inside.mean(), "size": np.mean([one[estimator][1] for one in done["control"]])}
            if phase != "before":
                want["power"] = isfound.mean()
                if isfound.any():
                    want["type_s"] = np.mean(value[isfound] * truths[aim] < 0)
                    want["type_m"] = np.abs(value[isfound]).mean() / abs(truths[aim])
            wrong = {key: (row[key], number) for key, number in want.items()
                     if not np.isclose(row[key], number, rtol=TOLERANCE, atol=TOLERANCE)}
            report.check(f"{name}: {estimator} of {outcome} {phase}", not wrong, str(wrong))


def main():
    program, report = pathlib.Path(sys.argv[1]).resolve(), Report()
    with tempfile.TemporaryDirectory(prefix="experiment ") as folder:
        for name in STUDIES:
            check(report, program, pathlib.Path(folder), name)
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
