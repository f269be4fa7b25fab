// thread/list: the threads of the homes, filtered, sorted and paged as Codex does it.

import { resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { CataloguedThread, Json } from "rollbook-core";
import { listedThread, nameOf, threadObject, type ThreadFacts } from "rollbook-core/protocol";
import { SourceError, type Library } from "../home/index.ts";
import { findCandidates, isBehind, momentBefore, timeOf } from "./candidates.ts";
import { pageSize, readMoment, writeMoment } from "./cursor.ts";
import { CODE, RequestFailure } from "./failure.ts";
import type { ListParams } from "./list-params.ts";
import type { Service } from "./service.ts";
import { readUuid } from "./uuid.ts";

/** Threads that are looked at between two other requests. */
const STRETCH = 32;

export async function listThreads(service: Service, params: ListParams): Promise<Json> {
  refuse(params);
  const ascending = params.sortDirection === "asc";
  const after = params.cursor === null ? null : readMoment(params.cursor);
  const library = service.homes.look();
  const limit = pageSize(params.limit);
  const page: ThreadFacts[] = [];
  let more = false;
  for (const [index, { thread, moment }] of findCandidates(service.homes, library, params).entries()) {
    if (after !== null && !isBehind(moment, after, ascending)) continue;
    if (index % STRETCH === 0) await nextTurn();
    service.stop.throwIfAborted();
    const facts = await factsOf(service, library, thread);
    if (facts === null || !isWanted(facts, params)) continue;
    more = page.length === limit;
    if (more) break;
    page.push(facts);
  }
  const [first] = page;
  const last = page.at(-1);
  return {
    data: page.map((facts) => listedThread(threadObject(facts))),
    readStates: null,
    nextCursor: more && last !== undefined ? writeMoment({ ms: timeOf(last, params), id: last.id }) : null,
    backwardsCursor: first === undefined ? null : writeMoment(momentBefore(timeOf(first, params), params, ascending)),
  };
}

/** What Codex refuses, and filters by what only its database knows. */
function refuse(params: ListParams): void {
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

/** Null where the file cannot be read: who asks for that thread is told why. */
async function factsOf({ facts }: Service, library: Library, thread: CataloguedThread): Promise<ThreadFacts | null> {
  try {
    return await facts.read(library, thread);
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

function isWanted(facts: ThreadFacts, params: ListParams): boolean {
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
