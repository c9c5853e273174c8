#!/usr/bin/env python3
"""Writes Data/TierB/salib.tsv: samples, outputs and what SALib 1.6.0 makes of them, in the layout of generate_tier_b.py
(name, rows, columns, elements by columns). Needs SALib==1.6.0; the tests read only the file. Fixed seeds.
"""
import pathlib

import numpy as np
from SALib.analyze import morris as analyse_morris
from SALib.analyze import sobol as analyse_sobol
from SALib.sample import morris, sobol

rng = np.random.default_rng(20261)
rows = []


def write(name, a):
    a = np.atleast_2d(np.asarray(a, dtype=float).T).T
    rows.append("\t".join([name, str(a.shape[0]), str(a.shape[1]), " ".join(repr(float(x)) for x in a.T.ravel())]))


def problem(d):
    return {"num_vars": d, "names": [f"x{j + 1}" for j in range(d)], "bounds": [[0, 1]] * d}


def output(x):
    return 1000 + 5 * np.sin(6 * x[:, 0]) + 4 * x[:, 1] ** 2 * x[:, 2] - x[:, 3] + rng.normal(0, 0.3, len(x))


for second in (False, True):
    kind = "second" if second else "first"
    y = output(sobol.sample(problem(4), 64, calc_second_order=second, seed=3))
    found = analyse_sobol.analyze(problem(4), y, calc_second_order=second, seed=1)
    write(f"{kind}_outputs", y)
    write(f"{kind}_S1", found["S1"])
    write(f"{kind}_ST", found["ST"])
    if second:
        write("second_S2", [found["S2"][j, k] for j in range(4) for k in range(j + 1, 4)])

x = morris.sample(problem(4), 15, num_levels=6, seed=5)
y = output(x)
found = analyse_morris.analyze(problem(4), x, y, num_levels=6, seed=1)
write("morris_points", x)
write("morris_outputs", y)
for name in ("mu", "mu_star", "sigma"):
    write(f"morris_{name}", found[name])

path = pathlib.Path(__file__).parent / "TierB/salib.tsv"
path.write_text("\n".join(rows) + "\n")
