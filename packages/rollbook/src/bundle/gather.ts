// Which files belong to a session: its own, those it continues, its subagents', and its recording's.

import { readdirSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { chainOf, recordedName, type Catalogue, type CataloguedThread } from "rollbook-core";
import { filesOf, findRecording, type Library } from "../home/index.ts";

export interface Gathered {
  readonly session_id: string | null;
  readonly threads: readonly string[];
  readonly files: readonly GatheredFile[];
  /** The directory of the recording; null where there is none. */
  readonly recording: string | null;
}

export interface GatheredFile {
  readonly path: string;
  /** In the bundle: as in the home. */
  readonly name: string;
  readonly kind: "session" | "recording";
}

/** Files are named once each; what lies outside of the session's home stands among its sessions. */
export function gatherSession({ catalogue }: Library, thread: CataloguedThread): Gathered {
  const threads = treeOf(catalogue, thread);
  const paths = new Set<string>();
  for (const { rollouts } of threads) {
    for (const rollout of rollouts) {
      for (const { path } of filesOf(chainOf(catalogue, rollout))) paths.add(path);
      paths.add(rollout.stem.path);
    }
  }
  const { home } = thread;
  const sessions = [...paths].toSorted().map((path): GatheredFile => {
    const name = namedIn(home, path) ?? `sessions/${basename(path)}`;
    return { path, name: withoutMark(name), kind: "session" };
  });
  const ids = [thread.header.root_id, thread.id];
  const recording = findRecording({ home, ids, paths: [...paths] });
  const place = recording === null ? "" : (namedIn(home, recording) ?? `sessions/${basename(recording)}`);
  const recorded = recording === null ? [] : filesBelow(recording, place);
  return {
    session_id: thread.id,
    threads: threads.flatMap(({ id }) => id ?? []),
    files: [...sessions, ...recorded.filter(({ path }) => !paths.has(path))],
    recording,
  };
}

/** The thread and all it spawned, however deep. */
function treeOf(catalogue: Catalogue, thread: CataloguedThread): readonly CataloguedThread[] {
  const tree = new Set([thread]);
  for (const each of tree) {
    if (each.id === null) continue;
    for (const child of catalogue.children(each.id)) if (child.home === thread.home) tree.add(child);
  }
  return [...tree];
}

/** A session that only its recording holds is one in the bundle. */
function withoutMark(name: string): string {
  const plain = recordedName(basename(name));
  return plain === null ? name : `sessions/${plain}`;
}

function namedIn(home: string, path: string): string | null {
  if (home === "") return null;
  const inside = relative(home, path);
  return inside.startsWith("..") ? null : inside.split(sep).join("/");
}

/** Regular files only, and none of the session files that are linked there: these are in the bundle anyway. */
function filesBelow(directory: string, name: string): readonly GatheredFile[] {
  return readdirSync(directory, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return filesBelow(path, `${name}/${entry.name}`);
      if (!entry.isFile() || recordedName(entry.name) !== null || entry.name === ".gitignore") return [];
      return [{ path, name: `${name}/${entry.name}`, kind: "recording" as const }];
    });
}
