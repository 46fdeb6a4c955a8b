// The highlights of an article: which pieces of the text belong to a record, which are switched on, which are lit.

export const text = document.getElementById("text") as HTMLElement;
export const layers = [...document.querySelectorAll<HTMLInputElement>(".layers input[name=show][type=checkbox]")];

/** The pieces of the text at which a record begins. */
export const openings = [...text.querySelectorAll<HTMLElement>(".hl:not([tabindex])")];

const piecesOf = new Map<string, HTMLElement[]>();
for (const piece of document.querySelectorAll<HTMLElement>(".hl")) {
  // Words of a link can't be selected with a mouse: the link becomes a thing that the keyboard reaches all the same.
  if (piece.hasAttribute("href")) {
    piece.removeAttribute("href");
    piece.setAttribute("role", "link");
    if (!piece.hasAttribute("tabindex")) piece.tabIndex = 0;
  }
  for (const id of idsOf(piece)) piecesOf.set(id, [...(piecesOf.get(id) ?? []), piece]);
}

/** The records over a piece, innermost first. */
export function idsOf(piece: HTMLElement): string[] {
  return (piece.dataset["records"] ?? "").split(" ").filter(Boolean);
}

/** The record of an id if its layer is switched on. */
export function shown(id: string): HTMLElement | null {
  const record = document.getElementById(id);
  const layer = record && document.getElementById(`show-${record.dataset["layer"] ?? ""}`);
  return record && (!(layer instanceof HTMLInputElement) || layer.checked) ? record : null;
}

/** The records over a piece that are switched on, innermost first. */
export function recordsOf(piece: HTMLElement): HTMLElement[] {
  return idsOf(piece).map(shown).filter((record): record is HTMLElement => record !== null);
}

let lit: HTMLElement[] = [];

/** Light a record's words, and the record in the list. */
export function light(id: string | null): void {
  for (const piece of lit) piece.classList.remove("lit");
  const record = id === null ? null : document.getElementById(id);
  lit = id === null ? [] : [...(piecesOf.get(id) ?? []), ...(record ? [record] : [])];
  for (const piece of lit) piece.classList.add("lit");
}

/** Where a record begins in the text. */
export function firstPiece(id: string): HTMLElement | null {
  return (piecesOf.get(id) ?? []).find((piece) => text.contains(piece)) ?? null;
}

/** The switches belong to the address, so that a link shows what its sender saw. */
export function keepLayers(): void {
  const address = new URL(location.href);
  address.searchParams.delete("show");
  address.searchParams.append("show", "none");
  for (const layer of layers) if (layer.checked) address.searchParams.append("show", layer.value);
  history.replaceState(null, "", address);
}

let selected: Range | null = null;
document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return; // a press on a button takes it away
  const range = selection.getRangeAt(0);
  if (text.contains(range.startContainer) && text.contains(range.endContainer)) selected = range.cloneRange();
});

/** The words that were selected last in the text, as `[start, end)` in code points; null where none were. */
export function selectedSpan(): [number, number] | null {
  if (!selected) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(selected.startContainer, selected.startOffset);
  const start = [...before.toString()].length;
  return [start, start + [...selected.toString()].length];
}
