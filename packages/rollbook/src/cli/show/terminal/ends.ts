// The head and the tail of what is long, and between them how much was left out.

import { plural } from "../../check/facts.ts";
import { type Row, span } from "./span.ts";

export interface Ends {
  readonly head: number;
  readonly tail: number;
}

export interface Excerpt {
  readonly head: readonly string[];
  /** How many lines stand between; 0 when all of them are in `head`. */
  readonly left: number;
  readonly tail: readonly string[];
}

/** Lines that are shown rather than left out: saying so takes one as well. */
const SPARE = 2;

export function excerpt(lines: readonly string[], { head, tail }: Ends): Excerpt {
  const left = lines.length - head - tail;
  if (left <= SPARE) return { head: lines, left: 0, tail: [] };
  return { head: lines.slice(0, head), left, tail: tail === 0 ? [] : lines.slice(-tail) };
}

export function leftRows(left: number): readonly Row[] {
  return left === 0 ? [] : [[span(`… ${plural(left, "more line")}`, "dim", "italic")]];
}
