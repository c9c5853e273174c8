#!/usr/bin/env python3
"""Calibrates small firms with the program, stops it for real, and makes mistakes.

    check_calibrate.py RAINMAKER

A calibration that is killed (kill -9) and gone on with must end with the very bytes of one that was not, with any number of
threads; one with more waves leaves what was simulated as it is; its ensemble runs as `parameters: {ensemble: FILE}`. Prints
'N passed, N failed' and exits 1 when something failed. Some 40 seconds.
"""
import csv
import hashlib
import json
import math
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

SCENARIO = {
    "rainmaker": 1, "name": "small", "trials": 8, "seed": 3, "horizon": {"weeks": 78, "warm_up": 26},
    "organisation": {"sellers": 8}, "budget": "none",
    "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}},
    "calibration": {
        "points": 30, "waves": 4, "members": 25,
        "free": {"prospecting.arrival_rate": [1.2, 3], "turnover.base_hazard": [0.001, 0.006],
                 "common.effort_elasticity": [0.2, 1.4]},
        "targets": {
            "revenue": {"metric": "revenue", "regime": "pull", "value": 5, "sd": 0.5, "source": "made up"},
            "exits": {"metric": "exits", "regime": "pull", "value": 0.3, "sd": 0.08},
            "effect": {"metric": "revenue", "regime": "push", "against": "pull", "scale": "ratio", "value": -0.15, "sd": 0.08},
            "wins": {"use": "check", "metric": "win_rate", "regime": "pull", "range": [0.1, 0.3]},
            "less": {"use": "check", "metric": "autonomy", "regime": "push", "against": "pull", "sign": "negative"},
        },
    },
}


class Calibrations:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def write(self, name="small.yaml", **changes):
        (self.folder / name).write_text(json.dumps({**SCENARIO, **changes}))

    def start(self, place, *options, command="calibrate", name="small.yaml"):
        return subprocess.Popen([self.program, command, name, "-q", "-o", place, *map(str, options)], cwd=self.folder,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, place, *options, **how):
        child = self.start(place, *options, **how)
        child.told, child.said = child.communicate(timeout=600)
        return child

    def digest(self, place):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((self.folder / place).iterdir())}

    def rows(self, place, table):
        with open(self.folder / place / f"{table}.csv", newline="") as file:
            return list(csv.DictReader(file))


def check_answer(checks, all):
    first = all.run("whole", "--threads", 1)
    checks.add("ends well", first.returncode == 0, first.said)
    checks.add("the answer comes first", first.told.startswith("25 members, each within 3 sd of every fitted target"), first.told)
    checks.add("lines fit a terminal", all_within(first.told, 80), first.told)
    fit = {row["target"]: row for row in all.rows("whole", "fit")}
    members = all.rows("whole", "ensemble")
    checks.add("25 members", len(members) == 25 and members[0]["member"] == "0")
    for name, target in SCENARIO["calibration"]["targets"].items():
        checks.add(f"{name}: met", fit[name]["met"] == "yes", fit[name])
        if "value" in target:
            far = abs(float(fit[name]["farthest"]))
            checks.add(f"{name}: every member within 3 sd", far <= 3, far)
    confirmed = [row for row in all.rows("whole", "confirmed") if float(row["misfit"]) <= 3]
    paths = list(SCENARIO["calibration"]["free"])
    checks.add("members are those that fit on fresh draws",
               {tuple(row[path] for path in paths) for row in members}
               <= {tuple(row[path] for path in paths) for row in confirmed})
    means = sum(float(row["revenue"]) for row in confirmed[:25]) / 25
    checks.add("fit.csv holds their mean", abs(means - float(fit["revenue"]["mean"])) < 1e-9, (means, fit["revenue"]))
    return all.digest("whole")


def all_within(text, width):
    return all(len(line) <= width for line in text.splitlines())


