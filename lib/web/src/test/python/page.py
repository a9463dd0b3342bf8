"""Uses the page as a person does: by keyboard, on a phone, at night, offline, and as one file.

    python page.py FOLDER FILE [names of tests]

FOLDER is the page as it is served, FILE the same in one file. Pictures to look at go to ../shots.
"""
import functools
import http.server
import pathlib
import sys
import threading
import unittest
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[5] / "notebooks" / ".tools"))
import chromium  # noqa: E402
import environment  # noqa: E402

FOLDER, FILE = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
SHOTS = FILE.parent / "shots"

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 120_000
FIRST_OF_THE_PAGE = "To the verdict"

RIGHT = r"""$$\delta^L = (a^L - y) \odot \sigma'(z^L)$$
$$\delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)$$
$$\frac{\partial C}{\partial w_{jk}^l} = a_k^{l-1} \delta_j^l$$"""
WRONG = "δᴸ = (aᴸ − y) ⊙ σ′(zᴸ)\nδˡ = ((wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zᴸ)"
NUMBERS = """w1 = [[0.15, 0.20], [0.25, 0.30]]
b1 = 0.35 0.35
w2 = [[0.40, 0.45], [0.50, 0.55]]
b2 = 0.60 0.60
x = 0.05 0.10
y = 0.01 0.99
dC/dw2 = array([[ 0.08217,  0.08267],
       [-0.0226 , -0.02274]])
dC/db2 = 0.1385 -0.0381
dC/dw1 = [[0.001818, 0.003635], [0.002069, 0.004137]]
dC/db1 = 0.03635 0.04137"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript", ".wasm": "application/wasm"}

    def log_message(self, *_):
        pass


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        SHOTS.mkdir(parents=True, exist_ok=True)
        cls.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=FOLDER))
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.address = f"http://127.0.0.1:{cls.server.server_port}/"
        cls.driver = sync_playwright().start()
        cls.browser = cls.driver.chromium.launch(executable_path=chromium.find(), args=chromium.arguments())
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.addClassCleanup(cls.driver.stop)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        self.complaints = []
        self.addCleanup(lambda: self.assertEqual([], self.complaints))

    def opened(self, address=None, viewport=DESK, scheme="light", script=None, is_ready=True):
        """Opens the page; what it logs, throws or asks of another host is a complaint."""
        context = self.browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        self.addCleanup(context.close)
        context.set_default_timeout(PATIENCE)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self.note)
        page.goto(address or self.address)
        if is_ready:
            page.wait_for_selector("[data-ready]", state="attached")
        return page

    def note(self, request):
        to = urllib.parse.urlsplit(request.url)
        is_own = to.scheme in ("data", "blob", "file") or to.netloc == urllib.parse.urlsplit(self.address).netloc
        if not is_own:
            self.complaints.append("asked " + request.url)

    @staticmethod
    def headline(page):
        """The verdict, once it is there."""
        page.wait_for_selector("#verdict:not([aria-busy])")
        return page.inner_text("#headline")

    @staticmethod
    def tab_to(page, selector):
        """Presses Tab until it is there; a person would give up after forty."""
        for _ in range(40):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")

    @staticmethod
    def paste(page, text):
        """Pastes from the clipboard over what stands there."""
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("ControlOrMeta+v")

    def shoot(self, page, name):
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    # Questions

    def test_three_questions_by_keyboard(self):
        page = self.opened()
        self.tab_to(page, "#text")
        self.paste(page, WRONG)
        page.keyboard.press("Control+Enter")
        self.assertEqual("✗ 1 right under a condition, 1 wrong", self.headline(page))
        self.assertIn("change zᴸ to zˡ", page.inner_text("#answer"))
        self.assertEqual(3, page.locator("#answer .katex").count(), "two statements and a repair are typeset")

        self.paste(page, RIGHT)
        self.tab_to(page, "#check")
        page.keyboard.press("Enter")
        self.assertEqual("✓ 2 right, 1 right under a condition", self.headline(page))

        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("ArrowRight")
        self.tab_to(page, "#given")
        self.paste(page, NUMBERS)
        page.keyboard.press("Control+Enter")
        self.assertEqual("✗ WRONG, first in ∂C/∂w¹", self.headline(page))
        self.assertIn("Cause: BP2: σ′(z¹) is missing.", page.inner_text("#answer"))
        self.assertEqual(8, page.locator("#network .edge").count(), "every weight is drawn")
        self.shoot(page, "three-questions")

    def test_a_verdict_on_what_stood_there_before_says_so(self):
        page = self.opened()
        changed = page.locator("#changed")
        page.fill("#text", WRONG)
        self.assertFalse(changed.is_visible(), "there is no verdict yet")
        page.click("#check")
        self.headline(page)
        self.assertFalse(changed.is_visible())
        page.fill("#text", WRONG + " ")
        self.assertTrue(changed.is_visible())
        page.fill("#text", WRONG)
        self.assertFalse(changed.is_visible(), "it is the old question again")
        page.click("#tab-numbers")
        self.assertTrue(changed.is_visible())
        page.fill("#given", NUMBERS)
        page.click("#check")
        self.headline(page)
        self.assertFalse(changed.is_visible())
        page.select_option("#cost", index=1)
        self.assertTrue(changed.is_visible())
        self.shoot(page, "changed")

    def test_every_example_says_what_it_shows(self):
        page = self.opened()
        expected = [
            ("a right derivation", "✓ 3 right, 1 right under a condition", "for C = ½Σ(a − y)²"),
            ("σ′(zᴸ) in place of σ′(zˡ)", "✗ 2 right, 1 right under a condition, 1 wrong", "change zᴸ to zˡ"),
            ("numbers without a σ′", "✗ WRONG, first in ∂C/∂w¹", "BP2: σ′(z¹) is missing."),
            ("tensors from PyTorch", "✗ WRONG, first in ∂C/∂w¹", "right for C = mean over examples of Σ(a−y)², but you asked for ½Σ(a−y)²."),
        ]
        self.assertEqual([title for title, _, _ in expected], page.locator(".example").all_inner_texts())
        for title, headline, answer in expected:
            with self.subTest(title):
                page.get_by_role("button", name=title, exact=True).click()
                self.assertEqual(headline, self.headline(page))
                self.assertIn(answer, page.inner_text("#answer"))

    def test_bad_input_gets_one_sentence(self):
        page = self.opened()
        derivations = {
            "": "Paste something first, or take an example.",
            r"\delta^l = \frac{": "1 not read",
        }
        sheets = {
            "0.1 0.2": "Each line must begin with a name, such as w1 = …, but the first is '0.1 0.2'.",
            "w1 = 1 2\nw1 = 3 4": "w1 must be given once, but stands there twice.",
            "w1 = 1 2\nx =": "x must be followed by its numbers, but nothing stands there.",
            "w1 = 1 2\nx = 1 2\ny = 1": "Add a line with what you worked out, such as dC/dw1 = …",
            "w1 = 1 2\nx = 1 zwei\ny = 1\ndw1 = 1 2": "x must",
            "w1 = 1 2\nx = 1 2\ny = 1\nslope = 1 2": "name must be such as dC/dw2",
        }
        for tab, field, cases in [("#tab-derivation", "#text", derivations), ("#tab-numbers", "#given", sheets)]:
            page.click(tab)
            for text, sentence in cases.items():
                with self.subTest(text):
                    page.fill(field, text)
                    page.click("#check")
                    self.assertTrue(self.headline(page).startswith("! " + sentence), self.headline(page))
        page.fill("#given", "w1 = 1 2\nx = 1 2\ndw1 = 1 2")
        page.click("#check")
        self.assertEqual("? cannot tell", self.headline(page))
        self.assertIn("y", page.inner_text("#answer"))

    def test_numbers_as_they_are_printed_elsewhere(self):
        page = self.opened()
        page.click("#tab-numbers")
        layer = "w1 = [[0.15, 0.20], [0.25, 0.30]]\nb1 = 0.35 0.35\n"
        rest = "w2 = [[0.40, 0.45], [0.50, 0.55]]\nb2 = 0.60 0.60\nx = 0.05 0.10\ny = 0.01 0.99\n"
        forms = {
            "on paper": "∂C/∂w² = 0.08217 0.08267; -0.0226 -0.02274\nδ² = 0.1385 -0.0381",
            "an entry": "dC/dw11 of layer 1 = 0.0004386",
            "print of NumPy": "dw2 [[ 0.08217  0.08267]\n [-0.0226  -0.02274]]",
            "repr of NumPy": "dw2 = array([[ 0.08217,  0.08267],\n       [-0.0226 , -0.02274]],\n      dtype=float32)",
            "PyTorch": "w2.grad = tensor([[ 0.0822,  0.0827],\n        [-0.0226, -0.0227]],\n       grad_fn=<CloneBackward0>)",
        }
        for form, mine in forms.items():
            with self.subTest(form):
                page.fill("#given", layer + rest + "# mine\n" + mine)
                page.click("#check")
                self.assertEqual("✓ right", self.headline(page))
        modules = "net.0.weight Parameter containing:\ntensor([[0.15, 0.20],\n        [0.25, 0.30]], requires_grad=True)\nnet.0.bias: 0.35 0.35\n"
        page.fill("#given", modules + rest.replace("w2", "net.2.weight").replace("b2", "net.2.bias") + "net.2.bias.grad = 0.1385 -0.0381")
        page.click("#check")
        self.assertEqual("✓ right", self.headline(page), "modules of PyTorch are layers in their order")

    def test_stop_ends_a_long_check_and_the_next_one_works(self):
        page = self.opened()
        long = "\n".join(rf"\delta^l = ((w^{{l+1}})^T \delta^{{l+1}}) \odot \sigma'(z^L) + {n} a^l" for n in range(2, 200))
        page.fill("#text", long)
        page.click("#check")
        page.click("#stop")
        self.assertEqual("! Stopped.", self.headline(page))
        page.fill("#text", WRONG)
        page.click("#check")
        self.assertIn("1 wrong", self.headline(page))

    # Links

    def test_a_link_carries_the_whole_question(self):
        page = self.opened()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.click("#tab-numbers")
        page.fill("#given", NUMBERS)
        page.select_option("#cost", "Σ(a−y)²")
        page.select_option("#last", "identity")
        page.click("#check")
        headline = self.headline(page)
        page.click("#copy")
        page.get_by_text("Copied").wait_for()
        link = page.evaluate("navigator.clipboard.readText()")
        self.assertTrue(link.startswith(self.address + "#q="), link)

        other = self.opened(link)
        self.assertEqual(headline, self.headline(other))
        self.assertEqual([NUMBERS, "Σ(a−y)²", "sigmoid", "identity"],
                         [other.input_value(field) for field in ("#given", "#cost", "#hidden", "#last")])
        self.assertEqual(page.inner_text("#answer"), other.inner_text("#answer"))

    def test_a_damaged_link_says_so(self):
        page = self.opened(self.address + "#q=" + "no-question")
        self.assertEqual("! This link is damaged: it holds no whole question. Ask for it again.", self.headline(page))

    # Where it is used

    def test_phone_without_scrolling_aside(self):
        page = self.opened(viewport=PHONE)
        for example in page.locator(".example").all():
            example.click()
            self.headline(page)
            self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), PHONE["width"])
        self.assertGreaterEqual(page.evaluate("scrollY"), 100, "the verdict comes into sight")
        small = page.evaluate("""() => [...document.querySelectorAll("button, select, summary, input[type=range]")]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 28).map(e => e.outerHTML)""")
        self.assertEqual([], small, "each can be met with a thumb")

    def test_both_themes_and_every_rule_of_accessibility(self):
        grounds = {}
        for scheme in ("light", "dark"):
            for size, viewport in (("desk", DESK), ("phone", PHONE)):
                page = self.opened(viewport=viewport, scheme=scheme)
                self.shoot(page, f"{size}-{scheme}-begin")
                for n, example in enumerate(page.locator(".example").all(), 1):
                    example.click()
                    self.headline(page)
                    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
                    with self.subTest(f"{scheme}, {size}, example {n}"):
                        self.assertEqual([], self.violations(page))
                    self.shoot(page, f"{size}-{scheme}-{n}")
                grounds[scheme] = self.ground(page)
        self.assertNotEqual(grounds["light"], grounds["dark"])
        page.click("#theme")
        self.assertEqual(grounds["light"], self.ground(page), "the button brings the day")
        page.click("#theme")
        self.assertEqual(grounds["dark"], self.ground(page), "and the night again")

    @staticmethod
    def ground(page):
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    @staticmethod
    def violations(page):
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        return [f"{rule['id']}: {node['html']}" for rule in found.response["violations"] for node in rule["nodes"]]

    def test_the_keyboard_reaches_all_and_shows_where_it_is(self):
        page = self.opened()
        reached = []
        while True:
            page.keyboard.press("Tab")
            at, outline = page.evaluate("""() => [document.activeElement.id || document.activeElement.textContent,
                parseFloat(getComputedStyle(document.activeElement).outlineWidth)
                    * (getComputedStyle(document.activeElement).outlineStyle !== "none")]""")
            if at in reached or page.evaluate("document.activeElement === document.body"):
                break
            reached.append(at)
            self.assertGreaterEqual(outline, 2, f"{at} shows that it has the focus")
        self.assertEqual(FIRST_OF_THE_PAGE, reached[0])
        for wanted in ("theme", "text", "check", "copy", "eta-value", "nudge-weight", "nudge-by", "start-value", "step-value"):
            self.assertIn(wanted, reached)

    def test_goes_on_without_the_network(self):
        page = self.opened()
        page.context.set_offline(True)
        page.fill("#text", WRONG)
        page.click("#check")
        self.assertIn("1 wrong", self.headline(page))

    def test_an_old_browser_is_told_what_it_takes(self):
        page = self.opened(script="WebAssembly.validate = () => false", is_ready=False)
        page.get_by_text("Chrome 119, Firefox 120 or Safari 18.2").first.wait_for()

    # What moves

    def test_every_experiment_moves(self):
        page = self.opened()
        moves = {
            "#eta-value": ["#bowl", "#bowl-cost"], "#kappa-value": ["#bowl", "#bowl-cost"],
            "#nudge-by": ["#machine"], "#nudge-weight": ["#machine"],
            "#start-value": ["#sigma", "#learning"], "#step-value": ["#sigma", "#learning"],
        }
        for control, pictures in moves.items():
            for picture in pictures:
                with self.subTest(f"{control} moves {picture}"):
                    page.wait_for_selector(f"{picture} svg")
                    before = page.inner_html(picture)
                    page.focus(control)
                    page.keyboard.press("ArrowDown" if control == "#nudge-weight" else "ArrowRight")
                    self.until(lambda: page.inner_html(picture) != before)

    def test_the_nudge_machine_says_the_same_number_twice(self):
        page = self.opened()
        page.wait_for_selector("#machine .label")
        measured = page.locator("#machine .label .measured").all_text_contents()
        formula = page.locator("#machine .label .formula").all_text_contents()
        self.assertEqual(12, len(measured))
        self.assertEqual(measured, formula)
        before = page.inner_text("#nudge-told")
        page.locator("#machine .touch").last.click(force=True)
        self.until(lambda: page.inner_text("#nudge-told") != before)
        self.assertEqual("w²₂₃", page.input_value("#nudge-weight"))

    def test_too_large_an_eta_is_said_to_diverge(self):
        page = self.opened()
        page.focus("#eta-value")
        page.keyboard.press("End")
        self.until(lambda: "C from" in page.inner_text("#bowl-told") and "0.600" in page.inner_text("#eta"))
        self.shoot(page, "diverging")

    def until(self, holds):
        """Looks again for two minutes."""
        for _ in range(1200):
            if holds():
                return
            threading.Event().wait(0.1)
        self.fail("it did not happen within two minutes")

    def test_an_experiment_stands_alone_in_a_frame(self):
        page = self.browser.new_page()
        self.addCleanup(page.close)
        page.set_content(f'<iframe src="{self.address}index.html#nudge" width="900" height="800"></iframe>')
        framed = page.frame_locator("iframe")
        framed.locator("#machine .label").first.wait_for()
        self.assertEqual(["The nudge machine"], framed.locator(":is(h1, h2, h3):visible").all_inner_texts())

    # One file

    def test_one_file_from_the_disk(self):
        page = self.opened(FILE.as_uri())
        page.fill("#text", WRONG)
        page.click("#check")
        self.assertEqual("✗ 1 right under a condition, 1 wrong", self.headline(page))
        self.assertEqual(3, page.locator("#answer .katex").count())
        self.assertTrue(page.evaluate("document.fonts.check('20px KaTeX_Main')"))
        page.wait_for_selector("#machine .label")
        self.assertEqual("rgb(247, 247, 245)", self.ground(page))
        page.click("#theme")
        self.assertEqual("rgb(21, 23, 26)", self.ground(page))
        self.shoot(page, "one-file")


if __name__ == "__main__":
    try:
        chromium.find()  # so that a missing one is told at once
    except environment.Problem as problem:
        sys.exit(str(problem))
    unittest.main(argv=[sys.argv[0], *("PageTest." + name for name in sys.argv[3:])], verbosity=2)
