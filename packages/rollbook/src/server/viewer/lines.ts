// The bytes behind something, as they stand in a file of the session's chain, with what is damaged in them.

import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { chainOf } from "rollbook-core";
import type { Answers, Place, Query } from "rollbook-api";
import { filesOf, readChunks, SourceError } from "../../home/index.ts";
import { HttpFailure } from "../http/failure.ts";
import { askFor, type Desk } from "./desk.ts";

const MOST = 1 << 20;
const MOST_DAMAGED = 100;

export async function answerLines(
  desk: Desk,
  { session }: Place<"lines">,
  query: Query<"lines">,
): Promise<Answers["lines"]> {
  const { library, thread } = askFor(desk, session);
  const file = filesOf(chainOf(library.catalogue, thread.head))[query.file];
  if (file === undefined) throw new HttpFailure("not_found", "the session has no such file");
  const { path } = file;
  const stem = library.at(path)?.stem;
  const { offset } = query;
  const most = Math.min(query.length, MOST);
  let bytes: Buffer;
  try {
    bytes = stem?.compressed === true ? await unpackedAt(path, offset, most) : bytesAt(path, offset, most);
  } catch (error) {
    const message = error instanceof SourceError ? error.message : `${path}: it could not be read`;
    throw new HttpFailure("unreadable", message);
  }
  const more = bytes.length === most && query.length > most;
  // Not within a character, where there is more.
  const shown = more ? bytes.subarray(0, wholeCharacters(bytes)) : bytes;
  const text = shown.toString("utf8");
  return desk.hide({
    file: query.file,
    path,
    offset,
    length: shown.length,
    more,
    text,
    damaged: isUtf8(shown) ? [] : damagedIn(shown, offset),
    json: !more && isJson(text),
  });
}

function bytesAt(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  } finally {
    closeSync(file);
  }
}

/** What stands before it has to be unpacked too. */
async function unpackedAt(path: string, offset: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let at = 0;
  for await (const chunk of readChunks(path)) {
    const start = Math.max(0, offset - at);
    const end = Math.min(chunk.length, offset + length - at);
    if (end > start) parts.push(Buffer.from(chunk.subarray(start, end)));
    at += chunk.length;
    if (at >= offset + length) break;
    await nextTurn();
  }
  return Buffer.concat(parts);
}

function wholeCharacters(bytes: Uint8Array): number {
  let end = bytes.length;
  // A character has at most three bytes behind its first.
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (size > back) end = bytes.length - back;
    break;
  }
  return end;
}

/** Runs of bytes that are no UTF-8. */
function damagedIn(bytes: Buffer, offset: number): Answers["lines"]["damaged"] {
  const found: { offset: number; hex: string }[] = [];
  for (let at = 0; at < bytes.length && found.length < MOST_DAMAGED;) {
    const good = goodAt(bytes, at);
    if (good > 0) {
      at += good;
      continue;
    }
    let end = at + 1;
    while (end < bytes.length && goodAt(bytes, end) === 0) end += 1;
    found.push({ offset: offset + at, hex: bytes.toString("hex", at, Math.min(end, at + 64)) });
    at = end;
  }
  return found;
}

/** Bytes of the whole character that begins here; 0 where none does. */
function goodAt(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return 1;
  const size = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  return at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size)) ? size : 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
