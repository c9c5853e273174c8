"""Finished results looked at in another way: at another level of confidence, with claims thought of later."""
import json
import resource
import shutil
import signal
import subprocess
import time

STUDY = """rainmaker: 1
name: study
trials: 8
horizon: {weeks: 39, warm_up: 13}
organisation: {sellers: 8}
outputs: {correlations: off, bootstrap: off, trajectories: off}
regimes: {push: {preset: push}, pull: {preset: pull}}
"""
CLAIM = "hypotheses: {h: {kind: emergent, metric: profit, regime: pull, against: push, direction: more}}\n"


def other_levels(checks):
    """`--confidence` and claims added later make tables anew from the journal; nothing is simulated, and reading leaves all alone."""
    work = checks.place()
    (work / "s.yaml").write_text(STUDY)
    run = lambda *rest: checks.run("run", "-q", "s.yaml", "-o", "a", *rest, cwd=work)  # noqa: E731
    checks.expect("a run at the usual level", run(), 0, "95 % intervals", "(5 % over all pairs, Holm)")
    before = {path.name: path.read_bytes() for path in (work / "a").iterdir()}

    shown = checks.run("show", "a", "--confidence", 0.8, cwd=work)
    checks.expect("shown at another level", shown, 0, "80 % intervals", "(20 % over all pairs, Holm)")
    wide = json.loads(checks.run("show", "a", "--confidence", 0.8, "--json", cwd=work).stdout)
    usual = json.loads(checks.run("show", "a", "--json", cwd=work).stdout)
    rows = list(zip(usual["summary"], wide["summary"]))
    checks.check("the same means, narrower intervals", (usual["confidence"], wide["confidence"]) == (0.95, 0.8) and all(
        a["mean"] == b["mean"] and (a["mcse"] in (None, 0) or b["ci_high"] < a["ci_high"]) for a, b in rows))
    # Student's t with 7 degrees of freedom; cost has no other error at equal cost than its own.
    ratio = [(b["ci_high"] - b["mean"]) / (a["ci_high"] - a["mean"]) for a, b in rows if a["mcse"] and a["metric"] == "win_rate"]
    checks.check("by the quotient of Student's t, slopes apart", ratio and all(0.59 < one < 0.63 for one in ratio), ratio)
    report = checks.run("report", "a", "--confidence", 0.8, "-o", "-", cwd=work)
    checks.check("the report too, drivers and all", report.returncode == 0 and "80 % interval" in report.stdout
                 and "95 % interval" not in report.stdout and "What drives performance" in report.stdout, report.stderr)
    figure = checks.run("plot", "a", "--figure", "levels-profit", "--confidence", 0.8, "-o", "-", cwd=work)
    checks.expect("and a figure", figure, 0, "80 % interval")
    checks.check("reading leaves the directory alone",
                 {path.name: path.read_bytes() for path in (work / "a").iterdir()} == before)

    checks.expect("another level is another request", run("--confidence", 0.8), 73, "outputs.confidence unset → 0.8", "--resume remakes")
    done = run("--confidence", 0.8, "--resume")
    checks.check("--resume has what was shown", done.returncode == 0 and done.stdout == shown.stdout, done)
    (work / "s.yaml").write_text(STUDY + CLAIM)
    checks.expect("a claim added later is scored", run("--resume"), 0, "One hypothesis", "familywise error rate 5 %")
    (work / "s.yaml").write_text(STUDY + CLAIM.replace("more", "less"))
    checks.expect("and one that was changed", run("--resume"), 0, "claimed: less")
    checks.check("no trial and no pair was added", all(
        (work / "a" / name).read_bytes() == before[name] for name in ("trials.journal", "slopes.journal")))

    shutil.copytree(work / "a", work / "b")
    (work / "b/trials.journal").unlink()
    checks.expect("without its journal a study has one level", checks.run("show", "b", "--confidence", 0.8, cwd=work), 66,
                  "trials.journal, which is gone")
    checks.expect("its own it has all the same", checks.run("show", "b", "--confidence", 0.95, cwd=work), 0, "95 %")
    checks.expect("64, no level", checks.run("show", "a", "--confidence", 95, cwd=work), 64, "write 0.95 for 95 %")
    checks.expect("65, no level in a file", run("--set", "outputs.confidence=1"), 65, "outputs.confidence: expected a number from 0.5 to 0.999")


