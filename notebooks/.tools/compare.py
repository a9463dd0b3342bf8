"""What a committed notebook must be like, and whether a fresh run of it gave the same.

Notebooks are plain dictionaries as in the file (format 4). Every function returns a list of
problems, each a text that begins with its place: notebook, code cell, the cell's first line.
"""
import base64
import difflib
import re
import struct
import zlib

# What the kernel says of itself: JupyterLab writes it into a notebook that says otherwise, which then counts as changed.
METADATA = {
    "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
    "language_info": {
        "codemirror_mode": "java", "file_extension": ".jshell", "mimetype": "text/x-java-source", "name": "java",
        "pygments_lexer": "java", "version": "17 or later",
    },
}
MAX_LINES = 15
MAX_WIDTH = 88  # characters: what JupyterLab shows at 1280 pixels without cutting off
MAX_TEST_LINES = 30  # of a cell that grades itself, which nobody has to read to learn
MAX_TEXT = 100_000
MAX_PICTURE = 300_000
MIN_PICTURE = 500
COMPARED_TEXTS = ["text/plain", "text/html", "text/latex", "text/markdown"]
IDENTITY = re.compile(r"[\w$\[\];/.)]@[0-9a-f]{5,8}\b")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def form_problems(name, notebook):
    """What is wrong with the notebook as it was committed, before it is run."""
    cells = code_cells(notebook)
    found = []
    if notebook["metadata"] != METADATA:
        found.append(at(name, "its metadata is not what the kernel says of itself, so that to open it changes it"))
    counts = [cell.get("execution_count") for cell in cells]
    if counts != list(range(1, len(cells) + 1)):
        found.append(at(name, f"execution counts are {counts}, but must be 1..{len(cells)}"))
    for number, cell in enumerate(cells, 1):
        source = text(cell["source"])
        lines = len(source.splitlines())
        if not source.strip():
            found.append(at(name, "is empty", number, cell))
        most = MAX_TEST_LINES if cell["metadata"].get("nbgrader", {}).get("grade") else MAX_LINES
        if lines > most:
            found.append(at(name, f"has {lines} lines, more than {most}", number, cell))
        widest = max(source.splitlines(), key=len, default="")
        if len(widest) > MAX_WIDTH:
            found.append(at(name, f"has a line of {len(widest)} characters, more than {MAX_WIDTH}: {widest.strip()}", number, cell))
        for output in cell["outputs"]:
            found += [at(name, problem, number, cell) for problem in output_form(output)]
    return found


def output_form(output):
    """What is wrong with one committed output: too long, or it names an object's identity."""
    found = []
    words = "\n".join(part for _, part in texts(output))
    if len(words.encode("utf-8")) > MAX_TEXT:
        found.append(f"has an output of {len(words.encode('utf-8')):,} bytes, more than {MAX_TEXT:,}")
    identity = IDENTITY.search(words)
    if identity:
        line = next(line for line in words.splitlines() if IDENTITY.search(line))
        found.append(f"prints an object's identity, which differs in every run: {line.strip()[:120]}")
    for picture in pictures([output]):
        if len(picture) > MAX_PICTURE:
            found.append(f"has a picture of {len(picture):,} bytes, more than {MAX_PICTURE:,}")
    return found


def setup_problems(notebooks):
    """The first code cell must be the same in all notebooks, given as {name: notebook}."""
    sources = {name: first_source(notebook) for name, notebook in notebooks.items()}
    found = []
    for name, source in sources.items():
        first_name = next(iter(sources))
        if source != sources[first_name]:
            changes = difference(sources[first_name].split("\n"), source.split("\n"))
            found.append(at(name, f"its first code cell differs from that of {first_name} (-), the set-up cell:\n{changes}"))
    return found


