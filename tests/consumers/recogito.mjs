// node recogito.mjs NODE_MODULES TEXT JSONLD: what Recogito's adapter makes of each annotation.
import { readFileSync } from "node:fs";
import { show } from "./web_page.mjs";

const [modules, textFile, file] = process.argv.slice(2);
const text = show(modules).getElementById("text");
text.textContent = readFileSync(textFile, "utf8");
const { W3CTextFormat } = await import(`${modules}/@recogito/text-annotator/dist/text-annotator.es.js`);
const adapter = W3CTextFormat(textFile, text);
for (const item of JSON.parse(readFileSync(file, "utf8")).first.items) {
  const { parsed, error } = adapter.parse(item);
  console.log(JSON.stringify({
    id: item.id,
    error: error && String(error),
    tags: (parsed?.bodies ?? []).filter((b) => b.purpose === "tagging").map((b) => b.value),
    pieces: (parsed?.target.selector ?? []).map((s) => [s.start, s.end, s.quote,
      text.textContent.substring(s.start, s.end)]),
  }));
}
