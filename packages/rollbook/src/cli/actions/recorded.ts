// The recording of a session that is exported, as what it adds to each record.

import { join } from "node:path";
import type { ActionStreamRecord, SessionRecord } from "rollbook-core";
import { createAdding } from "rollbook-core/recorded";
import { findRecording, placeOf, readRecording, STDIN } from "../../home/index.ts";
import type { Source } from "./sources.ts";

export interface Adding {
  readonly add: (record: ActionStreamRecord) => readonly ActionStreamRecord[];
  /** What is wrong with the recording, in sentences. */
  readonly problems: readonly string[];
}

/** Null where there is no recording. */
export async function addingOf({ path, chain }: Source, session: SessionRecord): Promise<Adding | null> {
  if (path === STDIN) return null;
  const paths = chain === null ? [path] : chain.parts.map((part) => part.path);
  const ids = [session.root_session_id, session.session_id];
  const directory = findRecording({ home: placeOf(path).home, ids, paths });
  if (directory === null) return null;
  const { approvals, calls, problems } = await readRecording(directory, { requests: "none", calls: true });
  return { add: createAdding({ meta: join(directory, "session_meta.log"), approvals, calls }), problems };
}
