// The events of one log, the oldest or the newest first, a batch at a time.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { createRecording, createTextLog, type LogEvent } from "rollbook-core/logs";
import { readChunks } from "../chunks.ts";
import { SourceError, sourceError } from "../error.ts";
import type { LogBatch, LogQuery, LogSource, TellFault } from "./contract.ts";
import { readDatabase } from "./database.ts";
import { wantsEvent, wantsHead } from "./wanted.ts";
import { firstHead, seekTime } from "./window.ts";

const CHUNK = 1 << 19;
const REGION = 1 << 20;
/** Clocks are set back now and then: a log is taken to be in order but for so much. */
const SLACK_MS = 86_400_000;

/** How much is wanted of a log, and in which order: all of it, or so many of the newest, which come first. */
export type Order = { readonly from: "oldest" } | { readonly from: "newest"; readonly most: number };

/** Throws nothing: what cannot be read is told, and what was read before that is given. */
export async function* readLog(
  source: LogSource,
  query: LogQuery,
  order: Order,
  tell: TellFault,
): AsyncGenerator<LogBatch, void, undefined> {
  try {
    if (source.kind === "database") yield* readDatabase(source.path, query, order, tell);
    else if (order.from === "oldest") yield* forward(source, query);
    else if (source.kind === "log" && !isStream(source.path)) yield* backward(source, query, order.most);
    else yield* lastOf(forward(source, query), order.most);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    tell(error.message);
  }
}

function isStream(path: string): boolean {
  return path.endsWith(".zst");
}

async function* forward({ kind, path }: LogSource, query: LogQuery): AsyncGenerator<LogBatch, void, undefined> {
  let events: LogEvent[] = [];
  const fits = wantsEvent(query);
  const take = (event: LogEvent): void => {
    if (fits(event)) events.push(event);
  };
  if (kind === "log" && !isStream(path)) {
    const file = openLog(path);
    try {
      const { from, to } = boundsOf(file, path, query);
      const log = createTextLog({ start: from, wants: wantsHead(query) }, take);
      for (const bytes of stretch(file, path, from, to)) {
        log.push(bytes);
        yield { events, bytes: bytes.length };
        events = [];
      }
      log.end();
    } finally {
      closeSync(file);
    }
  } else {
    const log = kind === "recording" ? createRecording(take) : createTextLog({ wants: wantsHead(query) }, take);
    for await (const bytes of readChunks(path)) {
      log.push(bytes);
      yield { events, bytes: bytes.length };
      events = [];
    }
    log.end();
  }
  yield { events, bytes: 0 };
}

/** A log is cut where events begin, from its end on, and each part is read forward; of an event of any size little is held. */
async function* backward(
  { path }: LogSource,
  query: LogQuery,
  most: number,
): AsyncGenerator<LogBatch, void, undefined> {
  const file = openLog(path);
  const fits = wantsEvent(query);
  let left = most;
  try {
    const { from, to } = boundsOf(file, path, query);
    for (let [searched, end] = [to, to]; end > from && left > 0;) {
      const begin = Math.max(from, searched - REGION);
      const start = begin === from ? from : (guard(path, () => firstHead(file, begin, searched))?.at ?? null);
      searched = begin;
      if (start === null) continue;
      const events: LogEvent[] = [];
      const log = createTextLog({ start, wants: wantsHead(query) }, (event) => {
        if (fits(event)) events.push(event);
        if (events.length > 2 * left) events.splice(0, events.length - left);
      });
      for (const bytes of stretch(file, path, start, end)) log.push(bytes);
      log.end();
      yield { events: events.slice(-left).toReversed(), bytes: end - start };
      left -= Math.min(left, events.length);
      searched = start;
      end = start;
    }
  } finally {
    closeSync(file);
  }
}

/** The newest of what comes in order, the last one first. */
async function* lastOf(batches: AsyncGenerator<LogBatch>, most: number): AsyncGenerator<LogBatch, void, undefined> {
  let last: LogEvent[] = [];
  for await (const { events, bytes } of batches) {
    last.push(...events);
    if (last.length > 2 * most) last = last.slice(-most);
    yield { events: [], bytes };
  }
  yield { events: most === 0 ? [] : last.slice(-most).toReversed(), bytes: 0 };
}

/** Where in the file what is asked for may stand. */
function boundsOf(
  file: number,
  path: string,
  { begin, until }: LogQuery,
): { readonly from: number; readonly to: number } {
  return guard(path, () => {
    const { size } = fstatSync(file);
    const from = begin === Number.NEGATIVE_INFINITY ? 0 : seekTime(file, size, begin - SLACK_MS);
    if (until === Number.POSITIVE_INFINITY) return { from, to: size };
    const late = seekTime(file, size, until + SLACK_MS);
    // Events of that time may still stand within the last stretch that was not searched.
    const end = firstHead(file, Math.min(size, late + REGION), size)?.at ?? size;
    return { from, to: Math.max(from, end) };
  });
}

/** A chunk is valid only until the next is asked for. */
function* stretch(file: number, path: string, from: number, to: number): Generator<Uint8Array, void, undefined> {
  const buffer = Buffer.alloc(Math.min(CHUNK, to - from));
  for (let at = from; at < to;) {
    const count = guard(path, () => readSync(file, buffer, 0, Math.min(buffer.length, to - at), at));
    if (count === 0) return;
    at += count;
    yield buffer.subarray(0, count);
  }
}

function openLog(path: string): number {
  return guard(path, () => openSync(path, "r"));
}

function guard<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw sourceError(path, cause);
  }
}