def check_kills(checks, all, whole, seconds):
    luck = random.Random(4)
    for number in range(4):
        place = f"killed-{number}"
        for attempt in range(3):
            child = all.start(place, "--threads", luck.choice([1, 2, 3]), *["--resume"] * (attempt > 0))
            time.sleep(luck.uniform(0.1, 0.6) * seconds)
            child.send_signal(signal.SIGKILL if number % 2 else signal.SIGTERM)
            child.communicate()
            if not (all.folder / place / "calibration.resolved.yaml").exists():
                break
        # A kill in the middle of a file leaves its temporary; one is laid there in case no kill met that moment.
        if (all.folder / place / "calibration.resolved.yaml").exists():
            (all.folder / place / f".points.csv.{number}.partial").write_text("half a ro")
        last = all.run(place, "--threads", luck.choice([1, 2, 3]), *["--resume"] * (all.folder / place).exists())
        checks.add(f"killed {number}: ends well", last.returncode == 0, last.said)
        checks.add(f"killed {number}: the bytes of one never stopped", all.digest(place) == whole, last.told)


def check_two_at_once(checks, all):
    first = all.start("shared")
    for _ in range(200):
        if (all.folder / "shared" / "points.csv").exists():
            break
        time.sleep(0.02)
    second = all.run("shared", "--resume")
    checks.add("a second process is kept out", second.returncode == 73 and "another process" in second.said, second.said)
    first.terminate()
    first.communicate()
    checks.add("and comes in when the first has ended", all.run("shared", "--resume").returncode == 0)


def check_growth(checks, all):
    short = all.run("grown", "--waves", 1)
    checks.add("one wave is too few for 25 members", "of 25 wanted" in short.told or "25 members" in short.told, short.told)
    before = all.rows("grown", "points")
    checks.add("more waves need --resume", all.run("grown", "--waves", 3).returncode == 73)
    checks.add("more waves go on", all.run("grown", "--waves", 3, "--resume").returncode == 0)
    checks.add("earlier rows are untouched", all.rows("grown", "points")[:len(before)] == before)
    other = all.run("grown", "--trials", 9, "--resume")
    checks.add("another calibration is refused", other.returncode == 73 and "another calibration" in other.said, other.said)


def check_use(checks, all):
    study = {key: value for key, value in SCENARIO.items() if key not in ("calibration", "budget")}
    study["hypotheses"] = {
        "freer": {"metric": "autonomy", "regime": "push", "against": "pull", "direction": "less", "size": 0.26, "kind": "implied"},
        "richer": {"metric": "revenue", "regime": "push", "against": "pull", "direction": "less", "scale": "ratio", "kind": "emergent"},
    }
    (all.folder / "study.yaml").write_text(json.dumps({**study, "trials": 24, "budget": "none", "parameters": {"ensemble": "whole/ensemble.csv"}}))
    run = all.run("study", command="run", name="study.yaml")
    checks.add("a study over the ensemble runs", run.returncode == 0, run.said)
    again = all.run("study", command="run", name="study.yaml")
    checks.add("the same again finds it complete", again.returncode == 0 and "were there already" in again.said, again.said)
    shown = subprocess.run([all.program, "show", "study"], cwd=all.folder, capture_output=True, text=True).stdout
    checks.add("it tells of plausible firms", "Over plausible firms" in shown and "share of plausible" in shown, shown)
    effects = [row for row in all.rows("study", "ensemble_effects") if row["metric"] == "profit"]
    checks.add("six firms, four trials each", [(row["members"], row["n"]) for row in effects] == [("6", "24")], effects)
    # The same from trials.csv: four trials a firm, members in turn.
    trials = {(row["regime"], int(row["trial"])): float(row["autonomy"]) for row in all.rows("study", "trials")}
    means = [sum(trials["push", m + 6 * k] - trials["pull", m + 6 * k] for k in range(4)) / 4 for m in range(6)]
    own = next(row for row in all.rows("study", "ensemble_effects") if row["metric"] == "autonomy")
    check_shares(checks, all)
    checks.add("the mean is that of the firms' means", abs(sum(means) / 6 - float(own["mean_difference"])) < 0.05,
               (means, own["mean_difference"]))


