"""One notebook in JupyterLab, read as a person would: run, looked at, its controls moved, stopped, restarted."""
import base64
import contextlib
import pathlib
import re

from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as Timeout

TOOLS = pathlib.Path(__file__).resolve().parent
SCRIPTS = ["page_checks.js", "lab_page.js"]
WIDTH, HEIGHT = 1280, 900  # pixels of a small screen
ZOOM = 1.25
PATIENCE = 180  # seconds that a page may take to answer, on a machine at work; on another it takes one
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
GAPS = ["your code here", "nothing is right yet"]  # what a student has not written yet throws, and its test
LACKING = "NullPointerException"  # and what would build on it

# A training that nobody waits for.
TRAINING = """var stopped = backprop.training.Training.of(
    backprop.Network.of(2, 300, 300, 1).random(1), backprop.Cost.SQUARED_ERROR.mean(), backprop.DataSet.of(
        new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}})).eta(0.1).epochs(1_000_000);"""

# How each kind of control is moved. Both ends, for it may stand at one.
MOVES = {
    "slider": [lambda handle: handle.press("End"), lambda handle: handle.press("Home")],
    "list": [lambda handle: handle.select_option(index=1), lambda handle: handle.select_option(index=0)],
    "button": [lambda handle: handle.click()],
    "play": [lambda handle: handle.click()],
}


