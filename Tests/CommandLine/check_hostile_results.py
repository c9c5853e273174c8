#!/usr/bin/env python3
"""Files of others, through the real program: results that were edited, forged or swapped for nodes, and places to write to
that are no plain files.

    check_hostile_results.py RAINMAKER

Forged results are sealed anew, so that the checks behind the digests are reached. Nodes and links are made in a scratch
folder alone. Python's standard library; as root it also makes a device of its own. Prints 'N passed, N failed' and exits
1 when something failed.
"""
import hashlib
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "Shared"))
from checks import Checks as Counter  # noqa: E402

STUDY = """rainmaker: 1
name: base
question: "Does it hold?"
trials: 6
horizon: {weeks: 30, warm_up: 8}
organisation: {sellers: 8}
budget: none
regimes: {a: {preset: push}, b: {preset: pull}}
hypotheses:
  h1: {kind: emergent, metric: profit, regime: b, against: a, direction: more, statement: "Pull earns more."}
"""
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Checks(Counter):
    def __init__(self, program, folder):
        super().__init__(failures_only=True)
        self.program, self.folder, self.count = str(program), folder, 0

    def run(self, *arguments, cwd=None, **options):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        try:
            return subprocess.run([self.program, *map(str, arguments)], cwd=cwd or self.folder, timeout=30, text=True, **options)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(arguments, "never ended", "", "")

    def expect(self, what, done, code, *words):
        heard = (done.stdout or "") + (done.stderr or "")
        missing = [word for word in words if word not in heard]
        return self.add(what, done.returncode == code and not missing and not RAW.search(heard),
                        f"exit {done.returncode}, expected {code}; missing {missing}; it said: {ascii(heard[:900])}")

    def copy(self):
        self.count += 1
        place = self.folder / f"study-{self.count}"
        shutil.copytree(self.folder / "good", place)
        return place

    def refused(self, what, place, *words, commands=("show", "report", "plot", "notebook", "compare", "replay", "diff")):
        """Each command that reads results refuses them, names what is wrong, and writes nothing."""
        for command in commands:
            target = self.folder / "out"
            arguments = {"show": [], "report": ["-o", target / "r.html"],
                         "plot": ["--figure", "paths-profit", "-o", target / "p.svg"], "notebook": ["-o", target],
                         "compare": [self.folder / "good", "-o", target / "c.csv"],
                         "replay": ["--regime", "a", "--trace", target / "t.csv"], "diff": ["--regimes", "a,b"]}[command]
            target.mkdir()
            done = self.run(command, place, *arguments)
            self.expect(f"{command}, {what}", done, 65, *words)
            self.add(f"{command}, {what}: nothing is written", not any(target.iterdir()) and done.stdout == "", done.stdout)
            shutil.rmtree(target)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rewrite(path, old, new, count=1):
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def forge(folder, change=lambda manifest, package: None):
    """Makes manifest, data package and seal fit what lies there, as somebody would who means to deceive."""
    manifest = json.loads((folder / "manifest.json").read_text())
    package = json.loads((folder / "datapackage.json").read_text())
    change(manifest, package)
    for resource in package["resources"]:
        path = folder / resource["path"]
        if "hash" in resource and path.is_file():
            resource |= {"hash": "sha256:" + digest(path), "bytes": path.stat().st_size}
    (folder / "datapackage.json").write_text(json.dumps(package, indent=2))
    for entry in manifest["files"]:
        path = folder / entry["path"]
        if path.is_file() and entry.get("sha256", "")[:1] != "@":
            entry |= {"sha256": digest(path), "bytes": path.stat().st_size}
            if path.suffix == ".csv":
                entry["rows"] = next((r["rows"] for r in package["resources"] if r["path"] == path.name), entry["rows"])
        if entry["path"] == "scenario.resolved.yaml":
            manifest["study_sha256"] = entry["sha256"]
    seal(folder, manifest)


