/*
 * What a reader of a page would complain of: a formula that is not typeset, a picture with nothing on it, what is cut off.
 * For any page: pageChecks({...}) returns {counts: {formula, picture, table, text, code}, faults: [{kind, place, what}]}.
 * Options, each a selector but the last: root, where to look; place, the elements whose data-place or id tells where something is;
 * code, the lines of programs; quotes, what may name a sign of LaTeX, as messages do that advise one; codeMayScroll, whether they may be wider than what shows of them if they scroll.
 */
window.pageChecks = ({root = "body", place = "[id]", code = "pre code", quotes = "q", codeMayScroll = false} = {}) => {
  const SLACK = 1.5; // pixels that rounding may take
  const INK = 32; // by how much, of 255, a colour must differ to be seen
  const ROOT = document.querySelector(root);
  const counts = {formula: 0, picture: 0, table: 0, text: 0, code: 0};
  const faults = [];

  const all = (selector) => [...ROOT.querySelectorAll(selector)];
  const isShown = (element) => element.getClientRects().length > 0;
  const begin = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);

  const complain = (kind, element, what) => {
    const home = element.closest(place);
    faults.push({kind, place: home ? home.dataset.place || home.id : "", what});
  };

  /* By how many pixels an element, with what it holds, reaches beyond what shows of it, and whether one can scroll there. */
  const hidden = (element) => {
    const box = element.getBoundingClientRect();
    const own = getComputedStyle(element).overflowX;
    const more = Math.max(0, element.scrollWidth - element.clientWidth);
    if (more > SLACK && (own === "hidden" || own === "clip")) {
      return {by: more, scrolls: false};
    }
    const right = box.right + (own === "visible" ? more : 0);
    for (let outer = element.parentElement; outer; outer = outer.parentElement) {
      const overflow = getComputedStyle(outer).overflowX;
      const isPage = outer === document.documentElement;
      if (overflow === "visible" && !isPage) {
        continue;
      }
      const left = isPage ? 0 : outer.getBoundingClientRect().left + outer.clientLeft;
      const by = Math.max(right - left - outer.clientWidth, left - box.left - outer.scrollLeft);
      if (by > SLACK) {
        const scrolls = overflow === "auto" || overflow === "scroll";
        return scrolls && !hidden(outer).by ? {by, scrolls} : {by, scrolls: false};
      }
    }
    return {by: 0, scrolls: false};
  };

  const mustNotBeCut = (kind, element, name) => {
    const {by, scrolls} = hidden(element);
    if (by && !scrolls) {
      complain(kind, element, `${name} is cut off by ${Math.round(by)} pixels, and nothing scrolls`);
    }
  };

  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(ROOT, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.parentElement.closest("code, pre, script, style, textarea, title, .cm-editor, mjx-container, .katex, mjx-assistive-mml")) {
        found.push(node);
      }
    }
    return found;
  };

  const formulas = () => {
    for (const node of texts()) {
      const raw = (node.parentElement.closest(quotes) ? /\$[^$]+\$|\\[([]/ : /\$[^$]+\$|\\[([]|\\[A-Za-z]{2,}/).exec(node.data);
      if (raw) {
        complain("formula", node.parentElement, `the formula '${begin(node.data.slice(raw.index))}' is not typeset`);
      }
    }
    const typeset = all("mjx-container, .katex");
    counts.formula = typeset.length;
    for (const formula of typeset) {
      const error = formula.querySelector("mjx-merror, [data-mml-node=merror], [mathcolor=red], .katex-error");
      if (error) {
        complain("formula", formula, `a formula has an error: '${begin(error.dataset.mjxError || error.textContent)}'`);
      } else if (isShown(formula)) {
        mustNotBeCut("formula", formula, "a formula");
      }
    }
    all(".katex-error").filter((error) => !error.closest(".katex")).forEach(
      (error) => complain("formula", error, `a formula has an error: '${begin(error.title || error.textContent)}'`));
  };

  /* The colour on which an element lies. */
  const ground = (element) => {
    for (let under = element; under; under = under.parentElement) {
      const colour = getComputedStyle(under).backgroundColor;
      if (!/transparent|, 0\)$/.test(colour)) {
        return colour;
      }
    }
    return "white";
  };

  /* Whether nothing on a picture can be told from its corner, as it lies on the page. */
  const isBlank = (picture) => {
    const width = picture.naturalWidth || picture.width;
    const height = picture.naturalHeight || picture.height;
    if (!width || !height) {
      return true;
    }
    const canvas = Object.assign(document.createElement("canvas"), {width, height});
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    pen.fillStyle = ground(picture);
    pen.fillRect(0, 0, width, height);
    pen.drawImage(picture, 0, 0);
    const pixels = pen.getImageData(0, 0, width, height).data;
    let seen = 0;
    for (let k = 4; k < pixels.length; k += 4) {
      const apart = Math.max(Math.abs(pixels[k] - pixels[0]), Math.abs(pixels[k + 1] - pixels[1]), Math.abs(pixels[k + 2] - pixels[2]));
      seen += apart > INK;
    }
    return seen < 0.0005 * width * height;
  };

  const pictures = () => {
    for (const picture of all("img, canvas").filter(isShown)) {
      counts.picture++;
      if (picture.complete === false || picture.naturalWidth === 0) {
        complain("picture", picture, "a picture did not load");
        continue;
      }
      if (isBlank(picture)) {
        complain("picture", picture, "a picture is blank");
      }
      const {by} = hidden(picture);
      if (by) {
        complain("picture", picture, `a picture is ${Math.round(by)} pixels wider than its place`);
      }
    }
  };

  const tables = () => {
    for (const table of all("table").filter(isShown)) {
      counts.table++;
      mustNotBeCut("table", table, `the table '${begin(table.textContent)}'`);
      const full = [...table.querySelectorAll("th, td")].find((cell) => cell.scrollWidth > cell.clientWidth + SLACK);
      if (full) {
        complain("table", table, `the entry '${begin(full.textContent)}' runs out of its column`);
      }
    }
  };

  const plainTexts = () => {
    for (const text of all("pre").filter(isShown)) {
      if (!text.querySelector(code) && !text.matches(code)) {
        counts.text++;
        mustNotBeCut("text", text, `the text '${begin(text.textContent)}'`);
      }
    }
  };

  const programs = () => {
    for (const program of all(code).filter(isShown)) {
      counts.code++;
      const {by, scrolls} = hidden(program);
      if (by && !(scrolls && codeMayScroll)) {
        complain("code", program, `its code is ${Math.round(by)} pixels wider than what shows of it${scrolls ? "" : ", and nothing scrolls"}`);
      }
    }
  };

  // What is there for screen readers takes no room on the screen.
  const unseen = document.head.appendChild(document.createElement("style"));
  unseen.textContent = "mjx-assistive-mml, .katex-mathml { display: none !important }";
  formulas();
  pictures();
  tables();
  plainTexts();
  programs();
  unseen.remove();
  return {counts, faults};
};
