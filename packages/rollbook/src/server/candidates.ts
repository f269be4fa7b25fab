// Which threads a list is made of, by what names and headers tell, and where each stands in it.

import type { CataloguedThread } from "rollbook-core";
import { createdMs, isOfKind, isSpawned, type ThreadFacts } from "rollbook-core/protocol";
import type { Library } from "../home/index.ts";
import type { Moment } from "./cursor.ts";
import { CODE } from "./failure.ts";
import type { Homes } from "./homes.ts";
import type { ListParams } from "./list-params.ts";
import { readUuid } from "./uuid.ts";

export interface Candidate {
  readonly thread: CataloguedThread;
  /** Where it stands in the list. */
  readonly moment: Moment;
}

/** In the order that is asked for. */
export function findCandidates(homes: Homes, library: Library, params: ListParams): readonly Candidate[] {
  const { parentThreadId, ancestorThreadId } = params;
  if (params.attachedToThreadId !== null || params.sectionId !== null) return [];
  const excluded = new Set(
    (params.excludedThreadIds ?? []).map((id) => readUuid(id, "excluded thread id", CODE.parameters)),
  );
  const spawned = (id: string): readonly CataloguedThread[] =>
    library.catalogue.children(id).filter(({ header }) => isSpawned(header.source));
  const related =
    parentThreadId !== null
      ? spawned(readUuid(parentThreadId, "parent thread id"))
      : ancestorThreadId !== null
        ? descendants(readUuid(ancestorThreadId, "ancestor thread id"), spawned)
        : null;
  const kinds = params.sourceKinds ?? [];
  const found = (related ?? library.catalogue.threads).filter(
    (thread) =>
      thread.id !== null &&
      thread.head.stem.archived === (params.archived ?? false) &&
      !excluded.has(thread.id.toLowerCase()) &&
      // Whose children are asked for is told already.
      ((related !== null && kinds.length === 0) || isOfKind(thread.head.stem.header.source, kinds)) &&
      homes.find(library, thread.id) === thread,
  );
  const sign = params.sortDirection === "asc" ? 1 : -1;
  return found
    .map((thread) => ({ thread, moment: momentOf(thread, params) }))
    .toSorted((a, b) => sign * compareMoments(a.moment, b.moment));
}

function descendants(id: string, childrenOf: (id: string) => readonly CataloguedThread[]): CataloguedThread[] {
  const found = new Set<CataloguedThread>();
  for (let open = childrenOf(id); open.length > 0;) {
    const fresh = open.filter((thread) => !found.has(thread));
    for (const thread of fresh) found.add(thread);
    open = fresh.flatMap((thread) => (thread.id === null ? [] : childrenOf(thread.id)));
  }
  return [...found];
}

function momentOf({ id, head }: CataloguedThread, { sortKey }: ListParams): Moment {
  const { header, mtime_ms } = head.stem;
  return { ms: timeFrom(header, mtime_ms, sortKey), id };
}

export function timeOf({ header, updated_ms }: ThreadFacts, { sortKey }: ListParams): number {
  return timeFrom(header, updated_ms, sortKey);
}

function timeFrom(header: ThreadFacts["header"], updated_ms: number, sortKey: ListParams["sortKey"]): number {
  return Math.floor((sortKey ?? "created_at") === "created_at" ? createdMs({ header, updated_ms }) : updated_ms);
}

function compareMoments(a: Moment, b: Moment): number {
  return a.ms - b.ms || ((a.id ?? "") < (b.id ?? "") ? -1 : 1);
}

/** A cursor without an id leaves aside all that stands at its time. */
export function isBehind(moment: Moment, cursor: Moment, ascending: boolean): boolean {
  if (cursor.id === null && moment.ms === cursor.ms) return false;
  const order = moment.ms === cursor.ms && moment.id === cursor.id ? 0 : compareMoments(moment, cursor);
  return ascending ? order > 0 : order < 0;
}

/** Just before the first thread of a page, seen from the other direction: its whole second, where times are of seconds. */
export function momentBefore(ms: number, { sortKey }: ListParams, ascending: boolean): Moment {
  const start = (sortKey ?? "created_at") === "created_at" ? Math.floor(ms / 1000) * 1000 : ms;
  return { ms: ascending ? start + 1 : start - 1, id: null };
}
