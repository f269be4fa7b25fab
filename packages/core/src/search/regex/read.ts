// Regular expressions in a query: where one ends, and whether it is one at all.

import type { QueryError, RegexNode } from "../contract.ts";
import { cite, fail } from "../fail.ts";
import { refusalOf } from "./pattern.ts";

/** `m` and `g` change nothing: lines begin at `^` and end at `$` always, and one hit is enough. */
const FLAGS = /^[gimsu]*$/;
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
  const refusal = refusalOf({ source, flags: kept });
  if (refusal !== null) return fail(text, start, refusal);
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
