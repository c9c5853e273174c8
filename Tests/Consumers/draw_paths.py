#!/usr/bin/env python3
"""Draws the README's picture: paths of one metric by the quarter, a line and a band for each regime.

    draw_paths.py RESULTS FILE.svg [METRIC]

The line is the mean over trials, the band where the middle half of the trials lies; both are means of the weeks of a
quarter. The file holds no date and no random identifiers: the same results give the same bytes.
"""
import json
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams.update({
    "svg.hashsalt": "rainmaker", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
    "path.simplify_threshold": 0.5,
})
import matplotlib.pyplot as plt  # noqa: E402
import pandas as pd  # noqa: E402

# Okabe and Ito's colours, told apart by most people who see fewer.
COLOURS = ["#D55E00", "#0072B2", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9"]
QUARTER = 13


def main():
    results, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    metric = sys.argv[3] if len(sys.argv) > 3 else "profit"
    table = pd.read_csv(results / "timeseries.csv", keep_default_na=False, na_values=[""])
    table = table[table["metric"] == metric]
    package = json.loads((results / "datapackage.json").read_text(encoding="utf-8"))
    trials = int(table["n"].max())
    start, first = 52, 26
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    ends = []
    for colour, (regime, rows) in zip(COLOURS, table[table["week"] >= first].groupby("regime", sort=False)):
        quarters = rows.groupby(rows["week"] // QUARTER)[["mean", "p25", "p75"]].mean().round(4)
        middle = quarters.index * QUARTER + QUARTER / 2
        axes.plot(middle, quarters["mean"], color=colour, linewidth=1.6, marker="o", markersize=3)
        axes.fill_between(middle, quarters["p25"], quarters["p75"], color=colour, alpha=0.12, linewidth=0)
        ends.append([quarters["mean"].iloc[-1], middle[-1], regime, colour])
    # Names beside the ends of their lines, pushed apart where they would cover each other.
    ends.sort()
    apart, last = (axes.get_ylim()[1] - axes.get_ylim()[0]) / 20, float("-inf")
    for height, week, regime, colour in ends:
        last = max(height, last + apart)
        axes.annotate(regime, (week, last), xytext=(8, 0), textcoords="offset points", color=colour, va="center")
    axes.axvline(start, color="#888888", linewidth=0.8, linestyle=":")
    axes.annotate("regimes part", (start, axes.get_ylim()[1]), xytext=(4, -4), textcoords="offset points", va="top",
                  color="#666666")
    axes.set_xlabel("week")
    axes.set_ylabel(f"{metric}, pay units a seat and week")
    axes.set_title(f"{package['title']}: {trials} trials", loc="left", fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(target, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
