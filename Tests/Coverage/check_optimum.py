#!/usr/bin/env python3
"""How good the settings are that `optimize` finds: regret against a grid, beside random search and Optuna's TPE.

    check_optimum.py RAINMAKER [--seeds N] [--runs N] [--truth N] [--cells N] [--jobs N]

A firm of 8 sellers, three levers. The truth is that of a grid with so many trials a cell, and every setting that was found is
simulated with the same draws; regret is the grid's best less the setting's mean. Random search has twice the runs; TPE, where
Optuna is installed, as many, each on the same command line. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import concurrent.futures
import csv
import itertools
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

LEVERS = {"commission": (0.01, 0.12), "monitoring": (0, 0.8), "coaching": (0, 4)}
SCENARIO = {
    "rainmaker": 1, "horizon": {"weeks": 52, "warm_up": 13}, "organisation": {"sellers": 8}, "budget": "none",
    "regimes": {"blend": {"preset": "blend"}},
    "outputs": {name: False for name in ("timeseries", "correlations", "bootstrap", "drivers", "trajectories")},
}
# Trials of a setting that others than `optimize` look at.
EACH = 50


class Firm:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def means(self, name, points, trials, seed):
        """Mean profit at each of some settings."""
        place = self.folder / name
        place.mkdir()
        with open(place / "points.csv", "w", newline="", encoding="utf-8") as table:
            rows = csv.writer(table)
            rows.writerow([f"levers.{lever}" for lever in LEVERS])
            rows.writerows([f"{value:.6g}" for value in point] for point in points)
        scenario = SCENARIO | {"name": "points", "trials": trials, "seed": seed, "design": {"file": "points.csv"}}
        (place / "points.yaml").write_text(json.dumps(scenario))
        subprocess.run([self.program, "run", "-q", place / "points.yaml", "-o", place / "results", "--threads", "1"],
                       check=True, stdout=subprocess.DEVNULL)
        with open(place / "results" / "summary.csv", newline="", encoding="utf-8") as table:
            return [float(row["mean"]) for row in csv.DictReader(table) if row["metric"] == "profit"]

    def optimised(self, seed, runs):
        """The setting that leads in the end."""
        file = self.folder / f"optimum-{seed}.yaml"
        levers = {name: list(ends) for name, ends in LEVERS.items()}
        file.write_text(json.dumps(SCENARIO | {
            "name": "optimum", "seed": seed, "optimize": {"levers": levers, "runs": runs}}))
        done = subprocess.run([self.program, "optimize", "-q", "--json", file, "-o", self.folder / f"optimum-{seed}",
                               "--threads", "1"], check=True, capture_output=True, text=True)
        first = json.loads(done.stdout)["finalists"][0]
        return [first["levers"][name] for name in LEVERS]

    def random(self, seed, runs):
        luck = random.Random(seed)
        points = [[luck.uniform(*ends) for ends in LEVERS.values()] for _ in range(runs // EACH)]
        found = self.means(f"random-{seed}", points, EACH, seed)
        return points[found.index(max(found))]

    def tpe(self, seed, runs, optuna):
        study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))
        for number in range(runs // EACH):
            trial = study.ask()
            point = [trial.suggest_float(name, *ends) for name, ends in LEVERS.items()]
            study.tell(trial, self.means(f"tpe-{seed}-{number}", [point], EACH, seed)[0])
        return [study.best_params[name] for name in LEVERS]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--truth", type=int, default=20_000)
    parser.add_argument("--cells", type=int, default=5, help="levels of each lever of the grid")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    try:
        import optuna
        optuna.logging.set_verbosity(optuna.logging.ERROR)
    except ImportError:
        optuna = None
    checks = Checks(failures_only=True)
    with tempfile.TemporaryDirectory(prefix="optimum ") as folder, concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        firm, seeds = Firm(chosen.program.resolve(), pathlib.Path(folder)), range(1, chosen.seeds + 1)
        levels = [[low + (high - low) * i / (chosen.cells - 1) for i in range(chosen.cells)] for low, high in LEVERS.values()]
        grid = list(itertools.product(*levels))
        cells = pool.submit(firm.means, "grid", grid, chosen.truth, 4_000_000)
        methods = {"optimize": lambda seed: firm.optimised(seed, chosen.runs),
                   "random search with twice the runs": lambda seed: firm.random(seed, 2 * chosen.runs)}
        if optuna:
            methods["TPE"] = lambda seed: firm.tpe(seed, chosen.runs, optuna)
        found = {name: list(pool.map(method, seeds)) for name, method in methods.items()}
        truth = {name: firm.means(f"found-{number}", points, chosen.truth, 4_000_000)
                 for number, (name, points) in enumerate(found.items())}
        best = max(cells.result())
    regret = {name: statistics.median(best - value for value in values) for name, values in truth.items()}
    print(f"figure: grid from {min(cells.result()):.4f} to {best:.4f}; median regret over {chosen.seeds} seeds: "
          + ", ".join(f"{name} {value:.4f}" for name, value in regret.items()))
    for name, value in regret.items():
        if name != "optimize":
            checks.add(f"optimize is no worse than {name}", regret["optimize"] <= value, regret)
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


if __name__ == "__main__":
    main()
