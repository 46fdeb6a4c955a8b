// The jobs page: what is being coded is kept current, and articles are added as text, files, folders or addresses.

import { Problem, ask, send } from "./api";
import { button, el } from "./elements";

interface Job {
  id: number | string;
  kind: string;
  name: string;
  state: "waiting" | "coding" | "done" | "stopped" | "failed";
  inputs: number | null;
  coded: number;
  added: number;
  updated: number;
  unchanged: number;
  failed: number;
  rate: number | null;
  left: number | null;
  now: string | null;
  errors: { name: string; reason: string }[];
  articles: string[];
}
interface Failure {
  name: string;
  reason: string;
  article: string | null;
}

const list = document.getElementById("jobs") as HTMLElement;
const told = document.getElementById("told") as HTMLElement;
const queue = document.getElementById("queue") as HTMLElement;
const failed = document.getElementById("failures") as HTMLElement;
/** Files that are being added together: how many, since when, and the number of the first one's job. */
let batch: { many: number; since: number; first: number } | null = null;
let timer = 0;

function say(error: unknown): void {
  told.textContent = error instanceof Problem ? error.message : String(error);
}

const time = (seconds: number): string => (seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`);

function row(job: Job): HTMLElement {
  const running = job.state === "waiting" || job.state === "coding";
  const facts = [
    job.inputs === null ? `${job.coded} coded` : `${job.coded} of ${job.inputs} coded`,
    job.added ? `${job.added} new` : "", job.updated ? `${job.updated} changed` : "", job.unchanged ? `${job.unchanged} as before` : "", job.failed ? `${job.failed} failed` : "",
    job.rate && running ? `${Math.round(job.rate).toLocaleString("en")} words a second` : "", job.left !== null && running ? `${time(job.left)} left` : "",
  ].filter(Boolean);
  const bar = running ? el("progress", { ...(job.inputs ? { max: job.inputs, value: job.coded } : {}), "aria-label": `progress of ${job.name}` }) : null;
  return el("li", { class: "item job", "data-job": String(job.id) },
    el("p", { class: "lead" }, el("b", {}, job.name), " ", el("span", { class: `status is-${job.state}` }, job.state), " ",
      running && button("Stop", () => { ask(`/api/jobs/${job.id}`, "DELETE").then(look, say); })),
    bar, el("p", { class: "meta" }, ...facts.map((fact) => el("span", {}, fact)), job.now && el("span", {}, `now: ${job.now}`)),
    job.articles.length > 0 && el("p", { class: "meta" }, ...job.articles.slice(0, 12).map((id) => el("a", { href: reading(id) }, job.articles.length > 1 ? id : "read it"))),
    job.errors.length > 0 && el("ul", { class: "plain" }, ...job.errors.map((error) => el("li", {}, el("b", {}, error.name), " ", el("span", { class: "quiet" }, error.reason)))));
}

const reading = (id: string): string => `/article?${new URLSearchParams({ id })}`;

/** How far the files are that were added together; jobs are worked through in order. */
function drawQueue(jobs: Job[]): void {
  const mine = jobs.filter((job) => batch && Number(job.id) >= batch.first);
  if (!batch || mine.length === 0) return;
  const open = mine.filter((job) => job.state === "waiting" || job.state === "coding").map((job) => Number(job.id));
  const done = Math.min(batch.many, (open.length ? Math.min(...open) : Math.max(...mine.map((job) => Number(job.id))) + 1) - batch.first);
  const left = done ? ((Date.now() - batch.since) / 1000 / done) * (batch.many - done) : 0;
  queue.textContent = batch.many < 2 ? "" : `${done.toLocaleString("en")} of ${batch.many.toLocaleString("en")} files done${left ? `, about ${time(left)} left` : ""}`;
}

function drawFailures(failures: Failure[]): void {
  failed.replaceChildren(failures.length
    ? el("ul", { class: "plain" }, ...failures.map((one) => el("li", {}, one.article ? el("a", { href: reading(one.article) }, one.name) : el("b", {}, one.name), " ", el("span", { class: "quiet" }, one.reason))))
    : el("p", { class: "quiet" }, "Nothing: every input gave a report."));
}

/** Fetch the jobs anew; again in a second while one runs. */
async function look(): Promise<void> {
  clearTimeout(timer);
  try {
    const found = await ask<{ jobs: Job[]; failures: Failure[] }>("/jobs.json");
    drawQueue(found.jobs);
    drawFailures(found.failures);
    list.replaceChildren(...(found.jobs.length ? found.jobs.map(row) : [el("li", { class: "quiet" }, "Nothing has been added in this session.")]));
    if (found.jobs.some((job) => job.state === "waiting" || job.state === "coding")) timer = window.setTimeout(() => { void look(); }, 1000);
  } catch (error) {
    say(error);
    timer = window.setTimeout(() => { void look(); }, 5000);
  }
}

/** What a form adds: its fields by name, empty ones left out. */
function fields(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === "string" && pair[1].trim() !== ""));
}

/** Add files one by one, as fast as the desk takes them; what it refuses is told by name and holds up no other. */
async function add(files: File[]): Promise<void> {
  const refused: string[] = [];
  batch = null;
  for (const file of files) {
    for (let again = 0; ; again++) {
      try {
        const made = await send<Job>(`/api/jobs/file?${new URLSearchParams({ name: file.name })}`, file);
        batch ??= { many: files.length - refused.length, since: Date.now(), first: Number(made.id) };
        break;
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 429 || again > 600) {
          if (batch) batch.many--;
          refused.push(`${file.webkitRelativePath || file.name}: ${error instanceof Problem ? error.message : String(error)}`);
          break;
        }
        await look();
        await new Promise((done) => { setTimeout(done, 1000); });
      }
    }
  }
  const shown = refused.slice(0, 5).join("; ");
  told.textContent = refused.length > 5 ? `${shown}; and ${refused.length - 5} more` : shown;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-add]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    told.textContent = "";
    void (async () => {
      try {
        if (form.dataset["add"] === "file") {
          await add([...(form.querySelector<HTMLInputElement>("input[type=file]")?.files ?? [])]);
        } else {
          await ask("/api/jobs", "POST", fields(form));
        }
        form.reset();
      } catch (error) {
        say(error);
      }
      await look();
    })();
  });
}

// Files dropped anywhere on the page are added.
document.addEventListener("dragover", (event) => { event.preventDefault(); });
document.addEventListener("drop", (event) => {
  event.preventDefault();
  void (async () => {
    await add([...(event.dataTransfer?.files ?? [])]);
    await look();
  })();
});

void look();
