"""What a page has to bear: slow threads, many moves, sleep, a web server, paper, a keyboard; and its trials, bit for bit."""
import functools
import http.server
import json
import struct
import subprocess
import threading

from laboratory import Page, rows

# Threads that take and give everything late.
SLOW = """const Own = Worker;
window.Worker = class extends Own { postMessage(...given) { setTimeout(() => super.postMessage(...given), 40); } };"""
# Milliseconds until no thread works on what was there before a move, several times in the middle of an ensemble.
CANCEL = """async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)), taken = [];
    for (let round = 0; round < 8; round++) {
        page.run(true);
        while (page.pool.busy.size < page.pool.size || page.pool.queue.length) await wait(5);
        const old = new Set(page.pool.busy.values()), start = performance.now();
        page.drop();
        while ([...page.pool.busy.values()].some((job) => old.has(job))) await wait(1);
        taken.push(performance.now() - start);
        while (page.pool.idle.length < page.pool.size) await wait(5);
    }
    return taken;
}"""
TRIALS = """async (trials) => {
    const plan = page.settings.plan(null), regimes = page.data.regimes.length, started = performance.now();
    const found = await Promise.all(Array.from({ length: trials }, (_, trial) => page.pool.run(
        plan, { seed: page.settings.seed, trial, member: null, first: 0, count: regimes, step: 0 }, () => true)));
    return { ms: performance.now() - started,
        bits: found.map((values) => Array.from(new BigUint64Array(values.buffer, 0, values.length), (bits) => bits.toString(16))) };
}"""
# Moves without rest; every tenth is waited for until there are results.
MOVES = """async ([from, to]) => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let move = from; move < to; move++) {
        page.settings.set(page.data.regimes[0].name, 'bonus', 0, 0.01 + (move % 17) / 100, 1);
        page.moved(true);
        if (move % 10 === 9) while (!['refining', 'finished'].includes(document.documentElement.dataset.state)) await wait(2);
        else await wait(move % 4);
    }
}"""
KEYS = "regime point trial seed status".split()
FULL = {"rainmaker": 1, "name": "full", "trials": 50, "seed": 11, "budget": "none",
        "environment": {"information": [[0, 0], [208, 2]], "pain": [[60, 0], [160, 1]]},
        "regimes": {name: {"preset": name} for name in ("push", "pull", "distributed")}}


def bits(text):
    return f"{struct.unpack('<Q', struct.pack('<d', float(text)))[0]:x}" if text else "7ff8000000000000"


def check_trials(checks, browser, program, folder):
    """All metrics of whole trials in the page's threads are those of trials.csv; firms of usual size, with trends."""
    (folder / "full.yaml").write_text(json.dumps(FULL))
    for command in (["explore", folder / "full.yaml", "-o", folder / "full.html"],
                    ["run", folder / "full.yaml", "-o", folder / "full", "--quiet", "--set", "outputs.timeseries=off"]):
        subprocess.run([program, *command], check=True, capture_output=True)
    wanted = {}
    for row in rows(folder / "full/trials.csv"):
        wanted.setdefault(int(row["trial"]), []).extend(bits(value) for name, value in row.items() if name not in KEYS)
    with Page(browser, folder / "full.html") as page:
        page.until("document.documentElement.dataset.ready")
        page.page.evaluate("page.drop()")
        found = page.page.evaluate(TRIALS, FULL["trials"])
        numbers = sum(map(len, found["bits"]))
        checks.add(f"trials: {numbers} numbers of {FULL['trials']} trials of 3 regimes have the program's bits, "
                   f"{found['ms'] / 150:.1f} ms a trial and regime", found["bits"] == [wanted[trial] for trial in sorted(wanted)])
        taken = page.page.evaluate(CANCEL)
        print(f"   a move ends old work within {max(taken):.0f} ms, {sorted(taken)[4]:.0f} at the median")
        checks.add("trials: a move ends what runs", max(taken) < 2000, taken)
        times = []
        for press in ("ArrowRight", "ArrowLeft"):
            page.page.evaluate("document.documentElement.dataset.state = 'stale'")
            slider = page.page.locator("[id='lever-push.bonus.0']")
            slider.focus()
            page.page.evaluate("window.began = performance.now()")
            slider.press(press)
            page.state("refining", "finished")
            times.append(page.page.evaluate("performance.now() - window.began"))
            shown = page.page.evaluate("[page.shown.trials, page.shown.rows.every(row => row.low < row.mean)]")
            checks.add("trials: the first results after a move rest on ten trials and have bands", shown[0] >= 10 and shown[1], shown)
        print(f"   first results without a budget {min(times):.0f} ms after a move")


