"""nbgrader's configuration of this course; nbgrader reads it when it is started in this folder.

What differs from nbgrader's own: how Java looks when it waits for an answer, and what becomes of a
submission that ends its Java machine or hides the library behind another name.
"""
import pathlib
import re

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import (
    AssignLatePenalties, CheckCellMetadata, Execute, IgnorePattern, LimitOutput, SaveAutoGrades,
)
from nbgrader.utils import is_locked
from nbconvert.preprocessors import ClearMetadataPreprocessor

c = get_config()  # noqa: F821  (traitlets hands it to this file)

c.CourseDirectory.course_id = "backprop"

# A gap must throw: a Java cell that does nothing would get full points.
c.ClearSolutions.code_stub = {
    "java": '// YOUR CODE HERE\nthrow new UnsupportedOperationException("your code here");'
}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# Seconds for one cell; the parts of a grade have shorter limits of their own.
c.Execute.timeout = 30

# nbgrader zip_collect: files named STUDENT+NOTEBOOK.ipynb, or archives of them.
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^/+]+)\+(?P<file_id>[^/]+)$"


class ExecuteJava(Execute):
    """Runs a submission; what it does to itself costs its own points and stops no other.

    System.exit ends the kernel: the cells after it are not run and get nothing, those before it keep
    their points. A cell that uses backprop, java or org as a name of its own could put a class in the
    place of those packages: it is not run.
    """

    def preprocess(self, nb, resources, km=None):
        self.ended = None
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type != "code":
            return super().preprocess_cell(cell, resources, index)
        if self.ended:
            return refused(cell, self.ended), resources
        if not is_locked(cell) and hides_the_library(cell.source):
            return refused(cell, "Not run: it uses backprop, java or org, names of packages, as a name of its own."), resources
        try:
            return super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            self.ended = "Not run: a cell above ended the Java machine. Is there a System.exit?"
            return refused(cell, "This cell ended the Java machine. Is there a System.exit?"), resources
        except CellTimeoutError:
            self.ended = "Not run: a cell above printed without end."
            return refused(cell, "This cell printed more than can be read."), resources


def refused(cell, why):
    cell.outputs = [new_output("error", ename="NotGraded", evalue=why, traceback=[why])]
    return cell


def hides_the_library(source):
    source = re.sub(r"\\u+([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), source)
    source = re.sub(r'//.*|/\*[\s\S]*?\*/|"(?:\\.|[^"\\\n])*"', " ", source)
    return re.search(r"\b(backprop|java|org)\b(?!\s*\.)", source) is not None


def drop_the_library(assignment, student, notebooks):
    """Removes what autograding put beside a graded notebook: one library per student and step would fill the disk."""
    for notebook in notebooks:
        folder = pathlib.Path(notebook).resolve().parent  # submitted/STUDENT/ASSIGNMENT
        graded = folder.parents[2] / "autograded" / folder.parent.name / folder.name
        (graded / "backprop.jar").unlink(missing_ok=True)


c.Autograde.post_convert_hook = drop_the_library
c.Autograde.autograde_preprocessors = [
    ExecuteJava, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades,
    AssignLatePenalties, CheckCellMetadata,
]
