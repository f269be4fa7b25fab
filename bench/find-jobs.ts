// Jobs over an index of a whole home: one appended line, and the first hit.

import { appendFileSync, statSync, truncateSync, utimesSync } from "node:fs";
import { parseQuery } from "rollbook-core/search";
import { findIndex, refresh } from "../packages/rollbook/src/refresh/index.ts";
import { search } from "../packages/rollbook/src/search/index.ts";
import { findRollouts } from "../packages/rollbook/src/home/index.ts";

const LINE =
  '{"timestamp":"2028-10-01T10:00:00.000Z","type":"event_msg","payload":{"type":"warning","message":"one line more"}}\n';

/** Milliseconds from the time the file's growth is known to the time it can be found. */
export async function appendLine(home: string): Promise<{ figure: number }> {
  const place = findIndex(home, process.env);
  const path = findRollouts(home).files.at(-1)?.path;
  if (place === null || path === undefined) throw new Error(`${home} has no index`);
  const { size, atime, mtime } = statSync(path);
  await refresh(place);
  appendFileSync(path, LINE);
  try {
    let planned = 0;
    await refresh(place, { planned: () => (planned = performance.now()) });
    return { figure: performance.now() - planned };
  } finally {
    truncateSync(path, size);
    utimesSync(path, atime, mtime);
    await refresh(place);
  }
}

/** Words of the kind that is asked for: what one of them needs is loaded and compiled for all. */
const OTHERS = ["Cursor", "Bucket", "Folder", "Matrix", "Anchor", "Ledger", "Window", "Tenant", "Signal", "Parser"];

/** Of a process that has searched for other words before, such as the viewer's server. */
export async function firstHit(home: string): Promise<{ seconds: number }> {
  for (const word of OTHERS) await firstHitCold(home, word);
  const start = performance.now();
  await firstHitCold(home);
  return { seconds: (performance.now() - start) / 1000 };
}

/** Reads no more than what the hit is shown with. */
export async function firstHitCold(home: string, word = "Deadline"): Promise<number> {
  const place = findIndex(home, process.env);
  const query = parseQuery(word, { now_ms: 0 });
  if (place === null || query.type === "error") throw new Error(`${home} has no index`);
  for await (const _ of search([place], query, { order: "newest" })) return 1;
  throw new Error(`${word} was not found`);
}
