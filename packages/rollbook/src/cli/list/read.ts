// The facets of sessions, read by one thread or several: what an index of them would answer without reading.

import { availableParallelism } from "node:os";
import { readFacets, type SessionFiles } from "../../home/index.ts";
import type { Facets } from "rollbook-core/facets";
import type { Told } from "../../listing/index.ts";
import type { KnownFacets } from "../../refresh/index.ts";
import { describeUnread } from "../input.ts";

/** Below this many bytes a second worker takes longer to start than it saves. */
const WORTH_A_WORKER = 16 * 1024 * 1024;
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./list-worker.js", import.meta.url);

export interface Reading {
  readonly files: SessionFiles;
  /** Bytes on disk. */
  readonly size: number;
}

/** A session that an index may know. */
export interface Asked extends Reading {
  readonly key: string;
}

/** As `readSessions`, but what is known is not read. */
export async function tellSessions(
  sessions: readonly Asked[],
  known: KnownFacets,
  take: (index: number, told: Told) => boolean,
  read: (bytes: number) => void,
): Promise<void> {
  let goesOn = true;
  for (let at = 0; at < sessions.length && goesOn;) {
    const unknown: Asked[] = [];
    let facets: Facets | null = null;
    for (; at + unknown.length < sessions.length && facets === null;) {
      const session = sessions[at + unknown.length];
      if (session === undefined) break;
      facets = known.of(session.files, session.key);
      if (facets === null) unknown.push(session);
    }
    const from = at;
    if (unknown.length > 0) {
      await readSessions(unknown, (index, told) => (goesOn = take(from + index, told)), read);
    }
    at += unknown.length;
    if (facets === null || !goesOn) continue;
    read(sessions[at]?.size ?? 0);
    goesOn = take(at, { facets, problems: [] });
    at += 1;
  }
}

/** Reads in this order and gives each session what was told of it, until `take` wants no more. */
export async function readSessions(
  sessions: readonly Reading[],
  take: (index: number, told: Told) => boolean,
  read: (bytes: number) => void,
): Promise<void> {
  const size = Math.min(availableParallelism(), sessions.length);
  const bytes = sessions.reduce((sum, session) => sum + session.size, 0);
  if (size < 2 || bytes < WORTH_A_WORKER) {
    for (const [index, { files }] of sessions.entries()) {
      if (!take(index, await readSession(files, read))) return;
    }
    return;
  }
  const { runCrew } = await import("../crew.ts");
  let index = -1;
  await runCrew<SessionFiles, Told>(
    sessions.map(({ files }) => files),
    { script: WORKER, data: null, size },
    {
      take: async () => true,
      ended(_, told) {
        index += 1;
        return take(index, told);
      },
      read,
    },
  );
}

export async function readSession(files: SessionFiles, read: (bytes: number) => void): Promise<Told> {
  const { facets, problems } = await readFacets(files, read);
  return { facets, problems: problems.map((problem) => describeUnread(problem, "what stands before it is told")) };
}
