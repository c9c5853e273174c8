#!/usr/bin/env python3
"""What `rainmaker slurm` writes and submits, by a Slurm that runs nothing (fake_slurm.py); check_slurm.py has a real one.

    check_slurm_submissions.py RAINMAKER

Scripts are run by a shell as tasks would run them, from paths that a shell and Slurm would take apart. Slurm is busy, loses
its answer, takes a job and dies, or refuses: nothing may be submitted twice, and nothing left out. Prints 'N passed, N failed'
and exits 1 when something failed.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Shared"))
from checks import Checks

SCENARIO = {
    "rainmaker": 1, "name": "divided", "trials": 24, "seed": 9, "horizon": {"weeks": 26, "warm_up": 13},
    "organisation": {"sellers": 4}, "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}},
    "outputs": {"timeseries": False, "correlations": False, "bootstrap": False, "drivers": False, "trajectories": False},
}
COMMANDS = ("sbatch", "squeue", "scontrol", "sacct")


class Site:
    """A directory of its own with a scenario and a Slurm."""

    def __init__(self, program, folder, **state):
        self.program, self.folder = program, folder
        folder.mkdir()
        (folder / "bin").mkdir()
        for name in COMMANDS:
            (folder / "bin" / name).symlink_to(HERE / "fake_slurm.py")
        self.slurm = folder / "slurm.json"
        self.slurm.write_text(json.dumps({"jobs": [], "calls": []} | state))
        self.scenario = folder / "divided.yaml"
        self.scenario.write_text(json.dumps(SCENARIO))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("SLURM_", "SBATCH_"))}
        self.environment |= {"FAKE_SLURM": str(self.slurm), "PATH": f"{folder}/bin:{os.environ['PATH']}"}

    def call(self, *words, **environment):
        return subprocess.run(list(map(str, words)), cwd=self.folder, env=self.environment | environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=300)

    def run(self, *words, place="out", **environment):
        return self.call(self.program, "slurm", "-q", self.scenario, "-o", place, *words, **environment)

    @property
    def state(self):
        return json.loads(self.slurm.read_text())

    def change(self, change):
        state = self.state
        change(state)
        self.slurm.write_text(json.dumps(state))

    def end(self, number, **states):
        """Sets states of a job's tasks."""
        def change(state):
            job = next(job for job in state["jobs"] if job["job"] == number)
            job["states"] |= {name.lstrip("_"): said for name, said in states.items()}
        self.change(change)

    def end_all(self, number, said):
        job = next(job for job in self.state["jobs"] if job["job"] == number)
        self.end(number, **{f"_{index}": said for index in job["states"]})

    @property
    def jobs(self):
        """What was submitted, in brief."""
        return [(job["array"], job["after"]) for job in self.state["jobs"]]

    def shard(self, shard, place="out", count=8):
        return self.call(self.program, "run", "-q", self.scenario, "-o", place, "--shard", f"{shard}/{count}").returncode


def digest(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir()) if path.is_file() and path.name != "manifest.json"}


def check_scripts(checks, site):
    whole = site.call(site.program, "run", "-q", site.scenario, "-o", "whole", "--regimes", "pull,push")
    wild = "it's a \"place\" $(touch hit) `touch hit`; touch hit # \\x %a"
    site.scenario = site.folder / wild / "a file's.yaml"
    site.scenario.parent.mkdir()
    site.scenario.write_text(json.dumps(SCENARIO | {"trials": 5}))
    done = site.run("--trials", 24, "--regimes", "pull,push", "--tasks", 8, "--at-once", 3, "--account", "lab", "--partition", "a,b",
                    place=wild + "/out")
    folder = site.folder / wild / "out/shards/slurm"
    checks.add("scripts are written", whole.returncode == done.returncode == 0 and (folder / "array.sbatch").exists(), done.stderr)
    checks.add("and nothing is submitted", site.jobs == [])
    array = (folder / "array.sbatch").read_text()
    for line in ("--array=1-8%3", "--partition=a,b", "--account=lab", "--cpus-per-task=1", "--requeue", "--time=00:10:00"):
        checks.add(f"the array asks for {line}", f"\n#SBATCH {line}\n" in array, array)
    site.scenario.unlink()
    codes = [site.call("bash", folder / "array.sbatch", SLURM_ARRAY_TASK_ID=str(index), SLURM_ARRAY_TASK_COUNT="2").returncode
             for index in range(8, 0, -1)]
    merged = site.call("bash", folder / "merge.sbatch")
    checks.add("as tasks they leave the bytes of one run", codes == [0] * 8 and merged.returncode == 0
               and digest(site.folder / wild / "out") == digest(site.folder / "whole"), (codes, merged.stderr))
    checks.add("no part of a path is a command", not list(site.folder.rglob("hit")))
    # What people are told to type: a shell has to find the same files.
    told = site.call("bash", "-c", 'sbatch() { printf "%s\\n" "$@"; }\n' + done.stdout + '\necho "$array"')
    checks.add("the commands that are told name the scripts", str(folder / "array.sbatch") in told.stdout
               and str(folder / "merge.sbatch") in told.stdout, told.stdout + told.stderr)


