"""What nbgrader does with a submission here: restores it, reads it, and only then runs it, apart from the course."""
import atexit
import base64
import pathlib
import re
import shutil
import subprocess
import threading
import time

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_output
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets import Integer

import apart

COURSE = pathlib.Path(__file__).resolve().parents[1]
SET_UP = "setup"
TAG = re.compile(r"<(?=[A-Za-z/!?])")  # nbgrader's pages show a student's text as HTML, in the teacher's browser
NAME = "name"


def folder_of(resources):
    """The course's own folder of an assignment, with what was released."""
    return COURSE / "source" / resources["nbgrader"]["assignment"]


def released_notebook(resources):
    """The course's own notebook, with solutions and hidden tests."""
    return nbformat.read(folder_of(resources) / f"{resources['nbgrader']['notebook']}.ipynb", as_version=4)


class Restore(NbGraderPreprocessor):
    """Takes from a submission the text of its cells, and all else from the course.

    Tags and roles are the released ones: a tag "skip-execution" would give a test full points, a role "locked" would
    spare a cell from being read. The set-up cell comes first.
    """

    def preprocess(self, nb, resources):
        released = released_notebook(resources)
        known = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells if "nbgrader" in cell.metadata}
        nb.metadata = released.metadata
        for cell in nb.cells:
            role = cell.metadata.get("nbgrader")
            name = role.get("grade_id") if isinstance(role, dict) else None
            original = known.get(name) if isinstance(name, str) else None
            cell.metadata = original.metadata.copy() if original else nbformat.NotebookNode()
            cell.pop("attachments", None)
            cell.source = cell.source.encode("utf-8", "replace").decode()  # half a character stops who writes it
            if cell.cell_type != "code":
                cell.source = TAG.sub("< ", cell.source)
        if SET_UP in known:
            rest = [cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != SET_UP]
            first = next((n for n, cell in enumerate(rest) if cell.cell_type == "code"), len(rest))
            nb.cells = [*rest[:first], known[SET_UP].copy(), *rest[first:]]
        return nb, resources


class Reader:
    """The library's Screening in a Java of its own, which lives as long as nbgrader does."""

    java = None

    def faults(self, nb, released, jar):
        """Why cells must not be run, by their places; the course's own need not be read, but tests say what is theirs."""
        own = [cell.source for cell in released.cells if not is_solution(cell)]
        for cell in released.cells:
            if is_grade(cell) and not is_solution(cell):
                self.ask(jar, "test!", cell.source)
        return {
            index: self.ask(jar, cell.metadata.get("nbgrader", {}).get("grade_id", "-"), cell.source)
            for index, cell in enumerate(nb.cells)
            if cell.cell_type == "code" and not is_locked(cell) and cell.source not in own
        }

    def ask(self, jar, name, source):
        if self.java is None:
            command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(jar), "backprop.course.Screening"]
            self.java = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            atexit.register(self.java.kill)
        late = threading.Timer(60, self.java.kill)
        late.start()
        try:
            self.java.stdin.write(f"{name.replace(' ', '')} ".encode() + base64.b64encode(source.encode()) + b"\n")
            self.java.stdin.flush()
            line = self.java.stdout.readline()
        finally:
            late.cancel()
        if not line:
            self.java = None  # it has forgotten the tests: this submission is not graded, the next one is
            raise RuntimeError(f"The cell {name} could not be read: the Java machine that reads cells ended.")
        return base64.b64decode(line).decode()


class Apart(AsyncKernelManager):
    """Starts the kernel in the place of the submission that is graded now."""

    place = None

    def format_kernel_cmd(self, extra_arguments=None):
        return self.place.command(super().format_kernel_cmd(extra_arguments))


class ExecuteJava(Execute):
    """Runs a submission; what it does to itself costs its own points and stops no other.

    A cell that holds what a graded one may not is not run. Where the Java machine ends, or all time is used up, the cells
    that follow are not run either and get nothing; those before keep their points.
    """

    whole = Integer(300, help="Seconds for all cells of a submission together.").tag(config=True)

    reader = Reader()
    tried = False

    def preprocess(self, nb, resources, km=None):
        self.kernel_manager_class = Apart
        folder = folder_of(resources)
        self.refuse_without_java()
        self.ended = None
        self.student = listed_name(resources)
        self.faults = self.reader.faults(nb, released_notebook(resources), folder / "backprop.jar")
        with apart.place(folder, COURSE / "hidden") as Apart.place:
            resources = dict(resources, metadata=dict(resources.get("metadata", {}), path=str(Apart.place.work)))
            self.until = time.monotonic() + self.whole
            nb, _ = super().preprocess(nb, resources, km)
        return nb, resources

    def refuse_without_java(self):
        if apart.AS_ROOT and not ExecuteJava.tried:
            why = apart.trial(shutil.which("java") or "java")
            if why:
                raise RuntimeError(
                    "The grader is root and runs submissions as another user, but that one cannot run java:"
                    f" install a JDK where all may read it, or grade as yourself. It says: {why}")
            ExecuteJava.tried = True

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type != "code":
            return super().preprocess_cell(cell, resources, index)
        if not self.ended and time.monotonic() > self.until:
            self.ended = f"Not run: the cells above took {self.whole} seconds together."
        if self.ended:
            return refused(cell, self.ended), resources
        if self.faults.get(index):
            return refused(cell, f"Not run: {self.faults[index]}."), resources
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
            if cell.metadata.get("nbgrader", {}).get("grade_id") == NAME:
                self.name_in(cell, resources, index)
            return cell, resources
        except DeadKernelError:
            self.ended = "Not run: a cell above ended the Java machine. Did it use up its memory?"
            return refused(cell, "This cell ended the Java machine. Did it use up its memory?"), resources
        except CellTimeoutError:
            self.ended = "Not run: a cell above printed without end."
            return refused(cell, "This cell printed more than can be read."), resources

    def name_in(self, cell, resources, index):
        """Gives 'me' the name in the course's list, and says so where the student wrote another."""
        text = self.student.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        naming = new_code_cell(f'me = backprop.course.Course.student(me, "{text}");')
        super().preprocess_cell(naming, resources, index)
        cell.outputs += [output for output in naming.outputs if output.output_type == "stream"]


def listed_name(resources):
    """What the gradebook calls a student: first and last name, or else what nbgrader knows them by."""
    student = resources["nbgrader"]["student"]
    with Gradebook(resources["nbgrader"]["db_url"]) as book:
        try:
            entry = book.find_student(student)
        except MissingEntry:
            return student
        return " ".join(part for part in [entry.first_name, entry.last_name] if part) or student


def refused(cell, why):
    cell.outputs = [new_output("error", ename="NotGraded", evalue=why, traceback=[why])]
    return cell
