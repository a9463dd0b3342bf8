"""Runs the notebooks in the real Java kernel, or JupyterLab: the part that needs Jupyter.

Called by run.py in .venv:  runner.py setup|lab|check|course|ijava|execute  ONLY  TIMEOUT  TEACHES  PARENT'S-PROCESS-ID
"""
import asyncio
import contextlib
import copy
import json
import os
import pathlib
import secrets
import signal
import sys
import tempfile
import time
import webbrowser

import answers
import archive
import compare
import course
import environment
import grading
import kernel
import pages
import shift_tab

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[1]
START = "start.md"
HIDDEN = ["target", "pom.xml", "requirements.txt", "__pycache__"]  # from the list of files
IJAVA = "io.github.spencerpark.ijava.IJava"
IN_IJAVA_TOO = "01"  # a check runs this one, with sliders and charts, in IJava's base as well
KEPT_OF_CELLS = {"tags", "jupyter", "editable", "deletable", "nbgrader", "slideshow"}


def main():
    verb, only, timeout, teaches, parent = sys.argv[1:]
    environment.end_cleanly(int(parent))
    course.lay_out()
    archive.prepare()
    if verb == "setup":
        code = 0
    elif verb == "lab":
        code = lab(teaches == "true")
    elif verb == "execute":
        code = finish(lambda stop: execute(select(only), int(timeout), stop))
    elif verb == "course":
        code = check_course(course.assignments(only), int(timeout), through=course.assignments(only), all_of_them=True)
    elif verb == "ijava":
        code = finish(lambda stop: check_in_ijava(select(only), int(timeout), stop))
    else:
        code = finish(lambda stop: check(select(only), int(timeout), stop))
        if not only:
            code = finish(lambda stop: check_in_ijava(select(IN_IJAVA_TOO), int(timeout), stop)) or code
        chosen = course.assignments(only)
        code = check_course(chosen, int(timeout), through=chosen[:1], all_of_them=False) or code
    if not code:
        environment.done()
    sys.exit(code)