def seal(folder, manifest):
    manifest = {key: value for key, value in manifest.items() if key != "manifest_sha256"}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    own = hashlib.sha256(text.encode()).hexdigest()
    (folder / "manifest.json").write_text(text.removesuffix("\n}\n") + f',\n  "manifest_sha256": "{own}"\n}}\n')


def change_cells(folder, table, values, columns=("mean", "ci_low", "ci_high", "p05", "p25", "p50", "p75", "p95")):
    """Other values in the numbers of a table, one after the other."""
    path = folder / table
    header, *rows = [line.split(",") for line in path.read_text().splitlines()]
    number = 0
    for row in rows:
        for column in columns:
            if column in header:
                row[header.index(column)] = values[number % len(values)]
                number += 1
    path.write_text("\n".join(",".join(row) for row in [header, *rows]) + "\n")


# Places to write to


def outputs(checks):
    work, good = checks.folder / "outputs", checks.folder / "good"
    work.mkdir()
    before = {path.name: digest(path) for path in good.iterdir()}
    whole = {}
    for command, rest, name in (("report", [], "r.html"), ("plot", ["--figure", "levels-profit"], "p.svg")):
        checks.expect(f"{command} into a file", checks.run(command, good, *rest, "-o", work / name), 0)
        whole[command] = (work / name).read_text()
        ask = lambda target, **options: checks.run(command, good, *rest, "-o", target, **options)  # noqa: E731, B023
        # A link like the system's /dev/stdout, and never that one: a fault would put a file in its place.
        stream_link = work / f"stdout-{name}"
        stream_link.symlink_to("/proc/self/fd/1")
        for way in ("-", stream_link):
            done = ask(way, cwd=work)
            checks.add(f"{command} -o {way}: the file and nothing else", done.returncode == 0 and done.stdout == whole[command]
                       and done.stderr == "", (done.returncode, done.stdout[:90], done.stderr))
        checks.add(f"{command} -o -: no file of that name", not (work / "-").exists())
        with (work / f"redirected-{name}").open("w") as stream:
            ask(stream_link, stdout=stream)
        checks.add(f"{command} into a link to standard output, redirected", (work / f"redirected-{name}").read_text() == whole[command])
        pipe, heard = work / f"pipe-{name}", []
        os.mkfifo(pipe)
        reader = threading.Thread(target=lambda: heard.append(pipe.read_text()), daemon=True)  # noqa: B023
        reader.start()
        checks.expect(f"{command} into a pipe", ask(pipe), 0)
        reader.join(10)
        checks.add(f"{command}: the pipe's reader gets it all, and the pipe stays",
                   heard == [whole[command]] and pipe.is_fifo(), [text[:50] for text in heard])
        target, link = work / f"target-{name}", work / f"link-{name}"
        target.write_text("old")
        link.symlink_to(target.name)
        checks.expect(f"{command} through a link", ask(link), 0)
        checks.add(f"{command}: the link stays, and its target is replaced",
                   link.is_symlink() and target.read_text() == whole[command])
        dangling = work / f"dangling-{name}"
        dangling.symlink_to(f"new-{name}")
        checks.expect(f"{command} through a link to nothing yet", ask(dangling), 0)
        checks.add(f"{command}: its target is made", dangling.is_symlink() and (work / f"new-{name}").read_text() == whole[command])
        loop = work / f"loop-{name}"
        loop.symlink_to(loop.name)
        checks.expect(f"{command} through a link to itself", ask(loop), 74)
        device = work / f"device-{name}"
        try:
            os.mknod(device, 0o600 | 0o020000, os.makedev(1, 3))
            device.write_text("")
        except OSError:
            print(f"not tried: {command} into a device, which cannot be made here")
        else:
            checks.expect(f"{command} into a device of our own", ask(device), 0)
            checks.add(f"{command}: it stays a device", device.is_char_device())
        disk = work / f"disk-{name}"
        try:
            os.mknod(disk, 0o600 | 0o060000, os.makedev(240, 0))  # a number that no driver has
        except OSError:
            print(f"not tried: {command} onto a disk, which cannot be made here")
        else:
            checks.expect(f"{command} onto a disk", ask(disk), 73, "block device")
        checks.expect(f"{command} into a directory", ask(work), 73 if command == "report" else 64, "name")

        (work / "there").symlink_to(good, target_is_directory=True) if not (work / "there").exists() else None
        linked = work / f"hard-{name}"
        os.link(good / "summary.csv", linked)
        soft = work / f"soft-{name}"
        soft.symlink_to(good / "trials.csv")
        to_be = work / f"to-be-{name}"
        to_be.symlink_to(good / "sellers.csv")
        other = checks.copy()
        owned = [soft, linked, to_be]
        if command == "report":
            owned += [good / "manifest.json", good / "trials.csv", good / "trials.journal", "good/./summary.json",
                      "good/../good//datapackage.json", work / "there" / "scenario.resolved.yaml", good / "sellers.csv",
                      other / "manifest.json", other / "summary.csv"]
        else:
            owned += [good / "summary.json", "good/./comparisons.json", work / "there" / "datapackage.json"]
        for place in owned:
            checks.expect(f"{command} onto the study's {place}", ask(place), 73 if str(place).endswith((".html", ".svg", ".json"))
                          or command == "report" else 64, "a file of the study's results")
    checks.expect("plot, another ending", checks.run("plot", good, "--figure", "levels-profit", "-o", "x.txt"), 64, ".svg")

    place = work / "notebooks"
    place.mkdir()
    os.mkfifo(place / "base.ipynb")
    checks.expect("notebook onto a pipe", checks.run("notebook", good, "-o", place, "--python", "no-such-python"), 73, "is not ours")
    (place / "base.ipynb").unlink()
    (place / "base.ipynb").symlink_to(good / "manifest.json")
    checks.expect("notebook onto the study's manifest", checks.run("notebook", good, "-o", place, "--python", "no-such-python"), 73)
    (place / "base.ipynb").unlink()
    (place / "base.qmd").symlink_to(good / "hypotheses.json")
    checks.expect("notebook onto the study's table", checks.run("notebook", good, "-o", place, "--python", "no-such-python"), 73)
    checks.expect("notebook to -", checks.run("notebook", good, "-o", "-"), 64, "a directory")
    (place / "base.qmd").unlink()
    (place / "real.ipynb").write_text("")
    checks.expect("notebook", checks.run("notebook", good, "-o", place, "--python", "no-such-python"), 0)
    shutil.move(place / "base.qmd", place / "elsewhere.qmd")
    (place / "base.qmd").symlink_to("elsewhere.qmd")
    checks.expect("notebook again, through a link", checks.run("notebook", good, "-o", place, "--python", "no-such-python"), 0)
    checks.add("notebook: the link stays", (place / "base.qmd").is_symlink() and not (place / "elsewhere.qmd").is_symlink())
    checks.add("the study is as it was", {path.name: digest(path) for path in good.iterdir()} == before)