def check_strain(checks, browser, path, wanted):
    """- wanted: what the page shows in the end where nothing hinders it."""
    with Page(browser, path, script=SLOW) as page:
        page.state("refining")
        page.page.locator("#seed").fill("3")
        page.page.locator("#seed").press("Tab")
        state = page.page.evaluate("document.documentElement.dataset.state")
        checks.add("slow threads: a move shows at once", state == "stale", state)
        page.page.click("#reset")
        page.state("finished")
        checks.add("slow threads: the same numbers", page.numbers() == wanted, page.numbers())
        checks.add("slow threads: nothing on the console", not page.messages, page.messages)
    with Page(browser, path) as page:
        tool = page.context.new_cdp_session(page.page)
        tool.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        page.state("finished")
        checks.add("slow processor: the same numbers", page.numbers() == wanted, page.numbers())
    with Page(browser, path) as page:
        page.state("refining", "finished")
        tool = page.context.new_cdp_session(page.page)
        page.page.evaluate("page.run(true), 0")
        for state in ("frozen", "active"):
            tool.send("Page.setWebLifecycleState", {"state": state})
        other = page.context.new_page()
        other.bring_to_front()
        page.until("document.documentElement.dataset.state === 'finished'")
        checks.add("hidden: it goes on behind another tab and after sleep", page.numbers() == wanted, page.numbers())
        other.close()


def renderers(browser):
    """Bytes that the browser's processes hold in memory of their own, those that draw pages."""
    tool = browser.new_browser_cdp_session()
    total = 0
    for process in tool.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            with open(f"/proc/{process['id']}/smaps_rollup", encoding="ascii") as lines:
                total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Dirty", "Private_Clean")))
    return total


def check_memory(checks, browser, path, moves=300):
    with Page(browser, path) as page:
        page.state("refining", "finished")
        sizes = []
        for part in range(4):
            page.page.evaluate(MOVES, [part * moves // 4, (part + 1) * moves // 4])
            page.page.wait_for_timeout(300)
            tool = page.context.new_cdp_session(page.page)
            tool.send("HeapProfiler.collectGarbage")
            sizes.append(renderers(browser) / 1e6)
        print("   MB after each quarter of", moves, "moves:", ", ".join(f"{size:.0f}" for size in sizes))
        checks.add(f"memory: flat over {moves} moves", sizes[3] < 1.25 * sizes[0] + 20, sizes)
        alive = page.page.evaluate("[page.pool.size, page.pool.busy.size + page.pool.idle.length]")
        checks.add("memory: as many threads as at the start", alive[0] >= 1 and alive[1] <= alive[0], alive)
        checks.add("memory: nothing on the console", not page.messages, page.messages)


class Quiet(http.server.SimpleHTTPRequestHandler):
    asked = []

    def log_message(self, *_):
        self.asked.append(self.path)


def check_server(checks, browser, path, wanted):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=path.parent))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with Page(browser, f"http://127.0.0.1:{server.server_port}/{path.name}", offline=False) as page:
        page.state("finished")
        checks.add("web server: the same numbers", page.numbers() == wanted, page.numbers())
        checks.add("web server: it was asked for the page alone", Quiet.asked == [f"/{path.name}"], Quiet.asked)
        checks.add("web server: nothing on the console", not page.messages, page.messages)
    server.shutdown()


def check_paper(checks, browser, path):
    with Page(browser, path) as page:
        page.state("finished")
        page.page.emulate_media(media="print")
        seen = page.page.evaluate("""Object.fromEntries(['words', 'tables', 'paths', 'settings', 'tools'].map((id) =>
            [id, document.getElementById(id).getClientRects().length > 0]))""")
        checks.add("paper: the answer is on it, and no controls", seen == {
            "words": True, "tables": True, "paths": True, "settings": False, "tools": False}, seen)
        pages = page.page.pdf(format="A4")
        checks.add("paper: it prints", pages.startswith(b"%PDF") and len(pages) > 20_000, len(pages))


def check_keyboard(checks, browser, path):
    with Page(browser, path) as page:
        page.state("finished")
        page.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true }); page.drop()")
        controls = page.page.evaluate("""[...document.querySelectorAll('input, select, button, summary, a[href]')]
            .filter((one) => one.getClientRects().length && !one.disabled).map((one, place) => { one.dataset.place = place; return place; })""")
        met = set()
        for _ in range(2 * len(controls) + 20):
            page.page.keyboard.press("Tab")
            place = page.page.evaluate("document.activeElement?.dataset.place ?? null")
            if place is not None:
                met.add(int(place))
        checks.add(f"keyboard: Tab comes to all {len(controls)} controls", met == set(controls), sorted(set(controls) - met))
        still = page.page.evaluate("""() => [...document.querySelectorAll('#controls input[type=range]')].filter((slider) => {
            const before = slider.value, key = Number(slider.value) < Number(slider.max) ? 'ArrowRight' : 'ArrowLeft';
            slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            return slider.step === 'any' && slider.value === before;
        }).map((slider) => slider.id)""")
        checks.add("keyboard: arrows move every slider that has no steps of its own", not still, still)
        page.page.locator("#theme").focus()
        page.page.keyboard.press("Enter")
        theme = page.page.evaluate("document.documentElement.dataset.theme")
        page.page.keyboard.press("Space")
        checks.add("keyboard: buttons take Enter and Space", theme == "dark"
                   and page.page.evaluate("document.documentElement.dataset.theme") == "light", theme)
        page.page.locator("#metric").focus()
        page.page.keyboard.press("ArrowUp")
        checks.add("keyboard: lists take arrows", page.until("page.settings.metric !== 'profit'"))
