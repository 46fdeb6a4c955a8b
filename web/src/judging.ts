// Judging records: confirm, correct, reject, a note, and undo; the badge on a record says how it was judged.

import { ask, type Judgement, type Verdict } from "./api";
import { el } from "./elements";

const article = document.getElementById("article")?.dataset["article"] ?? "";
const active = new Map<string, Judgement>();
const made: { id: number; record: string }[] = [];

/** What is known already. */
export async function loadJudgements(): Promise<void> {
  const found = await ask<{ rows: Judgement[] }>(`/judgements.json?${new URLSearchParams({ article, limit: "200" })}`);
  for (const judgement of found.rows) if (judgement.record && judgement.active) active.set(judgement.record, judgement);
}

/** The judgement on a record that counts now. */
export function judgementOn(record: string): Judgement | undefined {
  return active.get(record);
}

function mark(record: string, judgement: Judgement | null): void {
  if (judgement) active.set(record, judgement);
  else active.delete(record);
  const item = document.getElementById(record);
  if (!item) return;
  item.classList.toggle("rejected", judgement?.verdict === "reject");
  for (const old of item.querySelectorAll(":scope > .lead > .judged")) old.remove();
  if (judgement) item.querySelector(".lead")?.append(" ", el("span", { class: `judged status is-${judgement.verdict}ed`, title: judgement.note }, `${judgement.verdict}ed`));
}

/** Judge a record. Throws Problem. */
export async function judge(record: string, verdict: Verdict, more: { note?: string; correction?: Record<string, unknown> } = {}): Promise<void> {
  const judgement = await ask<Judgement>("/api/judgements", "POST", { article, record, verdict, ...more });
  made.push({ id: judgement.id, record });
  mark(record, judgement);
}

/** Put a note on the judgement that counts. Throws Problem. */
export async function annotate(record: string, note: string): Promise<void> {
  const judgement = active.get(record);
  if (!judgement) return judge(record, "confirm", { note });
  const { verdict, correction } = judgement;
  mark(record, await ask<Judgement>(`/api/judgements/${judgement.id}`, "PUT", { verdict, note, ...(correction ? { correction } : {}) }));
}

/** Take the last judgement of this visit back; the record it was on, or null where there was none. Throws Problem. */
export async function undo(): Promise<string | null> {
  const last = made.at(-1);
  if (!last) return null;
  const before = await ask<Judgement | null>(`/api/judgements/${last.id}`, "DELETE");
  made.pop();
  mark(last.record, before);
  return last.record;
}
