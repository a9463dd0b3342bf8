"""What the pages of text must be like: their links lead somewhere, and the start page knows every notebook and its time."""
import json
import pathlib
import re
import urllib.parse

LINK = re.compile(r"\]\(([^()\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
ROW = re.compile(r"^\| \[(.+?)\]\(([^)]+)\) \| ([^|]+?) \|", re.MULTILINE)


def problems(folder, start="start.md"):
    """All that is wrong with the pages and the notebooks' texts below a folder, and how many links were followed."""
    pages = [folder / start, *sorted(folder.glob("data/*.md")), *sorted(folder.glob("assignments/*.md"))]
    notebooks = sorted(folder.glob("[0-9][0-9]-*.ipynb"))
    assignments = sorted(folder.glob("assignments/source/*/*.ipynb"))
    found, links = start_problems(folder / start, notebooks), 0
    for path in [*pages, *notebooks, *assignments]:
        targets = links_of(path)
        links += len(targets)
        found += [f"{path.relative_to(folder)}: its link to {target} leads nowhere"
                  for target in targets if not leads_somewhere(path, target)]
    return found, links


def start_problems(start, notebooks):
    """Where the start page has another title or time for a notebook than the notebook itself, or none."""
    rows = {file: (title, time) for title, file, time in ROW.findall(text_of(start))}
    found = []
    for path in notebooks:
        opening = texts_of(path)[0]
        title, time = rows.get(path.name, ("", ""))
        if f"# {title}" != opening.splitlines()[0]:
            found.append(f"{start.name}: calls {path.name} '{title}', which calls itself '{opening.splitlines()[0][2:]}'")
        elif f"about {time}" not in opening:
            found.append(f"{start.name}: says {path.name} takes {time}, but its opening does not say 'about {time}'")
    return found


def links_of(path):
    """The links to files and headings in a page or a notebook's texts, not those in code or to other sites."""
    links = LINK.findall(CODE.sub("", text_of(path)))
    return [link for link in links if not re.match(r"[a-z]+:|attachment:", link)]


def leads_somewhere(path, link):
    """Whether a link's file is there, and has the heading that it names."""
    file, _, heading = urllib.parse.unquote(link).partition("#")
    target = path.parent / file if file else path
    return target.exists() and (not heading or heading in headings_of(target))


def headings_of(path):
    """The headings as JupyterLab and GitHub name them in links."""
    words = [re.sub(r"[*`]|\$", "", heading) for heading in HEADING.findall(text_of(path))]
    if path.suffix == ".ipynb":
        return {word.replace(" ", "-") for word in words}
    return {re.sub(r"[^\w\- ]", "", word).lower().replace(" ", "-") for word in words}


def text_of(path):
    return "\n\n".join(texts_of(path)) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")


def texts_of(path):
    """The texts of a notebook's cells that are no code."""
    cells = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
