#!/usr/bin/env python3
"""The model in WebAssembly has the program's bits: check_trials.py RAINMAKER MODULE...

The program runs scenarios, the modules (Scripts/make-wasm) the same models in node, from plain numbers. Every metric of
every trial, every weekly reading, sellers' years and every number of summary and comparisons has to have the same 64 bits; a missing value
is the one NaN. Prints milliseconds of a trial and regime too, and 'N passed, N failed'. Needs node; Python's standard
library only.
"""
import csv
import itertools
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Shared"))
from checks import Checks

TABLES = ["timeseries", "correlations", "bootstrap", "drivers", "trajectories"]
KEYS = {"regime", "point", "trial", "week", "year", "seat", "seed", "status"}
SEED = 20_26


def case(name, regimes, trials, sellers=16, check=False, **more):
    scenario = {
        "rainmaker": 1, "name": name, "seed": SEED, "trials": trials, "budget": "none",
        "horizon": {"weeks": 208, "warm_up": 52}, "organisation": {"sellers": sellers, "span": 8},
        "reference": {"preset": "blend"}, "regimes": regimes,
        "outputs": {**{table: False for table in TABLES}, "weekly": True, "sellers": True}, **more}
    return scenario, check


CASES = [
    case("three-presets", {name: {"preset": name} for name in ("push", "pull", "distributed")}, 50),
    case("64-sellers", {"person": {"preset": "person"}}, 1, sellers=64),
    case("13-sellers-checked", {"pull": {"preset": "pull-with-experts"}}, 1, sellers=13, check=True),
    case("mechanisms-knocked-out", {"push": {"preset": "push"}}, 2,
         model={"mechanisms": {"coaching": False, "expert_queue": False, "beliefs": False}}),
    case("trends-ramps-parameters",
         {"pull": {"preset": "pull", "levers": {"coaching": [[52, 1], [208, 4]], "visioning": "two-way", "tools": 1}}}, 2,
         environment={"information": [[0, 0], [208, 2]], "complexity": [[0, 0.2], [104, 0.2], [104, 0.9]],
                      "turbulence": 2, "pain": [[60, 0], [160, 1]]},
         model={"parameters": {"stages": {"advance": [0.25, 0.15, 0.2, 0.25]}, "common": {"deal_log_sd": 1.1}}}),
]


def points(value):
    """A setting that may be a path, as (week, value)."""
    return [(week, each) for week, each in value] if isinstance(value, list) else [(0, value)]


def plan(scenario, check, model):
    """The scenario in numbers: places in the program's lists instead of names."""
    places = {kind: {entry["name"]: place for place, entry in enumerate(entries)} for kind, entries in model.items()}
    choices = {lever["name"]: lever.get("choices", []) for lever in model["lever"]}
    presets = {preset["name"]: preset["levers"] for preset in model["preset"]}

    def levers(place, regime):
        given = {**presets[regime["preset"]], **regime.get("levers", {})}
        return [(place, places["lever"][name], week, choices[name].index(value) if isinstance(value, str) else value)
                for name, path in given.items() for week, value in points(path)]

    settings = scenario.get("model", {})
    return {
        "name": scenario["name"], "seed": scenario["seed"], "trials": scenario["trials"], "check": check, "weekly": True,
        **scenario["horizon"], **scenario["organisation"],
        "knocked_out": [places["mechanism"][name] for name in settings.get("mechanisms", {})],
        "parameters": [(places["parameter"][f"{group}.{name}"], value)
                       for group, values in settings.get("parameters", {}).items() for name, given in values.items()
                       for value in (given if isinstance(given, list) else [given])],
        "threads": [(places["trend"][name], week, value)
                    for name, path in scenario.get("environment", {}).items() for week, value in points(path)],
        "levers": sum((levers(place, regime) for place, regime in
                       enumerate([scenario["reference"], *scenario["regimes"].values()], start=-1)), []),
    }


def bits(text):
    """Bits of a cell, as the module gives them."""
    return f"{struct.unpack('<Q', struct.pack('<d', float(text)))[0]:x}" if text else "7ff8000000000000"


