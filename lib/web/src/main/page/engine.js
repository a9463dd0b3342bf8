// The library in a worker, so that the page never waits for it.

// Of a file beside the page, or of the element that holds it where all is one file.
async function part(name, isText) {
  const element = document.getElementById(name);
  if (element === null) {
    const answer = await fetch(name);
    if (!answer.ok) {
      throw new Error(name + " is missing");
    }
    return isText ? answer.text() : answer.arrayBuffer();
  }
  if (isText) {
    return element.textContent;
  }
  const zipped = Uint8Array.from(atob(element.textContent.trim()), letter => letter.charCodeAt(0));
  return new Response(new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

// Starts it: {judge, sheet, network, descent, neuron}, each from a text to the promise of one, and stop().
export async function load() {
  const [code, wasm] = await Promise.all([part("library.js", true), part("backprop.wasm", false)]);
  // No module: of a page that was opened from the disk a browser starts none.
  const url = URL.createObjectURL(new Blob([code.replace(/^export /gm, "")], {type: "text/javascript"}));
  const worker = new Worker(url);
  const waiting = new Map();
  let last = 0;

  function answered({id, answer, error}) {
    const {done, failed} = waiting.get(id);
    waiting.delete(id);
    return error === undefined ? done(answer) : failed(new Error(error));
  }

  function stopped(message) {
    worker.terminate();
    waiting.forEach(({failed}) => failed(new Error(message)));
    waiting.clear();
  }

  const opened = new Promise((done, failed) => waiting.set(0, {done, failed}));
  worker.onmessage = ({data}) => answered(data);
  worker.onerror = event => stopped(event.message || "the worker could not start");
  worker.postMessage(wasm, [wasm]);
  await opened;
  URL.revokeObjectURL(url);

  function ask(name) {
    return question => new Promise((done, failed) => {
      last++;
      waiting.set(last, {done, failed});
      worker.postMessage({id: last, name, question});
    });
  }
  const functions = ["judge", "sheet", "network", "descent", "neuron"];
  return {...Object.fromEntries(functions.map(name => [name, ask(name)])), stop: () => stopped("stopped")};
}
