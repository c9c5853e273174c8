#!/usr/bin/env python3
"""Uses the real program as people and schedulers do, and checks what it says, writes and leaves with.

    check_command_line.py RAINMAKER [--update]

Golden transcripts lie in Golden/: a first line with the arguments, then both streams, then the exit code; --update
writes them anew. Everything else is stated here. Python's standard library and the shells; as root it also checks what an
ordinary user and a full disk meet. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import hashlib
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from failures import failures
from finished import comparisons, estimates, money, other_levels
from on_terminal import OnTerminal
from replays import partings, replays

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GALLERY = ROOT / "Scenarios"
SMALL = ["--set", "organisation.sellers=8", "--set", "horizon.weeks=39", "--set", "horizon.warm_up=13",
         "--set", "budget=none"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS")}
ENVIRONMENT |= {"TERM": "xterm", "COLUMNS": "80"}


class Checks:
    def __init__(self, program, folder, update):
        self.program, self.folder, self.update = str(program), folder, update
        self.passed = self.failed = self.count = 0
        self.minimal = str(GALLERY / "minimal.yaml")

    def check(self, what, ok, detail=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAILED {what}: {detail}"[:2000], flush=True)
        return ok

    def place(self):
        """A new empty directory."""
        self.count += 1
        path = self.folder / f"place-{self.count}"
        path.mkdir()
        return path

    def run(self, *arguments, cwd=None, seconds=60, environment=None, **options):
        """A run that is over; its `seconds` are the processor's, since other stages run beside this one."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        done = subprocess.run([self.program, *map(str, arguments)], cwd=cwd or self.folder, text=True,
                              env=ENVIRONMENT | (environment or {}), timeout=seconds, **options)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        done.seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return done

    def expect(self, what, done, code, *words):
        heard = (done.stdout or "") + (done.stderr or "")
        unwrapped = " ".join(heard.split())
        missing = [word for word in words if word not in heard and word not in unwrapped]
        return self.check(what, done.returncode == code and not missing,
                          f"exit {done.returncode}, expected {code}; missing {missing}; it said: {heard}")


