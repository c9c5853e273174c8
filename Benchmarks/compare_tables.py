"""Times the tables that rest on BLAS against plain loops and NumPy, interleaved. Called by Scripts/bench."""

import argparse
import json
import os
import statistics
import subprocess
import sys

# Job, rows, columns, what it is for, and the largest ratio to NumPy that is asked for (None: shown only).
JOBS = [
    ("covariance", 1_000_000, 16, "correlations", 1.25),
    ("bootstrap", 1_000, 520, "bootstrap", 1.25),
    ("least_squares", 100_000, 12, "drivers", None),
    ("logistic", 100_000, 12, "drivers", None),
    ("components", 1_000, 156, "trajectories", None),
    ("emulator", 800, 25, "an emulator's likelihood and gradient, ten replicates a point", 1.25),
]


def run(command):
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed with {done.returncode}")
    return json.loads(done.stdout)


def differ(a, b, tolerance):
    scale = max(max(map(abs, a)), 1e-300)
    return len(a) != len(b) or any(abs(x - y) > tolerance * scale for x, y in zip(a, b))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="the tables program")
    parser.add_argument("python", help="a Python with NumPy")
    parser.add_argument("script", help="tables_numpy.py")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--history")
    parser.add_argument("--about", default="{}")
    asked = parser.parse_args()
    print(f"{'job':<14} {'rows x columns':>16} {'ours ms':>8} {'loop ms':>8} {'NumPy ms':>8} {'ours/loop':>9} "
          f"{'ours/NumPy':>10} {'min-max':>11}  goal")
    rows, failures = [], []
    for job, n, k, _, goal in JOBS:
        size = [job, str(n), str(k)]
        loop = run([asked.program, *size, "loop"])
        ours, numpy = [], []
        for _ in range(asked.rounds):
            ours.append(run([asked.program, *size, "laboratory"]))
            numpy.append(run([asked.python, asked.script, *size]))
        # Resampling draws differ between languages: there the mean standard error agrees within its noise.
        tolerance = 0.01 if job == "bootstrap" else 1e-9
        for name, other in (("loop", loop), ("NumPy", numpy[0])):
            if differ(ours[0]["results"], other["results"], tolerance):
                failures.append(f"{job}: results differ from {name}: {ours[0]['results']} {other['results']}")
        ratios = [a["seconds"] / b["seconds"] for a, b in zip(ours, numpy)]
        mine = statistics.median(a["seconds"] for a in ours)
        theirs = statistics.median(b["seconds"] for b in numpy)
        ratio = statistics.median(ratios)
        verdict = "" if goal is None else f"{'met' if ratio <= goal else 'MISSED'} (at most {goal})"
        print(f"{job:<14} {f'{n:,} x {k}':>16} {1e3 * mine:8.1f} {1e3 * loop['seconds']:8.0f} {1e3 * theirs:8.1f} "
              f"{mine / loop['seconds']:9.3f} {ratio:10.2f} {min(ratios):5.2f}-{max(ratios):4.2f}  {verdict}", flush=True)
        rows.append({"name": job, "ratio": ratio, "ours": mine, "loop": loop["seconds"], "numpy": theirs})
    if asked.history:
        with open(asked.history, "a", encoding="utf-8") as file:
            file.write(json.dumps({**json.loads(asked.about), "kind": "tables", "rows": rows}) + "\n")
    for failure in failures:
        print(f"bench: {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


main()
