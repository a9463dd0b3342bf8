"""Every rule of compare.py turns a little made-up notebook red; a good one passes."""
import base64
import copy
import os
import struct
import unittest
import zlib

import compare


def code(source, *outputs, count=1, tags=()):
    return {
        "cell_type": "code", "source": source, "execution_count": count,
        "metadata": {"tags": list(tags)}, "outputs": list(outputs),
    }


def notebook(*cells):
    return {"cells": list(cells), "metadata": copy.deepcopy(compare.METADATA)}


def stream(words, name="stdout"):
    return {"output_type": "stream", "name": name, "text": words}


def result(**data):
    return {"output_type": "execute_result", "data": {kind.replace("_", "/"): text for kind, text in data.items()}, "metadata": {}}


def png(size, rows=None):
    """A PNG of that many bytes, of noise or of the given rows; its checksums are left 0."""
    rows = rows or [os.urandom((size - 200) // 10) for _ in range(10)]
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 100, len(rows), 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"".join(rows), 0))
    picture = b"\x89PNG\r\n\x1a\n" + head + pixels
    picture += chunk(b"tEXt", bytes(max(0, size - len(picture) - 12)))
    return result(image_png=base64.b64encode(picture).decode())


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + bytes(4)


def error(evalue, traceback="at line 7"):
    return {"output_type": "error", "ename": "RuntimeException", "evalue": evalue, "traceback": [traceback]}


def good():
    return notebook(
        {"cell_type": "markdown", "source": "# Title", "metadata": {}},
        code("%classpath lib.jar\nimport backprop.*;"),
        code('System.out.println("one");\n1 + 1', stream(["one\n", "two\n"]), result(text_plain="2"), count=2),
        code("chart", png(20_000), count=3),
        code('throw new Error("no");', error("no"), count=4, tags=["raises-exception"]),
    )


class Form(unittest.TestCase):
    def problems(self, change):
        changed = good()
        change(compare.code_cells(changed), changed)
        return compare.form_problems("01-x.ipynb", changed)

    def assert_one(self, words, change):
        problems = self.problems(change)
        self.assertEqual(1, len(problems), problems)
        self.assertIn(words, problems[0])
        self.assertTrue(problems[0].startswith("01-x.ipynb"), problems[0])

    def test_a_good_notebook_passes(self):
        self.assertEqual([], self.problems(lambda cells, _: None))

    def test_counts_out_of_order(self):
        self.assert_one("[1, 3, 3, 4], but must be 1..4", lambda cells, _: cells[1].update(execution_count=3))

    def test_a_cell_never_run(self):
        self.assert_one("None", lambda cells, _: cells[3].update(execution_count=None))

    def test_an_empty_cell(self):
        self.assert_one("code cell 2 []: is empty", lambda cells, _: cells[1].update(source=" \n"))

    def test_15_lines_pass_and_16_do_not(self):
        self.assertEqual([], self.problems(lambda cells, _: cells[1].update(source="1;\n" * 14 + "1;")))
        self.assert_one("has 16 lines", lambda cells, _: cells[1].update(source="1;\n" * 16))

    def test_88_characters_pass_and_89_do_not(self):
        self.assertEqual([], self.problems(lambda cells, _: cells[1].update(source="σ" * 88 + "\n1;")))
        self.assert_one("has a line of 89 characters, more than 88: z", lambda cells, _: cells[1].update(source="1;\n" + "z" * 89))

    def test_a_test_of_an_assignment_may_not_be_wider(self):
        def test_cell(cells, width):
            cells[1].update(source="z" * width)
            cells[1]["metadata"]["nbgrader"] = {"grade": True}

        self.assert_one("has a line of 89 characters", lambda cells, _: test_cell(cells, 89))

    def test_a_test_of_an_assignment_may_be_longer(self):
        def test_cell(cells, lines):
            cells[1].update(source="1;\n" * lines)
            cells[1]["metadata"]["nbgrader"] = {"grade": True}

        self.assert_one("has 31 lines, more than 30", lambda cells, _: test_cell(cells, 31))

    def test_a_long_output(self):
        self.assert_one("100,001 bytes", lambda cells, _: cells[1].update(outputs=[stream("x" * 100_001)]))

    def test_a_large_picture(self):
        self.assert_one("picture of 300,001 bytes", lambda cells, _: cells[2].update(outputs=[png(300_001)]))

    def test_identities_of_objects(self):
        for words in ["[D@1b2c3d4", "XYChart@5e9f01", "BufferedImage@3270ba53: type = 1", "[[D@14e0513c", "X$$Lambda/0x00@4ec6a292"]:
            with self.subTest(words):
                self.assert_one("identity", lambda cells, _: cells[1].update(outputs=[result(text_plain=words)]))

    def test_an_address_is_no_identity(self):
        self.assertEqual([], self.problems(lambda cells, _: cells[1].update(outputs=[result(text_plain="me@example.org x @ y")])))

    def test_another_kernel(self):
        self.assert_one("metadata", lambda _, changed: changed["metadata"].update(kernelspec={"name": "python3"}))

    def test_another_language(self):
        self.assert_one("metadata", lambda _, changed: changed["metadata"]["language_info"].update(version="21"))


