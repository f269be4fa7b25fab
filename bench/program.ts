// Lays out the program as it is published: bundled, without the sources that `bin` would prefer.

import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../scripts/build.ts";
import { FOLDER } from "./files.ts";

const source = fileURLToPath(new URL("../packages/rollbook", import.meta.url));

/** Builds afresh; the start file's path. */
export async function layOut(): Promise<string> {
  const target = join(FOLDER, "program");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of ["bin", "package.json"]) cpSync(join(source, name), join(target, name), { recursive: true });
  await build(join(target, "dist"));
  const start = join(target, "bin/rollbook.js");
  if (!existsSync(start)) throw new Error(`${start} is missing`);
  return start;
}

if (import.meta.main) process.stdout.write(`${await layOut()}\n`);
