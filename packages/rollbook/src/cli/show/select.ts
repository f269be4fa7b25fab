// Which turns, and what of them, is to be shown.

import type { Item } from "rollbook-core/thread";
import { viewItem } from "rollbook-core/view";
import type { TurnPart } from "./book.ts";
import { EXIT, Failure } from "../exit.ts";

/** Turns by their number, from 1, both ends included; `last` is the last one, whatever its number. */
export type TurnRange = "last" | { readonly from: number; readonly to: number };

export type Group = "commands" | "files" | "messages" | "errors";

export function readRange(asked: string | undefined, option = "--turn", command = "show"): TurnRange | null {
  if (asked === undefined) return null;
  if (asked === "last") return "last";
  const found = /^(\d{1,9})?(\.\.)?(\d{1,9})?$/.exec(asked);
  const [, first, dots, second] = found ?? [];
  const from = first === undefined ? 1 : Number(first);
  const to = dots === undefined ? from : second === undefined ? Number.POSITIVE_INFINITY : Number(second);
  if (found !== null && (first ?? second) !== undefined && from >= 1 && to >= from) return { from, to };
  throw new Failure(EXIT.usage, `${option} needs N, A..B or last, not "${asked}" (see: rollbook ${command} --help)`);
}

export interface Selection {
  readonly turns: TurnRange | null;
  /** Null for everything. */
  readonly only: ReadonlySet<Group> | null;
}

/** The part of a part that is wanted; null when nothing of it is. */
export function select(part: TurnPart, { turns, only }: Selection): TurnPart | null {
  const number = part.head.index + 1;
  if (turns !== null && turns !== "last" && (number < turns.from || number > turns.to)) return null;
  if (only === null) return part;
  const items = part.items.filter((item) => groupsOf(item).some((group) => only.has(group)));
  const wrong = only.has("errors") && part.head.error !== null && !part.again;
  return items.length === 0 && !wrong ? null : { ...part, items };
}

function groupsOf(item: Item): readonly Group[] {
  const { kind, state, exit_code } = viewItem(item, null);
  const wrong =
    state === "failed" || state === "declined" || kind === "damage" || (exit_code !== null && exit_code !== 0);
  const group = GROUPS[kind];
  return [...(group === undefined ? [] : [group]), ...(wrong ? (["errors"] as const) : [])];
}

const GROUPS: Readonly<Record<string, Group | undefined>> = {
  command: "commands",
  change: "files",
  prompt: "messages",
  answer: "messages",
  agent: "messages",
};