# Edits


def edits(checks):
    """By hand, as they are: each is found, and the file named."""
    for name, old, new in (
            ("scenario.resolved.yaml", "sellers: 8", "sellers: 9"), ("trials.csv", ",undefined,", ",ok,"),
            ("trials.csv", "\n", "\n\n"), ("summary.csv", "profit,a", "profit,b"), ("summary.json", "0.", "1."),
            ("timeseries.csv", ",6,", ",5,"), ("comparisons.csv", "profit", "Profit"), ("hypotheses.json", '"h1"', '"h2"'),
            ("datapackage.json", "Does it hold?", "It does hold."), ("manifest.json", '"trials_completed": 6', '"trials_completed": 5'),
            ("manifest.json", '"seed": 1', '"seed": 2'), ("manifest.json", '"a",\n    "b"', '"b",\n    "a"'),
            ("manifest.json", '"wall_seconds"', '"wall_seconds" '), ("manifest.json", '"threads": ', '"threads": 1')):
        place = checks.copy()
        rewrite(place / name, old, new)
        checks.refused(f"{name} with {new!r}", place, name, "changed after the run")
    for name in ("trials.csv", "summary.json"):
        place = checks.copy()
        (place / name).unlink()
        checks.refused(f"without {name}", place, name, "is missing")
    place = checks.copy()
    (place / "trials.journal").unlink()
    checks.expect("without the journal, which only runs need", checks.run("show", place), 0, "base: 6 trials")
    place = checks.copy()
    with (place / "trials.journal").open("ab") as file:
        file.write(b"x")
    checks.refused("a longer journal", place, "trials.journal", "larger than the manifest says")
    place = checks.copy()
    text = (place / "manifest.json").read_text()
    (place / "manifest.json").write_text(re.sub(r',\n  "manifest_sha256": "\w+"', "", text))
    checks.refused("a manifest without its seal", place, "manifest.json does not end with its own SHA-256")
    done = checks.run("run", "-q", checks.folder / "base.yaml", "-o", place)
    checks.expect("run over a manifest without its seal", done, 73, "manifest.json")
    place = checks.copy()
    rewrite(place / "manifest.json", '"wall_seconds"', '"wall_seconds" ')
    checks.expect("run over an edited manifest", checks.run("run", "-q", checks.folder / "base.yaml", "-o", place), 73, "was changed")
    forge(place)
    checks.expect("sealed anew it is believed", checks.run("show", place), 0, "base: 6 trials")


