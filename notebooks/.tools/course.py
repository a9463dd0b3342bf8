"""The course: its assignments, what travels with them, and what students may answer.

An assignment is a notebook in assignments/source; beside the course's source, assignments/.samples/NAME.yaml says what
students may answer and what it is worth.
"""
import copy
import gzip
import pathlib
import re

import environment

NOTEBOOKS = pathlib.Path(__file__).resolve().parents[1]
COURSE = NOTEBOOKS / "assignments"
EXERCISES = NOTEBOOKS / "exercises"
JAR = environment.JAR
DIGITS = NOTEBOOKS / "data" / "digits.csv.gz"
DIGITS_ASSIGNMENT = "4-handwritten-digits"
BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
HIDDEN = "HIDDEN TESTS"


def lay_out():
    """Puts beside the notebooks what is made of others: for a course, and for whoever takes none."""
    prepare()
    give_out(assignments())


def prepare(course=COURSE, jar=JAR):
    """Puts the library beside each assignment, and the digits where they belong: every fifth is hidden."""
    for folder in sorted(course.glob("source/*/")):
        put(folder / jar.name, jar.read_bytes())
    lines = gzip.decompress(DIGITS.read_bytes()).splitlines(keepends=True)
    hidden = lines[4::5]
    given = [line for number, line in enumerate(lines) if number % 5 != 4]
    put(course / "source" / DIGITS_ASSIGNMENT / DIGITS.name, packed(given))
    put(course / "hidden" / DIGITS.name, packed(hidden))


def give_out(chosen, jar=JAR, exercises=EXERCISES):
    """Puts each assignment, as a student gets it, where one finds it who takes no course; work begun there stays."""
    import nbformat

    for one in chosen:
        folder = exercises / one.name
        for beside in [jar, *one.path.parent.glob("*.gz")]:
            put(folder / beside.name, beside.read_bytes())
        if not (folder / one.path.name).exists():
            put(folder / one.path.name, nbformat.writes(released(one)).encode("utf-8"))


def released(one):
    """An assignment as nbgrader's generate_assignment hands it out, but with a name to begin with, and links a folder shorter."""
    from nbgrader import preprocessors as steps
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(COURSE)).load_config()
    notebook = copy.deepcopy(one.notebook)
    for step in [steps.LockCells, steps.ClearSolutions, steps.ClearOutput, steps.ClearHiddenTests, steps.ClearMarkScheme,
                 steps.ComputeChecksums]:
        notebook, _ = step(config=config).preprocess(notebook, {})
    for cell in notebook.cells:
        cell.source = cell.source.replace("](../../../", "](../../").replace(" Write it as it stands in the course's list.", "")
        if role(cell) and role(cell)["grade_id"] == "name":
            cell.source = one.answered("name", 'me = "a reader";')
    return notebook


def packed(lines):
    return gzip.compress(b"".join(lines), mtime=0)


def put(file, content):
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


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

    def handed_in(self, all_of_them):
        """Submissions of honest students, and those that try to win without work: all, or those that every check tries."""
        handed_in = self.samples["submissions"] + self.samples.get("attacks", [])
        return [one for one in handed_in if all_of_them or one.get("always")]

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


def student(sample):
    """The name under which a sample is handed in."""
    return re.sub(r"[^a-z0-9]+", "-", sample["name"].lower()).strip("-")


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
    for sample in one.samples["answers"] + one.handed_in(True):
        named = [sample.get(key, []) for key in ["answers", "cells", "delete", "marks", "tags"]]
        unknown = {name for names in named if names != "none" for name in names} - set(one.cells)
        found += [f"'{sample['name']}' names {name}, which is no cell" for name in sorted(unknown)]
    return [f"{one.name}: {problem}" for problem in found]
