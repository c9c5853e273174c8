#!/usr/bin/env python3
"""Opens reports in a real browser, as directors, referees and strangers would, and follows their numbers to the tables.

    check_report.py RAINMAKER [STUDY ...]

Chromium without a network: no request, no message on the console, no violation that axe-core knows, at the widths of a
phone and of a 4K screen, light and dark; buttons by mouse and keyboard, tooltips, files saved; every number on the page
and in its charts is a cell of the tables; hostile texts stay text. Then every figure as SVG and as Vega-Lite. Prints
'N passed, N failed' and exits 1 when something failed.
"""
import html
import importlib.util
import json
import math
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from playwright.sync_api import sync_playwright
from plots import check_plots
from tables import Tables

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Shared"))
from checks import Checks

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
AXE = pathlib.Path(importlib.util.find_spec("axe_selenium_python").origin).parent / "node_modules/axe-core/axe.min.js"
ATTACK = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)> {{7*7}} \" ' & <b>bold</b>"
SMALL = {"horizon": {"weeks": 60, "warm_up": 13}, "organisation": {"sellers": 12}, "trials": 12}
STUDIES = {
    "hostile": {
        "rainmaker": 1, "name": "hostile.1", "question": ATTACK, "notes": ATTACK, **SMALL,
        "regimes": {"NaN": {"preset": "push"}, "null": {"preset": "pull"}, "constructor": {"preset": "person"},
                    "1e5": {"preset": "blend"}, "x" * 64: {"preset": "pull"}},
        "outputs": {"sellers": True},
        "hypotheses": {
            "attack": {"kind": "emergent", "metric": "profit", "regime": "constructor", "against": "null",
                       "direction": "more", "statement": ATTACK, "knock_out": "coaching"},
            "ratio": {"kind": "implied", "metric": "revenue", "regime": "1e5", "against": "NaN", "direction": "more",
                      "scale": "ratio", "size": 0.01}},
    },
    "points": {
        "rainmaker": 1, "name": "points", **SMALL, "budget": {"cost_per_seller": [1.4, 1.5, 1.6, 1.8]},
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}, "twin": {"preset": "pull"}},
        "design": {"decompose": ["motivation", "environment"]},
    },
    # Long names that differ at their ends only, and a firm whose size is varied.
    "long": {
        "rainmaker": 1, "name": "long", **SMALL, "budget": "none", "outputs": {"sellers": True},
        "regimes": {name + "x" * 40 + end: {"preset": name} for name, end in (("push", "-a"), ("pull", "-b"), ("pull", "-c"))},
        "design": {"factors": {"size": {"path": "organisation.sellers", "levels": {"small": 8, "large": 16}}}},
    },
    # Several factors, more points than have sections of their own, and regimes with quota periods of different lengths.
    "design": {
        "rainmaker": 1, "name": "design", "question": "Where does which regime earn more, and how closely?", **SMALL,
        "budget": "none", "trials": 6,
        "regimes": {"push": {"preset": "push"}, "half-year": {"preset": "pull", "levers": {"quota_period": 26}},
                    "pull": {"preset": "pull"}},
        "design": {"factors": {"size": {"path": "organisation.sellers", "levels": {"some": 6, "more": 12}},
                               "know": {"path": "environment.information", "levels": [0, 2]}}}},
    # An experiment inside the firm, on firms of two sizes.
    "experiment": {
        "rainmaker": 1, "name": "experiment", **SMALL, "organisation": {"sellers": 24, "span": 4},
        "regimes": {"control": {"preset": "blend", "levers": {"coaching": 0}}},
        "experiment": {"levers": {"coaching": 3}, "who": {"teams": "half"}, "weeks": [26, 45],
                       "outcomes": ["revenue", "deals_won"]},
        "design": {"factors": {"size": {"path": "organisation.sellers", "levels": {"small": 24, "large": 40}}}}},
    # A map of two regimes, beside the lever that makes their difference, in money.
    "map": {
        "rainmaker": 1, "name": "map", "question": "Where is which of them better?", **SMALL,
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}, "person": {"preset": "person"}},
        "map": {"metric": "profit", "x": {"path": "environment.information", "from": 0, "to": 2, "cells": 3},
                "y": {"path": "environment.complexity", "from": 0.2, "to": 0.8, "cells": 2}}},
    "between": {
        "rainmaker": 1, "name": "between", **SMALL, "currency": {"symbol": "€", "pay_unit": 1500, "headcount": 80},
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}},
        "design": {"between": ["push", "pull"], "orders": 2}, "outputs": {"confidence": 0.9}},
    "select": {
        "rainmaker": 1, "name": "select", **SMALL, "trials": 60, "select": {"metric": "profit", "indifference": 0.05},
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}, "blend": {"preset": "blend"}}},
    # One trial: nothing on any path may look like an interval or a verdict.
    "one": {
        "rainmaker": 1, "name": "one", **SMALL, "trials": 1, "budget": {"cost_per_seller": 1.6},
        "regimes": {"push": {"preset": "push"}, "pull": {"preset": "pull"}, "twin": {"preset": "pull"}},
        "design": {"decompose": ["motivation"]},
        "hypotheses": {"more": {"kind": "emergent", "metric": "quota_attainment", "regime": "pull", "against": "push",
                                "direction": "more", "size": 0.02, "knock_out": "coaching"}}},
    "alone": {"rainmaker": 1, "name": "alone", **SMALL, "budget": "none", "outputs": {"timeseries": False},
              "regimes": {"push": {"preset": "push"}}},
    "many": {"rainmaker": 1, "name": "many", **SMALL, "budget": "none", "outputs": {"cadence": "quarter"},
             "regimes": {f"regime-{number}": {"preset": "blend", "levers": {"commission": (number + 1) / 100}}
                         for number in range(20)}},
}


