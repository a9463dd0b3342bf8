"""How Sphinx makes the site of what build.py laid out. No notebook is run: what is shown is what was committed."""
import pathlib

import pygments.lexer
import pygments.lexers.jvm
import pygments.token

TARGET = pathlib.Path(__file__).resolve().parents[1] / "target"

project = "Backprop Companion"
language = "en"
extensions = ["myst_nb"]
exclude_patterns = ["README.md"]  # parts of it are included elsewhere

nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 4
myst_update_mathjax = False

mathjax_path = "tex-svg-full.js"
mathjax3_config = {
    # '$' stands in the verdicts that the library shows; an unknown command is an error that the check sees.
    "tex": {
        "inlineMath": [["$", "$"], ["\\(", "\\)"]],
        "packages": ["base", "ams", "newcommand", "boldsymbol", "color", "textmacros"],
    },
    "options": {"ignoreHtmlClass": "mathjax_ignore", "enableMenu": False},
}

html_theme = "sphinx_book_theme"
html_context = {"default_mode": "auto"}
html_title = project
html_favicon = str(pathlib.Path(__file__).with_name("favicon.svg"))
html_static_path = [str(pathlib.Path(__file__).with_name("static")), str(TARGET / "mathjax")]
html_extra_path = [str(TARGET / "site-extra")]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
html_show_search_summary = False  # it is fetched, which no browser does from the disk
html_show_copyright = False
html_show_sphinx = False
html_theme_options = {
    "home_page_in_toc": True,
    "navbar_persistent": [],
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "footer_content_items": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


class Cell(pygments.lexers.jvm.JavaLexer):
    """Java as the kernel takes it, where a line may be a magic, or as prose abridges it."""
    tokens = {"root": [(r"^%\w+.*$", pygments.token.Comment.Preproc), (r"…", pygments.token.Comment), pygments.lexer.inherit]}


def setup(app):
    app.add_lexer("java", Cell)
    app.set_html_assets_policy("always")  # verdicts hold formulas, of which Sphinx does not know
