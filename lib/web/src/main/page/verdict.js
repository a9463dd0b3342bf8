// The library's answers, set on the page.
import {html, short, typeset} from "./draw.js";

const KINDS = {"✓": "right", "✗": "wrong", "?": "unsure", "!": "unsure", "·": "plain"};
const IN_WORDS = {"✓": "right", "✗": "wrong", "?": "cannot tell", "!": "not read", "·": "no claim"};
const MOST_ROWS = 12;
const FEW = 3;

export const kind = sign => KINDS[sign] ?? "plain";

const badge = sign => html("span", {class: "sign " + kind(sign), role: "img", "aria-label": IN_WORDS[sign] ?? ""}, sign);

function folded(summary, ...children) {
  return html("details", {}, html("summary", {}, summary), ...children);
}

// A fraction such as ∂C/∂z stays on one line.
const whole = text => text.replaceAll("/", "/\u2060");

// Returns the headline, its sign, and the parts below it.
export function ofDerivation(answer, text) {
  if (answer.rows.length === 0) return {sign: answer.sign, headline: answer.summary, parts: []};
  const source = text.split("\n");
  const list = rows => html("ol", {class: "rows"}, ...rows.map(of => row(of, source[of.line - 1] ?? "")));
  const right = answer.rows.filter(row => row.verdict === "RIGHT");
  const isLong = answer.rows.length > MOST_ROWS && right.length > 0;
  const parts = [list(isLong ? answer.rows.filter(row => row.verdict !== "RIGHT") : answer.rows)];
  if (isLong) parts.push(folded(`${right.length} of ${answer.rows.length} are right as they stand`, list(right)));
  parts.push(html("p", {class: "hint"}, whole(answer.readWith)));
  return {sign: answer.sign, headline: answer.summary, parts};
}

function row(of, source) {
  const parts = [html("span", {class: "place"}, "line " + of.line)];
  if (of.latex) parts.push(html("div", {class: "math"}, typeset(String.raw`\displaystyle ` + of.latex)));
  const isUnread = of.verdict === "UNREADABLE";
  const place = isUnread ? `column ${of.column}: ` : "";
  if (isUnread) parts.push(marked(source, of.column - 1));
  if (of.why) parts.push(html("p", {class: "why"}, whole(place + of.why)));
  const repairs = of.repairs.map(repair);
  parts.push(...repairs.slice(0, FEW));
  if (repairs.length > FEW) parts.push(folded(`${repairs.length - FEW} more, as short`, ...repairs.slice(FEW)));
  return html("li", {class: "row " + kind(of.sign)}, badge(of.sign), html("div", {}, ...parts));
}

// What was pasted, with the place that could not be read.
function marked(source, at) {
  const from = Math.max(0, at - 30);
  return html("code", {}, (from > 0 ? "… " : "") + source.slice(from, at), html("mark", {}, source.slice(at, at + 1) || " "), source.slice(at + 1, at + 30));
}

function repair(of) {
  return html("div", {class: "repair"}, html("p", {}, html("b", {}, of.words)), html("div", {class: "math"}, typeset(String.raw`\displaystyle ` + of.latex)));
}

export function ofSheet(answer) {
  const title = answer.title.replace(/^sheet: /, "");
  const cause = answer.cause ? [html("p", {class: "cause"}, "Cause: " + answer.cause)] : [];
  const remarks = answer.remarks.map(remark => html("p", {}, remark));
  const isAside = cause.length > 0 && remarks.length > 0;
  return {
    sign: answer.sign,
    headline: title,
    parts: [
      ...cause,
      findings(answer.lines),
      ...isAside ? [folded("How sure, and what comes next", ...remarks)] : remarks,
      ...answer.mismatches.length > 0 ? [folded("Your numbers beside the right ones", ...answer.mismatches.map(beside))] : [],
      ...answer.notes.map(note => html("p", {class: "hint"}, whole(note))),
    ],
  };
}

const findings = lines => html("ol", {class: "rows"}, ...lines.map(line => html("li", {class: "row " + kind(line.sign)},
  badge(line.sign), html("div", {}, html("span", {class: "what"}, line.what), html("p", {class: "why"}, whole(line.finding))))));

function beside({what, given, expected}) {
  const matrix = (numbers, caption) => html("table", {class: "matrix"}, html("caption", {}, caption),
    ...numbers.map((line, j) => html("tr", {}, ...line.map((value, k) => {
      const isOff = Math.abs(value - expected[j][k]) > 0.005 * Math.max(Math.abs(value), Math.abs(expected[j][k]));
      return html("td", {class: isOff && numbers === given ? "off" : ""}, short(value, 4));
    }))));
  return html("div", {class: "beside"}, matrix(given, `${what}, yours`), matrix(expected, "right"));
}

const MEANS = {"✓": "right, or right under the condition that is named", "✗": "wrong, and what to change",
  "?": "cannot be told, and why", "!": "cannot be read, and where"};

export const legend = () => html("dl", {class: "legend"},
  ...Object.entries(MEANS).flatMap(([sign, means]) => [html("dt", {class: "sign " + kind(sign)}, sign), html("dd", {}, means)]));

export const sorry = sentence => ({sign: "!", headline: sentence, parts: []});
