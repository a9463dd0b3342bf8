"""Starts the kernel of one submission apart from the course: nbgrader's side, and the first moment of the kernel's.

What a submission's code can touch: its working folder, which holds what was released and nothing else, and a home of
its own. The course's hidden files lie beside, to read. All of it goes when the submission is graded.
"""
import contextlib
import os
import pathlib
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
OTHERS = range(61184, 65520)  # users without a name, which systemd, too, hands out for a while
KEPT = {"PATH", "LANG", "LC_ALL", "TZ", "JAVA_HOME", "LD_LIBRARY_PATH", "SYSTEMROOT"}

# What the kernel gets, and no more: bytes, numbers, seconds of a processor.
MEMORY = "1g"
LIMITS = {"RLIMIT_AS": 12 << 30, "RLIMIT_FSIZE": 64 << 20, "RLIMIT_NOFILE": 1024, "RLIMIT_CPU": 900, "RLIMIT_CORE": 0}
LIMITS_OF_USER = {"RLIMIT_NPROC": 400}  # counts threads, of all processes of the user: only where the user is its own


class Place:
    """The folders of one submission, and whose they are."""

    def __init__(self, root, user):
        self.root, self.user = root, user
        self.work, self.course, self.home, self.kernel = (root / name for name in ["work", "course", "home", "kernel"])

    def command(self, command):
        """The kernel's command with limits, the course's place and a home; what it names as files it gets as copies."""
        java, *rest = command
        mine = [self.copied(argument) if os.path.isfile(argument) else argument for argument in rest]
        options = [
            f"-Xmx{MEMORY}", f"-Dbackprop.course={self.course}", f"-Duser.home={self.home}", f"-Djava.io.tmpdir={self.home}",
        ]
        if os.name == "nt":
            return [java, *options, *mine]
        return [sys.executable, "-I", __file__, str(self.user), str(self.home), java, *options, *mine]

    def copied(self, file):
        """A copy of a file, with JJava beside it if that lies there: the kernel's jar names it so."""
        for one in {pathlib.Path(file), *pathlib.Path(file).parent.glob("jjava.jar")}:
            copy = self.kernel / one.name
            shutil.copyfile(one, copy)
            give(copy, self.user, 0o440)
        return str(self.kernel / pathlib.Path(file).name)


@contextlib.contextmanager
def place(released, hidden):
    """Makes the folders; when done, ends whatever still runs there and removes them."""
    user = free_user() if AS_ROOT else -1
    root = pathlib.Path(tempfile.mkdtemp(prefix="submission-"))
    try:
        made = Place(root, user)
        for folder in [made.work, made.course, made.home, made.kernel]:
            folder.mkdir()
        for source, target in [(released, made.work), (hidden, made.course / "hidden")]:
            for file in sorted(source.rglob("*")) if source.is_dir() else []:
                if file.is_file() and file.suffix != ".ipynb" and ".ipynb_checkpoints" not in file.parts:
                    copy = target / file.relative_to(source)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, copy)
                    give(copy, user, 0o440)
        give(made.home, user, 0o770)
        give(made.work, user, 0o1770)  # sticky: who may add a file may not replace what is there
        for folder in [made.kernel, made.course, *folders_in(made.course)]:
            give(folder, user, 0o550)
        os.chmod(root, 0o711 if AS_ROOT else 0o700)
        if not AS_ROOT:
            os.chmod(made.kernel, 0o700)
        yield made
    finally:
        if AS_ROOT:
            end_all_of(user)
        for folder in [root, *folders_in(root)]:
            with contextlib.suppress(OSError):
                os.chmod(folder, stat.S_IRWXU)
        shutil.rmtree(root, ignore_errors=True)


def folders_in(root):
    return [path for path in root.rglob("*") if path.is_dir() and not path.is_symlink()]


def give(path, user, mode):
    """Lets the other user's group have it; it stays the grader's."""
    if AS_ROOT:
        os.chown(path, -1, user)
    os.chmod(path, mode)


def free_user():
    import pwd

    named = {entry.pw_uid for entry in pwd.getpwall()}
    while True:
        user = random.choice(OTHERS)
        if user not in named and not processes_of(user):
            return user


def processes_of(user):
    """Those that live: the dead whom nobody has asked about yet (Z) hold nothing."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == user and (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z":
                found.append(int(process.name))
    return found


def end_all_of(user):
    for _ in range(100):  # one may start another meanwhile
        left = processes_of(user)
        for process in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if not left:
            return
        time.sleep(0.02)


def trial(java):
    """Why the other user cannot run java, empty if it can: a JDK in root's home is out of its reach."""
    with place(pathlib.Path(__file__).parent / "none", pathlib.Path(__file__).parent / "none") as made:
        ran = subprocess.run(made.command([java, "-version"]), cwd=made.work, stdin=subprocess.DEVNULL, capture_output=True)
    return "" if ran.returncode == 0 else (ran.stderr or ran.stdout).decode("utf-8", "replace").strip()


def become(user, home, command):
    """The first moment of the kernel's process: limits, another user, a bare environment; then it is Java."""
    import resource

    for name, most in {**LIMITS, **(LIMITS_OF_USER if user >= 0 else {})}.items():
        which = getattr(resource, name, None)
        if which is not None:
            ceiling = resource.getrlimit(which)[1]
            most = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
            with contextlib.suppress(OSError, ValueError):  # macOS knows RLIMIT_AS, but does not take it
                resource.setrlimit(which, (most, most))
    if user >= 0:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    os.umask(0o077)
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    os.execvpe(command[0], command, {**kept, "HOME": home, "TMPDIR": home})


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
