"""The sample submissions' way through nbgrader and back, as a teacher goes it, and what the gradebook then holds."""
import html
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
from nbgrader.api import Gradebook

import environment
from answers import words
from course import BEGIN, COURSE, END, HIDDEN, JAR, NOTEBOOKS, packed, put, role, student

TARGET = NOTEBOOKS / "target" / "course"


def problems(chosen, all_of_them):
    """Releases, hands in the samples, collects, grades, gives feedback; prints the table of marks. Returns problems.

    Samples are answers of honest students and attacks, most of which are left out unless all are asked for.
    """
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(COURSE, TARGET, ignore=shutil.ignore_patterns(
        "release", "submitted", "autograded", "feedback", "downloaded", "gradebook.db", ".ipynb_checkpoints"))
    found = []
    for one in chosen:
        start = time.monotonic()
        nbgrader("generate_assignment", one.name, "--create", "--force")
        found += release_problems(one)
        samples = one.handed_in(all_of_them)
        hand_in(one, samples)
        nbgrader("zip_collect", one.name, "--force")
        list_students(one, samples)
        nbgrader("autograde", one.name, "--force", "--Execute.timeout=20")
        nbgrader("generate_feedback", one.name, "--force")
        got = marks(one)
        print_table(one, samples, got, time.monotonic() - start)
        for sample in samples:
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
    """A release must have the library, but not what its students are to find."""
    released = TARGET / "release" / one.name
    found = secrets(one, nbformat.read(released / one.path.name, as_version=4))
    if not (released / JAR.name).is_file():
        found.append(f"{one.name}: the release lacks {JAR.name}")
    return found


def secrets(one, released):
    """What a notebook for students holds of the solutions and the hidden tests."""
    text = "\n".join(cell.source for cell in released.cells)
    found = [f"{one.name}: the release holds '{word}'" for word in [BEGIN, END, HIDDEN] if word in text]
    for cell in one.cells.values():
        for secret in re.findall(r"(?:%s|BEGIN %s)\s*\n([\s\S]*?)\n[^\n]*END" % (BEGIN, HIDDEN), cell.source):
            found += [f"{one.name}: the release holds the solution or hidden test '{line.strip()}'"
                      for line in secret.split("\n") if len(line.strip()) > 20 and line in text.split("\n")]
    return found


def hand_in(one, samples):
    """Makes each sample submission from the release, as a student would, and puts it where a download would be."""
    place = TARGET / "downloaded" / one.name / "archive"
    place.mkdir(parents=True)
    for sample in samples:
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
            if name in sample.get("tags", {}):
                cell.metadata["tags"] = sample["tags"][name]
        for extra in sample.get("insert", []):
            make = nbformat.v4.new_markdown_cell if extra.get("type") == "markdown" else nbformat.v4.new_code_cell
            places = [n for n, cell in enumerate(notebook.cells) if (role(cell) or {}).get("grade_id") == extra.get("before")]
            notebook.cells.insert(places[0] if places else 0, make(extra["source"], metadata=extra.get("metadata", {})))
        nbformat.write(notebook, place / f"{student(sample)}+{one.path.name}")


def list_students(one, samples):
    """Puts everybody into the course's list, as a teacher does, and what else they hand in beside their notebooks."""
    with Gradebook(f"sqlite:///{TARGET / 'gradebook.db'}", "backprop") as book:
        for sample in samples:
            first, last = sample.get("student", "Ada Lovelace").split()
            book.update_or_create_student(student(sample), first_name=first, last_name=last)
    for sample in samples:
        for name, text in sample.get("files", {}).items():
            content = text.encode("utf-8")
            put(TARGET / "submitted" / student(sample) / one.name / name, packed([content]) if name.endswith(".gz") else content)


def marks(one):
    """What the gradebook holds: points by student and test."""
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
    graded = nbformat.read(TARGET / "autograded" / student(sample) / one.name / one.path.name, as_version=4)
    return [
        f"{one.name}: the gap in {role(cell)['grade_id']} does not compile:\n{words(cell)}"
        for cell in graded.cells if role(cell) and cell.cell_type == "code" and role(cell)["solution"]
        if any(output.output_type == "error" for output in cell.outputs) and "your code here" not in words(cell)
    ]


def print_table(one, samples, got, seconds):
    names = list(one.tests)
    width = max(len(sample["name"]) for sample in samples)
    print(f"\n{one.name} through nbgrader ({seconds:.0f} s)")
    print(" " * width, *(f"{name:>{max(len(name), 5)}}" for name in names), "  total")
    for sample in samples:
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
    else:
        text = page.read_text(encoding="utf-8")
        if html.escape(sample.get("says", ""), quote=False) not in text and sample.get("says", "") not in text:
            found.append(f"{one.name}: the feedback of '{sample['name']}' must say '{sample['says']}'")
        if "lacks" in sample and sample["lacks"] in text:
            found.append(f"{one.name}: the feedback of '{sample['name']}' must not hold '{sample['lacks']}'")
    return found
