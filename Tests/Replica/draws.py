"""Keyed draws and distributions, as section 7 of Documentation/ODD.md has them."""
import math
from statistics import NormalDist

MASK = 0xFFFFFFFF
normal_score = NormalDist().inv_cdf


def philox(counter, key):
    """Philox4x32-10 (Salmon et al. 2011)."""
    (a, b, c, d), (k, l) = counter, key
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ k, q & MASK, (p >> 32) ^ d ^ l, p & MASK
        k, l = (k + 0x9E3779B9) & MASK, (l + 0xBB67AE85) & MASK
    return a, b, c, d


class Draws:
    """Draws of one trial: of an entity, in a week, from a stream, by number."""

    def __init__(self, seed, trial):
        self.key = (seed, trial)

    def whole(self, entity, week, stream, draw):
        a, b, c, d = philox((entity, week, stream, draw << 16), self.key)
        return (a >> 5) << 26 | b >> 6, (c >> 5) << 26 | d >> 6

    def U(self, entity, week, stream, draw):
        """U and U′ of a block."""
        first, second = self.whole(entity, week, stream, draw)
        return first * 2**-53, second * 2**-53

    def Z(self, entity, week, stream, draw):
        """Z and Z′ of a block."""
        first, second = self.whole(entity, week, stream, draw)
        return normal_score((first | 1) * 2**-53), normal_score((second | 1) * 2**-53)


def Phi(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))


def phi(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def poisson(u, mean):
    if mean <= 0:
        return 0
    term = below = math.exp(-mean)
    count = 0
    while u >= below and (count < mean or term > 1e-18):
        count += 1
        term *= mean / count
        below += term
    return count


def binomial(u, trials, chance):
    below = 0
    for count in range(trials + 1):
        below += math.comb(trials, count) * chance**count * (1 - chance) ** (trials - count)
        if u < below:
            return count
    return trials


def half_up(x):
    return math.floor(x + 0.5)


def beta_distribution(a, b, x, steps=4000):
    """The distribution function of Beta(a, b), by Simpson's rule."""
    constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)

    def density(t):
        return math.exp((a - 1) * math.log(t) + (b - 1) * math.log(1 - t) + constant) if 0 < t < 1 else 0

    weights = [1] + [4, 2] * (steps // 2 - 1) + [4, 1]
    return sum(w * density(k * x / steps) for k, w in enumerate(weights)) * x / steps / 3
