// The map under the hand: drag, wheel, keys and two fingers move it; points cluster anew; days are chosen below it.

import { geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { ask } from "./api";
import { brush, type Timeline } from "./brush";
import { bounds, clusters, labelled, radius, type Cluster, type Point } from "./clusters";
import { el, svg } from "./elements";
import { offerPictures } from "./pictures";
import { HEIGHT, WIDTH, box, closer, held, moved, projection, viewOf, written, type View } from "./view";

type Area = { name: string; says: string; ring: [number, number][] };
type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

const place = document.getElementById("map") as HTMLElement;
const layer = place.dataset["layer"] ?? "events";
const values = new URLSearchParams(location.search);
let view = viewOf(values);
let points: Point[] = [];

const shapes = svg("g");
const marks = svg("g");
const hatch = svg("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("line", { class: "hatch", x1: 0, y1: 0, x2: 0, y2: 5 }));
const picture = svg("svg", { class: "map live-map", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", tabindex: 0, "aria-label": `Map of ${layer}; arrow keys move it, plus and minus zoom` }, svg("defs", {}, hatch), shapes, marks);

/** The address of a page with the filters of this one. */
function address(path: string, changes: Record<string, string>): string {
  const kept = new URLSearchParams([...values].filter(([name, value]) => value && !["lat", "lon", "zoom", "layer"].includes(name)));
  for (const [name, value] of Object.entries(changes)) kept.set(name, value);
  return `${path}?${kept}`;
}

function drawShapes(world: World, areas: Area[]): void {
  const path = geoPath(projection(view)).digits(1);
  const land = svg("path", { class: "land", d: path(feature(world, world.objects.land)) ?? "" });
  const borders = svg("path", { class: "border", d: path(mesh(world, world.objects.countries, (a, b) => a !== b)) ?? "" });
  const disputed = areas.map((area) => {
    // d3 takes the side of a ring that its direction tells: clockwise as seen from above.
    const d = path({ type: "LineString", coordinates: [...area.ring, area.ring[0] ?? [0, 0]] });
    return d ? svg("path", { class: "disputed", d: `${d}Z` }, svg("title", {}, `${area.name}: ${area.says}`)) : null;
  });
  shapes.replaceChildren(land, ...disputed.filter((path) => path !== null), borders);
}

function drawMarks(): void {
  const put = projection(view);
  // On a small screen names and circles keep their size while the picture shrinks.
  const shown = picture.getBoundingClientRect().width;
  const scale = shown ? Math.max(1, (0.8 * WIDTH) / shown) : 1;
  const found = clusters(points, (point) => {
    const at = put([point.lon, point.lat]);
    return at && at[0] > -10 && at[0] < WIDTH + 10 && at[1] > -10 && at[1] < HEIGHT + 10 ? at : null;
  }, scale);
  const kind = layer === "events" ? "events" : "articles";
  const link = (cluster: Cluster, box: string | null): string => {
    const first = cluster.points[0] as Point;
    if (box) return address("/search", { kind, box });
    if (cluster.points.length > 1 && view.zoom < 7) return address("/map", { layer, ...written(held({ lat: first.lat, lon: first.lon, zoom: view.zoom + 2 })) });
    return address("/search", { kind, place: first.name ?? "" });
  };
  const circles = found.map((cluster) => {
    const names = cluster.points.map((point) => point.name ?? "?");
    const box = bounds(cluster, points);
    const several = !box && names.length > 1 && view.zoom < 7;
    const mark = svg("a", { href: link(cluster, box) }, svg("circle", { class: "point", cx: cluster.x.toFixed(1), cy: cluster.y.toFixed(1), r: radius(cluster.n, scale).toFixed(1) }));
    if (cluster.n > 1) mark.append(svg("text", { class: "inpoint", x: cluster.x.toFixed(1), y: (cluster.y + 4 * scale).toFixed(1), "font-size": (11 * scale).toFixed(1) }, String(cluster.n)));
    mark.append(svg("title", {}, `${names.slice(0, 6).join(", ")}${names.length > 6 ? ` and ${names.length - 6} more` : ""}: ${cluster.n} ${kind}${several ? " (closer by)" : ""}`));
    if (several) {
      mark.addEventListener("click", (event) => {
        event.preventDefault();
        const first = cluster.points[0] as Point;
        go({ lat: first.lat, lon: first.lon, zoom: view.zoom + 2 });
      });
    }
    return mark;
  });
  const names = labelled(found, WIDTH, scale).map((c) => svg("text", { class: "place", x: (c.x + radius(c.n, scale) + 3 * scale).toFixed(1), y: (c.y + 4 * scale).toFixed(1), "font-size": (12 * scale).toFixed(1) }, c.points[0]?.name ?? ""));
  marks.replaceChildren(...circles, ...names);
}

let redraw: () => void = drawMarks;
let waiting = 0;
function go(to: View): void {
  view = held(to);
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => { redraw(); keep(); });
}

/** Where what the picture shows is listed. */
function listed(): string {
  return address("/search", { kind: layer === "events" ? "events" : "articles", box: box(view) });
}
const list = el("a", {}, layer === "events" ? "The events of this view" : "The articles of this view");

/** The view belongs to the address, and to the links and the form that narrow the map. */
function keep(): void {
  list.href = listed();
  for (const name of ["lat", "lon", "zoom"]) values.delete(name);
  for (const [name, value] of Object.entries(written(view))) values.set(name, value);
  history.replaceState(null, "", values.size ? `?${values}` : location.pathname);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.side a, .chosen a, .tabs a')) {
    const target = new URL(link.href);
    for (const name of ["lat", "lon", "zoom"]) target.searchParams.delete(name);
    for (const [name, value] of Object.entries(written(view))) target.searchParams.set(name, value);
    link.href = `${target.pathname}${target.search}`;
  }
  const form = document.querySelector<HTMLFormElement>("form.facets");
  for (const old of form?.querySelectorAll("input[name=lat], input[name=lon], input[name=zoom]") ?? []) old.remove();
  for (const [name, value] of Object.entries(written(view))) form?.append(el("input", { type: "hidden", name, value }));
}

function listen(): void {
  const fingers = new Map<number, { x: number; y: number }>();
  const unit = (): number => WIDTH / picture.getBoundingClientRect().width;
  let travelled = 0;
  picture.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    travelled = 0;
  });
  picture.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    travelled += Math.abs(dx) + Math.abs(dy);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (travelled < 4) return;
    if (!picture.hasPointerCapture(event.pointerId)) picture.setPointerCapture(event.pointerId);
    if (other) {
      const factor = Math.hypot(event.clientX - other.x, event.clientY - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      go(closer(view, factor));
    } else {
      go(moved(view, dx * unit(), dy * unit()));
    }
  });
  for (const name of ["pointerup", "pointercancel"] as const) picture.addEventListener(name, (event) => { fingers.delete(event.pointerId); });
  picture.addEventListener("click", (event) => { if (travelled > 4) { event.preventDefault(); event.stopPropagation(); } }, true);
  picture.addEventListener("dragstart", (event) => { event.preventDefault(); });
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    go(closer(view, 2 ** (-event.deltaY / 300), (event.clientX - box.left) * unit(), (event.clientY - box.top) * unit()));
  }, { passive: false });
  picture.addEventListener("dblclick", (event) => {
    const box = picture.getBoundingClientRect();
    go(closer(view, 2, (event.clientX - box.left) * unit(), (event.clientY - box.top) * unit()));
  });
  picture.addEventListener("keydown", (event) => {
    const by: Record<string, () => View> = {
      ArrowLeft: () => moved(view, 120, 0), ArrowRight: () => moved(view, -120, 0), ArrowUp: () => moved(view, 0, 90), ArrowDown: () => moved(view, 0, -90),
      "+": () => closer(view, 2), "=": () => closer(view, 2), "-": () => closer(view, 0.5), "0": () => ({ lat: 0, lon: 0, zoom: 0 }),
    };
    const to = by[event.key];
    if (!to || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to());
  });
}