def comparisons(checks):
    """`compare`: two studies side by side, paired where their draws are the same; what cannot be compared is refused."""
    work = checks.place()
    (work / "s.yaml").write_text(STUDY)

    def run(place, *rest):
        checks.expect(f"a run into {place}", checks.run("run", "-q", "s.yaml", "-o", place, *rest, cwd=work), 0)

    def compare(*rest, **options):
        return checks.run("compare", *rest, cwd=work, **options)

    run("a")
    run("b", "--set", "regimes.pull.levers.coaching=4", "--trials", 10)
    run("seed", "--seed", 2)
    run("push", "--regimes", "push")
    done = compare("a", "b")
    lines = done.stdout.splitlines()
    checks.expect("two studies", done, 0, "What differs, A → B:", "trials 8 → 10", "regimes.pull.levers.coaching ", " → 4",
                  "so regimes are compared within", "own study's equal cost")
    checks.check("the answer is the first line", lines[0].startswith("Profit of B less A: push identical; pull "), lines[:2])
    checks.check("80 wide", all(len(line) <= 80 for line in lines), [line for line in lines if len(line) > 80])
    both = json.loads(compare("a", "b", "--json").stdout)
    rows = both["comparison"]
    checks.check("--json has every metric of every regime", len(rows) == 2 * len({row["metric"] for row in rows}) > 100
                 and both["settings"][0]["path"] == "trials" and both["regimes"] == ["push", "pull"])
    checks.check("all trials that both have pair", all(row["design"] == "paired" and row["n"] <= 8 for row in rows))
    summary = {(row["metric"], row["regime"]): row for row in json.loads((work / "a/summary.json").read_text())}
    checks.check("the means of A are its summary's",
                 all(row["mean_a"] == summary[row["metric"], row["regime"]]["mean"] for row in rows if row["n_a"] > 1))
    narrow = compare("a", "b", "--confidence", 0.8, "--metric", "revenue", "-o", "rows.csv")
    checks.expect("another level, another metric", narrow, 0, "Revenue of B less A", "80 % intervals", "(20 % over")
    table = (work / "rows.csv").read_text().splitlines()
    checks.check("and a file with every row", len(table) == len(rows) + 1 and table[0].startswith("metric,regime,point_a"))
    checks.check("the same on standard output", compare("a", "b", "--confidence", 0.8, "-o", "-").stdout.splitlines() == table)
    checks.expect("other seeds do not pair", compare("a", "seed"), 0, "compared as independent", "(Welch)", "seed 1 → 2")
    checks.expect("what one has alone is named", compare("a", "push"), 0, "Only in A: pull.", "the same settings")

    shutil.copytree(work / "a", work / "gone")
    (work / "gone/trials.journal").unlink()
    checks.expect("66, without its journal", compare("gone", "a"), 66, "trials.journal is gone")
    checks.expect("66, nowhere", compare("a", "nowhere"), 66, "does not exist")
    checks.expect("64, one directory", compare("a"), 64)
    checks.expect("64, no such metric", compare("a", "b", "--metric", "profits"), 64, "Did you mean 'profit'?")
    checks.expect("64, two on one stream", compare("a", "b", "--json", "-o", "-"), 64)
    (work / "s.yaml").write_text(STUDY.replace("push:", "other:").replace("pull:", "another:"))
    run("others")
    checks.expect("65, nothing in common", compare("a", "others"), 65, "they share no regime: one has push, pull, the other other, another")
    for place in ("a", "b"):
        before = (work / place / "trials.csv").read_bytes()
        checks.expect("73, onto a table of either", compare("a", "b", "-o", f"{place}/trials.csv"), 73, "a file of the study's results")
        checks.check("which stays", (work / place / "trials.csv").read_bytes() == before)


def money(checks):
    """A currency tells amounts in money wherever people read them; tables and trials stay as they are."""
    work = checks.place()
    (work / "s.yaml").write_text(STUDY)
    run = lambda *rest: checks.run("run", "-q", "s.yaml", "-o", "a", *rest, cwd=work)  # noqa: E731
    checks.expect("in pay units", run(), 0, "Profit in pay units per seat-week")
    before = {path.name: path.read_bytes() for path in (work / "a").iterdir()}
    plain = json.loads(checks.run("show", "a", "--json", cwd=work).stdout)
    checks.check("without a currency there is none", plain["currency"] is None)
    euro = ["--set", "currency={symbol: €, pay_unit: 1500, headcount: 80}"]
    checks.expect("another reading is another request", run(*euro), 73, "currency.pay_unit unset → 1500", "--resume remakes")
    done = run(*euro, "--resume")
    checks.expect("in money", done, 0, "Profit in € M a year for a force of 80", "€ 1500 a week for each of 80", "tables are in pay units")
    after = {path.name: path.read_bytes() for path in (work / "a").iterdir()}
    checks.check("no table and no trial moved", all(
        after[name] == content for name, content in before.items() if name not in ("manifest.json", "scenario.resolved.yaml")))
    outcome = json.loads(checks.run("show", "a", "--json", cwd=work).stdout)
    checks.check("--json is in pay units, and says what one is", outcome["summary"] == plain["summary"]
                 and outcome["currency"] == {"symbol": "€", "pay_unit": 1500.0, "headcount": 80})
    mean = next(row["mean"] for row in plain["summary"] if (row["metric"], row["regime"]) == ("profit", "push"))
    shown = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("push "))
    checks.check("1500 x 52 x 80 to the pay unit", shown == f"{mean * 6.24:.3f}", (shown, mean))
    report = checks.run("report", "a", "-o", "-", cwd=work).stdout
    checks.check("the report", "€ M a year for a force of 80" in report and 'data-factor="6.24"' in report
                 and "earned the highest" in report and "pay units per seat-week</span>" not in report)
    figure = checks.run("plot", "a", "--figure", "levels-profit", "-o", "-", cwd=work).stdout
    checks.check("a figure", "profit, € M a year for a force of 80" in figure)
    checks.run("plot", "a", "--figure", "differences-profit", "-o", "d.json", cwd=work)
    lines = json.loads((work / "d.json").read_text())["data"]["values"]
    gap = next(-row["mean_difference"] for row in plain["comparisons"] if row["metric"] == "profit")
    checks.check("and its description", abs(lines[0]["mean"] - 6.24 * gap) < 1e-9, lines)
    checks.run("notebook", "a", "-o", "n", "--python", "/nowhere/python", cwd=work)
    words = (work / "n/study.qmd").read_text()
    checks.check("words of a notebook", "M a year for a force of 80" in words and "in pay units, as the tables are" in words)
    checks.expect("two studies in one currency", checks.run("compare", "a", "a", cwd=work), 0, "profit, € M a year for a force of 80")
    checks.expect("65, no amount of money", run("--set", "currency={symbol: €, pay_unit: -1, headcount: 80}"), 65, "currency.pay_unit")