def digest(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def as_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def golden(checks):
    """Whole texts: help of every command, and what usage errors and bad scenarios are answered."""
    work = checks.place()
    shutil.copytree(GALLERY, work / "Scenarios")
    shutil.copytree(HERE / "Scenarios", work / "Bad")
    for path in sorted((HERE / "Golden").glob("*.txt")):
        command = path.read_text(encoding="utf-8").split("\n", 1)[0]
        arguments = shlex.split(command.removeprefix("$ rainmaker"))
        before = sorted(work.rglob("*"))
        done = checks.run(*arguments, cwd=work, stderr=subprocess.STDOUT)
        got = f"{command}\n{done.stdout}exit {done.returncode}\n"
        if checks.update:
            path.write_text(got, encoding="utf-8")
        want = path.read_text(encoding="utf-8")
        checks.check(f"golden {path.name}", got == want, f"got\n{got}")
        checks.check(f"{path.name} writes nothing", sorted(work.rglob("*")) == before)
        checks.check(f"{path.name} is at most 80 wide where it can be",
                     all(len(line) <= 80 for line in got.split("\n")[1:] if line[:6] in ("OVERVI", "  -", "")))
        checks.check(f"{path.name} takes less than a second", done.seconds < 1, done.seconds)


ASK_BASH = r"""
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
_rainmaker rainmaker "${@: -1}" "${@: -2:1}"
printf '%s\n' "${COMPREPLY[@]}"
"""


def completions(checks):
    """What bash, zsh and fish offer once they have read the program's script."""
    work = checks.place()
    (work / "mine.yaml").write_text("")
    (work / "other.txt").write_text("")
    scripts = {}
    for shell in ("bash", "zsh", "fish"):
        scripts[shell] = work / f"rainmaker.{shell}"
        scripts[shell].write_text(checks.run("--generate-completion-script", shell).stdout)
        done = subprocess.run([shell, "-n", scripts[shell]], capture_output=True, text=True)
        checks.check(f"{shell} reads its script", done.returncode == 0 and not done.stderr, done)
    for words, wanted in ((["repo"], "report"), (["run", "--tr"], "--trials"), (["notebook", "--py"], "--python"),
                          (["validate", "mi"], "mine.yaml"), (["describe", "laissez"], "laissez-faire")):
        environment = {**os.environ, "PATH": f"{pathlib.Path(checks.program).parent}:{os.environ['PATH']}"}
        done = subprocess.run(["bash", "-c", ASK_BASH, "bash", scripts["bash"], "rainmaker", *words], capture_output=True,
                              text=True, cwd=work, env=environment)
        checks.check(f"bash completes {' '.join(words)}", done.stdout.split() == [wanted], done)
        if words[0] == "describe":  # fish asks the program for names on a terminal alone
            continue
        done = subprocess.run(["fish", "-c", f"source {scripts['fish']}; complete -C 'rainmaker {' '.join(words)}'"],
                              capture_output=True, text=True, cwd=work)
        checks.check(f"fish completes {' '.join(words)}",
                     [line.split("\t")[0] for line in done.stdout.splitlines()] == [wanted], done)


def bad_scenarios(checks):
    """Every bad file of the unit tests, through the real program."""
    work = checks.place()
    for path in sorted((ROOT / "Tests/ScenarioFilesTests/Bad").glob("*.yaml")):
        for command in (["validate"], ["run", "-q"]):
            done = checks.run(*command, path, cwd=work)
            checks.expect(f"{command[0]} {path.name}", done, 65, path.name + ":")
            checks.check(f"{command[0]} {path.name}: stdout, files, time",
                         not done.stdout and not list(work.iterdir()) and done.seconds < 1,
                         f"{done.stdout!r} {list(work.iterdir())} {done.seconds}")


def exit_codes(checks):
    work = checks.place()
    run = lambda *rest, **options: checks.run("run", "-q", *rest, cwd=work, **options)  # noqa: E731
    checks.expect("0", run(checks.minimal, *SMALL, "--trials", 3, "-o", "good"), 0, "push", "Results: good")
    checks.expect("64, no such option", run(checks.minimal, "--trails", 3), 64)
    checks.expect("64, unknown regime", run(checks.minimal, "--regimes", "pull"), 64, "it has push")
    checks.expect("65, absurd size", run(checks.minimal, "--set", "organisation.sellers=1000000000000"), 65, "sellers")
    checks.expect("65, name that climbs", run(checks.minimal, "--set", "name=../up"), 65, "name")
    checks.expect("66, missing", run("nowhere.yaml"), 66, "nowhere.yaml")
    checks.expect("66, a directory", run(str(GALLERY)), 66)
    (work / "empty.yaml").write_text("")
    (work / "binary.yaml").write_bytes(bytes(range(256)))
    checks.expect("65, empty", run("empty.yaml"), 65)
    checks.expect("65, binary", run("binary.yaml"), 65)

    checks.expect("73, results onto a file", run(checks.minimal, "-o", "empty.yaml"), 73, "it is a file", "-o DIR")
    checks.check("the file is as it was", (work / "empty.yaml").read_bytes() == b"")
    other = work / "other"
    other.mkdir()
    (other / "precious.txt").write_text("mine")
    checks.expect("73, a directory with other things", run(checks.minimal, "-o", "other"), 73, "precious.txt")
    checks.check("which stay", [path.name for path in other.iterdir()] == ["precious.txt"])
    checks.expect("73, no place for a directory", run(checks.minimal, "-o", "empty.yaml/below"), 73)
    checks.expect("73, other settings", run(checks.minimal, *SMALL, "--trials", 4, "-o", "good"), 73, "another study")

    before = digest(work / "good")
    again = run(checks.minimal, *SMALL, "--trials", 3, "-o", "good")
    checks.expect("0, again", again, 0, "push", "nothing was run")
    checks.check("and nothing moved", digest(work / "good") == before)
    with (work / "good/trials.csv").open("a") as file:
        file.write("x")
    checks.expect("73, changed afterwards", run(checks.minimal, *SMALL, "--trials", 3, "-o", "good"), 73, "trials.csv")


def shown_again(checks):
    """`show` prints what `run` printed, and refuses what cannot be relied on."""
    work = checks.place()
    done = checks.run("run", "-q", checks.minimal, *SMALL, "--trials", 3, "-o", "good", cwd=work)
    again = checks.run("show", "good", cwd=work)
    checks.check("show prints the same", again.returncode == 0 and again.stdout == done.stdout and not again.stderr, again)
    report = checks.run("run", "-q", checks.minimal, *SMALL, "--trials", 3, "-o", "good", "--json", cwd=work)
    again = checks.run("show", "good", "--json", cwd=work)
    checks.check("show --json prints the same", again.returncode == 0 and again.stdout == report.stdout, again)
    outcome = json.loads(again.stdout)
    for name in ("summary", "comparisons"):
        checks.check(f"its {name} are those of {name}.json",
                     outcome[name] == json.loads((work / f"good/{name}.json").read_text()))

    checks.expect("66, no such directory", checks.run("show", "nowhere", cwd=work), 66, "does not exist")
    checks.expect("66, a file", checks.run("show", "good/trials.csv", cwd=work), 66, "it is a file")
    (work / "empty").mkdir()
    checks.expect("66, an empty directory", checks.run("show", "empty", cwd=work), 66, "manifest.json")
    (work / "unfinished").mkdir()
    shutil.copy(work / "good/trials.journal", work / "unfinished")
    checks.expect("66, an unfinished run", checks.run("show", "unfinished", cwd=work), 66, "not finished")
    for name, words in (("summary.csv", "summary.csv"), ("datapackage.json", "datapackage.json"),
                        ("manifest.json", "manifest.json")):
        for what, change in (("cut", lambda path: path.write_bytes(path.read_bytes()[:-9])), ("gone", pathlib.Path.unlink),
                             ("binary", lambda path: path.write_bytes(bytes(range(256))))):
            place = work / f"{what}-{name}"
            shutil.copytree(work / "good", place)
            change(place / name)
            code = 66 if (what, name) == ("gone", "manifest.json") else 65
            checks.expect(f"{code}, {name} {what}", checks.run("show", place.name, cwd=work), code, words)


def idle_settings(checks):
    """What does nothing in a valid scenario is said on standard error, by `validate` and `run`; the exit code stays 0."""
    work = checks.place()
    (work / "idle.yaml").write_text(
        "rainmaker: 1\nbudget: none\nhorizon: {weeks: 30, warm_up: 13}\norganisation: {sellers: 4}\ntrials: 2\n"
        "regimes: {a: {preset: push, levers: {coaching: [[0, 0], [9, 1]]}}}\n")
    for command in (["validate"], ["run", "-q", "-o", "out"]):
        done = checks.run(*command, "idle.yaml", cwd=work)
        checks.check(f"{command[0]} warns and goes on", done.returncode == 0 and done.stdout
                     and "idle.yaml:6:48: regimes.a.levers.coaching: warning: changes only where it has no effect" in done.stderr
                     and "warning" not in done.stdout, done)


def budgets(checks):
    """`validate` tries whether regimes can keep their budget, and `run` comes to the same without leaving anything."""
    work = checks.place()
    (work / "poor.yaml").write_text(
        "rainmaker: 1\nbudget: {cost_per_seller: [1.6, 0.2]}\nhorizon: {weeks: 39, warm_up: 13}\n"
        "organisation: {sellers: 16}\ntrials: 200\nregimes: {a: {preset: push}, b: {preset: pull}}\n")
    for command in (["validate"], ["run", "-q", "-o", "poor"]):
        checks.expect(f"{command[0]}: a budget that nobody can keep", checks.run(*command, "poor.yaml", cwd=work), 65,
                      "budget.cost_per_seller: 0.2 cannot be reached", "lowest base salary", "a at budget 0.2 costs ", "b at budget 0.2 costs ",
                      "nearest budget")
    checks.check("and nothing is left", not (work / "poor").exists())
    rich = ["--set", "budget.cost_per_seller=40"]
    checks.expect("a budget that nobody can spend", checks.run("validate", "poor.yaml", *rich, cwd=work), 65,
                  "40.0 cannot be reached", "highest base salary")
    checks.expect("one that can be kept", checks.run("validate", "poor.yaml", "--set", "budget.cost_per_seller=1.6", cwd=work), 0,
                  "valid")
    checks.expect("one that would take long to try", checks.run(
        "validate", "poor.yaml", "--set", "organisation.sellers=20000", "--set", "horizon.weeks=5200", cwd=work), 0, "valid",
        "was not tried")


def streams(checks):
    """Output that does not arrive is an error; messages that do not arrive are none."""
    work = checks.place()
    small = ["run", checks.minimal, *SMALL, "--trials", "3"]
    piped = checks.run(*small, "-o", "piped", cwd=work)
    checks.check("nothing on stderr when piped", piped.returncode == 0 and piped.stderr == "", piped.stderr)
    report = checks.run(*small, "--json", "-o", "json", cwd=work)
    checks.check("--json is JSON and nothing else", report.stderr == "" and json.loads(report.stdout)["summary"])
    again = checks.run(*small, "--json", "-o", "json", cwd=work)
    checks.check("--json again prints the same", again.stdout == report.stdout)

    for arguments in (["--help"], ["schema"], ["validate", checks.minimal], [*small, "-o", "full"],
                      ["show", "piped"]):
        with open("/dev/full", "w") as full:
            checks.expect(f"{arguments[0]} into a full device", checks.run(*arguments, cwd=work, stdout=full), 74,
                          "No space left")
        closed = checks.run(*arguments, cwd=work, stdout=None, preexec_fn=lambda: os.close(1))
        checks.expect(f"{arguments[0]} with stdout closed", closed, 74, "standard output")
    checks.check("the results are there all the same", digest(work / "full")["trials.csv"]
                 == digest(work / "piped")["trials.csv"])
    silent = checks.run("validate", "nowhere.yaml", stderr=None, preexec_fn=lambda: os.close(2))
    checks.check("stderr closed", silent.returncode == 66, silent.returncode)

    def close_all():
        for stream in (0, 1, 2):
            os.close(stream)

    closed = checks.run(*small, "-o", "closed", cwd=work, stdin=None, stdout=None, stderr=None, preexec_fn=close_all)
    checks.check("all streams closed: exit 74, and no message in any table", closed.returncode == 74
                 and digest(work / "closed")["trials.journal"] == digest(work / "piped")["trials.journal"])
    pipe = subprocess.run(["bash", "-c", 'set -o pipefail; "$0" schema | head -c 10', checks.program],
                          capture_output=True, text=True)
    checks.check("a broken pipe is quiet", pipe.returncode in (141, 74) and "atal" not in pipe.stderr, pipe)


def without_library(checks):
    """OpenBLAS missing or broken: everything else is there, the note names the package, and a later run completes."""
    work = checks.place()
    small = ["run", checks.minimal, *SMALL, "--trials", "6", "--json", "-o"]
    late = ["correlations.csv", "bootstrap.csv", "drivers.csv", "trajectories.csv"]
    whole = checks.run(*small, "whole", cwd=work)
    checks.check("with the library all tables are made", whole.returncode == 0 and whole.stderr == ""
                 and json.loads(whole.stdout)["missing_tables"] == []
                 and all((work / "whole" / name).exists() for name in late), whole.stderr)
    made = json.loads((work / "whole/manifest.json").read_text())
    checks.check("the manifest names library and core", made["linear_algebra"]["core"] and made["missing_tables"] == [])
    wanted = digest(work / "whole")
    empty, text = work / "empty.so", work / "text.so"
    empty.write_bytes(b"")
    text.write_text("not a library\n")
    for name, library, word in [("missing", work / "nowhere.so", "not installed"), ("empty", empty, "cannot be used"),
                                ("text", text, "cannot be used"), ("other", "libm.so.6", "it has no symbol")]:
        done = checks.run(*small, name, cwd=work, environment={"RAINMAKER_OPENBLAS": str(library)})
        checks.expect(f"{name} library", done, 0, word, "libopenblas-dev", *late)
        checks.check(f"{name} library: one note", done.stderr.count("libopenblas-dev") == 1, done.stderr)
        got = digest(work / name)
        rest = {key: value for key, value in wanted.items() if key not in [*late, "manifest.json", "datapackage.json"]}
        checks.check(f"{name} library: all else is there, and nothing of the others",
                     {key: value for key, value in got.items() if key in rest} == rest and not set(late) & set(got))
        manifest = json.loads((work / name / "manifest.json").read_text())
        checks.check(f"{name} library: the manifest says so", manifest["linear_algebra"] is None
                     and [entry["table"] + ".csv" for entry in manifest["missing_tables"]] == late)
        again = checks.run(*small, name, cwd=work, environment={"RAINMAKER_OPENBLAS": str(library)})
        checks.expect(f"{name} library, again", again, 0, word, "nothing was run")
        checks.check(f"{name} library, again: nothing moved", digest(work / name) == got)
        later = checks.run(*small, name, cwd=work)
        checks.check(f"{name} library, mended: the missing tables are added, all else stays",
                     later.returncode == 0 and "libopenblas" not in later.stderr
                     and {**digest(work / name), "manifest.json": ""} == {**wanted, "manifest.json": ""}, later.stderr)
        manifest = json.loads((work / name / "manifest.json").read_text())
        checks.check(f"{name} library, mended: the manifest too", manifest["missing_tables"] == []
                     and manifest["files"] == made["files"] and manifest["linear_algebra"] == made["linear_algebra"])


def no_room(checks):
    """Full disks, limits and read-only places: 74 or 73 with the reason, and no table that is not whole."""
    work = checks.place()
    run = lambda *rest, **options: checks.run("run", "-q", checks.minimal, *rest, cwd=work, **options)  # noqa: E731

    for kib in (4, 40, 400):
        limited = run("-o", f"limited-{kib}", "--trials", 40,
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (kib * 1024, kib * 1024)))
        checks.expect(f"files of {kib} KiB at most", limited, 74, "File too large")
        checks.check("no manifest claims it", not (work / f"limited-{kib}/manifest.json").exists())

    if os.getuid() == 0:
        disk = work / "disk"
        disk.mkdir()
        for kib in (8, 300, 800, 1000):
            mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", disk], capture_output=True)
            if mounted.returncode:
                print("note: no tmpfs can be mounted here; full disks are not tried")
                break
            try:
                refused = run("-o", "disk/results", "--trials", 20)
                checks.expect(f"a disk of {kib} KiB, seen before it starts", refused, 71, "free there", "--force")
                checks.check("nothing written", not (disk / "results").exists())
                done = run("-o", "disk/results", "--trials", 20, "--force")
                if done.returncode == 0:
                    print(f"note: {kib} KiB are enough for the run, nothing tried")
                else:
                    checks.expect(f"a disk of {kib} KiB", done, 74, "No space left on device")
                    checks.check("no manifest claims it", not (disk / "results/manifest.json").exists())
            finally:
                subprocess.run(["umount", disk], check=True)
        closed = work / "closed"
        closed.mkdir(mode=0o755)
        denied = run("-o", "closed/results", preexec_fn=as_nobody)
        checks.expect("a place where nobody may write", denied, 73, "closed/results", "ermission")
        hidden = work / "hidden.yaml"
        hidden.write_text("rainmaker: 1\n")
        hidden.chmod(0o600)
        checks.expect("a scenario that may not be read",
                      checks.run("validate", hidden, preexec_fn=as_nobody), 66, "ermission")
    else:
        print("note: not root; full disks and missing permissions are not tried")
    checks.expect("a place that is none", run("-o", "/proc/nothing/here"), 73, "/proc/nothing/here")


