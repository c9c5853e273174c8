#!/usr/bin/env python3
"""Opens the laboratory in a page in a real browser, moves its levers, and holds it against the program.

    check_explore.py RAINMAKER

Chromium without a network: no request, nothing on the console, no violation that axe-core knows, at the widths of a phone and
of a 4K screen, light and dark. Every mean, interval and share that the page shows is, bit for bit, what `rainmaker run` gives
for the scenario that the page saves: with a budget, without one, with plausible firms, after moves by keyboard and by address.
found.py: pages that open with a run's results; strain.py: slowness, many moves, sleep, a web server, paper, keyboard, bits of
whole trials; director.py: the steps of the guide.
Prints 'N passed, N failed' and exits 1 when something failed.
"""
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

import director
import found
import strain
from laboratory import Page, check_same

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

AXE = pathlib.Path(importlib.util.find_spec("axe_selenium_python").origin).parent / "node_modules/axe-core/axe.min.js"
ATTACK = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)> \" ' & <b>bold</b>"
SMALL = {"horizon": {"weeks": 60, "warm_up": 13}, "organisation": {"sellers": 12}, "trials": 25}
STUDIES = {
    # Equal cost, a trend over time, a lever over time, a choice.
    "budget": {
        "rainmaker": 1, "name": "budget", "question": ATTACK, "notes": ATTACK, **SMALL, "trials": 260,
        "environment": {"information": [[0, 0], [60, 2]]},
        "regimes": {"push": {"preset": "push"}, "null": {"preset": "pull", "levers": {"coaching": [[13, 1], [40, 3]]}},
                    "person": {"preset": "person"}}},
    "none": {
        "rainmaker": 1, "name": "none", **SMALL, "budget": "none", "outputs": {"confidence": 0.9},
        "model": {"mechanisms": {"coaching": False}, "parameters": {"common": {"deal_log_sd": 1.1}}},
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}}},
    "firms": {
        "rainmaker": 1, "name": "firms", **SMALL, "parameters": {"ensemble": "evidence"},
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}}},
    # Cheap to hold against its trials one by one: nothing is corrected.
    "free": {
        "rainmaker": 1, "name": "free", **SMALL, "trials": 40, "budget": "none", "parameters": {"ensemble": "evidence", "members": 40},
        "regimes": {"person": {"preset": "person"}, "pull": {"preset": "pull"}}},
    "alone": {"rainmaker": 1, "name": "alone", **SMALL, "organisation": {"sellers": 12, "market": 9}, "budget": "none",
              "regimes": {"push": {"preset": "push"}}},
}
REFUSED = {
    "points": {"budget": {"cost_per_seller": [1.5, 1.6]}},
    "streams": {"streams": "independent"},
    "follows": {"budget": {"as": "push"}},
}


def check_looks(checks, browser, name, path):
    for width, height, scheme in ((360, 740, "light"), (1366, 768, "dark"), (3840, 2160, "light")):
        where = f"{name}, {width} {scheme}"
        with Page(browser, path, viewport={"width": width, "height": height}, color_scheme=scheme) as page:
            page.state("finished")
            page.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
            page.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.page.evaluate("axe.run(document)")
            checks.add(f"{where}: axe finds nothing in {len(found['passes'])} rules", not found["violations"],
                       [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]])
            wide = page.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            checks.add(f"{where}: nothing is wider than the screen", wide <= 0, wide)
            outside = [url for url in page.requests if not url.startswith(("blob:", "data:")) and url != path.as_uri()[:100]]
            checks.add(f"{where}: no request leaves the page", not outside, outside)
            checks.add(f"{where}: nothing on the console", not page.messages, page.messages)


