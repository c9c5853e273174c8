"""Estimates at equal cost, computed anew from a study's files: trials.csv, knock_outs.csv, slope_trials.csv and the resolved
scenario. What a unit of cost is worth in a reading is the mean change of the reading over that of cost, between the two
salaries of each pair; y - rate * (cost - target) is the reading at equal cost, and the rate's own error counts with the gap.
"""
import functools
import math

import numpy as np
import pandas as pd
import yaml
from scipy import stats

KEYS = ["regime", "point", "trial", "seed", "status"]


def critical(freedom):
    """The 97.5 % quantile of Student's t. SciPy's is off by up to 2.5e-11 for 1, 2 and 9 to 12 degrees of freedom, against
    mpmath; one step of Newton's method with its distribution function takes that away."""
    t = stats.t.ppf(0.975, freedom)
    return t - (stats.t.cdf(t, freedom) - 0.975) / stats.t.pdf(t, freedom)


class Mean:
    """A mean over trials, with what was estimated beside it: pulls of pairs, whose mean is 0. Of a difference, `parting` is
    what correcting trial by trial adds to the variances of its arms: n trials cannot show that it cancels in all of them, so
    s^2/n is not taken below (3/2)^2 of it over n^2."""

    def __init__(self, values, pulls=None, parting=0.0):
        values = np.asarray(values, dtype=float)
        self.values, self.n = values, len(values)
        self.mean = math.fsum(values) / self.n if self.n else math.nan
        own = values.var(ddof=1) / self.n if self.n > 1 else math.nan
        if own > 0:
            own = max(own, 2.25 * parting / self.n**2)
        pulls = np.zeros(2) if pulls is None else np.asarray(pulls, dtype=float)
        pulls = pulls[~np.isnan(pulls)]
        other = float((pulls**2).sum() / (len(pulls) * (len(pulls) - 1))) if len(pulls) > 1 else 0.0
        self.error = math.sqrt(own + other)
        self.freedom = self.n - 1
        if other > 0 and self.n > 1:
            self.freedom = (own + other) ** 2 / (own**2 / (self.n - 1) + other**2 / (len(pulls) - 1))

    @property
    def interval(self):
        half = critical(self.freedom) * self.error if self.error > 0 else 0.0
        return self.mean - half, self.mean + half

    def tail(self, end, side):
        """P(T beyond the mean, seen from an end): that the truth is at the end, against its being greater or less."""
        t = (self.mean - end) / self.error
        return stats.t.sf(t, self.freedom) if side == "greater" else stats.t.cdf(t, self.freedom)

    @property
    def p(self):
        return float(2 * stats.t.sf(abs(self.mean) / self.error, self.freedom)) if self.error > 0 else math.nan


def as_is(values):
    return values


class Arm:
    """A regime at a point, as it is or without mechanisms: its trials, pairs and what it costs less what it should."""

    def __init__(self, rows, pairs, deviation, target=None):
        """`target`: what the arm should cost, where that is another's cost in the same trial."""
        self.rows, self.deviation, self.target, self.rates = rows, deviation, target, {}
        self.low, self.high = pairs

    @property
    def digits(self):
        """Corrected numbers are kept to the metrics' resolution, 2^-32 or so: what is smaller is not compared."""
        return 0.0 if self.deviation is None else 1.0

    @property
    def gap(self):
        return 0.0 if self.deviation is None else float(self.deviation.mean())

    def rate(self, metric, change=as_is):
        """(rate, influences) of a reading; (nan, None) where there is none."""
        if (metric, change) not in self.rates:
            self.rates[metric, change] = self.measured(metric, change)
        return self.rates[metric, change]

    def measured(self, metric, change):
        steps = change(self.high[metric].astype(float)) - change(self.low[metric].astype(float))
        costs = (self.high["cost"] - self.low["cost"])[steps.notna()]
        steps = steps.dropna()
        if len(steps) < 2 or not costs.mean() > 2 * costs.std(ddof=1) / math.sqrt(len(costs)) or costs.mean() <= 0:
            return math.nan, pd.Series(dtype=float)
        rate = steps.sum() / costs.sum()
        return rate, (steps - rate * costs) / costs.mean()

    def corrected(self, metric, change=as_is):
        """A reading by trial at equal cost."""
        values = change(self.rows[metric].astype(float))
        return values if self.deviation is None else values - self.rate(metric, change)[0] * self.deviation

    def parting(self, metric, change=as_is, trials=None):
        """What correcting adds to the variance of a reading, over these trials."""
        if self.deviation is None:
            return 0.0
        rate = self.rate(metric, change)[0]
        values, costs = change(self.rows[metric].astype(float)), self.rows["cost"].astype(float)
        if trials is not None:
            values, costs = values.loc[trials], costs.loc[trials]
        before, after = values.var(ddof=1), (values - rate * costs).var(ddof=1)
        moving = 0.0 if self.target is None else rate**2 * self.target.var(ddof=1)
        return 0.0 if math.isnan(before) or math.isnan(after) else max(0.0, after + moving - before)

    def shift(self, metric):
        return 0.0 if self.deviation is None else self.rate(metric)[0] * self.gap

    def pulls(self, metric, factor, change=as_is):
        """What the pairs pull at a mean, times sign and gap; None where nothing is corrected."""
        return None if self.deviation is None else factor * self.rate(metric, change)[1]


def added(pulls):
    """The sum of several arms' pulls, over the pairs that all have."""
    known = [one for one in pulls if one is not None]
    return pd.concat(known, axis=1).dropna().sum(axis=1).to_numpy() if known else None


class Study:
    """The arms of a results directory: study[without, regime, point]."""

    def __init__(self, directory, tables):
        scenario = yaml.safe_load((directory / "scenario.resolved.yaml").read_text(encoding="utf-8"))
        budget = scenario.get("budget")
        self.budget = None if budget in (None, "none") else budget
        trials = tables["trials"].assign(without="")
        frames = [trials] + ([tables["knock_outs"]] if "knock_outs" in tables else [])
        self.rows = {key: group.set_index("trial") for frame in frames
                     for key, group in frame.groupby(["without", "regime", "point"], dropna=False)}
        self.pairs = {}
        if "slope_trials" in tables:
            slopes = tables["slope_trials"].assign(without=tables["slope_trials"]["without"].fillna(""))
            for key, group in slopes.groupby(["without", "regime", "point"]):
                ordered = group.sort_values(["pair", "salary"])
                self.pairs[key] = (ordered.iloc[0::2].set_index("pair"), ordered.iloc[1::2].set_index("pair"))
        self.points = tables["points"].set_index("point") if "points" in tables else None

    @functools.cache
    def __getitem__(self, key):
        without, regime, point = key
        rows = self.rows[key]
        if self.budget is None or regime == self.budget.get("as"):
            return Arm(rows, (None, None), None)
        if "as" in self.budget:
            target = self.rows[(without, self.budget["as"], point)]["cost"].astype(float)
        elif self.points is not None:
            target = float(self.points.loc[point, "budget"])
        else:
            target = float(self.budget["cost_per_seller"])
        return Arm(rows, self.pairs[key], rows["cost"].astype(float) - target, target if "as" in self.budget else None)