def rows(file):
    with open(file, newline="") as lines:
        yield from csv.DictReader(lines)


def summary(results, regimes):
    """Bits of the tables over trials, as Page.swift lists them."""
    of_one, of_two = {}, {}
    for row in rows(results / "summary.csv"):
        of_one.setdefault(row["regime"], []).extend(
            bits(row[name]) for name in "n mean sd mcse ci_low ci_high p05 p25 p50 p75 p95".split())
    cells = "mean_difference ci_low ci_high p_value prob_a_beats_b prob_low prob_high correlation variance_ratio".split()
    for row in rows(results / "comparisons.csv") if len(regimes) > 1 else []:
        of_two.setdefault((row["regime_a"], row["regime_b"]), []).extend(
            [bits(row["n"])] + [bits(row[name] if row["status"] == "ok" else "") for name in cells])
    listed = [of_one[regime] for regime in regimes] + [of_two[pair] for pair in itertools.combinations(regimes, 2)]
    return sum(listed, [])


def native(rainmaker, scenario, folder):
    """Bits of what the program gives: by trial, of each regime its metrics and then its readings; and of its tables."""
    file, results = folder / "scenario.yaml", folder / scenario["name"]
    file.write_text(json.dumps(scenario))
    subprocess.run([rainmaker, "run", file, "-o", results, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    numbers = {}
    for table in ("trials", "weekly"):
        for row in rows(results / f"{table}.csv"):
            numbers.setdefault((int(row["trial"]), row["regime"]), []).extend(
                bits(value) for name, value in row.items() if name not in KEYS)
    regimes = list(scenario["regimes"])
    trials = [[value for regime in regimes for value in numbers[trial, regime]] for trial in range(scenario["trials"])]
    sellers = {}
    for row in rows(results / "sellers.csv"):
        sellers.setdefault(int(row["trial"]), []).append([bits(value) for name, value in row.items() if name not in KEYS])
    return trials, summary(results, regimes), [sum(sellers[trial], []) for trial in sorted(sellers)], len(sellers[0][0])


def same(checks, what, expected, found):
    wrong = [place for place, (a, b) in enumerate(zip(expected, found)) if a != b]
    checks.add(f"{what}: {len(expected)} numbers", len(expected) == len(found) and not wrong,
               f"{len(wrong)} differ of {len(expected)} and {len(found)}, first at {wrong[:5]}")


def main():
    rainmaker, *modules = sys.argv[1:]
    checks = Checks()
    described = json.loads(subprocess.run([rainmaker, "describe", "--json"], check=True, capture_output=True).stdout)
    model = {}
    for entry in described:
        model.setdefault(entry["kind"], []).append(entry)
    plans = json.dumps([plan(scenario, check, model) for scenario, check in CASES])
    with tempfile.TemporaryDirectory() as folder:
        wanted = [native(rainmaker, scenario, pathlib.Path(folder)) for scenario, _ in CASES]
    for module in modules:
        run = subprocess.run(["node", HERE / "run_trials.mjs", module], input=plans, capture_output=True, text=True)
        name, size = pathlib.Path(module).name, pathlib.Path(module).stat().st_size
        if not checks.add(f"{name}: runs, {size / 1e6:.2f} MB", run.returncode == 0, run.stderr):
            continue
        for (scenario, _), (trials, tables, sellers, fields), line in zip(CASES, wanted, run.stdout.splitlines()):
            found = json.loads(line)
            each = found["ms"]["trials"] / (scenario["trials"] * len(scenario["regimes"]))
            what = f"{name}: {scenario['name']}"
            same(checks, f"{what}: trials, {each:.1f} ms each and regime", sum(trials, []), sum(found["trials"], []))
            same(checks, f"{what}: tables", tables, found["tables"])
            years = [sum((values[place:place + fields] for place in range(0, len(values), fields)
                          if values[place] != "7ff8000000000000"), []) for values in found["sellers"]]
            same(checks, f"{what}: sellers' years", sum(sellers, []), sum(years, []))
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


main()
