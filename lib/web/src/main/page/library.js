// The Java library as WebAssembly: opens it, and answers questions in a worker. It runs under Node, too.

const FUNCTIONS = ["judge", "sheet", "network", "descent", "neuron"];
const FORMS = ["NFC", "NFD", "NFKC"];

// A text that comes a letter at a time.
function letters() {
  const codes = [];
  return {
    put(code) {
      codes.push(code);
    },
    take() {
      let text = "";
      while (codes.length > 0) {
        text += String.fromCharCode(...codes.splice(0, 4096));
      }
      return text;
    },
  };
}

// What TeaVM's classes ask of the browser. Its own runtime makes functions from text, which the page forbids; these few will do.
function imports() {
  const asked = letters();
  let normal = "";
  const integer = value => new WebAssembly.Global({value: "i32", mutable: false}, value);
  const known = {
    stringBuiltinsSupported: () => 0,
    createClass: () => class {},
    defineFunction: made => made,
    defineStaticMethod() {},
    createFunction0: () => () => 1, // how many processors there are
    createFunction1: () => value => value, // a string as it is
    callFunction0: made => made(),
    callFunction1: (made, value) => made(value),
    callMethod0: (object, name) => object[name](),
    global: name => globalThis[name],
    unwrapDouble: value => value,
  };
  const unknown = name => () => {
    throw new Error("the library asked for " + name);
  };
  return {
    env: {memory: new WebAssembly.Memory({initial: 64, maximum: 1024})},
    browser: {
      put: asked.put,
      normalize(form) {
        normal = asked.take().normalize(FORMS[form]);
        return normal.length;
      },
      get: at => normal.charCodeAt(at),
    },
    teavm: {
      createWeakRef: value => new WeakRef(value),
      deref: reference => reference.deref() ?? null,
      takeStackTrace: () => ({getStack: () => []}),
      decorateException() {},
    },
    teavmConsole: {putcharStdout() {}, putcharStderr() {}},
    teavmDate: {currentTimeMillis: () => Date.now()},
    teavmJso: new Proxy(known, {get: (of, name) => of[name] ?? unknown(name)}),
    teavmMath: Math,
    teavmMemory: {heapOffset: integer(0), maxSize: integer(1 << 26), notifyHeapResized() {}},
    "wasm:js-string": {
      fromCharCode: code => String.fromCharCode(code),
      fromCharCodeArray: unknown("fromCharCodeArray"),
      intoCharCodeArray: unknown("intoCharCodeArray"),
      charCodeAt: (text, at) => text.charCodeAt(at),
      concat: (one, other) => one + other,
      length: text => text.length,
      substring: (text, from, to) => text.substring(from, to),
    },
  };
}

// From the bytes of the WebAssembly: {judge, sheet, network, descent, neuron}, each from a text to a text.
export async function open(wasm) {
  const {instance} = await WebAssembly.instantiate(wasm, imports());
  const java = Object.fromEntries(Object.entries(instance.exports)
    .map(([name, of]) => [name, of instanceof WebAssembly.Global ? of.value : of]));
  const answer = letters();
  function ask(index, question) {
    for (let at = 0; at < question.length; at++) {
      java.put(question.charCodeAt(at));
    }
    const length = java.ask(index);
    for (let at = 0; at < length; at++) {
      answer.put(java.get(at));
    }
    return answer.take();
  }
  return Object.fromEntries(FUNCTIONS.map((name, index) => [name, question => ask(index, question)]));
}

if (typeof WorkerGlobalScope !== "undefined") {
  const library = new Promise((opened, failed) => {
    self.onmessage = ({data}) => {
      self.onmessage = ({data: {id, name, question}}) => library
        .then(of => of[name](question))
        .then(answer => self.postMessage({id, answer}), error => self.postMessage({id, error: String(error)}));
      open(data).then(opened, failed);
    };
  });
  library.then(() => self.postMessage({id: 0}), error => self.postMessage({id: 0, error: String(error)}));
}
