"""The course: what travels with its assignments, what every answer is worth, and the way through nbgrader and back.

Called by runner.py in .venv. An assignment is a notebook in assignments/source; beside the course's source,
assignments/.samples/NAME.yaml says what students may answer and what nbgrader must give for it.
"""
import copy
import gzip
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import environment

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[1]
COURSE = NOTEBOOKS / "assignments"
TARGET = NOTEBOOKS / "target" / "course"
JAR = environment.ROOT / "lib" / "target" / "backprop.jar"
DIGITS = NOTEBOOKS / "data" / "digits.csv.gz"
DIGITS_ASSIGNMENT = "4-handwritten-digits"
BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
HIDDEN = "HIDDEN TESTS"


# --- What travels with an assignment ---

def prepare(course=COURSE, jar=JAR):
    """Puts the library beside each assignment, and the digits where they belong: every fifth is hidden."""
    for folder in sorted(course.glob("source/*/")):
        put(folder / jar.name, jar.read_bytes())
    lines = gzip.decompress(DIGITS.read_bytes()).splitlines(keepends=True)
    hidden = lines[4::5]
    given = [line for number, line in enumerate(lines) if number % 5 != 4]
    put(course / "source" / DIGITS_ASSIGNMENT / DIGITS.name, packed(given))
    put(course / "hidden" / DIGITS.name, packed(hidden))


def packed(lines):
    return gzip.compress(b"".join(lines), mtime=0)


def put(file, content):
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


# --- An assignment and what may be answered ---

class Assignment:
    """A source notebook, with its cells by their nbgrader names, and its samples."""

    def __init__(self, path):
        import nbformat
        import yaml

        self.path = path
        self.name = path.parent.name
        self.notebook = nbformat.read(path, as_version=4)
        self.cells = {role(cell)["grade_id"]: cell for cell in self.notebook.cells if role(cell)}
        self.samples = yaml.safe_load((COURSE / ".samples" / f"{self.name}.yaml").read_text(encoding="utf-8"))

    @property
    def tests(self):
        """The cells that grade themselves, with their points."""
        return {
            name: float(role(cell)["points"]) for name, cell in self.cells.items()
            if role(cell)["grade"] and not role(cell)["solution"]
        }

    def expected(self, sample):
        """The points that a sample must get: full ones where it does not say otherwise."""
        marks = sample.get("marks", {})
        if marks == "none":
            return {name: 0.0 for name in self.tests}
        return {name: float(marks.get(name, full)) for name, full in self.tests.items()}

    def answered(self, name, answer):
        """The source of a cell with an answer in the place of its solution, or with changes in the solution."""
        if isinstance(answer, dict):
            source = self.cells[name].source
            for old, new in answer.items():
                if old not in source:
                    raise environment.Problem(f"{self.name}: the samples change '{old}', which {name} does not have.")
                source = source.replace(old, new)
            return source
        lines = self.cells[name].source.split("\n")
        begin = [number for number, line in enumerate(lines) if BEGIN in line]
        end = [number for number, line in enumerate(lines) if END in line]
        if not begin:
            return answer
        indent = re.match(r"\s*", lines[begin[0]]).group()
        given = [indent + line if line else line for line in answer.rstrip("\n").split("\n")]
        return "\n".join(lines[:begin[0]] + given + lines[end[-1] + 1:])


def role(cell):
    return cell.metadata.get("nbgrader")


def assignments(only=""):
    words = tuple(word.strip() for word in only.split(",") if word.strip())
    found = [Assignment(path) for path in sorted(COURSE.glob("source/*/*.ipynb"))]
    return [one for one in found if not words or one.name.startswith(words)]


def form_problems(one):
    """What is wrong with an assignment before anything is run."""
    found = []
    for name, points in one.tests.items():
        source = one.cells[name].source
        promised = re.search(r"backprop\.course\.Grade\.outOf\(([\d.]+)\)", source)
        if not promised or float(promised[1]) != points:
            found.append(f"{name} must grade with backprop.course.Grade.outOf({points:g}), its points in nbgrader")
        if not source.rstrip().endswith(".points()"):
            found.append(f"{name} must end with .points(), which nbgrader reads")
        if HIDDEN not in source:
            found.append(f"{name} must have hidden tests")
    manual = [name for name, cell in one.cells.items() if role(cell)["grade"] and role(cell)["solution"]]
    if len(manual) != 1:
        found.append(f"must have one cell that a person grades, but has {len(manual)}: {', '.join(manual)}")
    for sample in one.samples["answers"] + one.samples["submissions"]:
        named = [sample.get(key, []) for key in ["answers", "cells", "delete", "marks"]]
        unknown = {name for names in named if names != "none" for name in names} - set(one.cells)
        found += [f"'{sample['name']}' names {name}, which is no cell" for name in sorted(unknown)]
    return [f"{one.name}: {problem}" for problem in found]


