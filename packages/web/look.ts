// The style and the script of shared files: the tokens of the viewer, and a page's own.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minifySync, transformSync } from "rolldown/utils";

const SOURCES = join(import.meta.dirname, "src");
const STYLES = [
  "app/tokens.css",
  "app/base.css",
  "text/terminal.css",
  "text/markdown.css",
  "share/page.css",
  "share/item.css",
  "share/tools.css",
];
const SCRIPT = "share/page.ts";

/** Throws where the script cannot be read as TypeScript. */
export function makeLook(): { readonly style: string; readonly script: string } {
  const style = STYLES.map((name) => readFileSync(join(SOURCES, name), "utf8")).join("\n");
  const plain = transformSync(SCRIPT, readFileSync(join(SOURCES, SCRIPT), "utf8"));
  const small = minifySync("page.js", plain.code);
  for (const { message } of [...plain.errors, ...small.errors]) throw new Error(`${SCRIPT}: ${message}`);
  return { style, script: small.code };
}

/** Writes both for a bundle that has no sources beside it. */
export function writeLook(directory: string): void {
  const { style, script } = makeLook();
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "page.css"), style);
  writeFileSync(join(directory, "page.js"), script);
}