def estimates(checks):
    """`--estimate` says what a run takes and leaves nothing; what cannot fit is refused before it starts, unless forced."""
    work = checks.place()
    (work / "s.yaml").write_text(STUDY)
    run = lambda *rest, **options: checks.run("run", "-q", "s.yaml", *rest, cwd=work, **options)  # noqa: E731
    done = run("--trials", 100, "--threads", 2, "--estimate")
    checks.expect("an estimate", done, 0, "2 arms, 100 trials of each", "time     about ", "on 2 threads", "disk     about ", "memory   about ")
    checks.check("nothing is written", sorted(path.name for path in work.iterdir()) == ["s.yaml"])
    said = json.loads(run("--trials", 100, "--threads", 2, "--estimate", "--json").stdout)
    took = run("--trials", 100, "--threads", 2, "-o", "a")
    sizes = {path.name: path.stat().st_size for path in (work / "a").iterdir()}
    journals = sizes["trials.journal"] + sizes["slopes.journal"]
    checks.check("bytes of journals", abs(said["journal_bytes"] - journals) < 300, (said, journals))
    checks.check("bytes of all", 0.6 * sum(sizes.values()) < said["disk_bytes"] < 1.6 * sum(sizes.values()) + 300_000, (said, sum(sizes.values())))
    checks.check("seconds of the processor, within a factor of three",
                 1 / 3 < 2 * said["seconds"] / took.seconds < 3, (said, took.seconds))
    checks.expect("validate says it too", checks.run("validate", "s.yaml", "--estimate", cwd=work), 0, "valid; 2 regimes", "disk     about ")
    checks.expect("64, two at once", checks.run("validate", "s.yaml", "--estimate", "--effective", cwd=work), 64)
    at_most = run("--set", "trials={precision: {metric: profit, half_width: 0.1}, maximum: 300}", "--estimate")
    checks.expect("a precision runs at most", at_most, 0, "at most 300 trials of each")

    # Ten million trials of twelve regimes fit onto no disk that a test runs on.
    regimes = ", ".join(f"r{place}: {{preset: push}}" for place in range(12))
    (work / "many.yaml").write_text(STUDY.replace("push: {preset: push}, pull: {preset: pull}", regimes))
    large = ["run", "-q", "many.yaml", "--trials", 10_000_000]
    told = checks.run(*large, "--estimate", "--json", cwd=work)
    checks.check("71, said before", told.returncode == 71 and "on disk" in told.stderr
                 and json.loads(told.stdout)["disk_bytes"] > json.loads(told.stdout)["disk_free"], told)
    checks.expect("71, and refused", checks.run(*large, "-o", "large", cwd=work), 71, "on disk", "nothing was written", "--force")
    checks.check("nothing was", not (work / "large").exists())
    forced = subprocess.Popen([checks.program, *map(str, large), "-o", "large", "--force"], cwd=work, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    forced.send_signal(signal.SIGINT)
    said = forced.communicate(timeout=60)[1]
    checks.check("--force runs it, until it is stopped", forced.returncode == 130 and "on disk" not in said, (forced.returncode, said))

    seats = ["--set", "organisation.sellers=20000", "--set", "horizon.weeks=20", "--set", "horizon.warm_up=2", "--threads", 8]
    refused = run(*seats, "-o", "wide", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000)))
    checks.expect("71, too little memory", refused, 71, "of memory", "fewer --threads")
    checks.check("nothing was written either", not (work / "wide").exists())