# --- What every answer is worth, in one kernel per assignment ---

async def answer_problems(one, timeout, stop):
    """Runs the solution, then each answer of the samples in its place, and compares the points of every test."""
    from nbclient import NotebookClient
    from nbgrader.utils import determine_grade

    notebook = copy.deepcopy(one.notebook)
    client = NotebookClient(
        notebook, kernel_name="java", timeout=timeout, startup_timeout=60, allow_errors=True, coalesce_streams=True,
        resources={"metadata": {"path": str(one.path.parent)}},
    )
    client.log.setLevel("CRITICAL")
    places = {role(cell)["grade_id"]: index for index, cell in enumerate(notebook.cells) if role(cell)}

    async def run(name, source=None):
        cell = notebook.cells[places[name]]
        cell.source = one.cells[name].source if source is None else source
        await client.async_execute_cell(cell, places[name])
        return cell

    found = []
    client.create_kernel_manager()
    try:
        await client.async_start_new_kernel(stderr=subprocess.DEVNULL)
        await client.async_start_new_kernel_client()
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type == "code":
                await client.async_execute_cell(cell, index)
        for sample in [{"name": "the solution"}, *one.samples["answers"]]:
            if stop.is_set():
                return found
            changed = sample.get("answers", {})
            for name, answer in changed.items():
                await run(name, one.answered(name, answer))
            said = ""
            for name, points in one.expected(sample).items():
                if "marks" in sample and name not in sample["marks"]:
                    continue  # what an answer does to other parts, the submissions show
                cell = await run(name) if changed else notebook.cells[places[name]]
                said += words(cell)
                got = determine_grade(cell)[0]
                if got != points:
                    found.append(f"{one.name}: '{sample['name']}' gets {got:g} for {name}, but must get {points:g}:\n{words(cell)}")
            if not changed and "decided by hidden tests" in said:
                found.append(f"{one.name}: the parts of a test must have as many points together as the cell:\n{said}")
            if sample.get("says", "") not in said:
                found.append(f"{one.name}: '{sample['name']}' must be told '{sample['says']}', but was told:\n{said}")
            for name in changed:
                await run(name)
    finally:
        await client.km.shutdown_kernel(now=True)
        client.kc.stop_channels()
    return found


def words(cell):
    """What a cell said, as a student reads it."""
    parts = []
    for output in cell.outputs:
        parts.append(output.get("text") or output.get("data", {}).get("text/plain") or "\n".join(output.get("traceback", [])))
    return "\n".join(parts)


# --- The way through nbgrader and back ---

def through_nbgrader(chosen):
    """Releases, hands in the samples, collects, grades, gives feedback; prints the table of marks. Returns problems."""
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(COURSE, TARGET, ignore=shutil.ignore_patterns(
        "release", "submitted", "autograded", "feedback", "downloaded", "gradebook.db", ".ipynb_checkpoints"))
    found = []
    for one in chosen:
        start = time.monotonic()
        nbgrader("generate_assignment", one.name, "--create", "--force")
        found += release_problems(one)
        hand_in(one)
        nbgrader("zip_collect", one.name, "--force")
        nbgrader("autograde", one.name, "--force", "--Execute.timeout=20")
        nbgrader("generate_feedback", one.name, "--force")
        got = marks(one)
        print_table(one, got, time.monotonic() - start)
        for sample in one.samples["submissions"]:
            found += sample_problems(one, sample, got.get(student(sample), {}))
    return found


def nbgrader(*arguments):
    """Runs the real nbgrader in the copy of the course. Ctrl-C and SIGTERM reach it as Ctrl-C, so that it ends its kernels."""
    log = TARGET / "nbgrader.log"
    with log.open("a", encoding="utf-8") as out:
        child = subprocess.Popen(
            [sys.executable, "-m", "nbgrader", *arguments, f"--CourseDirectory.root={TARGET}"], cwd=TARGET, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
        )
        try:
            code = child.wait()
        except BaseException:
            child.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            child.wait(20)
            raise
    if code:
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
        raise environment.Problem("\n".join([*last, f"nbgrader {' '.join(arguments)} failed: the lines above tell why."]))


