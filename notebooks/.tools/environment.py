"""The virtual environment .venv: made when needed, from nothing but the standard library.

.venv counts as made only when its stamp, written last, names the present requirements and
the present place. So an interrupted set-up, a moved folder or new requirements lead to a new one.
"""
import contextlib
import errno
import hashlib
import importlib.util
import io
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import typing
import unittest
import urllib.parse
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "notebooks" / "requirements.txt"
JAR = ROOT / "lib" / "target" / "backprop.jar"

# JJava in a class of ours (CompanionKernel.java), without its launcher: one JVM instead of two. English and UTF-8 whatever the machine's
# own, so that numbers and Greek letters print alike everywhere; headless, since pictures show inline.
KERNEL = {
    "argv": [
        "java",
        "-Duser.language=en", "-Duser.country=US",
        "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "-jar", "{resource_dir}/kernel.jar", "{connection_file}",
    ],
    "display_name": "Java",
    "language": "java",
    "interrupt_mode": "message",
}
KERNEL_SOURCE = pathlib.Path(__file__).with_name("CompanionKernel.java")
MANIFEST = "Main-Class: org.dflib.jjava.distro.CompanionKernel\nClass-Path: jjava.jar {library}\n"

# What makes the kernel start sooner, by the archive that archive.py makes: from Java 25 on a cache of linked classes, with what
# was learned of their methods; before, an archive of classes, and the slow compiler, C2, is called only for what runs ten times
# as often as usual: training does, the start does not. The products of training are excepted, which only C2 makes vector
# instructions of. A Java that an archive does not fit passes it over in silence.
VECTOR_PRODUCTS = "backprop/training/VectorProducts.*"
ARCHIVES = {
    "kernel.aot": ("-XX:AOTCache=", "-XX:AOTCacheOutput=", []),
    "kernel.jsa": ("-XX:SharedArchiveFile=", "-XX:ArchiveClassesAtExit=", [
        "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=400000",
        "-XX:CompileCommand=quiet", f"-XX:CompileCommand=CompileThresholdScaling,{VECTOR_PRODUCTS},0.1",
    ]),
}

# Many kernels share a machine. The serial collector halves a kernel's memory and is ready sooner; one gibibyte is what training on
# all of MNIST takes, and more than twice what any notebook here needs. Huge pages make it faster by a tenth to a fifth.
MEMORY = ["-XX:+UseSerialGC", "-Xmx1g", "-XX:+UseTransparentHugePages"]

# For a class on one machine: a heap that begins small, as each takes by itself a 64th of the machine, filled or not.
SMALL = "-Xms32m"

# What training takes its vector instructions from, if this Java has it; the JVM says once, in Jupyter's log, that it is in use.
VECTORS = "jdk.incubator.vector"

# JupyterLab does not ask whether it may fetch news, and shows a page of text as a page.
# A notebook that is saved keeps what its controls showed, for whoever opens it next.
SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
}

# nbgrader, from a terminal anywhere or from JupyterLab's menu, knows the course.
NBGRADER = """c = get_config()
c.CourseDirectory.root = {course!r}
load_subconfig("nbgrader_config.py", path={course!r})
"""


class Purpose(typing.NamedTuple):
    """What a virtual environment is for."""
    name: str
    modules: tuple  # that its Python must find
    files: tuple = ()  # that must lie in it


JUPYTER = Purpose(
    "Jupyter and the Java kernel",
    ("jupyterlab", "nbclient", "nbformat", "nbgrader"),
    ("share/jupyter/kernels/java/jjava.jar",),
)


class Problem(Exception):
    """Something that the person at the keyboard can mend; the text says how."""


def set_up(venv=VENV, requirements=REQUIREMENTS, say=print):
    """Makes the virtual environment unless it is there, whole and up to date. Of two at once, the second waits."""
    install(venv, requirements, JUPYTER, say, configure)


