// The sessions that changed a file, this one among them: its history across sessions.

import type { Answers, Place } from "rollbook-api";
import { listAll } from "../../listing/index.ts";
import { sessionsTouching } from "../../refresh/index.ts";
import { HttpFailure } from "../http/failure.ts";
import { changesOf } from "./changes.ts";
import { askFor, type Desk } from "./desk.ts";
import { fillIndexes } from "./filling.ts";
import { wholeNumber } from "./items.ts";

/** Sessions that are told, the newest. */
const MOST = 200;

export async function answerTouching(desk: Desk, { session, file }: Place<"touching">): Promise<Answers["touching"]> {
  const { paths } = await changesOf(desk, session);
  const path = paths[wholeNumber("file", file)];
  if (path === undefined) throw new HttpFailure("not_found", "the session changed no such file");
  const { homes, filling } = await fillIndexes(desk);
  const { library, keys, thread: own } = askFor(desk, session);
  const rollouts = sessionsTouching(homes, desk.env, path).flatMap((place) => library.at(place) ?? []);
  const threads = new Set([own, ...rollouts.flatMap((rollout) => library.catalogue.threadOf(rollout) ?? [])]);
  const listed = listAll(library)
    .filter(({ thread }) => threads.has(thread))
    .toSorted((a, b) => b.created_ms - a.created_ms);
  const shown = listed.slice(0, MOST);
  const known = desk.facets.known(
    library,
    shown.map(({ thread }) => thread),
  );
  return desk.hide({
    path,
    total: listed.length,
    filling: filling(),
    sessions: shown.map(({ thread, id, name, kind, created_ms, updated_ms }, index) => ({
      key: keys.of(thread),
      session_id: id,
      title: name ?? known[index]?.facets.name ?? known[index]?.facets.first_words ?? null,
      kind,
      created_at: new Date(created_ms).toISOString(),
      updated_at: new Date(updated_ms).toISOString(),
      own: thread === own,
    })),
  });
}
