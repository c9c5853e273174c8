"""Arguments and the line of JSON that all peers share."""

import json
import sys
import time

NAMES = ("value", "wins", "opps", "effort", "skill", "morale")


def size():
    if len(sys.argv) < 5:
        sys.exit(f"usage: {sys.argv[0]} SELLERS WEEKS TRIALS SEED")
    return tuple(int(a) for a in sys.argv[1:5])


class Stopwatch:
    def __init__(self):
        self.wall, self.processor = time.perf_counter(), time.process_time()


def report(peer, size, sums, squares, leavers, watch):
    seconds, cpu = time.perf_counter() - watch.wall, time.process_time() - watch.processor
    sellers, weeks, trials, seed = size
    rows = sellers * weeks * trials
    means = {name: f"{total / rows:.6g}" for name, total in zip(NAMES, sums)}
    means["leavers"] = f"{leavers / rows:.6g}"
    with open("/proc/self/status", encoding="ascii") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(json.dumps({
        "peer": peer, "sellers": sellers, "weeks": weeks, "trials": trials, "seed": seed, "means": means,
        "squares": {name: f"{total / rows:.6g}" for name, total in zip(NAMES, squares)},
        "seconds": round(seconds, 6), "cpu": round(cpu, 6), "megabytes": round(kilobytes / 1024, 1)}))
