// The check that pages stay light: what each route loads, compressed, against its budget.
//
// node packages/web/budget.ts            builds the viewer aside; one line per route, exit code 1 where one is too large

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildWeb } from "./build.ts";

/** What Vite writes about what it made. */
type Manifest = Readonly<
  Record<
    string,
    { readonly file: string; readonly imports?: readonly string[]; readonly dynamicImports?: readonly string[] }
  >
>;

/** Bytes of JavaScript, compressed: of all that must be there before a page can be drawn. */
const START = 250_000;
const ROUTES: readonly (readonly [name: string, entries: readonly string[], budget: number])[] = [
  ["list, session", ["index.html"], 180_000],
  ["stats", ["index.html", "src/stats/screen.tsx"], 200_000],
  ["palette", ["index.html", "src/app/palette/palette.tsx"], 200_000],
];
/** What is fetched by itself when it is needed: a worker, and the grammar of a language. */
const WORKER = 130_000;
const OTHER = 70_000;

const directory = mkdtempSync(join(tmpdir(), "rollbook-pages-"));
try {
  await buildWeb(directory, true);
  const manifest = JSON.parse(readFileSync(join(directory, ".vite/manifest.json"), "utf8")) as Manifest;
  const sizeOf = (file: string): number => gzipSync(readFileSync(join(directory, file))).length;

  const filesOf = (name: string, found = new Set<string>()): Set<string> => {
    const chunk = manifest[name];
    if (chunk === undefined)
      throw new Error(`${name} is no part of what was built: budget.ts has to name it otherwise`);
    if (found.has(chunk.file)) return found;
    found.add(chunk.file);
    for (const imported of chunk.imports ?? []) filesOf(imported, found);
    return found;
  };

  const report = (name: string, size: number, budget: number): void => {
    const over = size > budget;
    console.log(`${over ? "OVER " : "ok   "} ${name}: ${(size / 1000).toFixed(1)} of ${budget / 1000} kB`);
    if (over) process.exitCode = 1;
  };

  for (const [name, entries, budget] of ROUTES) {
    const files = new Set(entries.flatMap((entry) => [...filesOf(entry)]));
    report(
      name,
      [...files].reduce((sum, file) => sum + sizeOf(file), 0),
      Math.min(budget, START),
    );
  }
  const started = filesOf("index.html");
  for (const name of readdirSync(join(directory, "assets")).filter((each) => each.endsWith(".js"))) {
    const file = `assets/${name}`;
    if (!started.has(file)) report(name, sizeOf(file), name.startsWith("worker-") ? WORKER : OTHER);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
