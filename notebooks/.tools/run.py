"""The notebooks' one command: sets Jupyter up and then opens, checks or re-executes them.

    python3 notebooks/.tools/run.py setup      make .venv if it is missing or out of date
    python3 notebooks/.tools/run.py configure  make the Java kernel of the Python that runs this as .venv's is: --heap=512m bounds it
    python3 notebooks/.tools/run.py lab        set up, then JupyterLab in notebooks/
    python3 notebooks/.tools/run.py check      unit tests of these tools, set up, check every notebook and the course
    python3 notebooks/.tools/run.py course     set up, then every sample submission of the course through nbgrader
    python3 notebooks/.tools/run.py ijava      set up, then run every notebook in what stands in for IJava
    python3 notebooks/.tools/run.py recipes    set the notebooks up elsewhere as .binder, .devcontainer and .github/JUPYTERHUB.md say
    python3 notebooks/.tools/run.py execute    set up, then run the notebooks again and save their outputs

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
import io
import os
import pathlib
import subprocess
import unittest

import course
import environment
import recipes

PARENT = os.getppid()
TOOLS = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description="Set up, open, check or re-execute the notebooks; check the course.")
    parser.add_argument("verb", choices=["setup", "configure", "lab", "check", "course", "ijava", "recipes", "execute"])
    parser.add_argument("--only", default="", help="first characters of notebooks' names, as in 01,09")
    parser.add_argument("--timeout", default="120", help="seconds that one cell may take")
    parser.add_argument("--teaches", default="false", help="true: JupyterLab with nbgrader and the course")
    parser.add_argument("--heap", default="", help="the most that a kernel's heap may grow to, as in 512m; it is kept small")
    options = parser.parse_args()
    environment.end_cleanly(PARENT)
    try:
        child_environment = environment.with_java(os.environ)
        if options.verb == "configure":
            environment.configure_another(pathlib.Path(sys.prefix), options.heap)
            course.lay_out()
            return
        if options.verb == "recipes":
            recipes.follow(options.only)
            environment.done()
            return
        if options.verb == "check":
            test_these_tools()
        environment.set_up()
    except environment.Problem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
    start_runner(options, child_environment)


def test_these_tools():
    """Runs test_*.py and prints how many passed; a failure is shown whole and ends everything."""
    log = io.StringIO()
    tests = unittest.defaultTestLoader.discover(TOOLS)
    result = unittest.TextTestRunner(stream=log).run(tests)
    failed = len(result.failures) + len(result.errors)
    if failed or not result.testsRun:
        print(log.getvalue())
    print("tools: %d passed, %d failed" % (result.testsRun - failed, failed), flush=True)
    if failed or not result.testsRun:
        raise environment.Problem("The unit tests of notebooks/.tools failed: see above.")


def start_runner(options, child_environment):
    """Goes on as runner.py in .venv: in place of this process, or on Windows as its child."""
    command = [
        environment.python_of(environment.VENV), "-B", os.path.join(TOOLS, "runner.py"),
        options.verb, options.only, options.timeout, options.teaches,
    ]
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command + [str(os.getpid())], env=child_environment))
    os.execve(command[0], command + [str(PARENT)], child_environment)


if __name__ == "__main__":
    main()
