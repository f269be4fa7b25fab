// The lines behind an item: bytes of session files, read again.

import { closeSync, openSync, readSync } from "node:fs";
import type { Whereabouts } from "rollbook-core/thread";
import { readChunks } from "../../home/index.ts";

export interface RawLine {
  /** `file:line@offset`. */
  readonly place: string;
  readonly text: string;
}

export type Sources = (source: Whereabouts) => RawLine;

/** Bytes of one line that are read; of a longer one this much. */
const MOST = 16 << 20;

/**
 * Reads the lines at these places, of `files` by index, and lets `hide` take their secrets. What cannot be read any more
 * is said in its place.
 */
export async function readSources(
  files: readonly string[],
  places: readonly Whereabouts[],
  hide: (text: string) => string | Promise<string>,
): Promise<Sources> {
  const texts = new Map<string, string>();
  for (const [index, path] of files.entries()) {
    const wanted = places.filter(({ file }) => file === index).toSorted((a, b) => a.offset - b.offset);
    if (wanted.length === 0) continue;
    const read = path.endsWith(".zst") ? await readPacked(path, wanted) : readPlain(path, wanted);
    for (const [offset, text] of read) texts.set(`${index}@${offset}`, await hide(text));
  }
  return (source) => {
    const { file, line, offset } = source;
    const place = `${files[file] ?? "?"}${line === 0 ? "" : `:${line}`}@${offset}`;
    return { place, text: texts.get(`${file}@${offset}`) ?? "(it cannot be read any more)" };
  };
}

function readPlain(path: string, wanted: readonly Whereabouts[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return found;
  }
  try {
    for (const { offset, length } of wanted) {
      const bytes = Buffer.alloc(Math.min(length, MOST));
      found.set(offset, bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, offset)));
    }
  } catch {
    // What was read is given.
  } finally {
    closeSync(file);
  }
  return found;
}

/** Packed files have to be unpacked from their start. */
async function readPacked(path: string, wanted: readonly Whereabouts[]): Promise<ReadonlyMap<number, string>> {
  const parts = new Map<number, Buffer[]>(wanted.map(({ offset }) => [offset, []]));
  const end = Math.max(...wanted.map(({ offset, length }) => offset + length));
  let at = 0;
  try {
    for await (const chunk of readChunks(path)) {
      for (const { offset, length } of wanted) {
        const from = Math.max(offset - at, 0);
        const to = Math.min(offset + Math.min(length, MOST) - at, chunk.length);
        if (from < to) parts.get(offset)?.push(Buffer.from(chunk.subarray(from, to)));
      }
      at += chunk.length;
      if (at >= end) break;
    }
  } catch {
    // What was read is given.
  }
  return new Map([...parts].map(([offset, pieces]) => [offset, Buffer.concat(pieces).toString("utf8")]));
}
