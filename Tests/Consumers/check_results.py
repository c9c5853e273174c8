#!/usr/bin/env python3
"""Reads a results directory as its users would, with other people's tools, and checks it.

    python3 check_results.py DIR [--plot FILE.png] [--metric NAME]

Needs pandas, scipy, frictionless and matplotlib. Checks: the data package under frictionless (types, keys, sizes,
hashes); every table with pandas by the types of datapackage.json; slopes.csv against slope_trials.csv; summary.csv,
comparisons.csv, decomposition.csv and hypotheses.csv against trials.csv, knock_outs.csv and the slopes, with NumPy and SciPy to
a relative 1e-9, with Holm's adjustment and the verdicts; the JSON tables against their CSV; the manifest's digests; one
plot, a trajectory with its band for each regime. Prints 'N passed, N failed' and exits 1 when something failed.
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

from equal_cost import KEYS, Mean, Study, added, as_is, critical

matplotlib.use("Agg")
warnings.filterwarnings("ignore", message="Glyph")
import matplotlib.pyplot as plt  # noqa: E402

SUMMARY = ["n", "mean", "sd", "mcse", "ci_low", "ci_high", "p05", "p25", "p50", "p75", "p95", "correction"]
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


def wilson(share, n):
    z = 1.959963984540054
    centre, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (centre - half) / (1 + z * z / n)), min(1.0, (centre + half) / (1 + z * z / n))


def estimates(arm, metric):
    """The numbers of a row of the summary."""
    lived = arm.rows[metric].astype(float).dropna().to_numpy()
    corrected = arm.corrected(metric).dropna().to_numpy()
    nothing = {name: None for name in SUMMARY[1:]}
    if len(corrected) == 0:
        return {"n": 0, **nothing}
    found = Mean(corrected, arm.pulls(metric, arm.gap))
    quantiles = np.quantile(lived - arm.shift(metric), [0.05, 0.25, 0.5, 0.75, 0.95], method="linear")
    result = {"n": found.n, **nothing, "mean": found.mean, **dict(zip(["p05", "p25", "p50", "p75", "p95"], quantiles))}
    if arm.deviation is not None:
        result["correction"] = -arm.shift(metric)
    if found.n > 1:
        low, high = found.interval
        result.update(sd=float(np.std(lived, ddof=1)), mcse=found.error, ci_low=low, ci_high=high)
    return result


def check_package(report, directory, package):
    outcome = frictionless.validate(str(directory / "datapackage.json"))
    report.check("frictionless", outcome.valid, outcome.flatten(["type", "note"])[:5])
    for resource in package["resources"]:
        path = directory / resource["path"]
        content = path.read_bytes()
        if resource["reproducibility"] == "bit-exact":
            report.check(f"{path.name}: bytes", len(content) == resource["bytes"])
            report.check(f"{path.name}: hash", "sha256:" + hashlib.sha256(content).hexdigest() == resource["hash"])
        else:  # bytes differ between builds of BLAS; the descriptor's do not
            report.check(f"{path.name}: no hash", "hash" not in resource and "bytes" not in resource)
        report.check(f"{path.name}: no byte order mark, LF", content[:3] != b"\xef\xbb\xbf" and b"\r\n" not in content[:4096])
        for field in resource["schema"]["fields"]:
            known = field.get("description") and "unit" in field and field.get("reproducibility") in ("bit-exact", "BLAS-dependent")
            report.check(f"{path.name}: {field['name']} has description, unit and reproducibility", known)


def metrics_of(table):
    return [name for name in table.columns if name not in [*KEYS, "without", "pair", "salary"]]


def check_slopes(report, study, slopes):
    expected = {(metric, *key) for metric in metrics_of(study.rows[next(iter(study.rows))].reset_index()) for key in study.rows
                if study[key].deviation is not None}
    rows = slopes.assign(without=slopes["without"].fillna("")).to_dict("records")
    report.check("slopes.csv has a row for each metric and arm",
                 {(row["metric"], row["without"], row["regime"], row["point"]) for row in rows} == expected)
    for row in rows:
        arm = study[row["without"], row["regime"], row["point"]]
        rate, influences = arm.rate(row["metric"])
        missing = math.isnan(rate)
        spread = Mean(influences).error if len(influences) > 1 else math.nan
        scale = max(float(influences.abs().max()) if len(influences) else 0.0, arm.digits)
        wrong = [] if row["pairs"] == len(influences) else [("pairs", row["pairs"], len(influences))]
        for name, want in (("slope", rate), ("se", spread), ("gap", arm.gap), ("correction", -rate * arm.gap)):
            if not close(row[name], None if missing and name != "gap" else want, scale):
                wrong.append((name, row[name], want))
        report.check(f"slope of {row['metric']}, {row['without']} {row['regime']}, point {row['point']}", not wrong, wrong)


def check_summary(report, study, summary):
    arms = {key[1:]: key for key in study.rows if key[0] == ""}
    metrics = metrics_of(study.rows[next(iter(arms.values()))].reset_index())
    expected = {(metric, *key) for metric in metrics for key in arms}
    found = set(zip(summary["metric"], summary["regime"], summary["point"]))
    report.check("summary.csv has a row for each metric, regime and point", found == expected, list(found ^ expected)[:5])
    for row in summary.to_dict("records"):
        key = (row["regime"], row["point"])
        if key not in arms or row["metric"] not in metrics:
            continue
        arm = study[arms[key]]
        want, values = estimates(arm, row["metric"]), arm.rows[row["metric"]].astype(float).dropna()
        # What is nearly zero is compared on the scale of the data: a constant plus rounding has sd of about 1e-16.
        # A gap is kept to 2^-32 or so as well, and acts times the slope.
        steep = 0.0 if arm.deviation is None else 1.0 + abs(arm.rate(row["metric"])[0])
        scale = max(float(values.abs().max()) * 1e-6 if len(values) else 0.0, 0.0 if math.isnan(steep) else steep)
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


def differs(row, found, scale, names=("mean_difference", "ci_low", "ci_high", "p_value")):
    """What of a row is not what a mean says."""
    wrong = [] if row["n"] == found.n else [("n", row["n"], found.n)]
    # With two or three trials t magnifies the last digit of what is kept.
    few = max(1.0, critical(found.freedom) / 2) if found.n > 1 else 1.0
    for name, want, wide in zip(names[:3], (found.mean, *found.interval), (1.0, few, few)):
        if not close(row[name], want, scale * wide):
            wrong.append((name, row[name], want))
    # The tail of t magnifies what differs in the last digits: by |t| times what the mean is off by in standard errors.
    loose = 1e-6 + 1e-9 * scale / found.error * (1 + abs(found.mean) / found.error) if found.error > 0 else 0.0
    if 0 < loose < 0.1 and not math.isclose(row[names[3]], found.p, rel_tol=10 * loose, abs_tol=1e-200):
        wrong.append((names[3], row[names[3]], found.p))
    return wrong


def check_comparisons(report, study, regimes, comparisons):
    points = sorted({key[2] for key in study.rows if key[0] == ""})
    pairs = [(a, b) for place, a in enumerate(regimes) for b in regimes[place + 1:]]
    metrics = metrics_of(study.rows["", regimes[0], points[0]].reset_index())
    expected = [(metric, *pair, point) for metric in metrics for point in points for pair in pairs]
    found = list(zip(comparisons["metric"], comparisons["regime_a"], comparisons["regime_b"], comparisons["point"]))
    report.check("comparisons.csv has each pair of each metric", found == expected)
    for row in comparisons.to_dict("records"):
        metric = row["metric"]
        arms = [study["", row[name], row["point"]] for name in ("regime_a", "regime_b")]
        both = pd.concat([arm.corrected(metric) for arm in arms], axis=1).dropna().to_numpy(dtype=float)
        lived = pd.concat([arm.rows[metric].astype(float) - arm.shift(metric) for arm in arms], axis=1).dropna().to_numpy()
        a, b = both.T
        result = Mean(a - b, added([arm.pulls(metric, sign * arm.gap) for arm, sign in zip(arms, (1, -1))]),
                      sum(arm.parting(metric) for arm in arms))
        scale = max(float(np.max(np.abs(lived), initial=0.0)), *(arm.digits for arm in arms))
        ahead = lived[:, 0] - lived[:, 1]
        same = np.abs(ahead).max(initial=0.0) <= 1e-9 * max(scale, 1.0) and np.abs(a - b).max(initial=0.0) <= 1e-9 * max(scale, 1.0)
        status = "undefined" if result.n == 0 else "identical" if same else "ok" if result.n > 1 else "undefined"
        wrong = [] if row["n"] == result.n else [("n", row["n"], result.n)]
        if row["status"] != status:
            wrong.append(("status", row["status"], status))
        elif status == "ok":
            wrong += differs(row, result, scale)
            # Equal in the trial is equal, whatever equal cost adds to both.
            raw = pd.concat([arm.rows[metric].astype(float) for arm in arms], axis=1).dropna().to_numpy()
            tie = raw[:, 0] == raw[:, 1]
            share = (((ahead > 0) & ~tie) + 0.5 * tie).mean()
            correction = None if arms[0].deviation is arms[1].deviation is None else arms[1].shift(metric) - arms[0].shift(metric)
            # What differs by less than is kept has no order that could be told here.
            unclear = (~tie & (np.abs(ahead) < 1e-8 * max(scale, 1.0))).mean()
            share = row["prob_a_beats_b"] if abs(row["prob_a_beats_b"] - share) <= unclear else share
            low, high = wilson(share, result.n)
            for name, want in (("prob_a_beats_b", share), ("prob_low", low), ("prob_high", high), ("correction", correction)):
                if not close(row[name], want, 1.0 if name != "correction" else scale):
                    wrong.append((name, row[name], want))
            # Quotients of spreads mean nothing where a spread is rounding.
            if min(x.std(ddof=1) for x in (a, b, a - b)) > 1e-5 * scale:
                want = {"correlation": np.corrcoef(a, b)[0, 1],
                        "variance_ratio": (a.var(ddof=1) + b.var(ddof=1)) / (a - b).var(ddof=1)}
                wrong += [(name, row[name], value) for name, value in want.items()
                          if not math.isclose(row[name], value, rel_tol=1e-6 if arms[0].deviation is None else 1e-4, abs_tol=1e-7)]
        report.check(f"comparison of {metric}, {row['regime_a']} and {row['regime_b']}", not wrong, wrong)
    check_holm(report, comparisons, "comparisons")


def check_holm(report, table, name):
    for (metric, point), family in table.groupby(["metric", "point"], sort=False):
        want = holm(list(family["p_value"]))
        same = all(math.isnan(x) and math.isnan(y) or math.isclose(x, y, rel_tol=1e-9)
                   for x, y in zip(family["p_adjusted"], want))
        report.check(f"Holm's adjustment of {name} for {metric}", same, list(zip(family["p_adjusted"], want))[:3])


def check_decomposition(report, study, regimes, parts):
    """What each mechanism adds: the difference with it less that without it, trial by trial."""
    for row in parts.to_dict("records"):
        metric, point = row["metric"], row["point"]
        arms = [study[without, row[name], point] for without in ("", row["mechanism"]) for name in ("regime", "against")]
        signs = (1, -1, -1, 1)
        values = pd.concat([arm.corrected(metric) for arm in arms], axis=1).dropna().to_numpy(dtype=float)
        whole, part = values[:, 0] - values[:, 1], values[:, 2] - values[:, 3]
        result = Mean(whole - part, added([arm.pulls(metric, sign * arm.gap) for arm, sign in zip(arms, signs)]),
                      sum(arm.parting(metric) for arm in arms))
        scale = max(float(np.max(np.abs(values), initial=0.0)), *(arm.digits for arm in arms))
        wrong = [("n", row["n"], result.n)] if row["n"] != result.n or row["against"] != regimes[0] else []
        same = np.abs(whole - part).max(initial=0.0) <= 1e-9 * max(scale, 1.0)
        status = "undefined" if result.n == 0 else "identical" if same else "ok" if result.n > 1 else "undefined"
        if row["status"] != status and not (same and result.n and row["status"] == "ok" and abs(row["contribution"]) < 1e-9):
            wrong.append(("status", row["status"], status))
        elif status == "ok":
            wrong += differs(row, result, scale, ("contribution", "ci_low", "ci_high", "p_value"))
            for name, want in (("difference", whole.mean()), ("difference_without", part.mean())):
                if not close(row[name], want, scale):
                    wrong.append((name, row[name], want))
        report.check(f"part of {row['mechanism']} in {metric}, {row['regime']} and {row['against']}", not wrong, wrong)
    check_holm(report, parts, "parts")


class Claim:
    """A hypothesis or its knock-out run, from the arms that its row names: one number a trial, whose mean is the effect."""

    def __init__(self, row, suffix, study):
        without = " ".join(sorted(row["knock_out"].split())) if suffix else ""
        parts = re.findall(r"([+-]?) ?(\S+)@(\d+)", row["arms"])
        self.ratio, metric = row["scale"] == "ratio", row["metric"]
        arms = [study[without, name, int(point)] for _, name, point in parts]
        signs = np.array([-1.0 if sign == "-" else 1.0 for sign, _, _ in parts])
        lived = pd.concat([arm.rows[metric].astype(float) for arm in arms], axis=1)
        self.undefined = bool(self.ratio and (lived.dropna() <= 0).any(axis=None))
        change = (lambda values: np.log(values.where(values > 0))) if self.ratio else as_is
        frame = pd.concat([arm.corrected(metric, change) for arm in arms], axis=1).dropna()
        effects, base = frame.to_numpy() @ signs, lived.loc[frame.index].iloc[:, -1].to_numpy()
        unit, self.scale = 1.0, float(np.max(np.abs(frame.to_numpy()), initial=0.0))
        if row["scale"] == "sd" and len(effects) > 1:
            unit, n = base.std(ddof=1), len(base)
            self.undefined |= not unit > 0
            if unit > 0:  # the delta method, with sd estimated
                spread = (base - base.mean()) ** 2 - base.var(ddof=0)
                effects = effects / unit - effects.mean() / (2 * unit**3) * spread
        self.numbers = pd.Series(effects, index=frame.index)
        self.gaps = [0.0 if arm.deviation is None else float(arm.deviation.loc[frame.index].mean()) for arm in arms]
        self.pulls = [arm.pulls(metric, sign * gap / unit, change) for arm, sign, gap in zip(arms, signs, self.gaps)]
        self.correction = -sum(sign * gap / unit * arm.rate(metric, change)[0]
                               for arm, sign, gap in zip(arms, signs, self.gaps) if arm.deviation is not None)
        self.parting = sum(arm.parting(metric, change, frame.index) for arm in arms) / unit**2 if len(arms) > 1 else 0.0
        self.corrected = any(arm.deviation is not None for arm in arms)

    def outer(self, number):
        return math.expm1(number) if self.ratio else number

    @property
    def mean(self):
        return Mean(self.numbers.to_numpy(), added(self.pulls), self.parting)


def region(row, ratio, size=None):
    size = row["size"] if size is None else size
    low = row["value"] + size if row["direction"] == "more" else row["value"] - size
    ends = {"more": (low, math.inf), "less": (-math.inf, low), "about": (low, row["value"] + size)}[row["direction"]]
    return tuple((math.log1p(x) if x > -1 else -math.inf) if math.isfinite(x) else x for x in ends) if ratio else ends


def side_of(mean, ends, constant):
    """(supported or outside, p) of a claimed region."""
    low, high = ends
    if constant:
        return ("supported" if low < mean.mean < high else "outside"), 2.0 ** (1 - mean.n)
    inside = 2 * max(mean.tail(end, side) for end, side in ((low, "greater"), (high, "less")) if math.isfinite(end))
    outside = 2 * min(mean.tail(end, side) for end, side in ((low, "less"), (high, "greater")) if math.isfinite(end))
    side, p = ("supported", inside) if inside <= outside else ("outside", outside)
    return side, min(p, 1.0)


def one_hypothesis(row, suffix, study):
    """(what differs, p of the side, p of the other side of the value, claim) of a row recomputed with SciPy."""
    claim = Claim(row, suffix, study)
    mean, ratio = claim.mean, claim.ratio
    wrong = [("n", row["n" + suffix], mean.n)] if row["n" + suffix] != mean.n and not claim.undefined else []
    if mean.n < 2 or claim.undefined:
        return wrong + ([] if row["status" + suffix] == "undefined" else [("status", row["status" + suffix])]), None, None, None
    constant = mean.error <= 1e-9 * max(claim.scale, 1e-9)
    side, p = side_of(mean, region(row, ratio), constant)
    against = p
    if row["size"] > 0 and row["direction"] != "about":
        where, against = side_of(mean, region(row, ratio, 0.0), constant)
        against = against if where == "outside" else 1.0
    tolerance = 1e-8 * max(claim.scale, 1e-3)
    wants = [("effect", claim.outer(mean.mean))]
    if not constant:
        wants += [(name, claim.outer(end)) for name, end in zip(("ci_low", "ci_high"), mean.interval)]
    if claim.corrected:
        wants.append(("correction", claim.outer(mean.mean) - claim.outer(mean.mean - claim.correction)))
    wrong += [(name, row[name + suffix], want) for name, want in wants
              if row[name + suffix] is None or not math.isclose(row[name + suffix], want, rel_tol=1e-7, abs_tol=tolerance)]
    # Metrics are read with the digits that they were added up with; the tail of t magnifies what differs.
    if not math.isclose(row["p_value" + suffix], p, rel_tol=1e-6, abs_tol=1e-200):
        wrong.append(("p_value", row["p_value" + suffix], p))
    row["side" + suffix], row["against" + suffix] = side, against
    return wrong, p, against, claim


def check_contribution(report, row, whole, part):
    both = pd.concat([whole.numbers, part.numbers], axis=1).dropna()
    pulls = [one for one in whole.pulls] + [None if one is None else -one for one in part.pulls]
    found = Mean((both.iloc[:, 0] - both.iloc[:, 1]).to_numpy(), added(pulls), whole.parting + part.parting)
    want = dict(zip(("contribution", "contribution_low", "contribution_high"),
                    map(whole.outer, (found.mean, *found.interval))))
    wrong = [(name, row[name], value) for name, value in want.items()
             if not math.isclose(row[name], value, rel_tol=1e-7, abs_tol=1e-8 * max(whole.scale, 1e-3))]
    if found.error > 1e-9 and not math.isclose(row["contribution_p"], found.p, rel_tol=1e-5, abs_tol=1e-200):
        wrong.append(("contribution_p", row["contribution_p"], found.p))
    report.check(f"what the mechanisms add to {row['hypothesis']}", not wrong, wrong)


def survival(row):
    if not row["knock_out"] or row["verdict"] != "supported":
        return None
    points = {"more": (row["contribution"] or 0) > 0, "less": (row["contribution"] or 0) < 0, "about": True}[row["direction"]]
    weaker = row["contribution"] is not None and points and (row["contribution_p_adjusted"] or 1) < 0.05
    if row["verdict_without"] == "supported":
        return "weaker" if weaker else "yes"
    return "no" if weaker else "open"


def check_hypotheses(report, study, hypotheses):
    table = hypotheses.astype(object).where(hypotheses.notna(), None)
    rows = table.to_dict("records")
    # Weekly readings of single trials are in no table.
    known = [row for row in rows if row["first_week"] is None]
    claims = {}
    for suffix in ("", "_without"):
        family = [row for row in rows if not suffix or row["knock_out"]]
        for row in family:
            if row in known and row["status" + suffix] != "not run":
                wrong, _, _, claims[row["hypothesis"], suffix] = one_hypothesis(row, suffix, study)
                report.check(f"hypothesis {row['hypothesis']}{suffix}", not wrong, wrong)
        p = [1.0 if row["p_value" + suffix] is None else row["p_value" + suffix] for row in family]
        adjusted = holm(p)
        # The second statement, that the effect is on the other side, has a family of its own.
        other = holm([row.get("against" + suffix, one) for row, one in zip(family, p)]) if len(known) == len(rows) else None
        for place, (row, want) in enumerate(zip(family, adjusted)):
            same = row["p_adjusted" + suffix] is None or math.isclose(row["p_adjusted" + suffix], want, rel_tol=1e-9)
            report.check(f"Holm for {row['hypothesis']}{suffix}", same, (row["p_adjusted" + suffix], want))
            if other and "side" + suffix in row:
                verdict = "undecided" if want >= 0.05 else "supported" if row["side" + suffix] == "supported" else (
                    "contradicted" if other[place] < 0.05 else "smaller")
                report.check(f"verdict of {row['hypothesis']}{suffix}", row["verdict" + suffix] == verdict, verdict)
    for row in rows:
        whole, part = (claims.get((row["hypothesis"], suffix)) for suffix in ("", "_without"))
        if whole and part:
            check_contribution(report, row, whole, part)
        report.check(f"hypothesis {row['hypothesis']}: survival", row["survives"] == survival(row), row["survives"])


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
            study, regimes = Study(directory, tables), list(dict.fromkeys(trials["regime"]))
            first = [name for name in KEYS if name in trials.columns]
            report.check("trials.csv: first columns", list(trials.columns[:len(first)]) == first, list(trials.columns[:5]))
            report.check("slopes are there where a budget is, and nowhere else",
                         (study.budget is not None) == ("slopes" in tables) == ("slope_trials" in tables))
            report.check("trials.csv has rows", len(trials) > 0)
            want = ["metric", "regime", "point", *SUMMARY]
            report.check("summary.csv: columns", list(summary.columns) == want, list(summary.columns))
            report.run("summary", lambda: check_summary(report, study, summary))
            report.run("summary.json", lambda: check_json(report, directory, "summary", summary))
        if "trials" in tables and "comparisons" in tables:
            report.run("comparisons", lambda: check_comparisons(report, study, regimes, tables["comparisons"]))
            report.run("comparisons.json", lambda: check_json(report, directory, "comparisons", tables["comparisons"]))
        if "hypotheses" in tables:
            claims = tables["hypotheses"]
            report.run("hypotheses", lambda: check_hypotheses(report, study, claims))
            report.run("hypotheses.json", lambda: check_json(report, directory, "hypotheses", claims))
        if "slopes" in tables:
            report.run("slopes", lambda: check_slopes(report, study, tables["slopes"]))
        if "decomposition" in tables:
            parts = tables["decomposition"]
            report.run("decomposition", lambda: check_decomposition(report, study, regimes, parts))
            report.run("decomposition.json", lambda: check_json(report, directory, "decomposition", parts))
        if "timeseries" in tables:
            target = options.plot or directory.resolve().parent / "check.png"
            report.run("plot", lambda: draw(report, tables["timeseries"], options.metric, target))
        report.run("manifest", lambda: check_manifest(report, directory))
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