def own_effects(trials):
    """Firms' own effects behind noisy trials, as MemberEffects defines them: a list of trials a firm, equally long."""
    count, means = len(trials[0]), [sum(own) / len(own) for own in trials]
    mean = sum(means) / len(means)
    within = sum((x - m) ** 2 for own, m in zip(trials, means) for x in own) / (len(trials) * (count - 1))
    between = sum((m - mean) ** 2 for m in means) / (len(means) - 1)
    own = max(0, between - within / count)
    return [mean + math.sqrt(own / (own + within / count)) * (m - mean) for m in means]


def check_shares(checks, all):
    """In how many firms a hypothesis holds, found again from trials.csv."""
    trials = {(row["regime"], int(row["trial"])): row for row in all.rows("study", "trials")}
    told = {row["hypothesis"]: row for row in all.rows("study", "ensemble_hypotheses")}

    def by_firm(number):
        return [[number(trials["push", m + 6 * k], trials["pull", m + 6 * k]) for k in range(4)] for m in range(6)]

    freer = own_effects(by_firm(lambda a, b: float(a["autonomy"]) - float(b["autonomy"])))
    richer = own_effects(by_firm(lambda a, b: math.log(float(a["revenue"]) / float(b["revenue"]))))
    for name, effects, limit in (("freer", freer, -0.26), ("richer", richer, 0)):
        row, share = told[name], sum(effect < limit for effect in effects) / 6
        checks.add(f"{name}: the share of firms in which it holds is that of trials.csv",
                   abs(float(row["holds"]) - share) < 1e-12 and row["members"] == "6", (row, effects))
        checks.add(f"{name}: its interval holds it",
                   float(row["holds_low"]) <= share <= float(row["holds_high"]) and row["holds_low"] < row["holds_high"], row)
    ratio = math.expm1(sum(richer) / 6)
    checks.add("a ratio's effect is that of the firms' mean logarithm", abs(float(told["richer"]["effect"]) - ratio) < 1e-6,
               (told["richer"], ratio))


def check_mistakes(checks, all):
    own = SCENARIO["calibration"]

    def refused(what, code, words, place="wrong", **changes):
        all.write("wrong.yaml", **changes)
        if changes.get("calibration", own) is None:
            (all.folder / "wrong.yaml").write_text(
                json.dumps({key: value for key, value in SCENARIO.items() if key != "calibration"}))
        child = all.run(place, name="wrong.yaml")
        checks.add(f"{what}: exit {code}, says so",
                   child.returncode == code and words in child.said and not (all.folder / "wrong").exists(), child.said)

    refused("no calibration", 65, "calibration: missing", calibration=None)
    refused("a budget", 65, "budget: expected none", budget={"cost_per_seller": 1.6})
    refused("an unknown parameter", 65, 'did you mean "prospecting.arrival_rate"?',
            calibration={**own, "free": {"prospecting.arrival_rat": [1, 2]}})
    refused("an unknown metric", 65, "did you mean",
            calibration={**own, "targets": {"x": {"metric": "revenu", "regime": "pull", "value": 1, "sd": 1}}})
    (all.folder / "full").mkdir()
    (all.folder / "full" / "notes.txt").write_text("mine")
    all.write("wrong.yaml")
    child = all.run("full", name="wrong.yaml")
    checks.add("a folder with something else is left alone",
               child.returncode == 73 and [path.name for path in (all.folder / "full").iterdir()] == ["notes.txt"], child.said)
    path = all.folder / "whole" / "points.csv"
    text = path.read_text()
    value = all.rows("whole", "points")[3]["misfit"]
    for damage in (text.replace("\n0,simulated,", "\n0,simulatd,", 1), text.replace("wave", "waves", 1), text[:-400],
                   text.replace(value, value[:-2] + "99", 1)):
        path.write_text(damage)
        child = all.run("whole", "--resume")
        checks.add("damaged points are named", child.returncode in (65, 73) and "points.csv" in child.said, child.said)
    path.write_text(text)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        all = Calibrations(program, pathlib.Path(folder))
        all.write()
        started = time.monotonic()
        whole = check_answer(checks, all)
        check_kills(checks, all, whole, time.monotonic() - started)
        check_two_at_once(checks, all)
        check_growth(checks, all)
        check_use(checks, all)
        check_mistakes(checks, all)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
