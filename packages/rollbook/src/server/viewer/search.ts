// Hits of a query in the indexes of the homes, which are brought up to their sessions beside it.

import { basename, resolve } from "node:path";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { chainOf } from "rollbook-core";
import { parseQuery } from "rollbook-core/search";
import type { Answers, Query, SearchHit } from "rollbook-api";
import { filesOf, sessionRooms, type Library } from "../../home/index.ts";
import { findIndex } from "../../refresh/index.ts";
import { createShowing, describeShown, search, type Hit, type Shown } from "../../search/index.ts";
import { HttpFailure } from "../http/failure.ts";
import type { Desk } from "./desk.ts";
import { keysOf, type Keys } from "./keys.ts";

/** Characters of a snippet. */
const WIDTH = 240;
/** Milliseconds that hits are looked for, and that a first index is waited for. */
const LONGEST = 1500;
const PATIENCE = 2000;
/** Milliseconds between two looks at whether an index is what its home holds. */
const PACE = 3000;

interface Filling {
  at: number;
  job: Promise<void> | null;
}

const fillings = new WeakMap<Desk, Filling>();

export async function answerSearch(
  desk: Desk,
  _: object,
  { q, order, limit, per_session }: Query<"search">,
): Promise<Answers["search"]> {
  if (q === null || q.trim() === "") throw new HttpFailure("bad_request", "q is what is looked for");
  const query = parseQuery(q, { now_ms: Date.now(), resolve: (path) => resolve(path) });
  if (query.type === "error") throw new HttpFailure("bad_request", query.message);
  const homes = desk.homes.filter((home) => sessionRooms(home).length > 0);
  const filling = fill(desk, homes);
  const placesNow = () => homes.flatMap((home) => findIndex(home, desk.env) ?? []);
  // Where there was no index yet, some of it is there in a moment.
  if (placesNow().length < homes.length) await Promise.race([filling.job, pause(PATIENCE)]);
  const library = desk.look();
  const keys = keysOf(library);
  const show = createShowing(query, WIDTH, desk.redact ? (text) => desk.hide(text) : null);
  const end = performance.now() + LONGEST;
  const hits: SearchHit[] = [];
  const counts = new Map<string, number>();
  let more = false;
  for await (const hit of search(placesNow(), query, { order, signal: desk.stop })) {
    more = hits.length === limit || performance.now() > end;
    if (more) break;
    const of = hit.session?.path ?? hit.session_id ?? "";
    const before = counts.get(of) ?? 0;
    counts.set(of, before + 1);
    if (per_session !== null && before >= per_session) continue;
    hits.push(hitOf(await show(hit), library, keys));
    await nextTurn();
  }
  return { hits, more, filling: filling.job !== null, notes: query.notes };
}

/** Brings the indexes up to their homes, in a process of its own: one at a time, and not at every letter typed. */
function fill(desk: Desk, homes: readonly string[]): Filling {
  const filling = fillings.get(desk) ?? { at: Number.NEGATIVE_INFINITY, job: null };
  fillings.set(desk, filling);
  if (filling.job !== null || homes.length === 0 || performance.now() - filling.at < PACE) return filling;
  filling.job = desk.fillIndexes(homes, desk.stop).finally(() => {
    filling.job = null;
    filling.at = performance.now();
  });
  // What an index lacks is found the next time.
  filling.job.catch(() => {});
  return filling;
}

function hitOf(shown: Shown, library: Library, keys: Keys): SearchHit {
  const { hit } = shown;
  const { session, session_id } = hit;
  const rollout = session === null ? null : library.at(session.path);
  const named = session_id === null ? null : keys.byId(session_id, hit.home);
  const thread = rollout === null ? named : library.catalogue.threadOf(rollout);
  return {
    key: thread === null ? null : keys.of(thread),
    ...describeShown(shown),
    sources:
      thread === null
        ? []
        : sourcesOf(
            hit,
            filesOf(chainOf(library.catalogue, thread.head)).map(({ path }) => path),
          ),
  };
}

function sourcesOf({ places }: Hit, paths: readonly string[]): SearchHit["sources"] {
  return places.map(({ file, line, offset, length }) => {
    // The index has resolved links in its paths.
    const index = paths.findIndex((path) => basename(path) === basename(file));
    return { file: index === -1 ? null : index, line, offset, length };
  });
}
