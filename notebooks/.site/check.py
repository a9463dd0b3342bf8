"""Looks at every page of the site in the machine's Chromium, from the disk, as a reader opens it.

Problems are texts that begin with the page: a link or anchor that leads nowhere, a formula that stayed source or is wrong, an
image that does not load, an error in the console, a request to any host, a page wider than a phone.
"""
import pathlib
import urllib.parse

from playwright.sync_api import Error, sync_playwright

import chromium
import environment

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

# What a page has, once MathJax has run. Folded answers are opened first: what is hidden has no width.
LOOK = r"""async () => {
    await window.MathJax?.startup?.promise;
    document.querySelectorAll('details').forEach(details => details.open = true);
    const broken = [...document.images].filter(image => !(image.complete && image.naturalWidth));
    const sources = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode;
        if (!text.parentElement.closest('script, style, pre, code, textarea, noscript, mjx-container')
                && /\$|\\[(\[]|\\begin\b/.test(text.data)) {
            sources.push(text.data.trim().slice(0, 80));
        }
    }
    return {
        ids: [...document.querySelectorAll('[id], a[name]')].flatMap(e => [e.id, e.getAttribute('name')]).filter(e => e),
        links: [...document.querySelectorAll('a[href], iframe[src]')].map(e => e.href || e.src),
        formulas: document.querySelectorAll('mjx-container').length,
        errors: [...document.querySelectorAll('[data-mjx-error], mjx-merror, [data-mml-node="merror"]')]
            .map(e => e.getAttribute('data-mjx-error') || e.textContent),
        broken: broken.map(image => image.src.slice(0, 120)),
        images: document.images.length,
        sources,
    };
}"""

# What sticks out of a phone's view.
WIDTH = r"""() => {
    const wide = document.scrollingElement.scrollWidth;
    return wide <= innerWidth ? '' : wide + ' pixels';
}"""


PATIENCE = 60_000  # milliseconds


def site(folder, patience=PATIENCE):
    """Looks at all pages below a folder; returns how many of what it saw, in words."""
    paths = sorted(folder.rglob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.arguments())
        page = browser.new_page(viewport=DESK)
        problems = []
        listen(page, problems)
        page.set_default_timeout(patience)
        page.set_default_navigation_timeout(PATIENCE)
        seen = {path.as_uri(): look(page, path.as_uri(), problems) for path in paths}
        search(page, folder, problems)
        browser.close()
    problems += dead_links(seen)
    if problems:
        place = folder.as_uri() + "/"
        told = [problem.replace(place, "") for problem in dict.fromkeys(problems)]
        raise environment.Problem("\n".join([*told[:60], f"The site has {len(told)} problems: the lines above name them."]))
    total = {key: sum(len(found[key]) if key == "links" else found[key] for found in seen.values())
             for key in ["links", "formulas", "images"]}
    return f"{len(seen)} pages, {total['links']:,} links, {total['formulas']:,} formulas, {total['images']} images: all well"


def listen(page, problems):
    def at(words):
        problems.append(f"{page.url.split('#')[0]}: {words}")

    def request(asked):
        if urllib.parse.urlsplit(asked.url).scheme not in {"file", "data", "blob"}:
            at(f"asks another host: {asked.url}")

    page.on("request", request)
    page.on("requestfailed", lambda asked: at(f"does not get {asked.url}"))
    page.on("console", lambda said: said.type == "error" and at(f"the console says: {said.text}"))
    page.on("pageerror", lambda error: at(f"its script fails: {error}"))


def look(page, address, problems):
    page.set_viewport_size(DESK)
    page.goto(address)
    found = page.evaluate(LOOK)
    for place in page.locator("iframe").all():
        live(place, address, problems)
    page.set_viewport_size(PHONE)
    wide = page.evaluate(WIDTH)
    problems += [f"{address}: has the source of a formula in its text: {text}" for text in found["sources"]]
    problems += [f"{address}: has a formula that is wrong: {text}" for text in found["errors"]]
    problems += [f"{address}: does not show the image {image}" for image in found["broken"]]
    problems += [f"{address}: is wider than a phone: {wide}"] if wide else []
    return found


def live(place, address, problems):
    """The live page in a frame must get ready, and draw what its address names."""
    name = urllib.parse.urlsplit(place.get_attribute("src")).fragment
    try:
        place.scroll_into_view_if_needed()
        frame = place.content_frame
        frame.locator("html[data-ready]").wait_for(state="attached")
        frame.locator(f"#{name} svg" if name else "h1").first.wait_for()
    except Error as error:
        problems.append(f"{address}: the live page '{name}' does not come: {error.message.splitlines()[0]}")


def search(page, folder, problems):
    """The search must find a page by a word that stands in it."""
    page.goto((folder / "search.html").as_uri() + "?q=softmax")
    try:
        page.locator("#search-results li").first.wait_for()
    except Error as error:
        problems.append(f"{page.url}: finds nothing: {error.message.splitlines()[0]}")


def dead_links(seen):
    """Links within the site whose page or anchor is not there."""
    problems = []
    for address, found in seen.items():
        for link in dict.fromkeys(found["links"]):
            parts = urllib.parse.urlsplit(link)
            if parts.scheme != "file":
                continue
            target = parts._replace(query="", fragment="").geturl()
            path = pathlib.Path(urllib.parse.unquote(parts.path))
            anchor = urllib.parse.unquote(parts.fragment)
            if not path.is_file():
                problems.append(f"{address}: links to {link}, which is not there")
            elif anchor and target in seen and not is_live(path) and anchor not in seen[target]["ids"]:
                problems.append(f"{address}: links to {link}, which has no such anchor")
    return problems


def is_live(path):
    """The live page makes its parts itself, and reads what it is asked from the anchor."""
    return path.parent.name == "live"
