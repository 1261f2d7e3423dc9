// What the desk does more conveniently with a script; every page works without it.
"use strict";
document.documentElement.classList.add("script");

// Marks in the text and claims beside it light each other up.
function light(id, on) {
  for (const each of document.querySelectorAll("[data-claim]"))
    if (each.dataset.claim === id) each.classList.toggle("lit", on);
}
if (document.querySelector(".split")) {
  let lit = null;
  const point = (event) => {
    const own = event.target.closest("[data-claim]");
    const id = own ? own.dataset.claim : null;
    if (id === lit) return;
    if (lit) light(lit, false);
    lit = id;
    if (lit) light(lit, true);
    if (lit && event.type === "focusin") {
      const other = [...document.querySelectorAll("[data-claim]")].find((e) => e.dataset.claim === id && !e.contains(event.target));
      if (other) other.scrollIntoView({ block: "nearest" });
    }
  };
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);
}
// A link to words in the text shows its claim beside them too.
if (location.hash.startsWith("#c-")) {
  const card = document.getElementById("k-" + location.hash.slice(3));
  if (card && card.closest(".pane")) card.closest(".pane").scrollTop = card.offsetTop - 80;
}

// Keys, unless switched off, and never while somebody types.
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find").focus();
  } else if (event.key === "?") {
    document.getElementById("keys").showModal();
  } else if (/^[a-z]$/.test(event.key)) {
    const own = document.querySelector(`[data-key="${event.key}"]`);
    if (!own) return;
    event.preventDefault();
    own.click();
    const details = own.closest("details");
    if (own.tagName === "SUMMARY" && details) details.querySelector("select").focus();
  }
});

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent).then(
      () => { copy.textContent = "Copied"; },
      () => { copy.textContent = "Select the text and copy it"; });
  }
  const tick = event.target.closest("[data-tick]");
  if (tick) for (const box of document.querySelectorAll('input[name="subject"][form="bulk"]')) box.checked = true;
});

const drop = document.getElementById("drop");
if (drop) {
  const files = document.getElementById("files");
  for (const kind of ["dragover", "dragleave", "drop"])
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) {
        files.files = event.dataTransfer.files;
        drop.requestSubmit();
      }
    });
}
