"""Checks of what `rainmaker plot` writes: every figure as SVG and as Vega-Lite."""
import json
import math
import pathlib
import re
import subprocess
import xml.etree.ElementTree

from tables import Tables

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def check_plots(checks, browser, program, results, folder):
    """Every figure as SVG and Vega-Lite; the drawings in a browser, the specifications by the bundled library."""
    names = subprocess.run([program, "plot", results], capture_output=True, text=True, check=True).stdout.split()
    problems, specs = [], []
    for name in names:
        for kind in ("svg", "json"):
            done = subprocess.run([program, "plot", results, "--figure", name, "-o", folder / f"{name}.{kind}"],
                                  capture_output=True, text=True)
            if done.returncode or done.stdout or done.stderr:
                problems.append((name, done.returncode, done.stderr))
        root = xml.etree.ElementTree.parse(folder / f"{name}.svg").getroot()
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        if not texts[1].startswith(json.loads((results / "manifest.json").read_text())["scenario"]):
            problems.append((name, "no study", texts[:3]))
        places = re.findall(r'\b(?:points|[cxyr]{1,2}[12]?|height)="([^"]*)"', (folder / f"{name}.svg").read_text())
        if len(texts) < 6 or any(re.search("nan|inf", place, re.IGNORECASE) for place in places):
            problems.append((name, texts))
        specs.append(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
    checks.add(f"{len(names)} figures are written, with text as text", len(names) > 20 and not problems, problems[:3])
    page = browser.new_page()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto("about:blank")
    page.evaluate((ROOT / "Sources/CAssets/report/vega.js").read_text(encoding="utf-8"))
    failed = [spec["usermeta"]["figure"] for spec in specs
              if not page.evaluate("""async spec => {
                const place = document.createElement('div'); document.body.append(place);
                const result = await vegaEmbed(place, spec, {renderer: 'svg'});
                const svg = place.querySelector('svg'); const ok = svg && svg.querySelectorAll('path').length > 5;
                result.finalize(); place.remove(); return ok}""", spec)]
    checks.add("Vega-Lite draws every specification", not failed and not messages, (failed, messages[:3]))
    check_points(checks, program, results, folder)
    check_texts(checks, page, folder, names)
    page.goto((folder / "paths-profit.svg").as_uri())
    box = page.evaluate("document.documentElement.getBoundingClientRect().width")
    inside = page.evaluate("""[...document.querySelectorAll('text')].every(text => {
        const box = text.getBoundingClientRect(); return box.left >= 0 && box.right <= innerWidth})""")
    checks.add("a browser shows the SVG with all its text inside", box > 100 and inside)


def check_texts(checks, page, folder, names):
    """Rows of a drawing have names of their own, inside the drawing."""
    wrong = []
    for name in names:
        if not name.startswith(("differences", "levels")):
            continue
        page.goto((folder / f"{name}.svg").as_uri())
        rows = page.evaluate("""[...document.querySelectorAll('text[text-anchor=end]')].map(text => [
            Math.round(text.getBoundingClientRect().top), text.getBoundingClientRect().left, text.textContent])""")
        rows = [row for row in rows if not row[2].endswith(" %") and not row[2].startswith("share of")]
        if name.startswith("differences") and any(text.startswith("− ") for _, _, text in rows):
            pairs = [first[2] + second[2] for first, second in zip(rows[::2], rows[1::2])]
        else:
            pairs = [text for _, _, text in rows]
        if len(set(pairs)) < len(pairs) or any(left < 0 for _, left, _ in rows):
            wrong.append((name, rows))
    checks.add("rows of drawings have names of their own, inside the drawing", not wrong, wrong[:2])


def check_points(checks, program, results, folder):
    """Figures of one name say which design point they are of; quarters count from 1 and begin between whole marks."""
    tables = Tables(results)
    for number, point in enumerate(tables.table("points").values() if "points" in tables.keys else []):
        done = subprocess.run([program, "plot", results, "--figure", "paths-profit", "--point", str(number), "-o",
                               folder / "point.svg"], capture_output=True, text=True)
        texts = [text.text for text in xml.etree.ElementTree.parse(folder / "point.svg").getroot().iter(
            "{http://www.w3.org/2000/svg}text")]
        checks.add(f"point {number}: its levels stand in the figure", done.returncode == 0
                   and point["name"] in texts[1] and tables.manifest["scenario"] in texts[1], texts[:3])
    spec = json.loads((folder / "paths-profit.json").read_text(encoding="utf-8"))
    times = {row["quarter"] for row in spec["data"]["values"] if "quarter" in row}
    horizon = tables.scenario["horizon"]
    if times:
        last, first = horizon["weeks"] // 13, max(1, math.ceil(horizon["warm_up"] / 13 - 1.5))
        checks.add("quarters count from 1, the last two of the warm-up among them", (min(times), max(times)) == (first, last),
                   times)
        start = [layer["data"]["values"][0]["quarter"] for layer in spec["layer"]
                 if "data" in layer and layer["mark"]["type"] == "rule" and "mean" not in layer["data"]["values"][0]]
        checks.add("regimes part where a quarter begins", start == [horizon["warm_up"] / 13 + 0.5], start)
