// The question, its answer, the link between them; and what holds for the whole page.
import {byId, drawnIn, html, typeset} from "./draw.js";
import {load} from "./engine.js";
import {packed, unpacked} from "./link.js";
import {EXAMPLES} from "./examples.js";
import {sheetOf} from "./sheet.js";
import {drawNetwork} from "./network.js";
import {kind, legend, ofDerivation, ofSheet, sorry} from "./verdict.js";
import {experiments, newest} from "./experiments.js";

const NOTHING_YET = "Your verdict comes here.";
const WITH_STRUCTS = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 3, 1, 95, 0]); // a module that needs garbage collection
const TOO_OLD = "This browser cannot run the check: it takes Chrome 119, Firefox 120 or Safari 18.2, or a later one.";
const PATIENCE = 300;

// The library

const canRun = typeof WebAssembly === "object" && WebAssembly.validate(WITH_STRUCTS);

const started = () => canRun ? load() : Promise.reject(new Error(TOO_OLD));

let library = started();

async function ask(what, argument) {
  const engine = await library;
  return JSON.parse(await engine[what](typeof argument === "string" ? argument : JSON.stringify(argument)));
}

const whyNot = failure => canRun ? `The library could not be loaded (${failure.message}): reload the page.` : TOO_OLD;

// The question

const isOfNumbers = () => byId("tab-numbers").getAttribute("aria-selected") === "true";

function choose(tab) {
  for (const other of document.querySelectorAll("[role=tab]")) {
    const isChosen = other === tab;
    other.setAttribute("aria-selected", isChosen);
    other.tabIndex = isChosen ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !isChosen;
  }
  sketch();
  compare();
}

const question = () => isOfNumbers()
  ? {numbers: byId("given").value, cost: byId("cost").value, hidden: byId("hidden").value, last: byId("last").value}
  : {derivation: byId("text").value};

function pose(asked) {
  const isNumbers = "numbers" in asked;
  byId(isNumbers ? "given" : "text").value = asked.numbers ?? asked.derivation;
  for (const id of ["cost", "hidden", "last"]) {
    if (isNumbers) byId(id).value = asked[id] ?? byId(id).options[0].value;
    if (byId(id).selectedIndex < 0) byId(id).selectedIndex = 0;
  }
  choose(byId(isNumbers ? "tab-numbers" : "tab-derivation"));
}

const sheet = ({numbers, cost, hidden, last}) => sheetOf(numbers, cost, hidden, last);

async function judged(asked) {
  if (!(asked.numbers ?? asked.derivation).trim()) return sorry("Paste something first, or take an example.");
  if (!("numbers" in asked)) return answered(await ask("judge", asked.derivation), answer => ofDerivation(answer, asked.derivation));
  let read;
  try {
    read = sheet(asked);
  } catch (broken) {
    return sorry(broken.message);
  }
  return read.mine.length === 0
    ? sorry("Add a line with what you worked out, such as dC/dw1 = …")
    : answered(await ask("sheet", read), ofSheet);
}

const answered = (answer, shown) => answer.error ? sorry(answer.error) : shown(answer);

// The answer

function show({sign, headline, parts}) {
  byId("verdict").className = "verdict " + kind(sign);
  byId("headline").replaceChildren(...sign ? [html("span", {class: "sign", "aria-hidden": "true"}, sign), " "] : [], headline);
  byId("answer").replaceChildren(...parts);
  for (const formula of document.querySelectorAll("#answer .math")) {
    if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0; // so that its end can be reached by keyboard
  }
}

let turn = 0;
let judgedQuestion = null;

// A verdict stays while the question is edited, and says that it is on what stood there before.
function compare() {
  byId("changed").hidden = judgedQuestion === null || judgedQuestion === JSON.stringify(question());
}

async function check() {
  const mine = ++turn;
  const asked = question();
  byId("verdict").setAttribute("aria-busy", "true");
  const wait = setTimeout(patience, PATIENCE);
  try {
    history.replaceState(null, "", await packed(asked));
    const answer = await judged(asked);
    if (mine === turn) {
      show(answer);
      judgedQuestion = JSON.stringify(asked);
    }
    if (byId("verdict").getBoundingClientRect().top > 0.7 * innerHeight) byId("verdict").scrollIntoView();
  } catch (failure) {
    if (mine === turn) show(sorry(failure.message === "stopped" ? "Stopped." : await library.then(() => failure.message, whyNot)));
  } finally {
    clearTimeout(wait);
    if (mine === turn) {
      byId("stop").hidden = true;
      byId("verdict").removeAttribute("aria-busy");
      compare();
    }
  }
}

