#!/usr/bin/env python3
"""Makes the reference values in TierB/, and those that the program carries: python3 generate_tier_b.py (needs numpy, scipy,
statsmodels, mpmath).

Each file holds matrices: name, rows, columns, then the elements in column order, shortest round-trip decimals, nan for
missing. The data are drawn here; the expected values are NumPy's, SciPy's or statsmodels' on these data. Certified
values are NIST's (StRD), checked here against rational or 50-digit arithmetic.
"""
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import mpmath as mp
import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats

rng = np.random.default_rng(20240607)


def place(name):
    here = Path(__file__).resolve().parent
    carried = name in ("anova", "bootstrap", "nist")
    return (here.parents[2] / "Sources/CAssets/known-answers" if carried else here / "TierB") / f"{name}.tsv"


class File:
    def __init__(self, name):
        self.file = open(place(name), "w")

    def put(self, name, values):
        a = np.asarray(values, dtype=float)
        a = a.reshape(-1, 1) if a.ndim < 2 else a
        text = " ".join(repr(float(x)) for x in a.flatten(order="F"))
        self.file.write(f"{name}\t{a.shape[0]}\t{a.shape[1]}\t{text}\n")


def covariance():
    f = File("covariance")
    mix = rng.normal(size=(6, 6))
    x = rng.normal(size=(60, 6)) @ mix + np.array([1e6, 0, -3, 1e-3, 50, 7])
    f.put("complete", x)
    f.put("complete.mean", x.mean(axis=0))
    f.put("complete.cov", np.cov(x, rowvar=False))
    f.put("complete.cor", np.corrcoef(x, rowvar=False))
    y = x.copy()
    y[rng.random(y.shape) < 0.2] = np.nan
    f.put("missing", y)
    k = y.shape[1]
    cov, cor, count = np.empty((k, k)), np.empty((k, k)), np.empty((k, k))
    for i in range(k):
        for j in range(k):
            both = ~np.isnan(y[:, i]) & ~np.isnan(y[:, j])
            count[i, j] = both.sum()
            cov[i, j] = np.cov(y[both, i], y[both, j])[0, 1]
            cor[i, j] = np.corrcoef(y[both, i], y[both, j])[0, 1]
    f.put("missing.cov", cov)
    f.put("missing.cor", cor)
    f.put("missing.count", count)


def philox(counter, key):
    """Philox4x32-10 on arrays of words (Salmon et al. 2011)."""
    c = [np.asarray(w, dtype=np.uint64) for w in counter]
    k = list(key)
    mask = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        p0 = c[0] * np.uint64(0xD2511F53)
        p1 = c[2] * np.uint64(0xCD9E8D57)
        hi0, lo0, hi1, lo1 = p0 >> np.uint64(32), p0 & mask, p1 >> np.uint64(32), p1 & mask
        c = [hi1 ^ c[1] ^ np.uint64(k[0]), lo1, hi0 ^ c[3] ^ np.uint64(k[1]), lo0]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def resampling_counts(n, replicates, seed, trial):
    """As ResamplingCounts documents it."""
    z = np.zeros(1, dtype=np.uint64)
    known = [int(w[0]) for w in philox([z, z, z, z], [0, 0])]
    assert known == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    pairs = (n + 1) // 2
    entity = np.arange(pairs, dtype=np.uint64)
    counts = np.zeros((replicates, n))
    for r in range(replicates):
        same = np.zeros(pairs, dtype=np.uint64)
        w = philox([entity, same + np.uint64(r), same + np.uint64(0x626F6F74), same], [seed, trial])
        u = [((w[a] >> np.uint64(5)) << np.uint64(26) | w[a + 1] >> np.uint64(6)) * 2.0**-53 for a in (0, 2)]
        index = (np.stack(u, axis=1).reshape(-1)[:n] * n).astype(int)
        counts[r] = np.bincount(index, minlength=n)
    return counts


