#!/usr/bin/env python3
"""Reads a results directory as its users would, with other people's tools, and checks it.

    python3 check_results.py DIR [--plot FILE.png] [--metric NAME]

Needs pandas, scipy, frictionless and matplotlib. Checks: the data package under frictionless (types, keys, sizes,
hashes); every table with pandas by the types of datapackage.json; summary.csv against trials.csv with SciPy to a
relative 1e-9; comparisons.csv against paired tests of trials.csv; hypotheses.csv against one-sample tests of
trials.csv and twins.csv, with Holm's adjustment and the verdicts; decomposition.csv likewise; the JSON tables against their CSV; the manifest's digests; one plot, a trajectory with its band for each
regime. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import hashlib
import json
import math
import pathlib
import re
import sys
import warnings

import frictionless
import matplotlib
import numpy as np
import pandas as pd
from scipy import stats

matplotlib.use("Agg")
warnings.filterwarnings("ignore", message="Glyph")
import matplotlib.pyplot as plt  # noqa: E402

KEYS = ["regime", "point", "trial", "seed", "status"]
SUMMARY = ["n", "mean", "sd", "mcse", "ci_low", "ci_high", "p05", "p25", "p50", "p75", "p95"]
DTYPES = {"string": "string", "integer": "Int64", "number": "float64"}
TOLERANCE = 1e-9
# Before version 3 pandas read numbers to the last bit only when asked; since then it deprecates the question.
EXACT = {"float_precision": "round_trip"} if int(pd.__version__.split(".")[0]) < 3 else {}


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, ok, detail=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}{': ' + str(detail) if detail != '' else ''}")
        return ok

    def run(self, name, body):
        """Runs a group of checks; an exception is a failure with its name."""
        try:
            return body()
        except Exception as error:  # whatever breaks a reader is a finding
            self.check(name, False, f"{type(error).__name__}: {error}")


def unprotect(text):
    """The original of a text cell: one leading apostrophe guards against formulas."""
    return text[1:] if isinstance(text, str) and text.startswith("'") else text


def read(directory, resource):
    fields = resource["schema"]["fields"]
    frame = pd.read_csv(
        directory / resource["path"],
        dtype={field["name"]: DTYPES[field["type"]] for field in fields},
        na_values=[""],
        keep_default_na=False,
        encoding="utf-8",
        **EXACT,
    )
    for field in fields:
        if field["type"] == "string":
            frame[field["name"]] = frame[field["name"]].map(unprotect)
    return frame


def close(got, want, scale=0.0):
    if got is None or (isinstance(got, float) and math.isnan(got)) or got is pd.NA:
        return want is None or math.isnan(want)
    return want is not None and abs(got - want) <= TOLERANCE * max(abs(want), scale)


def critical(freedom):
    """The 97.5 % quantile of Student's t. SciPy's is off by up to 2.5e-11 for 1, 2 and 9 to 12 degrees of freedom, against
    mpmath; one step of Newton's method with its distribution function takes that away."""
    t = stats.t.ppf(0.975, freedom)
    return t - (stats.t.cdf(t, freedom) - 0.975) / stats.t.pdf(t, freedom)


def estimates(values):
    n = len(values)
    nothing = {name: None for name in SUMMARY[1:]}
    if n == 0:
        return {"n": 0, **nothing}
    low, lower, middle, upper, high = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], method="linear")
    result = {"n": n, **nothing, "mean": math.fsum(values) / n}
    result.update(p05=low, p25=lower, p50=middle, p75=upper, p95=high)
    if n > 1:
        sd = float(np.std(values, ddof=1))
        half = critical(n - 1) * sd / math.sqrt(n)
        result.update(sd=sd, mcse=sd / math.sqrt(n), ci_low=result["mean"] - half, ci_high=result["mean"] + half)
    return result


