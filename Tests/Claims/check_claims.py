#!/usr/bin/env python3
"""Keeps the ledger of claims, Scenarios/claims.yaml, in step with the gallery, the model and the verdicts of runs.

    check_claims.py RAINMAKER [--run [NAME ...]] [--firms [NAME ...]] [--short] [--results DIRECTORY] [--jobs N] [--update]
                    [--needed [NAME ...]]

Without an option it runs nothing and checks that every claim has one row, that its tests are exactly the hypotheses
that name it, that mechanisms and rows of `verify` exist, that every verdict follows from those of its tests, and that
the summary in Scenarios/README.md counts them right. --run runs all scenarios and `verify` (or those named) and
compares the verdicts; results are left in the directory of --results, and what is complete there is not run again.
--firms does the same over plausible firms, in the folder `firms` there: in which share of them each hypothesis holds.
--short takes the trials that the ledger names under `short`; tests that are `open` there may come out undecided, decided
where the ledger has no verdict, or smaller where it says contradicted; all others have their verdict. --update writes what
was found into both files; verdicts are never written by hand. --needed finds `short` anew, of all scenarios or those named, by short runs held against the ledger. Needs
PyYAML. Prints 'N passed, N failed' and exits 1 when something failed.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

import gallery

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GALLERY = ROOT / "Scenarios"
LEDGER, README = GALLERY / "claims.yaml", GALLERY / "README.md"
# How many claims each part has: 0.1 to 0.10, and so on.
PARTS = {0: 10, 1: 15, 2: 15, 3: 55, 4: 10}
KINDS = ["implied", "emergent", "contested", "structural"]
FIELDS = ["id", "claim", "mechanisms", "hypothesis", "kind", "verify", "tests", "verdict", "limits", "reason"]
VERDICTS = {
    "supported": "every test of what the model does not contain supports it",
    "mixed": "its tests disagree",
    "contradicted": "every such test contradicts it",
    "smaller": "every such test finds surely less than it says",
    "undecided": "no such test decides",
    "verified": "it restates an equation, and the program does what the equation says",
    "structural": "how the model is built",
    "not modelled": "not in the model, or not observed; the ledger gives the reason",
}
# In how many plausible firms a hypothesis holds: the smallest share of each word.
SHARES = [("nearly all", 0.95), ("most", 0.5), ("some", 0.05), ("hardly any", 0)]
BEGIN, END = "<!-- claims, by Tests/Claims/check_claims.py --update -->", "<!-- end of claims -->"


class Line(dict):
    """A mapping that is written on one line."""


yaml.SafeDumper.add_representer(
    Line, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True))
yaml.SafeDumper.add_representer(
    list, lambda dumper, data: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", data, flow_style=all(isinstance(value, str) for value in data)))


def hypotheses():
    """Every hypothesis of the gallery, in its order: {'scenario/name': its fields}."""
    found = {}
    for path in sorted(GALLERY.glob("*.yaml")):
        if path != LEDGER:
            for name, fields in (yaml.safe_load(path.read_text(encoding="utf-8")).get("hypotheses") or {}).items():
                found[f"{path.stem}/{name}"] = fields
    return found


def agreed(verdicts):
    """One verdict for several."""
    return verdicts[0] if len(set(verdicts)) == 1 else "mixed"


def judged(row):
    """What a row's tests amount to. An implied hypothesis checks the program: it never supports a claim."""
    tests = row.get("tests", [])
    own = [test["verdict"] for test in tests if test["kind"] != "implied"]
    equations = [test["verdict"] for test in tests if test["kind"] == "implied"]
    said = {"passed": "supported", "failed": "contradicted"}
    equations += [said.get(check["verdict"], check["verdict"]) for check in row.get("verify", [])]
    if own:
        return agreed(own)
    if equations:
        return "verified" if agreed(equations) == "supported" else agreed(equations)
    return "structural" if row["kind"] == "structural" else "not modelled"


def firms_word(share):
    return next(word for word, least in SHARES if share >= least)


def in_firms(row):
    """In how many plausible firms a claim holds, by those of its tests that are no equations; None where none has a share."""
    words = {firms_word(test["firms"]) for test in row.get("tests", []) if test["kind"] != "implied" and "firms" in test}
    return None if not words else words.pop() if len(words) == 1 else "its tests differ"


