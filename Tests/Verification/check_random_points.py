#!/usr/bin/env python3
"""`rainmaker verify --point` at random points: check_random_points.py [--share S] [N] RAINMAKER

Draws N points (default 240) over all checks that have parameters, from the ranges that `verify --points --json`
declares, ends included; seeds are fixed. A point that is refused is moved half-way to the defaults until it is not.
Repetitions are a share S (default .1) of the full number; the long form is `--share 1 1200`. What must hold: nothing
crashes or prints nan or inf, in text or JSON; deterministic figures all pass; stochastic ones fail no more often than
the stated 6.3e-5, and are beyond two and three standard errors no more often than 4.6 and .27 %. Exact binomial tests,
Holm over checks and over figures, 1 %. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import collections
import concurrent.futures
import json
import math
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

LEVEL = 0.01
# Whole firms, a minute a point: a fourth of the points that the others have.
HEAVY = {"V38", "V40"}
# Chances of a normal score beyond so many standard errors.
BEYOND = {limit: math.erfc(limit / math.sqrt(2)) for limit in (2, 3, 4)}
NO_NUMBER = re.compile(r"(?<![a-z])-?(nan|inf)(inity)?(?![a-z])", re.IGNORECASE)


def draw(card, number):
    """A point, and a seed: every eighth value is an end of its range, on each side."""
    luck = random.Random(f"{card['id']} {number}")
    point = {}
    for parameter in card["parameters"]:
        low, high = parameter["minimum"], parameter["maximum"]
        value = luck.choices([low, high, luck.uniform(low, high)], [1, 1, 6])[0]
        point[parameter["name"]] = round(value) if parameter["whole"] else value
    return point, luck.getrandbits(32)


def nearer(card, point):
    """Half-way to the defaults."""
    near = {}
    for parameter in card["parameters"]:
        value = (point[parameter["name"]] + parameter["default"]) / 2
        if parameter["whole"]:
            # Towards the default, or it would never be reached.
            value = math.floor(value) if value > parameter["default"] else math.ceil(value)
        near[parameter["name"]] = value
    return near


def verify(rainmaker, card, point, seed, share, *options):
    words = [f"{name}={value!r}" for name, value in point.items()]
    return subprocess.run(
        [rainmaker, "verify", "--quiet", "--threads", "1", "--seed", str(seed), "--share", str(share), *options,
         "--point", card["id"], *words], capture_output=True, text=True)


def visit(rainmaker, card, number, share):
    """What came of a point: its words, refusals on the way, problems, and figures."""
    point, seed = draw(card, number)
    refusals, problems = [], []
    while True:
        # The text of a hundredth part says whether the point is refused, and that nothing in it is no number.
        text = verify(rainmaker, card, point, seed, 0.01)
        if text.returncode != 64:
            break
        refusals.append(text.stderr.strip())
        point = nearer(card, point)
    where = " ".join([card["id"], *(f"{name}={value!r}" for name, value in point.items()), f"(seed {seed})"])
    full = verify(rainmaker, card, point, seed, share, "--json")
    for run, codes in [(text, (0, 70)), (full, (0, 70))]:
        if run.returncode not in codes:
            problems.append(f"exit {run.returncode}: {run.stderr[-300:]}")
        if NO_NUMBER.search(run.stdout + run.stderr):
            problems.append(f"no number: {NO_NUMBER.search(run.stdout + run.stderr).group()}")
    problems += [f"unclear refusal: {message}" for message in refusals if " must be " not in message]
    problems += [f"no number in a refusal: {message}" for message in refusals if NO_NUMBER.search(message)]
    figures = []
    try:
        check = json.loads(full.stdout)["checks"][0]
        figures = check.get("figures", [])
        if not figures:
            problems.append(f"{check['status']}: {check.get('reason')}")
    except (ValueError, KeyError, IndexError) as error:
        problems.append(f"no JSON: {error}")
    return where, len(refusals), problems, figures


def tail(count, trials, chance):
    """P(X ≥ count), X binomial."""
    return 1 - sum(math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(count))


def holm(chances):
    """Which of several chances, by name, Holm's procedure rejects at the level."""
    rejected = []
    for rank, (name, chance) in enumerate(sorted(chances.items(), key=lambda one: one[1])):
        if chance > LEVEL / (len(chances) - rank):
            break
        rejected.append(name)
    return rejected


def main(rainmaker, wanted, share):
    began, checks = time.monotonic(), Checks(failures_only=True)
    listed = subprocess.run([rainmaker, "verify", "--points", "--json"], capture_output=True, check=True).stdout
    cards = [card for card in json.loads(listed) if card["parameters"]]
    places, turn = [], 0
    while len(places) < wanted:
        places += [(card, turn) for card in cards if turn % 4 == 0 or card["id"] not in HEAVY]
        turn += 1
    places = places[:wanted]
    scores = collections.defaultdict(list)
    pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
    results = pool.map(lambda place: visit(rainmaker, *place, share), places)
    refused, failures = 0, collections.Counter()
    for (card, _), (where, refusals, problems, figures) in zip(places, results):
        refused += refusals
        checks.add(where, not problems, problems)
        for figure in figures:
            name = f"{card['id']} {figure['what']}"
            found = {key: figure[key] for key in ("expected", "got", "standard_error", "z", "note")}
            if figure["rule"] == "standard errors":
                scores[card["id"], figure["what"]].append(figure["z"])
                checks.add(f"{where}: {name} has a score", figure["z"] is not None, found)
                if not figure["passes"]:
                    failures[card["id"]] += 1
                    print(f"beyond four standard errors: {where}: {name} {found}")
            else:
                checks.add(f"{where}: {name}", figure["passes"], found)
    # A score that is missing has failed already.
    sizes = collections.Counter()
    for (name, _), values in scores.items():
        sizes[name] += len(values)
    chances = {name: tail(failures[name], size, BEYOND[4]) for name, size in sizes.items()}
    often = {name: f"{failures[name]} of {sizes[name]}" for name in holm(chances)}
    checks.add("every check fails as often as stated", not often, often)
    for limit in (2, 3):
        far = {name: sum(abs(z) > limit for z in values if z is not None) for name, values in scores.items()}
        chances = {name: tail(far[name], len(values), BEYOND[limit]) for name, values in scores.items()}
        often = {name: sorted(z for z in scores[name] if z is not None) for name in holm(chances)}
        checks.add(f"every figure is beyond {limit} standard errors as often as stated", not often, often)
        total = sum(map(len, scores.values()))
        print(f"beyond {limit} standard errors: {100 * sum(far.values()) / total:.2f} % of {total} figures, "
              f"{100 * BEYOND[limit]:.2f} % at most are stated")
    print(f"{len(places)} points of {len(cards)} checks, {refused} refused on the way, "
          f"{sum(failures.values())} of {sum(sizes.values())} figures beyond four standard errors, "
          f"{time.monotonic() - began:.0f} s")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("points", nargs="?", type=int, default=240, metavar="N")
    parser.add_argument("rainmaker", metavar="RAINMAKER")
    parser.add_argument("--share", type=float, default=0.1, metavar="S")
    arguments = parser.parse_args()
    sys.exit(main(arguments.rainmaker, arguments.points, arguments.share))