def check_package(report, directory, package):
    outcome = frictionless.validate(str(directory / "datapackage.json"))
    report.check("frictionless", outcome.valid, outcome.flatten(["type", "note"])[:5])
    for resource in package["resources"]:
        path = directory / resource["path"]
        content = path.read_bytes()
        if resource["tier"] == "A":
            report.check(f"{path.name}: bytes", len(content) == resource["bytes"])
            report.check(f"{path.name}: hash", "sha256:" + hashlib.sha256(content).hexdigest() == resource["hash"])
        else:  # bytes differ between builds of BLAS; the descriptor's do not
            report.check(f"{path.name}: no hash", "hash" not in resource and "bytes" not in resource)
        report.check(f"{path.name}: no byte order mark, LF", content[:3] != b"\xef\xbb\xbf" and b"\r\n" not in content[:4096])
        for field in resource["schema"]["fields"]:
            known = field.get("description") and "unit" in field and field.get("tier") in ("A", "B")
            report.check(f"{path.name}: {field['name']} has description, unit and tier", known)


def check_summary(report, trials, summary):
    metrics = [name for name in trials.columns if name not in KEYS]
    groups = {key: group for key, group in trials.groupby(["regime", "point"], sort=False, dropna=False)}
    expected = {(metric, *key) for metric in metrics for key in groups}
    found = set(zip(summary["metric"], summary["regime"], summary["point"]))
    report.check("summary.csv has a row for each metric, regime and point", found == expected, list(found ^ expected)[:5])
    for row in summary.to_dict("records"):
        key = (row["regime"], row["point"])
        if key not in groups or row["metric"] not in metrics:
            continue
        values = groups[key][row["metric"]].dropna().to_numpy(dtype=float)
        want = estimates(values)
        # What is nearly zero is compared on the scale of the data: a constant plus rounding has sd of about 1e-16.
        scale = float(np.max(np.abs(values))) * 1e-6 if len(values) else 0.0
        wrong = [(name, row[name], want[name]) for name in SUMMARY if not close(row[name], want[name], scale)]
        report.check(f"summary of {row['metric']}, {row['regime']}, point {row['point']}", not wrong, wrong)


def holm(p):
    """Holm's step-down adjustment; what has no p takes no part."""
    known = [place for place in np.argsort(p, kind="stable") if not math.isnan(p[place])]
    adjusted, highest = [math.nan] * len(p), 0.0
    for rank, place in enumerate(known):
        highest = max(highest, min(1.0, (len(known) - rank) * p[place]))
        adjusted[place] = highest
    return adjusted


def check_comparisons(report, trials, comparisons):
    wide = {point: group.pivot(index="trial", columns="regime")
            for point, group in trials.drop(columns="status").groupby("point")}
    regimes = list(dict.fromkeys(trials["regime"]))
    pairs = [(a, b) for place, a in enumerate(regimes) for b in regimes[place + 1:]]
    metrics = [name for name in trials.columns if name not in KEYS]
    expected = [(metric, *pair, point) for metric in metrics for point in wide for pair in pairs]
    found = list(zip(comparisons["metric"], comparisons["regime_a"], comparisons["regime_b"], comparisons["point"]))
    report.check("comparisons.csv has each pair of each metric", found == expected)
    for row in comparisons.to_dict("records"):
        both = wide[row["point"]][row["metric"]][[row["regime_a"], row["regime_b"]]].dropna()
        a, b = (both[name].to_numpy(dtype=float) for name in (row["regime_a"], row["regime_b"]))
        d, n = a - b, len(both)
        scale = float(np.max(np.abs(both.to_numpy(dtype=float)), initial=0.0))
        wrong = [("n", row["n"], n)] if row["n"] != n else []
        status = "undefined" if n == 0 else "identical" if not d.any() else "ok" if n > 1 else "undefined"
        if row["status"] != status:
            wrong.append(("status", row["status"], status))
        elif status == "ok":
            test = stats.ttest_rel(a, b)
            interval = test.confidence_interval(0.95)
            want = {"mean_difference": d.mean(), "ci_low": interval.low, "ci_high": interval.high,
                    "prob_a_beats_b": ((d > 0) + 0.5 * (d == 0)).mean()}
            wrong += [(name, row[name], value) for name, value in want.items() if not close(row[name], value, scale)]
            # Quotients of spreads mean nothing where a spread is rounding.
            if min(x.std(ddof=1) for x in (a, b, d)) > 1e-5 * scale:
                want = {"correlation": np.corrcoef(a, b)[0, 1],
                        "variance_ratio": (a.var(ddof=1) + b.var(ddof=1)) / d.var(ddof=1), "p_value": test.pvalue}
                wrong += [(name, row[name], value) for name, value in want.items()
                          if not math.isclose(row[name], value, rel_tol=1e-7, abs_tol=1e-200)]
        name = f"comparison of {row['metric']}, {row['regime_a']} and {row['regime_b']}"
        report.check(name, not wrong, wrong)
    for (metric, point), family in comparisons.groupby(["metric", "point"], sort=False):
        want = holm(list(family["p_value"]))
        same = all(math.isnan(x) and math.isnan(y) or math.isclose(x, y, rel_tol=1e-9)
                   for x, y in zip(family["p_adjusted"], want))
        report.check(f"Holm's adjustment for {metric}", same, list(zip(family["p_adjusted"], want))[:3])


