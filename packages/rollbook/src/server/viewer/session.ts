// One session by its head: its files, what it came from, and what came from it.

import { chainOf, type CataloguedThread } from "rollbook-core";
import type { Answers, Place } from "rollbook-api";
import { filesOf } from "../../home/index.ts";
import { listAll } from "../../listing/index.ts";
import { askFor, type Desk } from "./desk.ts";
import { rowOf } from "./row.ts";

export async function answerSession(desk: Desk, { session }: Place<"session">): Promise<Answers["session"]> {
  const { library, keys, thread } = askFor(desk, session);
  const listed = new Map(listAll(library).map((each) => [each.thread, each]));
  const own = listed.get(thread);
  if (own === undefined) throw new Error("a session that is in no list");
  const { catalogue } = library;
  const chain = chainOf(catalogue, thread.head);
  const standing = new Set(chain.files.map(({ path }) => path));
  const relate = (id: string, forked: boolean): Answers["session"]["children"][number] => {
    const other = keys.byId(id, thread.home);
    return other === null
      ? { key: null, session_id: id, name: null, kind: null, created_at: null, forked }
      : relation(other, forked);
  };
  const relation = (other: CataloguedThread, forked: boolean) => {
    const found = listed.get(other);
    return {
      key: keys.of(other),
      session_id: other.id ?? "",
      name: found?.name ?? null,
      kind: found?.kind ?? null,
      created_at: found === undefined ? null : new Date(found.created_ms).toISOString(),
      forked,
    };
  };
  const { parent_id, forked_from } = thread.header;
  const id = thread.id?.toLowerCase() ?? null;
  const children = [...listed.values()].filter(
    ({ header, thread: other }) =>
      id !== null &&
      other !== thread &&
      other.home === thread.home &&
      [header.parent_id, header.forked_from].some((each) => each?.toLowerCase() === id),
  );
  return desk.hide({
    ...rowOf(own, keys, 0, desk.facets.known(library, [thread])[0] ?? null),
    chain: filesOf(chain).map(({ path, rollout_id, thread_id }, index) => {
      const stem = library.at(path)?.stem;
      const size = stem?.size ?? null;
      const compressed = stem?.compressed ?? false;
      return { index, path, size, compressed, rollout_id, thread_id, reverted: !standing.has(path) };
    }),
    parent: parent_id === null ? null : relate(parent_id, false),
    fork_of: forked_from === null ? null : relate(forked_from, true),
    children: children
      .toSorted((a, b) => a.created_ms - b.created_ms)
      .map(({ thread: other, header }) => relation(other, header.parent_id === null)),
    gaps: chain.gaps,
    resume: id === null || !UUID.test(id) ? null : `codex resume ${id}`,
  });
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