class Setup(unittest.TestCase):
    def test_the_same_in_all(self):
        self.assertEqual([], compare.setup_problems({"01": good(), "02": good()}))

    def test_another_in_one(self):
        other = good()
        compare.code_cells(other)[0]["source"] = "%classpath lib.jar\nimport other.*;"
        (problem,) = compare.setup_problems({"01": good(), "02": other})
        self.assertIn("02: its first code cell differs from that of 01", problem)
        self.assertIn("+import other.*;", problem)

    def test_no_code_at_all(self):
        self.assertEqual(1, len(compare.setup_problems({"01": good(), "02": notebook()})))


class Outputs(unittest.TestCase):
    def problems(self, change, before=lambda cells: None):
        committed, fresh = good(), good()
        before(compare.code_cells(committed))
        fresh = copy.deepcopy(committed)
        change(compare.code_cells(fresh))
        return compare.output_problems("01-x.ipynb", committed, fresh)

    def assert_one(self, words, change):
        problems = self.problems(change)
        self.assertEqual(1, len(problems), problems)
        self.assertIn(words, problems[0])
        self.assertTrue(problems[0].startswith("01-x.ipynb, code cell "), problems[0])

    def test_the_same(self):
        self.assertEqual([], self.problems(lambda cells: None))

    def test_a_text_as_lines_or_in_one_is_the_same(self):
        self.assertEqual([], self.problems(lambda cells: cells[1]["outputs"][0].update(text="one\ntwo\n")))

    def test_a_number_differs(self):
        problems = self.problems(lambda cells: cells[1]["outputs"][1]["data"].update({"text/plain": "3"}))
        self.assertIn('code cell 2 [System.out.println("one");]', problems[0])
        self.assertIn("-2\n    +3", problems[0])

    def test_each_kind_of_text(self):
        for kind in compare.COMPARED_TEXTS:
            with self.subTest(kind):
                self.assert_one(f"+[{kind}]", lambda cells: cells[0]["outputs"].append(result(**{kind: "new"})))

    def test_a_line_less_printed(self):
        self.assert_one("-two", lambda cells: cells[1]["outputs"][0].update(text="one\n"))

    def test_the_last_line_end_matters(self):
        self.assert_one("differs", lambda cells: cells[1]["outputs"][0].update(text="one\ntwo"))

    def test_an_output_vanished(self):
        self.assert_one("-[text/plain]", lambda cells: cells[1]["outputs"].pop())

    def test_another_error(self):
        self.assert_one("+RuntimeException: yes", lambda cells: cells[3].update(outputs=[error("yes")]))

    def test_another_traceback_is_the_same(self):
        self.assertEqual([], self.problems(lambda cells: cells[3].update(outputs=[error("no", "at line 8")])))

    def test_another_picture_is_the_same(self):
        self.assertEqual([], self.problems(lambda cells: cells[2].update(outputs=[png(15_000)])))

    def test_a_picture_is_missing(self):
        self.assert_one("shows 0 pictures, but 1", lambda cells: cells[2].update(outputs=[]))

    def test_a_picture_is_new(self):
        self.assert_one("shows 1 pictures, but 0", lambda cells: cells[0].update(outputs=[png(20_000)]))

    def test_a_picture_is_much_smaller(self):
        self.assert_one("suspiciously small: 4,999 bytes", lambda cells: cells[2].update(outputs=[png(4_999)]))

    def test_a_picture_is_tiny(self):
        both = lambda cells: cells[2].update(outputs=[png(499)])
        self.assertIn("suspiciously small: 499 bytes", self.problems(lambda cells: None, before=both)[0])

    def test_a_picture_is_blank(self):
        both = lambda cells: cells[2].update(outputs=[png(3_000, [b"\1" + b"\xff\xff\xff" + bytes(297)] + [b"\2" + bytes(300)] * 9)])
        self.assertEqual(["01-x.ipynb, code cell 3 [chart]: its picture is blank or broken"], self.problems(lambda cells: None, before=both))

    def test_a_picture_is_broken(self):
        broken = result(image_png=base64.b64encode(b"\x89PNG" + bytes(3_000)).decode())
        both = lambda cells: cells[2].update(outputs=[broken])
        self.assertIn("blank or broken", self.problems(lambda cells: None, before=both)[0])

    def test_a_picture_of_two_colours_is_not_blank(self):
        both = lambda cells: cells[2].update(outputs=[png(3_000, [b"\0" + bytes(300)] * 5 + [b"\0" + b"\xff" * 300] * 5)])
        self.assertEqual([], self.problems(lambda cells: None, before=both))

    def test_stderr_even_when_committed(self):
        problems = self.problems(lambda cells: None, before=lambda cells: cells[0]["outputs"].append(stream("oh", "stderr")))
        self.assertEqual(["01-x.ipynb, code cell 1 [%classpath lib.jar]: writes to stderr"], problems)

    def test_cells_that_were_not_reached_are_left_out(self):
        self.assertEqual([], self.problems(lambda cells: cells[1].update(outputs=[], execution_count=None)))


class Tags(unittest.TestCase):
    def test_may_throw_and_throws(self):
        cells = compare.code_cells(good())
        self.assertEqual([False, False, False, True], [compare.may_throw(cell) for cell in cells])
        self.assertEqual([False, False, False, True], [compare.throws(cell) for cell in cells])

    def test_the_traceback_loses_its_colours(self):
        self.assertEqual("at line 7", compare.traceback_of(code("1", error("no", "\x1b[1m\x1b[31mat line 7\x1b[0m"))))


if __name__ == "__main__":
    unittest.main()
