/* What the check in the browser does in JupyterLab's page, as window.lab. The lab must be started with --expose-app-in-browser. */
window.lab = (() => {
  const run = (command, options) => window.jupyterapp.commands.execute(command, options);
  const panel = () => window.jupyterapp.shell.currentWidget;
  const cells = () => panel().content.widgets;
  const codeCells = () => cells().filter((cell) => cell.model.type === "code");
  const outputs = (cell) => cell.model.sharedModel.getOutputs();
  const errorOf = (cell) => outputs(cell).find((output) => output.output_type === "error");
  const mayThrow = (cell) => (cell.model.getMetadata("tags") || []).includes("raises-exception");
  const text = (lines) => [lines || ""].flat().join("");
  const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

  /* Waits until the notebook and its kernel are there. */
  const open = async () => {
    await window.jupyterapp.restored;
    await panel().revealed;
    await panel().context.ready;
    await panel().sessionContext.ready;
    cells().forEach((cell) => { cell.node.dataset.place = cell.model.id; });
    firstGap = gap();
  };

  const waits = (cell) => cell.model.executionCount === null && cell.model.sharedModel.getSource().trim();

  /* Runs all cells. Where one throws and ends the run, goes on below it. */
  const runAll = async () => {
    codeCells().forEach((cell) => cell.model.clearExecution());
    for (let last = null, next; (next = codeCells().find(waits)) && next !== last; last = next) {
      panel().content.activeCellIndex = cells().indexOf(next);
      await run("notebook:run-all-below");
    }
  };

  const state = (cell) => {
    const error = errorOf(cell);
    return {
      id: cell.model.id,
      source: cell.model.sharedModel.getSource(),
      count: cell.model.executionCount,
      mayThrow: mayThrow(cell),
      error: error ? `${error.ename}: ${error.evalue}` : "",
      says: outputs(cell).map((output) => text(output.text || (output.data || {})["text/plain"])).join("\n"),
    };
  };

  /* Adds a cell at the end and begins to run it. */
  const begin = (source) => {
    panel().content.model.sharedModel.addCell({cell_type: "code", source, metadata: {}});
    panel().content.activeCellIndex = cells().length - 1;
    window.isRunning = true;
    window.running = run("notebook:run-cell").finally(() => { window.isRunning = false; });
  };

  /* Interrupts what runs, and again where that was in vain: the kernel does not hear one that comes too early. */
  const interrupt = async () => {
    for (let times = 0; window.isRunning && times < 10; times++) {
      await run("notebook:interrupt-kernel");
      await Promise.race([window.running, sleep(2000)]);
    }
  };

  const lastShowsSomething = () => outputs(cells().at(-1)).length > 0;

  /* Waits for the end of the cell that began, and takes it away again. */
  const end = async () => {
    await window.running;
    const ended = state(cells().at(-1));
    panel().content.model.sharedModel.deleteCell(cells().length - 1);
    return ended;
  };

  const unfold = () => document.querySelectorAll(".jp-Notebook details").forEach((folded) => { folded.open = true; });

  /* How far the notebook is from the right edge of the window: as far as in the beginning, when JupyterLab has followed a change. */
  const gap = () => Math.round(window.innerWidth - document.querySelector(".jp-NotebookPanel").getBoundingClientRect().right);
  let firstGap;

  /* Waits until the page is as wide as the window and still: formulas and pictures come late. */
  const settle = async () => {
    let before = "";
    for (let still = 0; still < 3; ) {
      const now = document.querySelector(".jp-Notebook").scrollHeight + " " + document.querySelectorAll("mjx-container").length;
      still = now === before && gap() === firstGap ? still + 1 : 0;
      before = now;
      await sleep(100);
    }
  };

  /* Where there are controls, and how many; each is marked with the attribute data-control, what it moves with data-moves. */
  const controls = () => [...document.querySelectorAll(".jp-OutputArea-output > .widget-vbox")].map((moving, k) => {
    moving.dataset.moves = k;
    const found = [...moving.querySelectorAll(".noUi-handle, select, input[type=checkbox], .widget-button, .widget-play > button:first-child")];
    found.forEach((control, n) => { control.dataset.control = `${k}-${n}`; });
    return {
      place: moving.closest("[data-place]").dataset.place,
      controls: found.map((control, n) => ({
        id: `${k}-${n}`,
        kind: control.matches(".noUi-handle") ? "slider" : control.matches("select") ? "list" : control.matches(".widget-play > *") ? "play" : "button",
        label: (control.closest(".widget-inline-hbox")?.querySelector(".widget-label") || control).textContent.trim(),
      })),
    };
  });

  /* What the k-th controls show: their values, what follows them, and what went wrong. */
  const shows = (k) => {
    const moving = document.querySelector(`[data-moves="${k}"]`);
    const below = [...moving.querySelectorAll(".widget-htmlmath-content")];
    return {
      values: [...moving.querySelectorAll(".widget-readout, select, input")].map((e) => e.matches("[type=checkbox]") ? e.checked : e.value ?? e.textContent).join(", "),
      pictures: below.flatMap((e) => [...e.querySelectorAll("img")].map((picture) => picture.src)).join(" "),
      text: below.map((e) => e.textContent).join(" ").trim(),
      error: [...moving.querySelectorAll(".widget-html .widget-html-content")].map((e) => e.textContent).join(" ").trim(),
    };
  };

  /* Where the notebook is, from its beginning to the end of its last cell; inside is the height that it wants. */
  const extent = () => {
    cells()[0].node.scrollIntoView();
    const box = document.querySelector(".jp-NotebookPanel").getBoundingClientRect();
    const height = cells().at(-1).node.getBoundingClientRect().bottom + 20 - box.y;
    return {x: box.x, y: box.y, width: box.width, height, inside: height + box.y + 50};
  };

  return {
    open, runAll, begin, lastShowsSomething, interrupt, end, unfold, settle, controls, shows, extent,
    states: () => codeCells().map(state),
    theme: (name) => run("apputils:change-theme", {theme: name}),
    restart: () => { window.running = run("notebook:restart-kernel"); },
    restarted: () => window.running,
    shutdown: () => panel().sessionContext.shutdown(),
  };
})();
