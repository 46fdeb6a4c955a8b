// What the map shows: its middle and how close it is, as the address holds it; and where a point falls in the picture.

import { geoProjection, type GeoProjection } from "d3-geo";

// On a phone the picture is smaller, so that letters and points keep their size.
const NARROW = matchMedia("(max-width: 760px)").matches;
export const WIDTH = NARROW ? 480 : 960;
export const HEIGHT = NARROW ? 256 : 430;
const DEEPEST = 7;
const TOP = 84;
const WORLD_LAT = 14; // the whole world is shown without the empty south

export interface View {
  lat: number;
  lon: number;
  zoom: number; // the picture is 360 / 2^zoom degrees wide at its middle
}

const narrowing = (view: View): number => Math.max(0.2, 1 - Math.min(1, view.zoom) * (1 - Math.cos((view.lat * Math.PI) / 180)));

/** Pixels of a degree of latitude. */
export const pixels = (view: View): number => WIDTH / ((360 / 2 ** view.zoom) * narrowing(view));

/** The view within what there is to be seen. */
export function held(view: View): View {
  const zoom = Math.min(DEEPEST, Math.max(0, view.zoom));
  if (zoom < 0.05) return { lat: WORLD_LAT, lon: 0, zoom: 0 };
  const lon = ((((view.lon + 180) % 360) + 360) % 360) - 180;
  return { lat: Math.min(TOP, Math.max(-TOP, view.lat)), lon, zoom };
}

/** The projection of a view: degrees of longitude as wide as they are at its middle. */
export function projection(view: View): GeoProjection {
  const narrow = narrowing(view);
  const scale = (pixels(view) * 180) / Math.PI;
  return geoProjection((lambda, phi) => [lambda * narrow, phi])
    .scale(scale)
    .translate([WIDTH / 2, HEIGHT / 2 + view.lat * pixels(view)])
    .rotate([-view.lon, 0])
    .precision(0)
    .clipExtent([[-20, -20], [WIDTH + 20, HEIGHT + 20]]);
}

/** The part of the world that a view shows, as the facet `box` holds it: south, west, north, east. */
export function box(view: View): string {
  const high = HEIGHT / 2 / pixels(view);
  const wide = WIDTH / 2 / (pixels(view) * narrowing(view));
  if (view.zoom === 0 || wide >= 180) return "-90,-180,90,180";
  const around = (lon: number): number => ((((lon + 180) % 360) + 360) % 360) - 180;
  return [Math.max(-90, view.lat - high), around(view.lon - wide), Math.min(90, view.lat + high), around(view.lon + wide)].map((value) => value.toFixed(3)).join(",");
}

/** The view after the picture was moved by pixels. */
export function moved(view: View, dx: number, dy: number): View {
  return held({ ...view, lon: view.lon - dx / (pixels(view) * narrowing(view)), lat: view.lat + dy / pixels(view) });
}

/** The view closer by a factor (or farther, below 1), the point under the hand staying where it is. */
export function closer(view: View, factor: number, x = WIDTH / 2, y = HEIGHT / 2): View {
  const zoom = Math.min(DEEPEST, Math.max(0, view.zoom + Math.log2(factor)));
  const real = 2 ** (zoom - view.zoom);
  const towards = moved(view, (x - WIDTH / 2) * (1 / real - 1), (y - HEIGHT / 2) * (1 / real - 1));
  return held({ ...towards, zoom });
}

/** The view of the page's address. */
export function viewOf(values: URLSearchParams): View {
  const number = (name: string): number => Number(values.get(name) ?? 0) || 0;
  return held({ lat: number("lat"), lon: number("lon"), zoom: number("zoom") });
}

/** The view as the address holds it; the whole world is the address without one. */
export function written(view: View): Record<string, string> {
  if (view.zoom === 0) return {};
  return { lat: view.lat.toFixed(2), lon: view.lon.toFixed(2), zoom: view.zoom.toFixed(1) };
}
