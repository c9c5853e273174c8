#!/usr/bin/env python3
"""A Slurm that runs nothing: sbatch, squeue, scontrol and sacct, by the name under which this is called.

State is a JSON file, $FAKE_SLURM: `busy` says how many more calls of a command find no time, `lost` how many of sbatch's take
the job and lose the answer, `kills` how many take it and kill who asked, `refuses` what sbatch refuses with. Every call is
kept. A test sets the states of tasks.
"""
import fcntl
import json
import os
import pathlib
import re
import signal
import sys

TIMED_OUT = "{0}: error: {1}: Socket timed out on send/recv operation"


def indices(text):
    text = text.split("%")[0]
    found = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def option(words, name, default=None):
    return next((word.split("=", 1)[1] for word in words if word.startswith(f"--{name}=")), default)


def sbatch(state, words):
    if state.get("refuses"):
        sys.exit("sbatch: error: Batch job submission failed: " + state["refuses"])
    script = pathlib.Path(words[-1]).read_text()
    array = option(words, "array") or (re.findall(r"^#SBATCH --array=(\S+)", script, re.MULTILINE) or [""])[0]
    number = 100 + len(state["jobs"])
    state["jobs"].append({"job": number, "name": option(words, "job-name"), "array": array, "after": option(words, "dependency"),
                          "folder": option(words, "chdir"), "script": words[-1],
                          "states": {index: "PENDING" for index in indices(array)} or {"N/A": "PENDING"}})
    if state.get("lost", 0) > 0:
        state["lost"] -= 1
        return TIMED_OUT.format("sbatch", "Batch job submission failed")
    if state.get("kills", 0) > 0:
        state["kills"] -= 1
        return None
    print("a site's greeting")
    print(f"{number};cluster")
    return ""


def squeue(state, words):
    names = option(words, "name").split(",")
    for job in state["jobs"]:
        if job["name"] in names and not job.get("purged"):
            for index, said in job["states"].items():
                print(f"{job['job']}|{index}|{said}|{job['name']}")
    return ""


def scontrol(state, words):
    if words[:2] == ["show", "config"]:
        print(f"Configuration data as of today\nMaxArraySize            = {state.get('most', 1001)}\nMaxDBDMsgs              = 2")
    return ""


def sacct(state, words):
    if not state.get("accounts"):
        return "Slurm accounting storage is disabled"
    for job in state["jobs"]:
        if str(job["job"]) in option(words, "jobs").split(","):
            for index, said in job["states"].items():
                place = "" if index == "N/A" else f"_{index}"
                print(f"{job['job']}{place}|{said}{' by 1000' if said == 'CANCELLED' else ''}|{job['name']}")
    return ""


def main():
    name, path = pathlib.Path(sys.argv[0]).name, os.environ["FAKE_SLURM"]
    with open(path, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        state = json.load(file)
        state["calls"].append([name, *sys.argv[1:]])
        try:
            if state.get("busy", {}).get(name, 0) > 0:
                state["busy"][name] -= 1
                trouble = TIMED_OUT.format(name, "slurm_load_jobs error")
            else:
                trouble = {"sbatch": sbatch, "squeue": squeue, "scontrol": scontrol, "sacct": sacct}[name](state, sys.argv[1:])
        finally:
            file.seek(0)
            json.dump(state, file)
            file.truncate()
    if trouble is None:
        os.kill(os.getppid(), signal.SIGKILL)
        return 1
    if trouble:
        print(trouble, file=sys.stderr)
    return 1 if trouble else 0


if __name__ == "__main__":
    sys.exit(main())
