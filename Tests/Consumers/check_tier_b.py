#!/usr/bin/env python3
"""Recomputes the BLAS-dependent tables with NumPy, SciPy and statsmodels, from the tables of single trials, and compares.

    python3 check_tier_b.py DIR

DIR is a results directory with sellers.csv and weekly.csv (`--set outputs.sellers=on --set outputs.weekly=on`).
Numbers must agree to 1e-9: of themselves, or of what they are a part of (a standard deviation, a unit vector). Random
numbers are drawn here by Philox4x32-10 written for NumPy, which reproduces Random123's known answers first.
Prints 'N passed, N failed' and exits 1 when something failed.
"""
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
import yaml
from scipy import stats

from check_results import Report, metrics_of, read
from equal_cost import Study

TOLERANCE = 1e-9
LEADING = 1_000
REPLICATES = 2_000


def near(got, want, scale=0.0):
    return abs(got - want) <= TOLERANCE * max(abs(want), scale)


def compare(report, name, row, want, scales=None):
    """A row's numbers against the expected ones; None stands for an empty cell."""
    wrong = []
    for column, value in want.items():
        got = row[column]
        if isinstance(value, str) or isinstance(value, (int, np.integer)):
            same = got == value
        elif value is None:
            same = pd.isna(got)
        else:
            same = not pd.isna(got) and near(got, value, (scales or {}).get(column, 0.0))
        if not same:
            wrong.append((column, got, value))
    report.check(name, not wrong, wrong)


# Random numbers


def philox(counter, key):
    """Philox4x32-10 (Salmon et al. 2011): arrays of four counter words and two key words, as 64-bit integers."""
    x, k = [np.asarray(word, np.uint64) for word in counter], [np.uint64(word) for word in key]
    low = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        a, b = x[0] * np.uint64(0xD2511F53), x[2] * np.uint64(0xCD9E8D57)
        x = [(b >> np.uint64(32)) ^ x[1] ^ k[0], b & low, (a >> np.uint64(32)) ^ x[3] ^ k[1], a & low]
        k = [(k[0] + np.uint64(0x9E3779B9)) & low, (k[1] + np.uint64(0xBB67AE85)) & low]
    return x


