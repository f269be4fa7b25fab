// Runs a regular expression over a text of any size, in a time that stays in proportion to it.

import type { RegexNode } from "../contract.ts";
import { createAutomaton } from "./automaton.ts";
import { hazardIn, UNKNOWN } from "./hazard.ts";
import { literalsOf } from "./literals.ts";
import { positionsOf } from "./positions.ts";
import { treeOf } from "./tree.ts";

export interface RegexScanner {
  test(text: string): boolean;
  /** Tells where it matches something, in order; true from `visit` ends it. */
  each(text: string, visit: (start: number, end: number) => boolean): void;
}

/** How much text is given to JavaScript's engine at once where its time grows with the 1st, 2nd … power of it. */
const WINDOWS = [Number.POSITIVE_INFINITY, 16_384, 1024, 256, 128, 64];

/** Of such a degree (`Hazard`). */
export function windowOf(degree: number): number {
  return WINDOWS[Math.min(degree, WINDOWS.length) - 1] ?? 64;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines are looked at together where they are short. A line longer than a window, or the whole text where a match may go
 * over lines, is long: an expression without assertions and references is tested on it by an automaton; another one, and
 * for places, by the engine through windows, each half over the last one. There a match of up to half a window is sure to
 * be found.
 */
export function createRegexScanner(regex: Pick<RegexNode, "source" | "flags">): RegexScanner {
  const every = new RegExp(regex.source, `gm${regex.flags}`);
  const tree = treeOf(regex);
  const positions = tree === null ? null : positionsOf(tree);
  const { degree, crossesLines, looksOn } = positions === null ? UNKNOWN : hazardIn(positions);
  const size = windowOf(degree);
  const automaton =
    tree !== null && positions?.exact === true && degree > 1 ? createAutomaton(positions, tree.flags) : null;

  // Searching for plain text is so fast that it is worth while before anything else.
  const needed = literalsOf(regex)
    .filter((literals) => literals.every(({ ignoreCase }) => !ignoreCase))
    .map((literals) => literals.map(({ text }) => text));
  const here = new RegExp(regex.source, `my${regex.flags}`);
  const goesOn = (text: string, start: number, to: number): boolean => {
    const lead = start > 0 ? 1 : 0;
    here.lastIndex = lead;
    return here.test(text.slice(start - lead, to + size));
  };

  type Visit = (start: number, end: number) => boolean;
  /** Whether `visit` ended it. `limit`: what begins there or behind it is left to the next window. */
  const run = (text: string, { from, to }: Stretch, visit: Visit, limit = Number.POSITIVE_INFINITY): boolean => {
    // One character more, so that a window does not look like the beginning of a line.
    const lead = from > 0 ? 1 : 0;
    const piece = text.slice(from - lead, to);
    every.lastIndex = lead;
    for (let found = every.exec(piece); found !== null; found = every.exec(piece)) {
      const start = from - lead + found.index;
      const end = start + found[0].length;
      if (start >= limit) return false;
      if (start === end) every.lastIndex = found.index + widthAt(piece, found.index, every.unicode);
      // What ends with the window may not match where the text goes on.
      if (looksOn && end === to && limit < to && !goesOn(text, start, to)) continue;
      if (visit(start, end)) return true;
    }
    return false;
  };
  const runLong = (text: string, { from, to }: Stretch, visit: Visit): boolean => {
    let at = from;
    for (; at + size < to; at += size / 2)
      if (run(text, { from: at, to: at + size }, visit, at + size / 2)) return true;
    return run(text, { from: at, to }, visit);
  };
  const each = (text: string, visit: Visit): void => {
    for (const stretch of stretchesOf(text, size, crossesLines))
      if (stretch.long ? runLong(text, stretch, visit) : run(text, stretch, visit)) return;
  };
  return {
    test(text) {
      if (needed.some((texts) => !texts.some((literal) => text.includes(literal)))) return false;
      let found = false;
      const visit = (): boolean => (found = true);
      for (const stretch of stretchesOf(text, size, crossesLines)) {
        if (!stretch.long) run(text, stretch, visit);
        else if (automaton !== null) found = automaton(text.slice(stretch.from, stretch.to));
        else runLong(text, stretch, visit);
        if (found) return true;
      }
      return false;
    },
    each(text, visit) {
      each(text, (start, end) => end > start && visit(start, end));
    },
  };
}

function widthAt(text: string, at: number, unicode: boolean): number {
  return unicode && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Long lines, and what stands between them. */
function* stretchesOf(text: string, size: number, whole: boolean): Generator<Stretch & { readonly long: boolean }> {
  if (text.length <= size || whole) {
    yield { from: 0, to: text.length, long: text.length > size };
    return;
  }
  let from = 0;
  for (let at = 0; at <= text.length;) {
    const next = text.indexOf("\n", at);
    const end = next === -1 ? text.length : next;
    if (end - at > size) {
      if (at > from) yield { from, to: at - 1, long: false };
      yield { from: at, to: end, long: true };
      from = end + 1;
    }
    at = end + 1;
  }
  if (from <= text.length) yield { from, to: text.length, long: false };
}
