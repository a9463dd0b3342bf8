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


def find():
    """The path of a Chromium or Chrome."""
    found = next(filter(None, map(shutil.which, NAMES + PLACES)), None)
    if found is None:
        raise environment.Problem(
            "No Chromium was found, which looks at the pages: install it (Debian: sudo apt install chromium,"
            " Ubuntu: sudo snap install chromium) or Chrome, and run the same command again."
        )
    return found


def arguments():
    """What keeps it quiet, and lets root start it."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
    return quiet + (["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])
