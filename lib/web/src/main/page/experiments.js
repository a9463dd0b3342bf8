// Three things to move: each asks the library again at every move, and shows only its newest answer.
import {axes, byId, drawnIn, html, number, path, picture, short, signed, svg} from "./draw.js";
import {drawNetwork, name} from "./network.js";

const value = id => Number(byId(id).value);

function tell(id, text) {
  byId(id).parentElement.querySelector(`output[for="${id}"]`).value = text;
}

// Asks once more only after the last answer, for whatever is set by then; and again if the library was stopped meanwhile.
export function newest(ask) {
  let isAsking = false, isLate = false;
  return async function again() {
    isLate = isAsking;
    if (isAsking) return;
    isAsking = true;
    try {
      await ask();
    } catch (failure) {
      if (failure.message !== "stopped") throw failure;
      isLate = true;
    } finally {
      isAsking = false;
      if (isLate) again();
    }
  };
}

const moved = (ids, act) => ids.forEach(id => byId(id).addEventListener("input", act));

export function experiments(ask) {
  bowl(ask);
  machine(ask);
  neuron(ask);
}

// How large may η be?

const STEPS = 40;
const START = [-3.4, 1.5];
const FAR = 1e4;
const LOWEST = 40; // power of ten

function bowl(ask) {
  let answer = null;
  const draw = () => answer && [drawBowl, drawCost].forEach((one, i) => {
    const place = byId(["bowl", "bowl-cost"][i]);
    if (place.clientWidth > 0) place.replaceChildren(one(answer, place.clientWidth));
  });
  const again = newest(async () => {
    const eta = value("eta-value"), kappa = value("kappa-value");
    tell("eta-value", eta.toFixed(3));
    tell("kappa-value", kappa.toFixed(1));
    answer = {...await ask("descent", {curvature: [1, kappa], start: START, eta, steps: STEPS}), eta, kappa};
    byId("bowl-told").textContent = answer.error
      ?? `${answer.sentence}. Along q each step multiplies by 1 − ηκ = ${number(1 - eta * kappa)}: it comes closer while η < 2/κ = ${number(2 / kappa)}.`;
    draw();
  });
  moved(["eta-value", "kappa-value"], again);
  ["bowl", "bowl-cost"].forEach(id => drawnIn(byId(id), draw));
  again();
}

function drawBowl({points, kappa, eta}, width) {
  const height = Math.round(Math.min(330, width * 0.62));
  const half = 4, tall = half * (height - 68) / (width - 68);
  const at = axes(width, height, {from: -half, to: half, name: "p"}, {from: -tall, to: tall, name: "q"});
  const near = v => Math.max(-FAR, Math.min(FAR, v ?? FAR));
  const places = points.filter(point => point.every(Number.isFinite)).map(([p, q]) => [at.x(near(p)), at.y(near(q))]);
  const scale = at.x(1) - at.x(0);
  const contours = [0.05, 0.3, 0.9, 1.9, 3.3, 5.1, 7.3, 10].map(c => svg("ellipse", {class: "contour",
    cx: at.x(0), cy: at.y(0), rx: scale * Math.sqrt(2 * c), ry: (at.y(0) - at.y(1)) * Math.sqrt(2 * c / kappa)}));
  const inside = svg("svg", {x: at.left, y: at.top, width: at.right - at.left, height: at.bottom - at.top,
    viewBox: `${at.left} ${at.top} ${at.right - at.left} ${at.bottom - at.top}`},
    ...contours,
    svg("path", {class: "way", d: path(places)}),
    ...places.map(([x, y], i) => svg("circle", {class: i === 0 ? "start" : "dot", cx: x, cy: y, r: i === 0 ? 6 : 3.5})),
    svg("path", {class: "goal", d: `M${at.x(0) - 6} ${at.y(0)}h12M${at.x(0)} ${at.y(0) - 6}v12`}));
  return picture(width, height, `The steps over the contours of the bowl, η = ${eta.toFixed(3)}`, ...at.parts, inside);
}

