// Elements, numbers and charts: what every picture of the page is made of.

const SVG = "http://www.w3.org/2000/svg";
const RAISED = {"-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹"};
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

export const byId = id => document.getElementById(id);

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const html = (name, attributes = {}, ...children) => made(document.createElement(name), attributes, children);

export const svg = (name, attributes = {}, ...children) => made(document.createElementNS(SVG, name), attributes, children);

// A picture of a size in pixels, so that its text is as large as the page's; words say what it shows.
export function picture(width, height, words, ...children) {
  return svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": words}, ...children);
}

export function typeset(latex) {
  const span = html("span");
  window.katex.render(latex, span, {throwOnError: false});
  return span;
}

export const raised = n => [...String(n)].map(c => RAISED[c]).join("");

export const lowered = n => [...String(n)].map(c => LOWERED[c]).join("");

export function number(value, digits = 3) {
  if (value === null || !Number.isFinite(value)) return "not finite";
  if (value === 0) return "0";
  const size = Math.floor(Math.log10(Math.abs(value)));
  const text = size < -4 || size > 5
    ? value.toExponential(digits - 1).replace(/e\+?(-?\d+)/, (_, n) => "·10" + raised(n))
    : value.toPrecision(Math.max(digits, size + 1));
  return text.replace("-", "−");
}

// Without zeros at the end.
export const short = (value, digits = 3) => number(value, digits).replace(/(\.\d*?)0+(?=·|$)/, "$1").replace(/\.(?=·|$)/, "");

export const signed = (value, digits = 3) => (value > 0 ? "+" : "") + number(value, digits);

// Draws again when the place becomes wider or narrower; `draw` is told the width.
export function drawnIn(place, draw) {
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.floor(entry.contentRect.width);
    if (now > 0 && now !== width) draw(width = now);
  }).observe(place);
}

const LEFT = 52, RIGHT = 16, TOP = 26, BOTTOM = 42;

const powers = (low, high) => {
  const exponents = Array.from({length: high - low + 1}, (_, i) => low + i);
  const stride = Math.ceil(exponents.length / 6);
  return exponents.filter(e => (e - low) % stride === 0).map(e => [e, "10" + raised(e)]);
};

const even = (low, high) => {
  const step = [1, 2, 2.5, 5, 10].map(s => s * 10 ** Math.floor(Math.log10((high - low) / 5))).find(s => (high - low) / s <= 6);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({length: Math.floor(high / step + 1e-9) - first + 1}, (_, i) => (first + i) * step)
    .map(v => [v, String(+v.toPrecision(6)).replace("-", "−")]);
};

// Axes with ticks. `x` and `y` are {from, to, name, log}; a logarithmic one runs over exponents of ten.
// Returns the parts to draw, and the places of numbers in it.
export function axes(width, height, x, y) {
  const placeX = v => LEFT + (v - x.from) / (x.to - x.from) * (width - LEFT - RIGHT);
  const placeY = v => height - BOTTOM - ((y.log ? Math.log10(v) : v) - y.from) / (y.to - y.from) * (height - TOP - BOTTOM);
  const parts = [];
  for (const [v, text] of even(x.from, x.to)) {
    parts.push(svg("line", {class: "grid", x1: placeX(v), x2: placeX(v), y1: TOP, y2: height - BOTTOM}));
    parts.push(svg("text", {class: "tick", x: placeX(v), y: height - BOTTOM + 17, "text-anchor": "middle"}, text));
  }
  for (const [v, text] of y.log ? powers(y.from, y.to) : even(y.from, y.to)) {
    const at = placeY(y.log ? 10 ** v : v);
    parts.push(svg("line", {class: "grid", x1: LEFT, x2: width - RIGHT, y1: at, y2: at}));
    parts.push(svg("text", {class: "tick", x: LEFT - 8, y: at + 4, "text-anchor": "end"}, text));
  }
  parts.push(svg("text", {class: "axis", x: width - RIGHT, y: height - 7, "text-anchor": "end"}, x.name));
  parts.push(svg("text", {class: "axis", x: 8, y: 15}, y.name));
  return {parts, x: placeX, y: placeY, left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM};
}

export const path = points => "M" + points.map(([x, y]) => x.toFixed(2) + " " + y.toFixed(2)).join("L");
