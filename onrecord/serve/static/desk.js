// Comfort on pages that work without it: highlights by keyboard and in the address, the record under the pointer.
"use strict";

const text = document.getElementById("text");
const card = document.getElementById("card");
const layers = [...document.querySelectorAll(".layers input[type=checkbox]")];

// The switches belong to the address, so that a link shows what its sender saw.
function keep() {
  const address = new URL(location.href);
  address.searchParams.delete("show");
  address.searchParams.append("show", "none");
  for (const layer of layers) if (layer.checked) address.searchParams.append("show", layer.value);
  history.replaceState(null, "", address);
}
for (const layer of layers) layer.addEventListener("change", keep);

// The pieces of text that belong to a record.
const piecesOf = new Map();
for (const piece of document.querySelectorAll(".hl")) {
  for (const id of piece.dataset.records.split(" ")) {
    if (!piecesOf.has(id)) piecesOf.set(id, []);
    piecesOf.get(id).push(piece);
  }
}

const on = (id) => {
  const record = document.getElementById(id);
  const layer = record && document.getElementById("show-" + record.dataset.layer);
  return record && (!layer || layer.checked) ? record : null;
};

let lit = [];
function light(ids) {
  for (const piece of lit) piece.classList.remove("lit");
  lit = ids.flatMap((id) => piecesOf.get(id) || []);
  for (const piece of lit) piece.classList.add("lit");
}

// Clones of the records over a piece of text, innermost first; nothing is parsed.
function show(piece) {
  const records = piece.dataset.records.split(" ").map(on).filter(Boolean);
  if (!records.length) return;
  light([records[0].id]);
  card.replaceChildren(...records.map((record) => {
    const clone = document.createElement("div");
    clone.className = "record";
    clone.append(...[...record.childNodes].map((node) => node.cloneNode(true)));
    return clone;
  }));
}

if (text && card) {
  text.addEventListener("pointerover", (event) => {
    const piece = event.target.closest(".hl");
    if (piece) show(piece);
  });
  text.addEventListener("focusin", (event) => {
    if (event.target.matches(".hl")) show(event.target);
  });
  for (const record of document.querySelectorAll(".records .record")) {
    record.addEventListener("pointerenter", () => light([record.id]));
  }
}

// The next piece, from the one in focus, at which a record of a layer that is switched on begins.
function step(by) {
  const stops = [...document.querySelectorAll(".hl:not([tabindex])")].filter((piece) =>
    piece.dataset.records.split(" ").some(on));
  const at = stops.indexOf(document.activeElement);
  const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
  if (next) next.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("quick").focus();
  } else if (text && (event.key === "n" || event.key === "p")) {
    step(event.key === "n" ? 1 : -1);
  } else if (text && layers[event.key - 1]) {
    layers[event.key - 1].click();
  }
});

// On a narrow screen the search form starts closed.
if (matchMedia("(max-width: 760px)").matches) {
  for (const side of document.querySelectorAll("details.side")) side.open = false;
}
document.documentElement.classList.add("js");
