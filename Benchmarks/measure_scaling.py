#!/usr/bin/env python3
"""What a study costs that is divided among processes: the figures of Documentation/scaling.md.

    measure_scaling.py RAINMAKER constants   a trial, the pilot, the merge, in seconds of the processor and bytes; ten minutes
    measure_scaling.py RAINMAKER nodes       strong and weak scaling on one to four nodes of a Slurm on this machine; needs
                                             root, slurm-wlm, slurm-client and munge (Debian); five minutes

Everything runs on one thread a process. Nothing passes or fails here.
"""
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests/CommandLine"))
PLAIN = ["--set", "outputs={timeseries: off, correlations: off, bootstrap: off, drivers: off, trajectories: off}"]
STUDIES = (("minimal", []), ("minimal", PLAIN), ("waning-push-pull", []))
# Weekly readings are kept of the first 1,000 trials, and of ever fewer behind them: a trial is measured late in a study of as many
# as one may have, and a merge over these and some more.
MOST, PARTS, LATE = 10_000_000, 100_000, (60_000, 70_000, 80_000, 90_000)
SHARDS, TRIALS, FIRST = 14, 1400, 10
NODES, TRIALS_A_SHARD, STRONG, WEAK = 4, 250, 8, 2
BATCH = """#!/bin/bash
#SBATCH --cpus-per-task=2
rainmaker run -q minimal.yaml --trials {trials} -o results/scaled --threads 1 --shard auto
times
"""


def processor(*command, place, codes=(0,)):
    """Runs it; its seconds of the processor and MB of memory at most."""
    child = subprocess.Popen(list(map(str, command)), cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, code, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(code) not in codes:
        raise RuntimeError(f"{command}: {code}: {said.decode()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def merge(program, place, count):
    """Merges so many shards of the study, three times: median seconds of the processor and MB."""
    taken = []
    for _ in range(3):
        shutil.copytree(place / "study", place / "merged")
        for path in sorted((place / "merged/shards").glob("*.shard"))[count:]:
            path.unlink()
        taken.append(processor(program, "merge", "-q", "--partial", "--threads", 1, "merged", place=place, codes=(0, 75)))
        bytes_there = size(place / "merged") - size(place / "merged/shards")
        shutil.rmtree(place / "merged")
    return *map(statistics.median, zip(*taken)), bytes_there


def constants(program):
    for scenario, options in STUDIES:
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            run = [program, "run", "-q", ROOT / f"Scenarios/{scenario}.yaml", *options, "--threads", 1]
            late = [*run, "-o", "late", "--trials", MOST, "--shard"]
            prepare = processor(*late, f"prepare/{PARTS}", place=place)[0]
            seconds = statistics.median(processor(*late, shard, place=place)[0] for shard in LATE)
            file_bytes = statistics.median(path.stat().st_size for path in (place / "late/shards").glob("*.shard"))
            whole = [*run, "-o", "study", "--trials", TRIALS, "--shard"]
            start = processor(*whole, f"prepare/{SHARDS}", place=place) and processor(*whole, f"prepare/{SHARDS}", place=place)[0]
            for shard in range(1, SHARDS + 1):
                processor(*whole, shard, place=place)
            some, more = merge(program, place, FIRST), merge(program, place, SHARDS - 1)
        each, count = MOST // PARTS, FIRST * TRIALS // SHARDS
        extra = (SHARDS - 1) * TRIALS // SHARDS - count
        print(f"{scenario}{' without tables by the week' if options else ''}\n"
              f"  prepare   {prepare:.2f} s; where it is done {start:.2f} s\n"
              f"  a trial   {(seconds - start) / each * 1e3:.2f} ms, {file_bytes / each:.0f} bytes of a shard\n"
              f"  merge     {some[0]:.2f} s of {count} trials, {(more[0] - some[0]) / extra * 1e3:.3f} ms for each of {extra} more; {more[1]:.0f} MB\n"
              f"  results   {some[2] / 1e6:.1f} MB of {count} trials, {(more[2] - some[2]) / extra:.0f} bytes for each of {extra} more",
              flush=True)


def busy():
    """The seconds that the processors have worked, for anybody."""
    user, nice, system, _, _, interrupts, soft = map(int, pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:8])
    return (user + nice + system + interrupts + soft) / os.sysconf("SC_CLK_TCK")


def timed(cluster, shards, at_once):
    """An array of so many shards, so many at a time: seconds from submission to the last shard's file, of processors in shards,
    and of processors in anything else meanwhile."""
    results = cluster.place / "results/scaled"
    shutil.rmtree(results, ignore_errors=True)
    cluster.call("rainmaker", "run", "-q", "minimal.yaml", "-o", "results/scaled", "--trials", shards * TRIALS_A_SHARD,
                 "--shard", f"prepare/{shards}")
    (cluster.place / "scaled.sbatch").write_text(BATCH.format(trials=shards * TRIALS_A_SHARD))
    began, worked = time.monotonic(), busy()
    job = cluster.submit(f"--array=1-{shards}%{at_once}", "scaled.sbatch")
    while len(list((results / "shards").glob("*.shard"))) < shards:
        if time.monotonic() - began > 600:
            raise RuntimeError(cluster.said(job))
        time.sleep(0.02)
    wall, worked = time.monotonic() - began, busy() - worked
    if not cluster.finish():
        raise RuntimeError(cluster.tasks())
    # The last line of `times` is what the shell's children took.
    taken = " ".join(path.read_text().splitlines()[-1] for path in cluster.place.glob(f"slurm-{job}_*.out"))
    cluster.call("rainmaker", "merge", "-q", "results/scaled")
    spent = sum(60 * int(minute) + float(second) for minute, second in re.findall(r"(\d+)m([\d.]+)s", taken))
    return wall, spent, worked - spent


def nodes(program):
    from check_slurm import Cluster
    with tempfile.TemporaryDirectory(prefix="rm-", dir="/tmp") as folder:
        cluster = Cluster(pathlib.Path(folder), program)
        shutil.copy(ROOT / "Scenarios/minimal.yaml", cluster.place)
        try:
            if not cluster.start():
                raise RuntimeError(cluster.call("sinfo", wanted=None))
            print(f"{os.cpu_count()} processors here; shards of {TRIALS_A_SHARD} trials on one thread, one a node at a time")
            for kind, shards in (("strong", lambda _: STRONG), ("weak", lambda count: WEAK * count)):
                for count in range(1, NODES + 1):
                    wall, spent, others = timed(cluster, shards(count), count)
                    print(f"  {kind:7}{count} nodes {shards(count):3} shards {wall:8.2f} s, {spent:.2f} s of processors; others {others:.2f} s",
                          flush=True)
        finally:
            cluster.stop()


if __name__ == "__main__":
    {"constants": constants, "nodes": nodes}[sys.argv[2]](pathlib.Path(sys.argv[1]).resolve())
