// What a session changed in files: a list, diffs, a patch, and a file as it was after a turn.

import { setImmediate as nextTurn } from "node:timers/promises";
import { chainOf, type Chain } from "rollbook-core";
import type { Answers, Place, Query } from "rollbook-api";
import {
  changeBody,
  collectChanges,
  EVERYTHING,
  fileDiffs,
  fileStates,
  isOwn,
  patchOf,
  pathBelow,
  readHistory,
  replay,
  shownPath,
  touchedFiles,
  type FileDiff,
  type History,
} from "rollbook-core/replay";
import { createThreadFold, type Thread } from "rollbook-core/thread";
import { foldChain } from "../../home/index.ts";
import { HttpFailure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import { askFor, type Desk } from "./desk.ts";
import { wholeNumber } from "./items.ts";

interface Changes {
  readonly thread: Thread;
  readonly gaps: readonly string[];
  readonly history: History;
  /** Paths of all files it changed, by which they are named. */
  readonly paths: readonly string[];
}

type Range = Pick<Query<"files">, "first_turn" | "last_turn">;

export async function answerFiles(
  desk: Desk,
  { session }: Place<"files">,
  query: Query<"files">,
): Promise<Answers["files"]> {
  const { thread, history, paths, gaps } = await changesOf(desk, session);
  const { root } = history;
  const files = touchedFiles(replay(history, { ...EVERYTHING, ...rangeOf(thread, query) }));
  return desk.hide({
    root,
    gaps,
    files: files.map((file) => ({ index: paths.indexOf(file.path), name: shownPath(root, file.path), ...file })),
  });
}

export async function answerDiff(
  desk: Desk,
  { session }: Place<"diff">,
  query: Query<"diff">,
): Promise<Answers["diff"]> {
  const changes = await changesOf(desk, session);
  const { root } = changes.history;
  const range = rangeOf(changes.thread, query);
  const files = diffsOf(changes, query).map((diff) => ({
    index: indexOf(changes, diff.path),
    path: diff.path,
    name: shownPath(root, diff.path),
    old_path: diff.old_path,
    kind: diff.kind,
    old_mode: diff.old_mode,
    mode: diff.mode,
    known: diff.hunks !== null,
    lines_added: diff.lines_added,
    lines_removed: diff.lines_removed,
    diff: patchOf(diff, root),
    reasons: diff.reasons,
    changes: diff.changes.map((change) => {
      const { item, hunks, unnumbered, ...told } = change;
      const shown = change.kind !== "arrive" && (hunks !== null || unnumbered !== null);
      return { ...item, ...told, numbered: hunks !== null, diff: shown ? changeBody(change, root) : null };
    }),
  }));
  return desk.hide({ root, first_turn: range.from, last_turn: range.until, gaps: changes.gaps, files });
}

export async function answerPatch(desk: Desk, { session }: Place<"patch">, query: Query<"patch">): Promise<Reply> {
  const changes = await changesOf(desk, session);
  const { root } = changes.history;
  const inside = (path: string): boolean => pathBelow(root.path, path) !== null;
  const text = diffsOf(changes, query)
    .filter(({ path, old_path }) => inside(path) && inside(old_path ?? path))
    .map((diff) => patchOf(diff, root) ?? "")
    .join("");
  return { kind: "text", type: "text/x-diff", text: await desk.hide(text) };
}

export async function answerState(
  desk: Desk,
  { session, file }: Place<"state">,
  { turn }: Query<"state">,
): Promise<Answers["state"]> {
  const { thread, history, paths } = await changesOf(desk, session);
  const path = paths[wholeNumber("file", file)];
  if (path === undefined) throw new HttpFailure("not_found", "the session changed no such file");
  const until = turn ?? lastOf(thread);
  const states = fileStates(replay(history, { ...EVERYTHING, until }));
  const state = states.find((each) => each.path === path);
  if (state === undefined) throw new HttpFailure("not_found", "no patch had touched this file by then");
  return desk.hide({ ...state, turn: until });
}

function diffsOf(changes: Changes, query: Query<"diff">): readonly FileDiff[] {
  const asked = new Set(query.file.map((each) => wholeNumber("file", each)));
  const told = replay(changes.history, { ...EVERYTHING, ...rangeOf(changes.thread, query) });
  return fileDiffs(told).filter(
    ({ kind, hunks, path, old_path }) =>
      (kind !== "unchanged" || hunks === null) &&
      (asked.size === 0 || [path, old_path ?? path].some((each) => asked.has(changes.paths.indexOf(each)))),
  );
}

function indexOf({ paths }: Changes, path: string): number | null {
  const index = paths.indexOf(path);
  return index === -1 ? null : index;
}

/** The turns that are asked for, those copied from another session left aside as long as they are not. */
function rangeOf(thread: Thread, { first_turn, last_turn }: Range): { readonly from: number; readonly until: number } {
  const own = thread.turns.find((turn) => isOwn(thread, turn))?.index ?? 0;
  return { from: Math.max(own, first_turn ?? 0), until: last_turn ?? lastOf(thread) };
}

function lastOf({ turns }: Thread): number {
  return turns.at(-1)?.index ?? 0;
}

const read = new WeakMap<object, { readonly key: string; readonly changes: Promise<Changes> }>();

/** The last one that was asked for is remembered. */
export async function changesOf(desk: Desk, session: string): Promise<Changes> {
  const { library, thread } = askFor(desk, session);
  const chain = chainOf(library.catalogue, thread.head);
  const stems = chain.files.map(({ path }) => library.at(path)?.stem);
  const key = stems.map((stem) => [stem?.path, stem?.size, stem?.mtime_ms].join("\t")).join("\n");
  const before = read.get(desk);
  if (before?.key === key) return before.changes;
  const changes = readChanges(chain, desk.stop);
  read.set(desk, { key, changes });
  changes.catch(() => read.delete(desk));
  return changes;
}

async function readChanges(chain: Chain, stop: AbortSignal): Promise<Changes> {
  const collection = collectChanges();
  const fold = createThreadFold(collection);
  const reading = foldChain(chain, fold);
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    await nextTurn();
    stop.throwIfAborted();
  }
  const thread = { ...fold.end(), turns: collection.turns() };
  const history = readHistory(thread);
  const paths = touchedFiles(replay(history, EVERYTHING)).map(({ path }) => path);
  return { thread, gaps: [...step.value, ...thread.gaps], history, paths };
}
