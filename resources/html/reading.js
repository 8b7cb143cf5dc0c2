"use strict";
const views = [...document.querySelectorAll("body>input")];
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const view = views[Number(event.key) - 1];
  if (view) view.click();
  if (event.key === "s" && views.length) views[(views.findIndex((v) => v.checked) + 1) % views.length].click();
});
document.addEventListener("mouseover", (event) => {
  const row = event.target.closest("[data-row]");
  document.querySelectorAll(".on").forEach((mark) => mark.classList.remove("on"));
  if (row) document.querySelectorAll(`[data-a="${row.dataset.row}"]`).forEach((m) => m.classList.add("on"));
});
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
