// Who acts on whom and who speaks of whom, as a picture: a force layout that settles once and can then be walked.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import { ask } from "./api";
import { el, svg } from "./elements";
import { offerPictures } from "./pictures";

interface Node extends SimulationNodeDatum {
  id: number;
  name: string;
  label: string; // the name, its country beside it where actors of several countries bear it
  shared: boolean;
  type: string;
  country: string | null;
  n: number;
}
interface Edge {
  source: number;
  target: number;
  kind: "acts" | "speaks";
  n: number;
  cooperation: number;
  conflict: number;
  types: Record<string, number>;
}
interface Link extends SimulationLinkDatum<Node> {
  source: Node;
  target: Node;
  edge: Edge;
}

const WIDTH = 960;
const HEIGHT = 640;
const place = document.getElementById("network") as HTMLElement;

const MOST_DRAWN = 300; // connections, the strongest; more would hide each other
let most = 1; // the largest node's number

const size = (node: Node): number => 4 + Math.min(1.6 * Math.sqrt(node.n), 11 * Math.sqrt(node.n / most));

/** Where the nodes stand; the same data settles in the same places. */
function settle(nodes: Node[], links: Link[]): void {
  // Let go from a spiral, the busiest in the middle.
  nodes.forEach((node, n) => {
    node.x = WIDTH / 2 + 14 * Math.sqrt(n) * Math.cos(n * 2.4);
    node.y = HEIGHT / 2 + 14 * Math.sqrt(n) * Math.sin(n * 2.4);
  });
  const simulation = forceSimulation(nodes)
    .force("link", forceLink<Node, Link>(links).distance(64).strength(0.5))
    .force("charge", forceManyBody<Node>().strength(-140).distanceMax(320))
    .force("x", forceX<Node>(WIDTH / 2).strength(0.06))
    .force("y", forceY<Node>(HEIGHT / 2).strength(0.1))
    .force("collide", forceCollide<Node>((node) => size(node) + 9))
    .stop();
  simulation.tick(nodes.length > 250 ? 120 : 260);
  fit(nodes);
}

/** Spread the nodes over the picture, names to their right within it. */
function fit(nodes: Node[]): void {
  const xs = nodes.map((node) => node.x ?? 0);
  const ys = nodes.map((node) => node.y ?? 0);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (const node of nodes) {
    node.x = 26 + ((node.x ?? 0) - west) * Math.min(2.2, (WIDTH - 170) / Math.max(1, east - west));
    node.y = 24 + ((node.y ?? 0) - north) * Math.min(2.2, (HEIGHT - 48) / Math.max(1, south - north));
  }
}

const BUSIEST = 15;
const shortened = (name: string): string => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

/** The nodes, busiest first, whose name covers no other name; only the busiest may cover small circles. */
function named(nodes: Node[]): Set<Node> {
  type Box = readonly [number, number, number, number];
  const circle = (node: Node): Box => [(node.x ?? 0) - size(node), (node.y ?? 0) - size(node), (node.x ?? 0) + size(node), (node.y ?? 0) + size(node)];
  const circles = nodes.map(circle);
  const taken: Box[] = [];
  return new Set(nodes.filter((node, rank) => {
    const left = (node.x ?? 0) + size(node) + 1;
    const box: Box = [left, (node.y ?? 0) - 6, left + 6.2 * shortened(node.label).length, (node.y ?? 0) + 6];
    const covers = (other: Box): boolean => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
    if (taken.some(covers) || circles.some((other, n) => covers(other) && (rank >= BUSIEST || n < rank))) return false;
    taken.push(box);
    return true;
  }));
}

/** A curve from one circle's rim to the other's, bent to the right so that both directions can be seen. */
function curve(link: Link): string {
  const [x1, y1, x2, y2] = [link.source.x ?? 0, link.source.y ?? 0, link.target.x ?? 0, link.target.y ?? 0];
  const length = Math.max(1, Math.hypot(x2 - x1, y2 - y1));
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [from, to] = [size(link.source), size(link.target) + 5];
  const [mx, my] = [(x1 + x2) / 2 - uy * length * 0.12, (y1 + y2) / 2 + ux * length * 0.12];
  const number = (value: number): string => value.toFixed(1);
  return `M${number(x1 + ux * from)},${number(y1 + uy * from)}Q${number(mx)},${number(my)} ${number(x2 - ux * to)},${number(y2 - uy * to)}`;
}

