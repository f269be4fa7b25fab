// Copies of files without their secrets, line by line; what cannot be looked into is left out, and said.

import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { readChunks } from "../home/index.ts";
import type { DeepRedactor } from "../redact/index.ts";

/** A line of more bytes is not looked into, and left out. */
const LONGEST = 1 << 28;
const LF = 10;

export interface Copied {
  readonly bytes: number;
  readonly sha256: string;
}

/** Why a copy was not made, or not of all. */
export class LeftOut extends Error {
  override readonly name = "LeftOut";
}

/** Copies what `lines` gives; the file is not made where that throws. */
export async function copyLines(lines: AsyncIterable<Uint8Array>, to: string): Promise<Copied> {
  const hash = createHash("sha256");
  const file = openSync(to, "wx", 0o600);
  let bytes = 0;
  try {
    for await (const line of lines) {
      for (let at = 0; at < line.length;) at += writeSync(file, line, at);
      hash.update(line);
      bytes += line.length;
    }
  } finally {
    closeSync(file);
  }
  return { bytes, sha256: hash.digest("hex") };
}

/**
 * The lines of a file, each with its newline, without their secrets. A line in which there is none is given as it
 * stands. One that becomes shorter is filled up with blanks, so that what tells of places in the file still fits.
 */
export async function* hiddenLines(
  path: string,
  redactor: DeepRedactor,
  change: (value: unknown) => unknown = (value) => value,
): AsyncGenerator<Uint8Array> {
  for await (const line of linesOf(path)) {
    const end = line.at(-1) === LF ? 1 : 0;
    const text = decoded(line.subarray(0, line.length - end), path);
    const hidden = await hideLine(text, redactor, change);
    if (hidden === text) {
      yield line;
      continue;
    }
    const bytes = Buffer.from(hidden);
    const missing = Math.max(0, line.length - end - bytes.length);
    yield Buffer.concat([bytes, Buffer.alloc(missing, " "), line.subarray(line.length - end)]);
  }
}

async function hideLine(text: string, redactor: DeepRedactor, change: (value: unknown) => unknown): Promise<string> {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    return redactor.hide(text);
  }
  const hidden = change(await redactor.hide(value));
  return hidden === value ? text : JSON.stringify(hidden);
}

function decoded(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Damaged text is still looked into; what is no text at all cannot be.
    if (bytes.includes(0)) throw new LeftOut(`${path} is no text, so no secrets can be looked for in it`);
    return Buffer.from(bytes).toString("utf8");
  }
}

async function* linesOf(path: string): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let held = 0;
  const taken = (): Uint8Array => {
    const line = Buffer.concat(parts);
    parts = [];
    held = 0;
    return line;
  };
  for await (const chunk of readChunks(path)) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      parts.push(chunk.subarray(from, at + 1));
      from = at + 1;
      yield taken();
    }
    if (from === chunk.length) continue;
    // The next chunk may be read into the same memory.
    parts.push(chunk.slice(from));
    held += chunk.length - from;
    if (held > LONGEST)
      throw new LeftOut(`${path} has a line of more than 256 MB, in which no secrets were looked for`);
  }
  if (held > 0) yield taken();
}