class Reader:
    """Reads one notebook in one page."""

    def __init__(self, page, found, training=TRAINING, patience=PATIENCE):
        self.page = page
        self.found = found
        self.training = training
        self.patience = patience  # seconds for what follows a control
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: self.found.complain("console", "", f"the page throws {error}"))
        page.on("console", self.hear)
        page.on("request", self.follow)

    def hear(self, message):
        self.found.counts["console"] += 1
        if message.type == "error":
            self.found.complain("console", "", f"the console says '{message.text[:200]}' ({message.location.get('url', '')[:100]})")

    def follow(self, request):
        if not re.match(r"(data|blob|about):|https?://(127\.0\.0\.1|localhost)[:/]", request.url):
            self.found.complain("console", "", f"the page asks another host: {request.url[:100]}")

    async def read(self, address, pictures):
        for script in SCRIPTS:
            await self.page.add_init_script(path=TOOLS / script)
        await self.page.goto(address)
        await self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        await self.lab("open()")
        self.screen = await self.page.context.new_cdp_session(self.page)
        try:
            await self.look(LIGHT)
            await self.run_all("cells")
            await self.lab("unfold()")
            await self.check("light", pictures)
            await self.look(DARK)
            await self.check("dark", pictures)
            await self.look(LIGHT)
            await self.move_controls()
            await self.look(LIGHT, zoom=ZOOM)
            await self.check("at 125 %", code_may_scroll=True)
            await self.look(LIGHT)
            await self.stop_and_go_on()
            await self.restart()
        finally:
            with contextlib.suppress(BrowserError):
                await self.lab("shutdown()")

    async def lab(self, call, argument=None):
        return await self.page.evaluate(f"argument => lab.{call}", argument)

    async def look(self, theme, zoom=1.0):
        await self.lab("theme(argument)", theme)
        await self.size(WIDTH, HEIGHT, zoom)

    async def size(self, width, height, zoom=1.0):
        """Looks through a window of so many pixels in which everything is larger by the zoom."""
        await self.screen.send("Emulation.setDeviceMetricsOverride", {
            "width": round(width / zoom), "height": round(height / zoom), "deviceScaleFactor": zoom, "mobile": False})
        await self.lab("settle()")

    async def run_all(self, kind):
        await self.lab("runAll()")
        states = await self.lab("states()")
        self.found.counts[kind] = len(states)
        expected = []
        for cell in states:
            if any(gap in cell["error"] for gap in GAPS):
                expected = [*GAPS, LACKING]
            if cell["error"] and not cell["mayThrow"] and not any(words in cell["error"] for words in expected):
                self.found.complain(kind, cell["id"], f"it throws {cell['error'][:200]}")
            elif cell["source"].strip() and cell["count"] is None:
                self.found.complain(kind, cell["id"], "it did not run")
        return states

    async def check(self, look, pictures=None, code_may_scroll=False):
        """Looks for what page_checks.js complains of; keeps a picture of the whole notebook."""
        found = await self.page.evaluate("options => pageChecks(options)", {
            "root": ".jp-Notebook", "place": "[data-place]", "code": ".cm-content",
            "quotes": ".jp-OutputArea-output", "codeMayScroll": code_may_scroll})
        for fault in found["faults"]:
            self.found.complain(fault["kind"], fault["place"], fault["what"], look)
        self.found.counts |= found["counts"]
        if pictures:
            await self.size(WIDTH, (await self.lab("extent()"))["inside"])
            clip = await self.lab("extent()") | {"scale": 1}
            shot = await self.screen.send("Page.captureScreenshot", {"clip": clip})
            (pictures / f"{self.found.name}-{look}.png").write_bytes(base64.b64decode(shot["data"]))
            await self.size(WIDTH, HEIGHT)

    async def move_controls(self):
        """Moves each slider from end to end, takes another entry of each list, lets each thing that plays play."""
        self.found.counts["control"] = 0
        for k, moving in enumerate(await self.lab("controls()")):
            for control in sorted(moving["controls"], key=lambda control: control["kind"] == "play"):
                self.found.counts["control"] += 1
                await self.move(k, control, moving["place"])

    async def move(self, k, control, place):
        """Moves one of the k-th controls; all that it shows, pictures and text, must follow."""
        name = f"the {control['kind']} '{control['label']}'"
        handle = self.page.locator(f'[data-control="{control["id"]}"]')
        has_moved = False
        for move in MOVES[control["kind"]]:
            before = await self.lab("shows(argument)", k)
            await move(handle)
            after = await self.lab("shows(argument)", k)
            if after["values"] == before["values"] and control["kind"] in ("slider", "list"):
                continue  # it was there
            has_moved = True
            for what in ["pictures", "text"]:
                try:
                    await self.page.wait_for_function(
                        "([k, what, before]) => !before || lab.shows(k)[what] !== before || lab.shows(k).error",
                        arg=[k, what, before[what]], timeout=1000 * self.patience)
                except Timeout:
                    self.found.complain("control", place, f"{name} was moved, but the {what} below stayed")
            error = (await self.lab("shows(argument)", k))["error"]
            if error:
                self.found.complain("control", place, f"{name} was moved, and beside it stands: {error}")
        if not has_moved:
            self.found.complain("control", place, f"{name} does not move")
        if control["kind"] == "play":
            await handle.click()  # and rests

    async def stop_and_go_on(self):
        """Interrupts a training, and once more when it has gone on: it must have kept what it had."""
        self.found.counts["stop"] = 0
        await self.lab("begin(argument)", self.training)
        await self.lab("end()")
        before = 0
        for _ in range(2):
            self.found.counts["stop"] += 1
            await self.lab("begin(argument)", "stopped.run()")
            await self.page.wait_for_function("lab.lastShowsSomething()")
            await self.lab("interrupt()")
            ended = await self.lab("end()")
            if "nterrupt" not in ended["error"] + ended["says"]:
                self.found.complain("stop", "", f"an interrupted training ends with '{ended['error'] or ended['says'][-200:]}'")
            await self.lab("begin(argument)", "stopped.history()")
            kept = (await self.lab("end()"))["says"]
            epochs = re.match(r"(\d+) epochs.*interrupted", kept)
            if not epochs or int(epochs[1]) <= before:
                self.found.complain("stop", "", f"a training stopped after {before} epochs goes on, and then has kept '{kept[:100]}'")
                return
            before = int(epochs[1])

    async def restart(self):
        """Restarts the kernel, as a person does, who is asked whether it may; then all cells must run again."""
        await self.lab("restart()")
        await self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        await self.lab("restarted()")
        states = await self.run_all("restart")
        if states[0]["count"] != 1:
            self.found.complain("restart", states[0]["id"], f"after a restart its count is {states[0]['count']}, not 1")