def install(venv, requirements, purpose, say=print, configure=lambda venv: None):
    """Makes any virtual environment of ours, unless it is there; configures it every time."""
    with setting_up(venv, say):
        if not is_ready(venv, requirements, purpose):
            make(venv, requirements, purpose, say)
        configure(venv)


@contextlib.contextmanager
def setting_up(venv, say):
    """Holds the lock of a virtual environment; what the system refuses meanwhile is a problem to mend."""
    try:
        venv.parent.mkdir(parents=True, exist_ok=True)
        with locked(venv.with_name(".venv.lock"), say):
            yield
    except OSError as error:
        raise Problem(
            f"Setting up {venv} failed: {error}."
            " Check the disk's free space and the folder's permissions, then run the same command again."
        ) from error


@contextlib.contextmanager
def locked(file, say):
    """Holds a file's lock, which ends with this process however it ends."""
    with file.open("a") as lock:
        if not take(lock):
            say("Another set-up is at work in this folder: waiting until it has ended ...", flush=True)
            while not take(lock):
                time.sleep(0.2)
        yield


def take(lock):
    """Locks an open file, unless another process has done so."""
    try:
        if os.name == "nt":
            import msvcrt
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise


def is_ready(venv, requirements, purpose=JUPYTER):
    stamp = stamp_of(venv)
    return (
        stamp.is_file()
        and stamp.read_text(encoding="utf-8") == stamp_text(venv, requirements)
        and is_whole(venv, purpose)
    )


def is_whole(venv, purpose):
    """Whether its Python still runs and finds what was installed: a quick answer."""
    probe = f"import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, {purpose.modules!r})))"
    return all((venv / file).is_file() for file in purpose.files) and runs([python_of(venv), "-I", "-c", probe])


def make(venv, requirements, purpose, say):
    """Makes the virtual environment from scratch and stamps it."""
    for module in ["venv", "ensurepip"]:
        if importlib.util.find_spec(module) is None:
            raise Problem(
                f"{sys.executable} has no module '{module}', which making {venv.name} needs."
                " On Debian or Ubuntu: sudo apt install python3-venv."
                " Or name another Python: mvn -Dpython=/path/to/python3.12"
            )
    say(f"Setting up {purpose.name} in {venv} (once; about a minute) ...", flush=True)
    stamp_of(venv).unlink(missing_ok=True)
    remove(venv)
    call([base_python(), "-I", "-m", "venv", venv], "Making the virtual environment failed.")
    pip_install(venv, requirements, f"Installing {purpose.name} failed.")
    if not is_whole(venv, purpose):
        raise Problem(f"{venv} was made, but lacks a part of {purpose.name}: look at {requirements}.")
    mend_scripts(venv)
    stamp_of(venv).write_text(stamp_text(venv, requirements), encoding="utf-8")


def add(requirements, what, venv=VENV, say=print):
    """Installs something more into the virtual environment, unless it is there. A new environment has nothing of it."""
    stamp = stamp_of(venv).with_name(f"{requirements.stem}-finished")
    with setting_up(venv, say):
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != stamp_text(venv, requirements):
            say(f"Adding {what} to {venv} (once) ...", flush=True)
            pip_install(venv, requirements, f"Installing {what} failed.")
            stamp.write_text(stamp_text(venv, requirements), encoding="utf-8")


def pip_install(venv, requirements, what_failed):
    call(
        [python_of(venv), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--prefer-binary",
         "--disable-pip-version-check", "--retries", "2", "--require-hashes", "--requirement", requirements],
        what_failed,
    )


def mend_scripts(venv):
    """Lets the programs in .venv find its Python where the shell would read the folder's name as something else.

    In a folder whose name has a space, pip begins a program with a line for the shell and puts the name in double quotes,
    where ", $, ` and a backslash mean something. nbgrader starts alembic so.
    """
    if os.name == "nt" or not set('"$`\\') & set(str(venv.absolute())):
        return
    start = b"#!/bin/sh\n'''exec' "
    for program in (venv / "bin").iterdir():
        if program.is_file() and program.read_bytes().startswith(start):
            rest = program.read_bytes().split(b"\n", 2)[2]
            program.write_bytes(start + b'"$(dirname -- "$0")/python" "$0" "$@"\n' + rest)


