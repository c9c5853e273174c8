#!/usr/bin/env python3
"""Divides studies among processes, as schedulers do, and wants the bytes of a run on one machine.

    check_shards.py RAINMAKER

Shards run in any order, twice, beside one another, killed, stopped by every signal that schedulers send, and out of room;
arrays of all schedulers are played by their variables. Files are torn, edited, swapped and forged. `merge` must end with the
very bytes of `run` in all files but the manifest, or with a clear refusal, and in the manifest nothing may differ but
seconds. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks
from xxh64 import xxh64

SCENARIO = {
    "rainmaker": 1, "name": "divided", "trials": 60, "seed": 9, "horizon": {"weeks": 52, "warm_up": 13},
    "organisation": {"sellers": 8}, "outputs": {"weekly": True, "sellers": True},
    "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}},
    "hypotheses": {"paid": {"kind": "emergent", "metric": "profit", "regime": "pull", "against": "push",
                            "direction": "more", "statement": "Pull earns more than push.", "knock_out": "motivation"}},
}
# Other kinds of studies whose trials do not hang on one another.
KINDS = {
    "points": {"design": {"factors": {"training": {"path": "levers.training", "levels": [0, 2]}}}, "outputs": {}},
    "firms": {"parameters": {"ensemble": "evidence", "members": 10}, "outputs": {}},
    "treated": {"budget": "none", "regimes": {"push": {"preset": "push", "levers": {
        "coaching": {"value": 3, "who": {"teams": "half"}, "weeks": [20, 40]}}}}, "hypotheses": {}, "outputs": {}},
    "streams": {"streams": "independent", "outputs": {"crm": True}, "hypotheses": {}},
    "sensitive": {"sensitivity": {"of": "profit", "vary": {"turnover.vacancy": [2, 12]}, "method": "morris", "points": 2},
                  "trials": 6, "outputs": {}, "hypotheses": {}},
}
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ("SLURM_ARRAY_TASK_ID", "SGE_TASK_ID", "PBS_ARRAY_INDEX", "PBS_ARRAYID")}
# What two manifests of the same results may differ in.
OF_MACHINE = ("wall_seconds", "threads", "manifest_sha256")


class Studies:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.scenario = self.write("divided", {})

    def write(self, name, changes):
        path = self.folder / f"{name}.yaml"
        path.write_text(json.dumps(SCENARIO | {"name": name} | changes))
        return path

    def start(self, *arguments, environment=None, **how):
        return subprocess.Popen([self.program, *map(str, arguments)], cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=ENVIRONMENT | (environment or {}), **how)

    def call(self, *arguments, **how):
        child = self.start(*arguments, **how)
        child.out, child.said = child.communicate(timeout=300)
        return child

    def run(self, place, *options, scenario=None, **how):
        return self.call("run", "-q", scenario or self.scenario, "-o", place, *options, **how)

    def shard(self, place, shard, *options, **how):
        return self.run(place, "--shard", shard, *options, **how)

    def all_shards(self, place, count, scenario=None, order=None):
        return [self.shard(place, f"{shard}/{count}", "--threads", 1 + shard % 3, scenario=scenario).returncode
                for shard in order or range(1, count + 1)]

    def digest(self, place):
        """SHA-256 of every file but the manifest and the shards."""
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted((self.folder / place).glob("*")) if path.is_file() and path.name != "manifest.json"}

    def manifest(self, place):
        values = json.loads((self.folder / place / "manifest.json").read_text())
        return {key: value for key, value in values.items() if key not in OF_MACHINE}

    def files(self, place):
        return {path.name: path.read_bytes() for path in (self.folder / place / "shards").iterdir()}

    def copy(self, place, other):
        shutil.rmtree(self.folder / other, ignore_errors=True)
        shutil.copytree(self.folder / place, self.folder / other)
        return self.folder / other / "shards"


def differing(a, b):
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def check_same_bytes(checks, studies, whole):
    for count in (1, 3, 8, 60):
        place = f"in-{count}"
        order = list(range(1, count + 1))
        random.Random(count).shuffle(order)
        codes = studies.all_shards(place, count, order=order)
        merged = studies.call("merge", place, "-q")
        checks.add(f"{count} shards run and merge", set(codes) == {0} and merged.returncode == 0, (codes, merged.said))
        checks.add(f"{count} shards: the bytes of one run", studies.digest(place) == whole,
                   differing(studies.digest(place), whole))
        checks.add(f"{count} shards: its manifest but for seconds", studies.manifest(place) == studies.manifest("whole"),
                   differing(studies.manifest(place), studies.manifest("whole")))
        again = studies.call("merge", place, "-q")
        checks.add(f"{count} shards: merged again it is there already", again.returncode == 0 and again.out == merged.out
                   and "there already" in again.said, again.said)
    show, run = studies.call("show", "in-8"), studies.call("show", "whole")
    checks.add("what merge prints is what run prints", show.out.replace("in-8", "whole") == run.out == studies.run("whole").out)
    grown = studies.run("in-8", "--resume", "--trials", 64)
    fresh = studies.run("fresh", "--trials", 64)
    checks.add("merged results grow like others", grown.returncode == 0 == fresh.returncode
               and studies.digest("in-8") == studies.digest("fresh"), grown.said)


def check_kinds(checks, studies):
    for name, changes in KINDS.items():
        file = studies.write(name, changes)
        whole = studies.run(name + "-whole", scenario=file)
        codes = studies.all_shards(name, 3, scenario=file)
        merged = studies.call("merge", name, "-q")
        checks.add(f"{name}: the bytes of one run", whole.returncode == merged.returncode == 0
                   and studies.digest(name) == studies.digest(name + "-whole"),
                   (whole.said, codes, merged.said, differing(studies.digest(name), studies.digest(name + "-whole"))))
    few = studies.shard("few", "2/3", "--regimes", "push", "--trials", 7)
    checks.add("regimes and trials may be chosen", few.returncode == 0, few.said)
    other = studies.shard("few", "3/3", "--trials", 7)
    checks.add("for all shards alike", other.returncode == 73 and "regimes" in other.said, other.said)
    adaptive = (
        ("precise", {"trials": {"precision": {"metric": "profit", "half_width": 0.02}, "maximum": 300}}, "round by round"),
        ("choice", {"select": {"indifference": 0.02}, "trials": 300, "hypotheses": {}, "outputs": {}}, "hangs on all trials before it"),
    )
    for name, changes, words in adaptive:
        done = studies.shard(name, "1/3", scenario=studies.write(name, changes))
        checks.add(f"65, {name}: says why", done.returncode == 65 and words in done.said and not (studies.folder / name).exists(),
                   done.said)
    for command in ("calibrate", "optimize", "power"):
        done = studies.call(command, studies.scenario, "--shard", "1/3")
        checks.add(f"64, {command}: says why", done.returncode == 64 and "cannot be divided into shards" in done.said, done.said)
    mapped = studies.call("sensitivity", studies.scenario, "--of", "profit", "--points", 2, "--trials", 4, "--set",
                          "sensitivity.vary={turnover.vacancy: [2, 12]}", "--set", "outputs.weekly=off", "-o", "swept",
                          "-q", "--shard", "1/2")
    checks.add("other commands that run trials have shards too", mapped.returncode == 0
               and (studies.folder / "swept/shards/1-of-2.shard").exists(), mapped.said)


def check_arrays(checks, studies, whole):
    """An array that is submitted again has fewer tasks, and the same shards."""
    place = "array"
    first = studies.shard(place, "auto/9", environment={"SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "9"})
    checks.add("the first task divides the study", first.returncode == 0, first.said)
    for index in (2, 4, 5, 6):
        studies.shard(place, "auto", environment={"SLURM_ARRAY_TASK_ID": str(index), "SLURM_ARRAY_TASK_COUNT": "9"})
    merged = studies.call("merge", place)
    checks.add("75, and the array of what is missing", merged.returncode == 75 and merged.out == "--array=3,7-9\n", merged)
    before = studies.files(place)
    for index in (3, 7, 8, 9):
        done = studies.shard(place, "auto", environment={
            "SLURM_ARRAY_TASK_ID": str(index), "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "9"})
        after = studies.files(place)
        checks.add(f"task {index} of a second array of four is shard {index} of 9", done.returncode == 0
                   and after.keys() - before.keys() == {f"{index}-of-9.shard"}, (done.said, sorted(after)))
        before = after
    merged = studies.call("merge", place, "-q")
    checks.add("which completes the bytes of one run", merged.returncode == 0 and studies.digest(place) == whole, merged.said)

    for variable in ("SGE_TASK_ID", "PBS_ARRAY_INDEX", "PBS_ARRAYID"):
        done = studies.shard(variable, "auto/9", "--trials", 9, environment={variable: "7"})
        checks.add(f"{variable}", done.returncode == 0 and (studies.folder / variable / "shards/7-of-9.shard").exists(), done.said)
    for what, environment, words in (
        ("no task", {}, "no task of an array"),
        ("Grid Engine's word for no task", {"SGE_TASK_ID": "undefined"}, "no task of an array"),
        ("a task from 0 on", {"SLURM_ARRAY_TASK_ID": "0"}, "numbered from 1"),
        ("no number", {"PBS_ARRAY_INDEX": "7x"}, "PBS_ARRAY_INDEX is '7x'"),
        ("two schedulers", {"SLURM_ARRAY_TASK_ID": "2", "SGE_TASK_ID": "3"}, "SGE_TASK_ID is 3"),
        ("a task too many", {"SLURM_ARRAY_TASK_ID": "10"}, "divided into 9"),
    ):
        done = studies.shard(place, "auto", environment=environment)
        checks.add(f"64, {what}", done.returncode == 64 and words in done.said, done.said)


def check_grid_engine(checks, studies):
    """The guide's batch script: a warning to its shell alone, or to all of its processes, ends with 99, and the next run is done."""
    guide = (pathlib.Path(__file__).resolve().parent.parent.parent / "Guides/clusters.md").read_text(encoding="utf-8")
    script = re.search(r"^```sh file=shards\.sge\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)[1]
    for name, value in (("mine.yaml", "divided.yaml"), ("auto/8", "auto/10 --trials 15000")):
        checks.add(f"the script has {name} once", script.count(name) == 1)
        script = script.replace(name, value)
    (studies.folder / "shards.sge").write_text(script)
    tools = studies.folder / "tools"
    tools.mkdir()
    (tools / "rainmaker").symlink_to(studies.program)
    environment = ENVIRONMENT | {"PATH": f"{tools}:{ENVIRONMENT['PATH']}", "SGE_TASK_ID": "2", "NSLOTS": "1"}

    def task():
        return subprocess.Popen(["bash", "shards.sge"], cwd=studies.folder, env=environment, stdin=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True, start_new_session=True)

    for whom, send in (("the shell", os.kill), ("all", os.killpg)):
        child, before = task(), trials_kept(studies, "results/grid")
        while child.poll() is None and trials_kept(studies, "results/grid") < before + 20:
            time.sleep(0.02)
        send(child.pid, signal.SIGUSR1)
        said = child.communicate(timeout=60)[1]
        checks.add(f"99, {whom} warned, and what is done is kept", child.returncode == 99 and "kept" in said
                   and trials_kept(studies, "results/grid") > before, (child.returncode, said))
    child = task()
    said = child.communicate(timeout=60)[1]
    checks.add("0, the task that was put back", child.returncode == 0
               and (studies.folder / "results/grid/shards/02-of-10.shard").exists(), (child.returncode, said))


def trials_kept(studies, place):
    """How many trials begun shards have."""
    if not (studies.folder / place / "shards/plan.json").exists():
        return 0
    return sum(one["trials"] for one in json.loads(studies.call("status", place, "--json").out)["begun"])


def check_numbers(checks, studies):
    place = "numbers"
    for what, words, *options in (
        ("nobody has said how many", "say it once", "--shard", "3"),
        ("more shards than trials", "one trial at least", "--shard", "1/61"),
        ("shard 0", "--shard", "--shard", "0/3"), ("4 of 3", "--shard", "--shard", "4/3"), ("no number", "--shard", "--shard", "a/b"),
        ("--resume", "always goes on", "--shard", "1/3", "--resume"), ("--overwrite", "do not go together", "--shard", "1/3", "--overwrite"),
    ):
        done = studies.run(place, *options)
        checks.add(f"64, {what}", done.returncode == 64 and words in done.said and not (studies.folder / place).exists(), done.said)
    checks.add("prepare", studies.shard(place, "prepare/4").returncode == 0
               and sorted(studies.files(place)) == ["plan.json", "scenario.resolved.yaml"])
    for shard in ("1/5", "prepare/5"):
        done = studies.shard(place, shard)
        checks.add(f"64, another number, {shard}", done.returncode == 64 and "divided into 4 shards" in done.said
                   and len(studies.files(place)) == 2, done.said)
    checks.add("the number may be left out", studies.shard(place, "2").returncode == 0)
    for what, words, *options in (("another seed", "seed 9 → 10", "--seed", 10), ("more trials", "trials 60 → 70", "--trials", 70)):
        done = studies.shard(place, "1", *options)
        checks.add(f"73, {what}", done.returncode == 73 and words in done.said, done.said)
    done = studies.run(place)
    checks.add("73, run without --shard", done.returncode == 73 and "rainmaker merge" in done.said, done.said)
    done = studies.call("show", place)
    checks.add("66, show names status and merge", done.returncode == 66 and "rainmaker status" in done.said, done.said)
    (studies.folder / "strange").mkdir()
    (studies.folder / "strange/notes.txt").write_text("mine")
    done = studies.shard("strange", "1/3")
    checks.add("73, a stranger's directory", done.returncode == 73 and "notes.txt" in done.said
               and [path.name for path in (studies.folder / "strange").iterdir()] == ["notes.txt"], done.said)
    done = studies.shard("whole", "1/3")
    checks.add("73, a study that is complete", done.returncode == 73 and not (studies.folder / "whole/shards").exists(), done.said)
    for command in ("merge", "status"):
        done = studies.call(command, "nowhere")
        checks.add(f"66, {command} of nothing", done.returncode == 66 and "--shard" in done.said, done.said)
    impossible = studies.shard("impossible", "1/3", "--set", "budget={cost_per_seller: 0.02}")
    checks.add("65, a budget that nobody keeps leaves nothing", impossible.returncode == 65
               and not (studies.folder / "impossible").exists(), impossible.said)


def check_company(checks, studies, whole):
    """All at once, each of them twice, nobody prepared: on as many machines, as far as files can tell."""
    children = [studies.start("run", "-q", studies.scenario, "-o", "crowd", "--threads", 1, "--shard", f"{shard}/4")
                for shard in (1, 2, 3, 4, 4, 3, 2, 1)]
    said = [child.communicate(timeout=300)[1] for child in children]
    codes = [child.returncode for child in children]
    # One of a pair may find that the other has cleared up; it says so, and the shard is there.
    checks.add("8 processes on 4 shards", set(codes) <= {0, 75} and codes.count(0) >= 4, (codes, said))
    merged = studies.call("merge", "crowd", "-q")
    checks.add("end with the bytes of one run", merged.returncode == 0 and studies.digest("crowd") == whole, merged.said)
    checks.add("and leave nothing half-done", not [name for name in studies.files("crowd") if name.endswith(".partial")],
               sorted(studies.files("crowd")))
    before = studies.files("crowd")
    again = studies.call("run", studies.scenario, "-o", "crowd", "--shard", 2)
    checks.add("a shard that is there is not run again", again.returncode == 0 and "complete already" in again.said
               and studies.files("crowd") == before, again.said)


LONG = ["--trials", 3000]


def grown(studies, place, shard, more=60_000):
    """Starts a shard and waits until it has come to some trials."""
    child = studies.start("run", studies.scenario, "-o", place, *LONG, "--shard", shard)
    folder = studies.folder / place / "shards"
    while child.poll() is None and not any(path.stat().st_size > more for path in folder.glob(".*.trials.*.partial")):
        time.sleep(0.005)
    return child


def check_stops(checks, studies):
    whole = studies.run("long", *LONG)
    checks.add("a longer study", whole.returncode == 0, whole.said)
    studies.shard("stopped", "prepare/2", *LONG)
    for name in ("SIGTERM", "SIGUSR1", "SIGUSR2", "SIGINT", "SIGXCPU"):
        child = grown(studies, "stopped", "1/2", 600_000)
        began = time.monotonic()
        child.send_signal(getattr(signal, name))
        said = child.communicate(timeout=60)[1]
        checks.add(f"{name}: 75, within two seconds", child.returncode == 75 and time.monotonic() - began < 2
                   and "kept" in said, (child.returncode, said, time.monotonic() - began))
        left = [path for path in (studies.folder / "stopped/shards").iterdir() if path.name.startswith(".")]
        checks.add(f"{name}: what is done is kept, once", 1 <= len(left) <= 2, left)
        for path in left:
            path.unlink()
    child = grown(studies, "stopped", "1/2", 600_000)
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=60)
    state = json.loads(studies.call("status", "stopped", "--json").out)
    begun = state["begun"][0]
    checks.add("status has it as begun", begun["shard"] == 1 and 0 < begun["trials"] < begun["of"] == 1500, state)
    again = studies.call("run", studies.scenario, "-o", "stopped", *LONG, "--shard", 1)
    checks.add("the next run does the rest", again.returncode == 0 and "complete: trials 0 to 1499" in again.said, again.said)
    luck, amid = random.Random(3), 0
    for attempt in range(6):
        child = studies.start("run", "-q", studies.scenario, "-o", "stopped", *LONG, "--shard", "2/2")
        time.sleep(luck.uniform(0.02, 0.4))
        child.kill()
        child.communicate()
        amid += any(path.name.startswith(".") for path in (studies.folder / "stopped/shards").iterdir())
    studies.shard("stopped", "2", *LONG)
    merged = studies.call("merge", "stopped", "-q")
    checks.add("killed and stopped, the bytes of one run", merged.returncode == 0 and studies.digest("stopped") == studies.digest("long"),
               (merged.said, differing(studies.digest("stopped"), studies.digest("long"))))
    checks.add("most kills came amid a shard", amid >= 3, amid)
    checks.add("nothing half-done is left", not [name for name in studies.files("stopped") if name.startswith(".")])

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    full = studies.shard("full", "1/2", *LONG, preexec_fn=limited)
    checks.add("74, no room", full.returncode == 74, full.said)
    for shard in (1, 2):
        studies.shard("full", f"{shard}/2", *LONG)
    merged = studies.call("merge", "full", "-q", preexec_fn=limited)
    checks.add("74, no room for the merge", merged.returncode == 74, merged.said)
    merged = studies.call("merge", "full", "-q")
    checks.add("with room the same bytes", merged.returncode == 0 and studies.digest("full") == studies.digest("long"), merged.said)


