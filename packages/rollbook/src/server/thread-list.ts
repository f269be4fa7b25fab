// thread/list: the threads of the homes, filtered, sorted and paged as Codex does it.

import { resolve } from "node:path";
import type { CataloguedThread, Json, JsonObject } from "rollbook-core";
import {
  createdMs,
  isOfKind,
  isSpawned,
  listedThread,
  nameOf,
  SOURCE_KINDS,
  threadObject,
  type ThreadFacts,
} from "rollbook-core/protocol";
import { SourceError, type Library } from "../home/index.ts";
import { pageSize, readMoment, writeMoment, type Moment } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import { boolean, either, flag, optional, sequence, string, struct, u32, word } from "./params.ts";
import type { Service } from "./service.ts";
import { readUuid } from "./uuid.ts";

const SORT_KEYS = ["created_at", "updated_at", "recency_at", "section_position"] as const;
export const SortDirection = word(["asc", "desc"]);

export const ThreadListParams = struct("ThreadListParams", {
  includeAttachedThreads: flag,
  currentAccountOnly: flag,
  cursor: optional(string),
  limit: optional(u32),
  excludedThreadIds: optional(sequence(string)),
  sortKey: optional(word(SORT_KEYS)),
  sortDirection: optional(SortDirection),
  modelProviders: optional(sequence(string)),
  sourceKinds: optional(sequence(word(SOURCE_KINDS))),
  originators: optional(sequence(string)),
  archived: optional(boolean),
  sectionId: optional(string),
  projectId: optional(string),
  cwd: optional(either("ThreadListCwdFilter", string, sequence(string))),
  useStateDbOnly: flag,
  searchTerm: optional(string),
  parentThreadId: optional(string),
  ancestorThreadId: optional(string),
  attachedToThreadId: optional(string),
});

type Params = ReturnType<typeof ThreadListParams>;

export async function listThreads(service: Service, params: Params): Promise<Json> {
  refuse(params);
  const ascending = params.sortDirection === "asc";
  const after = params.cursor === null ? null : readMoment(params.cursor);
  const library = service.homes.look();
  const limit = pageSize(params.limit);
  const page: ThreadFacts[] = [];
  let more = false;
  for (const thread of candidates(service, library, params, ascending)) {
    if (after !== null && !isBehind(momentOf(thread, params), after, ascending)) continue;
    const facts = await factsOf(service, library, thread);
    if (facts === null || !isWanted(facts, params)) continue;
    more = page.length === limit;
    if (more) break;
    page.push(facts);
  }
  const [first] = page;
  const last = page.at(-1);
  return {
    data: page.map((facts) => listedThread(threadObject(facts)) satisfies JsonObject),
    readStates: null,
    nextCursor: more && last !== undefined ? writeMoment({ ms: timeOf(last, params), id: last.id }) : null,
    backwardsCursor: first === undefined ? null : writeMoment(before(timeOf(first, params), params, ascending)),
  };
}

/** What Codex refuses, and filters by what only its database knows. */
function refuse(params: Params): void {
  const { parentThreadId, ancestorThreadId, attachedToThreadId, excludedThreadIds } = params;
  const why = (code: number, message: string): RequestFailure => new RequestFailure(code, message);
  if (parentThreadId !== null && ancestorThreadId !== null) {
    throw why(CODE.request, "parentThreadId and ancestorThreadId are mutually exclusive");
  }
  if (params.sortKey === "section_position" && params.sectionId === null) {
    throw why(CODE.request, "section-position sorting requires a section filter");
  }
  if (params.includeAttachedThreads && (params.searchTerm ?? "") === "") {
    throw why(CODE.request, "includeAttachedThreads requires a non-empty searchTerm");
  }
  if ((params.originators ?? []).length > 0) {
    throw why(CODE.parameters, "originator filtering is not supported by the local app-server");
  }
  if ((excludedThreadIds ?? []).length > MOST_EXCLUDED) {
    throw why(CODE.parameters, `excludedThreadIds accepts at most ${MOST_EXCLUDED} entries`);
  }
  if (params.projectId !== null) throw why(CODE.parameters, `project not found: ${params.projectId}`);
  if (attachedToThreadId !== null) readUuid(attachedToThreadId, "attached thread parent id");
}

const MOST_EXCLUDED = 100;

/** By what names and headers tell, in order. */
function candidates(
  { homes }: Service,
  library: Library,
  params: Params,
  ascending: boolean,
): readonly CataloguedThread[] {
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
  const sign = ascending ? 1 : -1;
  return found.toSorted((a, b) => sign * compareMoments(momentOf(a, params), momentOf(b, params)));
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

/** Null where the file cannot be read: who asks for that thread is told why. */
async function factsOf({ facts }: Service, library: Library, thread: CataloguedThread): Promise<ThreadFacts | null> {
  try {
    return await facts.read(library, thread);
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

function isWanted(facts: ThreadFacts, params: Params): boolean {
  const { cwd, searchTerm, parentThreadId, ancestorThreadId } = params;
  const thread = threadObject(facts);
  // A thread in which nobody asked for anything is shown to those who ask for it by its parent only.
  if (thread.preview === "" && parentThreadId === null && ancestorThreadId === null) return false;
  const providers = params.modelProviders ?? [];
  if (providers.length > 0 && !providers.includes(thread.modelProvider)) return false;
  const directories = typeof cwd === "string" ? [cwd] : cwd;
  if (directories !== null && !directories.some((directory) => isSame(directory, thread.cwd))) return false;
  return (nameOf(facts) ?? thread.preview).includes(searchTerm ?? "");
}

function isSame(asked: string, cwd: string): boolean {
  return asked === cwd || resolve(asked) === cwd;
}

/** Where a thread stands in the list. */
function momentOf({ id, head }: CataloguedThread, { sortKey }: Params): Moment {
  const { header, mtime_ms } = head.stem;
  return { ms: timeFrom(header, mtime_ms, sortKey), id };
}

function timeOf({ header, updated_ms }: ThreadFacts, { sortKey }: Params): number {
  return timeFrom(header, updated_ms, sortKey);
}

function timeFrom(header: ThreadFacts["header"], updated_ms: number, sortKey: Params["sortKey"]): number {
  return Math.floor((sortKey ?? "created_at") === "created_at" ? createdMs({ header, updated_ms }) : updated_ms);
}

function compareMoments(a: Moment, b: Moment): number {
  return a.ms - b.ms || ((a.id ?? "") < (b.id ?? "") ? -1 : 1);
}

/** A cursor without an id leaves aside all that stands at its time. */
function isBehind(moment: Moment, cursor: Moment, ascending: boolean): boolean {
  if (cursor.id === null && moment.ms === cursor.ms) return false;
  const order = moment.ms === cursor.ms && moment.id === cursor.id ? 0 : compareMoments(moment, cursor);
  return ascending ? order > 0 : order < 0;
}

/** Just before the first thread of a page, seen from the other direction: its whole second, where times are of seconds. */
function before(ms: number, { sortKey }: Params, ascending: boolean): Moment {
  const start = (sortKey ?? "created_at") === "created_at" ? Math.floor(ms / 1000) * 1000 : ms;
  return { ms: ascending ? start + 1 : start - 1, id: null };
}
