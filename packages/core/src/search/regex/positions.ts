// A regular expression as positions: which characters each takes, and which position may follow which (Glushkov's automaton).

import { ANY, type Characters, createCharactersOf, LINE_BREAK } from "./characters.ts";
import type { AST, RegexTree } from "./tree.ts";

export interface Positions {
  readonly characters: readonly Characters[];
  readonly follow: readonly ReadonlySet<number>[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Nothing matches, too. */
  readonly nullable: boolean;
  /** What each position takes, as it is written. */
  readonly written: readonly string[];
  /** They say all there is to it: no assertions, nothing that was found before, no repetition cut short. */
  readonly exact: boolean;
  /** A position follows another in two ways: two loops lead there. */
  readonly doubled: readonly (readonly [from: number, to: number])[];
  /** What is looked at ahead or behind, each by itself. */
  readonly asides: readonly Positions[];
  /** There are assertions on what stands behind a match. */
  readonly looksOn: boolean;
}

interface Part {
  readonly nullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const EMPTY: Part = { nullable: true, first: [], last: [] };
/** Repetitions that take more positions than these are read as if they had no end. */
const MOST_COPIED = 100;
const MOST = 3000;
const MOST_LINKS = 200_000;

/** Null when it is too large to say. */
export function positionsOf(tree: RegexTree): Positions | null {
  return layOut(tree.alternatives, tree.flags);
}

function layOut(alternatives: readonly AST.Alternative[], flags: RegexTree["flags"]): Positions | null {
  let charactersOf = createCharactersOf(flags);
  const characters: Characters[] = [];
  const follow: Set<number>[] = [];
  const written: string[] = [];
  const doubled: [number, number][] = [];
  const asides: Positions[] = [];
  let looksOn = false;
  let exact = true;
  let tooLarge = false;
  let links = 0;

  const take = (taken: Characters, raw: string, nullable = false): Part => {
    const at = characters.push(taken) - 1;
    written.push(raw);
    follow.push(new Set());
    tooLarge ||= at >= MOST;
    return { nullable, first: [at], last: [at] };
  };
  const link = (from: readonly number[], to: readonly number[]): void => {
    links += from.length * to.length;
    tooLarge ||= links > MOST_LINKS;
    if (tooLarge) return;
    for (const a of from) {
      for (const b of to) {
        if (follow[a]?.has(b) === true) doubled.push([a, b]);
        else follow[a]?.add(b);
      }
    }
  };
  const concat = (a: Part, b: Part): Part => {
    link(a.last, b.first);
    return {
      nullable: a.nullable && b.nullable,
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
    };
  };
  const any = (of: readonly AST.Alternative[]): Part => {
    const parts = of.map(({ elements }) => elements.map(read).reduce(concat, EMPTY));
    return {
      nullable: parts.some(({ nullable }) => nullable),
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
    };
  };
  const modified = (of: readonly AST.Alternative[], { add, remove }: AST.Modifiers): Part => {
    const outside = charactersOf;
    const [ignoreCase, dotAll] = (["ignoreCase", "dotAll"] as const).map(
      (flag) => (flags[flag] || add[flag]) && remove?.[flag] !== true,
    );
    charactersOf = createCharactersOf({ ...flags, ignoreCase: ignoreCase === true, dotAll: dotAll === true });
    exact = false;
    const part = any(of);
    charactersOf = outside;
    return part;
  };
  const repeat = ({ element, min, max }: AST.Quantifier): Part => {
    if (max === 0) return EMPTY;
    const begin = characters.length;
    let whole = read(element);
    const size = characters.length - begin;
    const copied = (max === Number.POSITIVE_INFINITY ? min : max) * size <= MOST_COPIED;
    exact &&= copied;
    const endless = max === Number.POSITIVE_INFINITY || !copied;
    let latest = whole;
    // Those that must be there may be empty, each by itself.
    for (let count = 1; copied && count < min && !tooLarge; count++) {
      latest = read(element);
      whole = concat(whole, latest);
    }
    if (min === 0) whole = { ...whole, nullable: true };
    if (endless) {
      link(latest.last, latest.first);
      return whole;
    }
    // Of the others none comes without the one before, or is empty.
    const last = [...whole.last];
    let before = whole;
    for (let count = Math.max(1, min); count < max && !tooLarge; count++) {
      const next = read(element);
      link(before.last, next.first);
      last.push(...next.last);
      before = next;
    }
    return { ...whole, last };
  };
  const read = (node: AST.Element): Part => {
    if (tooLarge) return EMPTY;
    switch (node.type) {
      case "Group":
        return node.modifiers === null ? any(node.alternatives) : modified(node.alternatives, node.modifiers);
      case "CapturingGroup":
        return any(node.alternatives);
      case "Quantifier":
        return repeat(node);
      case "Backreference":
        // A line break in what it repeats was taken there.
        exact = false;
        return take(ANY & ~LINE_BREAK, node.raw, true);
      case "Assertion": {
        exact = false;
        looksOn ||= node.kind !== "start" && node.kind !== "lookbehind";
        if (node.kind === "lookahead" || node.kind === "lookbehind") {
          const aside = layOut(node.alternatives, flags);
          if (aside === null) tooLarge = true;
          else asides.push(aside);
        }
        return EMPTY;
      }
      default:
        return take(charactersOf(node), node.raw);
    }
  };

  const { first, last, nullable } = any(alternatives);
  return tooLarge ? null : { characters, follow, first, last, nullable, written, exact, doubled, asides, looksOn };
}
