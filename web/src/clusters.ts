// Points that would overlap in the picture, taken together about the largest of them.

export interface Point {
  name: string | null;
  lat: number;
  lon: number;
  country: string | null;
  feature: string;
  n: number;
}
export interface Cluster {
  x: number;
  y: number;
  n: number;
  points: Point[];
}

const APART = 26; // on a picture in its own size; `scale` is how many of its pixels make one of the screen

let most = 1; // things of the largest cluster drawn

/** Radius of a circle: its area grows with what it stands for, the largest of a busy map as large as of a quiet one. */
export const radius = (n: number, scale = 1): number => scale * (4.5 + Math.min(2.2 * Math.sqrt(n), 13 * Math.sqrt(n / most)));

/** Clusters of the points that `place` puts into the picture; `points` come with the most things first. */
export function clusters(points: Point[], place: (point: Point) => [number, number] | null, scale = 1): Cluster[] {
  const apart = APART * scale;
  const cells = new Map<string, Cluster[]>();
  const found: Cluster[] = [];
  for (const point of points) {
    const at = place(point);
    if (!at) continue;
    const [x, y] = at;
    const column = Math.floor(x / apart);
    const row = Math.floor(y / apart);
    let nearest: Cluster | undefined;
    let least = apart;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const cluster of cells.get(`${column + dx},${row + dy}`) ?? []) {
          const away = Math.hypot(cluster.x - x, cluster.y - y);
          if (away < least) [nearest, least] = [cluster, away];
        }
      }
    }
    if (nearest) {
      nearest.n += point.n;
      nearest.points.push(point);
    } else {
      const made = { x, y, n: point.n, points: [point] };
      found.push(made);
      const cell = `${column},${row}`;
      cells.set(cell, [...(cells.get(cell) ?? []), made]);
    }
  }
  most = Math.max(1, ...found.map((cluster) => cluster.n));
  return found.sort((a, b) => b.n - a.n);
}

/** The box about the points of a cluster, as the facet has it, where no others lie in that; null where some do. */
export function bounds(cluster: Cluster, points: Point[]): string | null {
  let [south, west, north, east] = [90, 180, -90, -180];
  for (const { lat, lon } of cluster.points) [south, west, north, east] = [Math.min(south, lat), Math.min(west, lon), Math.max(north, lat), Math.max(east, lon)];
  const inside = points.filter(({ lat, lon }) => south <= lat && lat <= north && west <= lon && lon <= east);
  return inside.length === cluster.points.length ? [south, west, north, east].join(",") : null;
}

/** The clusters, largest first, whose name has room beside it. */
export function labelled(found: Cluster[], width: number, scale = 1): Cluster[] {
  const taken = found.map((c) => [c.x - radius(c.n, scale), c.y - radius(c.n, scale), c.x + radius(c.n, scale), c.y + radius(c.n, scale)] as const);
  return found.slice(0, 80).filter((c) => {
    const left = c.x + radius(c.n, scale) + 2;
    const box = [left, c.y - 7 * scale, left + 6.6 * scale * (c.points[0]?.name ?? "").length, c.y + 7 * scale] as const;
    if (box[2] > width || taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) return false;
    taken.push(box);
    return true;
  });
}
