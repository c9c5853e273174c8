#!/usr/bin/env python3
"""Writes Data/TierB/clusters.tsv: experiments with teams, and what pyfixest 0.60.0 (CRV1, CRV3) and R's clubSandwich (CR2 with
Satterthwaite's degrees of freedom; CR3) make of them, in the layout of generate_tier_b.py (name, rows, columns, elements by
columns). Needs pyfixest==0.60.0 and Debian's r-cran-clubsandwich; the tests read only the file. Fixed seeds.
"""
import pathlib
import subprocess
import tempfile

import numpy as np
import pandas as pd
import pyfixest as pf
from pyfixest.utils.utils import ssc

rng = np.random.default_rng(20262)
rows = []

R = """
suppressMessages(library(clubSandwich))
d <- read.csv(commandArgs(TRUE)[1])
for (f in list(y ~ treated, y ~ treated + before)) {
  m <- lm(f, d)
  t <- coef_test(m, vcov = vcovCR(m, cluster = d$team, type = "CR2"), cluster = d$team, test = "Satterthwaite")
  three <- vcovCR(m, cluster = d$team, type = "CR3")
  cat(formatC(c(t["treated", "beta"], t["treated", "SE"], t["treated", if ("df_Satt" %in% names(t)) "df_Satt" else "df"],
      sqrt(three["treated", "treated"])), digits = 17, format = "g"), "\\n")
}
"""


def write(name, a):
    a = np.atleast_2d(np.asarray(a, dtype=float).T).T
    rows.append("\t".join([name, str(a.shape[0]), str(a.shape[1]), " ".join(repr(float(x)) for x in a.T.ravel())]))


def sample(teams, sizes, within):
    """Teams of some sizes; whole teams are treated, or some sellers of each."""
    team = np.repeat(np.arange(teams), sizes)
    n = len(team)
    chosen = rng.permutation(teams)[: teams // 2]
    treated = rng.random(n) < 0.4 if within else np.isin(team, chosen)
    level = rng.normal(0, 1, teams)[team]
    before = 5 + level + rng.normal(0, 2, n)
    y = 5 + level + 0.4 * treated + 0.3 * before + rng.normal(0, 2, n)
    return pd.DataFrame({"y": y, "treated": treated.astype(float), "before": before, "team": team})


for name, data in [
    ("whole", sample(12, np.full(12, 8), False)),
    ("uneven", sample(9, np.array([3, 8, 8, 12, 5, 8, 1, 20, 8]), False)),
    ("within", sample(10, np.array([8, 8, 6, 7, 8, 9, 8, 8, 2, 8]), True)),
]:
    write(f"{name}_data", data[["y", "treated", "before", "team"]])
    for key, formula in [("plain", "y ~ treated"), ("adjusted", "y ~ treated + before")]:
        for kind in ("CRV1", "CRV3"):
            fit = pf.feols(formula, data, vcov={kind: "team"})
            write(f"{name}_{key}_{kind}", [fit.coef()["treated"], fit.se()["treated"]])
            fit = pf.feols(formula, data, vcov={kind: "team"}, ssc=ssc(k_adj=False, G_adj=False))
            write(f"{name}_{key}_{kind}_raw", [fit.coef()["treated"], fit.se()["treated"]])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        data.to_csv(path / "d.csv", index=False)
        (path / "s.R").write_text(R)
        out = subprocess.run(["Rscript", path / "s.R", path / "d.csv"], capture_output=True, text=True, check=True).stdout
    for key, line in zip(("plain", "adjusted"), out.strip().splitlines()):
        write(f"{name}_{key}_club", [float(x) for x in line.split()])

path = pathlib.Path(__file__).parent / "TierB/clusters.tsv"
path.write_text("\n".join(rows) + "\n")
