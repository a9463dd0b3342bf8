"""Seconds until a kernel answers, and its memory, a Python and a Java one:  python kernels.py KERNEL_JSON NOTEBOOKS

KERNEL_JSON is that of the Java kernel, NOTEBOOKS the folder it runs in. Prints the medians of
interleaved rounds, and how many times longer Java takes.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import time

import psutil
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ROUNDS = 9
TIMES = {
    "result": "start to the reply of 1+1",
    "setup": "start to the end of the set-up cell",
    "plot": "start to the first plot",
    "next_plot": "next plot",
    "one_plus_one": "next 1+1",
    "restart": "restart to the reply of 1+1",
    "memory": "memory after the plots, GB",
}
TIMEOUT = 120
PYTHON_SETUP = "%matplotlib inline\nimport numpy\nimport matplotlib.pyplot"
PYTHON_PLOT = """x = numpy.linspace(-8, 8, 400)
matplotlib.pyplot.plot(x, 1 / (1 + numpy.exp(-x)))
matplotlib.pyplot.show()"""
JAVA_PLOT = 'Charts.functions(-8, 8, Curve.of("σ", Sigmoid::of), Curve.of("σ′", Sigmoid::derivative))'


class Kernel(KernelManager):
    """A kernel by its argv alone, wherever its kernelspec is."""

    def __init__(self, argv, **named):
        super().__init__(**named)
        self._kernel_spec = KernelSpec(argv=argv, display_name=argv[0], language="")


def java_argv(kernel_json):
    """The connection file is filled in by jupyter_client."""
    argv = json.loads(kernel_json.read_text(encoding="utf-8"))["argv"]
    return [word.replace("{resource_dir}", str(kernel_json.parent)) for word in argv]


def setup_cell(folder):
    """The first code cell, which is the same in all notebooks."""
    notebook = json.loads(next(iter(sorted(folder.glob("01-*.ipynb")))).read_text(encoding="utf-8"))
    return "".join(next(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"))


def run(client, cell):
    """Runs a cell and waits for its reply."""
    checked(cell, client.execute(cell, reply=True, timeout=TIMEOUT))


def plot(client, cell):
    """Runs a cell; the time at which its picture came."""
    shown = []

    def note(message):
        if "image/png" in message["content"].get("data", ()):
            shown.append(time.perf_counter())

    checked(cell, client.execute_interactive(cell, timeout=TIMEOUT, output_hook=note))
    return shown[0]


def checked(cell, reply):
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"{cell}: {reply['content']}")


def measure(argv, folder, setup, picture):
    """One kernel from its start to its end. The first cell waits in its socket until the kernel listens."""
    kernel = Kernel(argv)
    start = time.perf_counter()
    try:
        kernel.start_kernel(cwd=str(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = kernel.blocking_client()
        client.start_channels()
        try:
            seconds = {}
            run(client, "1+1")
            seconds["result"] = time.perf_counter() - start
            run(client, setup)
            seconds["setup"] = time.perf_counter() - start
            seconds["plot"] = plot(client, picture) - start
            begin = time.perf_counter()
            seconds["next_plot"] = plot(client, picture) - begin
            begin = time.perf_counter()
            run(client, "1+1")
            seconds["one_plus_one"] = time.perf_counter() - begin
            seconds["memory"] = psutil.Process(kernel.provisioner.process.pid).memory_info().rss / 1e9
            begin = time.perf_counter()
            kernel.restart_kernel()
        finally:
            client.stop_channels()
        client = kernel.blocking_client()
        client.start_channels()
        try:
            run(client, "1+1")
            seconds["restart"] = time.perf_counter() - begin
            return seconds
        finally:
            client.stop_channels()
    finally:
        kernel.shutdown_kernel(now=True)


def main():
    kernel_json, folder = map(pathlib.Path, sys.argv[1:])
    python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernels = {
        "python": (python, folder, PYTHON_SETUP, PYTHON_PLOT),
        "java": (java_argv(kernel_json.resolve()), folder, setup_cell(folder), JAVA_PLOT),
    }
    rounds = {name: [] for name in kernels}
    for _ in range(ROUNDS):
        for name, kernel in kernels.items():
            rounds[name].append(measure(*kernel))
    python, java = medians(rounds["python"]), medians(rounds["java"])
    for name, what in TIMES.items():
        print(f"{what:<42}{python[name]:10.3f}{java[name]:10.3f}{java[name] / python[name]:10.1f}")


def medians(rounds):
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}


if __name__ == "__main__":
    main()
