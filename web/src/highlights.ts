// The highlights of an article: which pieces of the text belong to a record, which are switched on, which are lit.

export const text = document.getElementById("text") as HTMLElement;
export const layers = [...document.querySelectorAll<HTMLInputElement>(".layers input[name=show][type=checkbox]")];

const piecesOf = new Map<string, HTMLElement[]>();
for (const piece of document.querySelectorAll<HTMLElement>(".hl")) {
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

/** The words that are selected in the text, as `[start, end)` in code points; null where none are. */
export function selectedSpan(): [number, number] | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  return [start, start + [...range.toString()].length];
}
