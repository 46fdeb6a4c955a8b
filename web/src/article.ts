// Reading an article: a highlight under the pointer or in focus shows its record; keys walk through records and judge them.

import { ask } from "./api";
import { annotate, judge, judgementOn, loadJudgements, undo } from "./judging";
import { correctable, correctionForm } from "./correcting";
import { button, el, typing } from "./elements";
import { firstPiece, idsOf, keepLayers, layers, light, openings, recordsOf, text } from "./highlights";
import type { Verdict } from "./api";

const article = document.getElementById("article")?.dataset["article"] ?? "";
const card = document.getElementById("card") as HTMLElement;
const records = document.querySelector(".records") as HTMLElement;
let chosen: string | null = null;
let busy = false; // a form is open in the card: the pointer passes over highlights without changing it

function pieceAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(".hl") : null;
}

/** A copy of a record for the card; its ids stay with the original. */
function copyOf(record: HTMLElement): HTMLElement {
  const copy = el("div", { class: `record${record.classList.contains("rejected") ? " rejected" : ""}` });
  copy.append(...[...record.childNodes].map((node) => node.cloneNode(true)));
  return copy;
}

/** Say in the card what happened. */
function say(words: string): void {
  for (const old of card.querySelectorAll(".said-so")) old.remove();
  card.append(el("p", { class: "said-so", role: "status" }, words));
}

function told(error: unknown): void {
  say(error instanceof Error ? error.message : String(error));
}

/** Show records in the card, the first with its buttons where it is the chosen one. */
function show(found: HTMLElement[], withButtons: boolean): void {
  const first = found[0];
  if (!first) return;
  light(first.id);
  card.replaceChildren(...found.map(copyOf));
  if (withButtons && correctable(first.id)) card.firstElementChild?.append(judging(first.id));
}

