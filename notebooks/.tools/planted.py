"""A notebook with one of each fault that the check in the browser must find, and what it must say of them."""
SETUP = """%classpath ../lib/target/backprop.jar
import backprop.*; import backprop.notebook.*; import backprop.plot.*;
Companion.start();
void html(String page) { display(page, "text/html"); }
var chart = Charts.functions(-1, 1, Curve.of("flat", z -> 0), Curve.of("line", z -> z));"""

CELLS = {  # by their names, which are places of faults
    "set-up": SETUP,
    "raw-formula": "Half of it is \\frac{1}{2}.",
    "broken-formula": "The half $\\left( x$ of it.",
    "unknown-formula": "The slope $\\slopeof{z}$ of it.",
    "blank": "new java.awt.image.BufferedImage(300, 200, java.awt.image.BufferedImage.TYPE_INT_RGB)",
    "dark-ink": """var drawn = new java.awt.image.BufferedImage(300, 200, java.awt.image.BufferedImage.TYPE_INT_ARGB);
var pen = drawn.createGraphics();
pen.setColor(new java.awt.Color(0x181818));
pen.fillRect(50, 50, 200, 100);
drawn""",
    "wide": """var data = Base64.getEncoder().encodeToString(Charts.picture(chart).png());
html("<img width=2000 style='max-width: none' src='data:image/png;base64," + data + "'>");""",
    "not-there": """html("<img src='https://nowhere.invalid/picture.png'>");""",
    "long-code": "// " + "long " * 30,
    "clipped-table": """html("<div style='overflow: hidden'><table><td style='white-space: nowrap'>"
    + "wide ".repeat(100) + "</table></div>");""",
    "full-column": """html("<table style='table-layout: fixed; width: 90px'>"
    + "<td style='white-space: nowrap'>" + "wide ".repeat(9) + "</table>");""",
    "clipped-formula": """html("<div style='overflow: hidden; width: 90px'>$a + b + c + d + e + f + g$</div>");""",
    "clipped-text": """html("<div style='overflow: hidden'><pre style='white-space: pre; overflow: visible'>"
    + "wide ".repeat(100) + "</pre></div>");""",
    "complaint": """html("<script>console.error('planted')</script>");""",
    "only-once": 'if (!new java.io.File("ran").createNewFile()) { throw new IllegalStateException("ran before"); }',
    "throws": 'throw new IllegalStateException("planted");',
    "idle-slider": 'Explore.slider("idle", 0, -1, 1).shows(v -> chart)',
    "throwing-slider": 'Explore.slider("throwing", 0, -1, 1).shows(v -> 1 / (v == 0 ? 1 : 0))',
}
TEXTS = ["raw-formula", "broken-formula", "unknown-formula"]

# A training that hears an interrupt, but keeps nothing.
TRAINING = """class Forgetful {
    String history() { return "0 epochs: interrupted"; }
    void run() throws InterruptedException { System.out.println("at work"); Thread.sleep(60_000); }
}
var stopped = new Forgetful();"""

FAULTS = [  # kind, cell, words
    ("formula", "raw-formula", "is not typeset"),
    ("formula", "clipped-formula", "is cut off"),
    ("formula", "broken-formula", "has an error"),
    ("formula", "unknown-formula", "has an error"),
    ("picture", "blank", "is blank"),
    ("picture", "dark-ink", "is blank"),
    ("picture", "wide", "wider than its place"),
    ("picture", "not-there", "did not load"),
    ("code", "long-code", "wider than what shows of it"),
    ("table", "clipped-table", "is cut off"),
    ("table", "full-column", "runs out of its column"),
    ("text", "clipped-text", "is cut off"),
    ("console", "", "asks another host"),
    ("console", "", "ERR_NAME_NOT_RESOLVED"),
    ("console", "", "'planted'"),
    ("cells", "throws", "planted"),
    ("control", "idle-slider", "the pictures below stayed"),
    ("control", "throwing-slider", "beside it stands"),
    ("stop", "", "has kept '0 epochs"),
    ("restart", "throws", "planted"),
    ("restart", "only-once", "ran before"),
]


def notebook():
    import nbformat

    cells = [
        nbformat.v4.new_markdown_cell(source, id=name) if name in TEXTS else nbformat.v4.new_code_cell(source, id=name)
        for name, source in CELLS.items()
    ]
    kernel = {"display_name": "Java", "language": "java", "name": "java"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def problems(found):
    """Where what was found is not what was planted."""
    unfound = [f"The check does not find the fault planted in {f'cell {place}' if place else 'its notebook'}: {kind}, '{words}'"
               for kind, place, words in FAULTS if not any(is_it(fault, (kind, place, words)) for fault in found.faults)]
    return unfound + [f"The check finds what was not planted: {fault.told(found.name)}"
                      for fault in found.faults if not any(is_it(fault, one) for one in FAULTS)]


def is_it(fault, one):
    kind, place, words = one
    return (fault.kind, fault.place) == (kind, place) and words in fault.what
