// What happened to files in a thread, in order: patches, and whatever else may have written.

import { resolvePath } from "../action/path.ts";
import type { Thread, TurnHead } from "../thread/index.ts";
import type { ItemRef } from "./contract.ts";
import { readEdits, type PatchEdits } from "./edits.ts";
import { commonFolder, plainPath } from "./path.ts";
import { fieldsOf, placeItems, type PlacedItem } from "./positions.ts";
import { writersOf, type Writer } from "./writers.ts";

export interface PatchEvent extends PatchEdits {
  readonly placed: PlacedItem;
  readonly item: ItemRef;
}

/** The folder the session worked in, and where that is said. */
export interface Root {
  readonly path: string | null;
  readonly from: "asked" | "header" | "turn" | "changes" | "nowhere";
}

export interface History {
  readonly root: Root;
  /** In the order in which they ended. Patches that changed nothing are left out. */
  readonly patches: readonly PatchEvent[];
  readonly writers: readonly Writer[];
}

export interface HistoryOptions {
  /** The session's folder, where it is known better than from the records. */
  readonly root: string | null;
  /** Turns inherited or copied from another thread too; else the thread's own alone. */
  readonly inherited: boolean;
}

/** Withdrawn turns are part of it: what they did to files, they did. */
export function readHistory(thread: Thread, { root = null, inherited = false }: Partial<HistoryOptions> = {}): History {
  const items = placeItems(thread).filter(({ turn }) => inherited || isOwn(thread, turn));
  const patches: PatchEvent[] = [];
  for (const placed of items) {
    const { content, origin } = placed.item;
    if (content.type !== "FileChange") continue;
    const edits = readEdits(fieldsOf(content), origin, thread.header.cli_version);
    const cwd = placed.turn.cwd ?? thread.header.cwd;
    const half_told = edits.half_told.map((path) => plainPath(resolvePath(cwd, path)));
    if (edits.done !== "no") patches.push({ ...edits, half_told, placed, item: refOf(placed) });
  }
  const writers = [...writersOf(thread, items), ...patches.flatMap(perhapsOf)];
  return { root: rootOf(thread, patches, root), patches, writers };
}

/** Whether the turn was lived in this thread. */
export function isOwn(thread: Pick<Thread, "id">, turn: Pick<TurnHead, "thread_id">): boolean {
  return turn.thread_id === null || thread.id === null || turn.thread_id === thread.id;
}

export function refOf({ turn, item }: PlacedItem): ItemRef {
  return { turn_index: turn.index, turn_id: turn.id, item_id: item.id };
}

/** Every path that is named, for those who have to look at something beforehand. */
export function pathsOf({ patches }: History): readonly string[] {
  return [...new Set(patches.flatMap(namedBy))];
}

function namedBy({ edits, half_told }: PatchEvent): readonly string[] {
  return [...edits.flatMap(({ path, moved_to }) => (moved_to === null ? [path] : [path, moved_to])), ...half_told];
}

function perhapsOf(event: PatchEvent): readonly Writer[] {
  const paths = event.done === "perhaps" ? namedBy(event) : event.half_told;
  if (paths.length === 0) return [];
  const { placed } = event;
  const text = event.done === "perhaps" ? "a patch that may have been applied in part" : "a patch that is told in part";
  return [{ kind: "patch", placed, start: placed.start, end: placed.end, paths, text }];
}

function rootOf(thread: Thread, patches: readonly PatchEvent[], asked: string | null): Root {
  if (asked !== null) return { path: asked, from: "asked" };
  const { cwd } = thread.header;
  if (cwd !== null && cwd !== "") return { path: cwd, from: "header" };
  const turn = thread.turns.find((one) => one.cwd !== null && one.cwd !== "");
  if (turn !== undefined) return { path: turn.cwd, from: "turn" };
  const absolute = [...new Set(patches.flatMap(namedBy))].filter((path) => path.startsWith("/"));
  const path = commonFolder(absolute);
  return { path, from: path === null ? "nowhere" : "changes" };
}
