"""Every notebook in JupyterLab, in a real browser: mvn -Pbrowser verify. What is looked at is in reader.py and page_checks.js.

The lab is that of mvn -Plab, but in a copy under target/browser, so that nothing committed changes; there the assignments are
what students get. Beside them a notebook with one of each fault is read: the check fails where it does not find them.
"""
import asyncio
import contextlib
import json
import os
import pathlib
import secrets
import shutil
import socket
import sys
import time
import urllib.parse
import urllib.request

import nbformat
from playwright.async_api import Error as BrowserError
from playwright.async_api import async_playwright

import chromium
import course
import environment
import faults
import planted
from reader import Reader

TARGET = course.NOTEBOOKS / "target" / "browser"
FOLDER = TARGET / "notebooks"  # beside lib, as the notebooks name the library
SCREENSHOTS = TARGET / "screenshots"
AT_ONCE = 2
PLANTED = "planted-faults"


async def check(notebooks, timeout):
    """Reads copies of the notebooks, given as {name: path}; prints the table and what is wrong; returns the exit code."""
    start = time.monotonic()
    copies = copy(notebooks)
    free = asyncio.Semaphore(AT_ONCE)
    async with lab() as address, browser() as context:

        async def read(name, place):
            async with free:
                return await read_one(context, address, name, place, timeout)

        first, *others = await asyncio.gather(*(read(name, place) for name, place in copies.items()))
    print(faults.table([*others, first]))
    problems = [fault.told(found.name) for found in others for fault in found.faults] + planted.problems(first)
    print(*("\n" + problem for problem in problems), sep="\n")
    print(f"{len(notebooks)} notebooks in a browser, {len(problems)} problems ({time.monotonic() - start:.0f} s);"
          f" screenshots in {SCREENSHOTS.relative_to(environment.ROOT)}", flush=True)
    return 1 if problems else 0


def copy(notebooks):
    """Copies the library, the data and the notebooks. Returns where each is, beginning with the planted one."""
    shutil.rmtree(TARGET, ignore_errors=True)
    SCREENSHOTS.mkdir(parents=True)
    shutil.copytree(course.NOTEBOOKS / "data", FOLDER / "data")
    course.put(TARGET / "lib" / "target" / course.JAR.name, course.JAR.read_bytes())
    copies = {PLANTED: pathlib.Path("planted.ipynb")}
    nbformat.write(planted.notebook(), FOLDER / copies[PLANTED])
    for name, path in notebooks.items():
        if course.COURSE in path.parents:
            course.give_out([course.Assignment(path)], exercises=FOLDER / "exercises")
            copies[name] = pathlib.Path("exercises", path.parent.name, path.name)
        else:
            shutil.copy(path, FOLDER)
            copies[name] = pathlib.Path(path.name)
    return copies


@contextlib.asynccontextmanager
async def lab():
    """The lab on a free port, all cells of a notebook in the page; ends with this. Gives its address."""
    course.put(TARGET / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings",
               json.dumps({"windowingMode": "none"}).encode())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    environ = {name: value for name, value in os.environ.items() if name != "NOTEBOOKS_DONE"}  # which the lab, ending well, would make
    log = TARGET / "lab.log"
    with log.open("wb") as out:
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-B", pathlib.Path(__file__).with_name("runner.py"), "lab", "", "0", "false", str(os.getpid()),
            str(FOLDER), token, f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--no-browser",
            "--expose-app-in-browser", f"--LabApp.user_settings_dir={TARGET / 'settings'}", f"--LabApp.workspaces_dir={TARGET / 'workspaces'}",
            env=dict(environ, JUPYTER_CONFIG_DIR=str(TARGET / "config")), stdin=asyncio.subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        while not await asyncio.to_thread(is_up, f"http://127.0.0.1:{port}/api?token={token}"):
            if server.returncode is not None:
                last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
                raise environment.Problem("\n".join([*last, "JupyterLab did not start: the lines above tell why."]))
            await asyncio.sleep(0.2)
        yield lambda place: (
            f"http://127.0.0.1:{port}/lab/workspaces/{place.stem}/tree/{urllib.parse.quote(place.as_posix())}?token={token}")
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.terminate()
        await server.wait()


def is_up(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status == 200
    except OSError:
        return False


@contextlib.asynccontextmanager
async def browser():
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium.find(), args=chromium.arguments(), handle_sigint=False, handle_sigterm=False)
        try:
            yield await started.new_context()
        finally:
            await started.close()


async def read_one(context, address, name, place, timeout):
    """Reads one notebook in a page of its own; what ends that too early is a fault as well."""
    is_planted = name == PLANTED
    found = faults.Findings(name)
    page = await context.new_page()
    reader = Reader(page, found, planted.TRAINING, patience=5) if is_planted else Reader(page, found)
    start = time.monotonic()
    try:
        await asyncio.wait_for(reader.read(address(place), SCREENSHOTS), 4 * timeout)
    except asyncio.TimeoutError:
        found.complain("cells", "", f"it was not read within {4 * timeout} s")
    except BrowserError as error:
        found.complain("cells", "", f"reading it ended with: {str(error).splitlines()[0]}; the screenshot {name}-end.png shows where")
        with contextlib.suppress(BrowserError):
            await page.screenshot(path=SCREENSHOTS / f"{name}-end.png")
    await page.close()
    found.seconds = time.monotonic() - start
    verdict = f"{len(found.faults)} {'faults found' if is_planted else 'to mend'}" if found.faults else "ok"
    print(f"{name}: {verdict} ({found.seconds:.1f} s)", flush=True)
    return found
