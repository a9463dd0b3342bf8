"""The notebooks' one command: sets Jupyter up and then opens, checks or re-executes them.

    python3 notebooks/.tools/run.py setup      make .venv if it is missing or out of date
    python3 notebooks/.tools/run.py configure  make the Java kernel of the Python that runs this as .venv's is: --heap=512m bounds it
    python3 notebooks/.tools/run.py lab        set up, then JupyterLab in notebooks/
    python3 notebooks/.tools/run.py check      unit tests of these tools, set up, check every notebook and the course
    python3 notebooks/.tools/run.py course     set up, then every sample submission of the course through nbgrader
    python3 notebooks/.tools/run.py ijava      set up, then run every notebook in what stands in for IJava
    python3 notebooks/.tools/run.py recipes    set the notebooks up elsewhere as .binder, .devcontainer and .github/JUPYTERHUB.md say
    python3 notebooks/.tools/run.py browser    set up, then every notebook in JupyterLab, in the machine's Chromium
    python3 notebooks/.tools/run.py execute    set up, then run the notebooks again and save their outputs
    python3 notebooks/.tools/run.py site       set up what makes the site, then the site (../.site)

Maven calls it (notebooks/pom.xml) with the system's Python and its own JDK as JAVA_HOME.
The standard library is all it needs; what needs Jupyter is in runner.py and runs in .venv.
This file must at least parse on an old Python, so that it can say that it is too old.
"""
import sys

if sys.version_info < (3, 10):
    sys.exit(
        "The notebooks need Python 3.10 or later, but %s is Python %d.%d."
        " Install a newer one, or name it: mvn -Dpython=/path/to/python3.12"
        % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

import argparse
import os
import pathlib
import subprocess

import archive
import chromium
import course
import environment
import recipes

PARENT = os.getppid()
TOOLS = os.path.dirname(os.path.abspath(__file__))
SITE = environment.Purpose("what makes the site", ("sphinx", "sphinx_book_theme", "myst_nb", "playwright"))


def main():
    parser = argparse.ArgumentParser(description="Set up, open, check or re-execute the notebooks; check the course.")
    parser.add_argument("verb", choices=["setup", "configure", "lab", "check", "course", "browser", "ijava", "recipes", "execute", "site"])
    parser.add_argument("--only", default="", help="first characters of notebooks' names, as in 01,09")
    parser.add_argument("--timeout", default="120", help="seconds that one cell may take")
    parser.add_argument("--teaches", default="false", help="true: JupyterLab with nbgrader and the course")
    parser.add_argument("--heap", default="", help="the most that a kernel's heap may grow to, as in 512m; it is kept small")
    options = parser.parse_args()
    environment.end_cleanly(PARENT)
    try:
        child_environment = environment.with_java(os.environ)
        if options.verb == "configure":
            prefix = pathlib.Path(sys.prefix)
            environment.configure_another(prefix, options.heap)
            archive.prepare(prefix, configure=lambda prefix: environment.configure_another(prefix, options.heap))
            course.lay_out()
            return
        if options.verb == "recipes":
            recipes.follow(options.only)
            environment.done()
            return
        if options.verb == "check":
            environment.test(TOOLS, "tools")
        if options.verb == "site":
            make_site()
        if options.verb == "browser":
            chromium.find()  # so that a missing one is told at once
        environment.set_up()
        if options.verb == "browser":
            environment.add(pathlib.Path(TOOLS, "browser.txt"), "Playwright, which drives a browser,")
    except environment.Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
    start_runner(options, child_environment)


def make_site():
    """Goes on as .site/build.py in the site's own virtual environment."""
    site = environment.ROOT / "notebooks" / ".site"
    venv = environment.ROOT / "notebooks" / "target" / "site-venv"
    environment.install(venv, site / "requirements.txt", SITE)
    go_on([environment.python_of(venv), "-B", str(site / "build.py")], dict(os.environ, PYTHONUTF8="1"))


def start_runner(options, child_environment):
    """Goes on as runner.py in .venv."""
    command = [
        environment.python_of(environment.VENV), "-B", os.path.join(TOOLS, "runner.py"),
        options.verb, options.only, options.timeout, options.teaches,
    ]
    go_on(command, child_environment)


def go_on(command, child_environment):
    """Runs a command in place of this process, or on Windows as its child; it is told whose end is its own."""
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command + [str(os.getpid())], env=child_environment))
    os.execve(command[0], command + [str(PARENT)], child_environment)


if __name__ == "__main__":
    main()
