// Saved searches: one is kept under a name below its results, and dropped on the page that lists them.

import { Problem, ask } from "./api";

const told = document.getElementById("told");

function say(text: string): void {
  if (told) told.textContent = text;
}

const problem = (error: unknown): void => { say(error instanceof Problem ? error.message : String(error)); };

/** The search that the page's address holds: its kind and its facets. */
function search(): { kind: string; filters: Record<string, string> } {
  const filters = Object.fromEntries([...new URLSearchParams(location.search)].filter(([name, value]) => value !== "" && !["kind", "after", "limit"].includes(name)));
  return { kind: new URLSearchParams(location.search).get("kind") ?? "events", filters };
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-save]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = String(new FormData(form).get("name") ?? "").trim();
    if (name === "") return;
    ask("/api/searches", "POST", { name, ...search() }).then(() => { form.reset(); say(`Saved as ${name}.`); }, problem);
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-drop]")) {
  button.addEventListener("click", () => {
    ask(`/api/searches/${button.dataset["drop"]}`, "DELETE").then(() => { button.closest("tr")?.remove(); say("Dropped."); }, problem);
  });
}
