"""Trials that failed, as people and programs see them.

No sound model breaks a law, so the journal is forged: the values of trials are taken out, as the program leaves a trial in
which a law was broken. Why a trial failed is tested by FailureTests, where a law can be broken.
"""
import csv
import io
import json
import pathlib
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from xxh64 import xxh64

SCENARIO = """rainmaker: 1
name: failing
trials: 8
horizon: {weeks: 40, warm_up: 13}
organisation: {sellers: 8, span: 4}
budget: none
regimes: {push: {preset: push}, pull: {preset: pull}}
outputs: {timeseries: off, correlations: off, bootstrap: off, drivers: off, trajectories: off}
"""
MISSING = struct.pack("<Q", 0x7FF8000000000000)


def without_values(journal, trials):
    """A journal of one part a trial in which some trials have no value."""
    data = bytearray(journal)
    header = struct.unpack_from("<I", data, 8)[0]
    seed = xxh64(bytes(data[:header - 8]))
    payload = struct.unpack_from("<I", data, header + 4)[0]
    for trial in trials:
        start = header + trial * (payload + 24)
        data[start + 16:start + 16 + payload] = MISSING * (payload // 8)
        struct.pack_into("<Q", data, start + 16 + payload, xxh64(bytes(data[start:start + 16 + payload]), seed))
    return bytes(data)


def failures(checks):
    """Two trials of eight that failed: exit code, words, tables, page, JSON, a limit, and a row of them again."""
    work = checks.place()
    (work / "s.yaml").write_text(SCENARIO)
    run = lambda *rest: checks.run("run", "-q", "s.yaml", "-o", "a", *rest, cwd=work)  # noqa: E731
    checks.expect("a sound run", run(), 0)
    sound = list(csv.DictReader((work / "a/trials.csv").open()))
    (work / "a/trials.journal").write_bytes(without_values((work / "a/trials.journal").read_bytes(), [2, 5]))
    (work / "a/manifest.json").unlink()
    failed = run("--resume")
    checks.expect("70, trials that failed", failed, 70, "2 trials of 8 failed", "rainmaker replay a --regime push --trial 2 --check")
    checks.check("the table is there all the same, and says how many are left out", "2 of 8 trials failed" in failed.stdout
                 and "Results: a" in failed.stdout, failed)
    rows = list(csv.DictReader((work / "a/trials.csv").open()))
    checks.check("all other rows are what they were", len(rows) == 16 and all(
        row == other if row["trial"] not in ("2", "5") else row["status"] == "failed" and row["profit"] == ""
        for row, other in zip(rows, sound)))
    reasons = list(csv.DictReader((work / "a/failures.csv").open()))
    checks.check("a row each, and none that is found again in a sound model", [(row["trial"], row["regime"], row["status"])
                 for row in reasons] == [(trial, regime, "not_found") for trial in "25" for regime in ("push", "pull")], reasons)
    summary = list(csv.DictReader((work / "a/summary.csv").open()))
    checks.check("six trials count", all(int(row["n"]) <= 6 for row in summary) and any(int(row["n"]) == 6 for row in summary))
    manifest = json.loads((work / "a/manifest.json").read_text())
    checks.check("the manifest counts them", manifest["failed_trials"] == 2 and manifest["missing_trials"] == [])
    checks.expect("70 again, nothing is run", run(), 70, "were there already", "2 trials of 8 failed")
    shown = checks.run("show", "a", "--json", cwd=work)
    told = json.loads(shown.stdout)
    checks.check("show says so too, as JSON", shown.returncode == 0 and told["trials_failed"] == 2 and len(told["failures"]) == 4, shown)
    checks.expect("a report", checks.run("report", "a", "-o", "page.html", cwd=work), 0)
    page = (work / "page.html").read_text()
    checks.check("the page says it with the command", "trials failed" in page
                 and "rainmaker replay . --regime push --trial 2 --check" in page)
    command = reasons[0]["command"].split()
    again = checks.run(*command[1:], cwd=work / "a")
    checks.expect("70, the row again: stored as failed, and sound here", again, 70, "the directory was changed")
    checks.expect("other rows are equal", checks.run("replay", "a", "--regime", "pull", "--trial", "3", cwd=work), 0)
    limit = run("--resume", "--set", "limit_failures=1")
    checks.expect("70, more than may fail", limit, 70, "limit_failures")
    for value in ("-1", "1.5", "many"):
        checks.expect(f"65, limit_failures {value}", run("--set", f"limit_failures={value}"), 65, "limit_failures", "a share of them")
