"""What every answer of the samples is worth: each is run in the place of the solution, in one kernel per assignment."""
import copy
import re
import subprocess
import sys

from nbclient import NotebookClient
from nbgrader.utils import determine_grade

from course import COURSE, role

sys.path.insert(0, str(COURSE / ".grader"))
import submission  # noqa: E402


async def problems(one, samples, timeout, stop):
    """Runs the solution, then each answer in its place, and compares the points of every test."""
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
        for sample in [{"name": "the solution"}, *samples]:
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


def refused(one, jar):
    """Answers that a grader would not run, though they are no attack, and attacks that it would."""
    reader = submission.Reader()
    found = []
    wanted = [({"name": "the solution"}, name, cell.source) for name, cell in one.cells.items()]
    for sample in one.samples["answers"] + one.samples["submissions"]:
        given = sample.get("answers", {})
        wanted += [(sample, name, one.answered(name, answer)) for name, answer in given.items()] if given != "none" else []
    for sample, name, source in wanted:
        if one.cells[name].cell_type == "code" and role(one.cells[name])["solution"]:
            why = reader.ask(jar, name, source)
            attack = sample.get("refused") or sample.get("says", "").startswith("Not run")
            if bool(why) != bool(attack):
                found.append(f"{one.name}: '{sample['name']}' {'must be' if attack else 'is'} refused in {name}: {why}")
    return found


def words(cell):
    """What a cell said, as a student reads it, without its colours."""
    parts = []
    for output in cell.outputs:
        parts.append(output.get("text") or output.get("data", {}).get("text/plain") or "\n".join(output.get("traceback", [])))
    return re.sub(r"\x1b\[1[0-9;]*m (.) \x1b\[0m", r"\1", "\n".join(parts))
