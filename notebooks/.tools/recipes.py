"""Runs the recipes that set the notebooks up elsewhere: .binder, .devcontainer and .github/JUPYTERHUB.md.

    mvn -Precipes verify

Each recipe's own files say what is done. It is done in the order in which the recipe's tool does it, in an empty folder, in a
fresh clone of the last commit, by a user without rights if this is root. Then the Jupyter that came of it is started, and runs
notebooks in kernels of its own. What only the tool can do, the base image and the system's packages, is this machine's.
"""
import contextlib
import json
import os
import pathlib
import re
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.request

import environment

SHOWN = ["01"]
MEASURED = ["1+1", "01", "10", "13"]
WIDGETS = "@jupyter-widgets/jupyterlab-manager"
USER = "nobody"  # whose name nbgrader asks the system for


def follow(only):
    """Follows each recipe, or those whose name begins with one of the comma-separated words."""
    words = tuple(only.split(","))
    chosen = [recipe for recipe in [binder, devcontainer, jupyterhub] if recipe.__name__.startswith(words)]
    if not chosen:
        raise environment.Problem(f"No recipe begins with {only}: there are binder, devcontainer and jupyterhub.")
    for recipe in chosen:
        with bare_place() as place:
            print(f"{recipe.__name__}:", flush=True)
            recipe(place)