class Page:
    """A page in a browser that has no network and writes down what the page tries."""

    def __init__(self, browser, path, **options):
        self.context = browser.new_context(offline=True, accept_downloads=True, **options)
        # A busy machine takes its time to open a page.
        self.context.set_default_navigation_timeout(180_000)
        self.page = self.context.new_page()
        self.requests, self.messages = [], []
        self.page.on("request", lambda request: self.requests.append(request.url[:100]))
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.messages.append("dialog"), dialog.dismiss()))
        self.page.goto(path.as_uri())
        self.drawn()

    def drawn(self):
        self.page.wait_for_function("document.documentElement.dataset.drawn === 'true'", timeout=120_000)
        self.page.wait_for_timeout(200)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def check_quiet(checks, name, page, path):
    # A picture that is saved is read back as blob or data, inside the page.
    outside = [url for url in page.requests if not url.startswith(("blob:", "data:")) and url != path.as_uri()[:100]]
    checks.add(f"{name}: no request leaves the page", not outside, outside)
    checks.add(f"{name}: nothing on the console", not page.messages, page.messages)


def check_axe(checks, name, page):
    # Playwright evaluates past the page's policy, so that axe can come in.
    page.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.page.evaluate("axe.run(document)")
    checks.add(f"{name}: axe finds no violation in {len(found['passes'])} rules", not found["violations"],
               [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found["violations"]])


def shown(value, reading, digits, factor=1):
    """As the page rounds a number, in the unit that it is told in."""
    value *= factor
    change = {None: value, "p": value, "negative": -value, "complement": 1 - value, "percent": 100 * value,
              "percent-complement": 100 * (1 - value)}[reading]
    if reading == "p" and value < 0.001:
        return "<0.001"
    text = f"{change:.{digits}f}"
    if float(text) == 0:
        return text.lstrip("-")
    return text.replace("-", "−")


