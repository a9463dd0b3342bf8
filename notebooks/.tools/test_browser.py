"""What the check in the browser decides without one: which browser, what counts as one fault, the table, what is planted."""
import os
import pathlib
import re
import tempfile
import unittest
from unittest import mock

import chromium
import environment
import faults
import planted

TOOLS = pathlib.Path(__file__).resolve().parent


class Browser(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def program(self, name):
        file = self.folder / (name + (".exe" if os.name == "nt" else ""))
        file.touch()
        file.chmod(0o755)
        return str(file)

    def found(self, **environ):
        with mock.patch.dict(os.environ, {"PATH": str(self.folder)} | environ), mock.patch.object(chromium, "PLACES", []):
            if "CHROMIUM" not in environ:
                os.environ.pop("CHROMIUM", None)
            return chromium.find()

    def test_the_first_on_the_path(self):
        self.program("google-chrome")
        chromiums = self.program("chromium")
        self.assertEqual(chromiums, self.found())

    def test_the_one_that_is_named(self):
        self.program("chromium")
        mine = self.program("mine")
        self.assertEqual(mine, self.found(CHROMIUM=mine))

    def test_none_is_told_and_how_to_get_one(self):
        with self.assertRaisesRegex(environment.Problem, "No Chromium or Chrome was found: install one .*apt install chromium"):
            self.found()

    def test_a_wrong_name_is_told_though_there_is_another(self):
        self.program("chromium")
        with self.assertRaisesRegex(environment.Problem, "CHROMIUM names /no/where, which is no program"):
            self.found(CHROMIUM="/no/where")


class More(unittest.TestCase):
    """What is added to the virtual environment."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.venv = pathlib.Path(folder.name) / ".venv"
        self.venv.mkdir()
        self.requirements = pathlib.Path(folder.name) / "browser.txt"
        self.requirements.write_text("playwright==1")
        self.calls = []
        patch = mock.patch.object(environment, "call", lambda command, what_failed: self.calls.append(command[-1]))
        patch.start()
        self.addCleanup(patch.stop)

    def add(self):
        environment.add(self.requirements, "Playwright", self.venv, lambda line, **_: None)
        return len(self.calls)

    def test_is_added_once_and_again_when_it_changed_or_the_environment_is_new(self):
        self.assertEqual([1, 1], [self.add(), self.add()])
        self.requirements.write_text("playwright==2")
        self.assertEqual([2, 2], [self.add(), self.add()])
        environment.remove(self.venv)
        self.venv.mkdir()
        self.assertEqual(3, self.add())
        self.assertEqual({self.requirements}, set(self.calls))


class Found(unittest.TestCase):
    def setUp(self):
        self.found = faults.Findings("04-hidden-error")

    def told(self):
        return [fault.told(self.found.name) for fault in self.found.faults]

    def test_names_notebook_cell_and_look(self):
        self.found.complain("picture", "04-30", "a picture is blank", "dark")
        self.assertEqual(["04-hidden-error, cell 04-30 (dark): a picture is blank"], self.told())

    def test_of_the_whole_notebook(self):
        self.found.complain("stop", "", "it goes on")
        self.assertEqual(["04-hidden-error: it goes on"], self.told())

    def test_one_fault_in_several_looks_is_one(self):
        for look, pixels in [("light", 10), ("dark", 10), ("at 125 %", 70), ("light", 10)]:
            self.found.complain("picture", "04-30", f"a picture is {pixels} pixels wider than its place", look)
        self.assertEqual(["04-hidden-error, cell 04-30 (light, dark, at 125 %): a picture is 10 pixels wider than its place"], self.told())

    def test_other_cells_and_kinds_are_others(self):
        for kind, place in [("picture", "04-30"), ("picture", "04-31"), ("table", "04-30")]:
            self.found.complain(kind, place, "it is cut off", "light")
        self.assertEqual(3, len(self.found.faults))

    def test_the_table_counts_and_marks(self):
        self.found.counts |= {"cells": 59, "picture": 5}
        self.found.complain("picture", "04-30", "a picture is blank", "dark")
        head, row = faults.table([self.found]).split("\n")
        self.assertEqual(list(faults.COLUMNS.values()) + ["s"], head.split())
        self.assertEqual("04-hidden-error 59 - 5 ✗1", " ".join(row.split()[:5]))
        self.assertEqual(len(head), len(row))


class Planted(unittest.TestCase):
    def found(self, *left_out):
        found = faults.Findings("planted")
        for kind, place, words in planted.FAULTS:
            if place not in left_out:
                found.complain(kind, place, f"it {words}")
        return found

    def test_all_found_is_well(self):
        self.assertEqual([], planted.problems(self.found()))

    def test_one_that_is_not_found_fails(self):
        self.assertEqual(["The check does not find the fault planted in cell blank: picture, 'is blank'"],
                         planted.problems(self.found("blank")))

    def test_one_that_was_not_planted_fails(self):
        found = self.found()
        found.complain("picture", "long-code", "a picture is blank", "dark")
        self.assertEqual(["The check finds what was not planted: planted, cell long-code (dark): a picture is blank"],
                         planted.problems(found))

    def test_each_kind_is_planted_and_each_place_is_a_cell(self):
        self.assertEqual(set(faults.COLUMNS), {kind for kind, _, _ in planted.FAULTS})
        self.assertLessEqual({place for _, place, _ in planted.FAULTS}, {"", *planted.CELLS})

    def test_whatever_the_page_can_be_blamed_for_is_planted(self):
        """Each sentence of page_checks.js must have its words in the planted faults."""
        script = (TOOLS / "page_checks.js").read_text(encoding="utf-8")
        sentences = re.findall(r'complain\("(\w+)", \w+, [`"](.*?)[`"]\)', script)
        self.assertGreater(len(sentences), 6)
        for kind, sentence in sentences:
            words = [words for planted_kind, _, words in planted.FAULTS if planted_kind == kind]
            self.assertTrue(any(re.sub(r"\$\{.*?\}", "", sentence).count(word) for word in words), sentence)


if __name__ == "__main__":
    unittest.main()
