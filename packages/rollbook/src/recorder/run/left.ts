// Ends a run whose recorder was killed: what Codex went on to write is taken in, secrets are hidden, directories get their names.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "../secrets/index.ts";
import type { SeenThread, Telling } from "../told/telling.ts";
import { parseObject, textOf, type Fields } from "../told/json.ts";
import { finish } from "./finish.ts";
import type { RecordOptions } from "./options.ts";
import type { Papers } from "./papers.ts";
import { META_LOG, Recording } from "./recording.ts";
import { Store } from "./store.ts";
import { Troubles } from "./troubles.ts";

const KILLED = "the recorder was killed: what Codex alone does not write is here only until then";

/** The directories of the recording, as it was left where it cannot be ended; empty where it came to nothing. Never throws. */
export async function endLeft(papers: Papers, secrets: Secrets): Promise<readonly string[]> {
  const troubles = new Troubles();
  try {
    const { staging, root, given, since, unseen, command, copied } = papers;
    const options: RecordOptions = {
      ...papers.options,
      ...{ program: given.codex.path, env: {}, root, beside: null, since, findLogs: () => [] },
    };
    const store = Store.left(root, staging, sessionsOf(root, given.run_id));
    const told = toldBefore(store, given.run_id);
    const keys = new Set(told.map(keyOf));
    const recording = new Recording(options, given.run_id, secrets, troubles, {
      store,
      isTold: (one) => keys.has(secrets.hide(keyOf(one)).text),
    });
    for (const thread of seenIn(told)) recording.see(thread);
    recording.logged = store.sessions().some((session) => existsSync(join(store.directory(session), options.debugLog)));
    troubles.add("the recorder", KILLED);
    const account = {
      options,
      command,
      recording,
      troubles,
      secrets,
      copied,
      given,
      unseen,
      code: null,
      signal: null,
    };
    return await finish({ ...account, cut: true, last: () => undefined });
  } catch {
    return existsSync(papers.staging) ? [papers.staging] : [];
  }
}

/** The threads whose directories say that this run is theirs. */
function sessionsOf(root: string, runId: string): readonly string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root).filter((name) => {
    const path = join(root, name, "manifest.json");
    return !name.startsWith(".") && existsSync(path) && readFileSync(path, "utf8").includes(`"${runId}"`);
  });
}

/** What the recorder has written of this run itself. */
function toldBefore(store: Store, runId: string): readonly Fields[] {
  const directories = new Set([null, ...store.sessions()].map((session) => store.directory(session)));
  const lines = [...directories].flatMap((directory) => {
    const path = join(directory, META_LOG);
    return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
  });
  return lines.flatMap((line): Fields[] => {
    const record = parseObject(line);
    return record?.["run_id"] === runId ? [record] : [];
  });
}

/** Threads that the recorder knew, of which nobody else may tell. */
function seenIn(told: readonly Fields[]): readonly SeenThread[] {
  return told.flatMap(({ type, session_id, thread_id, parent_thread_id, rollout }) => {
    const id = textOf(thread_id);
    if (type !== "thread_seen" || id === null) return [];
    return [
      { thread_id: id, root_id: textOf(session_id), parent_id: textOf(parent_thread_id), rollout: textOf(rollout) },
    ];
  });
}

/** Taps tell the same again when they read from the beginning; when a thread was first seen is the recorder's own time. */
function keyOf(record: Telling | Fields): string {
  const entries = Object.entries(record).filter(([name]) => !OF_THE_RUN.has(name));
  const own = entries.filter(([name]) => record["type"] !== "thread_seen" || !["at", "rollout"].includes(name));
  return JSON.stringify(own.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const OF_THE_RUN: ReadonlySet<string> = new Set(["schema_version", "run_id", "session_id", "source"]);
