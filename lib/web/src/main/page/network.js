// A network as a picture: weights are edges, red above 0 and blue below, thick where large; a neuron is tinted by a and
// ringed by δ.
import {lowered, number, picture, raised, short, svg} from "./draw.js";

const MOST = 7; // neurons of a layer that are drawn where there is room
const MOST_LABELS = 24;
const RADIUS = 33;
const LINE = 15;
const LETTER_WIDTH = 7.6;
const CLEAR = 7; // pixels from a label to an edge not its own

const ofColour = value => value > 0 ? "above" : value < 0 ? "below" : "zero";

// Which neurons are drawn: all, or the first few, a gap and the last.
function shown(size, most) {
  return size <= most
    ? Array.from({length: size}, (_, j) => j)
    : [...Array(most - 2).keys(), null, size - 1];
}

// Layers from left to right, or from top to bottom where there is little room.
function plan(sizes, width, across) {
  const isUpright = width < 190 * sizes.length;
  const room = isUpright ? Math.min(MOST, Math.floor(width / (2 * RADIUS + 12))) : MOST;
  const most = Math.max(...sizes.map(size => shown(size, room).length));
  const lanes = isUpright ? width / most : across;
  const radius = Math.min(RADIUS, lanes / 2 - 4);
  const gap = isUpright ? Math.max(150, across * 1.75) : (width - 2 * RADIUS - 90) / Math.max(1, sizes.length - 1);
  const height = isUpright ? gap * (sizes.length - 1) + 2 * RADIUS + 62 : (most - 1) * across + 2 * RADIUS + 40;
  const places = sizes.map((size, l) => shown(size, room).map((j, i, {length: count}) => {
    const along = RADIUS + 6 + l * gap;
    const aside = (i - (count - 1) / 2) * (isUpright ? Math.min(lanes, 130) : across);
    return {l, j, x: isUpright ? width / 2 + aside : along, y: isUpright ? along + 24 : height / 2 + 14 + aside};
  }));
  return {places, height, radius, isUpright};
}

const nodes = places => places.flat().filter(node => node.j !== null);

function edges(places) {
  return places.slice(1).flatMap((to, l) => nodes([to]).flatMap(end => nodes([places[l]])
    .map(start => ({l: l + 1, j: end.j, k: start.j, start, end}))));
}

// Where on its edge each label lies least in the way: of neurons, other labels and other edges.
function placed(edges, sizes, discs) {
  const at = edges.map(edge => box(edge, 0.5, sizes));
  for (let round = 0; round < 3; round++) {
    edges.forEach((edge, i) => {
      const others = [...discs, ...at.filter((_, other) => other !== i)];
      const lines = edges.filter(other => other !== edge && other.l === edge.l);
      const cost = of => others.reduce((sum, other) => sum + overlap(of, other), 0)
        + 120 * lines.filter(line => crosses(line, of)).length + 60 * Math.abs(of.t - 0.5);
      at[i] = PLACES.map(t => box(edge, t, sizes)).reduce((best, of) => cost(of) < cost(best) ? of : best);
    });
  }
  return at;
}

const PLACES = Array.from({length: 35}, (_, i) => 0.16 + 0.02 * i);

function box(edge, t, {wide, high}) {
  const x = edge.start.x + t * (edge.end.x - edge.start.x);
  const y = edge.start.y + t * (edge.end.y - edge.start.y);
  return {t, x, y, left: x - wide / 2, right: x + wide / 2, top: y - high / 2, bottom: y + high / 2};
}

function overlap(a, b) {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left) + 4;
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 4;
  return wide > 0 && high > 0 ? wide * high : 0;
}

// Whether an edge runs through a box or close by, looking every few pixels.
function crosses({start, end}, label) {
  const count = Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / 6);
  return Array.from({length: count}, (_, i) => i / count).some(t => {
    const x = start.x + t * (end.x - start.x), y = start.y + t * (end.y - start.y);
    return x > label.left - CLEAR && x < label.right + CLEAR && y > label.top - CLEAR && y < label.bottom + CLEAR;
  });
}

const square = (node, radius) => ({left: node.x - radius, right: node.x + radius, top: node.y - radius, bottom: node.y + radius});

function label(edge, lines, at, {wide, high}) {
  const first = at.y - (lines.length - 1) * LINE / 2 + 4.5;
  return svg("g", {class: "label", "data-edge": name(edge)},
    svg("rect", {x: at.left, y: at.top, width: wide, height: high, rx: 4}),
    ...lines.map((line, i) => svg("text", {x: at.x.toFixed(1), y: (first + i * LINE).toFixed(1), "text-anchor": "middle", class: line.kind}, line.text)));
}

function allLabels(edges, linesOf, discs) {
  const lines = edges.map(linesOf);
  const longest = Math.max(...lines.flat().map(line => line.text.length));
  const sizes = {wide: longest * LETTER_WIDTH, high: lines[0].length * LINE + 1};
  return placed(edges, sizes, discs).map((at, i) => label(edges[i], lines[i], at, sizes));
}

export const name = ({l, j, k}) => `w${raised(l)}${lowered(j + 1)}${lowered(k + 1)}`;

const most = values => Math.max(0, ...values.map(Math.abs).filter(Number.isFinite));

