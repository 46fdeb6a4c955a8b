// The form in which a record is corrected: its fields by kind of record, with what the article offers to choose from.

import { ask } from "./api";
import { button, el } from "./elements";
import { selectedSpan } from "./highlights";

type Value = string | number | boolean | null | string[] | [number, number][] | { value?: string | null };
type Plain = Record<string, Value> & { id: string };
interface Report {
  text: string;
  [list: string]: Plain[] | string | object;
}
type Kind = "words" | "text" | "number" | "actor" | "actors" | "place" | "statement" | "day" | readonly string[];

const STATUS = ["happened", "ongoing", "planned", "called-for", "threatened", "hypothetical", "denied"] as const;
const LISTS: Record<string, string> = { s: "statements", e: "events", a: "actors", p: "places", t: "times", q: "quantities" };

/** Fields that can be corrected, by the first letter of a record's id. */
function fieldsOf(letter: string): Record<string, Kind> {
  const types = (document.getElementById("article")?.dataset["types"] ?? "").split(" ").filter(Boolean);
  const fields: Record<string, Record<string, Kind>> = {
    s: { speaker: "actor", kind: ["direct", "indirect", "mixed"], polarity: ["affirmed", "denied"], date: "text", source: "words", cue: "words", content: "words" },
    e: { type: types, mode: "text", status: STATUS, actors: "actors", recipients: "actors", date: "day", place: "place", attributed_to: "statement", trigger: "words" },
    a: { name: "text", type: ["person", "organization", "group", "country"], country: "text", sectors: "text", role: "text", code: "text" },
    p: { name: "text", lat: "number", lon: "number", country: "text", feature: ["country", "admin", "city", "region", "site", "water", "other"] },
    t: { type: ["DATE", "TIME", "DURATION", "SET"], value: "text" },
    q: { value: "number", bound: ["exact", "at-least", "at-most", "about"], unit: "text", kind: "text" },
  };
  return fields[letter] ?? {};
}

export const correctable = (record: string): boolean => record.charAt(0) in LISTS;

function plain(value: Value | undefined): string {
  if (Array.isArray(value)) return value.join(" ");
  if (value !== null && typeof value === "object") return value.value ?? "";
  return value === null || value === undefined ? "" : String(value);
}

function options(field: HTMLSelectElement, choices: [string, string][], chosen: string[]): void {
  for (const [value, label] of choices) {
    const made = el("option", { value }, label);
    made.selected = chosen.includes(value);
    field.append(made);
  }
}

/** A form that corrects a record; `done` gets the fields that were changed, null where it was given up. Throws Problem. */
export async function correctionForm(article: string, record: string, done: (correction: Record<string, unknown> | null) => void): Promise<HTMLFormElement> {
  const report = await ask<Report>(`/article.json?${new URLSearchParams({ id: article })}`);
  const list = (name: string): Plain[] => report[name] as Plain[];
  const now = list(LISTS[record.charAt(0)] ?? "").find((item) => item.id === record);
  const form = el("form", { class: "correcting" });
  const read: [string, string, () => unknown][] = []; // field, its value before, its value now
  const nobody: [string, string][] = [["", "–"]];
  const letters = [...report.text];
  const opening = (item: Plain): string => letters.slice(...((item["content"] as [number, number][] | undefined)?.[0] ?? [0, 0])).join("").slice(0, 40);
  const named = (name: string): [string, string][] => list(name).map((item) => [item.id, `${item.id} ${plain(item["name"]) || plain(item["text"]) || `${plain(item["verb"])} ${opening(item)}`}`]);
  for (const [name, kind] of Object.entries(now ? fieldsOf(record.charAt(0)) : {})) {
    const before = now?.[name];
    const id = `correct-${name}`;
    const label = el("label", { for: id }, name.replace("_", " "));
    if (kind === "words") {
      let spans: [number, number][] | null = null;
      const told = el("span", {}, "");
      const set = button("Take the selected words", () => {
        const span = selectedSpan();
        spans = span ? [span] : null;
        told.replaceChildren(span ? ` “${letters.slice(...span).join("")}”` : " select them in the text first");
      }, "", { id });
      form.append(label, el("span", {}, set, told));
      read.push([name, "null", () => spans]);
      continue;
    }
    if (typeof kind !== "string" || ["actor", "actors", "place", "statement"].includes(kind)) {
      const several = kind === "actors";
      const field = el("select", { id, multiple: several, size: several ? 4 : null });
      const choices = typeof kind !== "string" ? kind.map((value): [string, string] => [value, value]) : named(kind === "place" ? "places" : kind === "statement" ? "statements" : "actors");
      options(field, several || typeof kind !== "string" ? choices : [...nobody, ...choices], Array.isArray(before) ? before.map(String) : [plain(before)]);
      form.append(label, field);
      read.push([name, JSON.stringify(several ? (before ?? []) : plain(before)), () => (several ? [...field.selectedOptions].map((option) => option.value) : field.value)]);
      continue;
    }
    const field = el("input", { id, value: plain(before), autocomplete: "off", ...(kind === "number" ? { type: "number", step: "any" } : {}) });
    form.append(label, field);
    read.push([name, JSON.stringify(plain(before)), () => field.value]);
  }
  form.append(el("div", { class: "wide" }, el("button", { type: "submit" }, "Keep"), button("Give up", () => done(null), "Esc")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const changed: Record<string, unknown> = {};
    for (const [name, before, value] of read) {
      const found = value();
      if (JSON.stringify(found) === before) continue;
      const kind = fieldsOf(record.charAt(0))[name];
      changed[name] = found === "" ? null : kind === "number" ? Number(found) : name === "sectors" ? String(found).split(/[\s,]+/) : found;
    }
    done(Object.keys(changed).length ? changed : null);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") done(null);
  });
  return form;
}
