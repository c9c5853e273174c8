#!/usr/bin/env python3
"""Makes TierB/emulator.tsv and TierB/sobol.tsv: python3 generate_emulator.py (needs numpy, scipy, scikit-learn).

Matrices as in generate_tier_b.py. Without a trend, the expected values are scikit-learn's GaussianProcessRegressor with a
variance a point as `alpha`; with one, they are worked out here from the textbook formulas with explicit inverses. Sobol'
points are SciPy's, unscrambled.
"""
from pathlib import Path

import numpy as np
from scipy.stats import qmc
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern

rng = np.random.default_rng(20250611)
HERE = Path(__file__).resolve().parent / "TierB"


class File:
    def __init__(self, name):
        self.file = open(HERE / f"{name}.tsv", "w")

    def put(self, name, values):
        a = np.asarray(values, dtype=float)
        a = a.reshape(-1, 1) if a.ndim < 2 else a
        text = " ".join(repr(float(x)) for x in a.flatten(order="F"))
        self.file.write(f"{name}\t{a.shape[0]}\t{a.shape[1]}\t{text}\n")


def output(x):
    return 3 + np.sin(2 * x[:, 0] / 10) + (x[:, 1] - 0.3) ** 2 + x[:, 0] / 20 * x[:, 2] / 1000


def trended(kernel, variance, x, y, noise, new, linear):
    """Log likelihoods, predictions and leave-one-out with a trend, by explicit inverses."""
    low, high = x.min(axis=0), x.max(axis=0)

    def trend(z):
        u = (z - (low + high) / 2) / (high - low)
        ones = np.ones((len(z), 1))
        return np.hstack([ones, u]) if linear else ones

    n, h, hn = len(x), trend(x), trend(new)
    k = variance * kernel(x) + np.diag(noise)
    ki = np.linalg.inv(k)
    a = h.T @ ki @ h
    ai = np.linalg.inv(a)
    beta = ai @ h.T @ ki @ y
    r = y - h @ beta
    _, logk = np.linalg.slogdet(k)
    _, loga = np.linalg.slogdet(a)
    profile = -0.5 * (r @ ki @ r + logk + n * np.log(2 * np.pi))
    restricted = -0.5 * (r @ ki @ r + logk + loga + (n - h.shape[1]) * np.log(2 * np.pi))
    c = variance * kernel(x, new)
    mean = hn @ beta + c.T @ ki @ r
    gap = hn.T - h.T @ ki @ c
    var = variance - np.sum(c * (ki @ c), axis=0) + np.sum(gap * (ai @ gap), axis=0)
    return [profile, restricted], mean, var


def emulator():
    f = File("emulator")
    n, m = 40, 15
    x = rng.uniform([-5, 0, 100], [15, 1, 1100], size=(n, 3))
    new = rng.uniform([-6, 0, 0], [16, 1, 1200], size=(m, 3))
    noise = rng.uniform(0.001, 0.03, size=n)
    y = output(x) + np.sqrt(noise) * rng.normal(size=n)
    lengths, variance = np.array([4.0, 0.5, 700.0]), 0.8
    f.put("points", x)
    f.put("new", new)
    f.put("outputs", y)
    f.put("noise", noise)
    f.put("variance", [variance])
    f.put("lengths", lengths)
    for name, kernel in (("squared_exponential", RBF(lengths)), ("matern52", Matern(lengths, nu=2.5))):
        centred = y - 3
        gp = GaussianProcessRegressor(ConstantKernel(variance) * kernel, alpha=noise, optimizer=None).fit(x, centred)
        mean, sd = gp.predict(new, return_std=True)
        value, gradient = gp.log_marginal_likelihood(gp.kernel_.theta, eval_gradient=True)
        f.put(f"{name}.zero.mean", mean)
        f.put(f"{name}.zero.variance", sd**2)
        f.put(f"{name}.zero.likelihood", [value])
        f.put(f"{name}.zero.gradient", gradient)
        for kind in ("constant", "linear"):
            likelihoods, mean, var = trended(kernel, variance, x, y, noise, new, kind == "linear")
            f.put(f"{name}.{kind}.likelihoods", likelihoods)
            f.put(f"{name}.{kind}.mean", mean)
            f.put(f"{name}.{kind}.variance", var)


def sobol():
    f = File("sobol")
    f.put("points", qmc.Sobol(21, scramble=False).random(1024)[[0, 1, 2, 3, 4, 5, 100, 511, 512, 777, 1023]])
    whole = (qmc.Sobol(64, scramble=False).random(1024) * 1024).astype(np.int64)
    # One number a dimension that any wrong bit changes: Σ (i + 1)·k mod 2³¹ − 1.
    f.put("checks", [(np.arange(1, 1025) * whole[:, j]).sum() % (2**31 - 1) for j in range(64)])


if __name__ == "__main__":
    emulator()
    sobol()