def forgeries(checks):
    """Sealed anew: what cannot be, or does not agree, is refused all the same."""
    def manifest(**changes):
        return lambda manifest, package: manifest.update(changes)

    place = checks.copy()
    rewrite(place / "scenario.resolved.yaml", "\nseed: 1", "\nseed: 3")
    forge(place)
    checks.refused("a scenario of another seed", place, "scenario.resolved.yaml do not agree on seed: 1 in one, 3")
    for what, change, *words in (
            ("seed", manifest(seed=2), "do not agree on seed"), ("seed -1", manifest(seed=-1), "seed is -1"),
            ("order", manifest(regimes=["b", "a"]), "do not agree on regimes", "b, a"),
            ("a regime twice", manifest(regimes=["a", "a"]), "a name twice"), ("no regimes", manifest(regimes=[]), "no regimes"),
            ("fewer trials", manifest(trials_completed=5), "summary.csv counts 6 trials"),
            ("more trials", manifest(trials_completed=7, trials_requested=7), "trials_requested"),
            ("more than asked", manifest(trials_completed=7), "trials_completed is 7"),
            ("no trial", manifest(trials_completed=0), "trials_completed is 0"),
            ("many trials", manifest(trials_completed=2**62, trials_requested=2**62), "trials_requested is"),
            ("streams", manifest(streams="independent"), "do not agree on streams"),
            ("another name", manifest(scenario="other"), "datapackage.json and manifest.json do not agree"),
            ("a name that climbs", manifest(scenario="../x"), "scenario is '../x'"),
            ("a name that commands", manifest(scenario="x\x1b[31m\u202e\x07"), "x\\u{1b}[31m\\u{202e}\\u{7}"),
            ("a regime that commands", manifest(regimes=["a", "\x1b]0;b"]), "\\u{1b}]0;b"),
            ("a version that commands", manifest(rainmaker="`id`"), "rainmaker is"),
            ("no digest of the study", manifest(scenario_sha256="@results@"), "64 hexadecimal digits"),
            ("a number of 400 digits", manifest(seed=10**400), "manifest.json"),
            ("nested deeply", manifest(platform=json.loads("[" * 900 + "]" * 900)), "manifest.json")):
        place = checks.copy()
        forge(place, change)
        checks.refused(f"forged: {what}", place, *words)
    for field, value, words in (("sha256", "@results@", "64 hexadecimal digits"), ("path", "../good/summary.csv", "name of a file"),
                                ("path", "summary.csv\x00x", "name of a file"), ("bytes", -1, "negative"), ("rows", 7, "summary.csv")):
        place = checks.copy()
        data = json.loads((place / "manifest.json").read_text())
        next(entry for entry in data["files"] if entry["path"] == "summary.csv")[field] = value
        seal(place, data)
        checks.refused(f"forged: {field} {value!r}", place, words)
    for what, old, new, *words in (
            ("a metric that commands", "\nprofit,a", "\n\x1b[2J,a", "summary.csv", "column metric", "not a line of text"),
            ("a point that is none", "profit,a,0", "profit,a,-3", "summary.csv", "design points"),
            ("a huge point", "profit,a,0", "profit,a,9223372036854775807", "not a whole number"),
            ("a regime of nobody", "profit,a,0", "profit,c,0", "do not agree on regimes"),
            ("a quotation mark", "\nprofit", '\n"profit', "summary.csv", "quotation mark is not closed"),
            ("a cell more", "\nprofit,a", "\nprofit,,a", "summary.csv, line", "cells"),
            ("another header", "metric,regime", "regime,metric", "summary.csv, line 1")):
        place = checks.copy()
        rewrite(place / "summary.csv", old, new)
        forge(place)
        checks.refused(f"forged: {what}", place, *words)
    place = checks.copy()
    forge(place, lambda manifest, package: package.update(description="now \x1b]52;c;\x07 then"))
    checks.refused("a question that commands", place, "datapackage.json", "now \\u{1b}]52;c;\\u{7} then")
    place = checks.copy()
    rewrite(place / "hypotheses.csv", "Pull earns more.", "Pull \u202eearns\x07 more.")
    forge(place)
    checks.refused("a statement that commands", place, "hypotheses.csv, line 2, column statement: 'Pull \\u{202e}earns\\u{7}".replace("line 2, ", "line 2: "))

    replay = ["--regime", "b", "--trial", 2]
    place = checks.copy()
    header, *rows = [line.split(",") for line in (place / "trials.csv").read_text().splitlines()]
    column = header.index("profit")
    row = next(row for row in rows if row[:3] == ["b", "0", "2"])
    row[column] = repr(math.nextafter(float(row[column]), 9))
    (place / "trials.csv").write_text("\n".join(",".join(row) for row in [header, *rows]) + "\n")
    forge(place)
    checks.expect("forged: the last bit of a trial's profit", checks.run("replay", place, *replay), 70,
                  "NOT what is stored", "profit: ", "stored in trials.csv", "directory was changed")
    checks.expect("which diff finds too", checks.run("diff", place, "--trial", 2), 1, "a, trial 2 of 'base': equal", "profit: ")
    checks.expect("the row beside it is right", checks.run("replay", place, "--regime", "a", "--trial", 2), 0, "equal to what is stored")
    place = checks.copy()
    (place / "trials.csv").write_text("\n".join(",".join(row) for row in [header, rows[0], *rows[:-1]]) + "\n")
    forge(place)
    checks.expect("forged: a row twice", checks.run("replay", place, "--regime", rows[0][0], "--trial", 0), 65, "trials.csv has not one row")
    place = checks.copy()
    rewrite(place / "scenario.resolved.yaml", "warm_up: 8", "warm_up: 9")
    forge(place)
    checks.expect("forged: a longer warm-up", checks.run("replay", place, *replay), 65, "trials.journal is not that of its scenario.resolved.yaml")
    (place / "trials.journal").unlink()
    checks.expect("and without the journal", checks.run("replay", place, *replay), 70, "NOT what is stored")


