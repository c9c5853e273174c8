"""Pages that open with what a run found: its tables' own numbers before anything runs, and what firms an answer leans on."""
import json
import math
import subprocess

from laboratory import Page, check_same, rows, told

STUDY = {
    "rainmaker": 1, "name": "found", "trials": 30, "horizon": {"weeks": 60, "warm_up": 13}, "organisation": {"sellers": 12},
    "regimes": {"as-is": {"preset": "pull"}, "more": {"preset": "pull", "levers": {"bonus": 0.2, "coaching": 3}},
                "push": {"preset": "push"}},
    "design": {"between": ["as-is", "more"]}, "currency": {"symbol": "€", "pay_unit": 1500, "headcount": 80},
}


def pooled(results, metric, regimes):
    """Of each regime the means of thirteen weeks' cells of timeseries.csv."""
    cells = {}
    for row in rows(results / "timeseries.csv"):
        if row["metric"] == metric:
            cells.setdefault((row["regime"], int(row["week"]) // 13), []).append(
                [float(row[name]) for name in ("mean", "ci_low", "ci_high")])
    last = max(period for _, period in cells)
    return [[[sum(column) / len(column) for column in zip(*cells[regime, period])] for period in range(last + 1)]
            for regime in regimes]


def check_opening(checks, browser, program, folder):
    (folder / "found.yaml").write_text(json.dumps(STUDY))
    results, path = folder / "found-results", folder / "found.html"
    run = subprocess.run([program, "run", folder / "found.yaml", "-o", results, "--quiet"], capture_output=True, text=True)
    checks.add("found: the study runs", run.returncode == 0, run.stderr)
    run = subprocess.run([program, "explore", results, "-o", path], capture_output=True, text=True)
    checks.add("found: a page is written of its results", run.returncode == 0 and run.stdout == f"{path}\n", run)
    run = subprocess.run([program, "explore", results, "--set", "trials=3"], capture_output=True, text=True)
    checks.add("found: a directory takes no settings", run.returncode == 64 and "run it with that" in run.stderr, run)
    for what in (folder / "found.yaml", results / "manifest.json", results / "trials.csv"):
        before = what.read_bytes()
        run = subprocess.run([program, "explore", folder / "found.yaml", "-o", what], capture_output=True, text=True)
        checks.add(f"found: a page replaces no {what.name}", run.returncode == 73 and what.read_bytes() == before
                   and "name another with -o" in run.stderr, run)
    wanted = told(results, "profit")
    with Page(browser, path, script="delete window.WebAssembly") as page:
        page.state("finished")
        checks.add("found: the run's numbers are there without WebAssembly", page.numbers() == wanted, (page.numbers(), wanted))
        said = page.page.inner_text("#status")
        checks.add("found: and that it cannot run others", "no WebAssembly" in said and "the program found is here" in said, said)
    with Page(browser, path) as page:
        page.state("finished")
        isReady = page.page.evaluate("document.documentElement.dataset.ready")
        checks.add("found: they are there before the model is", page.numbers() == wanted, page.numbers())
        words, progress = page.page.inner_text("#words"), page.page.inner_text("#progress")
        checks.add("found: it says whose they are", "30 trials, seed 1, as the program ran them" in progress, (progress, isReady))
        checks.add("found: and how much money that is", "€ " in words and "a year for a force of 80" in words, words)
        drawn = page.page.evaluate("page.shown.paths.map(path => path.map(row => row.map(Number)))")
        close = [[[math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-15) for a, b in zip(x, y)] for x, y in zip(*pair)]
                 for pair in zip(drawn, pooled(results, "profit", STUDY["regimes"]))]
        checks.add("found: paths are means of the run's weeks", len(drawn) == 3 and all(all(map(all, path)) for path in close), drawn)
        shares = page.page.evaluate("""[...document.querySelectorAll('#contrasts tbody tr')].map(row => [
            row.querySelector('th').textContent, ...[...row.querySelectorAll('data')].map(data => Number(data.value))])""")
        table = sorted(([row["lever"].replace("_", " "), *(float(row[name]) for name in ("share", "share_low", "share_high"))]
                        for row in rows(results / "contrast.csv") if row["metric"] == "profit" and row["lever"] != "(all)"),
                       key=lambda row: -abs(row[1]))
        checks.add(f"found: shares of {len(table)} levers are those of contrast.csv", len(table) > 1 and shares == table, (shares, table))
        page.page.click("#differing summary")
        differing = page.page.inner_text("#differing")
        checks.add("found: what two regimes do differently is one click away", "coaching" in differing or "monitoring" in differing, differing)
        page.page.select_option("#metric", "win_rate")
        checks.add("found: other readings are there at once", page.numbers() == told(results, "win_rate"), page.numbers())
        page.page.select_option("#metric", "profit")
        check_same(checks, "found-saved", program, page, folder, drawn=False)
        page.until("document.documentElement.dataset.ready")
        slider = page.page.locator("[id='lever-more.bonus.0']")
        slider.focus()
        slider.press("ArrowRight")
        page.until("document.documentElement.dataset.state === 'finished' && !page.shown.isFound")
        check_same(checks, "found-moved", program, page, folder)
        page.page.click("#reset")
        checks.add("found: as the scenario has it is what the run found",
                   page.until("page.shown.isFound") and page.numbers() == wanted, page.numbers())
        checks.add("found: nothing on the console", not page.messages, page.messages)
    run = subprocess.run([program, "report", results, "--explore"], capture_output=True, text=True)
    checks.add("found: a report with the page beside it", run.returncode == 0
               and (results / "report-explore.html").read_bytes() == path.read_bytes(), run)
    with Page(browser, results / "report.html") as page:
        page.page.click("a.laboratory")
        page.state("finished")
        checks.add("found: the report's link leads to it", page.numbers() == wanted, page.numbers())
    return path