function draw(nodes: Node[], edges: Edge[]): SVGSVGElement {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const links = edges.flatMap((edge): Link[] => {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    return source && target && source !== target ? [{ source, target, edge }] : [];
  });
  settle(nodes, links);
  const picture = svg("svg", { class: "network", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": `Network of ${nodes.length} actors and ${links.length} connections` });
  const heads = ["cooperation", "conflict", "mixed"].map((kind) => svg("marker", { id: `head-${kind}`, viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { class: `head ${kind}`, d: "M0,0L8,4L0,8z" })));
  picture.append(svg("defs", {}, ...heads));
  const strongest = Math.max(1, ...edges.map((edge) => edge.n));
  const lines = new Map<Link, SVGPathElement>();
  for (const link of links) {
    const { edge } = link;
    const tone = edge.cooperation > edge.conflict ? "cooperation" : edge.conflict > edge.cooperation ? "conflict" : "mixed";
    const said = Object.entries(edge.types).map(([type, n]) => `${type} ${n}`).join(", ");
    const line = svg("path", { class: `edge ${edge.kind} ${tone}`, d: curve(link), "stroke-width": (0.8 + Math.min(Math.sqrt(edge.n), 4 * Math.sqrt(edge.n / strongest))).toFixed(1), "marker-end": `url(#head-${tone})` },
      svg("title", {}, `${link.source.label} ${edge.kind === "acts" ? "→" : "speaks of"} ${link.target.label}: ${edge.n}${said ? ` (${said})` : ""}`));
    lines.set(link, line);
    picture.append(line);
  }
  const marks = new Map<Node, SVGAElement>();
  const names = new Map<Node, SVGTextElement>();
  const withRoom = named(nodes);
  for (const node of nodes) {
    const r = size(node);
    const mark = svg("a", { href: `/actor?${new URLSearchParams({ name: node.name, ...(node.shared ? { actor_country: node.country ?? "none" } : {}) })}`, class: `node ${node.type}` },
      svg("circle", { cx: (node.x ?? 0).toFixed(1), cy: (node.y ?? 0).toFixed(1), r: r.toFixed(1) }),
      svg("title", {}, `${node.name}${node.country ? `, ${node.country}` : ""}: ${node.n}`));
    const name = svg("text", { class: withRoom.has(node) ? "name" : "name crowded", x: ((node.x ?? 0) + r + 3).toFixed(1), y: ((node.y ?? 0) + 4).toFixed(1) }, shortened(node.label));
    if (withRoom.has(node)) names.set(node, name);
    else mark.append(name);
    marks.set(node, mark);
    picture.append(mark);
  }
  picture.append(...names.values()); // over all circles
  const only = (node: Node | null): void => {
    const near = new Set<Node>(node ? [node] : []);
    for (const link of links) if (link.source === node || link.target === node) near.add(link.source).add(link.target);
    for (const [link, line] of lines) line.classList.toggle("faded", node !== null && link.source !== node && link.target !== node);
    for (const drawn of [marks, names]) for (const [other, mark] of drawn) mark.classList.toggle("faded", node !== null && !near.has(other));
  };
  for (const [node, mark] of marks) {
    for (const name of ["pointerenter", "focus"]) mark.addEventListener(name, () => { only(node); });
    for (const name of ["pointerleave", "blur"]) mark.addEventListener(name, () => { only(null); });
  }
  return picture;
}

async function load(): Promise<void> {
  const found = await ask<{ nodes: Node[]; edges: Edge[] }>(`/network.json${location.search}`);
  if (!found.nodes.length) return;
  most = Math.max(1, ...found.nodes.map((node) => node.n));
  const drawn = found.edges.slice(0, MOST_DRAWN);
  const ends = new Set(drawn.flatMap((edge) => (edge.source === edge.target ? [] : [edge.source, edge.target])));
  const joined = found.nodes.filter((node) => ends.has(node.id));
  if (!joined.length) return;
  const figure = el("figure", { "data-chart": "network" }, draw(joined, drawn));
  const alone = found.nodes.length - joined.length;
  const says = [
    drawn.length < found.edges.length ? `The ${MOST_DRAWN} strongest of ${found.edges.length.toLocaleString("en")} connections are drawn.` : "",
    alone ? `${alone} of the actors ${alone === 1 ? "has" : "have"} no connection to another of them and ${alone === 1 ? "is" : "are"} not drawn.` : "",
  ].filter(Boolean).join(" ");
  if (says) figure.append(el("figcaption", { class: "note" }, says));
  place.append(figure);
  place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2; // on a small screen the busiest are in the middle
  offerPictures();
}

void load();
