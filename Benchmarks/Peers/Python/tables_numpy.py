"""The tables that rest on BLAS, and an emulator's likelihood, in NumPy and SciPy, as its users would write them: one line of JSON for a job."""

import json
import sys
import time

import numpy as np
from scipy import linalg
from scipy.spatial.distance import cdist


def uniform(index):
    z = (np.asarray(index, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def matrix(rows, columns):
    k = np.arange(rows * columns, dtype=np.uint64)
    own = uniform(2 * k) + uniform(2 * k + 1) - 1
    shared = 0.5 * uniform(np.arange(rows, dtype=np.uint64) + np.uint64(1_000_000_007))
    return np.asfortranarray(own.reshape(columns, rows).T + shared[:, None])


def covariance(x):
    centred = x - x.mean(axis=0)
    return (centred.T @ centred / (len(x) - 1))[0]


def bootstrap(x, replicates=2_000, chunk=250):
    rng = np.random.default_rng(1)
    n = len(x)
    means = np.empty((replicates, x.shape[1]))
    for start in range(0, replicates, chunk):
        drawn = rng.integers(0, n, (chunk, n)) + n * np.arange(chunk)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=chunk * n).reshape(chunk, n).astype(np.float64)
        means[start:start + chunk] = counts @ x / n
    return [means.std(axis=0, ddof=1).mean()]


def design(x):
    return np.column_stack([np.ones(len(x)), x])


def least_squares(x, y):
    q, r = np.linalg.qr(design(x))
    return np.linalg.solve(r, q.T @ y)


def logistic(x, outcomes):
    a = design(x)
    beta = np.zeros(a.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(a @ beta)))
        step = np.linalg.solve(a.T @ (a * (p * (1 - p))[:, None]), a.T @ (outcomes - p))
        beta += step
        if np.all(np.abs(step) < 1e-10):
            break
    return beta


def components(x):
    centred = x - x.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred / (len(x) - 1))
    centred @ vectors[:, -5:]
    return values[::-1][:5]


def replicated(y, replicates=10):
    shift = uniform(np.arange(len(y) * replicates, dtype=np.uint64) + np.uint64(3_000_000_019)) - 0.5
    return y[:, None] + shift.reshape(len(y), replicates)


def emulator(x, outputs, noise=1 / 12, smooth=1.0, nugget=0.01, length=3.0):
    """Restricted log likelihood of all replicates and its gradient: Matern 5/2, a constant trend."""
    n, r = outputs.shape
    means = outputs.mean(axis=1)
    squares = ((outputs - means[:, None]) ** 2).sum()
    constant = -n / 2 * np.log(r) - squares / (2 * noise) - n * (r - 1) / 2 * np.log(2 * np.pi * noise)
    z = x / length
    s = np.sqrt(5 * cdist(z, z, "sqeuclidean"))
    decay = smooth * np.exp(-s)
    covariance = (1 + s + s * s / 3) * decay
    factor = 5 / 3 * (1 + s) * decay
    k = covariance.copy()
    k[np.diag_indices(n)] += nugget + noise / r
    lower = linalg.cholesky(k, lower=True, overwrite_a=True, check_finite=False)
    inverse, _ = linalg.lapack.dpotri(lower, lower=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    trend = inverse.sum(axis=1)
    information = trend.sum()
    rest = means - trend @ means / information
    alpha = inverse @ rest
    value = constant - 0.5 * (rest @ alpha + np.log(information) + (n - 1) * np.log(2 * np.pi)) - np.log(np.diag(lower)).sum()
    weight = (np.outer(alpha, alpha) - inverse + np.outer(trend, trend) / information) / 2
    pull = weight * factor
    # The sum of pull * (z_a - z_b)^2, input by input.
    lengths = 2 * (pull.sum(axis=1) @ z**2 - np.einsum("aj,aj->j", z, pull @ z))
    return [value, (weight * covariance).sum(), *lengths, nugget * np.trace(weight)]


def main():
    job, rows, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    x = matrix(rows, columns)
    y = 1 + x[:, 0] - 0.5 * x[:, -1] + uniform(np.arange(rows, dtype=np.uint64) + np.uint64(2_000_000_011))
    outcomes = (y > 1.75).astype(np.float64)
    outputs = replicated(y) if job == "emulator" else None
    work = {
        "covariance": lambda: covariance(x), "bootstrap": lambda: bootstrap(x),
        "least_squares": lambda: least_squares(x, y), "logistic": lambda: logistic(x, outcomes),
        "components": lambda: components(x), "emulator": lambda: emulator(x, outputs)}[job]
    least = float("inf")
    for _ in range(3):
        started = time.process_time()
        results = work()
        least = min(least, time.process_time() - started)
    print(json.dumps({"seconds": least, "results": [float(v) for v in results]}))


main()