def renew(ledger, all_hypotheses, found, verified):
    """Brings tests and verdicts up to date; tests that were never run say so."""
    for row in ledger["claims"]:
        known = {test["test"]: test for test in row.get("tests", [])}
        row["tests"] = []
        for name, fields in all_hypotheses.items():
            if row["id"] in (fields.get("claims") or []):
                test = Line(test=name, kind=fields["kind"], verdict=known.get(name, {}).get("verdict", "not run"))
                if fields.get("knock_out"):
                    test["without"] = known.get(name, {}).get("without", "not run")
                # A run knows whether a claim survives, a run over firms how many it holds in: the other stays.
                for field, source in (("survives", "verdict"), ("firms", "firms")):
                    if field in known.get(name, {}) and source not in found.get(name, {}):
                        test[field] = known[name][field]
                test.update(found.get(name, {}))
                row["tests"].append(test)
        checks = [check if isinstance(check, dict) else {"check": check} for check in row.get("verify", [])]
        row["verify"] = [
            Line(check=check["check"], verdict=verified.get(check["check"], check.get("verdict", "not run")))
            for check in checks
        ]
        row["verdict"] = judged(row)


def written(ledger, header):
    def tidy(row):
        kept = {field: row[field] for field in FIELDS if row.get(field)}
        if "verify" in kept:
            kept["verify"] = [Line(check) for check in kept["verify"]]
        if "tests" in kept:
            kept["tests"] = [Line(test) for test in kept["tests"]]
        return kept

    def dump(value):
        return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=112, default_flow_style=False)

    rows = [dump([tidy(row)]) for row in ledger["claims"]]
    first = {"controls": ledger["controls"], "short": {name: Line(entry) for name, entry in ledger["short"].items()}}
    return header + dump(first) + "claims:\n" + "".join(rows)


def summary(ledger):
    """The README's table of verdicts, and the supported tests that do not rest on their mechanism."""
    by_verdict = collections.defaultdict(list)
    for row in ledger["claims"]:
        by_verdict[row["verdict"]].append(row["id"])
    lines = ["| verdict | means | claims | which |", "|---|---|---|---|"]
    for verdict, meaning in VERDICTS.items():
        ids = by_verdict.pop(verdict, [])
        lines.append(f"| {verdict} | {meaning} | {len(ids)} | {', '.join(ids)} |")
    lines += [f"| {verdict} | | {len(ids)} | {', '.join(ids)} |" for verdict, ids in by_verdict.items()]
    tests = {test["test"]: test for row in ledger["claims"] for test in row.get("tests", [])}
    count = collections.Counter(test["verdict"] for test in tests.values())
    survivors = [name for name, test in tests.items() if test.get("survives") == "yes"]
    lines += [
        "",
        f"Behind them stand {len(tests)} hypotheses: {count['supported']} supported, {count['contradicted']} contradicted, "
        f"{count['smaller']} smaller than claimed, {count['undecided']} undecided.",
        "Supported, and as well without the mechanism in question, so that it rests on something else: "
        + (", ".join(f"`{name}`" for name in survivors) or "none") + ".",
    ]
    firms = collections.defaultdict(list)
    for row in ledger["claims"]:
        firms[in_firms(row)].append(row["id"])
    lines += [
        "",
        f"The same over plausible firms, {gallery.FIRM_TRIALS // 4} sets of parameters that fit what is known of sales forces "
        "(`parameters: {ensemble: evidence}`): in how many of them a claim holds, random draws taken out, by all of its tests "
        "that are no equations.",
        "",
        "| holds in | claims | which |", "|---|---|---|",
    ]
    limits = dict(zip([word for word, _ in SHARES], ["95 % or more", "50 to 95 %", "5 to 50 %", "less than 5 %"]))
    for word in [*limits, "its tests differ"]:
        ids = firms.get(word, [])
        named = f"{word} ({limits[word]})" if word in limits else word
        lines.append(f"| {named} | {len(ids)} | {', '.join(ids)} |")
    return "\n".join(lines)


def read_ledger():
    """The comment that the ledger begins with, and the ledger."""
    text = LEDGER.read_text(encoding="utf-8")
    return re.match(r"(?:#.*\n|\n)*", text)[0], yaml.safe_load(text)


def parts_of(readme):
    begin, rest = readme.split(BEGIN)
    middle, end = rest.split(END)
    return begin, middle.strip(), end


