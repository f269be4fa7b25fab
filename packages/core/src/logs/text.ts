// A text log (`codex-tui.log`) → events: a line with a time begins one, lines without belong to the one before.

import { decodeText } from "../bytes/text.ts";
import { UNTOLD, type LogEvent, type LogLevel } from "./contract.ts";
import { LONGEST_HEAD, mayBeHead, readHead, type LogHead } from "./head.ts";
import { judge } from "./kinds.ts";
import { createLines, KEPT, type Lines } from "./lines.ts";
import { readObject } from "./object.ts";
import { readSaid, stripColours } from "./said.ts";
import { readTies } from "./ties.ts";

export interface TextLogOptions {
  /** Where the first of the bytes stands in its file; an event must begin there. */
  readonly start?: number;
  /** False for events that are not wanted, judged by their heads only. What has no head is always wanted. */
  readonly wants?: (level: LogLevel, time_ms: number) => boolean;
}

interface Open {
  readonly head: LogHead | null;
  readonly offset: number;
  text: string;
  /** Up to the end of its last line. */
  end: number;
  kept: number;
  omitted: number;
}

const NUL = 0;

/**
 * Every byte that is wanted is told, and the events come in the order of their places. Total: bytes before the first
 * head, runs of NUL and ill-formed text are events of the kind `unknown`, or replaced by U+FFFD.
 */
export function createTextLog(options: TextLogOptions, emit: (event: LogEvent) => void): Lines {
  const { start = 0, wants = () => true } = options;
  let open: Open | null = null;
  let dropping = false;

  function close(): void {
    if (open !== null) emit(open.head === null ? unknownOf(open) : eventOf(open, open.head));
    open = null;
  }

  function begin(head: LogHead | null, text: string, offset: number, length: number, kept: number): void {
    close();
    dropping = head !== null && !wants(head.level, head.time_ms);
    if (dropping) return;
    open = { head, offset, text, end: offset + length, kept, omitted: length - kept };
  }

  function goOn(bytes: Uint8Array, from: number, to: number, offset: number, length: number): void {
    if (dropping) return;
    if (open === null) return begin(null, decodeText(bytes, from, to), offset, length, to - from);
    // An event may have any number of lines, and no more is held of all of them than of one.
    const room = Math.max(0, Math.min(to, from + KEPT - open.kept) - from);
    if (open.omitted === 0 && room > 0) open.text += `\n${decodeText(bytes, from, from + room)}`;
    else if (open.omitted === 0 && length === 0) open.text += "\n";
    open.omitted += length - (open.omitted === 0 ? room : 0);
    open.kept += room;
    open.end = offset + length;
  }

  function part(bytes: Uint8Array, from: number, to: number, offset: number, length: number): void {
    // The time and the level are enough to know that the rest need not be read.
    const head = mayBeHead(bytes, from, to)
      ? readHead(decodeText(bytes, from, Math.min(to, from + LONGEST_HEAD)))
      : null;
    if (head === null) return goOn(bytes, from, to, offset, length);
    begin(head, wants(head.level, head.time_ms) ? decodeText(bytes, from, to) : "", offset, length, to - from);
  }

  const lines = createLines(start, (bytes, from, to, offset, length) => {
    let at = offset === 0 ? behindMark(bytes, from, to) : from;
    for (let run = findNuls(bytes, at, to); run !== null; run = findNuls(bytes, at, to)) {
      if (run.start > at) part(bytes, at, run.start, offset + at - from, run.start - at);
      close();
      dropping = false;
      goOn(bytes, run.start, run.end, offset + run.start - from, run.end - run.start);
      at = run.end;
    }
    part(bytes, at, to, offset + at - from, length - (at - from));
  });
  return {
    push: lines.push,
    end() {
      lines.end();
      close();
    },
  };
}

/** Behind a byte order mark, if there is one. */
function behindMark(bytes: Uint8Array, from: number, to: number): number {
  const marked = to - from >= 3 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf;
  return marked ? from + 3 : from;
}

/** A machine that lost its power leaves NULs, and the next event behind them on the same line. */
function findNuls(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } | null {
  const line = bytes.subarray(from, to);
  for (let start = line.indexOf(NUL); start !== -1; start = line.indexOf(NUL, start)) {
    let end = start;
    while (line[end] === NUL) end++;
    if (mayBeHead(line, end, line.length)) return { start: from + start, end: from + end };
    start = end;
  }
  return null;
}

function eventOf({ text, offset, end, omitted }: Open, head: LogHead): LogEvent {
  const said = head.json ? readObject(text) : readSaid(text.slice(head.end), head.coloured);
  return {
    time: head.time,
    time_ms: head.time_ms,
    level: head.level,
    ...judge(said),
    ...readTies(said.spans, said.message),
    ...said,
    offset,
    length: end - offset,
    row: null,
    omitted_bytes: omitted,
  };
}

function unknownOf({ text, offset, end, omitted }: Open): LogEvent {
  const nuls = /^\0+$/.test(text) ? end - offset : 0;
  return {
    ...UNTOLD,
    message: nuls > 0 ? `${nuls} NUL bytes` : stripColours(text),
    offset,
    length: end - offset,
    row: null,
    omitted_bytes: nuls > 0 ? 0 : omitted,
  };
}