def bootstrap():
    f = File("bootstrap")
    x = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213]
    f.put("known", x)
    n, replicates = 31, 999
    series = np.column_stack(
        [rng.normal(5, 2, n), rng.lognormal(0, 1, n), rng.poisson(2, n), 1e6 + rng.exponential(size=n),
         rng.lognormal(0, 1, n)])
    f.put("series", series)
    both = np.column_stack([series, series[:, 1] - series[:, 4]])
    counts = resampling_counts(n, replicates, 11, 5)
    f.put("counts", counts[:3].T)
    missing = series[:, [0]].copy()
    missing[[3, 9, 20, 21]] = np.nan
    present = ~np.isnan(missing[:, 0])
    rows = []
    for j in range(both.shape[1] + 1):
        if j < both.shape[1]:
            values, means = both[:, j], counts @ both[:, j] / n
        else:
            values, w = missing[present, 0], counts[:, present]
            means = w @ values / w.sum(axis=1)
        known = SimpleNamespace(bootstrap_distribution=means, confidence_interval=None, standard_error=None)
        row = [values.mean(), means.std(ddof=1)]
        for method in ("percentile", "BCa"):
            got = stats.bootstrap((values,), np.mean, n_resamples=0, bootstrap_result=known, method=method,
                                  confidence_level=0.9)
            row += [got.confidence_interval.low, got.confidence_interval.high]
        rows.append(row)
    f.put("missing", missing)
    f.put("expected", np.array(rows))


def regression():
    f = File("regression")
    n, groups = 240, 17
    firm = rng.integers(0, groups, n)
    x = rng.normal(size=(n, 4)) * [1, 1e3, 1e-3, 1] + [0, 5e4, 0, 100]
    firm_effect = rng.normal(size=groups)[firm]
    y = 3 + x @ [0.5, 2e-4, 300, -0.1] + firm_effect + rng.normal(size=n) * (1 + 0.3 * np.abs(x[:, 0]))
    f.put("design", x)
    f.put("response", y)
    f.put("cluster", firm)
    for name, kind in (("classical", {}), ("clustered", dict(
            cov_type="cluster", cov_kwds={"groups": firm}, use_t=True))):
        fit = sm.OLS(y, sm.add_constant(x)).fit(**kind)
        low, high = fit.conf_int().T
        f.put(name, np.column_stack([fit.params, fit.bse, fit.tvalues, fit.pvalues, low, high]))
        f.put(f"{name}.summary", [np.sqrt(fit.mse_resid), fit.rsquared, fit.fvalue, fit.f_pvalue])
    fit = sm.OLS(y, x).fit()
    f.put("origin", np.column_stack([fit.params, fit.bse]))
    f.put("origin.summary", [np.sqrt(fit.mse_resid), fit.rsquared, fit.fvalue, fit.f_pvalue])


def logistic():
    f = File("logistic")
    n, groups = 400, 23
    firm = rng.integers(0, groups, n)
    x = rng.normal(size=(n, 3)) * [1, 100, 0.01] + [0, 500, 0]
    eta = -1 + x @ [0.8, 0.002, -40] + 0.5 * rng.normal(size=groups)[firm]
    y = rng.random(n) < 1 / (1 + np.exp(-eta))
    f.put("design", x)
    f.put("outcome", y)
    f.put("cluster", firm)
    design = sm.add_constant(x)
    start = sm.Logit(y, design).fit(disp=0).params
    for name, kind in (("model", {}), ("clustered", dict(cov_type="cluster", cov_kwds={"groups": firm}))):
        fit = sm.Logit(y, design).fit(start_params=start, method="newton", tol=1e-13, maxiter=100, disp=0, **kind)
        low, high = fit.conf_int().T
        f.put(name, np.column_stack([fit.params, fit.bse, fit.tvalues, fit.pvalues, low, high]))
    f.put("summary", [fit.llf, fit.llnull, fit.prsquared])


def separation():
    """Small data of few distinct values: kind 0 overlaps, 1 quasi-complete, 2 complete separation, by linear programs."""
    f = File("separation")
    draw = np.random.default_rng(7)
    kinds = []
    while len(kinds) < 240:
        x = draw.integers(-2, 3, (12, 2)).astype(float)
        y = draw.random(12) < 1 / (1 + np.exp(-draw.integers(0, 4) * x[:, 0] - x[:, 1]))
        design = np.column_stack([np.ones(12), x])
        if np.linalg.matrix_rank(design) < 3 or y.all() or not y.any():
            continue
        s = design * np.where(y, 1, -1)[:, None]
        free = [(None, None)] * 3
        complete = optimize.linprog(np.zeros(3), A_ub=-s, b_ub=-np.ones(12), bounds=free).status == 0
        some = optimize.linprog(-s.sum(axis=0), A_ub=-s, b_ub=np.zeros(12), bounds=[(-1, 1)] * 3).fun < -1e-9
        f.put(f"case{len(kinds)}", np.column_stack([x, y]))
        kinds.append(2 if complete else 1 if some else 0)
    assert min(kinds.count(k) for k in range(3)) > 20, [kinds.count(k) for k in range(3)]
    f.put("kinds", kinds)


