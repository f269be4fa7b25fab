// Regular expressions in a query: where one ends, and whether it is one at all.

import type { QueryError, RegexNode } from "../contract.ts";
import { cite, fail } from "../fail.ts";
import { hazardOf } from "./hazard.ts";

/** `m` and `g` change nothing: lines begin at `^` and end at `$` always, and one hit is enough. */
const FLAGS = /^[gimsu]*$/;
/** The power of a text's length that the time may grow with. */
const STEEPEST = 6;
/** What a path has rarely and a regular expression often. */
const TELLING = /\\[^/]|[*+|^$?]|\[[^\]]*\]|\{\d/;

/**
 * Reads the regular expression at `start`, where a slash stands. Null: it is a text that begins with a slash, as paths
 * and commands do.
 */
export function readRegex(text: string, start: number, inGroup: boolean): RegexNode | QueryError | null {
  const close = closingSlash(text, start + 1);
  if (close === null) {
    const word = /^\S*/.exec(text.slice(start))?.[0] ?? "";
    if (!TELLING.test(word)) return null;
    return fail(
      text,
      start,
      `the regular expression is never closed; add / behind it, or put it in quotes to look for its words`,
    );
  }
  const source = text.slice(start + 1, close);
  let end = close + 1;
  while (/[A-Za-z]/.test(text[end] ?? "")) end++;
  const flags = text.slice(close + 1, end);
  const isEnd = end === text.length || /\s/.test(text[end] ?? "") || (inGroup && text[end] === ")");
  const isFlags = FLAGS.test(flags) && new Set(flags).size === flags.length;
  if (source === "" || !isEnd || !isFlags) {
    if (!TELLING.test(source)) return null;
    return fail(
      text,
      close,
      isEnd
        ? `"${cite(flags)}" are no flags of a regular expression; there are i, s and u`
        : `the regular expression ends here and text follows; write \\/ for a slash inside it, or put all in quotes to look for its words`,
    );
  }
  const kept = [..."isu"].filter((flag) => flags.includes(flag)).join("");
  const wrong = syntaxError(source, kept);
  if (wrong !== null) return fail(text, start, `the regular expression is not valid: ${wrong}`);
  const { exponential, degree } = hazardOf({ source, flags: kept });
  if (exponential || degree > STEEPEST)
    return fail(
      text,
      start,
      `the regular expression may never come to an end: what it repeats can take the same text in too many ways, as in (a+)+; write it with fewer repetitions, as in a+, or look for words`,
    );
  return { type: "regex", source, flags: kept, at: { start, end } };
}

/** As JavaScript finds it: not behind a backslash, not in a class. */
function closingSlash(text: string, from: number): number | null {
  let inClass = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    else if (character === "/" && !inClass) return at;
  }
  return null;
}

function syntaxError(source: string, flags: string): string | null {
  try {
    RegExp(source, flags);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // "Invalid regular expression: /(/: Unterminated group"
    return cite(message.slice(message.lastIndexOf(": ") + 2)).toLowerCase();
  }
}
