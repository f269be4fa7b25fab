// The last turn of a session file without what stands before it: its head, and then its end, found from behind.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { allocateChunk, createReader, type Reading } from "rollbook-core";
import { beginsTurn, findTail, isMarkWanted, lastTurn, markOf, type Tail, type TurnMark } from "rollbook-core/thread";
import { isCompressed } from "./unpack.ts";

export interface FileTail {
  /** Byte at which the last turn begins. */
  readonly last: number;
  /** Nothing could be left out. */
  readonly whole: boolean;
  /**
   * The readings before the file's first turn, and those from a little before its last one. Behind the gap between
   * them lines are not counted: their number is 0.
   */
  readonly readings: () => Generator<readonly Reading[], void, undefined>;
}

const BLOCK = 1 << 20;
/** Before its first turn a file holds a header and instructions. */
const HEAD = 4 << 20;
const LF = 10;

/**
 * The tail of a plain file, if it is large enough to pay; null of a small or packed one, and of one without a turn near
 * its start. `longest` is that of the reader's options. Throws what the system throws.
 */
export function openTail(path: string, longest: number, block = BLOCK): FileTail | null {
  const file = openSync(path, "r");
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size < 2 * block) return null;
    const { size } = stats;
    const first = firstTurn(file, size, block);
    const tail = first === null ? null : searchBack(file, first, size, block);
    if (first === null || tail === null) return null;
    const { from, last } = tail;
    return { last, whole: from === first.offset, readings: () => readTail(path, first.offset, from, size, longest) };
  } finally {
    closeSync(file);
  }
}

/** The first mark of the file that begins a turn, if it stands near its start. */
function firstTurn(file: number, size: number, block: number): TurnMark | null {
  const end = Math.min(size, HEAD);
  for (let to = Math.min(end, block >> 2); ; to = Math.min(end, to * 4)) {
    const bytes = readAt(file, 0, to);
    if (isCompressed(bytes)) return null;
    const first = marksOf((push) => push(bytes), 0).find(beginsTurn);
    if (first !== undefined || to === end) return first ?? null;
  }
}

function searchBack(file: number, first: TurnMark, size: number, block: number): Tail | null {
  const chunk = allocateChunk(block);
  let marks: readonly TurnMark[] = [];
  for (let end = size; end > first.offset;) {
    const start = lineBefore(file, first.offset, end, block);
    marks = [...marksOf((push) => pushRange(file, chunk, start, end, push), start), ...marks];
    const tail = findTail(marks, first);
    if (tail !== null) return tail;
    end = start;
  }
  const last = lastTurn(marks, first);
  return last === null ? null : { from: first.offset, last: last.offset };
}

/** Where the first line begins that stands whole in the block before `end`; where it holds none, in one before. */
function lineBefore(file: number, from: number, end: number, block: number): number {
  for (let start = end - block; start > from; start -= block) {
    // The line end before `end` itself belongs to the line that ends there.
    const bytes = readAt(file, start, Math.min(block, end - 1 - start));
    const found = bytes.indexOf(LF);
    if (found !== -1) return start + found + 1;
  }
  return from;
}

function marksOf(push: (push: (bytes: Uint8Array) => void) => void, offset: number): readonly TurnMark[] {
  const marks: TurnMark[] = [];
  const reader = createReader({ long: "cut", pass: (outer, inner) => !isMarkWanted(outer, inner) }, (reading) => {
    const mark = markOf(reading);
    if (mark !== null) marks.push({ ...mark, offset: mark.offset + offset });
  });
  push((bytes) => reader.push(bytes));
  reader.end();
  return marks;
}

function pushRange(file: number, chunk: Uint8Array, from: number, to: number, push: (bytes: Uint8Array) => void): void {
  for (let at = from; at < to;) {
    const count = readSync(file, chunk, 0, Math.min(chunk.length, to - at), at);
    if (count === 0) return;
    push(chunk.subarray(0, count));
    at += count;
  }
}

/** One reader for both parts: what the head says of the file holds for its end. */
function* readTail(
  path: string,
  head: number,
  from: number,
  size: number,
  longest: number,
): Generator<readonly Reading[], void, undefined> {
  const file = openSync(path, "r");
  const chunk = allocateChunk(BLOCK);
  let readings: Reading[] = [];
  const reader = createReader({ long: "whole", longest }, (reading) =>
    readings.push(moved(reading, head, from - head)),
  );
  try {
    for (let at = 0; at < size;) {
      const end = at < head ? head : size;
      const count = readSync(file, chunk, 0, Math.min(chunk.length, end - at), at);
      if (count === 0) break;
      reader.push(chunk.subarray(0, count));
      at = at + count === head ? from : at + count;
      yield readings;
      readings = [];
    }
    reader.end();
    yield readings;
  } finally {
    closeSync(file);
  }
}

function moved(reading: Reading, head: number, by: number): Reading {
  if (by === 0 || reading.at.offset < head) return reading;
  const at = { ...reading.at, offset: reading.at.offset + by, number: 0 };
  if (reading.kind !== "damage") return { ...reading, at };
  const { damage } = reading;
  return { ...reading, at, damage: { ...damage, at: { ...damage.at, offset: damage.at.offset + by, number: 0 } } };
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, length));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, position));
}
