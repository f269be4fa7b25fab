// The lines of a log of a recording: each a JSON object with its place, or damage that is counted.

import { objectOf, parsed, type Json } from "./json.ts";

/** Where a line stands in its file. */
export interface LinePlace {
  /** The first is 1. */
  readonly line: number;
  readonly offset: number;
  readonly length: number;
}

export interface LogReader {
  readonly push: (chunk: Uint8Array) => void;
  /** The end of the file: what is left without a newline is a line too, if it can be read. */
  readonly end: () => LogEnd;
}

export interface LogEnd {
  readonly lines: number;
  /** Lines that are no JSON objects, with the number of the first. */
  readonly damaged: number;
  readonly first_damaged: number | null;
  /** The last line breaks off: its writer was stopped. */
  readonly torn: boolean;
}

const LF = 10;
/** No record of a recording is longer, as large bodies stand in files of their own. */
const LONGEST = 1 << 28;

/** Lines of any length up to 256 MB, chunk by chunk; never throws. */
export function createLogReader(take: (record: Json, place: LinePlace) => void): LogReader {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let held = 0;
  let offset = 0;
  let lines = 0;
  let damaged = 0;
  let first: number | null = null;

  function close(length: number, last: boolean): boolean {
    lines += 1;
    const bytes = held <= LONGEST ? joined(parts, held) : null;
    parts = [];
    held = 0;
    const place = { line: lines, offset, length };
    offset += length;
    const text = bytes === null ? "" : decoder.decode(bytes);
    if (bytes !== null && text.trim() === "") return true;
    const record = bytes === null ? null : objectOf(parsed(text));
    if (record !== null) take(record, place);
    else if (!last) {
      damaged += 1;
      first ??= lines;
    }
    return record !== null;
  }

  return {
    push(chunk) {
      let from = 0;
      for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
        hold(chunk.subarray(from, at));
        close(held + 1, false);
        from = at + 1;
      }
      if (from < chunk.length) hold(chunk.slice(from));
    },
    end() {
      const torn = held > 0 && !close(held, true);
      return { lines, damaged, first_damaged: first, torn };
    },
  };

  function hold(bytes: Uint8Array): void {
    held += bytes.length;
    if (held <= LONGEST) parts.push(bytes);
    else parts = [];
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
