// A plain file read from one of its lines on, as if it had been read from its beginning.

import { closeSync, openSync, readSync } from "node:fs";
import { allocateChunk, createReader, type Reading, type RolloutReader } from "rollbook-core";

/** A line's beginning, and how many stand before it. */
export interface LineStart {
  readonly offset: number;
  readonly lines: number;
}

/** What a file's first line says of it holds for those behind it. */
const HEAD = 4 << 20;

/** A reader for what stands behind that place; places are those of the file. */
export function readerAt(path: string, { offset, lines }: LineStart, take: (reading: Reading) => void): RolloutReader {
  const head = headOf(path, Math.min(offset, HEAD));
  const by = offset - head.length;
  const before = lines - lineEnds(head).count;
  const reader = createReader({ long: "whole" }, (reading) => {
    if (reading.at.offset >= head.length) take(moved(reading, by, before));
  });
  reader.push(head);
  return reader;
}

/** The first line, with its end. */
function headOf(path: string, most: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    for (let size = Math.min(most, 64 << 10); ; size = Math.min(most, size * 8)) {
      const bytes = Buffer.allocUnsafe(size);
      const read = bytes.subarray(0, readSync(file, bytes, 0, size, 0));
      const end = read.indexOf(LF);
      if (end !== -1) return read.subarray(0, end + 1);
      if (size === most) return new Uint8Array(0);
    }
  } finally {
    closeSync(file);
  }
}

function moved(reading: Reading, by: number, lines: number): Reading {
  const place = <P extends { offset: number; number: number }>(given: P): P => ({
    ...given,
    offset: given.offset + by,
    number: given.number + lines,
  });
  if (reading.kind !== "damage") return { ...reading, at: place(reading.at) };
  const { damage } = reading;
  return { ...reading, at: place(reading.at), damage: { ...damage, at: place(damage.at) } };
}

const CHUNK = 1 << 19;
const idle: Uint8Array[] = [];

/** The rest of a plain file, as far as it goes now. */
export function* readAt(path: string, from: number): Generator<Uint8Array, void, undefined> {
  const file = openSync(path, "r");
  const buffer = idle.pop() ?? allocateChunk(CHUNK);
  try {
    for (let offset = from; ;) {
      const count = readSync(file, buffer, 0, buffer.length, offset);
      if (count === 0) return;
      offset += count;
      yield count === buffer.length ? buffer : buffer.subarray(0, count);
    }
  } finally {
    closeSync(file);
    idle.push(buffer);
  }
}

const LF = 10;

/** How many lines end in these bytes, and where the last one does; -1 where none does. */
export function lineEnds(chunk: Uint8Array): { readonly count: number; readonly last: number } {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  let count = 0;
  let last = -1;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    count += 1;
    last = at;
  }
  return { count, last };
}
