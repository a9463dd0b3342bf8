"""Pages with one fault each: the check must name it, and must be content with a page that has none."""
import pathlib
import tempfile
import unittest

import check
import environment

SEARCH = "<ul id='search-results'><li>found</li></ul>"
WELL = "<h2 id='here'>Well</h2><a href='#here'>here</a> <a href='https://example.org/'>elsewhere</a> <code>$x$</code>"
FAULTS = {
    "which is not there": "<a href='missing.html'>away</a>",
    "which has no such anchor": "<a href='#missing'>away</a>",
    "has the source of a formula in its text: costs \\$x\\$": "costs $x$",
    "has a formula that is wrong: Undefined": "<mjx-merror data-mjx-error='Undefined'></mjx-merror>",
    "does not show the image": "<img src='missing.png'>",
    "does not get": "<link rel='stylesheet' href='missing.css'>",
    "the console says: oh": "<script>console.error('oh')</script>",
    "its script fails": "<script>undefined.oh()</script>",
    "asks another host": "<img src='http://localhost:1/x.png'>",
    "is wider than a phone: 500 pixels": "<div style='width: 500px'>wide</div>",
    "the live page 'eta' does not come": "<details><iframe src='live.html#eta'></iframe></details>",
}


class Check(unittest.TestCase):
    def look_at(self, body, search=SEARCH, **patience):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder).resolve()
            for name, text in {"page": body, "search": search, "live": "no experiment"}.items():
                page = "<!doctype html><meta charset='utf-8'><link rel='icon' href='data:,'><body style='margin: 0'>"
                (folder / f"{name}.html").write_text(page + text, encoding="utf-8")
            return check.site(folder, **patience)

    def test_a_page_without_fault(self):
        self.assertEqual("3 pages, 2 links, 0 formulas, 0 images: all well", self.look_at(WELL))

    def test_each_fault_is_named_with_its_page(self):
        with self.assertRaises(environment.Problem) as caught:
            self.look_at(WELL + "".join(FAULTS.values()), patience=2_000)
        for words in FAULTS:
            self.assertRegex(str(caught.exception), f"(?m)^page.html: .*{words}")

    def test_a_search_that_finds_nothing(self):
        with self.assertRaisesRegex(environment.Problem, "(?m)^search.html.*: finds nothing"):
            self.look_at(WELL, search="<ul id='search-results'></ul>", patience=2_000)


if __name__ == "__main__":
    unittest.main()
