"""Unit tests of course.py: what needs no Jupyter. run.py runs them before every check."""
import gzip
import pathlib
import sys
import tempfile
import types
import unittest
from unittest import mock

import course
import environment


class Cell(types.SimpleNamespace):
    """A notebook's cell, as nbformat gives it."""

    def __init__(self, source, name="", **role):
        nbgrader = {"grade_id": name, "grade": False, "solution": False, **role}
        super().__init__(cell_type="code", source=source, outputs=[], metadata={"nbgrader": nbgrader} if name else {})


SOLUTION = Cell("int f() {\n    // BEGIN SOLUTION\n    int a = 1;\n    return a;\n    // END SOLUTION\n}", "f", solution=True)
TEST = Cell(
    "backprop.course.Grade.outOf(3)\n    // BEGIN HIDDEN TESTS\n    // END HIDDEN TESTS\n    .points()",
    "test-f", grade=True, points=3,
)
MANUAL = Cell("because", "why", grade=True, solution=True, points=2)


def assignment(*cells, answers=(), submissions=()):
    one = course.Assignment.__new__(course.Assignment)
    one.name, one.path = "1-f", pathlib.Path("1-f/f.ipynb")
    one.cells = {course.role(cell)["grade_id"]: cell for cell in cells}
    one.samples = {"answers": list(answers), "submissions": list(submissions)}
    return one


class TestAnswers(unittest.TestCase):
    one = assignment(SOLUTION, TEST, MANUAL)

    def test_takes_the_place_of_the_solution(self):
        self.assertEqual("int f() {\n    int b = 2;\n\n    return b;\n}", self.one.answered("f", "int b = 2;\n\nreturn b;\n"))

    def test_changes_the_solution(self):
        self.assertIn("int a = 7;", self.one.answered("f", {"= 1;": "= 7;"}))

    def test_a_change_of_what_is_not_there(self):
        with self.assertRaisesRegex(environment.Problem, "change 'int c', which f does not have"):
            self.one.answered("f", {"int c": ""})

    def test_a_cell_without_solution_marks_is_replaced_whole(self):
        self.assertEqual("so", self.one.answered("why", "so"))

    def test_full_points_where_nothing_else_is_said(self):
        self.assertEqual({"test-f": 3.0}, self.one.expected({"name": "right"}))
        self.assertEqual({"test-f": 1.0}, self.one.expected({"name": "half", "marks": {"test-f": 1}}))
        self.assertEqual({"test-f": 0.0}, self.one.expected({"name": "empty", "marks": "none"}))

    def test_attacks_that_every_check_tries(self):
        one = assignment(SOLUTION, TEST, MANUAL)
        one.samples["attacks"] = [{"name": "quick", "always": True}, {"name": "slow"}]
        self.assertEqual(["quick"], [sample["name"] for sample in one.handed_in(False)])
        self.assertEqual(["quick", "slow"], [sample["name"] for sample in one.handed_in(True)])

    def test_names_of_students(self):
        self.assertEqual("a-loop-system-exit", course.student({"name": "A loop: System.exit!"}))


class TestForm(unittest.TestCase):
    def problems(self, *cells, **samples):
        return "\n".join(course.form_problems(assignment(*cells, **samples)))

    def test_a_good_one(self):
        self.assertEqual("", self.problems(SOLUTION, TEST, MANUAL, answers=[{"name": "x", "answers": {"f": "y"}, "marks": "none"}]))

    def test_other_points_in_nbgrader(self):
        self.assertIn("test-f must grade with backprop.course.Grade.outOf(4)", self.problems(
            Cell(TEST.source, "test-f", grade=True, points=4), MANUAL))

    def test_a_test_that_nbgrader_would_give_full_points_for_nothing(self):
        forgotten = Cell(TEST.source.replace(".points()", ""), "test-f", grade=True, points=3)
        self.assertIn("test-f must end with .points()", self.problems(forgotten, MANUAL))

    def test_no_hidden_tests(self):
        self.assertIn("test-f must have hidden tests", self.problems(
            Cell("backprop.course.Grade.outOf(3)\n.points()", "test-f", grade=True, points=3), MANUAL))

    def test_no_cell_for_a_person(self):
        self.assertIn("must have one cell that a person grades, but has 0", self.problems(TEST))

    def test_samples_that_name_no_cell(self):
        self.assertIn("'x' names g, which is no cell", self.problems(
            TEST, MANUAL, answers=[{"name": "x", "answers": {"g": "y"}}]))
        self.assertIn("'x' names h, which is no cell", self.problems(
            TEST, MANUAL, submissions=[{"name": "x", "answers": "none", "marks": {"h": 0}}]))


class TestFiles(unittest.TestCase):
    def test_work_that_was_begun_stays_and_the_library_is_renewed(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            jar, work = place / "backprop.jar", place / "exercises" / "1-f" / "f.ipynb"
            one = assignment(SOLUTION)
            jar.write_bytes(b"old")
            with mock.patch.object(course, "released", lambda one: "as released"), \
                    mock.patch.dict(sys.modules, nbformat=types.SimpleNamespace(writes=str)):
                course.give_out([one], jar, place / "exercises")
                self.assertEqual("as released", work.read_text())
                work.write_text("solved")
                jar.write_bytes(b"new")
                course.give_out([one], jar, place / "exercises")
            self.assertEqual("solved", work.read_text())
            self.assertEqual(b"new", work.with_name("backprop.jar").read_bytes())

    def test_every_fifth_digit_is_hidden_and_none_is_given_twice(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            jar = place / "backprop.jar"
            jar.write_bytes(b"jar")
            (place / "source" / course.DIGITS_ASSIGNMENT).mkdir(parents=True)
            course.prepare(place, jar)
            given = gzip.decompress((place / "source" / course.DIGITS_ASSIGNMENT / "digits.csv.gz").read_bytes()).splitlines()
            hidden = gzip.decompress((place / "hidden" / "digits.csv.gz").read_bytes()).splitlines()
            self.assertEqual((1438, 359), (len(given), len(hidden)))
            self.assertEqual(
                sorted(given + hidden), sorted(gzip.decompress(course.DIGITS.read_bytes()).splitlines()))
            self.assertEqual(b"jar", (place / "source" / course.DIGITS_ASSIGNMENT / "backprop.jar").read_bytes())


if __name__ == "__main__":
    unittest.main()