function judging(id: string): HTMLElement {
  const now = judgementOn(id);
  const verdict = (label: string, value: Verdict, key: string): HTMLButtonElement =>
    button(label, () => { decide(value); }, key, { "aria-pressed": String(now?.verdict === value) });
  const made = el("div", { class: "judging" },
    verdict("Confirm", "confirm", "a"), verdict("Reject", "reject", "x"),
    button("Correct", () => { void correct(); }, "c", { "aria-pressed": String(now?.verdict === "correct") }),
    button("Note", note, "m"), button("Undo", () => { void takeBack(); }, "u"),
    button("Why", () => { void why(); }, "w"));
  const corrected = Object.entries(now?.correction ?? {}).map(([field, value]) => `${field}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  if (corrected.length) made.append(el("span", { class: "quiet" }, `corrected to ${corrected.join(", ")}`));
  if (now?.note) made.append(el("span", { class: "quiet" }, `“${now.note}”`));
  return made;
}

/** Choose a record: it stays in the card and in the address. */
function choose(id: string, scroll: boolean): void {
  const record = document.getElementById(id);
  if (!record) return;
  chosen = id;
  busy = false;
  history.replaceState(history.state, "", `#${id}`);
  const piece = firstPiece(id);
  const others = piece ? recordsOf(piece).filter((other) => other.id !== id) : [];
  show([record, ...others.slice(0, 2)], true);
  if (scroll) piece?.scrollIntoView({ block: "nearest" });
  const box = records.getBoundingClientRect();
  if (records.scrollHeight > records.clientHeight) records.scrollTop += record.getBoundingClientRect().top - box.top - 40;
}

function again(): void {
  if (chosen) choose(chosen, false);
}

function decide(verdict: Verdict): void {
  const id = chosen;
  if (!id || !correctable(id)) return;
  judge(id, verdict).then(() => { again(); say(`${id} ${verdict}ed; u undoes it`); }, told);
}

async function takeBack(): Promise<void> {
  try {
    const record = await undo();
    if (record) choose(record, true);
    say(record ? `taken back on ${record}` : "nothing of this visit to undo");
  } catch (error) {
    told(error);
  }
}

async function correct(): Promise<void> {
  const id = chosen;
  if (!id || !correctable(id) || busy) return;
  try {
    const form = await correctionForm(article, id, (correction) => {
      busy = false;
      again();
      if (correction) judge(id, "correct", { correction }).then(() => { again(); say(`${id} corrected; u undoes it`); }, told);
    });
    if (chosen !== id) return; // another record was chosen while the form was made
    busy = true;
    card.append(form);
    form.querySelector<HTMLElement>("select, input, button")?.focus();
  } catch (error) {
    told(error);
  }
}

function note(): void {
  const id = chosen;
  if (!id || !correctable(id) || busy) return;
  busy = true;
  const field = el("input", { id: "note", maxlength: 2000, value: judgementOn(id)?.note ?? "", autocomplete: "off" });
  const form = el("form", { class: "correcting" }, el("label", { for: "note" }, "Note"), field,
    el("div", { class: "wide" }, el("button", { type: "submit" }, "Keep"), button("Give up", again, "Esc")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    annotate(id, field.value).then(() => { again(); say("kept"); }, told);
  });
  form.addEventListener("keydown", (event) => { if (event.key === "Escape") again(); });
  card.append(form);
  field.focus();
}

/** Why the record was coded so, as `onrecord explain` tells it. */
async function why(): Promise<void> {
  if (!chosen) return;
  const known = card.querySelector<HTMLDetailsElement>(":scope > .record:first-child > details.why");
  if (known) {
    known.open = !known.open;
    return;
  }
  for (const old of card.querySelectorAll(".why.told")) old.remove();
  try {
    const found = await ask<{ lines: string[] }>(`/explain.json?${new URLSearchParams({ article, id: chosen })}`);
    card.append(el("div", { class: "why told" }, el("pre", {}, found.lines.join("\n"))));
  } catch (error) {
    told(error);
  }
}

/** The next record, from the one chosen, at which a highlight that is switched on begins. */
function step(by: 1 | -1): void {
  const stops: string[] = [];
  for (const piece of openings) {
    for (const record of recordsOf(piece)) if (!stops.includes(record.id) && firstPiece(record.id) === piece) stops.push(record.id);
  }
  const at = chosen === null ? -1 : stops.indexOf(chosen);
  const next = stops[at < 0 ? (by > 0 ? 0 : stops.length - 1) : at + by];
  if (!next) return;
  firstPiece(next)?.focus({ preventScroll: true });
  choose(next, true);
}

const KEYS: Record<string, () => void> = {
  j: () => { step(1); }, n: () => { step(1); }, k: () => { step(-1); }, p: () => { step(-1); },
  a: () => { decide("confirm"); }, x: () => { decide("reject"); }, c: () => { void correct(); }, m: note,
  u: () => { void takeBack(); }, w: () => { void why(); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = KEYS[event.key];
  const piece = event.key === "Enter" ? pieceAt(event.target) : null;
  const layer = layers[Number(event.key) - 1];
  if (act) {
    event.preventDefault();
    act();
  } else if (layer) {
    layer.click();
  } else if (piece) {
    piece.click();
  } else if (event.key === "Escape") {
    chosen = null;
    busy = false;
    light(null);
    card.replaceChildren(el("p", { class: "quiet" }, "No record is chosen."));
  }
});

for (const layer of layers) layer.addEventListener("change", keepLayers);
document.getElementById("show-original")?.addEventListener("change", (event) => {
  (event.target as HTMLInputElement).form?.requestSubmit();
});

document.addEventListener("pointerover", (event) => {
  const piece = pieceAt(event.target);
  if (busy || event.pointerType === "touch") return;
  if (piece) show(recordsOf(piece), false);
  else if (chosen && text.contains(event.target as Node)) again();
});
document.addEventListener("focusin", (event) => {
  const piece = pieceAt(event.target);
  const first = piece?.matches(":focus-visible") && recordsOf(piece)[0];
  // A record that is chosen already keeps its card: one piece may stand in several.
  if (!busy && piece && first && !(chosen && idsOf(piece).includes(chosen))) choose(first.id, false);
});
// Words can't be selected by a drag that begins on a thing that takes the focus: it does without while the button is down.
text.addEventListener("mousedown", (event) => {
  const piece = pieceAt(event.target);
  const place = piece?.getAttribute("tabindex");
  if (!piece || !place) return;
  piece.removeAttribute("tabindex");
  addEventListener("mouseup", () => { piece.setAttribute("tabindex", place); }, { once: true });
});
document.addEventListener("click", (event) => {
  const piece = pieceAt(event.target);
  if (piece) {
    const first = recordsOf(piece)[0];
    // While a form is open, or by a drag, words are selected in the text, not records.
    if (first && !busy && (getSelection()?.isCollapsed ?? true)) choose(first.id, false);
    return;
  }
  const target = event.target as Element;
  const record = target.closest<HTMLElement>(".records .record");
  if (record && !target.closest("a, summary, button")) choose(record.id, true);
});
for (const record of records.querySelectorAll<HTMLElement>(".record")) {
  record.addEventListener("pointerenter", () => { if (!busy) light(record.id); });
  record.addEventListener("pointerleave", () => { if (!busy) light(chosen); });
}

/** The record that the address names: the browser goes to it in the list, but a reader wants its words. */
function follow(): void {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (!/^[a-z][0-9]+$/.test(wanted) || !document.getElementById(wanted)?.matches(".record")) return;
  choose(wanted, false);
  requestAnimationFrame(() => requestAnimationFrame(() => { firstPiece(wanted)?.scrollIntoView({ block: "center" }); }));
}

follow();
addEventListener("load", follow, { once: true });
addEventListener("hashchange", follow);
loadJudgements().then(again, () => undefined);
