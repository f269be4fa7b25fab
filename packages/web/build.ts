// Builds the viewer: index.html and assets/, ready to be served, and the look of shared files.
//
// node packages/web/build.ts     into packages/web/dist

import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeLook } from "./look.ts";

const HERE = import.meta.dirname;
const DIST = join(HERE, "dist");

/** Builds afresh into a directory, which is emptied first; `manifest` says which file belongs to what. */
export async function buildWeb(directory = DIST, manifest = false): Promise<void> {
  const { build } = await import("vite");
  const before = process.env["NODE_ENV"];
  // Whatever runs the build, the page is the one people get.
  process.env["NODE_ENV"] = "production";
  try {
    await build({
      configFile: join(HERE, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: directory, emptyOutDir: true, manifest },
    });
    writeLook(join(directory, "share"));
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/** The directory of the built viewer, built when it is missing or older than what it is made of. */
export async function ensureWeb(): Promise<string> {
  const page = join(DIST, "index.html");
  const built = existsSync(page) ? statSync(page).mtimeMs : 0;
  const sources = ["src", "public", "index.html", "vite.config.ts", "../core/src"].map((name) => join(HERE, name));
  if (sources.some((source) => newest(source) > built)) await buildWeb();
  return DIST;
}

function newest(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(path, name)).mtimeMs)
    .reduce((most, time) => Math.max(most, time), 0);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildWeb();