def check_decomposition(report, trials, twins, parts):
    """What each mechanism adds: the difference with it less that without it, trial by trial."""
    regimes = list(dict.fromkeys(trials["regime"]))

    def values(frame, metric, regime, point):
        rows = frame[(frame["regime"] == regime) & (frame["point"] == point)]
        return rows.set_index("trial")[metric].astype(float)

    for row in parts.to_dict("records"):
        metric, point = row["metric"], row["point"]
        twin = twins[twins["without"] == row["mechanism"]]
        whole = values(trials, metric, row["regime"], point) - values(trials, metric, row["against"], point)
        part = values(twin, metric, row["regime"], point) - values(twin, metric, row["against"], point)
        both = whole.notna() & part.notna()
        whole, part = whole[both].to_numpy(), part[both].to_numpy()
        added, n = whole - part, int(both.sum())
        scale = float(np.max(np.abs(np.concatenate([whole, part])), initial=0.0))
        wrong = [("n", row["n"], n)] if row["n"] != n or row["against"] != regimes[0] else []
        status = "undefined" if n == 0 else "identical" if np.abs(added).max() <= 1e-12 * scale else "ok" if n > 1 else "undefined"
        if row["status"] != status:
            wrong.append(("status", row["status"], status))
        elif status == "ok":
            test = stats.ttest_1samp(added, 0)
            interval = test.confidence_interval(0.95)
            want = {"difference": whole.mean(), "difference_without": part.mean(), "contribution": added.mean(),
                    "ci_low": interval.low, "ci_high": interval.high}
            wrong += [(name, row[name], value) for name, value in want.items() if not close(row[name], value, scale)]
            if added.std(ddof=1) > 1e-5 * scale and not math.isclose(row["p_value"], test.pvalue, rel_tol=1e-6, abs_tol=1e-200):
                wrong.append(("p_value", row["p_value"], test.pvalue))
        report.check(f"part of {row['mechanism']} in {metric}, {row['regime']} and {row['against']}", not wrong, wrong)
    for (metric, point), family in parts.groupby(["metric", "point"], sort=False):
        want = holm(list(family["p_value"]))
        same = all(math.isnan(x) and math.isnan(y) or math.isclose(x, y, rel_tol=1e-9)
                   for x, y in zip(family["p_adjusted"], want))
        report.check(f"Holm's adjustment of the parts of {metric}", same, list(zip(family["p_adjusted"], want))[:3])


def effects_of(row, suffix, trials, twins):
    """What each trial says on a hypothesis, from the arms that its row names, and what one unit of its scale is."""
    rows = trials
    if suffix:
        rows = twins[twins["without"] == " ".join(sorted(row["knock_out"].split()))]
    parts = re.findall(r"([+-]?) ?(\S+)@(\d+)", row["arms"])
    arms = [rows[(rows["regime"] == name) & (rows["point"] == int(point))].set_index("trial")[row["metric"]]
            for _, name, point in parts]
    frame = pd.concat(arms, axis=1).dropna().to_numpy(dtype=float)
    signs = np.array([-1.0 if sign == "-" else 1.0 for sign, _, _ in parts])
    base = frame[:, -1]
    if row["scale"] == "ratio":
        frame = np.log(frame) if (frame > 0).all() else np.full((0, len(parts)), np.nan)
    unit = base.std(ddof=1) if row["scale"] == "sd" else 1.0
    return frame @ signs, unit, float(np.max(np.abs(frame), initial=0.0))


