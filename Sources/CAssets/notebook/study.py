# The Python of a study's notebook. Each "# %% name" begins a cell; @…@ is filled in by the program.

# %% setup
import hashlib
import json
from itertools import cycle
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib_inline.backend_inline import set_matplotlib_formats

RESULTS = Path(@results@)
WRITTEN_FOR = @digests@
WARM_UP = @warm_up@  # weeks that all regimes share, before they part
POINT = 0  # number of the design point that is drawn; tables of profits and differences have all of them

manifest = json.loads((RESULTS / "manifest.json").read_text(encoding="utf-8"))
package = json.loads((RESULTS / "datapackage.json").read_text(encoding="utf-8"))
resources = {resource["name"]: resource for resource in package["resources"]}
regimes = manifest["regimes"]
colours = [colour for _, colour in zip(regimes, cycle(@colours@))]
places = range(len(regimes))
legend_columns = max(1, 100 // (8 + max(map(len, regimes))))
legend_height = 0.22 * -(-len(regimes) // legend_columns)  # inches


def read(name):
    """A table with the types that its data package declares: regimes called NaN or 1e5 stay text."""
    types = {"string": "string", "integer": "Int64", "number": "float64"}
    fields = resources[name]["schema"]["fields"]
    return pd.read_csv(RESULTS / resources[name]["path"], dtype={field["name"]: types[field["type"]] for field in fields},
                       keep_default_na=False, na_values=[""])


def words(name):
    return name.replace("_", " ")


def add_legend(figure, axis):
    figure.legend(*axis.get_legend_handles_labels(), loc="outside lower center", ncols=legend_columns)


set_matplotlib_formats("svg", metadata={"Date": None})
plt.rcParams.update({"figure.constrained_layout.use": True, "axes.spines.top": False, "axes.spines.right": False,
                     "svg.fonttype": "none", "svg.hashsalt": "rainmaker", "legend.frameon": False})
pd.set_option("display.max_colwidth", None, "display.max_columns", None, "display.width", 120)

same = all(hashlib.sha256((RESULTS / name).read_bytes()).hexdigest() == digest for name, digest in WRITTEN_FOR.items())
print(f"{manifest['scenario']}: {manifest['trials_completed']} trials of each of {len(regimes)} regimes")
print("The words below were written for these very tables." if same else
      "These are NOT the tables that the words below were written for: run rainmaker notebook again.")

# %% levels
everywhere = read("summary")
summary = everywhere.query("point == @POINT")
metrics = ["profit", "revenue", "quota_attainment"]
figure, axes = plt.subplots(1, len(metrics), figsize=(10, 0.9 + 0.36 * len(regimes)), sharey=True)
for axis, metric in zip(axes, metrics):
    rows = summary[summary["metric"] == metric].set_index("regime").reindex(regimes)
    axis.hlines(places, rows["p05"], rows["p95"], colors=colours, linewidth=1.5)
    axis.hlines(places, rows["ci_low"], rows["ci_high"], colors=colours, linewidth=6)
    axis.scatter(rows["mean"], places, color="black", s=14, zorder=3)
    axis.set_xlabel(words(metric))
axes[0].set_yticks(places, regimes)
axes[0].invert_yaxis()
plt.show()

everywhere["regime"] = pd.Categorical(everywhere["regime"], regimes)
everywhere[everywhere["metric"].isin(metrics)].pivot(index=["point", "regime"], columns="metric", values="mean")[metrics].sort_index().round(3)

# %% differences
gaps = read("comparisons").query("metric == 'profit'")
if (gaps["point"] == POINT).sum() > 28:  # too many to be read: every regime against the first
    gaps = gaps[gaps["regime_a"] == regimes[0]]
# The table has a less b; a reader asks what the later regime brings.
gaps = pd.DataFrame({"pair": gaps["regime_b"] + " less " + gaps["regime_a"], "difference": -gaps["mean_difference"],
                     "from": -gaps["ci_high"], "to": -gaps["ci_low"], "ahead": 1 - gaps["prob_a_beats_b"],
                     "p_adjusted": gaps["p_adjusted"], "regime": gaps["regime_b"], "point": gaps["point"]})
all_gaps, gaps = gaps, gaps[gaps["point"] == POINT].reset_index(drop=True)
figure, axis = plt.subplots(figsize=(8, 0.9 + 0.3 * len(gaps)))
axis.axvline(0, color="grey", linestyle=":")
axis.hlines(gaps.index, gaps["from"], gaps["to"], colors=[colours[regimes.index(name)] for name in gaps["regime"]], linewidth=6)
axis.scatter(gaps["difference"], gaps.index, color="black", s=14, zorder=3)
axis.set_yticks(gaps.index, gaps["pair"])
axis.invert_yaxis()
axis.set_xlabel("difference in profit on the same trials")
plt.show()

all_gaps.drop(columns="regime").set_index(["point", "pair"]).sort_index(sort_remaining=False).round(3)

# %% pairing
trials = read("trials").query("point == @POINT")
wide = trials.pivot(index="trial", columns="regime", values="profit")[regimes]
first, rest = regimes[0], regimes[1:]
gain = wide[rest].sub(wide[first], axis=0)

figure, axis = plt.subplots(figsize=(8, 4.5 + legend_height))
for regime in rest:
    axis.scatter(wide[first], wide[regime], s=8, color=colours[regimes.index(regime)], label=regime)
axis.axline((wide[first].mean(),) * 2, slope=1, color="grey", linestyle=":")
axis.set_xlabel(f"profit under {first}")
axis.set_ylabel("profit in the same trial under another regime")
add_legend(figure, axis)
plt.show()

alone = (wide[rest].var() + wide[first].var()).div(len(wide)) ** 0.5
pd.DataFrame({"gain": gain.mean(), "standard error": gain.sem(), "unpaired": alone,
              "correlation": wide[rest].corrwith(wide[first])}).rename_axis("regime").round(4)

# %% paths
series = read("timeseries").query("point == @POINT")
if "week" in series:
    series["quarter"] = series["week"] // 13
    series = series[series.groupby("quarter")["week"].transform("nunique") == 13]
    series = series.groupby(["metric", "regime", "quarter"], as_index=False)[["mean", "p25", "p75"]].mean()
series["quarter"] += 1  # tables count from 0
series = series[series["quarter"] >= WARM_UP / 13 - 1.5]  # and at most two quarters of what all share
metrics = ["profit", "revenue", "win_rate", "skill", "motivation", "match"]
figure, axes = plt.subplots(2, 3, figsize=(10, 5.5 + legend_height), sharex=True)
for axis, metric in zip(axes.flat, metrics):
    for regime, colour in zip(regimes, colours):
        rows = series[(series["metric"] == metric) & (series["regime"] == regime)]
        axis.fill_between(rows["quarter"], rows["p25"], rows["p75"], color=colour, alpha=0.15, linewidth=0)
        axis.plot(rows["quarter"], rows["mean"], color=colour, label=regime)
    if WARM_UP:
        axis.axvline(WARM_UP / 13 + 0.5, color="grey", linestyle=":")
    axis.set_title(words(metric), fontsize="medium")
    axis.xaxis.get_major_locator().set_params(integer=True)
for axis in axes[1]:
    axis.set_xlabel("quarter")
add_legend(figure, axes[0, 0])
plt.show()

# %% points
points = read("points")
everywhere = read("summary").query("metric == 'profit'")
figure, axis = plt.subplots(figsize=(8, 4 + legend_height))
for regime, colour in zip(regimes, colours):
    rows = everywhere[everywhere["regime"] == regime]
    axis.fill_between(rows["point"], rows["ci_low"], rows["ci_high"], color=colour, alpha=0.2, linewidth=0)
    axis.plot(rows["point"], rows["mean"], marker="o", markersize=4, color=colour, label=regime)
if len(points) <= 12:
    axis.set_xticks(points["point"], points["name"].str.replace(", ", ",\n"), rotation=0 if len(points) <= 4 else 90)
else:
    axis.set_xlabel("design point, as numbered in the table below")
    axis.xaxis.get_major_locator().set_params(integer=True)
axis.set_ylabel("profit")
add_legend(figure, axis)
plt.show()

points.set_index("point").join(everywhere.pivot(index="point", columns="regime", values="mean")[regimes].round(3), rsuffix=" ")

# %% drivers
drivers = read("drivers").query("outcome == 'performance' and terms == 'traits' and point == @POINT")
drivers = drivers.pivot(index="term", columns="regime", values="standardised").reindex(columns=regimes)
drivers = drivers.reindex(drivers.abs().max(axis=1).sort_values().index)
figure, axis = plt.subplots(figsize=(8, 1 + 0.3 * len(drivers) + legend_height))
for regime, colour in zip(regimes, colours):
    axis.scatter(drivers[regime], range(len(drivers)), color=colour, s=24, label=regime)
axis.axvline(0, color="grey", linestyle=":")
axis.set_yticks(range(len(drivers)), [words(term) for term in drivers.index])
axis.set_xlabel("standard deviations of revenue for one of the trait")
add_legend(figure, axis)
plt.show()

# %% decomposition
parts = read("decomposition").query("metric == 'profit' and point == @POINT").dropna(subset="contribution")
parts["part"] = parts["regime"] + " less " + parts["against"] + ": " + parts["mechanism"].map(words)
order = parts["contribution"].abs().sort_values(ascending=False).index
parts = parts.loc[order].sort_values("regime", key=lambda names: names.map(regimes.index), kind="stable").reset_index(drop=True)
figure, axis = plt.subplots(figsize=(8, 0.9 + 0.26 * len(parts)))
axis.axvline(0, color="grey", linestyle=":")
axis.hlines(parts.index, parts["ci_low"], parts["ci_high"],
            colors=[colours[regimes.index(name)] for name in parts["regime"]], linewidth=6)
axis.scatter(parts["contribution"], parts.index, color="black", s=14, zorder=3)
axis.set_yticks(parts.index, parts["part"])
axis.invert_yaxis()
axis.set_xlabel("part of the difference in profit that is gone without the mechanism")
plt.show()

parts.set_index("part")[["difference", "difference_without", "contribution", "ci_low", "ci_high", "p_adjusted"]].round(3)

# %% hypotheses
claims = read("hypotheses").set_index("hypothesis")
columns = ["kind", "verdict", "effect", "ci_low", "ci_high", "scale", "p_adjusted", "verdict_without"]
claims[columns].round(4)