def check_ledger(checks, program, ledger, all_hypotheses):
    rows = ledger["claims"]
    ids = [f"{part}.{number}" for part, count in PARTS.items() for number in range(1, count + 1)]
    checks.add("every claim has one row, in order", [row["id"] for row in rows] == ids)
    model = json.loads(subprocess.run([program, "describe", "--json"], capture_output=True, check=True).stdout)
    cards = {entry["name"]: entry for entry in model if entry["kind"] == "mechanism"}
    points = subprocess.run([program, "verify", "--points"], capture_output=True, text=True, check=True).stdout
    catalogue = set(re.findall(r"^V\d+", points, re.MULTILINE))
    checks.add("the catalogue of checks is read", len(catalogue) > 20)
    for row in rows:
        name = f"claim {row['id']}"
        unknown = [field for field in row if field not in FIELDS]
        checks.add(f"{name} has no other fields", not unknown, unknown)
        for field in ("claim", "hypothesis"):
            checks.add(f"{name}: {field} is a sentence", str(row.get(field, "")).endswith("."))
        checks.add(f"{name} is of a kind that there is", row["kind"] in KINDS, row["kind"])
        missing = [mechanism for mechanism in row.get("mechanisms", []) if mechanism not in cards]
        checks.add(f"{name}: its mechanisms exist", not missing, missing)
        carriers = [card for card in cards if row["id"] in cards[card]["claims"]]
        forgotten = [card for card in carriers if card not in row.get("mechanisms", [])]
        checks.add(f"{name}: it names the mechanisms whose cards name it", not forgotten, forgotten)
        missing = [check["check"] for check in row.get("verify", []) if check["check"] not in catalogue]
        checks.add(f"{name}: its checks exist", not missing, missing)
        wanted = [key for key, fields in all_hypotheses.items() if row["id"] in (fields.get("claims") or [])]
        tests = row.get("tests", [])
        checks.add(f"{name}: its tests are the hypotheses that name it", [test["test"] for test in tests] == wanted,
                   f"{[test['test'] for test in tests]}, not {wanted}; --update lists them")
        for test in tests:
            kind = all_hypotheses.get(test["test"], {}).get("kind")
            checks.add(f"{name}: {test['test']} is {kind}", test["kind"] == kind)
        open_tests = [test for test in tests + row.get("verify", []) if "not run" in test.values()]
        checks.add(f"{name}: its tests were run", not open_tests, open_tests)
        checks.add(f"{name}: its verdict follows from its tests", row["verdict"] == judged(row), judged(row))
        checks.add(f"{name}: who is not modelled gives the reason, and nobody else",
                   (row["verdict"] == "not modelled") == ("reason" in row))
    known = {row["id"] for row in rows}
    for key, fields in all_hypotheses.items():
        claims = fields.get("claims") or []
        checks.add(f"{key} is used by a claim or is a control", bool(claims) != (key in ledger["controls"]))
        checks.add(f"{key} names claims that there are", set(claims) <= known, claims)
    checks.add("controls exist", set(ledger["controls"]) <= set(all_hypotheses))
    for scenario, entry in ledger["short"].items():
        missing = [name for name in entry.get("open", []) if f"{scenario}/{name}" not in all_hypotheses]
        checks.add(f"short: {scenario} and its tests are there", (GALLERY / f"{scenario}.yaml").exists() and not missing, missing)


def check_texts(checks, ledger, header):
    checks.add("claims.yaml is written as --update writes it", LEDGER.read_text(encoding="utf-8") == written(ledger, header),
               "run it with --update")
    checks.add("README.md sums up the ledger", parts_of(README.read_text(encoding="utf-8"))[1] == summary(ledger),
               "run it with --update")


def verify(checks, program, said):
    """The status of every check of `verify`, which is run unless it has `said` its JSON already."""
    if not said:
        done = subprocess.run([program, "verify", "--json", "--quiet"], capture_output=True, text=True)
        checks.add("verify runs", done.returncode == 0, done.stderr)
    return {check["id"]: check["status"] for check in json.loads(said.read_text() if said else done.stdout)["checks"]}


def found_by(checks, program, names, trials, folder, jobs, settings=()):
    """What was found of the hypotheses of scenarios, by 'scenario/name': verdicts, or with settings shares of firms."""
    found = {}
    for name, run in gallery.run_all(program, names, trials, folder, jobs, settings):
        if checks.add(f"{name} runs", run.code == 0, run.said):
            print(f"{name}: {run.trials} trials, {run.seconds:.0f} s of processor time", flush=True)
            found.update((f"{name}/{key}", it) for key, it in (run.shares() if settings else run.verdicts()).items())
    return found


def needed(program, ledger, names, jobs):
    """What short runs can tell of the ledger's verdicts: the ledger's `short`, with that of some scenarios found anew."""
    whole = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")).get("trials", 0)
             for path in sorted(GALLERY.glob("*.yaml")) if path != LEDGER and (not names or path.stem in names)}
    verdicts = {test["test"]: test for row in ledger["claims"] for test in row.get("tests", [])}
    with tempfile.TemporaryDirectory(prefix="needed ") as folder:
        found = gallery.needed(program, whole, verdicts, pathlib.Path(folder), jobs)
    short = {**{name: entry for name, entry in ledger["short"].items() if name not in whole}, **found}
    left = sum(len(entry.get("open", [])) for entry in short.values())
    print(f"short runs leave {left} of {len(verdicts)} tests open", flush=True)
    return {name: short[name] for name in sorted(short)}


