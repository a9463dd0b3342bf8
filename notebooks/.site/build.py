"""Makes the site: lays the pages out, has Sphinx make HTML of them, and looks at every page in a browser.

Called by ../.tools/run.py in the site's own virtual environment. Nothing is run anew: the outputs are the committed ones.
"""
import hashlib
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NOTEBOOKS = HERE.parent
ROOT = NOTEBOOKS.parent
TARGET = NOTEBOOKS / "target"
SOURCE, EXTRA, SITE = TARGET / "site-source", TARGET / "site-extra", TARGET / "site"
API = ROOT / "lib" / "target" / "reports" / "apidocs"
LIVE = ROOT / "lib" / "web" / "target" / "backprop.html"
MATHJAX = TARGET / "mathjax" / "tex-svg-full.js"
MATHJAX_SHA256 = "a4354ff94fd868aea0cc6eaaa79a57fda0588646fc46ee3700a349ee0a11cbe6"

sys.path.insert(0, str(NOTEBOOKS / ".tools"))
import environment  # noqa: E402

import check  # noqa: E402

WIDGET = "application/vnd.jupyter.widget-view+json"
STILL = '<p class="still">A still picture. In the notebook it moves: <a href="run.html">run it yourself</a>.</p>'
MOVING = '<details class="live"><summary>Or move it here</summary>' \
    '<iframe src="live/backprop.html#{name}" title="The experiment {name}, live" loading="lazy"></iframe></details>'

# Where a link of the repository leads on the site.
LINKS = [
    (r"\]\(notebooks/", "]("),
    (r"\]\(\.\./notebooks/", "]("),
    (r"\]\((?:\.\./)*\.github/FIGURES\.md", "](figures.md"),
    (r"\]\(\.github/JUPYTERHUB\.md", "](jupyterhub.md"),
    (r"\]\(\.\./\.\./\.github/JUPYTERHUB\.md", "](../jupyterhub.md"),
    (r"\]\((?:\.\./)*lib/src/main/java/backprop/package-info\.java\)", "](library.md)"),
    # Jupyter writes #Go-wrong:-on-purpose, the site #go-wrong-on-purpose
    (r"(?<=\]\()([^)#:]*\.ipynb)?#([^)]+)\)", lambda link: f"{link[1] or ''}#{re.sub(r'[^a-z0-9-]', '', link[2].lower())})"),
]


def main():
    environment.end_cleanly(int(sys.argv[1]))
    try:
        is_live = LIVE.is_file()
        lay_out(is_live)
        sphinx()
        environment.test(HERE, "site's check")
        counts = check.site(SITE)
    except environment.Problem as problem:
        sys.exit(str(problem))
    print(f"site: {counts}", f"It is in {SITE}: open index.html there.", sep="\n")
    environment.done()


def lay_out(is_live):
    """Puts what Sphinx reads into SOURCE, and what it only copies into EXTRA."""
    if not MATHJAX.is_file() or hashlib.sha256(MATHJAX.read_bytes()).hexdigest() != MATHJAX_SHA256:
        raise environment.Problem(f"{MATHJAX} must have the SHA-256 {MATHJAX_SHA256}, but is missing or has another.")
    for folder in [SOURCE, EXTRA, SITE]:
        shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(HERE.glob("*.md")):
        if is_live or path.name != "live.md":
            write(SOURCE / path.name, without_live(path.read_text("utf-8"), is_live))
    write(SOURCE / "README.md", (ROOT / "README.md").read_text("utf-8"))
    for page in ["figures", "jupyterhub"]:
        write(SOURCE / f"{page}.md", (ROOT / ".github" / f"{page.upper()}.md").read_text("utf-8"))
    for path in NOTEBOOKS.glob("data/**/*"):
        if path.suffix in {".md", ".tex"}:
            write(SOURCE / path.relative_to(NOTEBOOKS), path.read_text("utf-8"))
    write(SOURCE / "assignments" / "README.md", (NOTEBOOKS / "assignments" / "README.md").read_text("utf-8"))
    for path in [*NOTEBOOKS.glob("[0-9]*.ipynb"), *NOTEBOOKS.glob("assignments/source/*/*.ipynb")]:
        notebook = still(json.loads(path.read_text("utf-8")), is_live)
        write(SOURCE / path.relative_to(NOTEBOOKS), json.dumps(notebook, ensure_ascii=False))
    shutil.copytree(API, EXTRA / "api")
    # Its stylesheet asks for fonts, which are not there; those of the site take their place.
    for sheet in (EXTRA / "api").rglob("stylesheet.css"):
        for fonts in re.findall(r"@import url\('(.+?)'\)", sheet.read_text("utf-8")):
            if not (sheet.parent / fonts).is_file():
                write(sheet.parent / fonts, "")
    if is_live:
        (EXTRA / "live").mkdir()
        shutil.copy(LIVE, EXTRA / "live")


def write(path, text):
    """Writes a page, with links as the site has them."""
    for old, new in LINKS:
        text = re.sub(old, new, text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def without_live(text, is_live):
    """Leaves out what speaks of the live page, where there is none."""
    return text if is_live else re.sub(r"<!-- live -->.*?<!-- /live -->\n", "", text, flags=re.DOTALL)


def still(notebook, is_live):
    """A notebook without its kernel: pictures in their size, a word where something moved, the set-up folded away."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    tags(code[0]).append("hide-input")
    for cell in code:
        for output in list(cell["outputs"]):
            picture = output.get("metadata", {}).get("image/png")
            if picture:
                alt = {"alt": picture["alt"], "width": f"{picture['width']}px"}
                cell["metadata"]["mystnb"] = {"image": alt}
            if output.get("data", {}).pop(WIDGET, None):
                live = [tag[5:] for tag in tags(cell) if tag.startswith("live-") and is_live]
                words = STILL + "".join(MOVING.format(name=html.escape(name)) for name in live)
                cell["outputs"].append(
                    {"output_type": "display_data", "metadata": {}, "data": {"text/html": words, "text/plain": ""}})
    return notebook


def tags(cell):
    return cell["metadata"].setdefault("tags", [])


def sphinx():
    done = subprocess.run([
        sys.executable, "-m", "sphinx", "--builder", "html", "--fail-on-warning", "--keep-going", "--nitpicky",
        "--quiet", "--fresh-env", "--jobs", "auto", "--conf-dir", HERE, "--doctree-dir", TARGET / "site-doctrees",
        SOURCE, SITE,
    ])
    if done.returncode:
        raise environment.Problem("Sphinx warns of the pages: its lines above tell where.")
    for template in (SITE / "_static").glob("*.html"):  # the themes' own, left among their files
        template.unlink()


if __name__ == "__main__":
    main()