def check_kills_of_merge(checks, studies):
    luck, amid = random.Random(4), 0
    for number in range(4):
        studies.copy("stopped", "merging")
        for path in (studies.folder / "merging").iterdir():
            if path.is_file():
                path.unlink()
        for attempt in range(2):
            child = studies.start("merge", "merging", "-q")
            time.sleep(luck.uniform(0.01, 0.3))
            child.kill()
            child.communicate()
            amid += not (studies.folder / "merging/manifest.json").exists() and (studies.folder / "merging/trials.journal").exists()
        merged = studies.call("merge", "merging", "-q")
        checks.add(f"merge killed {number}: the same bytes", merged.returncode == 0
                   and studies.digest("merging") == studies.digest("long"), merged.said)
    checks.add("some kills came amid a merge", amid >= 2, amid)


def check_partial(checks, studies, whole):
    studies.all_shards("partly", 8, order=[1, 2, 3, 5, 8])
    none = studies.call("merge", "partly", "-q")
    checks.add("75, and no table", none.returncode == 75 and none.out == "--array=4,6-7\n" and "--partial" in none.said
               and not (studies.folder / "partly/manifest.json").exists(), (none.out, none.said))
    some = studies.call("merge", "partly", "-q", "--partial")
    manifest = studies.manifest("partly")
    checks.add("--partial: 75, and says so", some.returncode == 75 and "trials 0 to 21" in some.said and "--array=4,6-7" in some.said,
               some.said)
    checks.add("in the manifest too", (manifest["trials_completed"], manifest["trials_requested"], manifest["missing_trials"])
               == (22, 60, [[22, 59]]), manifest)
    short = studies.run("short", "--trials", 22)
    tables = ["trials.csv", "summary.csv", "comparisons.csv", "slopes.csv", "hypotheses.csv"]
    checks.add("the tables of a run of as many trials", short.returncode == 0 and all(
        studies.digest("partly")[name] == studies.digest("short")[name] for name in tables),
        [name for name in tables if studies.digest("partly").get(name) != studies.digest("short").get(name)])
    studies.copy("partly", "run-on")
    done = studies.run("run-on", "--resume")
    checks.add("one machine can do the rest", done.returncode == 0 and studies.digest("run-on") == whole, done.said)
    studies.all_shards("partly", 8, order=[4, 6, 7])
    checks.add("status does not take that for merged", "makes the results" in studies.call("status", "partly").out)
    rest = studies.call("merge", "partly", "-q")
    checks.add("now it does", studies.call("status", "partly").out.endswith("and merged\n"))
    checks.add("or the missing shards: the bytes of one run", rest.returncode == 0 and studies.digest("partly") == whole, rest.said)
    studies.all_shards("late", 3, order=[2, 3])
    first = studies.call("merge", "late", "--partial")
    checks.add("without the first there is nothing", first.returncode == 75 and first.out == "--array=1\n"
               and not (studies.folder / "late/manifest.json").exists(), first.said)