def binder(place):
    """As repo2docker: packages, Python's requirements, postBuild; the repository is the user's home."""
    clone = place.clone(place.home)
    packages = ", ".join(lines(clone / ".binder" / "apt.txt"))
    place.say(f"apt packages {packages}: this machine's mvn and java instead")
    version = (clone / ".binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    bin = place.new_environment(f"python{version}")
    place.run(f"{bin}/pip install --no-cache-dir -r .binder/requirements.txt", clone)
    place.run("chmod +x .binder/postBuild && ./.binder/postBuild", clone)
    place.try_notebooks(bin, clone, clone / "notebooks", SHOWN)


def devcontainer(place):
    """As a development container, once it is created."""
    clone = place.clone(place.folder / "workspace")
    text = "\n".join(lines(clone / ".devcontainer" / "devcontainer.json", "//"))
    recipe = json.loads(text)
    place.say(f"image {recipe['image']}: this machine's mvn, java and python3 instead")
    place.run(recipe["postCreateCommand"], clone)
    place.try_notebooks(clone / ".venv" / "bin", clone, clone / "notebooks", SHOWN)


def jupyterhub(place):
    """As an administrator follows the page; then as a student, who has copies of the notebooks and no library."""
    clone = place.clone(place.folder / "companion")
    bin = place.new_environment("python3")
    page = (clone / ".github" / "JUPYTERHUB.md").read_text(encoding="utf-8")
    place.environ |= {
        "HUB": str(bin.parent), "COMPANION": str(clone), "EXCHANGE": str(place.folder / "exchange"),
        "COURSE": str(place.folder / "course"),
    }
    for block in re.findall(r"^```bash\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        place.run("set -e\n" + block, place.home)
    place.run(f"cp -r {clone}/notebooks {place.home}", place.home)
    place.try_notebooks(bin, place.home, place.home / "notebooks", MEASURED)


def lines(file, comment="#"):
    """The lines of a file that say something."""
    found = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in found if line and not line.startswith(comment)]


@contextlib.contextmanager
def bare_place():
    with tempfile.TemporaryDirectory(prefix="recipe-") as folder:
        yield Place(pathlib.Path(folder))


class Place:
    """An empty folder with a home in it, and the user who works there."""

    def __init__(self, folder):
        self.folder, self.home = folder, folder / "home"
        self.is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        self.who = {"user": USER, "group": "nogroup", "extra_groups": []} if self.is_root else {}
        of_this_python = ("PYTHON", "VIRTUAL", "JUPYTER")
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith(of_this_python)}
        # Java takes the home from the system's list of users, where this one has none.
        self.environ |= {"HOME": str(self.home), "MAVEN_OPTS": f"-Duser.home={self.home}"}
        self.home.mkdir()
        self.hand_over(folder)

    def hand_over(self, folder):
        if self.is_root:
            subprocess.run(["chown", "-R", f"{USER}:nogroup", folder], check=True)

    def say(self, line):
        print("  " + line, flush=True)

    def clone(self, folder):
        """A clone of the last commit: what is not committed is not seen."""
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", environment.ROOT, folder], check=True)
        self.hand_over(folder)
        return folder

    def new_environment(self, python):
        """A fresh virtual environment, which stands for the tool's own; returns its programs' folder, now first on the path."""
        name = next((name for name in [python, "/usr/bin/python3", "python3"] if self.can_run(name)), python)
        self.say(f"{python}: an environment of {name} instead of the tool's own")
        self.run(f"{name} -m venv {self.folder}/environment", self.home)
        bin = self.folder / "environment" / "bin"
        self.environ["PATH"] = f"{bin}{os.pathsep}{self.environ['PATH']}"
        return bin

    def can_run(self, python):
        try:
            tried = [python, "-m", "venv", "-h"]
            return subprocess.run(tried, capture_output=True, env=self.environ, cwd=self.home, **self.who).returncode == 0
        except OSError:
            return False

    def run(self, command, folder):
        """Runs a command of a recipe; a failure ends all, with its last lines."""
        start = time.monotonic()
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=self.environ, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", **self.who,
        )
        first = next(line for line in command.splitlines() if line not in ["", "set -e"])
        self.say(f"{first.replace(str(self.folder), '…')} ({time.monotonic() - start:.0f} s)")
        if done.returncode:
            raise environment.Problem("\n".join([*done.stdout.splitlines()[-30:], f"The recipe failed here: {command}"]))

    def try_notebooks(self, bin, root, notebooks, names):
        """Starts JupyterLab as it was set up, and runs each notebook in a fresh kernel of it."""
        token, port = secrets.token_hex(16), free_port()
        url = f"http://localhost:{port}"
        command = [
            bin / "jupyter", "lab", "--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}",
        ]
        with (self.folder / "jupyter.log").open("w") as log:
            server = subprocess.Popen(
                command, cwd=root, env=self.environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self.who)
        try:
            page = wait_for(f"{url}/lab?token={token}", server)
            if WIDGETS not in page:
                raise environment.Problem(f"JupyterLab has no {WIDGETS}: no slider would move.")
            self.say(f"JupyterLab with sliders: {memory(server.pid)} MB (RSS, PSS)")
            for name in names:
                self.try_notebook(bin, [url, token, notebooks.relative_to(root), notebooks, name], server)
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()

    def try_notebook(self, bin, arguments, server):
        client = [bin / "python", "-B", environment.ROOT / "notebooks" / ".tools" / "through_server.py", *arguments]
        utf8 = self.environ | {"PYTHONUTF8": "1"}
        done = subprocess.run(client, env=utf8, cwd=self.home, capture_output=True, encoding="utf-8")
        if done.returncode:
            log = (self.folder / "jupyter.log").read_text(encoding="utf-8", errors="replace").splitlines()
            raise environment.Problem("\n".join([*log[-20:], done.stdout, done.stderr, f"Notebook {arguments[-1]} failed."]))
        told = json.loads(done.stdout)
        kernels = [memory(pid) for pid in children(server.pid)]
        self.say(f"notebook {arguments[-1]}: as committed; first answer after {told['first']:.1f} s, all {told['cells']} cells"
                 f" after {told['all']:.0f} s; kernel {', '.join(map(str, kernels))} MB (RSS, PSS)")
        request = urllib.request.Request(
            f"{arguments[0]}/api/kernels/{told['kernel']}", method="DELETE", headers={"Authorization": f"token {arguments[1]}"})
        urllib.request.urlopen(request).close()


def free_port():
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def wait_for(url, server):
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(url) as page:
            return page.read().decode()
        time.sleep(0.4)
    raise environment.Problem("JupyterLab did not start.")


def children(parent):
    """The processes that a process started."""
    found = []
    for status in pathlib.Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            if f"\nPPid:\t{parent}\n" in status.read_text():
                found.append(int(status.parent.name))
    return found


def memory(pid):
    """What a process holds, in MB: resident, and without what it shares with others; nothing where there is no /proc."""
    with contextlib.suppress(OSError):
        sizes = dict(re.findall(r"^(\w+): +(\d+) kB", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE))
        return int(sizes["Rss"]) // 1024, int(sizes["Pss"]) // 1024
    return "?"