def check_container(checks, site):
    log = site.folder / "log"
    (site.folder / "bin/apptainer").write_text(f'#!/bin/bash\nprintf "%s\\n" "$@" >>"{log}"\nshift 4\nshift\nexec "{site.program}" "$@"\n')
    (site.folder / "bin/apptainer").chmod(0o755)
    done = site.run("--tasks", 2, "--container", "an image.sif")
    codes = [site.call("bash", "out/shards/slurm/array.sbatch", SLURM_ARRAY_TASK_ID=index).returncode for index in "12"]
    codes.append(site.call("bash", "out/shards/slurm/merge.sbatch").returncode)
    words = log.read_text().split("\n") if log.exists() else []
    checks.add("tasks run in a container", done.returncode == 0 and codes == [0] * 3 and words[:5] == [
        "exec", "--bind", str(site.folder / "out"), str(site.folder / "an image.sif"), "rainmaker"], (codes, words, done.stderr))
    comma = site.run("--tasks", 2, "--container", "x", place="a,b")
    checks.add("but no path with a comma", comma.returncode == 64 and "comma" in comma.stderr, comma.stderr)


def check_signals(checks, site):
    """The array's script is warned, cancelled, and killed."""
    (site.folder / "bin/scontrol").unlink()
    (site.folder / "bin/scontrol").write_text('#!/bin/bash\necho "$@" >>asked\n[ "$(wc -l <asked)" -gt 1 ]\n')
    (site.folder / "bin/scontrol").chmod(0o755)
    (site.folder / "bin/slow").write_text(
        '#!/bin/bash\nend() { echo "$1" >>got; exit 75; }\ntrap "end usr1" USR1\ntrap "end term" TERM\ntouch ready\n'
        'for i in $(seq 200); do sleep .05; done\n')
    (site.folder / "bin/slow").chmod(0o755)

    def play(number, *options, **environment):
        site.run("--tasks", 2, *options)
        for name in ("ready", "got", "asked"):
            (site.folder / name).unlink(missing_ok=True)
        script = (site.folder / "out/shards/slurm/array.sbatch").read_text().replace(str(site.program), str(site.folder / "bin/slow"))
        (site.folder / "slow.sbatch").write_text(script)
        child = subprocess.Popen(["bash", "slow.sbatch"], cwd=site.folder, stderr=subprocess.DEVNULL, env=site.environment | {
            "SLURM_ARRAY_JOB_ID": "7", "SLURM_ARRAY_TASK_ID": "2"} | environment)
        while not (site.folder / "ready").exists() and child.poll() is None:
            time.sleep(0.02)
        child.send_signal(number)
        child.wait(30)
        read = lambda name: (site.folder / name).read_text().split("\n")[:-1] if (site.folder / name).exists() else []  # noqa: E731
        return child.returncode, read("got"), read("asked")

    checks.add("a warned task is put back, and again where scontrol has no time",
               play(signal.SIGUSR1) == (75, ["usr1"], ["requeue 7_2"] * 2))
    checks.add("a cancelled one is not", play(signal.SIGTERM) == (75, ["term"], []))
    checks.add("or leaves with the cluster's code", play(signal.SIGUSR1, "--requeue-exit", 99) == (99, ["usr1"], []))
    checks.add("one that gets nowhere stays out", play(signal.SIGUSR1, SLURM_RESTART_COUNT="100") == (75, ["usr1"], []))


