"""A director's five minutes: the steps of Guides/exploring.md, taken in a browser on the page that its commands write."""
import pathlib
import re
import shlex
import subprocess

from laboratory import Page, check_same, told

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
GUIDE = ROOT / "Guides/exploring.md"
READY = "['refining', 'finished'].includes(document.documentElement.dataset.state)"


def move(page, key):
    slider = page.page.locator("[id='lever-push.bonus.0']")
    slider.focus()
    slider.press(key)


def read(checks, program, page, folder):
    words, progress = page.page.inner_text("#words"), page.page.inner_text("#progress")
    checks.add("guide: the answer names the two that are highest", "pull" in words and "distributed" in words, words)
    checks.add("guide: trials and half-width stand below", "20 trials" in progress and "half-width" in progress, progress)
    checks.add("guide: these are the run's numbers", page.numbers() == told(folder / "results/waning-push-pull", "profit"))


def differ(checks, program, page, folder):
    page.page.click("text=What pull and distributed do differently")
    words = page.page.inner_text("#differing")
    checks.add("guide: levers and salaries of the two", "commission" in words and "solved for equal cost" in words, words)


def lever(checks, program, page, folder):
    page.until("document.documentElement.dataset.ready")
    before = page.numbers()
    move(page, "ArrowRight")
    state = page.page.evaluate("document.documentElement.dataset.state")
    checks.add("guide: what is on the screen fades at once", state == "stale", state)
    page.state("refining", "finished")
    shown = page.page.evaluate("page.shown.trials")
    checks.add("guide: first results rest on ten trials, and are others", shown >= 10 and page.numbers() != before, shown)


def reading(checks, program, page, folder):
    page.page.get_by_label("Reading", exact=True).select_option("win_rate")
    checks.add("guide: another reading of the same trials", page.until(
        "document.querySelector('#tables caption').textContent.startsWith('Win rate')"))
    page.page.get_by_label("Reading", exact=True).select_option("profit")


def seed(checks, program, page, folder):
    page.state("finished")
    before = page.numbers()
    page.page.get_by_label("Seed", exact=True).fill("2")
    page.page.get_by_label("Seed", exact=True).press("Tab")
    page.state("refining", "finished")
    checks.add("guide: another seed gives other numbers", page.numbers() != before)


def too_much(checks, program, page, folder):
    page.page.evaluate("location.hash = 'push.experts.0=16&push.coaching.0=8&push.monitoring.0=1&push.commission.0=0.5'")
    page.state("failed")
    words = page.page.inner_text("#words")
    checks.add("guide: a budget that cannot be kept is said to be so", "cannot be kept" in words and "push costs" in words, words)
    checks.add("guide: and no numbers are shown", not page.numbers(), page.numbers())
    page.page.go_back()
    page.state("refining", "finished")


def keep(checks, program, page, folder):
    page.state("finished")
    fragment = page.page.evaluate("location.hash")
    checks.add("guide: the address holds what was moved", "push.bonus.0=" in fragment and "seed=2" in fragment, fragment)
    check_same(checks, "guide-saved", program, page, folder)


def back(checks, program, page, folder):
    page.page.click("text=As the scenario has it")
    checks.add("guide: it ends where it began", page.until("page.shown.isFound")
               and page.numbers() == told(folder / "results/waning-push-pull", "profit"))


STEPS = {"Read the answer.": read, "See what differs.": differ, "Move a lever.": lever, "Look at another reading.": reading,
         "Ask whether luck did it.": seed, "Ask for too much.": too_much, "Keep it.": keep, "Go back.": back}


def check_guide(checks, browser, program, folder):
    text = GUIDE.read_text(encoding="utf-8")
    steps = re.findall(r"^\d+\. \*\*(.*?)\*\*", text, re.MULTILINE)
    checks.add("guide: its steps are those that are taken here", steps == list(STEPS), steps)
    for command in re.findall(r"^rainmaker .*", text, re.MULTILINE):
        words = shlex.split(command.replace(">/dev/null", ""))
        given = [str(ROOT / word) if word.startswith("Scenarios/") else word for word in words[1:]]
        run = subprocess.run([program, *given], cwd=folder, capture_output=True, text=True)
        checks.add(f"guide: {command}", run.returncode == 0, run.stderr)
    with Page(browser, folder / "waning.html", viewport={"width": 1366, "height": 900}) as page:
        page.state("finished")
        page.until("document.documentElement.dataset.ready")
        all_text = page.page.evaluate("document.body.textContent")
        named = [name for name in re.findall(r'"([A-Z][^"]+)"', text.replace("\n   ", " ").replace("\n", " ")) if "leans" not in name]
        missing = [name for name in named if name not in all_text]
        checks.add(f"guide: the page has the {len(named)} things that the guide names", len(named) > 5 and not missing, missing)
        for step in steps:
            STEPS[step](checks, program, page, folder)
        checks.add("guide: nothing on the console", not page.messages, page.messages)
