// The yardsticks: what a machine and a JavaScript engine need for the same bytes, without any of our code.

import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createInterface } from "node:readline";

const CHUNK = 1 << 20;
const LF = 10;

/** Finds every newline, and nothing else. Answers the number of lines. */
export function scanNewlines(path: string): number {
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafeSlow(CHUNK);
  let lines = 0;
  for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
    const chunk = size === CHUNK ? buffer : buffer.subarray(0, size);
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) lines++;
  }
  closeSync(file);
  return lines;
}

/** `JSON.parse` of every line, each value dropped at once. Answers the number of lines. */
export function parseLines(path: string): number {
  const file = openSync(path, "r");
  let buffer = Buffer.allocUnsafeSlow(CHUNK);
  let held = 0;
  let lines = 0;
  for (;;) {
    if (held === buffer.length) {
      const grown = Buffer.allocUnsafeSlow(buffer.length * 2);
      buffer.copy(grown, 0, 0, held);
      buffer = grown;
    }
    const size = readSync(file, buffer, held, buffer.length - held, null);
    if (size === 0) break;
    const chunk = buffer.subarray(0, held + size);
    let from = 0;
    for (let end = chunk.indexOf(LF, held); end !== -1; end = chunk.indexOf(LF, from)) {
      JSON.parse(chunk.toString("utf8", from, end));
      lines++;
      from = end + 1;
    }
    buffer.copyWithin(0, from, held + size);
    held += size - from;
  }
  closeSync(file);
  return lines;
}

/** What most tools do: `readline`, and `JSON.parse` of every line. Answers the number of lines. */
export async function readLines(path: string): Promise<number> {
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    JSON.parse(line);
    lines++;
  }
  return lines;
}