function patience() {
  byId("stop").hidden = false;
  judgedQuestion = null;
  compare();
  show({sign: "", headline: "Working …", parts: []});
}

async function stop() {
  const engine = await library;
  library = started();
  engine.stop();
}

// The network beside the numbers

let worked = null;

const sketch = newest(async () => {
  const isThere = await library.then(() => true, () => false);
  const read = isThere && isOfNumbers() ? readable(question()) : null;
  const answer = read && await ask("network", read);
  worked = answer && !answer.error ? answer : null;
  byId("network").hidden = worked === null;
  redraw();
});

// A sheet that cannot be read has no picture yet; Check says why.
function readable(asked) {
  try {
    return sheet(asked);
  } catch {
    return null;
  }
}

function redraw() {
  const place = byId("network");
  if (worked && place.clientWidth > 0) {
    const caption = "The network as it was read" + (worked.examples > 1 ? ", with the first example" : "")
      + ": a and δ in each neuron, its weight on each edge; orange is above 0, blue below.";
    place.replaceChildren(drawNetwork(worked, place.clientWidth), html("figcaption", {class: "hint"}, caption));
  }
}

// The link

async function copy() {
  const link = location.href.split("#")[0] + await packed(question());
  const field = byId("link");
  field.value = link;
  try {
    await navigator.clipboard.writeText(link);
    byId("copied").textContent = "Copied: the link holds the whole question.";
  } catch {
    for (const id of ["link", "link-label"]) byId(id).hidden = false;
    field.select();
    byId("copied").textContent = "Copy the link from the field below.";
  }
}

async function follow() {
  try {
    const asked = await unpacked(location.hash);
    if (asked) pose(asked);
    return asked !== null;
  } catch (damaged) {
    show(sorry(damaged.message));
    return null;
  }
}

// The page

const isNight = matchMedia("(prefers-color-scheme: dark)");

function paint(isDark) {
  byId("dark").media = isDark ? "all" : "not all";
  byId("theme").textContent = isDark ? "Light" : "Dark";
}

function wire() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", pressed => {
      if (pressed.key !== "ArrowLeft" && pressed.key !== "ArrowRight") return;
      const other = tabs[1 - tabs.indexOf(tab)];
      choose(other);
      other.focus();
    });
  }
  byId("check").addEventListener("click", check);
  byId("stop").addEventListener("click", stop);
  byId("copy").addEventListener("click", copy);
  byId("theme").addEventListener("click", () => paint(byId("dark").media !== "all"));
  isNight.addEventListener("change", () => paint(isNight.matches));
  for (const field of ["text", "given"]) {
    byId(field).addEventListener("keydown", pressed => {
      if (pressed.key === "Enter" && (pressed.ctrlKey || pressed.metaKey)) check();
    });
  }
  for (const field of ["given", "cost", "hidden", "last"]) byId(field).addEventListener("input", sketch);
  for (const field of ["text", "given", "cost", "hidden", "last"]) byId(field).addEventListener("input", compare);
  addEventListener("hashchange", async () => await follow() && check());
  drawnIn(byId("network"), redraw);
  byId("examples").append(...EXAMPLES.map(example => {
    const button = html("button", {type: "button", class: "example"}, example.title);
    button.addEventListener("click", () => {
      pose(example);
      check();
    });
    return button;
  }));
}

// In a frame of another page, an experiment that its address names stands alone.
function standAlone() {
  const one = byId(location.hash.slice(1));
  if (parent === window || !one?.matches("article")) return;
  document.body.classList.add("framed");
  one.classList.add("alone");
}

async function begin() {
  paint(isNight.matches);
  standAlone();
  for (const formula of document.querySelectorAll(".tex")) formula.replaceChildren(typeset(formula.textContent));
  wire();
  const fonts = Promise.allSettled([...document.fonts].map(font => font.load())); // all, as the network may go
  const hasQuestion = await follow();
  try {
    await library;
  } catch (failure) {
    show(sorry(whyNot(failure)));
    for (const told of document.querySelectorAll(".told")) told.textContent = whyNot(failure);
    return;
  }
  experiments(ask);
  if (hasQuestion) check();
  else if (hasQuestion === false) show({sign: "", headline: NOTHING_YET, parts: [legend()]});
  await fonts;
  document.documentElement.dataset.ready = "";
}

begin();
