// The version of this package, read from its manifest so that it is written down once.

import { readFileSync } from "node:fs";

export function version(): string {
  // From src/cli/ and from dist/ the manifest is not equally far away.
  const manifest = new URL(import.meta.url.endsWith(".ts") ? "../../package.json" : "../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return version;
}
