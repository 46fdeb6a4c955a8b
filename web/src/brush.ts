// A strip of bars over time from which days are chosen by dragging, or by arrow keys.

import { el, svg } from "./elements";

export interface Timeline {
  unit: string;
  periods: string[];
  series: { name: string; quad: string; total: number; counts: number[] }[];
}

const WIDTH = 960;
const HEIGHT = 74;
const BASE = 48;
const NARROW = matchMedia("(max-width: 760px)").matches;
const EDGE = NARROW ? 70 : 34; // room for the half of a label

/** The first day after a period. */
function next(period: string, unit: string): string {
  const day = new Date(`${period.slice(0, 10)}T00:00:00Z`);
  if (unit === "day") day.setUTCDate(day.getUTCDate() + 1);
  else if (unit === "week") day.setUTCDate(day.getUTCDate() + 7);
  else if (unit === "month") day.setUTCMonth(day.getUTCMonth() + 1);
  else day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The strip; `choose` gets the first and last day, or null for all of them. */
export function brush(timeline: Timeline, since: string, until: string, choose: (days: [string, string] | null) => void): HTMLElement {
  const { periods, unit } = timeline;
  const step = WIDTH / Math.max(1, periods.length);
  const sums = periods.map((_, n) => timeline.series.reduce((sum, series) => sum + (series.counts[n] ?? 0), 0));
  const most = Math.max(1, ...sums);
  const picture = svg("svg", { class: "chart brushing", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, tabindex: 0, role: "group", "aria-label": `Events by ${unit}; left and right move the days chosen, with Shift their end, Escape takes all` });
  periods.forEach((period, n) => {
    let y = BASE;
    for (const series of timeline.series) {
      const count = series.counts[n] ?? 0;
      const height = (count / most) * (BASE - 4);
      y -= height;
      if (count) picture.append(svg("rect", { class: `quad${series.quad}`, x: (n * step).toFixed(1), y: y.toFixed(1), width: Math.max(1, step - 1).toFixed(1), height: height.toFixed(1) }, svg("title", {}, `${unit} of ${period}: ${count} ${series.name}`)));
    }
  });
  const every = Math.max(1, Math.ceil(periods.length / (NARROW ? 3 : 8)));
  periods.forEach((period, n) => {
    if (n % every === 0) picture.append(svg("text", { class: "axis", x: Math.min(WIDTH - EDGE, Math.max(EDGE, n * step)).toFixed(1), y: HEIGHT - 6 }, period.slice(0, unit === "year" ? 4 : unit === "month" ? 7 : 10)));
  });
  const box = svg("rect", { class: "brush", y: 0, height: BASE });
  picture.append(box);

  let from = since ? Math.max(0, periods.findLastIndex((period) => period <= since)) : 0;
  let to = until ? Math.max(from, periods.findLastIndex((period) => period <= until)) : periods.length - 1;
  let whole = !since && !until;
  const draw = (): void => {
    box.setAttribute("x", (from * step).toFixed(1));
    box.setAttribute("width", ((to - from + 1) * step).toFixed(1));
    box.style.display = whole ? "none" : "";
  };
  const tell = (): void => {
    const first = periods[from];
    const last = periods[to];
    choose(whole || !first || !last ? null : [first, dayBefore(next(last, unit))]);
  };
  const at = (event: PointerEvent): number => {
    const place = picture.getBoundingClientRect();
    return Math.min(periods.length - 1, Math.max(0, Math.floor(((event.clientX - place.left) / place.width) * periods.length)));
  };
  let start: number | null = null;
  picture.addEventListener("pointerdown", (event) => {
    start = from = to = at(event);
    whole = false;
    picture.setPointerCapture(event.pointerId);
    draw();
  });
  picture.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const now = at(event);
    [from, to] = [Math.min(start, now), Math.max(start, now)];
    draw();
  });
  picture.addEventListener("pointerup", () => {
    if (start === null) return;
    start = null;
    tell();
  });
  picture.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Escape") whole = true;
    else if (!by) return;
    else {
      whole = false;
      if (event.shiftKey) to = Math.min(periods.length - 1, Math.max(from, to + by));
      else if (from + by >= 0 && to + by < periods.length) [from, to] = [from + by, to + by];
      else if (by > 0) from = Math.min(to, from + 1);
      else to = Math.max(from, to - 1);
    }
    event.preventDefault();
    draw();
    tell();
  });
  draw();
  return el("figure", { "data-chart": "map-over-time" }, picture, el("figcaption", { class: "note" }, `Events by ${unit}. Drag over the bars to choose days, or use the arrow keys; Escape takes all.`));
}
