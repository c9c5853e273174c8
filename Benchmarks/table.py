"""Prints the suite's results, or past runs. Called by Scripts/bench."""

import argparse
import json
import pathlib
import re
import sys

# First word of a name: what a time is for, and how many of them a measurement holds.
PER = {
    "function": ("element", 1_000_000), "scalar": ("element", 1_000_000), "draw": ("draw", 1_000_000),
    "pass": ("seat", 1_024), "week": ("seat", 1_024), "trial": ("trial", 3),
}


def readable(nanoseconds):
    for unit, size in (("ns", 1e3), ("µs", 1e6), ("ms", 1e9)):
        if nanoseconds < size:
            return f"{nanoseconds / size * 1e3:.3g} {unit}"
    return f"{nanoseconds / 1e9:.3g} s"


def rows(folder):
    found = []
    for path in pathlib.Path(folder).glob("*.jmh.json"):
        for entry in json.loads(path.read_text(encoding="utf-8")):
            name = re.sub(r"^package\.[^.]*\.Suite\.", "", entry["benchmark"]).replace("_", " ")
            time = entry["secondaryMetrics"]["Time (wall clock)"]["scorePercentiles"]
            per, share = PER.get(name.split()[0], ("run", 1))
            nanoseconds = {key: time[key] * 1e3 / share for key in ("0.0", "50.0", "90.0")}
            found.append({
                "name": name, "per": per, "least": nanoseconds["0.0"], "median": nanoseconds["50.0"],
                "p90": nanoseconds["90.0"], "runs": len(entry["secondaryMetrics"]["Time (wall clock)"]["rawData"][0])})
    order = list(PER) + ["ensemble", "scenario", "table", "start-up:"]

    def place(row):
        head = row["name"].split()[0]
        return (order.index(head) if head in order else len(order), row["name"])

    return sorted(found, key=place)


def show(found):
    print(f"{'benchmark':<44} {'median':>10} {'least':>10} {'90 %':>10}  {'per':<8} {'runs':>5}")
    for row in found:
        print(f"{row['name']:<44} {readable(row['median']):>10} {readable(row['least']):>10} "
              f"{readable(row['p90']):>10}  {row['per']:<8} {row['runs']:>5}")


def past():
    for line in sys.stdin:
        run = json.loads(line)
        print(f"{run['time']}  {run['commit'][:12]}{'+' if run['changed'] else ' '}  {run['kind']}")
        for row in run["rows"]:
            if run["kind"] == "peers":
                print(f"    {row['peer']:<22} {row['median']:8.2f} M/s   ratio {row['ratio']:.3f}")
            elif run["kind"] == "tables":
                print(f"    {row['name']:<22} {1e3 * row['ours']:8.1f} ms   of NumPy {row['ratio']:.2f}   of loops "
                      f"{row['ours'] / row['loop']:.3f}")
            elif run["kind"] == "suite":
                print(f"    {row['name']:<44} {readable(row['median']):>10} per {row['per']}")
            else:
                print(f"    {row['name']:<44} new/old {row['ratio']:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--history")
    parser.add_argument("--about", default="{}")
    parser.add_argument("--past", action="store_true")
    asked = parser.parse_args()
    if asked.past:
        past()
        return
    found = rows(asked.folder)
    if not found:
        sys.exit("bench: no results")
    show(found)
    if asked.history:
        with open(asked.history, "a", encoding="utf-8") as file:
            file.write(json.dumps({**json.loads(asked.about), "kind": "suite", "rows": found}) + "\n")


main()
