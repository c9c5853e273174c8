"""Rows simulated again, and where histories part: `replay` and `diff` as people use them."""
import csv
import io
import json
import shutil

STUDY = """rainmaker: 1
name: study
trials: 4
seed: 5
horizon: {weeks: 60, warm_up: 13}
organisation: {sellers: 12, span: 4}
environment: {information: [[20, 0], [50, 2]]}
regimes:
  push: {preset: push}
  pull: {preset: pull}
  pilot:
    preset: push
    levers:
      coaching: {value: 3, who: {teams: half}, weeks: [26, 40]}
design:
  factors: {complexity: {path: environment.complexity, levels: {simple: 0, complex: 1}}}
  decompose: [coaching]
outputs: {sellers: on, correlations: off, bootstrap: off, drivers: off, trajectories: off}
"""
PLAIN = """rainmaker: 1
name: plain
trials: 2
horizon: {weeks: 60, warm_up: 13}
organisation: {sellers: 8, span: 4}
budget: none
reference: {preset: push}
regimes:
  before: {preset: push}
  after: {preset: push, levers: {monitoring: [[40, 0.6], [40, 0.1]]}}
outputs: {correlations: off, bootstrap: off, drivers: off, trajectories: off}
"""


def replays(checks):
    """Every row of a study with a budget, a design, a trend, a treatment and knock-out runs; its trace; what is refused."""
    work = checks.place()
    (work / "s.yaml").write_text(STUDY)
    replay = lambda *rest, **options: checks.run("replay", *rest, cwd=work, **options)  # noqa: E731
    checks.expect("a run", checks.run("run", "-q", "s.yaml", "-o", "a", cwd=work, seconds=300), 0)
    before = {path.name: path.read_bytes() for path in (work / "a").iterdir()}
    for table in ("trials.csv", "knock_outs.csv"):
        rows = list(csv.DictReader(io.StringIO((work / "a" / table).read_text())))
        checks.check(f"{table} has rows", len(rows) == 24, len(rows))
        for row in rows:
            without = ["--without", row["without"]] if "without" in row else []
            where = ["--regime", row["regime"], "--trial", row["trial"], "--point", row["point"], *without]
            done = replay("a", *where, "--json")
            got = json.loads(done.stdout) if done.returncode == 0 else {}
            compared = got.get("compared", {})
            checks.check(f"{table} {' '.join(where)}", got.get("equal") is True and compared["table"] == table
                         and compared["table_metrics"] == compared["journal_metrics"] > 50 and compared["weekly"] > 1000
                         and compared["sellers"] > 0 and compared["groups"] > 0, done)
            checks.check("its numbers are the table's", all(
                value is None and row[name] == "" or float(row[name]) == value for name, value in got["metrics"].items()))
    own = ["--regime", "pull", "--trial", "2", "--point", "1"]
    done = replay("a", *own, "--check")
    checks.expect("to people", done, 0, "pull, trial 2 of 'study': equal to what is stored, bit for bit.",
                  "design point 1 (complexity complex)", "run by this very build", "Metrics over the measured weeks", "Weekly readings")
    checks.check("80 wide", all(len(line) <= 80 for line in done.stdout.splitlines()), done.stdout)
    done = replay("a", *own, "--trace", "t.csv")
    rows = list(csv.DictReader((work / "t.csv").open()))
    checks.check("a trace: a row a week and seat", done.returncode == 0 and [(row["week"], row["pass"], row["seat"]) for row in rows]
                 == [(str(week), "end", str(seat)) for week in range(60) for seat in range(12)], len(rows))
    # What the observers see: a seller's sales of the measured weeks, and so the regime's revenue a seat and week.
    sales = sum(float(row["sales"]) for row in rows if int(row["week"]) >= 13) / (47 * 12)
    revenue = json.loads(replay("a", *own, "--json").stdout)["metrics"]["revenue"]
    checks.check("whose sales are the revenue", abs(sales - revenue) < 1e-6, (sales, revenue))
    checks.check("the same on standard output", replay("a", *own, "--trace", "-").stdout == (work / "t.csv").read_text())
    replay("a", *own, "--trace", "w.csv", "--week", 30)
    week = list(csv.DictReader((work / "w.csv").open()))
    ends = [{**row, "pass": ""} for row in rows if row["week"] == "30"]
    checks.check("a week by pass ends as the week does", [{**row, "pass": ""} for row in week[-12:]] == ends and week[0]["pass"] == "start"
                 and week[-1]["pass"] == "ledger" and len(week) % 12 == 0)

    for what, code, arguments, words in (
            ("no such regime", 64, ["--regime", "pusk", "--point", 0], "Did you mean 'push'?"),
            ("no regime named", 64, ["--point", 0], "name one of push, pull, pilot"),
            ("no such trial", 64, ["--regime", "push", "--point", 0, "--trial", 4], "they run from 0 to 3"),
            ("no point named", 64, ["--regime", "push"], "2 design points: name one, 0 to 1"),
            ("no such point", 64, ["--regime", "push", "--point", 2], "no design point 2"),
            ("no such knock-out", 64, ["--regime", "push", "--point", 0, "--without", "ties"], "push without coaching"),
            ("no such week", 64, [*own, "--trace", "x.csv", "--week", 60], "from 0 to 59"),
            ("a week without a trace", 64, [*own, "--week", 6], "give --trace FILE too"),
            ("two on one stream", 64, [*own, "--trace", "-", "--json"], "give one of them"),
            ("onto a table of the study", 73, [*own, "--trace", "a/trials.csv"], "a file of the study's results"),
            ("into a directory", 73, [*own, "--trace", "a"], "is a directory")):
        checks.expect(f"{code}, {what}", replay("a", *arguments), code, words)
    checks.expect("66, nowhere", replay("nowhere", "--regime", "push"), 66, "does not exist")
    checks.check("nothing moved", {path.name: path.read_bytes() for path in (work / "a").iterdir()} == before
                 and not (work / "x.csv").exists())

    shutil.copytree(work / "a", work / "gone")
    (work / "gone/trials.journal").unlink()
    done = replay("gone", *own)
    checks.expect("without its journal, by its table", done, 0, "equal to what is stored", "metrics in trials.csv.")
    shutil.copytree(work / "a", work / "part")
    for name in ("manifest.json", "datapackage.json", "trials.csv"):
        (work / "part" / name).unlink()
    checks.expect("a run that has not finished, by its journal", replay("part", *own), 0, "equal to what is stored", "in trials.journal")
    checks.expect("73, onto its journal", replay("part", *own, "--trace", "part/trials.journal"), 73, "a file of the study's results")
    (work / "part/trials.journal").unlink()
    checks.expect("66, nothing left", replay("part", *own), 66)

    (work / "m.yaml").write_text(PLAIN.replace("regimes:", "streams: independent\ndesign: {between: [before, after]}\nregimes:")
                                 .replace("monitoring:", "bonus: 0.3, monitoring:"))
    checks.expect("two regimes and their mixes", checks.run("run", "-q", "m.yaml", "-o", "m", cwd=work), 0)
    for name in ("before with bonus of after", "before with monitoring of after"):
        checks.expect(name, replay("m", "--regime", name, "--trial", 1), 0, f"{name}, trial 1 of 'plain': equal", "metrics in mixes.csv")
    checks.expect("independent streams part at the start", checks.run("diff", "m", "--regimes", "before,after", cwd=work), 1,
                  "part in week 0, before its first pass", "They have other random draws")

    (work / "e.yaml").write_text(STUDY.replace("design:", "parameters: {ensemble: evidence}\ndesign:"))
    checks.expect("plausible firms", checks.run("run", "-q", "e.yaml", "-o", "e", "--trials", 2, "--set", "design.decompose=[]", cwd=work, seconds=300), 0)
    checks.expect("a member's trial", replay("e", *own[:2], "--trial", 1, "--point", 0), 0, "equal to what is stored", "plausible firm 1 of")