def compile_kernel(folder):
    """Compiles our class of kernel against the JJava in that folder, unless the jar there is made of the present source.

    Its class path has the library, too: so the class archive holds it, and it is there before a cell asks for it.
    """
    jar = folder / "kernel.jar"
    made_of = hashlib.sha256(KERNEL_SOURCE.read_bytes() + manifest(folder).encode()).hexdigest().encode()
    with contextlib.suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(jar) as old:
        if old.comment == made_of:
            return
    javac = shutil.which("javac", path=with_java(os.environ)["PATH"])
    if javac is None:
        raise Problem("No javac was found, which a JDK has. Install a JDK, version 17 or later, and point JAVA_HOME at it.")
    with tempfile.TemporaryDirectory() as classes:
        call([javac, "--release", "17", "-encoding", "UTF-8", "-d", classes,
              "-classpath", folder / "jjava.jar", KERNEL_SOURCE], "Compiling the kernel failed.")
        with zipfile.ZipFile(jar.with_suffix(".new"), "w") as new:
            new.writestr("META-INF/MANIFEST.MF", manifest(folder))
            for file in sorted(pathlib.Path(classes).rglob("*.class")):
                new.write(file, file.relative_to(classes))
            new.comment = made_of
    os.replace(jar.with_suffix(".new"), jar)


def manifest(folder):
    """The kernel's class path, in lines of 72 bytes at most, as a manifest has them; what goes on begins with a space."""
    library = urllib.parse.quote(os.path.relpath(JAR, folder).replace(os.sep, "/"))
    return re.sub(r"(.{70})(?=.)", r"\1\n ", MANIFEST.format(library=library))


