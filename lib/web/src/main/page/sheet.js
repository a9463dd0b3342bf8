// Lines "name = numbers" as a network, its example and what is one's own. The numbers stay text: the library reads them.

const DIGITS = {"⁰": 0, "¹": 1, "²": 2, "³": 3, "⁴": 4, "⁵": 5, "⁶": 6, "⁷": 7, "⁸": 8, "⁹": 9,
  "₀": 0, "₁": 1, "₂": 2, "₃": 3, "₄": 4, "₅": 5, "₆": 6, "₇": 7, "₈": 8, "₉": 9};
const MOST_LAYERS = 100;

const LETTER = /\p{L}/u;
const OF_LAYER = /^(w|b)[_^({[ ]*(\d{1,3})[)}\] ]*$/i;
const OF_MODULE = /^(.*)\.(weight|bias)(\.grad)?$/;
const MATRIX = /\[|array\(|tensor\(/;
const BARE = /^([^\s=:[(]+)\s+(?=\[|tensor\(|array\()/;

const plain = name => name.replace(/[⁰¹²³⁴-⁹₀-₉]/gu, digit => DIGITS[digit]);

// A name, then "=", ":" or at once a bracket.
function opening(line) {
  const sign = line.search(/[=:]/);
  const head = sign < 0 ? "" : line.slice(0, sign);
  if (LETTER.test(head) && !MATRIX.test(head)) return {name: head.trim(), numbers: line.slice(sign + 1)};
  const bare = BARE.exec(line);
  return bare && LETTER.test(bare[1]) ? {name: bare[1], numbers: line.slice(bare[0].length)} : null;
}

const isOpen = entry => entry && entry.numbers.replace(/[^[(]/g, "").length > entry.numbers.replace(/[^\])]/g, "").length;

// A line without a name, or within brackets, goes on with the numbers above it.
function entries(text) {
  const found = [];
  for (const line of text.replace(/Parameter containing:\s*/g, "").split("\n")) {
    const isRemark = /^\s*(#|\/\/|%)/.test(line) || line.trim() === "";
    const entry = isRemark || isOpen(found.at(-1)) ? null : opening(line.trim());
    if (entry) found.push(entry);
    else if (!isRemark && found.length > 0) found.at(-1).numbers += "\n" + line;
    else if (!isRemark) throw new Error(`Each line must begin with a name, such as w1 = …, but the first is '${line.trim().slice(0, 40)}'.`);
  }
  return found;
}

// PyTorch numbers its modules in its own way; the first one met is layer 1.
function ofModules(found) {
  const modules = [...new Set(found.map(({name}) => OF_MODULE.exec(name)?.[1]).filter(Boolean))];
  return found.map(entry => {
    const module = OF_MODULE.exec(entry.name);
    return module
      ? {...entry, name: (module[2] === "weight" ? "w" : "b") + (modules.indexOf(module[1]) + 1) + (module[3] ?? "")}
      : entry;
  });
}

// Returns what the library takes as a sheet.
export function sheetOf(text, cost, hidden, last) {
  const sheet = {w: [], b: [], x: null, y: null, cost, activations: [], lambda: 0, mine: []};
  const names = new Set();
  for (const {name, numbers} of ofModules(entries(text))) {
    const short = plain(name);
    const layer = OF_LAYER.exec(short);
    const symbol = layer ? layer[1].toLowerCase() : short.toLowerCase();
    const isGiven = layer || ["x", "y", "lambda", "λ"].includes(symbol);
    const key = layer ? symbol + layer[2] : symbol;
    if (names.has(key)) throw new Error(`${name} must be given once, but stands there twice.`);
    names.add(key);
    if (numbers.trim() === "") throw new Error(`${name} must be followed by its numbers, but nothing stands there.`);
    if (layer) intoLayer(sheet[symbol], Number(layer[2]), numbers.trim(), name);
    else if (symbol === "x" || symbol === "y") sheet[symbol] = numbers.trim();
    else if (isGiven) sheet.lambda = penalty(name, numbers);
    else sheet.mine.push({name, numbers: numbers.trim()});
  }
  const depth = Math.max(sheet.w.length, 1);
  sheet.activations = Array.from({length: depth}, (_, l) => l === depth - 1 ? last : hidden);
  return sheet;
}

function intoLayer(list, layer, numbers, name) {
  if (layer < 1 || layer > MOST_LAYERS) throw new Error(`${name} must be of a layer from 1 to ${MOST_LAYERS}, but was of layer ${layer}.`);
  while (list.length < layer) list.push(null);
  list[layer - 1] = numbers;
}

function penalty(name, numbers) {
  const value = Number(numbers);
  if (!(value >= 0 && value < Infinity)) throw new Error(`${name} must be one number, 0 or more, but was '${numbers.trim().slice(0, 40)}'.`);
  return value;
}
