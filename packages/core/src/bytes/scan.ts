// The searches a skipped string or line still needs, over its raw bytes: by vectors where there are, else byte by byte.

import { sameBytes } from "./literal.ts";
import { createSimdMemory, type SimdMemory, type SimdScanner } from "./simd.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const U = 0x75;
const D = 0x64;

/** Below this a search by vectors costs more in calls than it saves. */
const SHORT = 64;
/** Bytes that are copied to be searched at a time. */
export const COPIED = 1 << 20;

const memories = new WeakMap<object, SimdMemory>();
/** Memories that are free to copy bytes into. One is taken and given back within a call, so there are few. */
const free: SimdMemory[] = [];

/**
 * A buffer for reading a file into: chunks that are views of it are searched where they are, all others are copied
 * first. Keep few of them, and use them again: each is a memory of its own. A Buffer where there are Buffers.
 */
export function allocateChunk(length: number): Uint8Array {
  const memory = createSimdMemory(length);
  if (memory === null) return new Uint8Array(length);
  memories.set(memory.bytes.buffer, memory);
  return memory.bytes;
}

/** The memory that `bytes` are a view of; null when they must be copied, or read byte by byte. */
export function memoryOf(bytes: Uint8Array): SimdMemory | null {
  return memories.get(bytes.buffer) ?? null;
}

/** A memory to copy up to `COPIED` bytes into, or null where there are no vectors. Give it back with `release`. */
export function borrow(): SimdMemory | null {
  const memory = free.pop();
  if (memory !== undefined) return memory;
  return memoryOf(allocateChunk(COPIED));
}

export function release(memory: SimdMemory): void {
  free.push(memory);
}

type Search = (scanner: SimdScanner, from: number, to: number) => number;

/** Runs `search` where the bytes are, or on copies of stretches of them that overlap by `overlap`. Null without vectors. */
function byVectors(bytes: Uint8Array, from: number, to: number, overlap: number, search: Search): number | null {
  const memory = memoryOf(bytes);
  if (memory !== null) {
    const found = search(memory.scanner, bytes.byteOffset + from, bytes.byteOffset + to) - bytes.byteOffset;
    return found >= from && found < to ? found : -1;
  }
  const copy = borrow();
  if (copy === null) return null;
  const found = searchCopies(copy, bytes, from, to, overlap, search);
  release(copy);
  return found;
}

function searchCopies(
  copy: SimdMemory,
  bytes: Uint8Array,
  from: number,
  to: number,
  overlap: number,
  search: Search,
): number {
  const start = copy.bytes.byteOffset;
  for (let at = from; ;) {
    const end = Math.min(to, at + COPIED);
    copy.bytes.set(bytes.subarray(at, end));
    const found = search(copy.scanner, start, start + end - at) - start;
    if (found >= 0 && found < end - at) return at + found;
    if (end === to) return -1;
    at = end - overlap;
  }
}

/** The first quote in `bytes[from, to)` that no backslash escapes, or -1: the end of a string that begins at `from`. */
export function findQuote(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > SHORT && (to - from <= COPIED || memories.has(bytes.buffer))) {
    if (bytes[from] === QUOTE) return from;
    const found = byVectors(bytes, from, to, 0, (scanner, start, end) => scanner.quote(start, end));
    if (found !== null) return found;
  }
  for (let at = bytes.indexOf(QUOTE, from); at !== -1 && at < to; at = bytes.indexOf(QUOTE, at + 1)) {
    let before = at;
    while (before > from && bytes[before - 1] === BACKSLASH) before--;
    if ((at - before) % 2 === 0) return at;
  }
  return -1;
}

/** Where `object`, ASCII that begins with `{"t`, first stands in `bytes[from, to)`, or -1. */
export function findObject(bytes: Uint8Array, from: number, to: number, object: Uint8Array): number {
  const third = object[2] ?? 0;
  for (let at = from; ; at++) {
    at = findTriple(bytes, at, to, BRACE, QUOTE, third);
    if (at === -1 || sameBytes(bytes, at, to, object)) return at;
  }
}

/** Where `\ud` or `\uD` first stands, the beginning of an escaped half of a surrogate pair, or -1. */
export function findSurrogate(bytes: Uint8Array, from: number, to: number): number {
  return findTriple(bytes, from, to, BACKSLASH, U, D);
}

/** Where `a`, `b` and the letter `c`, small or capital, first follow each other, or -1. */
export function findTriple(bytes: Uint8Array, from: number, to: number, a: number, b: number, c: number): number {
  if (to - from > SHORT) {
    const found = byVectors(bytes, from, to, 2, (scanner, start, end) => scanner.triple(start, end, a, b, c));
    if (found !== null) return found === -1 || found + 2 < to ? found : -1;
  }
  for (let at = bytes.indexOf(a, from); at !== -1 && at + 2 < to; at = bytes.indexOf(a, at + 1)) {
    if (bytes[at + 1] === b && ((bytes[at + 2] ?? 0) | 0x20) === c) return at;
  }
  return -1;
}
