// specimens/INDEX.jsonl: one line for each session file Codex wrote, derived from the files themselves.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countLines, eraOfFile, plainBytes, SPECIMEN_ERAS, type SpecimenEra } from "./evidence.ts";
import { isSessionFile, listFiles } from "./scenario-files.ts";

export interface SpecimenEntry {
  /** Relative to `specimens/`, forward slashes: `<era>/<label>/<scenario>/home/sessions/…`. */
  readonly path: string;
  readonly label: string;
  readonly scenario: string;
  /** Of this file; the directory says the newest era of the whole home. */
  readonly era: SpecimenEra;
  /** As stored: of a `.zst` the packed size. */
  readonly bytes: number;
  /** Physical lines of the unpacked file. */
  readonly lines: number;
  /** Of the stored bytes. */
  readonly sha256: string;
}

export function describeSessionFile(root: string, path: string): SpecimenEntry {
  const [, label = "", scenario = ""] = path.split("/");
  const stored = readFileSync(join(root, path));
  const plain = plainBytes(path, stored);
  return {
    path,
    label,
    scenario,
    era: eraOfFile(path, plain),
    bytes: stored.length,
    lines: countLines(plain),
    sha256: createHash("sha256").update(stored).digest("hex"),
  };
}

/** Every session file under `specimens/<era>/`, in the order of its path. */
export function describeSpecimens(root: string): SpecimenEntry[] {
  const entries: SpecimenEntry[] = [];
  for (const era of readdirSync(root).filter((name) => SPECIMEN_ERAS.some((known) => known === name))) {
    for (const path of listFiles(join(root, era))) {
      if (isSessionFile(path)) entries.push(describeSessionFile(root, `${era}/${path}`));
    }
  }
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

export function writeCatalogue(root: string): SpecimenEntry[] {
  const entries = describeSpecimens(root);
  writeFileSync(join(root, "INDEX.jsonl"), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  return entries;
}

export function readCatalogue(root: string): SpecimenEntry[] {
  const file = join(root, "INDEX.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as SpecimenEntry);
}