def check_philox(report):
    known = [("00000000 " * 6, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
             ("ffffffff " * 6, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
             ("243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    for given, expected in known:
        words = [int(word, 16) for word in given.split()]
        got = philox(words[:4], words[4:])
        report.check("Philox, known answer", [int(word) for word in got] == [int(w, 16) for w in expected.split()], got)


def resamples(trials, seed, number=0xFFFFFFFF):
    """How often each trial is in each replicate: entity i, week r, process "boot", draw 0 give elements 2i and 2i + 1."""
    pairs = (trials + 1) // 2
    week, entity = np.meshgrid(np.arange(REPLICATES), np.arange(pairs), indexing="ij")
    words = philox([entity, week, np.full_like(week, 0x626F6F74), np.zeros_like(week)], [seed, number])

    def uniform(high, low):
        return (((high >> np.uint64(5)) << np.uint64(26)) | (low >> np.uint64(6))).astype(float) * 2.0**-53

    drawn = np.stack([uniform(words[0], words[1]), uniform(words[2], words[3])], axis=2).reshape(REPLICATES, -1)
    places = np.floor(drawn[:, :trials] * trials).astype(int)
    return np.stack([np.bincount(row, minlength=trials) for row in places]).astype(float)


# The tables


def check_correlations(report, trials, table):
    metrics = metrics_of(trials)
    expected = [(a, b) for place, a in enumerate(metrics) for b in metrics[place + 1:]]
    for (point, regime), rows in table.groupby(["point", "regime"], sort=False):
        name = f"correlations of {regime}, point {point}"
        report.check(f"{name}: every pair", list(zip(rows["metric_a"], rows["metric_b"])) == expected)
        own = trials[(trials["regime"] == regime) & (trials["point"] == point)]
        for row in rows.to_dict("records"):
            both = own[[row["metric_a"], row["metric_b"]]].dropna().to_numpy(float)
            status, value = "ok", None
            if len(both) < 2:
                status = "too_few"
            elif (both == both[0]).all(axis=0).any():
                status = "constant"
            else:
                value = float(np.corrcoef(both.T)[0, 1])
            compare(report, f"{name}: {row['metric_a']}, {row['metric_b']}", row,
                    {"n": len(both), "status": status, "correlation": value}, {"correlation": 1.0})


def bca(values, means, scale):
    """z₀, a and ends of the BCa interval of a mean (Efron & Tibshirani 1993, 14.3), from the replicates' means."""
    mean = values.mean()
    d, off = values - mean, means - mean
    tie = max(1e-12 * scale, 2.0**-50 * abs(mean))
    share = ((off < -tie).sum() + 0.5 * (np.abs(off) <= tie).sum()) / len(off)
    a = float((d**3).sum() / (6 * (d**2).sum() ** 1.5))
    if not 0 < share < 1:
        return None, a, None
    z = stats.norm.ppf(share)
    tails = z + stats.norm.ppf([0.025, 0.975])
    if (1 - a * tails <= 0).any():
        return z, a, None
    return z, a, np.quantile(means, stats.norm.cdf(z + tails / (1 - a * tails)))


def pulls_of(study, metric, regime, point, sign):
    """What the pairs behind slopes pull at a regime's mean over these trials; those without a value pull nothing."""
    arm = study["", regime, point]
    if arm.deviation is None:
        return 0.0
    pairs = arm.low.index
    influences = arm.rate(metric)[1].reindex(pairs).fillna(0.0).to_numpy(float)
    return -sign * float(arm.deviation[arm.deviation.index < LEADING].mean()) * influences


def check_bootstrap(report, study, trials, table, seed):
    metrics, count = metrics_of(trials), trials["trial"].nunique()
    weights = resamples(count, seed)
    beside = len(next(iter(study.pairs.values()))[0]) if study.pairs else 0
    pair_weights = resamples(beside, seed, 0xFFFFFFFE) / beside if beside else None
    regimes = list(dict.fromkeys(trials["regime"]))
    pairs = [(a, b) for place, a in enumerate(regimes) for b in regimes[place + 1:]]
    for point, rows in table.groupby("point", sort=False):
        wide = {metric: pd.DataFrame({
            regime: study["", regime, point].corrected(metric)[lambda one: one.index < LEADING] for regime in regimes})
            for metric in metrics}
        order = [(metric, *one) for metric in metrics for one in [(a, None) for a in regimes] + pairs]
        found = [(m, a, None if pd.isna(b) else b) for m, a, b in zip(rows["metric"], rows["regime_a"], rows["regime_b"])]
        report.check(f"bootstrap has the rows of summary and comparisons, point {point}", found == order)
        for row, (metric, a, b) in zip(rows.to_dict("records"), order):
            series = wide[metric][a] - (wide[metric][b] if b is not None else 0)
            present = series.notna().to_numpy()
            values = series.to_numpy(float)[present]
            drawn = weights @ present
            want = {"n": len(values), "replicates": int((drawn > 0).sum()), "mean": None, "se": None, "ci_low": None,
                    "ci_high": None, "percentile_low": None, "percentile_high": None, "bias": None,
                    "acceleration": None, "status": "ok"}
            scales = {}
            if len(values):
                want["mean"] = float(values.mean())
                scales["mean"] = float(np.nanmax(np.abs(wide[metric].to_numpy(float)[present])))
            if len(values) < 2:
                want["status"] = "too_few"
            elif np.ptp(values) <= 1e-12 * max(scales["mean"], 1e-12):
                want["status"] = "constant"
            else:
                sd = float(values.std())
                centred = np.where(present, series.fillna(0).to_numpy(float) - values.mean(), 0)
                means = values.mean() + (weights @ centred)[drawn > 0] / drawn[drawn > 0]
                if beside:
                    pulls = pulls_of(study, metric, a, point, 1) + (
                        pulls_of(study, metric, b, point, -1) if b is not None else 0)
                    means = means + (pair_weights @ (np.zeros(beside) + pulls))[drawn > 0]
                low, high = np.quantile(means, [0.025, 0.975])
                z, a, ends = bca(values, means, sd)
                want.update(se=float(means.std(ddof=1)), percentile_low=low, percentile_high=high, bias=z,
                            acceleration=a, status="ok" if ends is not None else "one_sided")
                if ends is not None:
                    want.update(ci_low=ends[0], ci_high=ends[1])
                # Ends are told against the spread of the trials, and a against itself: both sum what cancels.
                scales |= {name: max(sd, scales["mean"] * 1e-3) for name in want if name[-4:] in ("_low", "high")}
                scales |= {"se": scales["mean"] * 1e-6, "acceleration": 0.01, "bias": 0.01}
                if beside:
                    # Numbers at equal cost are kept to the metrics' resolution, 2^-32 or so, for what follows from them.
                    finest = 2e-9
                    scales = {name: max(scales.get(name, 0.0), finest / TOLERANCE) for name in want}
                    # So the cubes' sum is off by some of that over their spread, and replicates that near to the mean may
                    # lie on either side: each moves z by 2.5 over their number.
                    near_mean = int((np.abs(means - values.mean()) <= finest).sum())
                    scales["acceleration"] = max(1e-7, 5 * finest / sd) / TOLERANCE
                    scales["bias"] = max(1e-7, 5 * near_mean / len(means)) / TOLERANCE
            name = f"bootstrap of {metric}, {a if isinstance(a, str) else row['regime_a']}, {b}, point {point}"
            compare(report, name, row, want, scales)


def fixed(vectors):
    """Of each column's numbers the first within 1e-6 of the largest is positive."""
    for column in vectors.T:
        leading = column[np.abs(column) >= (1 - 1e-6) * np.abs(column).max()][0]
        column *= np.sign(leading)
    return vectors


def check_trajectories(report, weekly, table, warm_up):
    measured = weekly[weekly["week"] >= warm_up]
    weeks = sorted(measured["week"].unique())
    for (metric, point), rows in table.groupby(["metric", "point"], sort=False):
        paths = measured[measured["point"] == point].pivot(index=["regime", "trial"], columns="week", values=metric)
        length = 1
        while -(-len(weeks) // length) > 260:
            length = 13 if length == 1 else length + 13
        if length > 1:
            paths = paths.T.groupby((paths.columns - warm_up) // length).mean().T
            paths.columns = paths.columns * length + warm_up
        whole = paths.dropna()
        name = f"trajectories of {metric}, point {point}"
        x = whole.to_numpy(float)
        status = "too_few" if len(x) < 2 else "constant" if (x == x[0]).all() else None
        if status:
            only = rows.iloc[0]
            report.check(name, len(rows) == 1 and only["status"] == status and pd.isna(only["value"]), only.to_dict())
            continue
        centred = x - x.mean(axis=0)
        if len(x) < x.shape[1]:
            _, sizes, vectors = np.linalg.svd(centred, full_matrices=False)
            variances, vectors = sizes**2 / (len(x) - 1), vectors.T
        else:
            variances, vectors = np.linalg.eigh(np.cov(x.T).reshape(x.shape[1], -1))
            variances, vectors = variances[::-1], vectors[:, ::-1]
        total = variances.sum()
        kept = min(3, int((variances > 1e-12 * variances[0]).sum()))
        vectors = fixed(vectors[:, :kept].copy())
        scores = centred @ vectors
        report.check(f"{name}: components", sorted(rows["component"].unique()) == list(range(1, kept + 1)))
        gaps = -np.diff(variances[:4])
        for component, own in rows.groupby("component"):
            at = component - 1
            beside = [gaps[place] for place in (at - 1, at) if 0 <= place < min(len(gaps), len(variances) - 1)]
            apart = all(gap > 1e-6 * variances[0] for gap in beside)
            report.check(f"{name}, {component}: status",
                         set(own["status"]) - {"too_few"} == {"ok" if apart else "tied"}, set(own["status"]))
            share = own[own["quantity"] == "share"].iloc[0]
            compare(report, f"{name}, {component}: share", share,
                    {"value": float(variances[at] / total), "n": len(x)}, {"value": 1.0})
            loadings = own[own["quantity"] == "loading"]
            report.check(f"{name}, {component}: weeks", list(loadings["week"]) == list(whole.columns))
            if not apart:
                continue
            off = np.abs(loadings["value"].to_numpy(float) - vectors[:, at]).max()
            report.check(f"{name}, {component}: loadings", off <= TOLERANCE, off)
            means = pd.Series(scores[:, at], index=whole.index).groupby("regime").agg(["mean", "size"])
            for row in own[own["quantity"] == "mean_score"].to_dict("records"):
                if row["regime"] not in means.index:
                    report.check(f"{name}, {component}: no runs", row["status"] == "too_few" and row["n"] == 0)
                    continue
                mean, size = means.loc[row["regime"]]
                compare(report, f"{name}, {component}: score of {row['regime']}", row,
                        {"n": int(size), "value": float(mean)}, {"value": float(np.sqrt(variances[at]))})


TRAITS = ["talent", "ownership", "support_skill", "ownership_x_support_skill", "achievement", "sociability",
          "horizontality", "territory"]
TERMS = TRAITS + ["effort", "support_effort", "selling_hours", "answers", "unanswered"]


def contrasts(sellers):
    """Sellers' years as deviations from the mean of their firm and year."""
    data = sellers.copy()
    data["unanswered"] = data["requests"] - data["answers"]
    group = data.groupby(["trial", "year"])
    data = data[(group["revenue"].transform("size") >= 5) & (group["revenue"].transform("max") > 0)].copy()
    group = data.groupby(["trial", "year"])
    data["performance"] = data["revenue"] / group["revenue"].transform("mean") - 1
    best = group["revenue"].rank(method="min", ascending=False)
    data["high_performer"] = best <= np.ceil(group["revenue"].transform("size") / 5)
    levels = {name: np.abs(data[name]).max() for name in TERMS if name in data}
    first = group[[name for name in TERMS if name in data]].transform("first")
    for name in first:
        # As differences to one of them, so that what is equal comes out as nothing.
        shifted = data[name] - first[name]
        data[name] = shifted - shifted.groupby([data["trial"], data["year"]]).transform("mean")
    product = data["ownership"] * data["support_skill"]
    levels["ownership_x_support_skill"] = np.abs(product).max()
    data["ownership_x_support_skill"] = product - product.groupby([data["trial"], data["year"]]).transform("mean")
    return data, levels


def regress(data, outcome, used, scale):
    """Estimate, standard error, statistic, p and interval of each term by statsmodels, on columns of unit spread."""
    x = data[used].to_numpy(float) / scale[used].to_numpy(float)
    if outcome == "performance":
        fit = sm.OLS(data[outcome].to_numpy(float), x).fit(
            cov_type="cluster", cov_kwds={"groups": data["trial"].to_numpy()}, use_t=True)
        names, r_squared = used, fit.rsquared
        units = scale[used].to_numpy(float)
    else:
        model, design = data[outcome].to_numpy(float), sm.add_constant(x)
        start = sm.Logit(model, design).fit(disp=0).params
        fit = sm.Logit(model, design).fit(
            start_params=start, method="newton", tol=1e-13, maxiter=100, disp=0, cov_type="cluster",
            cov_kwds={"groups": data["trial"].to_numpy()})
        share = model.mean()
        # In closed form: statsmodels searches for it.
        null = len(model) * (share * np.log(share) + (1 - share) * np.log1p(-share))
        names, r_squared = ["intercept", *used], 1 - fit.llf / null
        units = np.concatenate([[1.0], scale[used].to_numpy(float)])
    low, high = fit.conf_int().T
    numbers = np.column_stack([fit.params / units, fit.bse / units, fit.tvalues, fit.pvalues, low / units, high / units])
    return dict(zip(names, numbers)), float(r_squared)


def check_drivers(report, sellers, table):
    columns = ["estimate", "se", "statistic", "p_value", "ci_low", "ci_high"]
    for (point, regime), rows in table.groupby(["point", "regime"], sort=False):
        own = sellers[(sellers["regime"] == regime) & (sellers["point"] == point)]
        data, levels = contrasts(own)
        scale = np.sqrt((data[TERMS] ** 2).sum() / (len(data) - 1))
        for (outcome, terms), model in rows.groupby(["outcome", "terms"], sort=False):
            name = f"drivers of {outcome}, {terms}, {regime}, point {point}"
            wanted = TRAITS if terms == "traits" else TERMS
            order = (["intercept"] if outcome == "high_performer" else []) + wanted
            report.check(f"{name}: terms", list(model["term"]) == order, list(model["term"]))
            why, used = {}, []
            for term in wanted:
                if np.abs(data[term]).max() <= 1e-9 * levels[term]:
                    why[term] = "constant"
                    continue
                unit = (data[used + [term]] / scale[used + [term]]).to_numpy(float)
                if used:
                    rest = unit[:, -1] - unit[:, :-1] @ np.linalg.lstsq(unit[:, :-1], unit[:, -1], rcond=None)[0]
                    if (rest**2).sum() < 1e-8 * (unit[:, -1] ** 2).sum():
                        why[term] = "collinear"
                        continue
                used.append(term)
            statuses = set(model["status"])
            if statuses & {"separated", "not_converged", "too_few"}:
                report.check(f"{name}: no estimates", model["estimate"].isna().all() and len(statuses) == 1, statuses)
                report.check(f"{name}: too few", ("too_few" in statuses) == (data["trial"].nunique() < 2 or not used))
                continue
            found, r_squared = regress(data, outcome, used, scale)
            spread = np.sqrt((data["performance"] ** 2).sum() / (len(data) - 1)) if outcome == "performance" else 1.0
            for row in model.to_dict("records"):
                term = row["term"]
                want = {"n": len(data), "clusters": data["trial"].nunique(), "r_squared": r_squared,
                        "status": why.get(term, "ok"), "standardised": None, **{column: None for column in columns}}
                scales = {}
                if term in found:
                    want |= dict(zip(columns, map(float, found[term])))
                    error = want["se"]
                    # Against its standard error: an estimate near 0 is a difference of large numbers.
                    scales = {"estimate": error, "ci_low": error, "ci_high": error, "statistic": 1.0, "p_value": 1.0}
                    if term != "intercept":
                        want["standardised"] = want["estimate"] * scale[term] / spread
                        scales["standardised"] = error * scale[term] / spread
                compare(report, f"{name}: {term}", row, want, scales)


def main():
    directory, report = pathlib.Path(sys.argv[1]), Report()
    package = json.loads((directory / "datapackage.json").read_text("utf-8"))
    tables = {resource["name"]: read(directory, resource) for resource in package["resources"]}
    for name in ("correlations", "bootstrap", "drivers", "trajectories", "sellers", "weekly"):
        report.check(f"there is {name}.csv", name in tables)
    kinds = {resource["name"]: resource["reproducibility"] for resource in package["resources"]}
    report.check("reproducibility", [name for name in kinds if kinds[name] == "BLAS-dependent"]
                 == ["correlations", "bootstrap", "drivers", "trajectories"], kinds)
    scenario = yaml.safe_load((directory / "scenario.resolved.yaml").read_text("utf-8"))
    trials = tables["trials"][tables["trials"]["trial"] < LEADING]
    check_philox(report)
    report.run("correlations", lambda: check_correlations(report, trials, tables["correlations"]))
    report.run("bootstrap", lambda: check_bootstrap(
        report, Study(directory, tables), trials, tables["bootstrap"], scenario["seed"]))
    report.run("trajectories", lambda: check_trajectories(
        report, tables["weekly"], tables["trajectories"], scenario["horizon"]["warm_up"]))
    report.run("drivers", lambda: check_drivers(report, tables["sellers"], tables["drivers"]))
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