def one_hypothesis(row, suffix, trials, twins):
    """(what differs, p) of a row recomputed with SciPy."""
    effects, unit, scale = effects_of(row, suffix, trials, twins)
    n, ratio = len(effects), row["scale"] == "ratio"
    low = row["value"] + row["size"] if row["direction"] == "more" else row["value"] - row["size"]
    low, high = {"more": (low, math.inf), "less": (-math.inf, low),
                 "about": (low, row["value"] + row["size"])}[row["direction"]]
    if ratio:
        low, high = (math.log1p(x) if x > -1 else -math.inf for x in (low, high))
    low, high = low * unit, high * unit
    wrong = [("n", row["n" + suffix], n)] if row["n" + suffix] != n else []
    spread = effects.std(ddof=1) if n > 1 else math.nan
    constant = n > 1 and spread <= 1e-9 * max(scale, 1e-9)
    if n < 2 or (row["scale"] == "sd" and not unit > 0):
        return wrong + ([] if row["status" + suffix] == "undefined" else [("status", row["status" + suffix])]), None
    outer = np.expm1 if ratio else lambda x: x / unit
    mean = effects.mean()
    if constant:
        side = "supported" if low < mean < high else "contradicted"
        p = 2.0 ** (1 - n)
    else:
        tests = [stats.ttest_1samp(effects, end, alternative=side).pvalue
                 for end, side in ((low, "greater"), (high, "less")) if math.isfinite(end)]
        inside = 2 * max(tests)
        outside = 2 * min(stats.ttest_1samp(effects, end, alternative=side).pvalue
                          for end, side in ((low, "less"), (high, "greater")) if math.isfinite(end))
        side, p = ("supported", inside) if inside <= outside else ("contradicted", outside)
        p = min(p, 1.0)
        interval = stats.ttest_1samp(effects, 0).confidence_interval(0.95)
        for name, value in (("ci_low", interval.low), ("ci_high", interval.high)):
            if not math.isclose(row[name + suffix], float(outer(value)), rel_tol=1e-7, abs_tol=1e-8 * max(scale, 1e-3)):
                wrong.append((name, row[name + suffix], float(outer(value))))
    if not math.isclose(row["effect" + suffix], float(outer(mean)), rel_tol=1e-7, abs_tol=1e-8 * max(scale, 1e-3)):
        wrong.append(("effect", row["effect" + suffix], float(outer(mean))))
    # Metrics are read with the digits that they were added up with; the tail of t magnifies what differs.
    if not math.isclose(row["p_value" + suffix], p, rel_tol=1e-6, abs_tol=1e-200):
        wrong.append(("p_value", row["p_value" + suffix], p))
    want = side if row["p_adjusted" + suffix] < 0.05 else "undecided"
    if row["verdict" + suffix] != want:
        wrong.append(("verdict", row["verdict" + suffix], want))
    return wrong, p


def check_hypotheses(report, trials, twins, hypotheses):
    table = hypotheses.astype(object).where(hypotheses.notna(), None)
    rows = table.to_dict("records")
    for suffix in ("", "_without"):
        family = [row for row in rows if not suffix or row["knock_out"]]
        for row in family:
            # Weekly readings of single trials are in no table.
            if row["first_week"] is not None or row["status" + suffix] == "not run":
                continue
            wrong, _ = one_hypothesis(row, suffix, trials, twins)
            report.check(f"hypothesis {row['hypothesis']}{suffix}", not wrong, wrong)
        p = [1.0 if row["p_value" + suffix] is None else row["p_value" + suffix] for row in family]
        for row, want in zip(family, holm(p)):
            same = row["p_adjusted" + suffix] is None or math.isclose(row["p_adjusted" + suffix], want, rel_tol=1e-9)
            report.check(f"Holm for {row['hypothesis']}{suffix}", same, (row["p_adjusted" + suffix], want))
    for row in rows:
        want = None
        if row["knock_out"] and row["verdict"] == "supported":
            want = {"supported": "yes", "contradicted": "no", "undecided": "open"}[row["verdict_without"]]
        report.check(f"hypothesis {row['hypothesis']}: survival", row["survives"] == want, row["survives"])


def check_json(report, directory, name, table):
    rows = json.loads((directory / f"{name}.json").read_text(encoding="utf-8"))
    report.check(f"{name}.json: rows", len(rows) == len(table), f"{len(rows)} against {len(table)}")
    for number, (row, other) in enumerate(zip(rows, table.to_dict("records"))):
        same = list(row) == list(other) and all(
            row[name] == (None if pd.isna(other[name]) else other[name]) for name in row
        )
        report.check(f"{name}.json: row {number + 1} equals {name}.csv", same, row if not same else "")


