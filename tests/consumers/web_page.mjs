// A page without a browser: `show` loads jsdom from node_modules and makes its names global.
import { createRequire } from "node:module";

export function show(modules) {
  const { JSDOM } = createRequire(`${modules}/`)("jsdom");
  const page = new JSDOM("<!doctype html><body><div id=text></div></body>", { url: "http://localhost/" });
  const names = ["document", "Node", "NodeFilter", "HTMLElement", "Element", "Range", "DOMParser",
    "MutationObserver", "XMLSerializer", "CustomEvent", "Event", "customElements", "sessionStorage"];
  globalThis.window = page.window;
  for (const name of names) globalThis[name] = page.window[name];
  return page.window.document;
}
