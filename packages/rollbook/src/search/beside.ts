// What a search finds beside the rollouts: names that people gave sessions, and prompts only a history file holds.

import { createMatcher, type Query, type Searchable } from "rollbook-core/search";
import { findHistories, readTyped } from "../home/index.ts";
import type { IndexPlace } from "../refresh/index.ts";
import type { Hit } from "./search.ts";
import type { Shard } from "./shards.ts";

/** The same thing asked again so soon is one prompt. */
const TWICE_MS = 10_000;

/** In no order. Of prompts in history files only those whose session is not in the index: the others are found in it. */
export async function hitsBeside(
  places: readonly IndexPlace[],
  shards: readonly Shard[],
  query: Query,
  fault: (message: string) => void,
): Promise<Hit[]> {
  const matches = createMatcher(query);
  return [
    ...shards.flatMap((shard) => namesIn(shard)).filter(matches),
    // What is asked of a session cannot be told of one that is gone.
    ...(query.sessions === null ? await typedIn(places, shards, matches, fault) : []),
  ];
}

function namesIn({ database, home, bounds, session }: Shard): readonly Hit[] {
  const rows = database.prepare("SELECT id, updated_ms FROM session WHERE name IS NOT NULL").all();
  return rows.flatMap(({ id, updated_ms }): readonly Hit[] => {
    const found = bounds.sessions === null || bounds.sessions.has(Number(id)) ? session(Number(id)) : null;
    if (found === null || found.name === null) return [];
    const { session_id, name } = found;
    return [{ ...said("name", name), home, session_id, session: found, time_ms: Number(updated_ms) }];
  });
}

async function typedIn(
  places: readonly IndexPlace[],
  shards: readonly Shard[],
  matches: (hit: Searchable) => boolean,
  fault: (message: string) => void,
): Promise<readonly Hit[]> {
  const isKnown = createKnown(shards);
  const hits: Hit[] = [];
  const last = new Map<string, number>();
  for (const { home } of places) {
    for (const { path } of findHistories(home)) {
      for await (const { prompts } of readTyped(path, home, ({ message }) => fault(message))) {
        for (const { text, time_ms, thread_id } of prompts) {
          if (thread_id !== null && isKnown(thread_id.toLowerCase())) continue;
          const hit: Hit = { ...said("prompt", text), home, session_id: thread_id, session: null, time_ms };
          if (!matches(hit)) continue;
          const before = last.get(`${thread_id}\n${text}`);
          if (before !== undefined && time_ms !== null && time_ms - before < TWICE_MS) continue;
          if (time_ms !== null) last.set(`${thread_id}\n${text}`, time_ms);
          hits.push(hit);
        }
      }
    }
  }
  return hits;
}

/** Whether there is a session of that key. Most prompts of a history are of few sessions. */
function createKnown(shards: readonly Shard[]): (key: string) => boolean {
  const finds = shards.map(({ database }) => database.prepare("SELECT 1 FROM session WHERE key = ?"));
  const known = new Map<string, boolean>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const is = finds.some((find) => find.get(key) !== undefined);
    known.set(key, is);
    return is;
  };
}

function said(kind: "name" | "prompt", text: string): Omit<Hit, "home" | "session_id" | "session" | "time_ms"> {
  const texts = { said: text, command: "", output: "", path: "" };
  return { kind, turn_id: null, status: null, exit_code: null, tool: null, texts, places: [] };
}
