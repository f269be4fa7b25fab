// Turns as a person names them: by number, counted from 1, by id, or the last; one or a range.

import { isOwn } from "rollbook-core/replay";
import type { Thread, Turn } from "rollbook-core/thread";
import { EXIT, Failure } from "../exit.ts";

/** Indices of the first and the last turn meant. */
export interface TurnRange {
  readonly from: number;
  readonly until: number;
}

/** `A`, `A..B`, `A..` or `..B`. Throws `Failure` where a turn is not there. */
export function readRange(thread: Thread, word: string): TurnRange {
  const [first = "", last] = word.split("..", 2);
  const from = first === "" ? 0 : readTurn(thread, first).index;
  const until = last === undefined ? from : last === "" ? lastIndex(thread) : readTurn(thread, last).index;
  if (from > until) throw new Failure(EXIT.usage, `--turn ${word}: the range ends before it begins`);
  return { from, until };
}

export function readTurn(thread: Thread, word: string): Turn {
  const { turns } = thread;
  const numbered = /^\d+$/.test(word) ? turns.find(({ index }) => index === Number(word) - 1) : undefined;
  const found = turns.find(({ id }) => id === word) ?? (word === "last" ? turns.at(-1) : numbered);
  if (found !== undefined) return found;
  const count = turns.length === 1 ? "one turn" : `${turns.length} turns`;
  throw new Failure(EXIT.usage, `there is no turn "${word}": the session has ${count}, numbered from 1`);
}

export function lastIndex({ turns }: Thread): number {
  return Math.max(0, ...turns.map(({ index }) => index));
}

/** The first turn that was lived in this session, and not in the one it was forked from. */
export function firstOwn(thread: Thread): number {
  return thread.turns.find((turn) => isOwn(thread, turn))?.index ?? 0;
}