def check_numbers(checks, name, page, tables):
    numbers = page.page.evaluate("""[...document.querySelectorAll('data')].map(data => ({
        value: data.value, from: data.dataset.from, reading: data.dataset.as ?? null, digits: data.dataset.digits ?? null,
        factor: Number(data.dataset.factor ?? 1),
        text: data.textContent}))""")
    wrong = []
    for number in numbers:
        place = number["from"]
        if place.startswith("page:") and not place.startswith("page:grade:"):
            cell = counted(tables, place.removeprefix("page:"))
        elif place.startswith("page:grade:"):
            cell = page.page.evaluate("grade => document.querySelectorAll(`tr[data-grade=${grade}]`).length",
                                      place.split(":")[2])
        elif place.startswith("lever:"):
            continue
        else:
            cell = tables.cell(place)
        if cell is None or float(cell) != float(number["value"]):
            wrong.append((number, cell))
        elif number["digits"] is None:
            factor = (100 if number["reading"] == "percent" else 1) * number["factor"]
            if not math.isclose(float(number["text"].replace("−", "-")), factor * float(cell), rel_tol=1e-9):
                wrong.append((number, cell))
        elif number["text"] != shown(float(cell), number["reading"], int(number["digits"]), number["factor"]):
            wrong.append((number, shown(float(cell), number["reading"], int(number["digits"]), number["factor"])))
    checks.add(f"{name}: {len(numbers)} numbers are cells of the tables", len(numbers) > 20 and not wrong, wrong[:5])
    # Whatever has a digit and is neither such a number, nor code, nor somebody's own words.
    rest = page.page.evaluate("""(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (parent.closest('data, code, pre, script, .own, .unit, .chart, [data-regime], #vg-tooltip-element')) continue;
            if (/[0-9]/.test(walker.currentNode.data)) found.push(walker.currentNode.data);
        }
        return found})()""")
    level = round(100 * tables.scenario.get("outputs", {}).get("confidence", 0.95))
    constants = re.compile(rf"\b({level}|{100 - level}|90|5) %|\b13 weeks|SHA-256")
    stray = [text for text in rest if re.search(r"\d", constants.sub("", text))]
    checks.add(f"{name}: and there are no others", not stray, stray[:5])


def standings(tables):
    """By point: the regime with the highest mean profit, and those that it does not beat significantly (Holm)."""
    error_rate = 1 - tables.scenario.get("outputs", {}).get("confidence", 0.95)
    summary, comparisons, points = tables.table("summary"), tables.table("comparisons"), {}
    cells = {row["point"] for row in tables.table("map").values()} if "map" in tables.keys else set()
    for row in summary.values():
        if row["metric"] == "profit" and row["mean"] and row["point"] not in cells:
            points.setdefault(row["point"], []).append((float(row["mean"]), row["regime"]))
    found = {}
    for point, rows in points.items():
        rows.sort(key=lambda row: -row[0])
        best, leaders = rows[0][1], [rows[0][1]]
        for _, other in rows[1:]:
            pair = comparisons.get(f"profit|{best}|{other}|{point}") or comparisons[f"profit|{other}|{best}|{point}"]
            if not pair["p_adjusted"] or float(pair["p_adjusted"]) >= error_rate:
                leaders.append(other)
        found[int(point)] = leaders
    return found


def counted(tables, what):
    """Numbers of the page that are counts of rows, counted anew."""
    if what.startswith("map-"):
        return counted_on_map(tables, what)
    found = standings(tables)
    alone = [leaders[0] for leaders in found.values() if len(leaders) == 1]
    kind, _, regime = what.partition(":")
    return {"points": len(found), "other-points": len(found) - 3, "decided": len(alone),
            "undecided": len(found) - len(alone), "leads": alone.count(regime)}.get(kind)


def counted_on_map(tables, what):
    """Cells of map.csv: all, those that a regime leads, those that it surely leads, and those that nobody surely leads."""
    leaders = [row for row in tables.table("map").values() if row["rank"] == "1"]
    kind, _, regime = what.partition(":")
    sure = [row["regime"] for row in leaders if row["standing"] == "best"]
    return {"map-cells": len({(row["x"], row["y"]) for row in tables.table("map").values()}),
            "map-led": sum(row["regime"] == regime for row in leaders), "map-sure": sure.count(regime),
            "map-tied": len(leaders) - len(sure), "map-threshold": 0.9}.get(kind)


def check_design(checks, name, page, tables):
    """A study of several points names the best of each with its doubt, leaves none out, and shows what varies."""
    found = standings(tables)
    if len(found) < 2:
        return
    rows = page.page.evaluate("""[...document.querySelectorAll('#answer tbody tr')].map(row =>
        [...row.children].map(cell => cell.textContent))""")
    heads = page.page.evaluate("[...document.querySelectorAll('#answer thead th')].map(cell => cell.textContent)")
    checks.add(f"{name}: the answer has a row for each of {len(found)} points", len(rows) == len(found), len(rows))
    ahead = heads.index("ahead in profit")
    told = [row[ahead] for row in rows]
    want = [leaders[0] if len(leaders) == 1 else
            "undecided between " + ", ".join(leaders[:-1]) + " and " + leaders[-1] for _, leaders in sorted(found.items())]
    checks.add(f"{name}: who is ahead, as far as the trials tell", told == want, (told, want))
    factors = list(tables.scenario.get("design", {}).get("factors", {}))
    checks.add(f"{name}: and what varies", heads[:ahead][-len(factors):] == factors if factors else ahead == 1, heads)


