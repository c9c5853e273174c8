#!/usr/bin/env python3
"""Runs the program where something is scarce, in the way or not what it seems.

    check_hard_use.py RAINMAKER

Limits on memory, threads, open files and stack; signals of schedulers in every phase; full disks; paths, links and
strangers' files; `--overwrite`; tables that are missing; hypotheses thought of later; scenarios from pipes. Everything is
made in a folder of its own, nodes included. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

BASE = {
    "rainmaker": 1, "name": "base", "trials": 6, "horizon": {"weeks": 30, "warm_up": 8}, "organisation": {"sellers": 8},
    "budget": "none", "regimes": {"a": {"preset": "push"}, "b": {"preset": "pull"}},
}
CLAIM = {"kind": "emergent", "metric": "profit", "regime": "a", "against": "b", "direction": "more"}
TIER_B = ["correlations.csv", "bootstrap.csv", "drivers.csv", "trajectories.csv"]
NOISE = [".DS_Store", ".nfs0000000000a1b2c3", ".snakemake_timestamp"]
IS_ROOT = os.getuid() == 0


class Place:
    """A scratch folder with the program and the base scenario."""

    def __init__(self, checks, program, folder):
        self.checks, self.program, self.folder, self.count = checks, program, folder, 0
        self.scenario("base.yaml")

    def scenario(self, name, **changes):
        (self.folder / name).write_text(json.dumps({**BASE, **changes}))
        return name

    def command(self, *arguments):
        return [str(self.program), *map(str, arguments)]

    def run(self, *arguments, seconds=120, **options):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        try:
            return subprocess.run(self.command(*arguments), cwd=self.folder, text=True, timeout=seconds, **options)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(arguments, "no end", "", f"no end after {seconds} s")

    def start(self, *arguments, **options):
        return subprocess.Popen(self.command(*arguments), cwd=self.folder, text=True, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def expect(self, what, done, code, *words):
        heard = " ".join((done.stdout + done.stderr).split())
        missing = [word for word in words if word not in heard]
        return self.checks.add(what, done.returncode == code and not missing,
                               f"exit {done.returncode}, expected {code}; missing {missing}; {heard[-900:]}")

    def digest(self, name, without=("manifest.json",)):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted((self.folder / name).iterdir()) if path.name not in without}

    def manifest(self, name):
        return json.loads((self.folder / name / "manifest.json").read_text())


def limit(kind, value, nobody=False):
    def apply():
        if nobody and IS_ROOT:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        resource.setrlimit(kind, (value, value))
    return apply


def memory(place):
    """OpenBLAS without the memory of its buffers: bit-exact tables are complete, one note, and an end."""
    whole = place.run("run", "-q", "base.yaml", "-o", "whole")
    if whole.returncode or set(TIER_B) - set(place.digest("whole")):
        print("note: no OpenBLAS here; its memory is not tried")
        return
    wanted = {name: value for name, value in place.digest("whole").items() if name not in [*TIER_B, "datapackage.json"]}
    for kib in (250_000, 300_000):
        done = place.run("run", "-q", "base.yaml", "--threads", 1, "-o", f"memory-{kib}",
                         preexec_fn=limit(resource.RLIMIT_AS, kib << 10))
        place.expect(f"{kib} KiB of addresses", done, 0, *TIER_B, "memory" if "memory" in done.stderr else "address space")
        place.checks.add(f"{kib} KiB: one note", done.stderr.count("Not made") == 1 and done.stderr.count("OpenBLAS") == 1,
                         done.stderr)
        if done.returncode == 0:
            got = place.digest(f"memory-{kib}")
            place.checks.add(f"{kib} KiB: bit-exact tables are there", {name: got.get(name) for name in wanted} == wanted)


def threads(place):
    """No thread but the first, then a few: all work gets done, and somebody is told."""
    place.run("run", "-q", "base.yaml", "-o", "threads")
    for most in (1, 2):
        done = place.run("run", "base.yaml", "--threads", 3, "-o", f"threads-{most}", seconds=60,
                         preexec_fn=limit(resource.RLIMIT_NPROC, most, nobody=True))
        place.expect(f"{most} processes", done, 0, "of 3 threads")
        place.checks.add(f"{most} processes: the same bytes", (place.folder / f"threads-{most}").exists()
                         and place.digest(f"threads-{most}") == place.digest("threads"))
    done = place.run("verify", "--point", "V1", "--threads", 2, seconds=60,
                     preexec_fn=limit(resource.RLIMIT_NPROC, 1, nobody=True))
    place.expect("verify on one thread", done, 0)


def files_and_stack(place):
    for most in (4, 5, 6, 7, 8, 9, 12):
        done = place.run("run", "-q", "base.yaml", "-o", f"files-{most}", preexec_fn=limit(resource.RLIMIT_NOFILE, most))
        place.expect(f"{most} open files", done, 71, "ulimit -n")
        place.checks.add(f"{most} open files: nothing is left", not (place.folder / f"files-{most}").exists())
    full = place.scenario("full.yaml", outputs={name: True for name in ("sellers", "weekly", "forecast", "crm", "truth")})
    done = place.run("run", "-q", full, "-o", "files-full", preexec_fn=limit(resource.RLIMIT_NOFILE, 14))
    place.expect("as many open files as it asks for are enough", done, 0)
    for kib in (32, 64, 128):
        done = place.run("run", "-q", "base.yaml", "-o", f"stack-{kib}",
                         preexec_fn=limit(resource.RLIMIT_STACK, kib << 10, nobody=True))
        place.expect(f"a stack of {kib} KiB", done, 71, "ulimit -s")
        place.checks.add(f"a stack of {kib} KiB: nothing is left", not (place.folder / f"stack-{kib}").exists())


def wait_for(child, ready, seconds=60):
    end = time.monotonic() + seconds
    while child.poll() is None and not ready() and time.monotonic() < end:
        time.sleep(0.002)


def signals(place):
    """Warnings of schedulers stop at a trial boundary; who ignores one (nohup) is obeyed."""
    journal = lambda name: place.folder / name / "trials.journal"  # noqa: E731
    for name in ("SIGHUP", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGTERM"):
        number = getattr(signal, name)
        child = place.start("run", "-q", "base.yaml", "--trials", 100_000, "-o", name,
                            preexec_fn=lambda number=number: signal.signal(number, signal.SIG_DFL))
        wait_for(child, lambda: journal(name).exists() and journal(name).stat().st_size > 200_000)
        child.send_signal(number)
        if name == "SIGTERM":
            child.send_signal(number)  # as `timeout` sends it, twice in a row
        heard = child.communicate(timeout=120)
        place.checks.add(f"{name}: 130, with tables", child.returncode == 130 and "--resume" in heard[1]
                         and (place.folder / name / "summary.csv").exists(), (child.returncode, heard[1][-500:]))
        shutil.rmtree(place.folder / name, ignore_errors=True)
    child = place.start("run", "-q", "base.yaml", "--trials", 400, "-o", "nohup",
                        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for(child, lambda: journal("nohup").exists() and journal("nohup").stat().st_size > 50_000)
    child.send_signal(signal.SIGHUP)
    child.communicate(timeout=300)
    place.checks.add("nohup: the run goes on", child.returncode == 0, child.returncode)


def signals_in_tables(place):
    """A stop while tables are made leaves a journal with every trial, and no manifest."""
    long = place.scenario("long.yaml", trials=1_000, horizon={"weeks": 60, "warm_up": 8}, outputs={"weekly": True})
    child = place.start("run", "-q", long, "-o", "late")
    wait_for(child, lambda: (place.folder / "late" / "trials.csv").exists(), seconds=600)
    begun = time.monotonic()
    child.send_signal(signal.SIGTERM)
    heard = child.communicate(timeout=300)[1]
    place.checks.add("SIGTERM amid tables: 130, all trials kept, --resume named", child.returncode == 130
                     and "1000 trials are complete" in heard and "--resume" in heard, (child.returncode, heard))
    place.checks.add("and soon", time.monotonic() - begun < 20, time.monotonic() - begun)
    place.checks.add("no manifest claims it", not (place.folder / "late" / "manifest.json").exists())
    shown = place.run("show", "late")
    place.expect("what is complete can be shown", shown, 0, "base: 1000 trials", "has not finished")
    before = hashlib.sha256((place.folder / "late" / "trials.journal").read_bytes()).digest()
    done = place.run("run", "-q", long, "-o", "late", "--resume", seconds=600)
    place.expect("--resume makes the tables", done, 0)
    place.checks.add("of the very trials", place.manifest("late")["trials_completed"] == 1_000
                     and before == hashlib.sha256((place.folder / "late" / "trials.journal").read_bytes()).digest())


def no_room(place):
    """After a full disk the message says what is kept, and `show` shows it."""
    done = place.run("run", "-q", "base.yaml", "--trials", 400, "-o", "cramped",
                     preexec_fn=limit(resource.RLIMIT_FSIZE, 300_000))
    place.expect("no room: 74, with the way on", done, 74, "complete and kept", "--resume", "rainmaker show cramped")
    shown = place.run("show", "cramped")
    place.expect("and it can be shown", shown, 0, "of 400 trials, interrupted", "Results: cramped", "has not finished")
    place.checks.add("which writes nothing there", not (place.folder / "cramped" / "summary.csv").exists())
    if IS_ROOT:
        disk = place.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True).returncode == 0:
            try:
                done = place.run("run", "-q", "base.yaml", "--trials", 400, "-o", "disk/r", "--force")
                place.expect("a full disk: 74, with the way on", done, 74, "No space left", "complete and kept", "--resume")
                place.expect("a full disk: shown", place.run("show", "disk/r"), 0, "of 400 trials, interrupted")
                report = place.run("report", "disk/r", "-o", place.folder / "page.html")
                place.expect("a full disk: reported", report, 0)
            finally:
                subprocess.run(["umount", disk], check=True)


def paths(place):
    before = sorted(path.name for path in place.folder.iterdir())
    for what, path in (("4,095 characters", "/".join(["x"] * 2_048)), ("a long name", "y/" + "n" * 300)):
        done = place.run("run", "-q", "base.yaml", "-o", path)
        place.expect(f"{what}: refused", done, 73, "cannot create the directory")
        place.checks.add(f"{what}: nothing is left", sorted(p.name for p in place.folder.iterdir()) == before,
                         sorted(p.name for p in place.folder.iterdir()))
    poor = place.scenario("poor.yaml", budget={"cost_per_seller": 0.02})
    place.expect("a budget that cannot be kept", place.run("run", "-q", poor, "-o", "deep/er/still"), 65, "budget")
    place.checks.add("leaves no directories", not (place.folder / "deep").exists())
    # Both see nothing, one makes the journal first.
    paid = place.scenario("paid.yaml", budget={"cost_per_seller": 1.6}, trials=2)
    children = [place.start("run", "-q", paid, "-o", "both", "--threads", 1) for _ in range(2)]
    heard = [child.communicate(timeout=300) for child in children]
    codes = sorted(child.returncode for child in children)
    said = " ".join(words[1] for words in heard)
    place.checks.add("two at once: one runs, the other is advised", codes == [0, 73] and "--resume" in said
                     and "errno" not in said or codes == [0, 0] and "nothing was run" in said, (codes, said))


def links(place):
    """Nothing is written through a link."""
    place.run("run", "-q", "base.yaml", "-o", "linked")
    journal = place.folder / "linked" / "trials.journal"
    (place.folder / "linked" / "manifest.json").unlink()
    for kind in ("symbolic", "hard"):
        target = place.folder / f"target-{kind}"
        shutil.copy(journal, target)
        before, keep = target.read_bytes(), journal.read_bytes()
        journal.unlink()
        if kind == "symbolic":
            journal.symlink_to(target)
        else:
            os.link(target, journal)
        done = place.run("run", "-q", "base.yaml", "--trials", 9, "-o", "linked", "--resume")
        place.expect(f"a journal that is a {kind} link", done, 73, "trials.journal is a link")
        place.checks.add(f"{kind}: what it leads to is left alone", target.read_bytes() == before)
        journal.unlink()
        journal.write_bytes(keep)


def strangers(place):
    (place.folder / "noise").mkdir()
    for name in NOISE:
        (place.folder / "noise" / name).write_text("")
    place.expect("files of the system are no run", place.run("run", "-q", "base.yaml", "-o", "noise"), 0)
    place.checks.add("and stay", all((place.folder / "noise" / name).exists() for name in NOISE))
    mine = place.folder / "mine"
    mine.mkdir()
    (mine / "trials.csv").write_text("mine")
    for options in ([], ["--resume"], ["--overwrite"]):
        done = place.run("run", "-q", "base.yaml", "-o", "mine", *options)
        place.expect(f"a table without a study {options}", done, 73, "it holds other files")
        place.checks.add(f"it stays {options}", [(path.name, path.read_text()) for path in mine.iterdir()]
                         == [("trials.csv", "mine")])
    (mine / "manifest.json").write_text("{}")
    place.expect("a manifest of others", place.run("run", "-q", "base.yaml", "-o", "mine", "--overwrite"), 73)


def overwrite(place):
    place.run("run", "-q", "base.yaml", "--trials", 3, "-o", "old")
    (place.folder / "old" / "notes.txt").write_text("mine")
    fewer = ["--set", "outputs.timeseries=false", "--set", "outputs.trajectories=false"]
    done = place.run("run", "-q", "base.yaml", "--trials", 4, "-o", "old", "--overwrite", *fewer)
    place.expect("a finished study is replaced", done, 0)
    place.checks.add("wholly, and nothing else", place.manifest("old")["trials_completed"] == 4
                     and not (place.folder / "old" / "timeseries.csv").exists()
                     and (place.folder / "old" / "notes.txt").read_text() == "mine")
    (place.folder / "old" / "manifest.json").unlink()
    place.expect("an unfinished one as well", place.run("run", "-q", "base.yaml", "-o", "old", "--overwrite"), 0)
    place.expect("not both", place.run("run", "-q", "base.yaml", "-o", "old", "--overwrite", "--resume"), 64, "one of them")
    first = place.start("run", "-q", "base.yaml", "--trials", 100_000, "-o", "busy")
    journal = place.folder / "busy" / "trials.journal"
    wait_for(first, lambda: journal.exists() and journal.stat().st_size > 100_000)
    place.expect("not while it runs", place.run("run", "-q", "base.yaml", "-o", "busy", "--overwrite"), 73, "another process")
    place.checks.add("and the first goes on", first.poll() is None)
    first.kill()
    first.communicate()


def rebuilding(place):
    place.run("run", "-q", "base.yaml", "-o", "sound")
    sound = place.digest("sound")
    for what, change in (("missing", lambda path: path.unlink()), ("damaged", lambda path: path.write_text("x")),
                         ("cut", lambda path: path.write_bytes(path.read_bytes()[:-7]))):
        for name in ("trials.csv", "summary.json", "datapackage.json", "manifest.json", "trials.journal"):
            if (name, what) in (("trials.journal", "missing"), ("trials.journal", "damaged")):
                continue
            place_name = f"{what}-{name}"
            shutil.copytree(place.folder / "sound", place.folder / place_name)
            change(place.folder / place_name / name)
            plain = place.run("run", "-q", "base.yaml", "-o", place_name)
            place.expect(f"{name} {what}: --resume is named", plain, 73, "--resume")
            done = place.run("run", "-q", "base.yaml", "-o", place_name, "--resume")
            place.expect(f"{name} {what}: made anew", done, 0)
            place.checks.add(f"{name} {what}: to the byte", place.digest(place_name) == sound)
            shutil.rmtree(place.folder / place_name)


def later_hypotheses(place):
    """Claims, notes and tables that move no trial are made of the trials that are there."""
    place.run("run", "-q", "base.yaml", "-o", "later")
    journal = (place.folder / "later" / "trials.journal").read_bytes()
    claimed = place.scenario("claimed.yaml", hypotheses={"h": CLAIM, "w": {**CLAIM, "weeks": [10, 20]}},
                             notes="Thought of later.", outputs={"correlations": False})
    place.expect("without --resume it is refused, with advice", place.run("run", "-q", claimed, "-o", "later"), 73,
                 "hypotheses.h.", "--resume remakes the tables")
    done = place.run("run", "-q", claimed, "-o", "later", "--resume")
    place.expect("with --resume it is scored", done, 0, "h (emergent)")
    place.checks.add("of the same trials", (place.folder / "later" / "trials.journal").read_bytes() == journal)
    place.checks.add("tables that are not wanted go", not (place.folder / "later" / "correlations.csv").exists())
    place.run("run", "-q", claimed, "-o", "at-once")
    place.checks.add("as if it had stood there from the start", place.digest("later") == place.digest("at-once"))
    place.expect("show believes it", place.run("show", "later"), 0, "h (emergent)")
    knock_out = place.scenario("knock-out.yaml", hypotheses={"h": {**CLAIM, "knock_out": "motivation"}})
    before = place.digest("later", ())
    done = place.run("run", "-q", knock_out, "-o", "later", "--resume")
    place.expect("arms that did not run", done, 73, "a without motivation", "--overwrite")
    place.checks.add("nothing is touched", place.digest("later", ()) == before)
    bare = ["--set", "outputs.timeseries=false", "--set", "outputs.trajectories=false"]
    place.run("run", "-q", "base.yaml", "-o", "bare", *bare)
    done = place.run("run", "-q", "base.yaml", "-o", "bare", "--resume")
    place.expect("weekly readings that were not kept", done, 73, "weekly readings", "--overwrite")
    place.expect("another seed is another study", place.run("run", "-q", claimed, "-o", "later", "--resume", "--seed", 2), 73,
                 "seed")


def pipes(place):
    text = (place.folder / "base.yaml").read_text()
    done = subprocess.run(
        place.command("validate", "-"), input=text, capture_output=True, text=True, cwd=place.folder, timeout=60)
    place.expect("validate -", done, 0, "valid; 2 regimes, 6 trials")
    done = subprocess.run(place.command("run", "-q", "-", "-o", "piped"), input=text, capture_output=True, text=True,
                          cwd=place.folder, timeout=60)
    place.expect("run -", done, 0, "Results: piped")
    done = subprocess.run(["bash", "-c", '"$0" validate <(cat base.yaml)', str(place.program)], capture_output=True,
                          text=True, cwd=place.folder, timeout=60)
    place.expect("a pipe", done, 0, "valid")
    done = subprocess.run(["bash", "-c", 'yes | "$0" validate -', str(place.program)], capture_output=True, text=True,
                          cwd=place.folder, timeout=60)
    place.expect("a pipe without an end", done, 65, "too large")
    done = subprocess.run(place.command("validate", "-"), input="trials: x", capture_output=True, text=True,
                          cwd=place.folder, timeout=60)
    place.expect("problems have a place", done, 65, "standard input:1:9: trials")
    os.mkfifo(place.folder / "fifo")
    place.expect("a pipe into which nobody writes", place.run("validate", "fifo", seconds=40), 66, "nothing is written")


def files_like_options(place):
    for arguments in (["run", "-h.yaml"], ["validate", "-x.yaml"], ["validate", "-hx"], ["show", "-help"]):
        done = place.run(*arguments)
        place.expect(" ".join(arguments), done, 64, f"./{arguments[1]}", "--")
        place.checks.add(f"{' '.join(arguments)}: no help", "OVERVIEW" not in done.stdout, done.stdout)
    shutil.copy(place.folder / "base.yaml", place.folder / "-h.yaml")
    for arguments in (["--", "-h.yaml"], ["./-h.yaml"]):
        place.expect(f"validate {' '.join(arguments)}", place.run("validate", *arguments), 0, "valid")
    place.expect("-h is help", place.run("run", "-h"), 0, "OVERVIEW")


def progress(place):
    # Whole quota periods: others are warned of.
    whole = ["--set", "horizon.warm_up=13", "--set", "horizon.weeks=26"]
    done = place.run("run", "base.yaml", "--trials", 3, *whole, "-o", "short")
    place.checks.add("short work tells a log nothing", done.returncode == 0 and done.stderr == "", done.stderr)
    long = place.run("run", "base.yaml", "--set", "horizon.weeks=520", "--set", "organisation.sellers=32", "--trials", 150,
                     "--threads", 1, "-o", "tenths", seconds=1_200)
    lines = [line for line in long.stderr.splitlines() if line.startswith("Running trials: ")]
    place.checks.add("long work tells every tenth, a line each", long.returncode == 0 and len(lines) >= 3
                     and "\r" not in long.stderr and "\x1b" not in long.stderr and " of 150 trials" in lines[-1],
                     long.stderr)
    quiet = place.run("run", "-q", "base.yaml", "--trials", 200, *whole, "-o", "quiet")
    place.checks.add("--quiet tells nothing", quiet.returncode == 0 and quiet.stderr == "", quiet.stderr)


def seeds(place):
    place.run("run", "-q", place.scenario("knock-outs.yaml", seed=77, hypotheses={"h": {**CLAIM, "knock_out": "motivation"}}),
              "-o", "seeds")
    for name, column in (("trials.csv", 3), ("knock_outs.csv", 4)):
        rows = [line.split(",") for line in (place.folder / "seeds" / name).read_text().splitlines()]
        place.checks.add(f"{name}: the seed stands behind the trial", rows[0][column - 1:column + 1] == ["trial", "seed"]
                         and {row[column] for row in rows[1:]} == {"77"}, rows[:2])


def main():
    checks, program = Checks(failures_only=True), pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="hard-use-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o777)
        # A copy that everybody may run, wherever the checkout lies.
        shutil.copy(program, folder / "rainmaker")
        place = Place(checks, folder / "rainmaker", folder)
        bodies = (memory, threads, files_and_stack, signals, signals_in_tables, no_room, paths, links, strangers, overwrite,
                  rebuilding, later_hypotheses, pipes, files_like_options, progress, seeds)
        wanted = sys.argv[2:] or [body.__name__ for body in bodies]
        for body in bodies:
            if body.__name__ not in wanted:
                continue
            begun = time.monotonic()
            try:
                body(place)
            except Exception as error:  # whatever breaks a group is a failure with its name
                checks.add(body.__name__, False, f"{type(error).__name__}: {error}")
            print(f"{body.__name__}: {time.monotonic() - begun:.1f} s", flush=True)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
