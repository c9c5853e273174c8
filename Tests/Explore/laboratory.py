"""A page of the laboratory in a browser, and what the program says of the same scenario."""
import csv
import subprocess


class Page:
    """A page in a browser that has no network and writes down what the page tries."""

    def __init__(self, browser, path, fragment="", script=None, offline=True, **options):
        self.context = browser.new_context(offline=offline, accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.requests, self.messages = [], []
        self.page.on("request", lambda request: self.requests.append(request.url[:100]))
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.messages.append("dialog"), dialog.dismiss()))
        if script:
            self.page.add_init_script(script)
        self.page.goto((path if isinstance(path, str) else path.as_uri()) + fragment)

    def state(self, *wanted):
        # A function to wait for would be text to run, which the page's policy refuses.
        self.page.wait_for_selector(", ".join(f"html[data-state={one}]" for one in wanted), state="attached", timeout=120_000)

    def until(self, expression, timeout=30_000):
        for _ in range(timeout // 50):
            if self.page.evaluate(expression):
                return True
            self.page.wait_for_timeout(50)
        return False

    def numbers(self):
        return self.page.evaluate("""[...document.querySelectorAll('#tables tbody tr')].map(row => [
            row.querySelector('th').textContent, ...[...row.querySelectorAll('data')].map(data => Number(data.value))])""")

    def saved(self, path):
        with self.page.expect_download() as download:
            self.page.click("#save")
        download.value.save_as(path)
        return path

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def rows(file):
    with open(file, newline="") as lines:
        return list(csv.DictReader(lines))


def told(results, metric):
    """What the page should show, from the tables of a run: differences from the side of the regime that is ahead."""
    found = [[row["regime"]] + [float(row[name]) for name in ("mean", "ci_low", "ci_high")]
             for row in rows(results / "summary.csv") if row["metric"] == metric]
    for row in rows(results / "comparisons.csv") if len(found) > 1 else []:
        if row["metric"] != metric or row["status"] != "ok":
            continue
        mean, low, high, wins, least, most = (float(row[name]) for name in (
            "mean_difference", "ci_low", "ci_high", "prob_a_beats_b", "prob_low", "prob_high"))
        a, b = row["regime_a"], row["regime_b"]
        found.append([f"{a} less {b}", mean, low, high, wins, least, most] if mean >= 0 else
                     [f"{b} less {a}", -mean, -high, -low, 1 - wins, 1 - most, 1 - least])
    return found


def paths(results, metric):
    """Of each regime mean and interval by quarter."""
    found = {}
    for row in rows(results / "timeseries.csv"):
        if row["metric"] == metric:
            found.setdefault(row["regime"], []).append([float(row[name]) if row[name] else None for name in ("mean", "ci_low", "ci_high")])
    return list(found.values())


def check_same(checks, what, program, page, folder, metric="profit", drawn=True):
    """The scenario that the page saves gives what the page shows; with `drawn` also by the quarter."""
    shown = page.numbers()
    scenario = page.saved(folder / f"{what}.yaml")
    shown_paths = page.page.evaluate("""page.shown.paths?.map(path => path.map(row =>
        row.map(value => Number.isFinite(value) ? value : null))) ?? []""")
    run = subprocess.run([program, "run", scenario, "-o", folder / what, "--quiet", "--set", "outputs.cadence=quarter"],
                         capture_output=True, text=True)
    if not checks.add(f"{what}: the saved scenario runs", run.returncode == 0, run.stderr):
        return
    wanted = told(folder / what, metric)
    checks.add(f"{what}: {sum(len(row) - 1 for row in shown)} numbers are the program's", shown == wanted, (shown, wanted))
    if drawn:
        wanted = paths(folder / what, metric)
        checks.add(f"{what}: so are the paths of {len(wanted)} regimes over time", shown_paths == wanted, (shown_paths, wanted))
