#!/usr/bin/env python3
"""Makes the reference values beside this file: python3 generate.py (needs numpy, scipy, mpmath).

student_t.tsv     nu, t, upper tail P(T > t): mpmath at 60 digits, rounded once; SciPy agrees to 1e-10 (1e-8 for nu < 2).
student_t_quantile.tsv   nu, p, t: the root of mpmath's distribution function at 40 digits, p the double itself.
quantiles.tsv     one data set a line: name, values, then numpy.quantile(method='linear') at .05 .25 .5 .75 .95.
Numbers are written as hexadecimal bit patterns of doubles where the last bit matters.
"""
import struct
import mpmath as mp
import numpy as np
from scipy import stats


def bits(x):
    return struct.pack(">d", x).hex()


def tail(nu, t):
    nu, t = mp.mpf(nu), mp.mpf(t)
    return mp.betainc(nu / 2, mp.mpf(1) / 2, 0, nu / (nu + t * t), regularized=True) / 2


mp.mp.dps = 60
with open("student_t.tsv", "w") as f:
    for nu in [0.1, 0.5, 1, 2, 3, 4.5, 9, 29, 99, 199, 999, 12345, 1e6]:
        for t in [1e-8, 0.01, 0.3, 1.0, 1.7, 1.74, 1.96, 2.5, 4.0, 8.0, 30.0, 1e3, 1e8]:
            q = tail(nu, t)
            if q < mp.mpf("1e-300"):
                continue
            # SciPy loses nine digits near 0 at nu = 1, and far out at small nu.
            assert abs(stats.t.sf(t, nu) / float(q) - 1) < (1e-8 if nu < 2 else 1e-10), (nu, t)
            f.write(f"{nu!r}\t{t!r}\t{float(q)!r}\n")

mp.mp.dps = 40
with open("student_t_quantile.tsv", "w") as f:
    for nu in [1, 2, 3, 4, 7, 9, 19, 49, 99, 199, 499, 999, 4999, 1e6]:
        for p in [0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9995]:
            q = 1 - mp.mpf(p)
            t = mp.findroot(lambda t: tail(nu, t) - q, stats.t.ppf(p, nu))
            assert abs(stats.t.ppf(p, nu) / float(t) - 1) < 1e-10
            f.write(f"{nu!r}\t{p!r}\t{float(t)!r}\n")

rng = np.random.default_rng(20240607)
sets = {
    "one": [3.25],
    "two": [1.0, 2.0],
    "constant": [0.1] * 7,
    "ties": [1, 1, 2, 2, 2, 3, 3, 1, 2, 5],
    "zeros": [0.0, 0.0, 1.0, -1.0, 0.0],
    "scales": [1e-300, 1e300, -1e300, 5e-324, -5e-324, 1.0, 0.1, 0.2, 0.3],
    "normal11": rng.normal(size=11),
    "normal200": rng.normal(1e6, 3, size=200),
    "lognormal1000": rng.lognormal(3, 2, size=1000),
    "uniform101": rng.uniform(-1, 1, size=101),
    "counts500": rng.poisson(4, size=500).astype(float),
}
with open("quantiles.tsv", "w") as f:
    for name, values in sets.items():
        values = np.asarray(values, dtype=float)
        got = np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], method="linear")
        f.write("\t".join([name, " ".join(map(bits, values)), " ".join(map(bits, got))]) + "\n")