def lab(teaches):
    """JupyterLab on localhost with its token; Ctrl-C ends it and the kernels without a question.

    It says its address and, after that, only what goes wrong. nbgrader and the course are there for whoever teaches it.
    """
    from jupyter_server.serverapp import ServerApp
    from jupyterlab.labapp import LabApp

    class Server(ServerApp):
        def init_signal(self):
            self.on_ending_signals(self.end)

        def end(self, *_):
            """Ends once. Ctrl-C reaches Maven too, which sends SIGTERM: a second ending would hinder the first."""
            self.on_ending_signals(signal.SIG_IGN)
            self.stop(from_signal=True)

        def on_ending_signals(self, handler):
            for name in ["SIGINT", "SIGTERM", "SIGHUP"]:
                if hasattr(signal, name):
                    signal.signal(getattr(signal, name), handler)

        def init_server_extensions(self):
            if not teaches:
                self.jpserver_extensions.update({name: False for name in self.jpserver_extensions if name.startswith("nbgrader.")})
                self.tornado_settings = {**self.tornado_settings, "page_config_hook": without_nbgrader}
            super().init_server_extensions()

        def launch_browser(self):
            print(f"The notebooks are open, until Ctrl-C, at {self.public_url.partition('?')[0]}?token={token}", flush=True)
            with contextlib.suppress(webbrowser.Error):
                webbrowser.get(self.browser or None)
                super().launch_browser()

    def without_nbgrader(_, page):
        page["disabledExtensions"] = [*page["disabledExtensions"], "@jupyter/nbgrader"]
        return page

    token = secrets.token_hex(24)
    LabApp.serverapp_class = Server
    arguments = [
        f"--ServerApp.root_dir={NOTEBOOKS}",
        "--ServerApp.ip=localhost",
        "--ServerApp.log_level=ERROR",
        f"--IdentityProvider.token={token}",
        f"--LabApp.default_url=/lab/tree/{START}",
        "--LabApp.log_level=ERROR",
        "--MultiKernelManager.default_kernel_name=java",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(f"--ContentsManager.hide_globs={name}" for name in HIDDEN + ([] if teaches else [course.COURSE.name])),
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    return LabApp.launch_instance(arguments)


def select(only):
    """The notebooks NN-*.ipynb and the assignments, or those whose name begins with one of the comma-separated words."""
    words = tuple(word.strip() for word in only.split(",") if word.strip())
    paths = [*sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb")), *sorted(NOTEBOOKS.glob("assignments/source/*/*.ipynb"))]
    chosen = [path for path in paths if not words or title(path).startswith(words)]
    if not chosen:
        sys.exit(f"No notebook {only or 'NN-*.ipynb'} was found in {NOTEBOOKS}.")
    return chosen


def title(path):
    """What a notebook is called here: 01-sigmoid-derivative, or 2-four-equations for an assignment."""
    return path.stem if path.parent == NOTEBOOKS else path.parent.name


def check_course(chosen, timeout, through, all_of_them):
    """What every sample answer is worth; and for the assignments in through, the way through nbgrader."""
    found = []
    try:
        found += finish(lambda stop: all_answers(chosen, all_of_them, timeout, stop))
        found += grading.problems(through, all_of_them)
    except environment.Problem as problem:
        found.append(str(problem))
    print(*("\n" + problem for problem in found), sep="\n")
    print(f"{len(chosen)} assignments, {len(found)} problems", flush=True)
    return 1 if found else 0


async def all_answers(chosen, all_of_them, timeout, stop):
    """What is wrong with the answers, all or every second one. Two assignments are tried at a time: each waits for loops to end."""
    two = asyncio.Semaphore(2)

    async def problems(one):
        async with two:
            start = time.monotonic()
            found = course.form_problems(one) + grading.secrets(one, course.released(one))
            found += await asyncio.to_thread(answers.refused, one, course.JAR)
            tried = one.samples["answers"][:: 1 if all_of_them else 2]
            found += await answers.problems(one, tried, timeout, stop)
            print(f"{one.name}: {len(tried)} answers, {len(found)} to mend"
                  f" ({time.monotonic() - start:.1f} s)", flush=True)
            return found

    return [problem for found in await asyncio.gather(*map(problems, chosen)) for problem in found]


def finish(work):
    """Runs work(stop) to its end; Ctrl-C, SIGTERM or a closed terminal ends its kernel first, then this process."""
    return asyncio.run(until_stopped(work))


async def until_stopped(work):
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    if os.name != "nt":
        for number in [signal.SIGINT, signal.SIGTERM]:
            loop.add_signal_handler(number, stop.set)
    work = asyncio.ensure_future(work(stop))
    stopped = asyncio.ensure_future(stop.wait())
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        work.cancel()
        await asyncio.wait({work})
        print("Stopped.")
        sys.exit(130)
    stopped.cancel()
    return work.result()


async def check(paths, timeout, stop):
    """Runs a copy of each notebook and prints every way in which it is not as committed."""
    problems, cells = [], 0
    committed = {"series": {}, "assignments": {}}
    for path in paths:
        start = time.monotonic()
        found = []
        try:
            notebook = read(path)
            committed["series" if path.parent == NOTEBOOKS else "assignments"][path.name] = notebook
        except Exception as error:
            found.append(compare.at(path.name, f"cannot be read: {error}"))
        else:
            fresh = copy.deepcopy(notebook)
            found += compare.form_problems(path.name, notebook)
            found += [compare.at(path.name, *rest) for rest in await run_cells(path, fresh, timeout, stop)]
            if stop.is_set():
                return 130
            found += compare.output_problems(path.name, notebook, fresh)
            cells += len(compare.code_cells(notebook))
        problems += found
        verdict = f"{len(found)} to mend" if found else "ok"
        print(f"{path.name}: {verdict} ({time.monotonic() - start:.1f} s)", flush=True)
    for notebooks in committed.values():
        problems += compare.setup_problems(notebooks)
    problems += await kernel_problems(timeout, stop)
    found, links = pages.problems(NOTEBOOKS, START)
    print(f"pages: {links} links, {len(found)} to mend", flush=True)
    problems += found
    problems += await shift_tab.problems(timeout)
    print(*("\n" + problem for problem in problems), sep="\n")
    if problems:
        print("\nIf the new outputs are right: mvn -Pexecute-notebooks writes them into the notebooks.")
    print(f"{len(paths)} notebooks, {cells} cells, {len(problems)} problems", flush=True)
    return 1 if problems else 0


async def kernel_problems(timeout, stop):
    """Where the kernel does not say of itself, or of an error, what it should."""
    start = time.monotonic()
    notebook = kernel.notebook()
    found = [compare.at("kernel", *rest) for rest in await run_cells(NOTEBOOKS / "kernel", notebook, timeout, stop)]
    found += kernel.problems(notebook)
    print(f"kernel: {f'{len(found)} to mend' if found else 'ok'} ({time.monotonic() - start:.1f} s)", flush=True)
    return found


async def check_in_ijava(paths, timeout, stop):
    """Runs a copy of each notebook in what stands in for IJava, and prints where it shows something else than JJava."""
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        write_ijava(pathlib.Path(folder) / "java")
        for path in paths:
            start = time.monotonic()
            notebook = read(path)
            fresh = copy.deepcopy(notebook)
            found = [compare.at(path.name, *rest) for rest in await run_cells(path, fresh, timeout, stop, kernels=folder)]
            if stop.is_set():
                return 130
            found += compare.output_problems(path.name, notebook, fresh)
            problems += found
            verdict = f"{len(found)} to mend" if found else "ok"
            print(f"{path.name} in IJava: {verdict} ({time.monotonic() - start:.1f} s)", flush=True)
    print(*("\n" + problem for problem in problems), sep="\n")
    print(f"{len(paths)} notebooks in IJava, {len(problems)} problems", flush=True)
    return 1 if problems else 0


def write_ijava(folder):
    """A kernel started as IJava's own kernel.json starts it: lib's tests hold it, and Maven names the jars of its base."""
    classes = environment.ROOT / "lib" / "target" / "test-classes"
    if "IJAVA_BASE" not in os.environ:
        sys.exit("IJAVA_BASE must name the jars of IJava's base kernel, as Maven does: mvn -Pijava verify")
    classpath = os.pathsep.join([str(classes), os.environ["IJAVA_BASE"]])
    argv = ["java", "-classpath", classpath, IJAVA, "{connection_file}"]
    folder.mkdir()
    spec = {"argv": argv, "display_name": "Java", "language": "java", "interrupt_mode": "message"}
    (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


async def execute(paths, timeout, stop):
    """Runs each notebook and saves it with its outputs; one that fails stays as it was."""
    failed = 0
    for path in paths:
        start = time.monotonic()
        notebook = read(path)
        errors = await run_cells(path, notebook, timeout, stop)
        if stop.is_set():
            return 130
        if errors:
            failed += 1
            print(*("\n" + compare.at(path.name, *rest) for rest in errors), sep="\n")
            print(f"{path.name}: not written ({time.monotonic() - start:.1f} s)", flush=True)
        else:
            clean(notebook)
            write(path, notebook)
            print(f"{path.name}: written ({time.monotonic() - start:.1f} s)", flush=True)
    print(f"{len(paths)} notebooks, {len(paths) - failed} written, {failed} failed", flush=True)
    return 1 if failed else 0


async def run_cells(path, notebook, timeout, stop, kernels=None):
    """Runs the cells in a fresh kernel, in place, in the folder of path; kernels is a folder of others than Jupyter's own.

    Returns (what went wrong, number, cell), at most one that ended the run: a throw without the tag, a time-out, a dead
    kernel; the rest is then not run.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(
        notebook, kernel_name="java", timeout=timeout, startup_timeout=60, iopub_timeout=20,
        raise_on_iopub_timeout=True, coalesce_streams=True, record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.log.setLevel("CRITICAL")
    for cell in compare.code_cells(notebook):
        cell.update(outputs=[], execution_count=None)
    found = []
    number, cell = 0, None
    log = tempfile.TemporaryFile()
    client.create_kernel_manager()
    if kernels:
        client.km.kernel_spec_manager.kernel_dirs = [kernels]
    try:
        await client.async_start_new_kernel(stdout=log, stderr=log)
        await client.async_start_new_kernel_client()
        info = await client.kc.kernel_info(reply=True, timeout=timeout)
        notebook.metadata["language_info"] = info["content"]["language_info"]
        for index, cell in enumerate(notebook.cells):
            number += cell.cell_type == "code"
            await client.async_execute_cell(cell, index)
            if compare.may_throw(cell) and not compare.throws(cell):
                found.append(("is tagged raises-exception, but does not throw", number, cell))
    except CellExecutionError as error:
        found.append((f"throws {error.ename}: {error.evalue}\n{compare.traceback_of(cell)}", number, cell))
    except CellTimeoutError as error:
        lost = "its outputs were lost: it prints or updates too fast"
        found.append((lost if "IOPub" in str(error) else f"took longer than {timeout} s, or its kernel hangs", number, cell))
    except (DeadKernelError, RuntimeError) as error:
        if not stop.is_set():
            log.seek(0)
            last = log.read().decode("utf-8", "replace").splitlines()[-10:]
            found.append(("\n".join([f"the kernel died or did not start: {error}", *last]), number, cell))
    finally:
        if found and cell and not compare.may_throw(cell):
            cell.execution_count = None
        if client.km is not None and client.km.has_kernel:
            await client.km.shutdown_kernel(now=True)
        if client.kc is not None:
            client.kc.stop_channels()
        log.close()
    return found


def clean(notebook):
    """Drops what differs from run to run or from machine to machine."""
    notebook.metadata.clear()
    notebook.metadata.update(compare.METADATA)
    for cell in notebook.cells:
        for key in set(cell.metadata) - KEPT_OF_CELLS:
            del cell.metadata[key]
        for output in cell.get("outputs", []):
            sizes = {mime: size for mime, size in output.get("metadata", {}).items() if mime.startswith("image/")}
            if "metadata" in output:
                output.metadata.clear()
                output.metadata.update(sizes)


def read(path):
    import nbformat

    return nbformat.read(path, as_version=4)


def write(path, notebook):
    """Writes beside the notebook first, then takes its place: never half a notebook."""
    import nbformat

    nbformat.validate(notebook)
    beside = path.with_name(path.name + ".new")
    try:
        nbformat.write(notebook, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