def output_problems(name, committed, fresh):
    """Where the fresh run's outputs are not the committed ones, cell by cell, as far as it was run."""
    found = []
    for number, (old, new) in enumerate(zip(code_cells(committed), code_cells(fresh)), 1):
        if any(output.get("name") == "stderr" for output in old["outputs"] + new["outputs"]):
            found.append(at(name, "writes to stderr", number, old))
        if not was_run(new):
            continue
        old_lines, new_lines = lines_of(old["outputs"]), lines_of(new["outputs"])
        if old_lines != new_lines:
            changes = difference(old_lines, new_lines)
            found.append(at(name, f"its output differs, committed (-) and fresh (+):\n{changes}", number, old))
        found += [at(name, problem, number, old) for problem in picture_problems(old["outputs"], new["outputs"])]
    return found


def picture_problems(old, new):
    """Pictures must be as many as before, not blank, and not much smaller than before."""
    old, new = pictures(old), pictures(new)
    if len(old) != len(new):
        return [f"shows {len(new)} pictures, but {len(old)} were committed"]
    found = []
    for before, now in zip(old, new):
        if len(now) < max(MIN_PICTURE, len(before) / 4):
            found.append(f"its picture is suspiciously small: {len(now):,} bytes, committed {len(before):,}")
        elif now.startswith(b"\x89PNG") and is_blank(now):
            found.append("its picture is blank or broken")
    return found


def is_blank(picture):
    """Whether a PNG is broken or has one colour: rows, as stored, that are alike and of few different bytes."""
    height, place, packed = struct.unpack(">I", picture[20:24])[0], 8, b""
    while place < len(picture):
        length = struct.unpack(">I", picture[place:place + 4])[0]
        if picture[place + 4:place + 8] == b"IDAT":
            packed += picture[place + 8:place + 8 + length]
        place += length + 12  # length, kind, data, checksum
    try:
        pixels = zlib.decompress(packed)
    except zlib.error:
        return True
    row = len(pixels) // height
    later_rows = {pixels[start:start + row] for start in range(row, row * height, row)}
    return len(later_rows) <= 1 and len(set(pixels)) <= 6


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def first_source(notebook):
    cells = code_cells(notebook)
    return text(cells[0]["source"]) if cells else ""


def was_run(cell):
    """False for the cell that ended the run, and for those after it: runner.py leaves them no count."""
    return cell.get("execution_count") is not None


def may_throw(cell):
    return "raises-exception" in cell["metadata"].get("tags", [])


def throws(cell):
    return any(output["output_type"] == "error" for output in cell.get("outputs", []))


def traceback_of(cell):
    """The error's own lines, without the escape codes that colour a terminal."""
    lines = [line for output in cell["outputs"] for line in output.get("traceback", [])]
    return COLOUR.sub("", "\n".join(lines))


def texts(output):
    """The output's texts that are compared, as (kind, text). Tracebacks are not: their frames differ."""
    if output["output_type"] == "stream":
        return [(output["name"], text(output["text"]))]
    if output["output_type"] == "error":
        return [("error", f"{output['ename']}: {output['evalue']}")]
    data = output["data"]
    return [(kind, text(data[kind])) for kind in COMPARED_TEXTS if kind in data]


def lines_of(outputs):
    """All outputs of a cell as lines to compare, each text under a line with its kind."""
    return [line for output in outputs for kind, words in texts(output) for line in [f"[{kind}]"] + words.split("\n")]


def pictures(outputs):
    """The bytes of each picture."""
    found = []
    for output in outputs:
        for kind, content in output.get("data", {}).items():
            if kind == "image/svg+xml":
                found.append(text(content).encode("utf-8"))
            elif kind.startswith("image/"):
                found.append(base64.b64decode(text(content)))
    return found


def difference(old, new):
    """A short unified diff, without its three lines of head."""
    lines = list(difflib.unified_diff(old, new, n=1, lineterm=""))[2:]
    lines = [line[:160] for line in lines if not line.startswith("@@")]
    return "\n".join(lines[:24] + (["..."] if len(lines) > 24 else []))


def at(name, problem, number=0, cell=None):
    """The problem, after its place, with further lines indented."""
    place = name
    if number:
        first_line = (text(cell["source"]).strip().splitlines() or [""])[0]
        place = f"{name}, code cell {number} [{first_line[:60]}]"
    return f"{place}: {problem}".replace("\n", "\n    ").rstrip()


def text(lines):
    """The file may keep a text as a list of lines."""
    return lines if isinstance(lines, str) else "".join(lines)