/*
 * Draws what the library says of a network, `worked`. `look` may hold
 *   labels(edge): lines {text, kind} beside an edge; its weight otherwise
 *   lines(node): lines in a neuron; a and δ otherwise
 *   tint(node): from −1 to 1; a otherwise
 *   chosen: the name of an edge, choose(edge): what happens when one is clicked
 *   across: pixels from neuron to neuron
 */
export function drawNetwork(worked, width, look = {}) {
  const {places, height, radius, isUpright} = plan(worked.sizes, width, look.across ?? 92);
  const weight = edge => worked.layers[edge.l - 1].w[edge.j][edge.k];
  const heaviest = most(worked.layers.flatMap(layer => layer.w.flat())) || 1;
  const worst = most(worked.layers.flatMap(layer => layer.delta)) || 1;
  const activation = node => node.l === 0 ? worked.x[node.j] : worked.layers[node.l - 1].a[node.j];
  const delta = node => node.l === 0 ? 0 : worked.layers[node.l - 1].delta[node.j];
  const brightest = Math.max(1, most([...worked.x, ...worked.layers.flatMap(layer => layer.a)]));
  const tint = look.tint ?? (node => activation(node) / brightest);
  const lines = look.lines ?? (node => [
    {text: short(activation(node)), kind: "a"},
    ...node.l === 0 ? [] : [{text: "δ " + number(delta(node), 2), kind: "delta"}]]);
  const labels = look.labels ?? (edge => [{text: short(weight(edge)), kind: "weight"}]);

  const all = edges(places);
  const drawn = all.map(edge => svg("line", {
    class: `edge ${ofColour(weight(edge))}${name(edge) === look.chosen ? " chosen" : ""}`, "data-edge": name(edge),
    x1: edge.start.x, y1: edge.start.y, x2: edge.end.x, y2: edge.end.y,
    "stroke-width": (1 + 5 * Math.abs(weight(edge) ?? 0) / heaviest).toFixed(2)}));
  const halo = all.filter(edge => name(edge) === look.chosen).map(edge => svg("line", {
    class: "halo", x1: edge.start.x, y1: edge.start.y, x2: edge.end.x, y2: edge.end.y}));
  const touch = look.choose ? all.map(edge => {
    const line = svg("line", {class: "touch", x1: edge.start.x, y1: edge.start.y, x2: edge.end.x, y2: edge.end.y});
    line.addEventListener("click", () => look.choose(edge));
    return line;
  }) : [];
  const numbers = all.length > MOST_LABELS ? [] : allLabels(all, labels, nodes(places).map(node => square(node, radius + 3)));
  const discs = nodes(places).map(node => disc(node, radius, tint(node), delta(node), worst, lines(node)));
  const gaps = places.flatMap(layer => layer.filter(node => node.j === null)
    .map(node => gap(node, worked.sizes[node.l] - layer.length + 1)));
  return picture(width, Math.ceil(height), words(worked),
    ...halo, ...drawn, ...touch, ...numbers, ...discs, ...gaps, ...margins(worked, places, radius, isUpright));
}

function disc(node, radius, tint, delta, worst, lines) {
  const first = node.y - (lines.length - 1) * LINE / 2 + 4.5;
  return svg("g", {class: "neuron layer" + node.l},
    svg("circle", {class: "ground", cx: node.x, cy: node.y, r: radius}),
    svg("circle", {class: "tint " + ofColour(tint), cx: node.x, cy: node.y, r: radius,
      "fill-opacity": (0.42 * Math.min(1, Math.abs(tint || 0))).toFixed(3)}),
    svg("circle", {class: "ring " + ofColour(delta), cx: node.x, cy: node.y, r: radius,
      "stroke-width": (1.5 + (node.l === 0 ? 0 : 4 * Math.abs(delta ?? 0) / worst)).toFixed(2)}),
    ...lines.map((line, i) => svg("text", {x: node.x, y: first + i * LINE, "text-anchor": "middle", class: line.kind}, line.text)));
}

function gap(node, count) {
  return svg("text", {x: node.x, y: node.y + 4, "text-anchor": "middle", class: "note"}, `… ${count} more`);
}

// What stands outside: the names of the layers, and y beside the outputs.
function margins(worked, places, radius, isUpright) {
  const last = places.length - 1;
  const headings = places.map((layer, l) => {
    const text = l === 0 ? "x" : `a${raised(l)}, δ${raised(l)}`;
    return isUpright
      ? svg("text", {class: "note", x: 2, y: layer[0].y - radius - 8}, text)
      : svg("text", {class: "note", x: layer[0].x, y: 14, "text-anchor": "middle"}, text);
  });
  const targets = nodes([places[last]]).map(node => isUpright
    ? svg("text", {class: "note", x: node.x, y: node.y + radius + 20, "text-anchor": "middle"}, "y " + short(worked.y[node.j]))
    : svg("text", {class: "note", x: node.x + radius + 10, y: node.y + 5}, "y " + short(worked.y[node.j])));
  return [...headings, ...targets];
}

function words(worked) {
  const outputs = worked.layers.at(-1).a.map(a => number(a)).join(", ");
  return `A ${worked.sizes.join("-")} network with its weights, a and δ; its output is ${outputs}, C = ${number(worked.C)}.`;
}

