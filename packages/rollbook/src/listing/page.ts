// One page: goes down the list from the cursor, reads what is needed, and keeps what is asked for.

import type { Facets } from "rollbook-core/facets";
import type { Cell } from "rollbook-core/usage";
import { isWanted, type Filter } from "./filter.ts";
import type { SortKey } from "./kinds.ts";
import type { Listed } from "./listed.ts";
import { comparePositions, cursorAt, isBehind, positionOf, type Cursor, type Position } from "./order.ts";
import { unitsOf, type Member } from "./tree.ts";

export interface Question {
  readonly filters: readonly Filter[];
  readonly sort: SortKey;
  /** Subagents and forks under their parents; a page is then of so many parents. */
  readonly tree: boolean;
  readonly limit: number;
  readonly after: Cursor | null;
  /** Files read at most. */
  readonly scanCap: number;
}

/** What reading a session told. */
export interface Told {
  readonly facets: Facets;
  /** What it spent. */
  readonly cells: readonly Cell[];
  /** Why some of it could not be read, a sentence each. */
  readonly problems: readonly string[];
}

export interface Row extends Told {
  readonly listed: Listed;
  /** How many of its ancestors are on the page above it. */
  readonly depth: number;
}

export interface Page {
  readonly rows: readonly Row[];
  /** How many stand in the whole list, as far as heads tell; with `tree`, of trees. */
  readonly total: number;
  /** The last place that was looked at; null where the list ends. */
  readonly next: Cursor | null;
  readonly scanned: number;
  readonly reachedCap: boolean;
}

/**
 * Gives what is told of these sessions, in their order, until `take` wants no more. An index may stand in for the reading
 * of files: the page is the same.
 */
export type Tell = (sessions: readonly Listed[], take: (index: number, told: Told) => boolean) => Promise<void>;

/** What each of these sessions cost, as `weightOf` gives it: asked of all that heads leave, before a page in that order. */
export type Weigh = (sessions: readonly Listed[]) => Promise<readonly number[]>;

/** A session or a tree of them, less what the heads already leave out. */
interface Unit {
  readonly position: Position;
  readonly members: readonly Member[];
}

/** `weigh` is needed where the cost is the order. */
export async function turnPage(
  all: readonly Listed[],
  question: Question,
  tell: Tell,
  weigh: Weigh = async () => [],
): Promise<Page> {
  const { limit, after, scanCap } = question;
  const units = await candidates(all, question, weigh);
  const ahead = units.filter(({ position }) => after === null || isBehind(position, after));
  // Where heads decide, nothing beyond the page is read.
  const decided = ahead.every(({ members }) =>
    members.every(({ listed }) => isWanted(question.filters, listed, null) === true),
  );
  const queue = decided ? ahead.slice(0, limit) : ahead;
  const flat = queue.flatMap(({ members }, unit) => members.map((member) => ({ ...member, unit })));
  const rows: Row[] = [];
  let kept: Row[] = [];
  let done = 0;
  let full = 0;
  let scanned = 0;
  let reachedCap = false;
  if (limit > 0 && flat.length > 0) {
    await tell(
      flat.map(({ listed }) => listed),
      (index, told) => {
        const current = flat[index];
        if (current === undefined) return false;
        const { listed, depth, unit } = current;
        scanned += listed.thread.rollouts.length;
        if (isWanted(question.filters, listed, told.facets) === true) kept.push({ ...told, listed, depth });
        if (flat[index + 1]?.unit === unit) return true;
        done = unit + 1;
        if (kept.length > 0) full += 1;
        rows.push(...settle(kept));
        kept = [];
        reachedCap = full < limit && scanned >= scanCap && done < ahead.length;
        return full < limit && !reachedCap;
      },
    );
  }
  const last = ahead[done - 1]?.position;
  const following = ahead[done]?.position;
  const next = last === undefined || following === undefined ? null : cursorAt(last, following);
  return { rows, total: units.length, next, scanned, reachedCap };
}

const ordered = new WeakMap<readonly Listed[], Map<string, readonly Unit[]>>();

/** One list in one order is put in order once: pages are asked for one after the other. */
async function candidates(all: readonly Listed[], question: Question, weigh: Weigh): Promise<readonly Unit[]> {
  const { filters, sort, tree } = question;
  if (filters.length > 0 || sort === "cost") return order(all, question, weigh);
  const known = ordered.get(all) ?? new Map<string, readonly Unit[]>();
  ordered.set(all, known);
  const name = `${sort} ${tree}`;
  const units = known.get(name) ?? (await order(all, question, weigh));
  known.set(name, units);
  return units;
}

async function order(
  all: readonly Listed[],
  { filters, sort, tree }: Question,
  weigh: Weigh,
): Promise<readonly Unit[]> {
  const trees: readonly (readonly Member[])[] = tree ? unitsOf(all) : all.map((listed) => [{ listed, depth: 0 }]);
  const units = trees.flatMap((members) => {
    const [root] = members;
    const left = members.filter(({ listed }) => isWanted(filters, listed, null) !== false);
    return root === undefined || left.length === 0 ? [] : [{ root: root.listed, members: left }];
  });
  const costs = sort === "cost" ? await weigh(units.map(({ root }) => root)) : [];
  return units
    .map(({ root, members }, index): Unit => ({ position: positionOf(root, sort, costs[index] ?? 0), members }))
    .toSorted((a, b) => comparePositions(a.position, b.position));
}

/** Depths by what is on the page: whose parent was left out moves up. */
function settle(rows: readonly Row[]): readonly Row[] {
  const open: number[] = [];
  return rows.map((row) => {
    while ((open.at(-1) ?? -1) >= row.depth) open.pop();
    const depth = open.length;
    open.push(row.depth);
    return { ...row, depth };
  });
}
