// A question as a link: JSON, deflated, in the letters of base64url behind "#q=".

const LONGEST = 200_000;

const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));

export async function packed(question) {
  const bytes = await through(JSON.stringify(question), new CompressionStream("deflate-raw")).arrayBuffer();
  const letters = Array.from(new Uint8Array(bytes), byte => String.fromCharCode(byte)).join("");
  return "#q=" + btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// Returns null for a link without a question; throws for a damaged one.
export async function unpacked(fragment) {
  if (!fragment.startsWith("#q=")) return null;
  try {
    if (fragment.length > LONGEST) throw new Error("too long");
    const letters = atob(fragment.slice(3).replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = Uint8Array.from(letters, letter => letter.charCodeAt(0));
    return known(JSON.parse(await text(through(bytes, new DecompressionStream("deflate-raw")))));
  } catch {
    throw new Error("This link is damaged: it holds no whole question. Ask for it again.");
  }
}

async function text(response) {
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let all = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    all += decoder.decode(part.value, {stream: true});
    if (all.length > LONGEST) throw new Error("too long");
  }
  return all;
}

function known(question) {
  const names = Object.keys(question);
  const isText = names.every(name => typeof question[name] === "string");
  if (!isText || !("derivation" in question || "numbers" in question)) throw new Error("no question");
  return question;
}