# Tables


def tables(checks):
    for value in ("-inf", "inf", "nan", "1e999", "0x1p3", "1_0", "seven"):
        place = checks.copy()
        change_cells(place, "timeseries.csv", ["0.5", "0.5", value, "0.5"], ["mean"])
        forge(place)
        checks.refused(f"{value} in timeseries.csv", place, f"timeseries.csv, line 4: column mean: '{value}' is not a finite number",
                       commands=("plot", "report", "notebook"))
        place = checks.copy()
        change_cells(place, "summary.csv", [value])
        forge(place)
        checks.refused(f"{value} in summary.csv", place, f"summary.csv, line 2: column mean: '{value}' is not a finite number")
    for values in (["1.7e308", "-1.7e308"], ["1.7e308"], ["-1.7e308"], ["5e-324"], ["0.0", "5e-324"], ["1.0", "1.0000000000000002"],
                   ["-5e-324", "1.7e308"], ["1e300", "1.0000000000000002e300"], ["0.0"], [""], ["1e-300", "2e-300"]):
        place = checks.copy()
        for table in ("timeseries.csv", "summary.csv"):
            change_cells(place, table, values)
        change_cells(place, "comparisons.csv", values, ("mean_difference", "ci_low", "ci_high", "correlation", "variance_ratio"))
        change_cells(place, "hypotheses.csv", values, ("effect", "ci_low", "ci_high", "p_adjusted", "value", "size"))
        forge(place)
        out = checks.folder / "extreme"
        out.mkdir(exist_ok=True)
        for command in (["show", place], ["show", place, "--json"], ["report", place, "-o", out / "r.html"],
                        ["plot", place, "--figure", "paths-profit", "-o", out / "p.svg"],
                        ["plot", place, "--figure", "paths-win_rate", "-o", out / "p.json"],
                        ["plot", place, "--figure", "levels-profit", "-o", out / "l.svg"],
                        ["plot", place, "--figure", "differences-profit", "-o", out / "d.svg"],
                        ["notebook", place, "-o", out, "--python", "no-such-python"]):
            done = checks.run(*command)
            nothing = values == [""] and done.returncode == 64
            checks.add(f"{command[0]} {command[2:3]} ends with {values}", done.returncode == 0 or nothing,
                       (done.returncode, done.stderr[-300:]))
        shutil.rmtree(out)

    for name in ("summary.csv", "timeseries.csv", "trials.csv", "manifest.json", "datapackage.json", "scenario.resolved.yaml",
                 "trials.journal"):
        place = checks.copy()
        (place / name).unlink()
        os.mkfifo(place / name)
        checks.refused(f"{name} is a pipe", place, name, "not a regular file")
        (place / name).rename(checks.folder / "a-pipe")
        (place / name).symlink_to(checks.folder / "a-pipe")
        checks.refused(f"{name} is a link to a pipe", place, name, "not a regular file", commands=("show",))
        (place / name).unlink()
        (place / name).mkdir()
        checks.refused(f"{name} is a directory", place, name, "not a regular file", commands=("show",))
        (place / name).rmdir()
        (checks.folder / "a-pipe").unlink()
        try:
            os.mknod(place / name, 0o400 | 0o020000, os.makedev(1, 5))
            checks.refused(f"{name} is an endless device", place, name, "not a regular file")
        except OSError:
            print(f"not tried: {name} as a device, which cannot be made here")
    place = checks.copy()
    shutil.move(place / "summary.csv", checks.folder / "moved.csv")
    (place / "summary.csv").symlink_to(checks.folder / "moved.csv")
    checks.expect("a table that is a link to itself elsewhere", checks.run("show", place), 0)

    for name in ("summary.csv", "trials.csv", "datapackage.json", "manifest.json"):
        place = checks.copy()
        os.truncate(place / name, 1 << 40)
        checks.refused(f"{name} of a terabyte", place, name, "larger", commands=("show", "plot"))
    for name in ("manifest.json", "datapackage.json"):
        place = checks.copy()
        depth = 3_000_000
        (place / name).write_text("[" * depth + "]" * depth)
        checks.refused(f"{name} nested three million deep", place, name, commands=("show",))
    place = checks.copy()
    depth = 200_000
    forge(place, lambda manifest, package: None)
    (place / "datapackage.json").write_text('{"title": "base", "description": "", "resources": ' + '{"a":' * depth + "1" + "}" * depth + "}")
    data = json.loads((place / "manifest.json").read_text())
    for entry in data["files"]:
        entry |= {"sha256": digest(place / entry["path"]), "bytes": (place / entry["path"]).stat().st_size}
    seal(place, data)
    checks.refused("a deep data package of the right digest", place, "datapackage.json cannot be read", commands=("show",))
    place = checks.copy()
    rewrite(place / "summary.csv", "profit,a", "x" * (1 << 23) + ",a")
    forge(place)
    checks.refused("a cell of eight megabytes", place, "summary.csv", "bytes", commands=("show",))