def check_one_telling(checks, name, program, results, page, tables):
    """Terminal, page and notebook say the same of a claim, word for word and digit for digit."""
    if "hypotheses" not in tables.keys:
        return
    run = subprocess.run([program, "show", results], capture_output=True, text=True)
    heard = " ".join(run.stdout.replace("−", "-").split())
    notebook = results.parent / f"notebook of {name}"
    subprocess.run([program, "notebook", results, "-o", notebook, "--python", "no-python"], capture_output=True)
    cells = json.loads(next(notebook.glob("*.ipynb")).read_text(encoding="utf-8"))["cells"]
    written = " ".join(plain("".join(text for cell in cells for text in cell["source"])).split())
    rows = page.page.evaluate("""[...document.querySelectorAll('#hypotheses tbody tr')].map(row => [
        row.querySelector('.detail').textContent, row.children[1].textContent, row.children[2].textContent])""")
    missing = []
    for detail, verdict, effect in rows:
        subject, claim = re.fullmatch(r"(.*); claimed: (.*) \(\w+\)", detail.replace("−", "-"), re.DOTALL).groups()
        effect = effect.replace("−", "-").replace("–", "-")
        told = " ".join(f"{subject}: {effect}; claimed: {claim}.".split())
        missing += [told for text in (heard, written) if told not in text]
        missing += [verdict for text in (heard, written) if verdict not in text]
    checks.add(f"{name}: {len(rows)} claims are told alike thrice", rows and not missing, missing[:3])


def plain(text):
    """Markdown as its reader sees it."""
    text = re.sub(r"</?span>|\*\*", "", text)
    return html.unescape(text).replace("−", "-")


def check_one(checks, name, program, results, page, tables):
    """One trial has neither interval nor verdict: page, terminal, notebook, JSON, figures."""
    if tables.manifest["trials_completed"] > 1:
        return
    texts = {"page": page.page.inner_text("body"),
             "terminal": " ".join(
                 subprocess.run([program, "show", results], capture_output=True, text=True).stdout.split())}
    words = re.compile(r"(-?[0-9.]+) to \1\b|95 % interval|±|undecided|supported|contradicted|middle half|\bmore in\b")
    for what, text in texts.items():
        answer = text if what == "terminal" else page.page.inner_text("#answer") + "".join(
            page.page.locator("figcaption, caption").all_inner_texts())
        found = words.findall(answer)
        checks.add(f"{name}: the {what} has no interval and no verdict", not found and "One trial gives no" in text, found)
    outcome = json.loads(subprocess.run([program, "show", results, "--json"], capture_output=True, text=True).stdout)
    ends = [value for receipt in outcome["budget"] for key, value in receipt.items() if key in ("gap_low", "gap_high")]
    checks.add(f"{name}: nor has its JSON", ends and set(ends) == {None}, ends)
    drawn = page.page.evaluate("""[...document.querySelectorAll('figure script')].flatMap(script =>
        JSON.parse(script.textContent).data.values.flatMap(row => [row.ci_low, row.p25, row.p05])).filter(end => end != null)""")
    checks.add(f"{name}: nor have its figures", not drawn, drawn[:3])


def check_first_screen(checks, browser, name, path):
    """Whoever opens the page sees the answer: on a small laptop, and on a phone."""
    for width, height in ((1366, 768), (390, 844)):
        with Page(browser, path, viewport={"width": width, "height": height}) as page:
            box = page.page.evaluate("""(() => { const box = document.querySelector('#answer p').getBoundingClientRect();
                return [box.top, box.bottom]})()""")
            checks.add(f"{name}: the answer is on the first screen of {width} × {height}", 0 <= box[0] and box[1] <= height, box)


def check_phone(checks, name, page):
    """On a phone no cell of a table has to be scrolled to."""
    for width in (360, 390):
        page.page.set_viewport_size({"width": width, "height": 844})
        page.page.wait_for_timeout(300)
        cut = page.page.evaluate("""[...document.querySelectorAll('.scroll')].filter(part => part.checkVisibility()
            && part.scrollWidth > part.clientWidth + 1).map(part => part.getAttribute('aria-label'))""")
        checks.add(f"{name}: at {width} every cell of a table is in sight", not cut, cut)


