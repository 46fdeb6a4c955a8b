// Saving a chart as a picture: the drawing with its colours and letters written into it, as SVG or as PNG.

import { button, el } from "./elements";

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "font-size", "font-family", "font-weight", "text-anchor", "paint-order", "opacity"];
const MARGIN = 12;

/** The drawing by itself: a copy that needs no style sheet, on the page's paper. */
function alone(drawing: SVGSVGElement): { text: string; width: number; height: number } {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, n) => {
    const style = getComputedStyle(element);
    const target = to[n];
    if (!target || element.closest("defs")?.parentElement === null) return;
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      if (value && !value.includes("url(")) target.setAttribute(name, value);
    }
    for (const name of ["class", "href", "tabindex", "role"]) target.removeAttribute(name);
  });
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x: -MARGIN, y: -MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN, fill: getComputedStyle(document.body).backgroundColor })) {
    paper.setAttribute(name, String(value));
  }
  copy.prepend(paper);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`);
  copy.setAttribute("width", String(width + 2 * MARGIN));
  copy.setAttribute("height", String(height + 2 * MARGIN));
  return { text: new XMLSerializer().serializeToString(copy), width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function savePng(drawing: SVGSVGElement, name: string): Promise<void> {
  const { text, width, height } = alone(drawing);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = el("canvas", { width: 2 * width, height: 2 * height });
  canvas.getContext("2d")?.drawImage(picture, 0, 0, 2 * width, 2 * height);
  URL.revokeObjectURL(address);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) save(blob, `${name}.png`);
}

/** Give every chart its two buttons, under the drawing. */
export function offerPictures(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-chart]")) {
    const drawing = (): SVGSVGElement | null => figure.querySelector("svg.chart, svg.map, svg.network");
    const name = figure.dataset["chart"] || "chart";
    if (!drawing() || figure.querySelector(".chart-tools")) continue;
    const tools = el("span", { class: "chart-tools" });
    tools.append(
      button("SVG", () => { const found = drawing(); if (found) save(new Blob([alone(found).text], { type: "image/svg+xml" }), `${name}.svg`); }, "", { "aria-label": "Save this picture as SVG" }),
      button("PNG", () => { const found = drawing(); if (found) void savePng(found, name); }, "", { "aria-label": "Save this picture as PNG" }),
    );
    const caption = figure.querySelector("figcaption") ?? figure.appendChild(el("figcaption"));
    caption.append(tools);
  }
}