def check_moves(checks, browser, program, path, folder):
    with Page(browser, path, viewport={"width": 1366, "height": 900}) as page:
        page.state("refining", "finished")
        n = int(page.page.evaluate("document.documentElement.dataset.trials"))
        checks.add("budget: the first results rest on ten trials or more", n >= 10, n)
        title = page.page.title()
        checks.add("budget: a hostile question stays text", title == ATTACK, title)
        first = page.numbers()
        # By keyboard, while it refines: the numbers of the old settings go stale at once.
        slider = page.page.locator("[id='lever-push.bonus.0']")
        slider.focus()
        slider.press("ArrowRight")
        stale = page.page.evaluate("document.documentElement.dataset.state")
        checks.add("budget: a move makes the numbers stale", stale == "stale", stale)
        page.page.select_option("[id='lever-null.visioning.0']", index=1)
        page.state("refining", "finished")
        checks.add("budget: and others follow", page.numbers() != first, first)
        fragment = page.page.evaluate("location.hash")
        checks.add("budget: the address holds the moves", fragment.startswith("#push.bonus.0=")
                   and fragment.endswith("&null.visioning.0=1"), fragment)
        page.state("finished")
        check_same(checks, "budget-moved", program, page, folder)
        moved = page.numbers()
        page.page.select_option("#metric", "win_rate")
        page.until("document.querySelector('#tables caption').textContent.startsWith('Win rate')")
        check_same(checks, "budget-win-rate", program, page, folder, "win_rate")
        for _ in range(3):
            page.page.go_back()
        checks.add("budget: three steps back is where it began", page.until("location.hash === ''"))
        page.state("finished")
        check_same(checks, "budget-back", program, page, folder)
        checks.add("budget: nothing on the console", not page.messages, page.messages)
    with Page(browser, path, fragment + "&seed=7&push.bonus.99=1&x.y.z=1&%E0%A4%A=1&seed=-1&metric=nothing") as page:
        page.state("finished")
        check_same(checks, "budget-address", program, page, folder)
        saved = (folder / "budget-address.yaml").read_text(encoding="utf-8")
        checks.add("budget: an address restores moves and seed, and nothing that cannot be", "\nseed: 7\n" in saved
                   and page.page.locator("[id='lever-push.bonus.0']").input_value() == fragment.split("=")[1].split("&")[0], saved)
    with Page(browser, path, "#push.experts.0=0.5&push.quota_level.0=0.1&push.commission.0=0.5&push.monitoring.0=1") as page:
        page.state("failed", "finished")
        words = page.page.inner_text("#words")
        checks.add("budget: one that cannot be kept is said to be so", "cannot be kept" in words and "push costs" in words, words)
    with Page(browser, path, script="delete window.WebAssembly") as page:
        told = page.until("document.querySelector('#status').textContent.includes('no WebAssembly')", 10_000)
        checks.add("budget: without WebAssembly it says so", told and not page.messages, page.messages)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    checks = Checks()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = pathlib.Path(scratch)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        paths = {}
        for name, scenario in STUDIES.items():
            (folder / f"{name}-given.yaml").write_text(json.dumps(scenario))
            paths[name] = folder / f"{name}.html"
            run = subprocess.run([program, "explore", folder / f"{name}-given.yaml", "-o", paths[name]],
                                 capture_output=True, text=True)
            checks.add(f"{name}: a page is written", run.returncode == 0, run.stderr)
        for name, change in REFUSED.items():
            (folder / "refused.yaml").write_text(json.dumps({**STUDIES["budget"], **change}))
            run = subprocess.run([program, "explore", folder / "refused.yaml", "-o", folder / "no.html"],
                                 capture_output=True, text=True)
            checks.add(f"{name}: refused with a reason", run.returncode == 65 and "a page" in run.stderr
                       and not (folder / "no.html").exists(), (run.returncode, run.stderr))
        for name in ("none", "firms", "alone"):
            with Page(browser, paths[name]) as page:
                page.state("finished")
                check_same(checks, name, program, page, folder)
        check_looks(checks, browser, "none", paths["none"])
        check_looks(checks, browser, "alone", paths["alone"])
        check_moves(checks, browser, program, paths["budget"], folder)
        found_page = found.check_opening(checks, browser, program, folder)
        check_looks(checks, browser, "found", found_page)
        found.check_leaning(checks, browser, program, paths["free"], folder)
        with Page(browser, paths["none"]) as page:
            page.state("finished")
            wanted = page.numbers()
        strain.check_strain(checks, browser, paths["none"], wanted)
        strain.check_memory(checks, browser, paths["none"])
        strain.check_server(checks, browser, paths["none"], wanted)
        strain.check_paper(checks, browser, found_page)
        strain.check_keyboard(checks, browser, paths["none"])
        strain.check_trials(checks, browser, program, folder)
        director.check_guide(checks, browser, program, folder)
        browser.close()
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


main()
