// Tells whether a regular expression matches somewhere in a text, looking at each character once.

import type { Positions } from "./positions.ts";
import type { RegexTree } from "./tree.ts";

/** States that are remembered at once. */
const MOST_STATES = 2000;
const UNKNOWN = -1;

/** For positions that are exact. States and kinds of characters are made as texts ask for them. */
export function createAutomaton(
  { first, last, follow, written, nullable }: Positions,
  { ignoreCase, unicode, dotAll }: RegexTree["flags"],
): (text: string) => boolean {
  const flags = `${ignoreCase ? "i" : ""}${unicode ? "u" : ""}${dotAll ? "s" : ""}`;
  const takers = [...new Set(written)].map((raw) => ({ raw, takes: new RegExp(`^(?:${raw})$`, flags) }));
  const kinds = new Map<string, number>();
  const takenBy: ReadonlySet<string>[] = [];
  const kindOf = new Int32Array(0x1_0000).fill(UNKNOWN);
  const ends = new Set(last);

  /** Characters that the same positions take are of one kind. */
  const classify = (code: number): number => {
    const character = String.fromCodePoint(code);
    const taken = takers.filter(({ takes }) => takes.test(character)).map(({ raw }) => raw);
    const key = taken.join("\n");
    const kind = kinds.get(key) ?? kinds.size;
    if (kind === kinds.size) {
      kinds.set(key, kind);
      takenBy.push(new Set(taken));
    }
    if (code <= 0xffff) kindOf[code] = kind;
    return kind;
  };

  const states = new Map<string, number>();
  let positions: (readonly number[])[] = [];
  let accepts: boolean[] = [];
  let next: number[][] = [];
  const stateOf = (of: readonly number[]): number => {
    const key = of.join();
    const known = states.get(key);
    if (known !== undefined) return known;
    const state = states.size;
    states.set(key, state);
    positions[state] = of;
    accepts[state] = of.some((at) => ends.has(at));
    next[state] = [];
    return state;
  };
  const step = (state: number, kind: number): number => {
    const reached = new Set(first);
    for (const at of positions[state] ?? []) for (const to of follow[at] ?? []) reached.add(to);
    const taken = [...reached].filter((at) => takenBy[kind]?.has(written[at] ?? "") === true).sort((a, b) => a - b);
    if (states.size < MOST_STATES) {
      const to = stateOf(taken);
      const known = next[state];
      if (known !== undefined) known[kind] = to;
      return to;
    }
    states.clear();
    [positions, accepts, next] = [[], [], []];
    stateOf([]);
    return stateOf(taken);
  };
  stateOf([]);

  return (text) => {
    if (nullable) return true;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const code = unicode ? (text.codePointAt(at) ?? 0) : text.charCodeAt(at);
      if (code > 0xffff) at++;
      const kind = kindOf[code] ?? UNKNOWN;
      const sure = kind === UNKNOWN ? classify(code) : kind;
      state = next[state]?.[sure] ?? step(state, sure);
      if (accepts[state] === true) return true;
    }
    return false;
  };
}
