"""The browser that the machine has: none is ever downloaded."""
import os
import shutil

import environment

NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge"]
PLACES = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
]
# A browser by itself asks its maker for news; in a build it shall not.
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def find():
    """The path of Chromium or Chrome: the one named in CHROMIUM, else the machine's."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else NAMES + PLACES)), None)
    if found is None:
        raise environment.Problem(
            f"{f'CHROMIUM names {named}, which is no program' if named else 'No Chromium or Chrome was found'}:"
            " install one (on Debian: sudo apt install chromium), or name it: CHROMIUM=/path/to/chrome mvn ...")
    return found


def arguments():
    """What keeps it quiet, and lets root start it."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return QUIET + (["--no-sandbox"] if is_root else [])
