// The style and the script of shared files: beside the bundle, or in the repository, where they are made when wanted.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Look } from "./page/frame.ts";

/** Throws where the installation lacks them. */
export async function readLook(): Promise<Look> {
  const { style, script } = import.meta.url.endsWith(".ts") ? await made() : built();
  return { style, script, style_hash: hashOf(style), script_hash: hashOf(script) };
}

interface Page {
  readonly style: string;
  readonly script: string;
}

async function made(): Promise<Page> {
  const source = new URL("../../../../web/look.ts", import.meta.url);
  const { makeLook } = (await import(source.href)) as { readonly makeLook: () => Page };
  return makeLook();
}

function built(): Page {
  const read = (name: string): string => readFileSync(new URL(`./web/share/${name}`, import.meta.url), "utf8");
  return { style: read("page.css"), script: read("page.js") };
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