# What is said


def terminal(checks):
    work = checks.folder / "said"
    work.mkdir()
    bad = "x\x1b[31m\x1b]0;t\x07\u202e\n\x9b2Jrainmaker: all is well"
    (work / bad.replace("\n", "")).mkdir()
    shutil.copytree(checks.folder / "good", work / "n\x1b[1m\u202e")
    shutil.copy(checks.folder / "base.yaml", work / "b\x1b[31m.yaml")
    good = "n\x1b[1m\u202e"
    for arguments in (["show", bad], ["report", bad], ["plot", bad], ["notebook", bad], ["validate", bad], ["run", bad],
                      ["describe", bad], [bad], ["show", "--" + bad], ["run", "base.yaml", "--trials", bad],
                      ["run", "base.yaml", "--set", bad], ["run", "base.yaml", "--set", f"trials={bad}"],
                      ["run", "b\x1b[31m.yaml", "--regimes", bad], ["run", "b\x1b[31m.yaml", "-q", "-o", bad + "/"],
                      ["run", "b\x1b[31m.yaml", "-q", "-o", good, "--trials", "3"], ["validate", "b\x1b[31m.yamll"],
                      ["validate", "b\x1b[31m.yaml"], ["run", "b\x1b[31m.yaml", "-q", "-o", "b\x1b[31m.yaml"],
                      ["show", "n\x1b[1m\u202e/"], ["show", good], ["show", good, "--json"], ["show", good + "x"], ["show", "."],
                      ["plot", good], ["plot", good, bad], ["plot", good, "--figure", bad, "-o", "x.svg"],
                      ["plot", good, "--figure", "levels-profit", "-o", bad], ["report", good], ["report", good, "-o", good],
                      ["plot", good, "--figure", "levels-profit", "-o", bad + "/x.svg"], ["verify", "--point", bad],
                      ["report", good, "-o", bad + "/x.html"], ["notebook", good, "-o", bad, "--python", bad],
                      ["notebook", good, "-o", "b\x1b[31m.yaml"]):
        done = checks.run(*arguments, cwd=work)
        heard = done.stdout + done.stderr
        lines = [line for line in heard.splitlines() if line.startswith("rainmaker: all is well")]
        checks.add(f"nothing raw from {ascii(arguments)[:90]}", not RAW.search(heard) and not lines
                   and done.returncode in (0, 64, 65, 66, 73, 74), (done.returncode, ascii(heard[:600])))