def check_submission(checks, site):
    done = site.run("--tasks", 8, "--at-once", 3, "--submit")
    checks.add("array and merge are submitted", done.returncode == 0 and site.jobs == [("1-8%3", None), ("", "afterany:100")],
               (done.stderr, site.jobs))
    checks.add("and named", done.stdout.split()[:3] == ["array", "100", "1-8"] and "merge 101" in done.stdout, done.stdout)
    checks.add("they run in the folder of their scripts", {job["folder"] for job in site.state["jobs"]} == {
        str(site.folder / "out/shards/slurm")})
    again = site.run("--submit")
    checks.add("submitted again: nothing", again.returncode == 0 and len(site.jobs) == 2 and "already" in again.stderr, again.stderr)
    for shard in (1, 2, 4, 5, 6):
        site.shard(shard)
    site.end_all(100, "COMPLETED")
    site.end(100, _3="FAILED", _7="CANCELLED", _8="RUNNING")
    site.end_all(101, "COMPLETED")
    status = site.run("--status")
    checks.add("status has shards and jobs", status.returncode == 0 and "done         5: 1-2,4-6" in status.stdout
               and "array 100     completed 1-2,4-6; running 8; cancelled 7; failed 3\n" in status.stdout
               and "merge 101     completed\n" in status.stdout, status.stdout + status.stderr)
    value = json.loads(site.run("--status", "--json").stdout)
    checks.add("as JSON too", value["missing"] == [3, 7, 8] and value["jobs"][0]["states"]["failed"] == [3]
               and [job["job"] for job in value["jobs"]] == [100, 101], value)
    idle = site.run("--submit")
    checks.add("--submit repeats none that failed, and says so", idle.returncode == 75 and len(site.jobs) == 2
               and "3,7; --resubmit" in idle.stderr, idle.stderr)
    done = site.run("--resubmit")
    checks.add("--resubmit has those that are missing and in no queue", done.returncode == 0
               and site.jobs[2:] == [("3,7%3", None), ("", "afterany:100:102")], (done.stderr, site.jobs))
    again = site.run("--resubmit")
    checks.add("resubmitted again: nothing", again.returncode == 0 and len(site.jobs) == 4, (again.stderr, site.jobs))
    for shard in (3, 7, 8):
        site.shard(shard)
    for job in (100, 102):
        site.end_all(job, "COMPLETED")
    site.end_all(103, "NODE_FAIL")
    done = site.run("--resubmit")
    checks.add("where only the merge is missing, it alone is submitted", done.returncode == 0 and site.jobs[4:] == [("", None)],
               (done.stderr, site.jobs))
    site.end_all(104, "COMPLETED")
    merged = site.call(site.program, "merge", "-q", "out")
    done = site.run("--resubmit")
    checks.add("where nothing is, nothing is", merged.returncode == done.returncode == 0 and len(site.jobs) == 5
               and "merged" in done.stderr, done.stderr)
    site.change(lambda state: state.update(accounts=True, jobs=[job | {"purged": True} for job in state["jobs"]]))
    status = site.run("--status")
    checks.add("what the queue has forgotten the accounting knows", "array 100     completed 1-8\n" in status.stdout, status.stdout)


def check_edits(checks, site):
    site.run("--tasks", 4)
    path = site.folder / "out/shards/slurm/array.sbatch"
    path.write_text(path.read_text().replace("#SBATCH --array=1-4", "#SBATCH --array=1-4%2\n#SBATCH --qos=night"))
    done = site.run("--submit")
    checks.add("scripts are submitted as they lie there", done.returncode == 0 and site.jobs[0] == ("1-4%2", None)
               and "night" in path.read_text(), done.stderr)
    done = site.run("--resubmit", "--time", "2:00:00")
    checks.add("an option writes them anew", done.returncode == 0 and "--time=02:00:00" in path.read_text()
               and "night" not in path.read_text(), done.stderr)
    hand = site.state["calls"]
    other = site.run("--tasks", 5)
    checks.add("a study keeps its number of tasks", other.returncode == 64 and "divided into 4" in other.stderr, other.stderr)
    checks.add("refused before anything is submitted", not any(call[0] == "sbatch" for call in site.state["calls"][len(hand):]))
    jobs = site.folder / "out/shards/slurm/jobs.json"
    jobs.write_text(jobs.read_text().replace("array-", "array-x"))
    done = site.run("--resubmit")
    checks.add("a changed record is refused", done.returncode == 65 and "was changed" in done.stderr, done.stderr)


def check_by_hand(checks, site):
    site.run("--tasks", 4)
    folder = site.folder / "out/shards/slurm"
    name = next(line.split("=")[1] for line in (folder / "array.sbatch").read_text().split("\n") if "--job-name" in line)
    site.call("sbatch", f"--job-name={name}", folder / "array.sbatch")
    done = site.run("--resubmit")
    checks.add("scripts submitted by hand are seen", done.returncode == 0 and site.jobs == [("1-4", None), ("", "afterany:100")],
               (done.stderr, site.jobs))


