"""Runs of the gallery, several at a time, and which trials a short one takes."""
import concurrent.futures
import csv
import json
import math
import os
import pathlib
import subprocess
import tempfile

import yaml

SCENARIOS = pathlib.Path(__file__).resolve().parent.parent.parent / "Scenarios"
# A short run takes this share of the trials, and not fewer than LEAST, as far as there are so many.
SHARE, LEAST = 0.25, 20
# It may leave this share of a scenario's tests open.
SOME = 0.7
# A verdict of a short run is held against the ledger's if its adjusted p value has this distance from 5 %: small changes
# of the model leave it alone.
CLEAR = 0.005
# What is asked of plausible firms: four trials each of fifty.
FIRMS, FIRM_TRIALS = ["parameters.ensemble=evidence", "parameters.members=50"], 200


class Run:
    """A finished run of a scenario, its trials and what it took."""

    def __init__(self, program, name, trials, folder, threads, settings=()):
        self.place, self.name = folder / name, name
        command = [program, "run", SCENARIOS / f"{name}.yaml", "-o", self.place, "--quiet", "--threads", str(threads)]
        command += [part for setting in settings for part in ("--set", setting)]
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(command + (["--trials", str(trials)] if trials else []), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=said)
            _, status, used = os.wait4(child.pid, 0)
            self.code = child.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            self.said = said.read().decode(errors="replace")
        self.seconds = used.ru_utime + used.ru_stime

    @property
    def trials(self):
        return json.loads((self.place / "manifest.json").read_text(encoding="utf-8"))["trials_completed"]

    def rows(self, table="hypotheses"):
        """Of a table; none where the scenario states no hypothesis."""
        if "hypotheses" not in yaml.safe_load((SCENARIOS / f"{self.name}.yaml").read_text(encoding="utf-8")):
            return []
        with open(self.place / f"{table}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def verdicts(self):
        """Of every hypothesis, without its mechanism where one is knocked out, and what that means for the claim."""
        found = {}
        for row in self.rows():
            found[row["hypothesis"]] = {"verdict": row["verdict"]}
            if row["verdict_without"]:
                found[row["hypothesis"]]["without"] = row["verdict_without"]
            if row["survives"]:
                found[row["hypothesis"]]["survives"] = row["survives"]
        return found


    def shares(self):
        """Of every hypothesis in which share of plausible firms it holds, in hundredths; those without one are left out."""
        return {row["hypothesis"]: {"firms": round(float(row["holds"]), 2)}
                for row in self.rows("ensemble_hypotheses") if row["holds"]}


def run_all(program, names, trials, folder, jobs, settings=()):
    """Pairs of name and run as they end; `trials` has those that do not run as written."""
    threads = 1 if jobs > 1 else len(os.sched_getaffinity(0))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = {pool.submit(Run, program, name, trials.get(name), folder, threads, settings): name for name in names}
        for done in concurrent.futures.as_completed(waiting):
            yield waiting[done], done.result()


def agrees(said, now):
    """Whether a short run's verdict can come of what the ledger says: the same, none on one side, or less of it."""
    return now == said or "undecided" in (said, now) or (said, now) == ("contradicted", "smaller")


def open_tests(run, ledger):
    """Tests that a short run leaves open: those that it does not decide as the ledger does, or not clearly. None when it
    decides one that the ledger decides otherwise."""
    left = set()
    for row in run.rows():
        for key, suffix in (("verdict", ""), ("without", "_without")):
            said, now = ledger.get(f"{run.name}/{row['hypothesis']}", {}).get(key), row[f"verdict{suffix}"]
            if said and not agrees(said, now):
                return None
            if said and (now != said or said != "undecided" and float(row[f"p_adjusted{suffix}"]) > CLEAR):
                left.add(row["hypothesis"])
    return left


def needed(program, whole, ledger, folder, jobs):
    """For each scenario how many of its `whole` trials a short run takes, and the tests that it leaves open: found by
    trying, and twice as many where one comes out otherwise than in the ledger, or more than SOME are left open."""
    short = {}
    trials = {name: max(LEAST, math.ceil(SHARE * most)) for name, most in whole.items() if most > LEAST}
    for turn in range(10):
        for name, run in list(run_all(program, [*trials], trials, folder / str(turn), jobs)):
            if run.code:
                raise RuntimeError(f"{name} with {trials[name]} trials: {run.said}")
            left = open_tests(run, ledger)
            print(f"{name}: {run.trials} trials, {run.seconds:.0f} s of processor time, open: {left}", flush=True)
            if left is None or len(left) > SOME * len(run.rows()):
                trials[name] *= 2
                if trials[name] < whole[name]:
                    continue
            else:
                short[name] = {"trials": trials[name], **({"open": sorted(left)} if left else {})}
            del trials[name]
    return short