def notebooks(checks):
    """A name of a directory is a value in code, whatever it holds."""
    names = ["+str(__import__('os').system('touch P'))+", '"+str(__import__("os").system("touch P"))+"', "@digests@", "@results@",
             "a\\", "${HOME}", "`r system('touch P')`", "{{< env HOME >}}", "<<setup>>", "tab\tand\x1b", "\U000e0001tag", "plain name"]
    for number, name in enumerate(names):
        work = checks.folder / f"code-{number}"
        work.mkdir()
        shutil.copytree(checks.folder / "good", work / name)
        done = checks.run("notebook", name, "-o", "out", "--python", "no-such-python", cwd=work)
        if not checks.expect(f"notebook of {name!r}", done, 0):
            continue
        cells = json.loads((work / "out/base.ipynb").read_text())["cells"]
        code = next("".join(cell["source"]) for cell in cells if cell["id"] == "setup")
        line = next(line for line in code.splitlines() if line.startswith("RESULTS = "))
        found = eval(line.removeprefix("RESULTS = "), {"Path": str, "__builtins__": {}})  # a literal and nothing else
        checks.add(f"{name!r} comes back in Python", found == "../" + name, line)
        lists = re.search(r"WRITTEN_FOR = (\{.*?\})", code, re.S).group(1)
        checks.add(f"{name!r}: digests are digests", all(re.fullmatch("[0-9a-f]{64}", d) for d in json.loads(lists).values()))
        text = (work / "out/base.qmd").read_text()
        line = next(line for line in text.splitlines() if line.startswith("results <- "))
        checks.add(f"{name!r}: nothing for those that read code before R", not re.search("[{}<>`$\x00-\x1f]", line.removeprefix("results <- ")), line)
        if shutil.which("Rscript") and name != "tab\tand\x1b":
            done = subprocess.run(["Rscript", "-e", line + "; cat(results)"], capture_output=True, text=True, cwd=work,
                                  env={**os.environ, "LC_ALL": "C.UTF-8"})
            checks.add(f"{name!r} comes back in R", done.stdout == "../" + name, done)
        checks.add(f"{name!r} runs nothing", not list(work.rglob("P")))


