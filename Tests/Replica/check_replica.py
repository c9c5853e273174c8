#!/usr/bin/env python3
"""The model again, from Documentation/ODD.md and nothing else: check_replica.py RAINMAKER DIRECTORY

Written in plain Python from the protocol's text, without the program's code, it takes the parameters from `rainmaker
describe --json` and has to come to the program's metrics in every trial. What differs is wrong in the one or in the
other, and whoever changes a submodel changes its steps in the protocol and here. Names are the protocol's symbols.
Elementary functions are Python's, so equal means equal to seven digits.
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

from deciding import Deciding
from learning import Learning
from opening import Opening
from outcomes import Outcomes
from people import People
from selling import Selling
from start import Start

SEED, TRIALS, SEATS, SPAN, WARM_UP, WEEKS = 77, 2, 20, 6, 8, 60
# People come and go often, so that newcomers are met; discounts have their time.
CHANGED = {
    "turnover": {"base_hazard": 0.02, "vacancy": 3}, "pressure": {"window": 3},
    # What is off unless asked for.
    "issues": {"assigned": 0.3, "by_advantage": 1.5}, "customers": {"copying": 0.05}, "hours": {"process_innovation": 2},
    "practices": {"vision_stretch": 0.4},
}
THREADS = {"information": [0.2, 0.9], "complexity": [0.1, 0.6], "turbulence": [1.5, 1.5], "pain": [0.3, -0.2]}
PROCESSES = """
    direction hours effort practices prospecting customers issues expert_queue pressure pipeline accounts beliefs
    coaching skill ties adoption code motivation pay turnover hiring ledger
""".split()
OPTIONAL = {"practices", "coaching", "ties", "adoption", "code"}

# Every lever, away from its neutral value.
EVERYTHING = {
    "push_share": 0.4, "monitoring": 0.5, "activity_floor": 1.1, "commission": 0.06, "accelerator": 0.03,
    "bonus": 0.15, "contest": 0.2, "team_share": 0.2, "pair_pay": 0.3, "late_window": 0.3, "quota_level": 1.1,
    "quota_ratchet": 0.3, "quota_period": 9, "experts": 3, "directory": 1, "training": 1, "meetings": 0.5,
    "visioning": "two-way", "hiring_talent": 1, "hiring_ownership": 0.5, "hiring_support": 0.2, "dismissal": 0.5,
    "safety": 0.2, "adaptivity": 0.4, "agenda": 0.2, "salary": 0.6, "buyer_data": 0.5, "coaching": 1.5,
    "coach_source": "in", "mentoring": "opt-in", "reviews": 2, "ranking": "named", "tools": 0.8, "voice": 0.6,
    "messages": 0.5, "seeding": 0.4, "hq_weight": 0.4, "loyalty": 0.1,
}
OUTSIDE = EVERYTHING | {
    "coach_source": "out", "mentoring": "broad", "ranking": "anonymous", "visioning": "one-way", "adaptivity": 0,
    "hq_weight": 0, "loyalty": 0, "tools": 0, "messages": 0, "seeding": 0, "quota_period": 13,
}
PLAIN = EVERYTHING | {
    "push_share": 0.8, "monitoring": 0.8, "visioning": "none", "commission": 0, "accelerator": 0, "bonus": 0,
    "contest": 0, "team_share": 0, "pair_pay": 0, "late_window": 0, "coaching": 0, "mentoring": "off", "reviews": 0,
}
CASES = {
    "everything": (EVERYTHING, OPTIONAL), "outside": (OUTSIDE, OPTIONAL), "plain": (PLAIN, OPTIONAL),
    "few": (EVERYTHING, set()), "practices": (EVERYTHING, {"practices"}),
}


class Replica(Start, Opening, Deciding, Selling, Learning, People, Outcomes):
    """A firm of one trial under one regime."""

    def __init__(self, parameters, levers, present, trial):
        self.parameters, self.levers, self.present = parameters, levers, present
        self.seats, self.span, self.warm_up, self.weeks = SEATS, SPAN, WARM_UP, WEEKS
        self.seed, self.trial = SEED, trial

    def __getitem__(self, path):
        return self.parameters[path]

    def run(self):
        self.information, self.complexity, self.turbulence, self.pain = threads(0)
        self.set_up()
        for part in "columns endowment direction practices coaching ties adoption code beliefs pay hiring".split():
            getattr(self, "start_" + part)()
        for self.week in range(WEEKS):
            self.information, self.complexity, self.turbulence, self.pain = threads(self.week)
            self.begin_week()
            for process in PROCESSES:
                getattr(self, "pass_" + process)()
        return self.metrics()


def threads(week):
    return [first + (last - first) * min(week / WEEKS, 1) for first, last in THREADS.values()]


def scenario(levers, present):
    left_out = {name: False for name in sorted(OPTIONAL - present)}
    paths = {name: [[0, first], [WEEKS, last]] for name, (first, last) in THREADS.items()}
    return {
        "rainmaker": 1, "seed": SEED, "trials": TRIALS, "budget": "none", "environment": paths,
        "horizon": {"weeks": WEEKS, "warm_up": WARM_UP}, "organisation": {"sellers": SEATS, "span": SPAN},
        "reference": {"levers": levers}, "regimes": {"only": {"levers": levers}},
        "model": {"mechanisms": left_out, "parameters": CHANGED},
    }


def main(rainmaker, folder):
    folder.mkdir(parents=True, exist_ok=True)
    declared = json.loads(subprocess.run([rainmaker, "describe", "--json"], capture_output=True, check=True).stdout)
    parameters = {one["name"]: one["default"] for one in declared if one["kind"] == "parameter"}
    for group, values in CHANGED.items():
        parameters |= {f"{group}.{name}": value for name, value in values.items()}
    failed = compared = 0
    for case, (levers, present) in CASES.items():
        (folder / f"{case}.yaml").write_text(json.dumps(scenario(levers, present)))
        command = [rainmaker, "run", folder / f"{case}.yaml", "--quiet", "-o", folder / case]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        with open(folder / case / "trials.csv", newline="") as file:
            for row in csv.DictReader(file):
                for metric, value in Replica(parameters, levers, present, int(row["trial"])).run().items():
                    compared += 1
                    expected = float(row[metric] or "nan")
                    if not (abs(value - expected) <= 1e-7 * max(1, abs(expected)) or value != value != expected):
                        failed += 1
                        print(f"FAILED: {case}, trial {row['trial']}: {metric} is {expected}, by the protocol {value}")
    print(f"{compared - failed} of {compared} metrics are as the protocol says")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
