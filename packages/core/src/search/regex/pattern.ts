// A regular expression that stands alone, as the value of an option does: read, and refused where it may run for ever.

import type { RegexNode } from "../contract.ts";
import { cite } from "../fail.ts";
import { hazardOf } from "./hazard.ts";
import { createRegexScanner } from "./scan.ts";

/** The power of a text's length that the time may grow with. */
const STEEPEST = 6;

export type Pattern =
  | { readonly type: "pattern"; readonly test: (text: string) => boolean }
  | { readonly type: "error"; readonly message: string };

/**
 * Letters are of either case, `^` and `$` are lines', characters are those of Unicode. The time of `test` stays in
 * proportion to the text. An error is a sentence. Never throws.
 */
export function readPattern(source: string): Pattern {
  const regex = { source, flags: "iu" };
  const message = refusalOf(regex);
  return message === null ? { type: "pattern", test: createRegexScanner(regex).test } : { type: "error", message };
}

/** Why it is none, or none that may be run, in a sentence; null if it may. */
export function refusalOf(regex: Pick<RegexNode, "source" | "flags">): string | null {
  const wrong = syntaxError(regex);
  if (wrong !== null) return `the regular expression is not valid: ${wrong}`;
  const { exponential, degree } = hazardOf(regex);
  if (!exponential && degree <= STEEPEST) return null;
  return `the regular expression may never come to an end: what it repeats can take the same text in too many ways, as in (a+)+; write it with fewer repetitions, as in a+, or look for words`;
}

function syntaxError({ source, flags }: Pick<RegexNode, "source" | "flags">): string | null {
  try {
    RegExp(source, flags);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // "Invalid regular expression: /(/: Unterminated group"
    return cite(message.slice(message.lastIndexOf(": ") + 2)).toLowerCase();
  }
}
