"""nbgrader's configuration of this course; nbgrader reads it when it is started in this folder.

What differs from nbgrader's own: how Java looks when it waits for an answer; that a submission is restored, read and
run apart from the course, which .grader does; and that pages show what a student wrote, but run none of it.
"""
import pathlib
import sys

from nbgrader.preprocessors import (
    AssignLatePenalties, CheckCellMetadata, ClearOutput, DeduplicateIds, IgnorePattern, LimitOutput, OverwriteCells,
    OverwriteKernelspec, SaveAutoGrades,
)
from nbconvert.preprocessors import ClearMetadataPreprocessor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / ".grader"))
from submission import ExecuteJava, Restore  # noqa: E402

c = get_config()  # noqa: F821  (traitlets hands it to this file)

c.CourseDirectory.course_id = "backprop"

# A gap must throw: a Java cell that does nothing would get full points.
c.ClearSolutions.code_stub = {
    "java": '// YOUR CODE HERE\nthrow new UnsupportedOperationException("your code here");'
}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# Seconds for one cell, and for all together; the parts of a grade have shorter limits of their own.
c.Execute.timeout = 30
c.ExecuteJava.whole = 300

# nbgrader zip_collect: files named STUDENT+NOTEBOOK.ipynb, or archives of them.
c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>[^/+]+)\+(?P<file_id>[^/]+)$"


def drop_the_library(assignment, student, notebooks):
    """Removes what autograding put beside a graded notebook: one library per student and step would fill the disk."""
    for notebook in notebooks:
        folder = pathlib.Path(notebook).resolve().parent  # submitted/STUDENT/ASSIGNMENT
        graded = folder.parents[2] / "autograded" / folder.parent.name / folder.name
        (graded / "backprop.jar").unlink(missing_ok=True)


c.Autograde.post_convert_hook = drop_the_library
c.Autograde.sanitize_preprocessors = [
    Restore, ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells, CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    ExecuteJava, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades,
    AssignLatePenalties, CheckCellMetadata,
]

# What code shows as HTML is cleaned: a page lies in the teacher's browser, which may change marks.
c.HTMLExporter.sanitize_html = True