def forge(data, trial, place, value):
    """A shard with another value in the first record, its checksum made to fit: what an honest but different build leaves."""
    length = struct.unpack_from("<I", data, 8)[0]
    seed = xxh64(bytes(data[:length - 8]))
    payload = struct.unpack_from("<I", data, length + 4)[0]
    struct.pack_into("<d", data, length + 16 + 8 * place, value)
    struct.pack_into("<Q", data, length + 16 + payload, xxh64(bytes(data[length:length + 16 + payload]), seed))
    return data


def check_damage(checks, studies, whole):
    studies.all_shards("good", 5)
    name, luck = "3-of-5.shard", random.Random(5)
    for kind in ("torn", "empty", "header", "flipped", "flipped", "flipped", "longer", "words"):
        shards = studies.copy("good", "bad")
        data = bytearray((shards / name).read_bytes())
        if kind == "torn":
            data = data[:luck.randrange(1000, len(data))]
        elif kind == "empty":
            data = b""
        elif kind == "header":
            data[20] ^= 1
        elif kind == "flipped":
            data[luck.randrange(len(data) // 4, len(data))] ^= 0x10
        elif kind == "longer":
            data += bytes(8)
        else:
            data = b"not a shard\n" * 1000
        (shards / name).write_bytes(data)
        merged = studies.call("merge", "bad", "-q")
        checks.add(f"{kind}: of no use, and due again", merged.returncode == 75 and merged.out == "--array=3\n"
                   and name in merged.said, (merged.out, merged.said))
        if kind != "flipped":
            state = json.loads(studies.call("status", "bad", "--json").out)
            checks.add(f"{kind}: status sees it too", state["missing"] == [3] and [one["file"] for one in state["torn"]] == [name], state)
        again = studies.shard("bad", 3)
        merged = studies.call("merge", "bad", "-q")
        checks.add(f"{kind}: run again, the bytes of one run", again.returncode == merged.returncode == 0
                   and studies.digest("bad") == whole, (again.said, merged.said))


def check_foreign(checks, studies):
    """Files of other studies, builds and divisions, and whatever else may lie there."""
    name = "3-of-5.shard"
    studies.all_shards("seeded", 5, scenario=studies.write("seeded", {"seed": 10}), order=[3])
    studies.all_shards("by-6", 6, order=[3])
    build = subprocess.run([studies.program, "--version"], capture_output=True, text=True).stdout.strip().encode()
    data = (studies.folder / "good/shards" / name).read_bytes()
    swapped = data.replace(build, build[:-2] + b"!!" if build.endswith(b")") else b"9" + build[1:], 1)
    rebuilt = bytearray(swapped)
    length = struct.unpack_from("<I", rebuilt, 8)[0]
    struct.pack_into("<Q", rebuilt, length - 8, xxh64(bytes(rebuilt[:length - 8])))
    checks.add("a header can be forged", swapped != data)
    for what, content, words in (
        ("another seed", (studies.folder / "seeded/shards" / name).read_bytes(), "study hash"),
        ("another division", (studies.folder / "by-6/shards/3-of-6.shard").read_bytes(), "first trial"),
        ("another build", bytes(rebuilt), "has run it"),
    ):
        shards = studies.copy("good", "mixed")
        (shards / name).write_bytes(content)
        merged = studies.call("merge", "mixed", "-q")
        checks.add(f"65, {what}", merged.returncode == 65 and words in merged.said and name in merged.said
                   and not (studies.folder / "mixed/manifest.json").exists(), merged.said)
        state = json.loads(studies.call("status", "mixed", "--json").out)
        checks.add(f"{what}: status sees it", [one["file"] for one in state["foreign"]] == [name], state)
        again = studies.shard("mixed", 3)
        checks.add(f"73, {what}: not replaced", again.returncode == 73 and (shards / name).read_bytes() == content, again.said)

    shards = studies.copy("good", "doubled")
    (shards / "3-of-5-from-node2.shard").write_bytes(data)
    merged = studies.call("merge", "doubled", "-q")
    checks.add("a double that says the same is accepted", merged.returncode == 0, merged.said)
    shards = studies.copy("good", "doubled")
    (shards / "copy.shard").write_bytes(forge(bytearray(data), 24, 0, 0.25))
    merged = studies.call("merge", "doubled", "-q")
    checks.add("65, one that does not", merged.returncode == 65 and "shard 3 is there twice" in merged.said
               and "trial 24, regime push: " in merged.said and ("is 0.25 in" in merged.said or "and 0.25 in" in merged.said)
               and name in merged.said and "copy.shard" in merged.said, merged.said)
    studies.copy("partly", "changed")
    (studies.folder / "changed/manifest.json").unlink()
    (studies.folder / "changed/shards/3-of-8.shard").write_bytes(
        forge(bytearray((studies.folder / "changed/shards/3-of-8.shard").read_bytes()), 15, 0, 0.25))
    merged = studies.call("merge", "changed", "-q")
    checks.add("65, merged trials that are others in the shards", merged.returncode == 65 and "trial 15, regime push" in merged.said
               and "trials.journal" in merged.said, merged.said)

    for what, make in (("a folder", lambda path: path.mkdir()), ("a pipe", os.mkfifo), ("a device", lambda path: path.symlink_to("/dev/zero")),
                       ("a link to nothing", lambda path: path.symlink_to("/nowhere")), ("a link to itself", lambda path: path.symlink_to(path))):
        shards = studies.copy("good", "odd")
        (shards / name).unlink()
        make(shards / name)
        merged = studies.call("merge", "odd", "-q")
        checks.add(f"75, {what} under a shard's name", merged.returncode == 75 and merged.out == "--array=3\n", merged.said)
    for file in ("plan.json", "scenario.resolved.yaml"):
        for what, change in (("edited", lambda data: data.replace(b"60", b"50")), ("empty", lambda data: b""),
                             ("cut", lambda data: data[:len(data) // 2])):
            shards = studies.copy("good", "edited")
            (shards / file).write_bytes(change((shards / file).read_bytes()))
            done = [studies.call("merge", "edited"), studies.call("status", "edited"), studies.shard("edited", 2)]
            checks.add(f"65, {file} {what}", {child.returncode for child in done[:2]} == {65} and done[2].returncode in (65, 0)
                       and file in done[0].said, [(child.returncode, child.said) for child in done])
    luck = random.Random(11)
    for number in range(60):
        shards = studies.copy("good", "noise")
        path = luck.choice(sorted(shards.iterdir()))
        data = bytearray(path.read_bytes())
        for _ in range(luck.randint(1, 6)):
            data[min(len(data) - 1, int(luck.expovariate(1 / 200)))] = luck.randrange(256)
        path.write_bytes(data)
        codes = [studies.call(command, "noise", *rest).returncode for command, rest in (("status", ()), ("merge", ("-q",)))]
        checks.add(f"noise {number} in {path.name}: no crash", set(codes) <= {0, 65, 75}, codes)
    other = studies.copy("good", "replaced").parent
    for path in (studies.folder / "short").iterdir():
        shutil.copy(path, other)
    merged = studies.call("merge", "replaced", "-q")
    checks.add("73, results of another study in the way", merged.returncode == 73 and studies.digest("replaced") == studies.digest("short"),
               merged.said)


def main():
    checks, program = Checks(failures_only=True), pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="sha rds ") as folder:
        studies = Studies(program, pathlib.Path(folder))
        run = studies.run("whole")
        checks.add("the study runs", run.returncode == 0, run.said)
        whole = studies.digest("whole")
        check_same_bytes(checks, studies, whole)
        check_kinds(checks, studies)
        check_arrays(checks, studies, whole)
        check_grid_engine(checks, studies)
        check_numbers(checks, studies)
        check_company(checks, studies, whole)
        check_stops(checks, studies)
        check_kills_of_merge(checks, studies)
        check_partial(checks, studies, whole)
        check_damage(checks, studies, whole)
        check_foreign(checks, studies)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
