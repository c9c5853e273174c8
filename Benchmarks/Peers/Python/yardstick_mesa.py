"""The yardstick kernel in Mesa, as its users would write it: an agent a seller, draws from the model's generator.

`--draws philox` as a fifth argument takes the draws of the other peers instead: slower, for checking equal results.
"""

import math
import statistics
import sys

import mesa

from report import Stopwatch, report, size

NORMAL = statistics.NormalDist()


def philox(week, seller, stream, seed, trial):
    """Four uniforms of 32 bits."""
    c0, c1, c2, c3, k0, k1 = week, seller, stream, 0, seed, trial
    for _ in range(10):
        p0, p1 = c0 * 0xD2511F53, c2 * 0xCD9E8D57
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & 0xFFFFFFFF, (p0 >> 32) ^ c3 ^ k1, p0 & 0xFFFFFFFF
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return tuple((c + 0.5) * 2.0**-32 for c in (c0, c1, c2, c3))


def poisson(u, mean):
    p = math.exp(-mean)
    total, k = p, 0
    while u >= total and k < 16:
        k += 1
        p *= mean / k
        total += p
    return k


def binomial(u, n, p):
    odds, term = p / (1 - p), (1 - p) ** n
    total, k = term, 0
    while k < n and u >= total:
        term *= odds * (n - k) / (k + 1)
        k += 1
        total += term
    return k


class Seller(mesa.Agent):
    def __init__(self, model, place):
        super().__init__(model)
        self.place = place
        self.start(0xFFFFFFFF)

    def start(self, week):
        v0, v1, v2, v3 = self.model.luck(week, self.place, 1)
        self.skill, self.autonomy, self.explore, self.inertia = 0.2 + 0.3 * v0, v1, v2, 0.5 * v3
        self.belief = self.morale = 0.5
        self.fatigue = 0.2

    def step(self):
        model = self.model
        u0, u1, u2, u3 = model.luck(model.week, self.place, 0)
        effort = (
            0.4 + 0.5 * model.incentive - 0.4 * self.fatigue + 0.3 * self.autonomy + 0.2 * (self.belief - 0.5))
        effort = min(max(effort, 0.05), 1.5)
        eta = -1.2 + 2.0 * self.skill + 0.8 * effort + 0.5 * model.support - 0.9 * self.inertia
        opps = poisson(u0, 1.5 * effort)
        wins = binomial(u1, opps, 1 / (1 + math.exp(-eta)))
        value = wins * math.exp(1.0 + 0.8 * NORMAL.inv_cdf(u3))
        self.skill += 0.02 * (1 - self.skill) * (wins + 0.3 * (opps - wins) * self.explore)
        if opps > 0:
            self.belief += 0.1 * (wins / opps - self.belief)
        self.fatigue = 0.9 * self.fatigue + 0.1 * effort
        self.inertia += 0.02 * (0.5 * (1 - self.explore) - self.inertia)
        self.morale = 0.8 * self.morale + 0.2 * (self.belief + 0.2 * wins - 0.3 * self.fatigue)
        model.record(value, wins, opps, effort, self.skill, self.morale)
        if u2 < 0.02 * math.exp(-2 * self.morale):
            self.start(model.week)
            model.leavers += 1


class Firm(mesa.Model):
    def __init__(self, sellers, seed, trial, keyed):
        super().__init__(seed=seed * 1_000_003 + trial)
        self.key = (seed, trial)
        self.keyed = keyed
        self.week = 0
        self.sums, self.squares, self.leavers = [0.0] * 6, [0.0] * 6, 0
        for place in range(sellers):
            Seller(self, place)

    def luck(self, week, place, stream):
        if self.keyed:
            return philox(week, place, stream, *self.key)
        draw = self.random.random
        # random() may return 0, where the normal quantile ends
        return draw(), draw(), draw(), draw() or 0.5

    def record(self, *values):
        for m, x in enumerate(values):
            self.sums[m] += x
            self.squares[m] += x * x

    def step(self):
        self.incentive = 0.5 + 0.3 * math.sin(2 * math.pi * self.week / 52)
        self.support = 0.5 + 0.2 * math.cos(2 * math.pi * self.week / 26)
        self.agents.do("step")
        self.week += 1


def main():
    sellers, weeks, trials, seed = wanted = size()
    keyed = sys.argv[5:] == ["--draws", "philox"]
    sums, squares, leavers = [0.0] * 6, [0.0] * 6, 0
    watch = Stopwatch()
    for trial in range(trials):
        firm = Firm(sellers, seed, trial, keyed)
        for _ in range(weeks):
            firm.step()
        sums = [a + b for a, b in zip(sums, firm.sums)]
        squares = [a + b for a, b in zip(squares, firm.squares)]
        leavers += firm.leavers
        firm.remove_all_agents()
    report("mesa-philox" if keyed else "mesa", wanted, sums, squares, leavers, watch)


main()