/** The links that move the map without a script become buttons that move it at once. */
function moves(): void {
  const bar = document.querySelector(".mapmoves");
  if (!bar) return;
  const made = ([["+", "Closer", () => closer(view, 2)], ["−", "Farther", () => closer(view, 0.5)], ["Whole world", "", () => ({ lat: 0, lon: 0, zoom: 0 })]] as [string, string, () => View][]).map(([sign, says, to]) => {
    const move = el("button", { type: "button", ...(says ? { "aria-label": says } : {}) }, sign);
    move.addEventListener("click", () => { go(to()); });
    return move;
  });
  list.href = listed();
  bar.replaceChildren(...made, list, el("span", { class: "note" }, "Drag to move; the wheel, a pinch or a double click zooms. A circle leads to what is there."));
}

async function load(): Promise<void> {
  const filters = new URLSearchParams([...values].filter(([name]) => !["lat", "lon", "zoom"].includes(name)));
  const [world, areas, found] = await Promise.all([
    ask<World>("/static/built/world.json"),
    ask<Area[]>("/static/built/disputed.json"),
    ask<{ points: Point[] }>(`/map.json?${filters}`),
  ]);
  points = found.points;
  redraw = () => { drawShapes(world, areas); drawMarks(); };
  place.querySelector("figure")?.replaceWith(el("figure", { "data-chart": "map" }, picture));
  redraw();
  moves();
  listen();
  offerPictures();
  await overTime(filters);
}

/** Bars below the map, over all days; what is chosen there narrows the page. */
async function overTime(filters: URLSearchParams): Promise<void> {
  const all = new URLSearchParams([...filters].filter(([name]) => !["since", "until", "layer"].includes(name)));
  all.set("by", "quad");
  const timeline = await ask<Timeline>(`/timeline.json?${all}`).catch(() => null);
  if (!timeline || timeline.periods.length < 2) return;
  place.append(brush(timeline, values.get("since") ?? "", values.get("until") ?? "", (days) => {
    for (const [n, name] of ["since", "until"].entries()) {
      if (days) values.set(name, days[n] ?? "");
      else values.delete(name);
      const field = document.querySelector<HTMLInputElement>(`form.facets input[name=${name}]`);
      if (field) field.value = days?.[n] ?? "";
    }
    const narrowed = new URLSearchParams([...values].filter(([name]) => !["lat", "lon", "zoom"].includes(name)));
    void ask<{ points: Point[]; located: number; events: number }>(`/map.json?${narrowed}`).then((found) => {
      points = found.points;
      redraw();
      keep();
      const told = document.getElementById("map-count");
      if (told && layer === "events") told.replaceChildren(el("a", { href: address("/search", { kind: "events", box: values.get("box") ?? "-90,-180,90,180" }) }, found.located.toLocaleString("en")), ` of ${found.events.toLocaleString("en")} events have a place with a point.`);
    });
  }));
  offerPictures();
}

void load();
