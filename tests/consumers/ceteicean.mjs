// node ceteicean.mjs NODE_MODULES TEI: the text that CETEIcean shows, and how many of what.
import { readFileSync } from "node:fs";
import { show } from "./web_page.mjs";

const [modules, file] = process.argv.slice(2);
const document = show(modules);
const { default: CETEI } = await import(`${modules}/CETEIcean/src/CETEI.js`);
const shown = new CETEI({ documentObject: document }).makeHTML5(readFileSync(file, "utf8"));
document.body.append(shown);
const count = (name) => document.querySelectorAll(name).length;
for (const corr of document.querySelectorAll("tei-text tei-corr")) corr.remove();
console.log(JSON.stringify({
  text: document.querySelector("tei-body").textContent,
  spans: count("tei-spangrp[type=annotation] > tei-span:not([type=part])"),
  relations: count("tei-relation"),
}));
