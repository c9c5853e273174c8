#!/usr/bin/env python3
"""Runs a study as an array of a real Slurm: a controller and four nodes on this machine, for as long as the check takes.

    check_slurm.py RAINMAKER [--limit]

First with the batch script of Guides/clusters.md: whole arrays, a node that fails, a task that is cancelled and submitted
again, a warning before the limit with a requeue, tasks that run twice. Then with `rainmaker slurm`, which writes and submits
its own. All end with the bytes of one run. --limit also has a task run into its limit of a minute, which takes two. Needs
root, slurm-wlm, slurm-client and munge (Debian). Prints 'N passed, N failed' and exits 1 when something failed.
"""
import contextlib
import hashlib
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests/Shared"))
from checks import Checks

NODES, SHARDS = 4, 8
# Trials of a study that takes a thread the better part of a minute, or longer.
LONG = 3_000
SCENARIO = """rainmaker: 1
name: mine
trials: 800
horizon: {weeks: 104, warm_up: 26}
organisation: {sellers: 32}
regimes: {push: {preset: push}, pull: {preset: pull}}
outputs: {timeseries: off, correlations: off, bootstrap: off, drivers: off, trajectories: off}
"""
SETTINGS = """ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={place}/munge/sock
CredType=cred/munge
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/spool/%n
SlurmctldPidFile={place}/run/slurmctld.pid
SlurmdPidFile={place}/run/slurmd-%n.pid
SlurmctldLogFile={place}/log/slurmctld.log
SlurmdLogFile={place}/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,bf_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmdTimeout=10
MinJobAge=600
KillWait=5
JobRequeue=1
SlurmdParameters=config_overrides
PartitionName=main Nodes=node[1-{nodes}] Default=YES State=UP
"""


