"""The yardstick kernel in numba: plain loops over columns, compiled before the clock starts."""

import math

import numba
import numpy as np

from report import Stopwatch, report, size

LOW = np.uint64(0xFFFFFFFF)
SHIFT = np.uint64(32)


@numba.njit(inline="always")
def philox(week, seller, stream, seed, trial):
    c0, c1, c2, c3 = np.uint64(week), np.uint64(seller), np.uint64(stream), np.uint64(0)
    k0, k1 = np.uint64(seed), np.uint64(trial)
    for _ in range(10):
        p0, p1 = c0 * np.uint64(0xD2511F53), c2 * np.uint64(0xCD9E8D57)
        c0, c1, c2, c3 = (p1 >> SHIFT) ^ c1 ^ k0, p1 & LOW, (p0 >> SHIFT) ^ c3 ^ k1, p0 & LOW
        k0, k1 = (k0 + np.uint64(0x9E3779B9)) & LOW, (k1 + np.uint64(0xBB67AE85)) & LOW
    scale = 2.0**-32
    return (c0 + 0.5) * scale, (c1 + 0.5) * scale, (c2 + 0.5) * scale, (c3 + 0.5) * scale


@numba.njit
def normal_quantile(p):
    """Wichura, AS 241; uniforms of 32 bits never reach its third region."""
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
            + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
            + 1.3314166789178437745e2) * r + 3.3871328727963666080e0) / (
            ((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
            + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
            + 4.2313330701600911252e1) * r + 1.0)
    r = math.sqrt(-math.log(p if q < 0 else 1 - p)) - 1.6
    x = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
        + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        + 4.63033784615654529590e0) * r + 1.42343711074968357734e0) / (
        ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
        + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        + 2.05319162663775882187e0) * r + 1.0)
    return -x if q < 0 else x


@numba.njit
def poisson(u, mean):
    p = math.exp(-mean)
    total, k = p, 0
    while u >= total and k < 16:
        k += 1
        p *= mean / k
        total += p
    return k


@numba.njit
def binomial(u, n, p):
    odds, term = p / (1 - p), (1 - p) ** n
    total, k = term, 0
    while k < n and u >= total:
        term *= odds * (n - k) / (k + 1)
        k += 1
        total += term
    return k


@numba.njit
def run(sellers, weeks, trials, seed):
    skill, autonomy, explore = np.empty(sellers), np.empty(sellers), np.empty(sellers)
    inertia, belief, morale, fatigue = np.empty(sellers), np.empty(sellers), np.empty(sellers), np.empty(sellers)
    sums, squares, leavers = np.zeros(6), np.zeros(6), 0
    for trial in range(trials):
        for i in range(sellers):
            v0, v1, v2, v3 = philox(0xFFFFFFFF, i, 1, seed, trial)
            skill[i], autonomy[i], explore[i], inertia[i] = 0.2 + 0.3 * v0, v1, v2, 0.5 * v3
            belief[i], morale[i], fatigue[i] = 0.5, 0.5, 0.2
        for week in range(weeks):
            incentive = 0.5 + 0.3 * math.sin(2 * math.pi * week / 52)
            support = 0.5 + 0.2 * math.cos(2 * math.pi * week / 26)
            for i in range(sellers):
                u0, u1, u2, u3 = philox(week, i, 0, seed, trial)
                effort = 0.4 + 0.5 * incentive - 0.4 * fatigue[i] + 0.3 * autonomy[i] + 0.2 * (belief[i] - 0.5)
                effort = min(max(effort, 0.05), 1.5)
                eta = -1.2 + 2.0 * skill[i] + 0.8 * effort + 0.5 * support - 0.9 * inertia[i]
                opps = poisson(u0, 1.5 * effort)
                wins = binomial(u1, opps, 1 / (1 + math.exp(-eta)))
                value = wins * math.exp(1.0 + 0.8 * normal_quantile(u3))
                skill[i] += 0.02 * (1 - skill[i]) * (wins + 0.3 * (opps - wins) * explore[i])
                if opps > 0:
                    belief[i] += 0.1 * (wins / opps - belief[i])
                fatigue[i] = 0.9 * fatigue[i] + 0.1 * effort
                inertia[i] += 0.02 * (0.5 * (1 - explore[i]) - inertia[i])
                morale[i] = 0.8 * morale[i] + 0.2 * (belief[i] + 0.2 * wins - 0.3 * fatigue[i])
                for m, x in enumerate((value, float(wins), float(opps), effort, skill[i], morale[i])):
                    sums[m] += x
                    squares[m] += x * x
                if u2 < 0.02 * math.exp(-2 * morale[i]):
                    v0, v1, v2, v3 = philox(week, i, 1, seed, trial)
                    skill[i], autonomy[i], explore[i], inertia[i] = 0.2 + 0.3 * v0, v1, v2, 0.5 * v3
                    belief[i], morale[i], fatigue[i] = 0.5, 0.5, 0.2
                    leavers += 1
    return sums, squares, leavers


def main():
    sellers, weeks, trials, seed = wanted = size()
    run(1, 1, 1, 0)
    watch = Stopwatch()
    sums, squares, leavers = run(sellers, weeks, trials, seed)
    report("numba", wanted, sums, squares, leavers, watch)


main()
