// Tool outputs: every family of headers around text from the pools.

import { cutLines, escaped, type Cut, type Pools } from "./pool.ts";
import type { Random } from "./random.ts";
import type { Sink } from "./sink.ts";
import { FOREIGN_LINES } from "./words.ts";

/** Text of one output, chosen before it is written, for some records repeat it. */
export interface Printed {
  readonly size: number;
  readonly cuts: readonly Cut[];
  /** A line in another script, between the first cut and the rest; empty for most. */
  readonly foreign: string;
  /** Codex left out what was in the middle. */
  readonly shortened: boolean;
}

/** What Codex shows to a model of one output, in bytes. */
const MOST = 40_000;

/** Output of about that many bytes; what is more than a model is shown comes shortened. */
export function printedOf(random: Random, pools: Pools, size: number): Printed {
  const shortened = size > MOST;
  const wanted = Math.min(size, MOST);
  const foreign = random.chance(0.03) ? random.pick(FOREIGN_LINES) : "";
  if (wanted < 8) return { size: 0, cuts: [], foreign: "", shortened: false };
  const halves = shortened || foreign !== "" ? [wanted / 2, wanted / 2] : [wanted];
  return { size, cuts: halves.map((half) => cutLines(pools.once, random, Math.floor(half))), foreign, shortened };
}

/** The text inside a JSON string. */
export function writePrinted(sink: Sink, pools: Pools, printed: Printed): void {
  for (const [index, cut] of printed.cuts.entries()) {
    if (index === 1 && printed.shortened) sink.text(`…${Math.ceil((printed.size - MOST) / 4) + 1} tokens truncated…`);
    if (index === 1 && printed.foreign !== "") sink.text(`${printed.foreign}\\n`);
    sink.copy(pools.once.bytes, cut.from, cut.to);
  }
}

/** Of `exec_command` (0.50 …). */
export function chunkHeader(random: Random, printed: Printed, state: string): string {
  const seconds = (random.next() * 9).toFixed(4);
  const warning = printed.shortened
    ? `Warning: truncated output (original token count: ${Math.ceil(printed.size / 4)})\n`
    : "";
  return escaped(
    `Chunk ID: ${random.hex(6)}\nWall time: ${seconds} seconds\n${state}\n${warning}Original token count: ${Math.ceil(printed.size / 4)}\n${printed.shortened ? `Total output lines: ${Math.ceil(printed.size / 50)}\n\n` : ""}Output:\n`,
  );
}

/** Of `shell` and `shell_command` (0.65 …). */
export function exitHeader(random: Random, printed: Printed, code: number): string {
  const lines = printed.shortened ? `Total output lines: ${Math.ceil(printed.size / 50)}\n` : "";
  const late = code === 124 ? `command timed out after ${random.int(1000, 120000)} milliseconds\n` : "";
  return escaped(`Exit code: ${code}\nWall time: ${(random.next() * 9).toFixed(1)} seconds\n${lines}Output:\n${late}`);
}

/** JSON in the string, as until 0.58. */
export function writeDocument(sink: Sink, random: Random, pools: Pools, size: number, code: number): void {
  const cut = cutLines(pools.twice, random, Math.min(Math.max(size, 8), MOST));
  sink.text(escaped('{"output":"'));
  sink.copy(pools.twice.bytes, cut.from, cut.to);
  sink.text(escaped(`","metadata":{"exit_code":${code},"duration_seconds":${(random.next() * 9).toFixed(1)}}}`));
}
