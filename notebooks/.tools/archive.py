"""The kernel's class archive: what it loads on its way to the first plot, ready to be mapped, so that it starts sooner.

It is made by a kernel that runs a few cells, when it is missing or the Java, the kernel or the library has changed. A Java
that it does not fit passes it over, and starts as it would without.
"""
import contextlib
import hashlib
import json
import os
import queue
import subprocess

import environment

NOTEBOOKS = environment.ROOT / "notebooks"
TIMEOUT = 120

# What a first notebook does, so that its classes are in the archive; the last cell goes wrong on purpose.
CELLS = [
    "1+1",
    None,  # the set-up cell
    'Charts.functions(-8, 8, Curve.of("σ", Sigmoid::of))',
    "Network.of(2, 3, 1).random(1).w(1)",
    'Images.network(Network.of(2, 3, 1).random(1))',
    'Explore.slider("z", 0, -8, 8).shows(z -> Charts.functions(-8, 8, Curve.of("σ", Sigmoid::of)))',
    "var xor = DataSet.of(new double[][] {{0, 0}, {0, 1}}, new double[][] {{0}, {1}});\n"
    "Charts.costCurve(Training.of(Network.of(2, 4, 1).random(1), Cost.SQUARED_ERROR.mean(), xor).eta(2.5).epochs(20).run())",
    'Help.of("Backprop.hiddenError")',
    'Check.standard().weightGradient((delta, a) -> delta)',
    "Network.of(0)",
]


def prepare(venv=environment.VENV, jar=environment.JAR, configure=environment.configure):
    """Makes the archive unless it is there and fits, or there is no library yet. Without it all works, only slower."""
    folder = environment.jjava_folder(venv)
    stamp = folder / "archive-made-for"
    if not jar.is_file():
        return
    wanted = made_for(folder, jar)
    is_there = folder.joinpath(environment.archive()).is_file()
    if is_there and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("Preparing the kernel's quick start (once; some seconds) ...", flush=True)
    with contextlib.suppress(OSError, RuntimeError, TimeoutError, queue.Empty, subprocess.SubprocessError):
        make(folder, environment.archive())
        configure(venv)
        stamp.write_text(wanted, encoding="utf-8")


def made_for(folder, jar):
    """What the archive depends on."""
    options = f"{environment.ARCHIVES}{environment.MEMORY}"
    files = [hashlib.sha256(file.read_bytes()).hexdigest() for file in [folder / "jjava.jar", folder / "kernel.jar", jar]]
    return "\n".join([environment.release(os.environ), options, *files])


def command(folder):
    """The kernel's command, with the place of its files filled in."""
    argv = json.loads((folder / "kernel.json").read_text(encoding="utf-8"))["argv"]
    return [word.replace("{resource_dir}", str(folder)) for word in argv]


def make(folder, name):
    """Runs the cells in a kernel that writes what it has loaded when it ends; the file takes its place when it is whole."""
    use, write, _ = environment.ARCHIVES[name]
    new = folder / f"{os.getpid()}-{name}"
    java, *rest = [word for word in command(folder) if not word.startswith(use)]
    options, jar = rest[:-3], rest[-2]
    try:
        run([java, write + str(new), *rest])
        if not environment.runs([java, use + str(new), *options, "-cp", jar, "-version"]):
            raise RuntimeError(f"{new} is damaged")
        new.chmod(0o644)
        os.replace(new, folder / name)
    finally:
        new.unlink(missing_ok=True)


def run(argv):
    """One kernel, from its start to its own end."""
    with kernel(argv) as client:
        for cell in CELLS:
            client.execute(cell or setup_cell(), reply=True, timeout=TIMEOUT)


@contextlib.contextmanager
def kernel(argv):
    """A client of a kernel, which is then asked to end, and waited for."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import KernelManager

    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=argv, display_name="Java", language="java", interrupt_mode="message")
    manager.start_kernel(cwd=str(NOTEBOOKS), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process = manager.provisioner.process
    try:
        client = manager.blocking_client()
        client.start_channels()
        try:
            yield client
            client.shutdown()
        finally:
            client.stop_channels()
        process.wait(TIMEOUT)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        manager.cleanup_resources()


def setup_cell():
    """The first code cell, which is the same in all notebooks."""
    notebook = json.loads(next(iter(sorted(NOTEBOOKS.glob("01-*.ipynb")))).read_text(encoding="utf-8"))
    return "".join(next(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"))
