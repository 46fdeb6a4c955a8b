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

const APART = 26;

let most = 1; // things of the largest cluster drawn

/** Radius of a circle: its area grows with what it stands for, the largest of a busy map as large as of a quiet one. */
export const radius = (n: number): number => 4.5 + Math.min(2.2 * Math.sqrt(n), 13 * Math.sqrt(n / most));

/** Clusters of the points that `place` puts into the picture; `points` come with the most things first. */
export function clusters(points: Point[], place: (point: Point) => [number, number] | null): Cluster[] {
  const cells = new Map<string, Cluster[]>();
  const found: Cluster[] = [];
  for (const point of points) {
    const at = place(point);
    if (!at) continue;
    const [x, y] = at;
    const column = Math.floor(x / APART);
    const row = Math.floor(y / APART);
    let nearest: Cluster | undefined;
    let least = APART;
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

/** The clusters, largest first, whose name has room beside it. */
export function labelled(found: Cluster[], width: number): Cluster[] {
  const taken = found.map((c) => [c.x - radius(c.n), c.y - radius(c.n), c.x + radius(c.n), c.y + radius(c.n)] as const);
  return found.slice(0, 80).filter((c) => {
    const left = c.x + radius(c.n) + 2;
    const box = [left, c.y - 7, left + 6.6 * (c.points[0]?.name ?? "").length, c.y + 7] as const;
    if (box[2] > width || taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) return false;
    taken.push(box);
    return true;
  });
}
