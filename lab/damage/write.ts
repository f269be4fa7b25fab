// Writes specimens/damaged/ and specimens/from-the-future/ from the cases.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DamageCase } from "./case.ts";
import { futureCases } from "./future.ts";
import { headerCases } from "./header.ts";
import { lineageCases } from "./lineage.ts";
import { orderCases } from "./order.ts";
import { realCases } from "./real.ts";
import { textCases } from "./text.ts";
import { tornFileCases } from "./torn.ts";

export function damageCases(specimens: string): DamageCase[] {
  const makers = [orderCases, tornFileCases, textCases, headerCases, lineageCases, realCases];
  return makers.flatMap((make) => make(specimens)).toSorted((a, b) => a.class - b.class);
}

/** `07-torn-middle-line`. */
export function caseName({ class: number, trait }: Pick<DamageCase, "class" | "trait">): string {
  return `${String(number).padStart(2, "0")}-${trait}`;
}

/** Replaces what stands there. Answers the names of all directories written. */
export function writeDamage(specimens: string): string[] {
  const written: string[] = [];
  clear(join(specimens, "damaged"));
  for (const made of damageCases(specimens)) {
    const directory = join(specimens, "damaged", caseName(made));
    for (const { path, bytes } of [...made.files, ...(made.others ?? [])]) put(join(directory, path), bytes);
    const { class: number, trait, done, reader, from } = made;
    const files = [...made.files.map(({ expected }) => expected), ...(made.real ?? [])];
    const others = (made.others ?? []).map(({ path, taken_for }) => ({ path, taken_for }));
    const expected = { class: number, trait, done, reader, from, files, ...(others.length > 0 ? { others } : {}) };
    put(join(directory, "expected.json"), Buffer.from(`${JSON.stringify(expected, null, 2)}\n`));
    written.push(`damaged/${caseName(made)}`);
  }
  clear(join(specimens, "from-the-future"));
  for (const { files, ...said } of futureCases(specimens)) {
    const directory = join(specimens, "from-the-future", said.trait);
    for (const { path, bytes } of files) put(join(directory, path), bytes);
    const expected = { ...said, files: files.map((file) => file.expected) };
    put(join(directory, "expected.json"), Buffer.from(`${JSON.stringify(expected, null, 2)}\n`));
    written.push(`from-the-future/${said.trait}`);
  }
  return written;
}

/** Removes the directories of earlier cases; a README stays. */
function clear(directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) rmSync(join(directory, entry.name), { recursive: true });
  }
}

function put(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}
