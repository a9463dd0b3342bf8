// Answers questions by the library as WebAssembly: node answers.mjs library.js backprop.wasm questions answers
// A line is a question, its function before it; so many answers are written, a line each.
import {readFileSync, writeFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

const [code, wasm, questions, answers] = process.argv.slice(2);
const {open} = await import(pathToFileURL(code));
const begun = performance.now();
const library = await open(readFileSync(wasm));
const opened = performance.now();
const lines = readFileSync(questions, "utf8").trimEnd().split("\n").map(line => {
  const {name, question} = JSON.parse(line);
  return library[name](question);
});
writeFileSync(answers, lines.join("\n") + "\n");
const each = (performance.now() - opened) / lines.length;
console.log(`WebAssembly: open in ${(opened - begun).toFixed(0)} ms, an answer in ${each.toFixed(1)} ms`);