def check_manifest(report, directory):
    path = directory / "manifest.json"
    if not report.check("manifest.json exists", path.exists()):
        return
    for entry in json.loads(path.read_text(encoding="utf-8")).get("files", []):
        content = (directory / entry["path"]).read_bytes()
        report.check(f"manifest: {entry['path']}", hashlib.sha256(content).hexdigest() == entry["sha256"])


def draw(report, weekly, metric, target):
    """The trajectory of one metric, with interval or quantile band, for each regime."""
    metric = metric or weekly["metric"].iloc[0]
    frame = weekly[(weekly["metric"] == metric) & (weekly["point"] == weekly["point"].iloc[0])]
    time = next(name for name in ("week", "quarter") if name in frame.columns)
    low, high = next(pair for pair in (("p05", "p95"), ("ci_low", "ci_high")) if set(pair) <= set(frame.columns))
    figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
    for regime, group in frame.groupby("regime", sort=False):
        (line,) = axes.plot(group[time].astype(float), group["mean"], label=regime)
        axes.fill_between(group[time].astype(float), group[low], group[high], alpha=0.15, color=line.get_color())
    axes.set_xlabel(time)
    axes.set_ylabel(metric)
    axes.legend()
    figure.savefig(target, dpi=120)
    plt.close(figure)
    report.check("plot", target.stat().st_size > 5000 and len(axes.lines) == frame["regime"].nunique() > 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--plot", type=pathlib.Path, help="where the figure goes (default: check.png beside DIR)")
    parser.add_argument("--metric", help="metric of the plot (default: the first)")
    options = parser.parse_args()
    directory, report = options.directory, Report()
    package = report.run("datapackage.json", lambda: json.loads((directory / "datapackage.json").read_text("utf-8")))
    if package:
        report.run("data package", lambda: check_package(report, directory, package))
        tables = {}
        for resource in package["resources"]:
            frame = report.run(f"pandas reads {resource['path']}", lambda: read(directory, resource))
            if frame is None:
                continue
            tables[resource["name"]] = frame
            names = [field["name"] for field in resource["schema"]["fields"]]
            report.check(f"{resource['path']}: columns", list(frame.columns) == names, list(frame.columns))
            report.check(f"{resource['path']}: rows", len(frame) == resource.get("rows", len(frame)))
        for name in ("trials", "summary", "comparisons", "timeseries"):
            report.check(f"the package has {name}", name in tables)
        if "trials" in tables and "summary" in tables:
            trials, summary = tables["trials"], tables["summary"]
            report.check("trials.csv: first columns", list(trials.columns[:5]) == KEYS, list(trials.columns[:5]))
            report.check("trials.csv has rows", len(trials) > 0)
            want = ["metric", "regime", "point", *SUMMARY]
            report.check("summary.csv: columns", list(summary.columns) == want, list(summary.columns))
            report.run("summary", lambda: check_summary(report, trials, summary))
            report.run("summary.json", lambda: check_json(report, directory, "summary", summary))
        if "trials" in tables and "comparisons" in tables:
            report.run("comparisons", lambda: check_comparisons(report, tables["trials"], tables["comparisons"]))
            report.run("comparisons.json", lambda: check_json(report, directory, "comparisons", tables["comparisons"]))
        if "hypotheses" in tables:
            claims, twins = tables["hypotheses"], tables.get("twins")
            report.run("hypotheses", lambda: check_hypotheses(report, tables["trials"], twins, claims))
            report.run("hypotheses.json", lambda: check_json(report, directory, "hypotheses", claims))
        if "decomposition" in tables:
            parts = tables["decomposition"]
            report.run("decomposition", lambda: check_decomposition(report, tables["trials"], tables["twins"], parts))
            report.run("decomposition.json", lambda: check_json(report, directory, "decomposition", parts))
        if "timeseries" in tables:
            target = options.plot or directory.resolve().parent / "check.png"
            report.run("plot", lambda: draw(report, tables["timeseries"], options.metric, target))
        report.run("manifest", lambda: check_manifest(report, directory))
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
