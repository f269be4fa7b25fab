// A healthy session file taken apart into its lines, and the textual edits that damaging it needs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plainBytes } from "../specimen/evidence.ts";
import { isSessionFile, listFiles } from "../specimen/scenario-files.ts";

export interface HealthyFile {
  /** Relative to `specimens/`. */
  readonly specimen: string;
  /** Where it stands in its scenario: `home/sessions/…/rollout-….jsonl`. */
  readonly path: string;
  readonly threadId: string;
  /** Without their newlines. Every one is a whole record. */
  readonly lines: readonly Buffer[];
}

/** The n-th session file of a scenario (`paginated/0.169.0/shell`), in the order of names. */
export function takeHealthy(specimens: string, scenario: string, nth = 0): HealthyFile {
  const path = listFiles(join(specimens, scenario)).filter(isSessionFile)[nth];
  if (path === undefined) throw new Error(`${scenario} has no session file ${nth}`);
  const bytes = Buffer.from(plainBytes(path, readFileSync(join(specimens, scenario, path))));
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  for (const line of lines) JSON.parse(line.toString("utf8"));
  return { specimen: `${scenario}/${path}`, path, threadId: threadIdOf(path), lines };
}

/** The first uuid of a session file's name; of a segment's two, the thread's. */
export function threadIdOf(path: string): string {
  return /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.exec(path)?.[1] ?? "";
}

/** The index of the n-th line that contains a text. */
export function lineWith(file: HealthyFile, text: string, nth = 0): number {
  const found = file.lines.flatMap((line, index) => (line.includes(text) ? [index] : []))[nth];
  if (found === undefined) throw new Error(`${file.specimen} has no line ${nth} with ${text}`);
  return found;
}

export function lineAt(file: HealthyFile, index: number): Buffer {
  const line = file.lines[index];
  if (line === undefined) throw new Error(`${file.specimen} has no line ${index + 1}`);
  return line;
}

/** Replaces the first occurrence of a text in a line; it must be there. */
export function replaceText(line: Buffer, from: string | RegExp, to: string): Buffer {
  const text = line.toString("utf8");
  const replaced = text.replace(from, () => to);
  if (replaced === text) throw new Error(`nothing to replace: ${String(from)}`);
  return Buffer.from(replaced);
}

/** The ordinal a line carries. */
export function ordinalOf(line: Buffer): number {
  const ordinal = /^\{"timestamp":"[^"]*","ordinal":(\d+)/.exec(line.toString("utf8"))?.[1];
  if (ordinal === undefined) throw new Error("a line without ordinal");
  return Number(ordinal);
}

export function withOrdinal(line: Buffer, ordinal: number | bigint): Buffer {
  return replaceText(line, /"ordinal":\d+/, `"ordinal":${ordinal}`);
}