def release_problems(one):
    """A release must not hold what its students are to find, nor the hidden tests."""
    import nbformat

    released = TARGET / "release" / one.name
    text = "\n".join(cell.source for cell in nbformat.read(released / one.path.name, as_version=4).cells)
    found = [f"{one.name}: the release holds '{word}'" for word in [BEGIN, END, HIDDEN] if word in text]
    for cell in one.cells.values():
        for secret in re.findall(r"(?:%s|BEGIN %s)\s*\n([\s\S]*?)\n[^\n]*END" % (BEGIN, HIDDEN), cell.source):
            found += [f"{one.name}: the release holds the solution or hidden test '{line.strip()}'"
                      for line in secret.split("\n") if len(line.strip()) > 20 and line in text.split("\n")]
    if not (released / JAR.name).is_file():
        found.append(f"{one.name}: the release lacks {JAR.name}")
    return found


def hand_in(one):
    """Makes each sample submission from the release, as a student would, and puts it where a download would be."""
    import nbformat

    place = TARGET / "downloaded" / one.name / "archive"
    place.mkdir(parents=True)
    for sample in one.samples["submissions"]:
        notebook = nbformat.read(TARGET / "release" / one.name / one.path.name, as_version=4)
        for cell in list(notebook.cells):
            name = (role(cell) or {}).get("grade_id")
            if name in sample.get("delete", []):
                notebook.cells.remove(cell)
            elif name in sample.get("cells", {}):
                cell.source = sample["cells"][name]
            elif sample.get("answers", "none") != "none" and name in sample["answers"]:
                cell.source = one.answered(name, sample["answers"][name])
            elif name and role(cell)["solution"] and sample.get("answers") != "none":
                cell.source = re.sub(r"[^\n]*(%s|%s)[^\n]*\n?" % (BEGIN, END), "", one.cells[name].source)
        nbformat.write(notebook, place / f"{student(sample)}+{one.path.name}")


def student(sample):
    return re.sub(r"[^a-z0-9]+", "-", sample["name"].lower()).strip("-")


def marks(one):
    """What the gradebook holds: points by student and test."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{TARGET / 'gradebook.db'}", "backprop") as book:
        return {
            submission.student.id: {
                grade.name: grade.auto_score for notebook in submission.notebooks for grade in notebook.grades
                if grade.name in one.tests
            }
            for submission in book.assignment_submissions(one.name)
        }


def gap_problems(one, sample):
    """A gap must compile, and say that it is one."""
    import nbformat

    graded = nbformat.read(TARGET / "autograded" / student(sample) / one.name / one.path.name, as_version=4)
    return [
        f"{one.name}: the gap in {role(cell)['grade_id']} does not compile:\n{words(cell)}"
        for cell in graded.cells if role(cell) and cell.cell_type == "code" and role(cell)["solution"]
        if any(output.output_type == "error" for output in cell.outputs) and "your code here" not in words(cell)
    ]


def print_table(one, got, seconds):
    names = list(one.tests)
    width = max(len(sample["name"]) for sample in one.samples["submissions"])
    print(f"\n{one.name} through nbgrader ({seconds:.0f} s)")
    print(" " * width, *(f"{name:>{max(len(name), 5)}}" for name in names), "  total")
    for sample in one.samples["submissions"]:
        row = got.get(student(sample), {})
        cells = [f"{'-' if row.get(name) is None else format(row[name], 'g'):>{max(len(name), 5)}}" for name in names]
        total = sum(mark or 0 for mark in row.values())
        print(f"{sample['name']:<{width}}", *cells, f"{total:>7g}")
    sys.stdout.flush()


def sample_problems(one, sample, row):
    found = []
    if sample.get("answers") == "none":
        found += gap_problems(one, sample)
    for name, points in one.expected(sample).items():
        if (row.get(name) or 0) != points:
            found.append(f"{one.name}: nbgrader gives '{sample['name']}' {row.get(name)} for {name}, but must give {points:g}")
    if (TARGET / "autograded" / student(sample) / one.name / JAR.name).exists():
        found.append(f"{one.name}: autograding leaves a copy of {JAR.name} with '{sample['name']}'")
    page = TARGET / "feedback" / student(sample) / one.name / f"{one.path.stem}.html"
    if not page.is_file():
        found.append(f"{one.name}: '{sample['name']}' gets no feedback")
    elif sample.get("says", "") not in page.read_text(encoding="utf-8"):
        found.append(f"{one.name}: the feedback of '{sample['name']}' must say '{sample['says']}'")
    return found