def call(command, what_failed):
    """Runs a command in silence; if it fails, its last lines and what to do are the problem."""
    environ = dict(os.environ, PIP_USER="0")
    done = subprocess.run(
        command, env=environ, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        if "No space left" in done.stdout:
            advice = "The disk is full: free about 500 MB"
        else:
            advice = "Check the network, or the proxy or pip's configuration if you use one,"
        raise Problem("\n".join(lines[-6:] + [f"{what_failed} {advice} and run the same command again."]))


def runs(command):
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
    except OSError:
        return False


def remove(venv):
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


def configure(venv):
    """Writes the kernel's, JupyterLab's and nbgrader's configuration, where it is not as it should be."""
    configure_jupyter(venv)
    course = ROOT / "notebooks" / "assignments"
    write(venv / "etc" / "jupyter" / "nbgrader_config.py", NBGRADER.format(course=str(course)))


def argv(folder, name, heap="", environ=os.environ):
    """The kernel's command; it names its archive only if that is there, as a missing one would cost the JDK's own, too."""
    java, *rest = KERNEL["argv"]
    use, _, sooner = ARCHIVES[name]
    named = [f"{use}{{resource_dir}}/{name}"] if folder.joinpath(name).is_file() else []
    small = [SMALL, f"-Xmx{heap}", "-XX:-UseTransparentHugePages"] if heap else []  # of two options the last counts
    vectors = [f"--add-modules={VECTORS}"] if VECTORS in release(environ) else []
    return [java, "-XX:+IgnoreUnrecognizedVMOptions", "-Xlog:disable", *named, *sooner, *MEMORY, *small, *vectors, *rest]


def archive(environ=os.environ):
    """The name of the archive that suits the Java which Jupyter will find."""
    return "kernel.aot" if java_version(environ) >= 25 else "kernel.jsa"


def java_version(environ):
    """The number of the Java that Jupyter will find; 0 if it does not tell."""
    found = re.search(r'^JAVA_VERSION="(\d+)', release(environ), re.MULTILINE)
    return int(found[1]) if found else 0


def release(environ):
    """What the Java in JAVA_HOME or on the path says of itself; nothing if it does not."""
    home = environ.get("JAVA_HOME") or pathlib.Path(os.path.realpath(shutil.which("java") or "java")).parents[1]
    with contextlib.suppress(OSError):
        return pathlib.Path(home, "release").read_text(encoding="utf-8")
    return ""


def configure_jupyter(prefix, heap=""):
    """Writes the kernel's and JupyterLab's configuration. The kernel gets, if it is given, a smaller heap."""
    folder = jjava_folder(prefix)
    compile_kernel(folder)
    spec = KERNEL | {"argv": argv(folder, archive(), heap)}
    write(folder / "kernel.json", pretty(spec))
    write(prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json", pretty(SETTINGS))


def configure_another(prefix, heap):
    """Configures the Jupyter of many people, who have the notebooks in places of their own: each kernel knows the library.

    Whose course it is stays open: nbgrader is not told of this one.
    """
    if not jjava_folder(prefix).joinpath("jjava.jar").is_file():
        raise Problem(f"{prefix} has no Java kernel: {prefix / 'bin' / 'pip'} install -r {REQUIREMENTS}")
    if not JAR.is_file():
        raise Problem(f"{JAR} is missing: build it with mvn -Plab -pl lib package")
    configure_jupyter(prefix, heap)


def pretty(content):
    return json.dumps(content, indent=2) + "\n"


def write(file, text):
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def stamp_of(venv):
    return venv / "set-up-finished"


def stamp_text(venv, requirements):
    return f"{hashlib.sha256(requirements.read_bytes()).hexdigest()}\n{venv.absolute()}\n"


def jjava_folder(venv):
    return venv / "share" / "jupyter" / "kernels" / "java"


def python_of(venv):
    return str(venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def base_python():
    """This Python, but never one inside a virtual environment, which may be the one to remove."""
    return getattr(sys, "_base_executable", None) or sys.executable


def with_java(environ, venv=VENV):
    """The environment for Jupyter: the JDK that Maven runs on comes first, then .venv, where nbgrader looks for alembic."""
    result = dict(environ, PYTHONUTF8="1", JUPYTER_PREFER_ENV_PATH="1")
    for name in ["PYTHONHOME", "PYTHONPATH"]:
        result.pop(name, None)
    home = environ.get("JAVA_HOME")
    first = [os.path.join(home, "bin")] if home else []
    result["PATH"] = os.pathsep.join([*first, os.path.dirname(python_of(venv)), environ.get("PATH", "")])
    if shutil.which("java", path=result.get("PATH")) is None:
        raise Problem("No java was found. Install a JDK, version 17 or later, and point JAVA_HOME at it.")
    if home and shutil.which("jshell", path=os.path.join(home, "bin")) is None:
        raise Problem(
            f"The Java in {home} has no JShell, which runs the notebooks' cells: it is a runtime (JRE), not a JDK."
            " Install a JDK, version 17 or later, and point JAVA_HOME at it."
        )
    return result


def test(folder, name):
    """Runs a folder's test_*.py and prints how many passed; a failure is shown whole and ends everything."""
    log = io.StringIO()
    tests = unittest.defaultTestLoader.discover(folder)
    result = unittest.TextTestRunner(stream=log).run(tests)
    failed = len(result.failures) + len(result.errors)
    if failed or not result.testsRun:
        print(log.getvalue())
    print(f"{name}: {result.testsRun - failed} passed, {failed} failed", flush=True)
    if failed or not result.testsRun:
        raise Problem(f"The unit tests of {folder} failed: see above.")


def done():
    """Tells Maven that all went well: it looks for this file (notebooks/pom.xml)."""
    if "NOTEBOOKS_DONE" in os.environ:
        file = pathlib.Path(os.environ["NOTEBOOKS_DONE"])
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def end_cleanly(parent):
    """Lets SIGTERM, a closed terminal or the end of the parent process (Maven) end this one as sys.exit does.

    So nothing that it started stays behind: subprocess.run ends its program, Jupyter its kernels.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
