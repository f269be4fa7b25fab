// The viewer's own files, looked up by name in a list that was made at the start: no path is ever taken from a request.

import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

export interface Asset {
  readonly type: string;
  readonly read: () => Uint8Array;
  /** Its name changes with its content. */
  readonly lasting: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

/** Of a built viewer: by path, `/index.html` among them. */
export function listAssets(directory: string): ReadonlyMap<string, Asset> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.flatMap(({ parentPath, name }): [string, Asset][] => {
      const place = join(parentPath, name);
      const path = place.slice(directory.length).replaceAll("\\", "/");
      const type = TYPES[extname(name)];
      return type === undefined
        ? []
        : [[path, { type, read: () => readFileSync(place), lasting: path.startsWith("/assets/") }]];
    }),
  );
}

/** What a path shows: a file, or for a place within the viewer its page. */
export function findAsset(assets: ReadonlyMap<string, Asset>, path: string): Asset | null {
  const page = !path.slice(path.lastIndexOf("/")).includes(".");
  return assets.get(page ? "/index.html" : path) ?? null;
}