def check_charts(checks, name, page, tables):
    """Every row that a chart draws, against the table that it names."""
    specs = page.page.evaluate("""[...document.querySelectorAll('figure script')].map(script => script.textContent)""")
    drawn = page.page.evaluate("document.querySelectorAll('figure .chart svg').length")
    checks.add(f"{name}: {len(specs)} charts are drawn", len(specs) == drawn, (len(specs), drawn))
    rows = wrong = 0
    for spec in map(json.loads, specs):
        for row in spec["data"]["values"]:
            rows += 1
            wrong += not is_from(tables, spec["usermeta"], row, factor(spec))
    checks.add(f"{name}: {rows} rows of charts are rows of the tables", rows and not wrong, wrong)
    labels = [[row["label"] for row in spec["data"]["values"]] for spec in map(json.loads, specs)
              if "label" in spec["data"]["values"][0]]
    twice = [rows for rows in labels if len(set(rows)) < len(rows)]
    checks.add(f"{name}: rows of charts have names of their own", labels and not twice, twice[:2])
    check_words(checks, name, page, tables)


def check_words(checks, name, page, tables):
    """The head names every size of firm; verdicts are the tables' words; claims come with what was claimed of what."""
    text = page.page.inner_text("main")
    sizes = [level for factor in tables.scenario.get("design", {}).get("factors", {}).values()
             if factor["path"] == "organisation.sellers" for level in factor["levels"].values()]
    head = page.page.inner_text(".facts")
    named = " or ".join(map(str, sizes or [tables.scenario["organisation"]["sellers"]]))
    checks.add(f"{name}: the head has the size of the firms", f"{named} sellers each" in head, head)
    false = [word for word in ("not told apart", "before the run", "neither: luck", "σ_Q") if word in text]
    checks.add(f"{name}: nothing is said that the program cannot know", not false, false)
    if "hypotheses" in tables.keys:
        claims = tables.table("hypotheses").values()
        checks.add(f"{name}: claims say what of and how much", text.count("claimed: ") == len(claims)
                   and all(claim["regime"] in text for claim in claims))


def factor(spec):
    """What a number of the table is multiplied by in a chart: a chart in money says so at its axis."""
    return 1500 * 52 * 80 / 1e6 if "€ M a year for a force of 80" in json.dumps(spec, ensure_ascii=False) else 1


def is_from(tables, meta, row, factor):
    table, metric, point = tables.table(meta["table"].removesuffix(".csv")), meta["metric"], str(meta["point"])

    def same(cells, names):
        return all(math.isclose(row[ours], float(cells[theirs]) * (1 if ours in ("share", "probability") else factor),
                                rel_tol=1e-12, abs_tol=1e-15)
                   for ours, theirs in names.items() if ours in row and row[ours] is not None)

    if meta["table"] == "summary.csv":
        return same(table[f"{metric}|{row['regime']}|{point}"], {name: name for name in ("mean", "ci_low", "ci_high", "p05", "p95")})
    if meta["table"] == "comparisons.csv":
        cells = table[f"{metric}|{row['less']}|{row['regime']}|{point}"]
        turned = {"mean": -float(cells["mean_difference"]), "ci_low": -float(cells["ci_high"]),
                  "ci_high": -float(cells["ci_low"]), "share": 1 - float(cells["prob_a_beats_b"])}
        return same(turned, {name: name for name in turned})
    if meta["table"] == "decomposition.csv":
        return same(table[f"{metric}|{row['regime']}|{row['less']}|{point}|{row['mechanism']}"],
                    {"mean": "contribution", "ci_low": "ci_low", "ci_high": "ci_high"})
    if meta["table"] == "experiment.csv":
        known = {"true effect": "effect", "if all were treated": "effect_of_all", "spillover": "spillover"}
        cells = table[f"{point}|{metric}|during|{'units' if row['label'] in known else row['label']}"]
        column = known.get(row["label"], "estimate")
        mean, sd = float(cells[column]), float(cells["sd"])
        error = float(cells[column + "_mcse"]) if row["label"] in known else sd / math.sqrt(float(cells["n"]))
        return all(math.isclose(row[name], value, rel_tol=1e-9, abs_tol=1e-12) for name, value in {
            "mean": mean, "ci_low": mean - 1.96 * error, "ci_high": mean + 1.96 * error, "p05": mean - 1.645 * sd,
            "p95": mean + 1.645 * sd}.items() if row.get(name) is not None)
    if meta["table"] == "map.csv":
        cells = next(cells for cells in table.values() if (cells["x"], cells["y"], cells["rank"]) == (row["x"], row["y"], "1"))
        return cells["regime"] == row["regime"] and same(cells, {"probability": "prob_best_firm" if cells["prob_best_firm"] else "prob_best"})
    if meta["table"] == "contrast.csv":
        cells = table[f"{metric}|{row['less']}|{row['regime']}|{point}|{row['label'].replace(' ', '_')}"]
        return same(cells, {"mean": "share", "ci_low": "share_low", "ci_high": "share_high"})
    if meta["table"] == "selection.csv":
        cells = next(cells for cells in table.values() if cells["regime"] == row["regime"] and cells["place"] in row["label"])
        return row["mean"] == 0 if cells["status"] == "leader" else same(
            cells, {"mean": "behind", "ci_low": "behind_low", "ci_high": "behind_high"})
    if meta["table"] == "sellers.csv":
        years = [int(cells["year"]) for cells in table.values()]
        return any(cells["regime"] == row["regime"] and cells["trial"] == "0" and int(cells["year"]) == max(years)
                   and math.isclose(float(cells["revenue"]) * factor, row["mean"], rel_tol=1e-12) for cells in table.values())
    columns = {"mean": "mean", "p25": "p25", "p75": "p75"}
    time = "week" if "week" in row else "quarter"
    # Charts count quarters from 1, tables from 0.
    key = f"{metric}|{row['regime']}|{point}|{row[time] - (time == 'quarter')}"
    if time in table.get(key, {}):
        return same(table[key], columns)
    weeks = [table[f"{metric}|{row['regime']}|{point}|{week}"] for week in range(13 * row[time] - 13, 13 * row[time])]
    return same({name: sum(float(week[name]) for week in weeks) / 13 for name in columns}, columns)


