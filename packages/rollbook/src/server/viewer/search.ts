// Hits of a query in the indexes of the homes, which are brought up to their sessions beside it.

import { basename, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { chainOf } from "rollbook-core";
import { parseQuery } from "rollbook-core/search";
import type { Answers, Query, SearchHit } from "rollbook-api";
import { filesOf, type Library } from "../../home/index.ts";
import { findIndex } from "../../refresh/index.ts";
import { createShowing, describeShown, search, type Hit, type Shown } from "../../search/index.ts";
import { HttpFailure } from "../http/failure.ts";
import type { Desk } from "./desk.ts";
import { fillIndexes } from "./filling.ts";
import { keysOf, type Keys } from "./keys.ts";

/** Characters of a snippet. */
const WIDTH = 240;
/** Milliseconds that hits are looked for. */
const LONGEST = 1500;

export async function answerSearch(
  desk: Desk,
  _: object,
  { q, order, limit, per_session }: Query<"search">,
): Promise<Answers["search"]> {
  if (q === null || q.trim() === "") throw new HttpFailure("bad_request", "q is what is looked for");
  const query = parseQuery(q, { now_ms: Date.now(), resolve: (path) => resolve(path) });
  if (query.type === "error") throw new HttpFailure("bad_request", query.message);
  const { homes, filling } = await fillIndexes(desk);
  const places = homes.flatMap((home) => findIndex(home, desk.env) ?? []);
  const library = desk.look();
  const keys = keysOf(library);
  const show = createShowing(query, WIDTH, desk.redact ? (text) => desk.hide(text) : null);
  const end = performance.now() + LONGEST;
  const hits: SearchHit[] = [];
  const counts = new Map<string, number>();
  let more = false;
  for await (const hit of search(places, query, { order, limit, signal: desk.stop })) {
    more = hits.length === limit || performance.now() > end;
    if (more) break;
    const of = hit.session?.path ?? hit.session_id ?? "";
    const before = counts.get(of) ?? 0;
    counts.set(of, before + 1);
    if (per_session !== null && before >= per_session) continue;
    hits.push(hitOf(await show(hit), library, keys));
    await nextTurn();
  }
  return { hits, more, filling: filling(), notes: query.notes };
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
