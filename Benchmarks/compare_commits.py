"""Runs two builds interleaved and prints how the newer one fares. Called by Scripts/bench compare."""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

STUDY = """rainmaker: 1
name: compare
trials: 20
budget: none
regimes:
  push: {preset: push}
  distributed: {preset: distributed}
"""


def processor_seconds(command, environment):
    with subprocess.Popen(
            command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))} failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def workloads(place, folder):
    """Commands of one build, by name."""
    program, yardstick = place / ".build/release/rainmaker", place / ".build/yardstick/release/yardstick"
    study = folder / "compare.yaml"
    study.write_text(STUDY, encoding="utf-8")
    jobs = {
        "start: --version, 20 times": [["/bin/sh", "-c", f"for i in $(seq 20); do '{program}' --version; done"], {}],
        "study, one thread": [[program, "run", study, "-q", "--threads", "1", "-o", folder / "results"], {}],
    }
    for level in ("avx2", "avx512"):
        jobs[f"yardstick {level}"] = [[yardstick, "1000", "104", "100", "1"], {"RAINMAKER_VECTOR": level}]
    return {name: job for name, job in jobs.items() if name.split()[0] != "yardstick" or yardstick.exists()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--history")
    parser.add_argument("--about", default="{}")
    asked = parser.parse_args()
    times = {}
    for _ in range(asked.rounds):
        for side in (asked.old, asked.new):
            with tempfile.TemporaryDirectory(prefix="rainmaker-bench-") as folder:
                for name, (command, environment) in workloads(asked.folder / side, pathlib.Path(folder)).items():
                    times.setdefault(name, {}).setdefault(side, []).append(processor_seconds(command, environment))
                    shutil.rmtree(pathlib.Path(folder) / "results", ignore_errors=True)
    print(f"Processor seconds, median of {asked.rounds} interleaved rounds; below 1 is faster")
    print(f"{'workload':<28} {asked.old:>13} {asked.new:>13} {'new/old':>8} {'min-max':>13}")
    rows = []
    for name, sides in times.items():
        if len(sides) < 2:
            print(f"{name:<28} {'only in one of the commits':>42}")
            continue
        old, new = sides[asked.old], sides[asked.new]
        ratios = [b / a for a, b in zip(old, new)]
        row = {"name": name, "old": statistics.median(old), "new": statistics.median(new),
               "ratio": statistics.median(ratios), "ratio_min": min(ratios), "ratio_max": max(ratios)}
        rows.append(row)
        span = f"{row['ratio_min']:.3f}-{row['ratio_max']:.3f}"
        print(f"{name:<28} {row['old']:13.3f} {row['new']:13.3f} {row['ratio']:8.3f} {span:>13}")
    if asked.history:
        with open(asked.history, "a", encoding="utf-8") as file:
            about = {**json.loads(asked.about), "kind": "compare", "old": asked.old, "new": asked.new}
            file.write(json.dumps({**about, "rows": rows}) + "\n")


main()
