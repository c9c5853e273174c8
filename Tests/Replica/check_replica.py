#!/usr/bin/env python3
"""The model again, from Documentation/ODD.md and nothing else: check_replica.py RAINMAKER DIRECTORY

Written in plain Python from the protocol's text, without the program's code, it takes the parameters from `rainmaker
describe --json`, the columns with their values at start from the table of `describe --odd`, and has to come to the
program's metrics in every trial. What differs is wrong in the one or in the other, and whoever changes a submodel
changes its steps in the protocol and here. Names are the protocol's symbols.
Elementary functions are Python's, so equal means equal to seven digits. Every metric that the program declares is
compared; one that has no value has none on both sides, and each has different values in the cases.
"""
import csv
import json
import math
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks
from deciding import Deciding
from learning import Learning
from opening import Opening
from outcomes import Outcomes
from people import People
from selling import Selling
from start import Start

SEED, SEATS, SPAN, WARM_UP, WEEKS = 77, 20, 6, 8, 60
# Columns of trials.csv that are no metrics.
KEYS = {"regime", "point", "trial", "status", "seed"}
# People come and go often, so that newcomers are met; discounts have their time.
CHANGED = {
    "turnover": {"base_hazard": 0.01, "vacancy": 3}, "pressure": {"window": 3},
    # What is off unless asked for.
    "issues": {"assigned": 0.3, "by_advantage": 1.5}, "customers": {"copying": 0.05}, "hours": {"process_innovation": 2},
    "practices": {"vision_stretch": 0.4},
}
THREADS = {"information": [0.2, 0.9], "complexity": [0.1, 0.6], "turbulence": [1.5, 1.5], "pain": [0.3, -0.2]}
PROCESSES = """
    endowment control direction hours effort practices prospecting customers issues expert_queue pressure pipeline
    accounts beliefs coaching skill ties adoption code motivation pay turnover hiring ledger
""".split()
OPTIONAL = {"control", "practices", "coaching", "ties", "adoption", "code"}

# Every lever, away from its neutral value.
EVERYTHING = {
    "push_share": 0.4, "monitoring": 0.5, "activity_floor": 1.1, "commission": 0.06, "accelerator": 0.03,
    "bonus": 0.15, "contest": 0.2, "team_share": 0.2, "pair_pay": 0.3, "late_window": 0.3, "quota_level": 1.1,
    "quota_ratchet": 0.3, "quota_period": 9, "experts": 3, "directory": 1, "training": 1, "meetings": 0.5,
    "visioning": "two-way", "hiring_talent": 1, "hiring_ownership": 0.5, "hiring_support": 0.2, "dismissal": 0.5,
    "safety": 0.2, "adaptivity": 0.4, "agenda": 0.2, "salary": 0.6, "buyer_data": 0.5, "coaching": 1.5,
    "coach_source": "in", "mentoring": "opt-in", "reviews": 2, "ranking": "named", "tools": 0.8, "voice": 0.6,
    "messages": 0.5, "seeding": 0.4, "hq_weight": 0.4, "loyalty": 0.1, "closing_push": 0.7,
}
OUTSIDE = EVERYTHING | {
    "coach_source": "out", "mentoring": "broad", "ranking": "anonymous", "visioning": "one-way", "adaptivity": 0,
    "hq_weight": 0, "loyalty": 0, "tools": 0, "messages": 0, "seeding": 0, "quota_period": 13,
    "closing_push": 0.2,
}
PLAIN = EVERYTHING | {
    "push_share": 0.8, "monitoring": 0.8, "visioning": "none", "commission": 0, "accelerator": 0, "bonus": 0,
    "contest": 0, "team_share": 0, "pair_pay": 0, "late_window": 0, "coaching": 0, "mentoring": "off", "reviews": 0,
    "closing_push": 0,
}
# Two measured years and a bit, and people who stay for both; managers who see a halo and err.
LASTING = {
    "turnover": {"base_hazard": 0.001, "vacancy": 3}, "hiring": {"ownership_mean": 0.6, "support_mean": 0.6},
    "survey": {"halo_ownership": 0.1, "noise": 0.2, "bar": 0.5},
}
# Skills about one half, some by way of the professionals, many who leave, and another best practice now and then.
RESTLESS = {
    "hiring": {"newcomer_skill": 0.45, "newcomer_innovation": 0.65, "newcomer_innovation_sd": 0.1},
    "turnover": {"base_hazard": 0.012, "vacancy": 2, "probation": 4}, "practices": {"change_rate": 0.1},
    "skill": {
        "turnover_of_offers": 0.002,
        "learning_rate": 0.05, "innovation_learning_rate": 0.3, "innovation_forgetting_rate": 0.03,
        "innovation_foundation": 0.58,
    },
}


# Two years and more of a growing market in which half of the sellers leave and are watched while they begin.
BEGINNERS = {"turnover": {"base_hazard": 0.004, "vacancy": 2}, "endowment": {"territory_lag": 4}}