def check_use(checks, name, page):
    """Buttons by mouse and by keyboard, tooltips, files."""
    tab, document = page.page, "document.documentElement"
    marks = "document.querySelector('#levels-profit-0 .chart').querySelectorAll('.mark-symbol path').length"
    before = tab.evaluate(marks)
    chip = tab.locator("[data-regime]").first
    chip.click()
    tab.wait_for_timeout(300)
    checks.add(f"{name}: a regime goes", tab.evaluate(marks) == before - 1
               and chip.get_attribute("aria-pressed") == "false", tab.evaluate(marks))
    chip.focus()
    tab.keyboard.press("Space")
    tab.wait_for_timeout(300)
    checks.add(f"{name}: and comes back by keyboard", tab.evaluate(marks) == before
               and chip.get_attribute("aria-pressed") == "true")
    reached = set()
    for _ in range(25):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("document.activeElement.tagName + (document.activeElement.dataset.save ?? '')"))
    checks.add(f"{name}: the keyboard reaches buttons and tables", {"BUTTON", "DIV"} <= reached, reached)
    symbol = tab.locator("#levels-profit-0 .mark-symbol path").first
    symbol.scroll_into_view_if_needed()
    symbol.hover(force=True)
    tab.wait_for_timeout(300)
    tip = tab.locator("#vg-tooltip-element")
    checks.add(f"{name}: a tooltip has the numbers", tip.count() and tip.is_visible() and "95 % from" in tip.inner_text(),
               tip.count() and tip.inner_text())
    ground = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(ground)
    tab.locator("#theme").click()
    checks.add(f"{name}: a button turns it dark", tab.evaluate(ground) != light)
    check_files(checks, name, tab)
    check_paper(checks, name, tab)


