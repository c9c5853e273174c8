"""The yardstick kernel in NumPy: one array a column, every expression over all sellers."""

import math

import numpy as np
from scipy.special import expit, ndtri

from report import Stopwatch, report, size

LOW = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)


def philox(week, ids, stream, seed, trial):
    """Four uniforms of 32 bits for each seller."""
    c0 = np.full(ids.shape, week, dtype=np.uint64)
    c1, c2, c3 = ids, np.full(ids.shape, stream, dtype=np.uint64), np.zeros(ids.shape, dtype=np.uint64)
    k0, k1 = seed, trial
    for _ in range(10):
        p0, p1 = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ np.uint64(k0), p1 & LOW, (p0 >> SHIFT) ^ c3 ^ np.uint64(k1), p0 & LOW
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return tuple((c.astype(np.float64) + 0.5) * 2.0**-32 for c in (c0, c1, c2, c3))


def poisson(u, mean):
    p = np.exp(-mean)
    total, count = p.copy(), np.zeros(u.shape)
    for k in range(1, 17):
        more = u >= total
        if not more.any():
            break
        count += more
        p *= mean / k
        total += p
    return count


def binomial(u, n, p):
    odds = p / (1 - p)
    term = (1 - p) ** n
    total, count = term.copy(), np.zeros(u.shape)
    for k in range(16):
        more = (u >= total) & (n > k)
        if not more.any():
            break
        count += more
        term *= odds * (n - k) / (k + 1)
        total += term
    return count


def trial_sums(sellers, weeks, seed, trial, sums, squares):
    ids = np.arange(sellers, dtype=np.uint64)

    def newcomers(week, who):
        u0, u1, u2, u3 = philox(week, who, 1, seed, trial)
        return 0.2 + 0.3 * u0, u1, u2, 0.5 * u3

    skill, autonomy, explore, inertia = newcomers(0xFFFFFFFF, ids)
    belief, morale, fatigue = np.full(sellers, 0.5), np.full(sellers, 0.5), np.full(sellers, 0.2)
    leavers = 0
    for week in range(weeks):
        incentive = 0.5 + 0.3 * math.sin(2 * math.pi * week / 52)
        support = 0.5 + 0.2 * math.cos(2 * math.pi * week / 26)
        u0, u1, u2, u3 = philox(week, ids, 0, seed, trial)
        effort = np.clip(
            0.4 + 0.5 * incentive - 0.4 * fatigue + 0.3 * autonomy + 0.2 * (belief - 0.5), 0.05, 1.5)
        p = expit(-1.2 + 2.0 * skill + 0.8 * effort + 0.5 * support - 0.9 * inertia)
        opps = poisson(u0, 1.5 * effort)
        wins = binomial(u1, opps, p)
        value = wins * np.exp(1.0 + 0.8 * ndtri(u3))
        skill += 0.02 * (1 - skill) * (wins + 0.3 * (opps - wins) * explore)
        belief += np.where(opps > 0, 0.1 * (wins / np.maximum(opps, 1) - belief), 0.0)
        fatigue = 0.9 * fatigue + 0.1 * effort
        inertia += 0.02 * (0.5 * (1 - explore) - inertia)
        morale = 0.8 * morale + 0.2 * (belief + 0.2 * wins - 0.3 * fatigue)
        for m, column in enumerate((value, wins, opps, effort, skill, morale)):
            sums[m] += column.sum()
            squares[m] += column @ column
        gone = np.flatnonzero(u2 < 0.02 * np.exp(-2 * morale))
        if gone.size:
            skill[gone], autonomy[gone], explore[gone], inertia[gone] = newcomers(week, ids[gone])
            belief[gone], morale[gone], fatigue[gone] = 0.5, 0.5, 0.2
            leavers += gone.size
    return leavers


def main():
    sellers, weeks, trials, seed = wanted = size()
    sums, squares, leavers = [0.0] * 6, [0.0] * 6, 0
    watch = Stopwatch()
    for trial in range(trials):
        leavers += trial_sums(sellers, weeks, seed, trial, sums, squares)
    report("numpy", wanted, sums, squares, leavers, watch)


main()