function drawCost({costs, eta}, width) {
  const height = Math.round(Math.max(210, Math.min(330, width * 0.8)));
  const logs = costs.map(c => c > 0 ? Math.max(-LOWEST, Math.log10(c)) : -LOWEST).filter(Number.isFinite);
  const from = Math.floor(Math.min(-1, ...logs)), to = Math.ceil(Math.max(2, ...logs));
  const at = axes(width, height, {from: 0, to: STEPS, name: "step"}, {from, to, name: "C", log: true});
  return picture(width, height, `The cost after each step, η = ${eta.toFixed(3)}`, ...at.parts,
    svg("path", {class: "way", d: path(logs.map((log, i) => [at.x(i), at.y(10 ** log)]))}));
}

// The nudge machine

const MACHINE = {
  w: [[[0.8, -0.6], [-0.4, 1.1], [0.9, 0.5]], [[0.7, -1.2, 0.5], [-0.9, 0.6, 1.3]]],
  b: [[0.1, -0.2, 0.3], [-0.1, 0.2]], x: [0.9, 0.4], y: [1, 0],
  cost: "½Σ(a−y)²", activations: ["sigmoid", "sigmoid"]};

const allEdges = w => w.flatMap((layer, l) => layer.flatMap((row, j) => row.map((_, k) => ({l: l + 1, j, k}))));

function machine(ask) {
  const choice = byId("nudge-weight");
  const chosen = () => allEdges(MACHINE.w).find(edge => name(edge) === choice.value);
  choice.append(...allEdges(MACHINE.w).map(edge => html("option", {value: name(edge)}, `${name(edge)}, to ${edge.j + 1} from ${edge.k + 1}`)));
  choice.value = "w¹₂₁";
  let before = null, after = null, isLetGo = false;
  const draw = () => {
    const place = byId("machine");
    if (!after || place.clientWidth === 0) return;
    const drawn = drawMachine(before, after, choice.value, place.clientWidth, choose);
    drawn.classList.toggle("waves", isLetGo);
    place.replaceChildren(drawn);
    isLetGo = false;
  };
  const again = newest(async () => {
    const by = value("nudge-by"), edge = chosen();
    tell("nudge-by", (by > 0 ? "+" : "") + short(by));
    const w = structuredClone(MACHINE.w);
    w[edge.l - 1][edge.j][edge.k] += by;
    before ??= await ask("network", MACHINE);
    const answer = await ask("network", {...MACHINE, w});
    if (before.error || answer.error) {
      byId("nudge-told").textContent = before.error ?? answer.error;
      return;
    }
    after = answer;
    const change = after.C - before.C, slope = before.layers[edge.l - 1].dw[edge.j][edge.k];
    byId("nudge-told").textContent = `${name(edge)} moved by ${short(by)}: C goes from ${number(before.C, 4)} to ${number(after.C, 4)}`
      + (by === 0 ? "." : `, ${signed(change / by)} for each unit. Before the move δⱼaₖ was ${signed(slope)}: the smaller the move, the closer the two.`);
    byId("nudge-table").replaceChildren(machineTable(after));
    draw();
  });
  const letGo = () => {
    isLetGo = true;
    again();
  };
  function choose(edge) {
    choice.value = name(edge);
    letGo();
  }
  moved(["nudge-weight", "nudge-by"], again);
  for (const id of ["nudge-weight", "nudge-by"]) byId(id).addEventListener("change", letGo);
  drawnIn(byId("machine"), draw);
  again();
}

function drawMachine(before, after, chosen, width, choose) {
  const change = ({l, j}) => l === 0 ? 0 : after.layers[l - 1].a[j] - before.layers[l - 1].a[j];
  const most = Math.max(0.02, ...after.layers.flatMap((layer, l) => layer.a.map((_, j) => Math.abs(change({l: l + 1, j})))));
  const slopes = ({l, j, k}) => [after.layers[l - 1].nudged[j][k], after.layers[l - 1].dw[j][k]];
  return drawNetwork(after, width, {
    chosen, choose, across: 118,
    tint: node => change(node) / most,
    lines: node => [
      {text: short(node.l === 0 ? after.x[node.j] : after.layers[node.l - 1].a[node.j]), kind: "a"},
      ...change(node) === 0 ? [] : [{text: signed(change(node), 2), kind: "change"}],
      ...node.l === 0 ? [] : [{text: "δ " + number(after.layers[node.l - 1].delta[node.j], 2), kind: "delta"}]],
    labels: edge => slopes(edge).map((slope, i) => ({text: signed(slope), kind: ["measured", "formula"][i]}))});
}

