#!/usr/bin/env python3
"""Kills runs for real, and wants the bytes of a run that was never stopped.

    check_resume.py RAINMAKER

Runs are killed at any moment (kill -9), stopped by a scheduler (SIGTERM) or a person (SIGINT), out of room (a limit on
the size of files), torn or damaged in their journal, and grown from few trials to more; `--resume` must end with the very
bytes of all files but the manifest. Another study is refused and left alone. Prints 'N passed, N failed' and exits 1 when
something failed.
"""
import hashlib
import json
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

SCENARIO = {
    "rainmaker": 1, "name": "resumed", "trials": 300, "seed": 9, "horizon": {"weeks": 78, "warm_up": 26},
    "organisation": {"sellers": 16}, "outputs": {"weekly": True, "sellers": True},
    "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}, "blend": {"preset": "blend"}},
    "hypotheses": {"paid": {"kind": "emergent", "metric": "profit", "regime": "pull", "against": "push",
                            "direction": "more", "statement": "Pull earns more than push.", "knock_out": "motivation"}},
}
KILLS = 12
# Goes on until the difference is known: some 400 trials in some five rounds, with salaries solved and pairs behind slopes.
PRECISE = {
    "precision": {"metric": "profit", "between": ["pull", "push"], "half_width": 0.02}, "maximum": 3000,
}
FINER = 0.016
# Goes on until one is left: some trials of all, then more and more of fewer.
CHOICE = {"indifference": 0.02, "first": 10}


class Studies:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.scenario = folder / "resumed.yaml"
        self.scenario.write_text(json.dumps(SCENARIO))

    def start(self, place, *options, scenario=None, **how):
        return subprocess.Popen([self.program, "run", "-q", scenario or self.scenario, "-o", place, *map(str, options)],
                                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)

    def run(self, place, *options, **how):
        child = self.start(place, *options, **how)
        child.said = child.communicate(timeout=300)[1]
        return child

    def digest(self, place):
        """SHA-256 of every file but the manifest, which tells who made it and when."""
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted((self.folder / place).iterdir()) if path.name != "manifest.json"}

    def manifest(self, place):
        return json.loads((self.folder / place / "manifest.json").read_text())


