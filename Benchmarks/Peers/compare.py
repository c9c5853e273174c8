"""Checks outcomes of the peers and prints their speeds. Called by Scripts/bench; needs nothing but Python.

Every peer is a command that takes sellers, weeks, trials and seed and prints one line of JSON.
"""

import argparse
import json
import math
import os
import shlex
import statistics
import subprocess
import sys

REFERENCE = "cpp-scalar"
OURS = "rainmaker"


def run(command, environment, *numbers, after=""):
    """The line of JSON that a run prints."""
    done = subprocess.run(
        shlex.split(command) + [str(n) for n in numbers] + shlex.split(after), stdout=subprocess.PIPE, text=True,
        env={**os.environ, **environment}, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {command} failed with {done.returncode}")
    return json.loads(done.stdout)


def equality(peers, reference, failures):
    """Same seed, same draws: the means agree to six digits."""
    wanted = run(*reference, 250, 60, 2, 11)
    for name, (command, environment, keyed) in peers.items():
        got = run(command, environment, 250, 60, 2, 11, after=keyed)
        same = got["means"] == wanted["means"] and got["squares"] == wanted["squares"]
        print(f"  {name:<22} {'equal' if same else 'DIFFERENT: ' + json.dumps(got['means'])}", flush=True)
        if not same:
            failures.append(name)


def z_tests(peers, reference, seeds, failures):
    """Other seeds: means differ by chance alone. One test a metric, 30 seeds a side; seven metrics, so |z| < 4."""
    size = (100, 52, 1)

    def means(command, environment, first):
        rows = [run(command, environment, *size, first + k)["means"] for k in range(seeds)]
        return {metric: [float(row[metric]) for row in rows] for metric in rows[0]}

    wanted = means(*reference, 100_001)
    for name, (command, environment, _) in peers.items():
        got = means(command, environment, 1)
        z = {}
        for metric, theirs in wanted.items():
            spread = math.sqrt((statistics.variance(got[metric]) + statistics.variance(theirs)) / seeds)
            z[metric] = (statistics.fmean(got[metric]) - statistics.fmean(theirs)) / spread
        worst = max(z, key=lambda metric: abs(z[metric]))
        print(f"  {name:<22} largest |z| {abs(z[worst]):.2f} ({worst})", flush=True)
        if abs(z[worst]) >= 4:
            failures.append(name)


def speeds(peers, rounds, seconds):
    """Interleaved rounds; million seller-weeks per second of processor time."""
    sellers, weeks = 1_000, 104
    trials, rates, wall, memory = {}, {}, {}, {}
    for name, (command, environment, _) in peers.items():
        first = run(command, environment, sellers, weeks, 1, 1)
        trials[name] = max(1, math.ceil(seconds / max(first["cpu"], 1e-3)))
        rates[name], wall[name] = [], []
    for k in range(rounds):
        if sys.stderr.isatty():
            print(f"\r  round {k + 1} of {rounds} ", end="\r", file=sys.stderr, flush=True)
        for name, (command, environment, _) in peers.items():
            line = run(command, environment, sellers, weeks, trials[name], k + 1)
            work = sellers * weeks * trials[name] / 1e6
            rates[name].append(work / line["cpu"])
            wall[name].append(work / line["seconds"])
            memory[name] = line["megabytes"]
    return trials, rates, wall, memory


def table(rates, wall, memory, base):
    print(f"{'peer':<22} {'M/s median':>10} {'min':>7} {'max':>7} {'wall M/s':>9} {'ratio':>7} {'ratio min-max':>15} "
          f"{'MB':>6}")
    rows = []
    for name in sorted(rates, key=lambda n: statistics.median(rates[n])):
        # ratios within a round, where both met the same company
        ratio = [a / b for a, b in zip(rates[name], rates[base])]
        row = {
            "peer": name, "median": statistics.median(rates[name]), "min": min(rates[name]), "max": max(rates[name]),
            "wall": statistics.median(wall[name]), "ratio": statistics.median(ratio), "ratio_min": min(ratio),
            "ratio_max": max(ratio), "megabytes": memory[name]}
        rows.append(row)
        span = f"{row['ratio_min']:.3f}-{row['ratio_max']:.3f}"
        print(f"{name:<22} {row['median']:10.2f} {row['min']:7.2f} {row['max']:7.2f} {row['wall']:9.2f} "
              f"{row['ratio']:7.3f} {span:>15} {row['megabytes']:6.0f}")
    return rows


def goals(rates):
    """What the yardstick should reach; ratios and medians of this run."""

    def ratio(a, b):
        return statistics.median(x / y for x, y in zip(rates[a], rates[b]))

    found = []
    if "rainmaker-avx512" in rates:
        found.append(("AVX-512 at least 40 M/s", statistics.median(rates["rainmaker-avx512"]), 40))
    if "rainmaker-avx2" in rates:
        found.append(("AVX2 at least 25 M/s", statistics.median(rates["rainmaker-avx2"]), 25))
    best = "rainmaker-avx512" if "rainmaker-avx512" in rates else "rainmaker-avx2"
    if "cpp-vector" in rates and best in rates:
        found.append(("at least .65 of the best vector C++ without FMA", ratio(best, "cpp-vector"), 0.65))
    for text, value, goal in found:
        print(f"  {'met   ' if value >= goal else 'MISSED'} {text}: {value:.2f}")


def threads(command, environment, rounds):
    """Wall time of one thread over that of two; half of what is measured when the machine is busy."""
    gains = []
    for k in range(rounds):
        one = run(command, environment, 1_000, 104, 300, k)["seconds"]
        gains.append(one / run(command, environment, 1_000, 104, 300, k, 2)["seconds"])
    gain = statistics.median(gains)
    print(f"  {'met   ' if gain >= 1.9 else 'MISSED'} two threads at least 1.9 times one: {gain:.2f} "
          f"({min(gains):.2f}-{max(gains):.2f}; needs an idle machine)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peers", help="JSON file: name → {command, environment, keyed}")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.5, help="of work for each peer in a round")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--skip-checks", action="store_true")
    parser.add_argument("--history", help="file to append this run's line to")
    parser.add_argument("--about", default="{}", help="JSON to keep with that line")
    asked = parser.parse_args()
    with open(asked.peers, encoding="utf-8") as file:
        peers = {
            name: (p["command"], p.get("environment", {}), p.get("after", "")) for name, p in json.load(file).items()}
    reference = peers[REFERENCE][:2] if REFERENCE in peers else next(iter(peers.values()))[:2]
    failures = []
    if not asked.skip_checks:
        print(f"Same seed: six-digit means and mean squares against {REFERENCE}")
        equality(peers, reference, failures)
        print(f"Other seeds: z-tests of seven means over {asked.seeds} seeds against {REFERENCE}")
        z_tests(peers, reference, asked.seeds, failures)
    load = os.getloadavg()[0]
    print(f"Million seller-weeks per second of one core (1,000 sellers, 104 weeks); load {load:.1f}")
    _, rates, wall, memory = speeds(peers, asked.rounds, asked.seconds)
    ours = [name for name in rates if name.startswith(OURS)]
    base = "cpp-vector" if "cpp-vector" in rates else next(iter(rates))
    print(f"ratio: to {base}, round by round")
    rows = table(rates, wall, memory, base)
    print("Goals")
    goals(rates)
    if ours:
        threads(*peers[ours[-1]][:2], 5)
    if asked.history:
        with open(asked.history, "a", encoding="utf-8") as file:
            file.write(json.dumps({**json.loads(asked.about), "kind": "peers", "load": load, "rows": rows}) + "\n")
    if failures:
        sys.exit("bench: outcomes differ: " + ", ".join(sorted(set(failures))))


main()