def interruptions(checks):
    """Ctrl-C on a terminal, SIGTERM from a scheduler, kill -9."""
    work = checks.place()
    long = ["run", checks.minimal, *SMALL, "--trials", "1000000", "-o"]
    person = OnTerminal(checks.program, *long, "keys", cwd=work, environment=ENVIRONMENT)
    checks.check("a bar shows trials, rate, time left and memory", person.read(b"ETA") and person.read(b" MB")
                 and b"trials" in person.heard and b"/s" in person.heard, person.heard[-300:])
    time.sleep(0.3)
    person.type(b"\x03")
    code, heard = person.end()
    checks.check("Ctrl-C ends with 130 and says what is complete",
                 code == 130 and "next trial boundary" in heard and "trials are complete" in heard, (code, heard[-900:]))
    complete(checks, work / "keys", "Ctrl-C")
    checks.expect("the next run explains", checks.run(*long, "keys", cwd=work), 73, "interrupted run", "--resume",
                  "-o DIR", "-o keys-2")
    checks.check("and Ctrl-C said it at once", "with --resume" in heard, heard[-400:])
    done = json.loads((work / "keys/manifest.json").read_text())["trials_completed"]
    checks.expect("show says that it was interrupted", checks.run("show", "keys", cwd=work), 0,
                  f": {done} of 1000000 trials, interrupted")

    scheduler = subprocess.Popen([checks.program, *long, "term"], cwd=work, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, env=ENVIRONMENT)
    time.sleep(0.5)
    scheduler.terminate()
    scheduler.communicate(timeout=60)
    checks.check("SIGTERM ends with 130", scheduler.returncode == 130, scheduler.returncode)
    complete(checks, work / "term", "SIGTERM")

    huge = ["run", checks.minimal, "--set", "organisation.sellers=20000", "--set", "horizon.weeks=5200",
            "--set", "budget=none", "-o", "huge"]
    person = OnTerminal(checks.program, *huge, cwd=work, environment=ENVIRONMENT)
    time.sleep(0.5)
    person.type(b"\x03")
    checks.check("one Ctrl-C offers to leave at once", person.read(b"once more", seconds=10), person.heard)
    started = time.monotonic()
    person.type(b"\x03")
    code, _ = person.end(seconds=20)
    checks.check("two leave at once", code == 130 and time.monotonic() - started < 2, (code, time.monotonic() - started))
    # Whichever came first: the second Ctrl-C, or the end of the first one's stop, which clears what holds no trial.
    if (work / "huge").exists():
        checks.expect("the next run explains that too", checks.run(*huge, cwd=work), 73, "has not finished", "-o DIR")

    victim = subprocess.Popen([checks.program, *long, "killed"], cwd=work, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    time.sleep(0.5)
    victim.kill()
    victim.wait()
    names = {path.name for path in (work / "killed").iterdir()}
    checks.check("kill -9 leaves no table", not any(name.endswith((".csv", ".json")) for name in names), names)
    checks.expect("and the next run explains", checks.run(*long, "killed", cwd=work), 73, "has not finished")


def complete(checks, folder, what):
    """An interrupted directory claims the trials that ran, the first ones without a gap, and no others."""
    manifest = json.loads((folder / "manifest.json").read_text())
    done = manifest["trials_completed"]
    trials = [line.split(",")[2] for line in (folder / "trials.csv").read_text().splitlines()[1:]]
    checks.check(f"{what}: trials 0 to {done - 1}, and the rest named as missing",
                 trials == [str(trial) for trial in range(done)]
                 and manifest["missing_trials"] == [[done, manifest["trials_requested"] - 1]],
                 (done, len(trials), manifest["missing_trials"]))


def terminals(checks):
    work = checks.place()
    small = ["run", checks.minimal, *SMALL, "--trials", "3", "-o", "r"]
    _, heard = OnTerminal(checks.program, *small, cwd=work, environment=ENVIRONMENT).end()
    checks.check("colour on a terminal", "\x1b[1m" in heard, heard)
    checks.check("no line of the table is wider than 80", all(
        len(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) <= 80
        for line in heard.replace("\r", "\n").split("\n") if "ETA" not in line), heard)
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        _, heard = OnTerminal(checks.program, *small, cwd=work, environment={**ENVIRONMENT, name: value}).end()
        checks.check(f"none with {name}={value}", "\x1b[1m" not in heard and "push" in heard, heard)
    _, heard = OnTerminal(checks.program, *small[:-1], "quiet", "--quiet", cwd=work, environment=ENVIRONMENT).end()
    checks.check("no bar with --quiet", "ETA" not in heard and "push" in heard, heard)


def seen(heard):
    """The lines of a terminal's text, without bold type."""
    return re.sub(r"\x1b\[[01]?m", "", heard).replace("\r\n", "\n").split("\n")


def widths(checks):
    """The table keeps to the terminal, from 40 to 80 columns, whatever regimes are called."""
    work = checks.place()
    long = "regime-with-a-name-of-thirty-five-x"
    (work / "long.yaml").write_text(
        "rainmaker: 1\nquestion: What does a question come to that takes a good deal more than one line of a terminal "
        "to be asked in?\nbudget: none\norganisation: {sellers: 8}\nhorizon: {weeks: 65, warm_up: 13}\ntrials: 3\n"
        f"regimes:\n  current-commission: {{preset: pull}}\n  {long}: {{preset: push}}\n  short: {{preset: person}}\n")
    (work / "one.yaml").write_text("rainmaker: 1\nregimes: {r: {preset: pull}}\n")
    checks.expect("long names run", checks.run("run", "-q", "long.yaml", "-o", "long", cwd=work), 0)
    utf8 = {**ENVIRONMENT, "LC_ALL": "C.UTF-8"}
    for columns in (40, 47, 60, 72, 80, 132):
        _, heard = OnTerminal(checks.program, "show", "long", cwd=work, environment=utf8, columns=columns).end()
        lines, most = seen(heard), min(80, columns)
        checks.check(f"{columns} columns: no line is wider", all(len(line) <= most for line in lines), heard)
        checks.check(f"{columns} columns: names, profits and verdicts are there",
                     "short" in heard and any("profit" in line and "verdict" in line for line in lines) and heard.count("±") >= 3, heard)
        if columns >= 80:
            checks.check("80 columns: the name has a line of its own, the sparkline is on the row's",
                         long in lines and lines[lines.index(long) + 1].rstrip()[-1] in "▁▂▃▄▅▆▇█", heard)
            checks.check("no title is cut: a long name stands in the legend",
                         "difference" in heard and "vs current" not in heard and "less current-commission's" in " ".join(heard.split()),
                         heard)
    checks.check("piped, the table is that of 80 columns",
                 all(len(line) <= 80 for line in checks.run("show", "long", cwd=work).stdout.split("\n")))
    done = checks.run("run", "-q", "one.yaml", *SMALL, "--trials", 2, cwd=work)
    checks.check("one regime: nothing of differences", done.returncode == 0 and not any(
        word in done.stdout for word in ("vs r", "beats", "verdict", "Costs differ")), done.stdout)
    factor = "{size: {path: organisation.sellers, levels: [4, 12]}}"
    done = checks.run("run", "-q", "one.yaml", *SMALL, "--trials", 1, "--set", f"design.factors={factor}", "-o", "sizes", cwd=work)
    checks.expect("sizes that a factor varies", done, 0, ": 1 trial, 4 or 12 sellers, weeks")


def progress(checks):
    """What is said while a run goes on, on a terminal."""
    work = checks.place()
    (work / "paid.yaml").write_text(
        "rainmaker: 1\norganisation: {sellers: 160}\nhorizon: {weeks: 65, warm_up: 26}\ntrials: 150\n"
        "regimes: {push: {preset: push}, pull: {preset: pull}}\n")
    run = ["run", "paid.yaml", "--threads", "1", "-o"]
    _, heard = OnTerminal(checks.program, *run, "bar", cwd=work, environment=ENVIRONMENT, columns=80).end()
    frames = re.split(r"\r\x1b\[K", heard)
    checks.check("the stage is shown at once", frames[1].startswith("Solving salaries"), frames[:3])
    checks.check("salaries have a bar of their own", any(re.search(r"[1-9]\d*/56 pilot trials", f) for f in frames), frames)
    trials = [frame for frame in frames if "/150 trials" in frame]
    checks.check("no frame wraps", all(len(frame.split("\r")[0]) < 80 for frame in frames[:-1]), frames)
    checks.check("no time is foretold before two trials are complete", not any(
        "ETA" in frame for frame in trials if re.search(r" [01]/150 ", frame)), trials)
    took = re.search(r"([\d.]+) s on 1 thread: salaries ([\d.]+) s, 150 trials ([\d.]+) s \(([\d.]+) a second\)", heard)
    if checks.check("one line says how long it took", took, heard[-300:]):
        all_of_it, salaries, last, rate = map(float, took.groups())
        checks.check("which adds up", salaries + last <= all_of_it + 0.2 and abs(rate * last - 150) < 0.1 * rate + 3, took)
        # The middle of the run foretells its second half; three times as long is what a busy machine may make of it.
        middle = [frame for frame in trials if "ETA" in frame and 50 < int(re.search(r" (\d+)/150", frame).group(1)) < 110]
        eta = [int(re.search(r"ETA (?:(\d+) min )?(\d+) s", frame).group(2)) for frame in middle if " min " not in frame]
        checks.check("the time left is about right", len(eta) == len(middle) and all(t <= 3 * last + 1 for t in eta),
                     (last, middle))
    for what, arguments, environment in (("TERM=dumb", [], {"TERM": "dumb"}), ("--quiet", ["--quiet"], {})):
        _, heard = OnTerminal(checks.program, *run, what, *arguments, cwd=work, environment={**ENVIRONMENT, **environment}).end()
        checks.check(f"{what}: nothing is drawn anew", "\x1b[K" not in heard and "\r" not in heard.replace("\r\n", "")
                     and ("Running trials …" in heard) == (what != "--quiet") and (" s on 1 thread" in heard) == (what != "--quiet"),
                     heard)
    person = OnTerminal(checks.program, "verify", "--threads", "1", cwd=work, environment=ENVIRONMENT, columns=80)
    checks.check("verify shows its bar at once", person.read(b" checks ", seconds=3), person.heard)
    checks.check("and that time goes by, and foretells nothing", person.read(b"3 s", seconds=10) and b"ETA" not in person.heard,
                 person.heard)
    person.type(b"\x03")
    code, heard = person.end()
    checks.check("Ctrl-C: it says what is missing", code == 130 and "no report" in heard and "trial boundary" not in heard, heard)


def messages(checks):
    """What slips are answered: the exit code, and the words that help."""
    work = checks.place()
    results = work / "results"
    base = ["-q", "mine.yaml", *SMALL]
    (work / "mine.yaml").write_text(
        "rainmaker: 1\nregimes:\n  as-is: {preset: pull}\n  later: {preset: push}\n"
        "hypotheses:\n  h1: {kind: emergent, metric: profit, regime: later, against: as-is, direction: more}\n")
    checks.expect("a study to ask about", checks.run("run", *base, "--trials", 2, cwd=work), 0)
    shutil.copytree(results / "mine", results / "three-more-experts")
    for name, text in (("colon", "question: Does it: work?\nregimes: {r: {preset: pull}}"),
                       ("indent", "regimes:\n  a: {preset: pull}\n   b: {preset: push}"),
                       ("home", "mechanisms: {turnover: off}\nregimes: {r: {preset: pull}}"),
                       ("part", "model: {parameters: {turnover: {hazard: 2}}}\nregimes: {r: {preset: pull}}")):
        (work / f"{name}.yaml").write_text(f"rainmaker: 1\n{text}\n")
    mine, low = ["results/mine"], "rainmaker: "
    for code, arguments, *words in (
            (64, ["runn", "mine.yaml"], low + "unknown command 'runn'; did you mean 'run'?"),
            (64, ["run", "mine.yaml", "--trials", "-5"], low + "--trials takes 1 to 10000000, got -5"),
            (64, ["run", "mine.yaml", "--seed", "-5"], low + "--seed takes 0 to 4294967295, got -5"),
            (64, ["run", "mine.yaml", "--threads", "-1"], low + "--threads takes 1 to 1024, got -1"),
            *((64, [*words, "--threads", "0"], low + "--threads takes 1 to 1024, got 0") for words in (
                ["calibrate", "mine.yaml"], ["optimize", "mine.yaml"], ["power", "mine.yaml", "--change", "1"], ["merge", "results/mine"], ["verify"])),
            (64, ["run", "mine.yaml", "--trials", "2", "--set", "trials=3"], low + "--trials 2 and --set trials=3"),
            (64, ["run", "mine.yaml", "--set", "foo"], "expected path=value, such as trials=20"),
            (64, ["run", "mine.yaml", "--regimes", "latr"], low + "--regimes: 'latr'", "as-is, later", "Did you mean 'later'?"),
            (0, ["run", *base, "--trials", "2", "--regimes", "as-is, later", "-o", "trimmed"], "later"),
            (65, ["validate", "colon.yaml"], "in quotes"),
            (65, ["validate", "indent.yaml"], "check the indentation"),
            (65, ["validate", "home.yaml"], "mechanisms: belongs under model:"),
            (65, ["validate", "part.yaml"], 'did you mean "base_hazard"?'),
            (65, ["validate", "mine.yaml", "--set", "model.parameters.risk_aversion=.5"], "is common.risk_aversion"),
            (65, ["validate", "mine.yaml", "--set", "hypotheses.h1.regime=most"], "one of the regimes as-is, later"),
            (65, ["validate", "mine.yaml", "--set", "regimes.asis.levers.experts=3"], low + "--set regimes.asis",
             'no regime is called "asis" (there is as-is, later)', 'did you mean "as-is"?'),
            (65, ["validate", "mine.yaml", "--set", "design.factors.size.path=organisation.sellers"], 'no factor is called "size"'),
            (65, ["validate", "mine.yaml", "--set", "hypotheses.h2.regime=later"], 'did you mean "h1"?'),
            (0, ["validate", "mine.yaml", "--set", "regimes.new={preset: push}"], "3 regimes"),
            (66, ["validate", "minee.yaml"], low + "minee.yaml: no such file", 'did you mean "mine.yaml"?'),
            (66, ["show", "three-more-experts"], "Did you mean 'results/three-more-experts'?"),
            (66, ["show", "results/min"], "Did you mean 'results/mine'?"),
            (66, ["report", "results"], "There are results in results/mine, results/three-more-experts."),
            (73, ["report", *mine, "-o", "results"], low + "'results' is a directory; name a file"),
            (73, ["run", *base, "-o", "mine.yaml/x"], "'mine.yaml' is a file"),
            (73, ["run", *base, "-o", "/proc/foo"], "No such file or directory"),
            (73, ["run", *base, "--trials", "3"], "another study, 'mine' with 2 trials", "trials 2 → 3", "-o results/mine-2"),
            (73, ["run", *base, "--trials", "2", "--set", "regimes.later.levers.bonus=.2"], "regimes.later.levers.bonus 0.1 → 0.2"),
            (64, ["plot", *mine, "--point", "4"], low + "there is no design point 4: the study has one, 0."),
            (64, ["plot", *mine, "--figure", "level-profit", "-o", "x.svg"], "did you mean 'levels-profit'?"),
            (64, ["plot", *mine, "--figure", "sellers-revenue", "-o", "x.svg"], "needs outputs: {sellers: true}"),
            (64, ["plot", *mine, "--figure", "decomposition-profit", "-o", "x.svg"], "needs design: {decompose:"),
            (64, ["plot", *mine, "nothing-of-it"], "no figure has 'nothing-of-it'"),
            (0, ["plot", *mine, "profit"], "levels-profit\ndifferences-profit\npaths-profit\n"),
            (0, ["describe", "push"], "preset push", "Pay is mostly salary", "push_share 0.75", "visioning one-way"),
            (0, ["describe"], "presets", "laissez-faire", "A salary and nothing else"),
            (64, ["describe", "quota"], "quota_period", "quota_level", "quota_attainment")):
        checks.expect(" ".join(map(str, arguments)), checks.run(*arguments, cwd=work), code, *words)
    done = checks.run("run", "-q", checks.minimal, "--set", "organisation.sellers=20000", "-o", "/proc/foo", cwd=work)
    checks.check("a place that cannot be had is reported before any work", done.returncode == 73 and done.seconds < 3, done)
    checks.check("none of these left a thing", not (work / "x.svg").exists() and not (results / "mine-2").exists())
    _, heard = OnTerminal(checks.program, "plot", "results/mine", cwd=work, environment=ENVIRONMENT, columns=80).end()
    checks.check("on a terminal figures come in groups, with what they show",
                 "levels: means over trials" in heard and "  levels-profit" in heard, heard)


def set_up(checks):
    """Scripts/run on machines that lack something, played by stand-ins ahead in PATH: what it says, and that it ends."""
    work = checks.place() / "a checkout"
    shutil.copytree(ROOT / "Scripts", work / "Scripts")
    (work / "Sources").mkdir()
    (work / "Sources/some.swift").write_text("")
    shutil.copy(ROOT / "Package.swift", work)

    def attempt(what, code, *words, script="run", **stand_ins):
        tools = checks.place()
        for name, body in stand_ins.items():
            tool = tools / name.replace("_", "-")
            tool.write_text(f"#!/bin/bash\n{body}\n")
            tool.chmod(0o755)
        environment = {**ENVIRONMENT, "PATH": f"{tools}:/usr/bin:/bin"}
        done = subprocess.run([work / "Scripts" / script], env=environment, cwd=checks.folder, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=60)
        checks.expect(what, done, code, *words)
        checks.check(f"{what}: nothing on standard output", done.stdout == "", done.stdout)

    missing, there = "exit 1", "printf 'install ok installed'"
    offline = "echo 'E: Could not resolve host' >&2; exit 100"
    for script in ("run", "test"):
        first = "libopenblas-dev" if script == "run" else "git"
        attempt(f"{script}, offline", 69, f"could not install {first}", "offline", script=script,
                dpkg_query=missing, apt_get=offline, sudo='shift; exec "$@"')
        attempt(f"{script}, neither root nor sudo", 77, "needs root", "sudo apt-get update", script=script,
                dpkg_query=missing, apt_get=offline, id="echo 1000", sudo="exit 1")
        attempt(f"{script}, an old toolchain", 69, "Swift 5.10 is too old", script=script, dpkg_query=there,
                swift="echo 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'")
        if not shutil.which("swift", path="/usr/bin:/bin"):
            attempt(f"{script}, no toolchain", 69, "swift is missing", script=script, dpkg_query=there)
    swift = ('[[ $1 == --version ]] && { echo "Swift version 6.3 (swift-6.3-RELEASE)"; exit; }\n'
             'echo "error: Failed to clone repository https://example.org/x" >&2; exit 1')
    attempt("dependencies cannot be fetched", 69, "could not be fetched", "offline", dpkg_query=there, swift=swift)
    attempt("the build fails", 1, "the build failed", dpkg_query=there,
            swift=swift.replace("Failed to clone repository https://example.org/x", "cannot find 'x' in scope"))


def start_up(checks):
    """Measured, not judged: this machine may be busy."""
    for arguments in (["--version"], ["validate", checks.minimal], ["schema"]):
        times = []
        for _ in range(25):
            started = time.perf_counter()
            checks.run(*arguments)
            times.append((time.perf_counter() - started) * 1e3)
        print(f"start-up, rainmaker {arguments[0]}: median {statistics.median(times):.1f} ms, least {min(times):.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, metavar="RAINMAKER")
    parser.add_argument("--update", action="store_true", help="write the golden transcripts anew")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="command-line-") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        # A copy that everybody may run, wherever the checkout lies.
        program = folder / "rainmaker"
        shutil.copy(options.program, program)
        program.chmod(0o755)
        checks = Checks(program, folder, options.update)
        for body in (golden, completions, bad_scenarios, exit_codes, shown_again, other_levels, comparisons, money, estimates, replays, partings, failures, idle_settings, budgets, streams, without_library, no_room, interruptions,
                     terminals, widths, progress, messages, set_up, start_up):
            started = time.monotonic()
            try:
                body(checks)
            except Exception as error:  # whatever breaks a group is a failure with its name
                checks.check(body.__name__, False, f"{type(error).__name__}: {error}")
            print(f"{body.__name__}: {time.monotonic() - started:.1f} s", flush=True)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