def partings(checks):
    """`diff`: two regimes, two directories, two traces, a trace and a directory, a directory and this build."""
    work = checks.place()
    (work / "s.yaml").write_text(PLAIN)
    diff = lambda *rest, **options: checks.run("diff", *rest, cwd=work, **options)  # noqa: E731
    run = lambda place, *rest: checks.run("run", "-q", "s.yaml", "-o", place, *rest, cwd=work)  # noqa: E731
    checks.expect("a run", run("a"), 0)
    checks.expect("another", run("b", "--set", "environment.turbulence=[[45, 1], [45, 3]]"), 0)
    done = diff("a", "--regimes", "before,after", "--trial", 1)
    checks.expect("two regimes alike until week 40", done, 1, "before and after part in week 40, in the pass control, at seat ",
                  "sellers.autonomy", "Sellers that differ, of 8:", "week 59")
    checks.check("80 wide", all(len(line) <= 80 for line in done.stdout.splitlines()), done.stdout)
    both = json.loads(diff("a", "--regimes", "before,after", "--trial", 1, "--json").stdout)
    checks.check("--json says the same", both["equal"] is False and both["partings"][0]["week"] == 40
                 and both["partings"][0]["pass"] == "control" and [row["week"] for row in both["spread"]] == list(range(40, 60)))
    checks.expect("a regime and itself", diff("a", "--regimes", "after,after"), 0, "after and after are equal: 60 weeks of 8 sellers, bit for bit.")
    checks.expect("two directories, a trend from week 45 on", diff("a", "b", "--regime", "before"), 1,
                  "part in week 45, in the pass environment, in the firm as a", "firm.turbulence 1.0 → 3.0", "The first seller follows in week ")
    for regime in ("before", "after"):
        checks.run("replay", "a", "--regime", regime, "--trace", f"{regime}.csv", cwd=work)
        checks.run("replay", "a", "--regime", regime, "--week", 40, "--trace", f"{regime}-40.csv", cwd=work)
    checks.expect("two traces", diff("before.csv", "after.csv"), 1, "before.csv and after.csv part in week 40, by the end of it, at seat ",
                  "--week 40", "sellers.autonomy is", "by control.")
    checks.expect("two traces of a week", diff("before-40.csv", "after-40.csv"), 1, "part in week 40, in the pass control, at seat ", "behind ledger")
    checks.expect("equal traces", diff("before.csv", "before.csv"), 0, "are equal: 60 weeks of 8 sellers")
    checks.expect("a trace and its directory", diff("before.csv", "a", "--regime", "before"), 0, "before.csv and a before are equal")
    checks.expect("a week's trace and its directory", diff("a", "after-40.csv", "--regime", "after"), 0, "are equal: 1 week of 8 sellers")
    checks.expect("a trace and another regime", diff("before.csv", "a", "--regime", "after"), 1, "part in week 40", "rainmaker replay a --regime after")
    checks.expect("a directory and this build", diff("a", "--trial", 1), 0, "before, trial 1 of 'plain': equal", "after, trial 1 of 'plain': equal")
    for what, code, arguments, words in (
            ("nowhere", 66, ["a", "nowhere"], "does not exist"), ("one file", 64, ["before.csv"], "name a second one"),
            ("three regimes", 64, ["a", "--regimes", "before,after,after"], "takes two names"),
            ("regimes of two", 64, ["a", "b", "--regimes", "before,after"], "leave out b"),
            ("regime and regimes", 64, ["a", "--regimes", "before,after", "--regime", "before"], "give one of them"),
            ("rows of files", 64, ["before.csv", "after.csv", "--trial", 1], "both are files"),
            ("no trace", 65, ["before.csv", "a/trials.csv"], "it has no column 'week'"),
            ("a week and all weeks", 65, ["before.csv", "after-40.csv"], "not of the same weeks, passes and seats"),
            ("no such regime", 64, ["a", "--regimes", "before,afte"], "Did you mean 'after'?")):
        checks.expect(f"{code}, {what}", diff(*arguments), code, words)
    checks.expect("firms of two sizes", run("c", "--set", "organisation.sellers=12"), 0)
    checks.expect("65, are not compared", diff("a", "c", "--regime", "before"), 65, "one firm has 8 seats and the other 12")
