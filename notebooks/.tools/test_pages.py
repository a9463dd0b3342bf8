"""Every rule of pages.py turns a little made-up folder red; a good one passes."""
import json
import pathlib
import tempfile
import unittest

import pages

START = """# Start

| | takes |
|---|---|
| [00 · One](00-one.ipynb) | 15 minutes | |

[data](data/notes.md#their-conventions) and [elsewhere](https://example.org/x#y), `[code](none.md)`
"""
OPENING = "# 00 · One\n\n**You need** about 15 minutes. See [below](#Room-4:-Another-end)."


class Pages(unittest.TestCase):
    def problems(self, start=START, opening=OPENING):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "start.md").write_text(start, encoding="utf-8")
            (folder / "data").mkdir()
            (folder / "data" / "notes.md").write_text("# Notes\n\n## Their conventions\n", encoding="utf-8")
            cells = [{"cell_type": "code", "source": "[x](none.md)"}]
            cells += [{"cell_type": "markdown", "source": text} for text in [opening, "## Room 4: *Another* end"]]
            (folder / "00-one.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
            found, self.links = pages.problems(folder)
            return found

    def test_good_ones(self):
        self.assertEqual([], self.problems())
        self.assertEqual(3, self.links)

    def test_a_file_that_is_not_there(self):
        self.assertEqual(["start.md: its link to none.ipynb leads nowhere"], self.problems(START + "[x](none.ipynb)"))

    def test_a_heading_that_is_not_there(self):
        (problem,) = self.problems(opening=OPENING + " [x](#Room-5)")
        self.assertEqual("00-one.ipynb: its link to #Room-5 leads nowhere", problem)
        (problem,) = self.problems(START.replace("#their", "#whose"))
        self.assertIn("data/notes.md#whose-conventions", problem)

    def test_a_notebook_without_a_row(self):
        (problem,) = self.problems(START.replace("| [00", "| 00 [00"))
        self.assertIn("calls 00-one.ipynb ''", problem)

    def test_another_title(self):
        (problem,) = self.problems(START.replace("· One", "· Two"))
        self.assertIn("calls 00-one.ipynb '00 · Two', which calls itself '00 · One'", problem)

    def test_another_time(self):
        (problem,) = self.problems(START.replace("15 minutes", "5 minutes"))
        self.assertIn("says 00-one.ipynb takes 5 minutes, but its opening", problem)


if __name__ == "__main__":
    unittest.main()