def check_limits(checks, site):
    site.change(lambda state: state.update(most=6))
    done = site.run("--tasks", 8, "--submit")
    checks.add("MaxArraySize is kept", done.returncode == 64 and "MaxArraySize 6" in done.stderr and "--tasks 5" in done.stderr
               and not (site.folder / "out").exists(), done.stderr)
    site.change(lambda state: state.update(refuses="Invalid partition name specified"))
    done = site.run("--tasks", 5, "--partition", "nowhere", "--submit")
    checks.add("what Slurm refuses is said, and not tried again", done.returncode == 69 and "Invalid partition" in done.stderr
               and sum(call[0] == "sbatch" for call in site.state["calls"]) == 1, done.stderr)
    site.change(lambda state: state.update(refuses=""))
    done = site.run("--submit")
    checks.add("after that it is submitted", done.returncode == 0 and [job[0] for job in site.jobs] == ["1-5", ""], done.stderr)
    for words, said in (
        (["--time", "soon"], "--time takes"), (["--time", "0"], "--time takes"), (["--partition", "a b"], "--partition takes"),
        (["--account", "x\n#SBATCH --uid=0"], "--account takes"), (["--submit", "--status"], "give one of them"),
        (["--tasks", "0"], "--tasks takes"), (["--status", "--tasks", "3"], "only looks"), (["--json"], "--status"),
        (["--tasks", "25"], "24 trials"),
    ):
        done = site.run(*words, place="usage")
        checks.add(f"{words} is refused", done.returncode == 64 and said in done.stderr, done.stderr)
    for words in (["--status"], ["--resubmit"]):
        done = site.run(*words, place="empty")
        checks.add(f"{words[0]} of nothing", done.returncode == 66 and "holds no shards" in done.stderr, done.stderr)
    none = site.run("--submit", "--tasks", 2, place="none", PATH="/nonexistent")
    checks.add("no Slurm", none.returncode == 69 and "no scontrol on this machine" in none.stderr, none.stderr)
    none = site.run("--tasks", 2, place="none", PATH="/nonexistent")
    checks.add("scripts are written all the same", none.returncode == 0 and (site.folder / "none/shards/slurm/merge.sbatch").exists(),
               none.stderr)


def check_busy(checks, program, folder):
    """Five times busy in a row, each command: half a minute, all at once."""
    sites = {name: Site(program, folder / f"busy-{name}", busy={name: 5}) for name in ("sbatch", "squeue", "scontrol")}
    sites["lost"] = Site(program, folder / "lost", lost=1)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        ends = dict(zip(sites, pool.map(lambda site: site.run("--tasks", 8, "--submit"), sites.values())))
    for name, site in sites.items():
        calls = [call[0] for call in site.state["calls"]]
        checks.add(f"{name} busy: array and merge are submitted, once", ends[name].returncode == 0
                   and site.jobs == [("1-8", None), ("", "afterany:100")], (ends[name].stderr, site.jobs))
        if name == "sbatch":
            first = calls.index("sbatch")
            checks.add("squeue is asked before a submission is repeated",
                       calls[first:first + 11] == ["sbatch", "squeue"] * 5 + ["sbatch"], calls)
            checks.add("it is said", ends[name].stderr.count("Slurm is busy") == 5, ends[name].stderr)
    site = Site(program, folder / "killed", kills=1)
    done = site.run("--tasks", 8, "--submit")
    again = site.run("--submit")
    checks.add("killed while it submits: the job is found again", done.returncode == -9 and again.returncode == 0
               and site.jobs == [("1-8", None), ("", "afterany:100")], (done, again.stderr, site.jobs))
    site = Site(program, folder / "failing", refuses="Access/permission denied")
    site.run("--tasks", 8, "--submit")
    checks.add("what never got there leaves nothing", site.jobs == [] and site.run("--status").returncode == 0)


def main():
    checks, program = Checks(failures_only=True), pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="rainmaker-slurm-") as name:
        folder = pathlib.Path(name).resolve()
        for check in (check_scripts, check_container, check_signals, check_submission, check_edits, check_by_hand, check_limits):
            check(checks, Site(program, folder / check.__name__))
        check_busy(checks, program, folder)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