function machineTable(worked) {
  const cells = (tag, ...texts) => html("tr", {}, ...texts.map(text => html(tag, {}, text)));
  return html("table", {}, cells("th", "weight", "its value", "measured", "δⱼaₖ"),
    ...allEdges(worked.layers.map(layer => layer.w)).map(edge => {
      const layer = worked.layers[edge.l - 1];
      return cells("td", name(edge), ...[layer.w, layer.nudged, layer.dw].map(of => number(of[edge.j][edge.k], 6)));
    }));
}

// One neuron

const RUNS = ["squared", "entropy"];
const TIMES = 300;

function neuron(ask) {
  let runs = null;
  const draw = () => runs && [drawSigma, drawLearning].forEach((one, i) => {
    const place = byId(["sigma", "learning"][i]);
    if (place.clientWidth > 0) place.replaceChildren(one(runs, value("step-value"), place.clientWidth));
  });
  const say = () => {
    const step = value("step-value");
    tell("step-value", String(step));
    const [squared, entropy] = runs.map(run => `a = ${number(run.a[step])}, δ = ${number(run.delta[step])}`);
    byId("neuron-told").textContent = `After ${step} steps with η = 0.15: squared error ${squared}, as σ′(z) = ${number(runs[0].slope[step])}; cross-entropy ${entropy}.`;
    draw();
  };
  const again = newest(async () => {
    const z = value("start-value");
    tell("start-value", short(z));
    const answer = await ask("neuron", {w: z / 2, b: z / 2, x: 1, y: 0, eta: 0.15, steps: TIMES});
    if (answer.error) {
      byId("neuron-told").textContent = answer.error;
      return;
    }
    runs = answer.runs;
    say();
  });
  moved(["start-value"], again);
  moved(["step-value"], () => runs && say());
  ["sigma", "learning"].forEach(id => drawnIn(byId(id), draw));
  again();
}

const sigmoid = z => 1 / (1 + Math.exp(-z));

function drawSigma(runs, step, width) {
  const height = Math.round(Math.max(230, Math.min(300, width * 0.6)));
  const at = axes(width, height, {from: -9, to: 9, name: "z"}, {from: 0, to: 1, name: "a = σ(z)"});
  const curve = Array.from({length: 181}, (_, i) => -9 + i / 10).map(z => [at.x(z), at.y(sigmoid(z))]);
  const marks = runs.map((run, i) => {
    const z = run.z[step], a = run.a[step], slope = run.slope[step];
    const unit = [at.x(1) - at.x(0), (at.y(slope) - at.y(0))];
    const reach = 46 / Math.hypot(...unit);
    const [x, y] = [at.x(z), at.y(a)];
    return svg("g", {class: RUNS[i]},
      svg("line", {class: "tangent", x1: x - reach * unit[0], y1: y - reach * unit[1], x2: x + reach * unit[0], y2: y + reach * unit[1]}),
      svg("circle", {class: "mark", cx: x, cy: y, r: i === 0 ? 7 : 5}));
  });
  return picture(width, height, `σ and where the neuron is on it after ${step} steps`, ...at.parts, svg("path", {class: "curve", d: path(curve)}), ...marks);
}

function drawLearning(runs, step, width) {
  const height = Math.round(Math.max(230, Math.min(300, width * 0.6)));
  const at = axes(width, height, {from: 0, to: TIMES, name: "step"}, {from: 0, to: 1, name: "a, with target 0"});
  const lines = runs.map((run, i) => svg("g", {class: RUNS[i]},
    svg("path", {class: "line", d: path(run.a.map((a, t) => [at.x(t), at.y(a)]))}),
    svg("circle", {class: "mark", cx: at.x(step), cy: at.y(run.a[step]), r: 5})));
  return picture(width, height, `The neuron's answer a after each step, with either cost`, ...at.parts,
    svg("line", {class: "now", x1: at.x(step), x2: at.x(step), y1: at.top, y2: at.bottom}), ...lines);
}