class Case:
    """Levers, the optional mechanisms that are there, weeks, trials, and parameters beside those of all cases."""

    def __init__(self, levers, present, weeks=WEEKS, trials=2, changed={}, market=None):
        self.levers, self.present, self.weeks, self.trials, self.market = levers, present, weeks, trials, market
        self.changed = {group: CHANGED.get(group, {}) | changed.get(group, {}) for group in CHANGED | changed}

    def parameters(self, declared):
        """Values by path."""
        return declared | {f"{group}.{name}": v for group, values in self.changed.items() for name, v in values.items()}

    def threads(self, week):
        return [first + (last - first) * min(week / WEEKS, 1) for first, last in THREADS.values()]

    def scenario(self):
        left_out = {name: False for name in sorted(OPTIONAL - self.present)}
        paths = {name: [[0, first], [WEEKS, last]] for name, (first, last) in THREADS.items()}
        organisation = {"sellers": SEATS, "span": SPAN} | ({"market": self.market} if self.market else {})
        return {
            "rainmaker": 1, "seed": SEED, "trials": self.trials, "budget": "none", "environment": paths,
            "horizon": {"weeks": self.weeks, "warm_up": WARM_UP}, "organisation": organisation,
            "reference": {"levers": self.levers}, "regimes": {"only": {"levers": self.levers}},
            "model": {"mechanisms": left_out, "parameters": self.changed},
        }


CASES = {
    "everything": Case(EVERYTHING, OPTIONAL, market=14), "outside": Case(OUTSIDE, OPTIONAL),
    "plain": Case(PLAIN, OPTIONAL, market=31.5),
    "few": Case(EVERYTHING, set()), "practices": Case(EVERYTHING, {"practices"}),
    "years": Case(EVERYTHING, OPTIONAL, WARM_UP + 108, 3, LASTING),
    "restless": Case(EVERYTHING, OPTIONAL, trials=3, changed=RESTLESS),
    "beginners": Case(OUTSIDE, OPTIONAL, WARM_UP + 120, 3, BEGINNERS, market=25),
}


class Replica(Start, Opening, Deciding, Selling, Learning, People, Outcomes):
    """A firm of one trial under one regime."""

    def __init__(self, case, declared, neutral, trial):
        self.case, self.parameters = case, case.parameters(declared)
        self.levers, self.present, self.weeks = case.levers, case.present, case.weeks
        self.seats, self.span, self.warm_up, self.market = SEATS, SPAN, WARM_UP, case.market or SEATS
        self.seed, self.trial, self.neutral = SEED, trial, neutral

    def __getitem__(self, path):
        return self.parameters[path]

    def run(self):
        self.information, self.complexity, self.turbulence, self.pain = self.case.threads(0)
        self.set_up()
        for part in "columns endowment direction practices coaching ties adoption code beliefs pay turnover hiring".split():
            getattr(self, "start_" + part)()
        self.start_observing()
        for self.week in range(self.weeks):
            self.information, self.complexity, self.turbulence, self.pain = self.case.threads(self.week)
            self.begin_week()
            for process in PROCESSES:
                getattr(self, "pass_" + process)()
            if self.week >= self.warm_up:
                self.observe()
        return self.metrics()


def starts(rainmaker):
    """Columns of a seat and their values at start, from the protocol's table."""
    page = subprocess.run([rainmaker, "describe", "--odd"], capture_output=True, check=True, text=True).stdout
    table = page.split("### Seat and the seller on it")[1].split("###")[0]
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.startswith("| `")]
    return {row[1].strip("`"): float(row[3]) for row in rows}


def read(cell):
    """The number of a cell, or None for an empty one: no value. Anything else that is not finite is an error."""
    if cell == "":
        return None
    value = float(cell)
    if not math.isfinite(value):
        raise ValueError(f"a cell holds {cell}")
    return value


def agree(value, expected):
    """Whether both have no value, or both have the same one, to seven digits."""
    if value is None or expected is None:
        return value is expected
    return abs(value - expected) <= 1e-7 * max(1, abs(expected))


def main(rainmaker, folder):
    folder.mkdir(parents=True, exist_ok=True)
    checks = Checks(failures_only=True)
    for one, other in [(None, 0.3), (0.3, None), (math.nan, 0.3), (0.3, math.nan), (math.nan, None), (0.3, 0.30001)]:
        checks.add(f"{one} is not {other}", not agree(one, other))
    cards = json.loads(subprocess.run([rainmaker, "describe", "--json"], capture_output=True, check=True).stdout)
    declared = {one["name"]: one["default"] for one in cards if one["kind"] == "parameter"}
    neutral = starts(rainmaker)
    metrics = {one["name"] for one in cards if one["kind"] == "metric"}
    compared, values = 0, {metric: set() for metric in metrics}
    for name, case in CASES.items():
        (folder / f"{name}.yaml").write_text(json.dumps(case.scenario()))
        command = [rainmaker, "run", folder / f"{name}.yaml", "--quiet", "-o", folder / name]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        with open(folder / name / "trials.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        checks.add(f"{name}: a row a trial", [int(row["trial"]) for row in rows] == list(range(case.trials)))
        undefined = []
        for row in rows:
            found, where = Replica(case, declared, neutral, int(row["trial"])).run(), f"{name}, trial {row['trial']}"
            checks.add(f"{where}: columns are the declared metrics", set(row) - KEYS == metrics, set(row) ^ metrics)
            checks.add(f"{where}: the replica has all of them", set(found) == metrics, set(found) ^ metrics)
            for metric in sorted(metrics & set(found) & set(row)):
                value, expected = found[metric], read(row[metric])
                compared += 1
                checks.add(f"{where}: {metric}", agree(value, expected), f"{expected}, by the protocol {value}")
                if value is None and expected is None:
                    undefined.append(f"{metric} ({row['trial']})")
                elif agree(value, expected):
                    values[metric].add(expected)
        print(f"{name}: no value on both sides, in trial: {', '.join(undefined) or 'none'}")
    for metric in sorted(metrics):
        # One that is the same everywhere would be compared in name alone.
        checks.add(f"{metric} has two different values at least", len(values[metric]) > 1, values[metric])
    print(f"{compared} values of {len(metrics)} metrics compared")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