def main():
    parser = argparse.ArgumentParser(description="Checks the ledger of claims.")
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--run", nargs="*", metavar="NAME", help="run all scenarios and verify, or these")
    parser.add_argument("--firms", nargs="*", metavar="NAME", help="run all scenarios over plausible firms, or these")
    parser.add_argument("--short", action="store_true", help="no more trials than the ledger's verdicts need")
    parser.add_argument("--results", type=pathlib.Path, metavar="DIRECTORY", help="where runs leave their results")
    parser.add_argument("--verified", type=pathlib.Path, metavar="FILE", help="what `verify --json` said, instead of running it")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), metavar="N", help="scenarios at a time")
    parser.add_argument("--update", action="store_true", help="write what was found into the ledger and the README")
    parser.add_argument("--needed", nargs="*", metavar="NAME", help="write into the ledger how many trials are enough, of all or these")
    chosen = parser.parse_args()
    if chosen.short and (chosen.update or chosen.needed is not None):
        parser.error("what is kept comes from all trials: leave --short out")
    program, checks = chosen.program.resolve(), Checks(failures_only=True)
    scenarios = sorted({key.split("/")[0] for key in hypotheses()})
    names = [] if chosen.run is None else chosen.run or [*scenarios, "verify"]
    firms = [] if chosen.firms is None else chosen.firms or scenarios
    found, verified = {}, {}
    with tempfile.TemporaryDirectory(prefix="claims ") as folder:
        results = chosen.results or pathlib.Path(folder)
        short = read_ledger()[1]["short"] if chosen.short else {}
        trials = {name: entry["trials"] for name, entry in short.items()}
        if "verify" in names:
            verified = verify(checks, program, chosen.verified)
        found = found_by(checks, program, [name for name in names if name != "verify"], trials, results, chosen.jobs)
        (results / "firms").mkdir(parents=True, exist_ok=True)
        shares = found_by(checks, program, firms, {name: gallery.FIRM_TRIALS for name in firms}, results / "firms",
                          chosen.jobs, gallery.FIRMS)
        for key, share in shares.items():
            found[key] = found.get(key, {}) | share
    # Read after the runs: whoever edited the ledger meanwhile keeps their changes.
    header, ledger = read_ledger()
    all_hypotheses = hypotheses()
    if chosen.update:
        renew(ledger, all_hypotheses, found, verified)
        LEDGER.write_text(written(ledger, header), encoding="utf-8")
        begin, _, end = parts_of(README.read_text(encoding="utf-8"))
        README.write_text(f"{begin}{BEGIN}\n\n{summary(ledger)}\n\n{END}{end}", encoding="utf-8")
    if chosen.needed is not None:
        found_short = needed(program, ledger, chosen.needed, chosen.jobs)
        header, ledger = read_ledger()
        ledger["short"] = found_short
        LEDGER.write_text(written(ledger, header), encoding="utf-8")
    if not chosen.update:
        for row in ledger["claims"]:
            for test in row.get("tests", []):
                got = {key: value for key, value in found.get(test["test"], {}).items() if key != "survives"}
                if got:
                    said = {key: test[key] for key in ("verdict", "without", "firms") if key in test and key in got}
                    scenario, name = test["test"].split("/")
                    if name in short.get(scenario, {}).get("open", []):
                        got = {key: said.get(key) if gallery.agrees(said.get(key), verdict) else verdict
                               for key, verdict in got.items()}
                    checks.add(f"claim {row['id']}: verdict of {test['test']}", got == said, f"{got}, not {said}")
            for check in row.get("verify", []):
                got = verified.get(check["check"], check["verdict"])
                checks.add(f"claim {row['id']}: {check['check']}", got == check["verdict"], got)
    check_ledger(checks, program, ledger, all_hypotheses)
    check_texts(checks, ledger, header)
    if shares:
        print(f"figure: {len(firms)} runs over plausible firms, {len(shares)} hypotheses")
    found = {key: it for key, it in found.items() if "verdict" in it}
    if found:
        count = collections.Counter(verdicts["verdict"] for verdicts in found.values())
        print(f"figure: {len(names)} runs, {len(found)} hypotheses: "
              + ", ".join(f"{number} {verdict}" for verdict, number in sorted(count.items())))
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