def differing(a, b):
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def check_kills(checks, studies, whole, seconds):
    luck, resumed = random.Random(6), 0
    for number in range(KILLS):
        place, last = f"killed-{number}", None
        for attempt in range(3):
            child = studies.start(place, "--threads", luck.choice([1, 2, 5]), *["--resume"] * (attempt > 0))
            time.sleep(luck.uniform(0.05, 1.1) * seconds)
            child.kill()
            child.wait()
            child.stderr.close()
            journal = studies.folder / place / "trials.journal"
            resumed += journal.exists() and not (studies.folder / place / "manifest.json").exists()
        last = studies.run(place, "--resume", "--threads", luck.choice([1, 2, 5]))
        checks.add(f"killed {number}: ends well", last.returncode == 0, last.said)
        checks.add(f"killed {number}: the bytes of a run never stopped", studies.digest(place) == whole,
                   differing(studies.digest(place), whole))
        shutil.rmtree(studies.folder / place)
    checks.add("many of the kills came amid a run", resumed >= KILLS // 2, resumed)


def check_signals(checks, studies, whole, seconds):
    for name in ("SIGTERM", "SIGINT"):
        place = f"stopped-by-{name}"
        child = studies.start(place)
        journal = studies.folder / place / "trials.journal"
        while child.poll() is None and not (journal.exists() and journal.stat().st_size > 100_000):
            time.sleep(0.005)
        child.send_signal(getattr(signal, name))
        said = child.communicate(timeout=120)[1]
        checks.add(f"{name}: 130, and --resume is named", child.returncode == 130 and "--resume" in said, said)
        kept = studies.manifest(place)["trials_completed"]
        checks.add(f"{name}: some trials are kept, and the tables hold those alone", 0 < kept < SCENARIO["trials"], kept)
        again = studies.run(place)
        checks.add(f"{name}: without --resume nothing is touched, and it is named", again.returncode == 73
                   and "--resume" in again.said and studies.manifest(place)["trials_completed"] == kept, again.said)
        last = studies.run(place, "--resume")
        checks.add(f"{name}: the rest is run", last.returncode == 0 and studies.digest(place) == whole, last.said)


def check_growth(checks, studies, whole):
    studies.run("grown", "--trials", 40)
    few = (studies.folder / "grown" / "trials.csv").read_text().splitlines()
    last = studies.run("grown", "--resume")
    checks.add("40 trials grow to 300", last.returncode == 0 and studies.digest("grown") == whole,
               last.said or differing(studies.digest("grown"), whole))
    many = (studies.folder / "grown" / "trials.csv").read_text().splitlines()
    checks.add("the first 40 stay what they are", many[:len(few)] == few)
    fewer = studies.run("grown", "--resume", "--trials", 40)
    checks.add("they do not shrink", fewer.returncode == 73 and "300" in fewer.said and studies.digest("grown") == whole,
               fewer.said)
    before = (studies.folder / "grown" / "manifest.json").read_bytes()
    done = studies.run("grown", "--resume")
    checks.add("a complete study is not run again", done.returncode == 0
               and (studies.folder / "grown" / "manifest.json").read_bytes() == before, done.said)
    fresh = studies.run("fresh", "--resume")
    checks.add("where there is nothing it begins", fresh.returncode == 0 and studies.digest("fresh") == whole, fresh.said)


def interrupted(studies, place):
    """A directory as a killed run leaves it, some trials in its journal."""
    child = studies.start(place)
    journal = studies.folder / place / "trials.journal"
    while child.poll() is None and not (journal.exists() and journal.stat().st_size > 2_000_000):
        time.sleep(0.005)
    child.kill()
    child.wait()
    child.stderr.close()
    return journal


def check_damage(checks, studies, whole):
    luck = random.Random(7)
    for kind in ("torn", "torn", "flipped", "flipped", "header", "empty"):
        place = "damaged"
        journal = interrupted(studies, place)
        data = bytearray(journal.read_bytes())
        if kind == "torn":
            data = data[:luck.randrange(len(data) // 2, len(data))]
        elif kind == "flipped":
            data[luck.randrange(len(data) // 2, len(data))] ^= 0x10
        else:
            data = data[:50 if kind == "header" else 0]
        journal.write_bytes(data)
        last = studies.run(place, "--resume")
        checks.add(f"journal {kind}: the same bytes in the end", last.returncode == 0 and studies.digest(place) == whole,
                   last.said)
        shutil.rmtree(studies.folder / place)


def check_refusals(checks, studies):
    interrupted(studies, "other")
    before = studies.digest("other")
    for what, options, wanted in (
        ("another seed", ["--seed", "10"], "seed"),
        ("another horizon", ["--set", "horizon.weeks=80"], "horizon.weeks"),
        ("other regimes", ["--regimes", "push,pull"], "blend"),
        ("another lever", ["--set", "regimes.pull.levers.bonus=0.12"], "regimes.pull.levers.bonus"),
    ):
        done = studies.run("other", "--resume", *options)
        checks.add(f"{what} is refused, by name", done.returncode == 73 and wanted in done.said, done.said)
        checks.add(f"{what}: nothing is touched", studies.digest("other") == before)
    journal = studies.folder / "other" / "trials.journal"
    whole, damaged = journal.read_bytes(), bytearray(journal.read_bytes())
    damaged[100] ^= 1
    journal.write_bytes(damaged)
    done = studies.run("other", "--resume")
    checks.add("a damaged header is refused", done.returncode == 74 and "damaged" in done.said
               and journal.read_bytes() == damaged, done.said)
    journal.write_bytes(whole)
    (studies.folder / "strange").mkdir()
    (studies.folder / "strange" / "notes.txt").write_text("mine")
    done = studies.run("strange", "--resume")
    checks.add("a stranger's directory is refused", done.returncode == 73 and "notes.txt" in done.said, done.said)
    checks.add("and left alone", [path.name for path in (studies.folder / "strange").iterdir()] == ["notes.txt"])


def check_company(checks, studies):
    """Two at once: the second one is turned away, and the first one's trials stay."""
    first = studies.start("shared", "--threads", "1", "--trials", 20_000)
    journal = studies.folder / "shared" / "trials.journal"
    while first.poll() is None and not (journal.exists() and journal.stat().st_size > 2_000_000):
        time.sleep(0.005)
    second = studies.run("shared", "--resume", "--trials", 20_000)
    checks.add("a second run of the same study is turned away", second.returncode == 73
               and "another process" in second.said and first.poll() is None, second.said)
    first.kill()
    first.wait()
    first.stderr.close()
    few = studies.run("shared", "--resume", "--trials", 20)
    checks.add("and takes nothing from the first", few.returncode == 73 and "trials" in few.said, few.said)


def check_precision(checks, studies):
    """Rounds of a study that stops by itself: the same ones after any kill, and more of them for a finer half-width."""
    file = studies.folder / "precise.yaml"
    file.write_text(json.dumps(SCENARIO | {"name": "precise", "trials": PRECISE, "hypotheses": {}, "outputs": {}}))
    begun = time.monotonic()
    run = studies.run("precise", scenario=file)
    seconds, whole, manifest = time.monotonic() - begun, studies.digest("precise"), studies.manifest("precise")
    stopping = manifest["stopping"]
    checks.add("a precision is reached in some rounds", run.returncode == 0 and stopping["reason"] == "reached"
               and stopping["rounds"] >= 3 and 100 < manifest["trials_completed"] < 3000
               and stopping["widest_half_width"] <= 0.02, (run.said, stopping))
    luck, amid = random.Random(8), 0
    for number in range(KILLS):
        place = f"precise-{number}"
        for attempt in range(3):
            child = studies.start(place, "--threads", luck.choice([1, 2, 5]), *["--resume"] * (attempt > 0), scenario=file)
            time.sleep(luck.uniform(0.05, 0.9) * seconds)
            child.kill()
            child.wait()
            child.stderr.close()
            amid += (studies.folder / place / "trials.journal").exists() and not (
                studies.folder / place / "manifest.json").exists()
        last = studies.run(place, "--resume", "--threads", luck.choice([1, 2, 5]), scenario=file)
        checks.add(f"precision, killed {number}: the same rounds and bytes", last.returncode == 0
                   and studies.digest(place) == whole and studies.manifest(place)["stopping"] == stopping,
                   last.said or differing(studies.digest(place), whole))
        shutil.rmtree(studies.folder / place)
    checks.add("precision: many of the kills came amid a run", amid >= KILLS // 2, amid)
    few = (studies.folder / "precise" / "trials.csv").read_text().splitlines()
    finer = ["--set", f"trials.precision.half_width={FINER}"]
    refused = studies.run("precise", *finer, scenario=file)
    checks.add("a finer half-width needs --resume, which is named", refused.returncode == 73 and "--resume" in refused.said
               and studies.digest("precise") == whole, refused.said)
    grown, fresh = studies.run("precise", "--resume", *finer, scenario=file), studies.run("finer", *finer, scenario=file)
    many = (studies.folder / "precise" / "trials.csv").read_text().splitlines()
    checks.add("a finer half-width adds trials and leaves the earlier rows", grown.returncode == 0
               and len(many) > len(few) and many[:len(few)] == few, grown.said)
    checks.add("and has the bytes of a run that asked for it at once", fresh.returncode == 0
               and studies.digest("precise") == studies.digest("finer"),
               differing(studies.digest("precise"), studies.digest("finer")))
    before = studies.digest("precise")
    coarser = studies.run("precise", "--resume", scenario=file)
    checks.add("a coarser one is refused and touches nothing", coarser.returncode == 73 and "precision" in coarser.said
               and studies.digest("precise") == before and (studies.folder / "precise" / "manifest.json").exists(),
               coarser.said)


def check_selection(checks, studies):
    """Who runs in which trials hangs on the trials alone: the same choice after any kill."""
    file = studies.folder / "choice.yaml"
    file.write_text(json.dumps(SCENARIO | {"name": "choice", "trials": 1000, "select": CHOICE, "hypotheses": {}, "outputs": {}}))
    begun = time.monotonic()
    run = studies.run("choice", scenario=file)
    seconds, whole, manifest = time.monotonic() - begun, studies.digest("choice"), studies.manifest("choice")
    checks.add("a choice is made", run.returncode == 0 and 10 < manifest["trials_completed"] < 1000
               and ",chosen\n" in (studies.folder / "choice" / "selection.csv").read_text(), (run.said, manifest["trials_completed"]))
    luck, amid = random.Random(9), 0
    for number in range(KILLS // 2):
        place = f"choice-{number}"
        for attempt in range(3):
            child = studies.start(place, "--threads", luck.choice([1, 2, 5]), *["--resume"] * (attempt > 0), scenario=file)
            time.sleep(luck.uniform(0.05, 0.9) * seconds)
            child.kill()
            child.wait()
            child.stderr.close()
            amid += (studies.folder / place / "trials.journal").exists() and not (
                studies.folder / place / "manifest.json").exists()
        last = studies.run(place, "--resume", "--threads", luck.choice([1, 2, 5]), scenario=file)
        checks.add(f"a choice, killed {number}: the same rounds and bytes", last.returncode == 0
                   and studies.digest(place) == whole, last.said or differing(studies.digest(place), whole))
        shutil.rmtree(studies.folder / place)
    checks.add("a choice: many of the kills came amid a run", amid >= KILLS // 4, amid)


def check_no_room(checks, studies, whole):
    def limited():
        # Raised as an error of the write instead of a signal that kills.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    child = studies.run("cramped", preexec_fn=limited)
    checks.add("no room: 74", child.returncode == 74, child.said)
    last = studies.run("cramped", "--resume")
    checks.add("with room it goes on to the same bytes", last.returncode == 0 and studies.digest("cramped") == whole, last.said)


def main():
    checks, program = Checks(failures_only=True), pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="re sume ") as folder:
        studies = Studies(program, pathlib.Path(folder))
        begun = time.monotonic()
        whole_run = studies.run("whole")
        seconds = time.monotonic() - begun
        checks.add("the study runs", whole_run.returncode == 0, whole_run.said)
        whole = studies.digest("whole")
        check_kills(checks, studies, whole, seconds)
        check_signals(checks, studies, whole, seconds)
        check_growth(checks, studies, whole)
        check_damage(checks, studies, whole)
        check_refusals(checks, studies)
        check_company(checks, studies)
        check_precision(checks, studies)
        check_selection(checks, studies)
        check_no_room(checks, studies, whole)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