def check_files(checks, name, tab):
    """What is saved from the dark page: light, with title, study, caption and the names of what is shown."""
    regimes = tab.evaluate("[...document.querySelectorAll('[data-regime]')].map(chip => chip.dataset.regime)")
    tab.locator("[data-regime]").first.click()
    for figure in ("levels-profit-0", "paths-profit-0"):
        saved = {}
        for kind in ("svg", "png"):
            with tab.expect_download() as download:
                tab.locator(f"#{figure} [data-save={kind}]").click()
            saved[kind] = pathlib.Path(download.value.path()).read_bytes()
            checks.add(f"{name}: {figure} is saved as {kind}", saved[kind].startswith({"svg": b"<svg", "png": b"\x89PNG"}[kind])
                       and download.value.suggested_filename == f"{figure}.{kind}", saved[kind][:60])
        root = xml.etree.ElementTree.fromstring(saved["svg"])
        heard = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
        title, caption = tab.evaluate("""id => { const figure = document.getElementById(id);
            return [figure.querySelector('h3').textContent, figure.querySelector('figcaption').textContent]}""", figure)
        checks.add(f"{name}: {figure} says what it is", title in heard and any(text.startswith(tab.inner_text(".study")) for text in heard)
                   and "".join(caption.split()) in "".join("".join(heard).split()), (caption, heard))
        checks.add(f"{name}: {figure} names what is shown, and only that",
                   not {regimes[0]} & set(heard) and set(regimes[1:]) <= set(heard), heard)
        first = next(root.iter("{http://www.w3.org/2000/svg}rect"))
        checks.add(f"{name}: {figure} is on white", first.get("fill") in ("white", "#ffffff")
                   and b"var(" not in saved["svg"] and b"#ececec" not in saved["svg"], first.attrib)
        opaque = tab.evaluate("""async bytes => { const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
            const canvas = new OffscreenCanvas(picture.width, picture.height), context = canvas.getContext('2d');
            context.drawImage(picture, 0, 0); return [...context.getImageData(1, 1, 1, 1).data]}""", list(saved["png"]))
        checks.add(f"{name}: and so is the picture", opaque == [255, 255, 255, 255], opaque)
    tab.locator("[data-regime]").first.click()


def check_paper(checks, name, tab):
    """A page that was turned dark prints dark on white, charts and all."""
    tab.emulate_media(media="print")
    faint = tab.evaluate("""(() => {
        const light = colour => { const [r, g, b] = colour.match(/[0-9.]+/g).map(Number); return (r + g + b) / 765 };
        const found = [];
        for (const part of document.querySelectorAll('p, td, th, .chart text'))
            for (const colour of [getComputedStyle(part)[part.tagName === 'text' ? 'fill' : 'color']])
                if (part.checkVisibility() && light(colour) > 0.6) found.push([part.textContent.slice(0, 40), colour]);
        if (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)') found.push('ground');
        for (const dot of document.querySelectorAll('.swatch'))
            if (getComputedStyle(dot).printColorAdjust !== 'exact') found.push('dot');
        return found})()""")
    checks.add(f"{name}: dark, and dark on white on paper", not faint, faint[:5])
    folded = tab.evaluate("""[...document.querySelectorAll('details')].filter(part => {
        const last = part.lastElementChild; return !last.checkVisibility({contentVisibilityAuto: true}) || !last.offsetHeight })
        .map(part => part.firstElementChild.textContent)""")
    checks.add(f"{name}: what is folded on the screen is on paper", not folded, folded)
    tab.emulate_media(media="screen")


def check_room(checks, name, page, width):
    """No text of a chart is cut off or covers another; captions fit; a table that is wider than the page says so."""
    page.page.set_viewport_size({"width": width, "height": 900})
    page.page.wait_for_timeout(1500)
    cut, covered = page.page.evaluate("""(() => {
        const cut = [], covered = [];
        for (const chart of document.querySelectorAll('.chart')) {
            const room = chart.getBoundingClientRect();
            const texts = [...chart.querySelectorAll('text')].filter(text => text.textContent && text.getAttribute('opacity') !== '0')
                .map(text => [text.textContent, text.getBoundingClientRect()]);
            texts.forEach(([text, box], place) => {
                if (box.left < room.left - 1 || box.right > room.right + 1 || box.top < room.top - 1 || box.bottom > room.bottom + 1)
                    cut.push([chart.parentElement.id, text]);
                for (const [other, there] of texts.slice(place + 1))
                    if (Math.min(box.right, there.right) - Math.max(box.left, there.left) > 1
                        && Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top) > 4)
                        covered.push([chart.parentElement.id, text, other]);
            });
        }
        for (const caption of document.querySelectorAll('caption span'))
            if (caption.checkVisibility() && caption.getBoundingClientRect().right > innerWidth + 1) cut.push(caption.textContent);
        for (const scroller of document.querySelectorAll('.scroll'))
            if (!getComputedStyle(scroller).backgroundImage.includes('gradient')) cut.push('no shadow');
        return [cut, covered]})()""")
    checks.add(f"{name}: at {width} nothing is cut off", not cut, cut[:5])
    checks.add(f"{name}: at {width} no text of a chart covers another", not covered, covered[:5])