class Cluster:
    """A controller and nodes in a private directory, whose path has to be short: sockets lie in it."""

    def __init__(self, place, program):
        self.place = place
        for name in ("munge", "state", "run", "log", "bin"):
            (place / name).mkdir(mode=0o700)
        (place / "bin/rainmaker").symlink_to(program)
        host, port = socket.gethostname().split(".")[0], self.free_ports(NODES + 1)
        nodes = "".join(f"NodeName=node{n} NodeHostname={host} NodeAddr=127.0.0.1 Port={port + n} CPUs=2 RealMemory=1000 State=UNKNOWN\n"
                        for n in range(1, NODES + 1))
        (place / "slurm.conf").write_text(SETTINGS.format(host=host, port=port, place=place, nodes=NODES).replace(
            "PartitionName", nodes + "PartitionName"))
        self.environment = os.environ | {"SLURM_CONF": str(place / "slurm.conf"), "PATH": f"{place}/bin:{os.environ['PATH']}"}
        key = place / "munge/key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)

    @staticmethod
    def free_ports(count):
        """The first of some ports in a row that nobody listens on."""
        for first in range(17000, 30000, count + 1):
            with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
                for port in range(first, first + count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
                return first
        raise RuntimeError("no free ports")

    def call(self, *words, wanted=0):
        done = subprocess.run(list(map(str, words)), cwd=self.place, env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)
        if wanted is not None and done.returncode != wanted:
            raise RuntimeError(f"{words}: exit {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def start(self):
        at = f"{self.place}/munge/"
        self.call("munged", "--force", "--key-file", at + "key", "--socket", at + "sock", "--pid-file", at + "munged.pid",
                  "--log-file", at + "log", "--seed-file", at + "seed")
        self.call("slurmctld")
        for number in range(1, NODES + 1):
            (self.place / f"spool/node{number}").mkdir(parents=True)
            self.call("slurmd", "-N", f"node{number}")
        return self.wait(lambda: self.call("sinfo", "-h", "-t", "idle", "-o", "%D", wanted=None).stdout.strip() == str(NODES), 30)

    def stop(self):
        """By their pid files; a daemon that lingers is killed."""
        for path in sorted(self.place.rglob("*.pid"), key=lambda path: "munged" in path.name):
            with contextlib.suppress(ValueError, ProcessLookupError, FileNotFoundError):
                number = int(path.read_text())
                os.kill(number, signal.SIGTERM)
                if not self.wait(lambda: self.is_over(number), 10):
                    os.kill(number, signal.SIGKILL)

    @staticmethod
    def is_over(number):
        try:
            return "State:\tZ" in pathlib.Path(f"/proc/{number}/status").read_text()
        except FileNotFoundError:
            return True

    @staticmethod
    def wait(condition, seconds):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def submit(self, *options):
        return self.call("sbatch", "--parsable", *options).stdout.strip()

    def tasks(self, state=None):
        return self.call("squeue", "-h", "-r", *(["-t", state] if state else []), "-o", "%i").stdout.split()

    def is_running(self, task):
        return task in self.tasks("R")

    def finish(self, seconds=120):
        """Waits until nothing is left; what was put back into the queue does not wait for its two minutes."""
        empty, hastened = 0, set()

        def is_done():
            nonlocal empty
            for task in set(self.tasks("PD")) - hastened:
                # Not at once: a node refuses a task that it has ended within the same second, and the task then fails.
                self.call("scontrol", "update", f"jobid={task}", "starttime=now+3", wanted=None)
                hastened.add(task)
            # A task that is put back is on no list for a moment.
            empty = 0 if self.tasks() else empty + 1
            return empty > 9
        return self.wait(is_done, seconds)

    def begun(self, shard, results="results/array"):
        """Waits until a shard has some trials."""
        files = lambda: (self.place / results / "shards").glob(f".{shard}-of-*.trials.*")  # noqa: E731
        return self.wait(lambda: any(self.size(path) > 20_000 for path in files()), 60)

    @staticmethod
    def size(path):
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return 0

    def prepare(self):
        shutil.rmtree(self.place / "results/array", ignore_errors=True)
        self.call("rainmaker", "run", "-q", "mine.yaml", "-o", "results/array", "--shard", f"prepare/{SHARDS}")

    def said(self, job):
        return "".join(path.read_text() for path in sorted(self.place.glob(f"slurm-{job}*.out")))


def digest(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir()) if path.is_file() and path.name != "manifest.json"}


def check(checks, cluster):
    results, place = cluster.place / "results/array", cluster.place
    cluster.call("rainmaker", "run", "-q", "mine.yaml", "-o", "results/one")
    whole = digest(place / "results/one")

    def merged(what, job):
        done = cluster.call("rainmaker", "merge", "-q", "results/array", wanted=None)
        checks.add(f"{what}: the bytes of one run", done.returncode == 0 and digest(results) == whole, done.stderr + cluster.said(job))

    cluster.prepare()
    job = cluster.submit("shards.sbatch")
    merge = cluster.submit(f"--dependency=afterany:{job}", "--wrap", "rainmaker merge results/array")
    checks.add("an array and a dependent merge end", cluster.finish(), cluster.tasks())
    checks.add("they leave the bytes of one run", (results / "manifest.json").exists() and digest(results) == whole,
               cluster.said(job) + cluster.said(merge))

    cluster.prepare()
    job = cluster.submit("shards.sbatch")
    checks.add("a shard has begun", cluster.begun(3))
    node = cluster.call("squeue", "-h", "-j", f"{job}_3", "-o", "%N").stdout.strip()
    cluster.call("scontrol", "update", f"nodename={node}", "state=down", "reason=test")
    cluster.call("scontrol", "update", f"nodename={node}", "state=resume", wanted=None)
    checks.add("a node that fails: its tasks run elsewhere", cluster.finish(), cluster.tasks())
    merged("a node that fails", job)

    cluster.prepare()
    job = cluster.submit("shards.sbatch")
    cluster.begun(5)
    cluster.call("scancel", f"{job}_5")
    checks.add("a task is cancelled", cluster.finish() and "kept" in cluster.said(f"{job}_5"), cluster.said(f"{job}_5"))
    done = cluster.call("rainmaker", "merge", "-q", "results/array", wanted=75)
    checks.add("merge names it", done.stdout == "--array=5\n", done.stdout)
    job = cluster.submit(done.stdout.strip(), "shards.sbatch")
    checks.add("it is submitted again, alone", cluster.finish(), cluster.tasks())
    merged("a task cancelled and submitted again", job)

    cluster.prepare()
    job = cluster.submit("shards.sbatch")
    cluster.begun(2)
    # What --signal=B:USR1@60 sends a minute before the limit.
    cluster.call("scancel", "--batch", "--signal=USR1", f"{job}_2")
    requeued = cluster.wait(lambda: "PENDING" in cluster.call("squeue", "-h", "-j", f"{job}_2", "-o", "%T", wanted=None).stdout, 20)
    checks.add("a warned task goes back into the queue", requeued, cluster.said(f"{job}_2"))
    checks.add("and is done", cluster.finish(), cluster.tasks())
    merged("a warning and a requeue", job)

    cluster.prepare()
    jobs = [cluster.submit("shards.sbatch"), cluster.submit("--array=1-4", "shards.sbatch")]
    checks.add("tasks that run twice end", cluster.finish(), cluster.tasks())
    merged("tasks that run twice", jobs[0])
    return whole


def check_command(checks, cluster, whole):
    """`rainmaker slurm`, with results in a place whose name means something to shells and to Slurm."""
    place = cluster.place / "results/it's 100 %a \"here\" $(id)"

    def slurm(*words, wanted=0):
        return cluster.call("rainmaker", "slurm", "-q", "mine.yaml", "-o", place, *words, wanted=wanted)

    def begin(*options):
        shutil.rmtree(place, ignore_errors=True)
        array, _, _, merge = slurm("--tasks", SHARDS, *options, "--submit").stdout.split()[1:5]
        return array, merge

    def said():
        return slurm("--status", wanted=None).stdout + "".join(
            f"{path.name}: {path.read_text()}" for path in sorted((place / "shards/slurm").glob("*.out")))

    def merged(what):
        checks.add(f"slurm: {what}: the bytes of one run", (place / "manifest.json").exists() and digest(place) == whole, said())

    array, merge = begin("--at-once", 3)
    checks.add("slurm: no more tasks at once than was said", cluster.wait(lambda: len(cluster.tasks("R")) == 3, 30), cluster.tasks())
    checks.add("slurm: submitted again nothing is", slurm("--submit").stdout == "" and len(cluster.tasks()) <= SHARDS + 1)
    status = slurm("--status").stdout
    checks.add("slurm: status has the jobs", f"array {array}" in status and "running" in status and f"merge {merge}" in status, status)
    checks.add("slurm: array and merge end", cluster.finish(), cluster.tasks())
    merged("whole")
    checks.add("slurm: then nothing is due", slurm("--resubmit").stdout == "" and not cluster.tasks())

    array, merge = begin()
    cluster.begun(5, place)
    cluster.call("scancel", f"{array}_5")
    checks.add("slurm: a task is cancelled, the rest ends", cluster.finish() and "--array=5" in said(), said())
    checks.add("slurm: status says so", "cancelled 5" in slurm("--status").stdout, said())
    checks.add("slurm: --submit does not repeat it", "5; --resubmit" in slurm("--submit", wanted=75).stderr)
    again = slurm("--resubmit").stdout
    checks.add("slurm: it alone is submitted again", re.fullmatch(r"array \d+ +5\nmerge .*\n", again), again)
    checks.add("slurm: and ends", cluster.finish(), cluster.tasks())
    merged("cancelled and submitted again")

    array, merge = begin()
    cluster.begun(3, place)
    node = cluster.call("squeue", "-h", "-j", f"{array}_3", "-o", "%N").stdout.strip()
    cluster.call("scontrol", "update", f"nodename={node}", "state=down", "reason=test")
    cluster.call("scontrol", "update", f"nodename={node}", "state=resume", wanted=None)
    checks.add("slurm: a node fails, its tasks run elsewhere", cluster.finish(), cluster.tasks())
    merged("a node that fails")


def check_limit(checks, cluster):
    """A task runs into a limit of a minute, and goes on after that."""
    study = ("mine.yaml", "--trials", LONG)
    cluster.call("rainmaker", "run", "-q", *study, "-o", "results/long", wanted=0)
    cluster.call("rainmaker", "slurm", "-q", *study, "-o", "results/limit", "--tasks", 1, "--time", 1, "--submit")
    folder = cluster.place / "results/limit"
    restarts = lambda: re.findall(r"Restarts=(\d+)", cluster.call("scontrol", "-o", "show", "job", wanted=None).stdout)  # noqa: E731
    checks.add("limit: the task is put back", cluster.wait(lambda: any(number != "0" for number in restarts()), 90),
               cluster.call("scontrol", "show", "job").stdout)
    checks.add("limit: and ends", cluster.finish(240), cluster.tasks())
    checks.add("limit: the bytes of one run", (folder / "manifest.json").exists()
               and digest(folder) == digest(cluster.place / "results/long"),
               "".join(path.read_text() for path in (folder / "shards/slurm").glob("*.out")))


def main():
    if os.geteuid() != 0:
        print("note: not root; Slurm's daemons cannot run, and the batch script is not tried")
        return 0
    checks, program = Checks(failures_only=True), pathlib.Path(sys.argv[1]).resolve()
    guide = (ROOT / "Guides/clusters.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="rm-", dir="/tmp") as folder:
        cluster = Cluster(pathlib.Path(folder), program)
        (cluster.place / "mine.yaml").write_text(SCENARIO)
        script = re.search(r"^```sh file=shards\.sbatch\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
        (cluster.place / "shards.sbatch").write_text(script[1])
        try:
            if checks.add(f"a cluster of {NODES} nodes", cluster.start(), cluster.call("sinfo", wanted=None)):
                check_command(checks, cluster, check(checks, cluster))
                if "--limit" in sys.argv[2:]:
                    check_limit(checks, cluster)
        finally:
            for task in cluster.call("squeue", "-h", "-o", "%i", wanted=None).stdout.split():
                cluster.call("scancel", task, wanted=None)
            cluster.stop()
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