def components():
    f = File("components")
    for name, n, w in (("tall", 40, 26), ("wide", 12, 26)):
        t = np.linspace(0, 1, w)
        x = 100 + rng.normal(size=(n, 1)) * 5 * t + rng.normal(size=(n, 1)) * 2 * np.sin(6 * t)
        x = x + rng.normal(size=(n, w)) * 0.3
        c = x - x.mean(axis=0)
        _, s, vt = np.linalg.svd(c, full_matrices=False)
        v = vt.T
        lead = np.abs(v).argmax(axis=0)
        v = v * np.sign(v[lead, np.arange(v.shape[1])])
        f.put(name, x)
        f.put(f"{name}.variances", s[:4] ** 2 / (n - 1))
        f.put(f"{name}.shares", s[:4] ** 2 / (s**2).sum())
        f.put(f"{name}.loadings", v[:, :4])
        f.put(f"{name}.scores", c @ v[:, :4])


def anova():
    f = File("anova")
    groups = [rng.normal(m, 2, n) for m, n in ((10, 12), (11, 9), (13, 30), (10.5, 2))]
    for j, g in enumerate(groups):
        f.put(f"group{j}", g)
    got = stats.f_oneway(*groups)
    f.put("expected", [got.statistic, got.pvalue])
    # NIST SmLs07-09: nine groups, means 10¹² + .4, .3, .5, .3, …; a group is its mean, then ∓.1 in turn.
    for name, size in (("SmLs07", 21), ("SmLs08", 201), ("SmLs09", 2001)):
        exact = []
        for j in range(9):
            tenths = 4 if j == 0 else 3 if j % 2 else 5
            own = [tenths] + [tenths - 1, tenths + 1] * ((size - 1) // 2)
            exact.append([Fraction(float(f"1000000000000.{v}")) for v in own])
        means = [sum(g) / size for g in exact]
        grand = sum(means) / 9
        between = size * sum((m - grand) ** 2 for m in means)
        within = sum((v - m) ** 2 for g, m in zip(exact, means) for v in g)
        ratio = between / 8 / (within / (9 * size - 9))
        r2 = between / (between + within)
        sd = np.sqrt(float(within / (9 * size - 9)))
        f.put(name, [float(ratio), float(r2), sd])


FILIP = """
0.8116 -6.860120914  0.9072 -4.324130045  0.9052 -4.358625055  0.9039 -4.358426747  0.8053 -6.955852379  0.8377 -6.661145254
0.8667 -6.355462942  0.8809 -6.118102026  0.7975 -7.115148017  0.8162 -6.815308569  0.8515 -6.519993057  0.8766 -6.204119983
0.8885 -5.853871964  0.8859 -6.109523091  0.8959 -5.79832982  0.8913 -5.482672118  0.8959 -5.171791386  0.8971 -4.851705903
0.9021 -4.517126416  0.909 -4.143573228  0.9139 -3.709075441  0.9199 -3.499489089  0.8692 -6.300769497  0.8872 -5.953504836
0.89 -5.642065153  0.891 -5.031376979  0.8977 -4.680685696  0.9035 -4.329846955  0.9078 -3.928486195  0.7675 -8.56735134
0.7705 -8.363211311  0.7713 -8.107682739  0.7736 -7.823908741  0.7775 -7.522878745  0.7841 -7.218819279  0.7971 -6.920818754
0.8329 -6.628932138  0.8641 -6.323946875  0.8804 -5.991399828  0.7668 -8.781464495  0.7633 -8.663140179  0.7678 -8.473531488
0.7697 -8.247337057  0.77 -7.971428747  0.7749 -7.676129393  0.7796 -7.352812702  0.7897 -7.072065318  0.8131 -6.774174009
0.8498 -6.478861916  0.8741 -6.159517513  0.8061 -6.835647144  0.846 -6.53165267  0.8751 -6.224098421  0.8856 -5.910094889
0.8919 -5.598599459  0.8934 -5.290645224  0.894 -4.974284616  0.8957 -4.64454848  0.9047 -4.290560426  0.9129 -3.885055584
0.9209 -3.408378962  0.9219 -3.13200249  0.7739 -8.726767166  0.7681 -8.66695597  0.7665 -8.511026475  0.7703 -8.165388579
0.7702 -7.886056648  0.7761 -7.588043762  0.7809 -7.283412422  0.7961 -6.995678626  0.8253 -6.691862621  0.8602 -6.392544977
0.8809 -6.067374056  0.8301 -6.684029655  0.8664 -6.378719832  0.8834 -6.065855188  0.8898 -5.752272167  0.8964 -5.132414673
0.8963 -4.811352704  0.9074 -4.098269308  0.9119 -3.66174277  0.9228 -3.2644011
"""


def nist():
    mp.mp.dps = 80
    f = File("nist")
    data = sm.datasets.longley.load().data.to_numpy(dtype=float)
    longley = data[:, [0] + list(range(1, 7))]
    f.put("longley", longley)
    f.put("longley.estimates", [
        -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359,
        -0.511041056535807e-01, 1829.15146461355])
    f.put("longley.errors", [
        890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699, 0.214274163161675,
        0.226073200069370, 455.478499142212])
    f.put("longley.summary", [304.854073561965, 0.995479004577296, 330.285339234588])
    points = np.array([float(v) for v in FILIP.split()]).reshape(-1, 2)
    assert points.shape == (82, 2)
    f.put("filip", points)
    f.put("filip.estimates", [
        -1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349,
        -75.1242017393757, -10.8753180355343, -1.06221498588947, -0.670191154593408e-01, -0.246781078275479e-02,
        -0.402962525080404e-04])
    f.put("filip.errors", [
        298.084530995537, 559.779865474950, 466.477572127796, 227.204274477751, 71.6478660875927, 15.2897178747400,
        2.23691159816033, 0.221624321934227, 0.142363763154724e-01, 0.535617408889821e-03, 0.896632837373868e-05])
    f.put("filip.summary", [0.334801051324544e-02, 0.996727416185620, 2162.43954511489])
    check_certified(longley[:, 1:], longley[:, 0], "longley", f)
    x = np.array([[mp.mpf(repr(float(v))) ** p for p in range(1, 11)] for v in points[:, 1]], dtype=object)
    check_certified(x, points[:, 0], "filip", f)


def check_certified(x, y, name, f):
    """The certified values against the normal equations in 80 digits."""
    mp.mp.dps = 80
    f.file.flush()
    known = {}
    for line in open(place("nist")):
        key, _, _, text = line.rstrip("\n").split("\t")
        known[key] = [float(v) for v in text.split()]
    n, p = len(y), x.shape[1] + 1
    a = mp.matrix(n, p)
    b = mp.matrix([mp.mpf(repr(float(v))) for v in y])
    for i in range(n):
        a[i, 0] = 1
        for j in range(1, p):
            v = x[i][j - 1]
            a[i, j] = v if isinstance(v, mp.mpf) else mp.mpf(repr(float(v)))
    inverse = (a.T * a) ** -1
    beta = inverse * (a.T * b)
    residual = b - a * beta
    rss = sum(r * r for r in residual)
    mean = sum(b) / n
    tss = sum((v - mean) ** 2 for v in b)
    s2 = rss / (n - p)
    got = [mp.sqrt(s2), 1 - rss / tss, (tss - rss) / (p - 1) / s2]
    for expected, value in zip(known[f"{name}.summary"], got):
        assert abs(value / expected - 1) < 1e-13, (name, expected, value)
    for j in range(p):
        assert abs(beta[j] / known[f"{name}.estimates"][j] - 1) < 1e-13, (name, j, beta[j])
        assert abs(mp.sqrt(s2 * inverse[j, j]) / known[f"{name}.errors"][j] - 1) < 1e-13, (name, j)


for make in (covariance, bootstrap, regression, logistic, separation, components, anova, nist):
    make()