def is_wide(page, width):
    page.page.set_viewport_size({"width": width, "height": 900})
    page.page.wait_for_timeout(300)
    return page.page.evaluate("document.documentElement.scrollWidth") > width


def check_page(checks, browser, name, path, tables, is_full):
    size = path.stat().st_size
    checks.add(f"{name}: {size / 1e6:.2f} MB, under 3", size < 3e6)
    with Page(browser, path, viewport={"width": 1280, "height": 900}) as page:
        check_numbers(checks, name, page, tables)
        check_charts(checks, name, page, tables)
        check_axe(checks, f"{name}, light", page)
        title = page.page.title()
        asked = tables.scenario["question"]
        checks.add(f"{name}: the title is the question, or the study's name",
                   title.split() == (asked or tables.manifest["scenario"]).split(), title)
        check_design(checks, name, page, tables)
        if asked:
            heard = page.page.locator("h1").inner_text().split()
            checks.add(f"{name}: the question stays text", heard == tables.scenario["question"].split(), heard)
        strange = page.page.evaluate("document.querySelectorAll('img, iframe, object, embed, b').length")
        checks.add(f"{name}: no element that nobody made", strange == 0, strange)
        if is_full:
            check_use(checks, name, page)
        for width in (360, 1280):
            check_room(checks, name, page, width)
        widths = [width for width in (320, 390, 768, 1280, 3840) if is_wide(page, width)]
        checks.add(f"{name}: no scrolling sideways from 320 to 3840", not widths, widths)
        check_quiet(checks, name, page, path)
        if is_full:
            blocked = page.page.evaluate("""new Promise(done => {
                document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
                const picture = document.createElement('img');
                picture.src = 'https://example.org/x.png'; document.body.append(picture);
                setTimeout(() => done(''), 1000)})""")
            checks.add(f"{name}: its own policy would stop a request", blocked == "img-src", blocked)
        check_phone(checks, name, page)
        page.page.emulate_media(media="print")
        checks.add(f"{name}: it prints", page.page.pdf().startswith(b"%PDF"))
    with Page(browser, path, viewport={"width": 390, "height": 844}, color_scheme="dark", device_scale_factor=2) as page:
        ground = page.page.evaluate("getComputedStyle(document.body).backgroundColor")
        checks.add(f"{name}: dark where the reader's system is", ground == "rgb(22, 22, 22)", ground)
        check_axe(checks, f"{name}, dark, on a phone", page)
        check_quiet(checks, f"{name}, dark", page, path)


def main():
    program, checks = pathlib.Path(sys.argv[1]).resolve(), Checks()
    with tempfile.TemporaryDirectory(prefix="report ") as folder, sync_playwright() as playwright:
        folder = pathlib.Path(folder)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        studies = {"shipped": ROOT / "Scenarios/waning-push-pull.yaml"}
        for name, study in STUDIES.items():
            studies[name] = folder / f"{name}.yaml"
            studies[name].write_text(json.dumps(study), encoding="utf-8")
        for name, scenario in ((name, studies[name]) for name in sys.argv[2:] or studies):
            results = folder / f"results of {name}"
            run = subprocess.run([program, "run", "-q", scenario, "-o", results, *(["--trials", "40"] if name == "shipped" else [])],
                                 capture_output=True, text=True)
            report = subprocess.run([program, "report", results], capture_output=True, text=True)
            page = results / "report.html"
            checks.add(f"{name}: runs and is reported", run.returncode == 0 and report.returncode == 0
                       and report.stdout == f"{page}\n" and not report.stderr, (run.stderr, report.stderr))
            if page.exists():
                check_page(checks, browser, name, page, Tables(results), is_full=name == "shipped")
                check_first_screen(checks, browser, name, page)
                with Page(browser, page, viewport={"width": 1280, "height": 900}) as opened:
                    check_one_telling(checks, name, program, results, opened, Tables(results))
                    check_one(checks, name, program, results, opened, Tables(results))
            if name in ("shipped", "hostile", "long"):
                (folder / f"plots of {name}").mkdir()
                check_plots(checks, browser, program, results, folder / f"plots of {name}")
        browser.close()
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed or not checks.passed else 0


if __name__ == "__main__":
    sys.exit(main())
