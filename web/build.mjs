// Bundles the scripts of the desk into the package: one a page, what they share in pieces of its own.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "onrecord", "serve", "static", "built");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["article", "desk", "jobs", "map", "network", "searches"].map((name) => `src/${name}.ts`),
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  chunkNames: "part-[hash]",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
});
// What the bundles hold of others, with their licences, goes along with them.
const bundled = ["d3-dispatch", "d3-array", "d3-force", "d3-geo", "d3-quadtree", "d3-timer", "internmap", "topojson-client", "world-atlas"];
const licences = bundled.map((name) => {
  return `${name}\n\n${readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8").trim()}\n`;
});
writeFileSync(join(out, "LICENSES.txt"), licences.join("\n---\n\n"));
// Outlines of countries (Natural Earth 1:50m, public domain) for the map that moves.
cpSync(join(here, "node_modules", "world-atlas", "countries-50m.json"), join(out, "world.json"));
// Areas that more than one side claims: the table that the server draws from too.
const areas = readFileSync(join(here, "..", "onrecord", "serve", "disputed.tsv"), "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [name, says, points] = line.split("\t");
    return { name, says, ring: points.split(" ").map((point) => point.split(",").map(Number)) };
  });
writeFileSync(join(out, "disputed.json"), JSON.stringify(areas));