def short_names(checks):
    work = checks.folder / "short"
    (work / "a").mkdir(parents=True)
    for command in ("show", "report", "plot", "notebook"):
        for name in ("x", "/", "//", ".", "..", "a", "a/", "é", "~", "~x", "/x", "x/", "./x", "", " ", "a/../x", "x" * 5000):
            done = checks.run(command, name, cwd=work)
            checks.add(f"{command} {name[:9]!r}", done.returncode in (64, 66) and done.stderr, (done.returncode, done.stderr[-200:]))
        (work / "results/y").mkdir(parents=True, exist_ok=True)
        shutil.copy(checks.folder / "good/manifest.json", work / "results/y")
        checks.expect(f"{command}: a near name", checks.run(command, "y", cwd=work), 66, "Did you mean 'results/y'?")
    helpers = re.compile(r"NSString|NSURL|lastPathComponent|deletingLastPath|appendingPath|deletingPath|pathExtension|pathComponents|"
                         r"expandingTilde|standardizingPath|resolvingSymlinks|standardizedFileURL|appending\(path|appending\(component|"
                         r"URL\(fileURLWithPath: (?!\")")
    found = [f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for path in sorted((ROOT / "Sources").rglob("*.swift"))
             for number, line in enumerate(path.read_text().splitlines(), 1) if helpers.search(line.split("//")[0])]
    checks.add("no helper of Foundation's for paths in Sources: they trap, and FilePath has what is needed", not found, found)
    raw = re.compile(r"(?<![.\w])print\(|fputs|FileHandle\.standard|Foundation\.write|STDERR_FILENO|STDOUT_FILENO")
    found = [f"{path.name}:{number}: {line.strip()}" for path in sorted((ROOT / "Sources/RainmakerCLI").glob("*.swift"))
             for number, line in enumerate(path.read_text().splitlines(), 1)
             # A signal's handler may call nothing else.
             if path.name not in ("Terminal.swift", "Interrupts.swift") and raw.search(line.split("//")[0])]
    checks.add("the terminal is written to in one place", not found, found)


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    with tempfile.TemporaryDirectory(prefix="hostile-results-") as folder:
        folder = pathlib.Path(folder)
        checks = Checks(pathlib.Path(sys.argv[1]).resolve(), folder)
        (folder / "base.yaml").write_text(STUDY)
        checks.expect("the study", checks.run("run", "-q", "base.yaml", "-o", "good"), 0)
        for body in (outputs, edits, forgeries, tables, terminal, notebooks, short_names):
            try:
                body(checks)
            except Exception as error:  # whatever breaks a group is a failure with its name
                checks.add(body.__name__, False, f"{type(error).__name__}: {error}")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
