#!/usr/bin/env python3
"""Seconds and memory of `status` and `merge` over many small shards.

    measure_shards.py RAINMAKER [--shards N] [--trials N]      1,000 shards of 1,000 trials each

The scenario is the smallest that runs, so that files and tables are what counts. Prints a line each: what, seconds by the
clock, seconds of the processor, MB of memory at most. `merge` is shown up to where all trials are in the journal, and as a
whole, with trials.csv and summaries of all trials. Nothing passes or fails here.
"""
import argparse
import os
import pathlib
import subprocess
import tempfile
import time

SCENARIO = """rainmaker: 1
name: many
horizon: {weeks: 26, warm_up: 13}
organisation: {sellers: 2}
budget: none
regimes: {push: {preset: push}}
outputs: {timeseries: off, correlations: off, bootstrap: off, drivers: off, trajectories: off}
"""
TICKS = os.sysconf("SC_CLK_TCK")


def watch(command, place, until=None):
    """Runs it; what it had taken when a file like `until` appeared, or at its end: seconds, of the processor, MB."""
    began, found = time.monotonic(), None
    child = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while until and not found and pathlib.Path(f"/proc/{child.pid}/stat").exists():
        if any((place / "many").glob(until)):
            words = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
            memory = next((line for line in pathlib.Path(f"/proc/{child.pid}/status").read_text().splitlines()
                           if line.startswith("VmHWM")), "VmHWM: 0 kB")
            found = time.monotonic() - began, (int(words[11]) + int(words[12])) / TICKS, int(memory.split()[1]) / 1024
        time.sleep(0.005)
    _, code, usage = os.wait4(child.pid, 0)
    whole = time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    if code:
        raise RuntimeError(f"{command}: {code}")
    return found, whole


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--shards", type=int, default=1000)
    parser.add_argument("--trials", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "many.yaml").write_text(SCENARIO)
        run = [given.program, "run", "-q", "many.yaml", "-o", "many", "--trials", str(given.shards * given.trials), "--shard"]
        subprocess.run([*run, f"prepare/{given.shards}"], cwd=place, check=True, stderr=subprocess.DEVNULL)
        for shard in range(1, given.shards + 1):
            subprocess.run([*run, str(shard)], cwd=place, check=True, stderr=subprocess.DEVNULL)
        status = watch([given.program, "status", "many"], place)[1]
        merged, whole = watch([given.program, "merge", "-q", "many"], place, ".*.csv.*.partial")
        print(f"{given.shards} shards of {given.trials} trials")
        for what, values in (("status", status), ("merge, to the journal", merged), ("merge, with its tables", whole)):
            print(f"{what:24}" + (f"{values[0]:8.2f} s {values[1]:8.2f} s of the processor {values[2]:7.0f} MB" if values else " not seen"))


if __name__ == "__main__":
    main()