def correlation(x, y):
    """Spearman's, ties at their mean rank."""
    def ranks(values):
        order = sorted(values)
        return [order.index(value) + (order.count(value) + 1) / 2 for value in values]
    a, b = ranks(x), ranks(y)
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    xy = sum((p - mean_a) * (q - mean_b) for p, q in zip(a, b))
    return xy / math.sqrt(sum((p - mean_a) ** 2 for p in a) * sum((q - mean_b) ** 2 for q in b))


def check_leaning(checks, browser, program, path, folder):
    """What an answer leans on, against the trials of a run: in how many firms it turns round, and with what it goes."""
    with Page(browser, path) as page:
        page.state("finished")
        page.page.click("#leaning summary")
        page.until("document.querySelector('#leaning tbody')")
        words = page.page.inner_text("#leaning p")
        table = page.page.evaluate("""[...document.querySelectorAll('#leaning tbody tr')].map(row => [
            row.querySelector('th').textContent, ...[...row.querySelectorAll('data')].map(data => Number(data.value))])""")
        data = json.loads(page.page.evaluate("document.getElementById('data').textContent"))
        scenario = page.saved(folder / "leaning.yaml")
        subprocess.run([program, "run", scenario, "-o", folder / "leaning", "--quiet"], check=True, capture_output=True)
    profit = {(row["regime"], int(row["trial"])): float(row["profit"]) for row in rows(folder / "leaning/trials.csv")}
    trials = data["trials"]
    a, b = (regime["name"] for regime in data["regimes"])
    differences = [profit[a, trial] - profit[b, trial] for trial in range(trials)]
    if sum(differences) < 0:
        differences = [-value for value in differences]
    turned = [value < 0 for value in differences]
    said = f"In {sum(turned)} of {trials} plausible firms" if any(turned) else f"In none of {trials} plausible firms"
    checks.add("leaning: as many firms turn the answer round as in the program's trials", words.startswith(said), (words, said))
    columns = list(zip(*data["model"]["members"][:trials]))
    found = sorted(((data["firms"][place], correlation(column, differences)) for place, column in enumerate(columns)),
                   key=lambda one: -abs(one[1]))
    bound = 3 / math.sqrt(trials - 1)
    clear = [one for one in found if abs(one[1]) > bound]
    wanted = (clear or found)[:5]
    checks.add(f"leaning: {len(wanted)} parameters and their rank correlations are right", [row[0] for row in table] == [one[0] for one in wanted]
               and all(math.isclose(row[-1], one[1], abs_tol=1e-12) for row, one in zip(table, wanted)), (table, wanted))
    column = columns[data["firms"].index(wanted[0][0])]
    holds = [value for value, isTurned in zip(column, turned) if not isTurned]
    checks.add("leaning: and so is a parameter's mean where the answer holds", math.isclose(table[0][1], sum(holds) / len(holds), rel_tol=1e-12), table[0])
