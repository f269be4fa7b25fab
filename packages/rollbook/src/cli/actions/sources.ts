// The files behind the paths of a command line, and the paths there is nothing behind.

import { statSync } from "node:fs";
import { findRollouts, STDIN } from "../../home/index.ts";
import { describeReadError } from "../input.ts";

export interface Source {
  /** As messages and evidence name it; `-` is standard input. */
  readonly path: string;
  /** The thread id in the file's name, for sessions whose header is lost. */
  readonly threadId: string | null;
  /** Its size on disk; 0 where there is no telling. */
  readonly bytes: number;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** One sentence for each path that cannot be read or holds no rollout. */
  readonly problems: readonly string[];
}

/** Files stand as they were given, those of a directory in the order they were begun. A path given twice is read once. */
export function findSources(paths: readonly string[]): Sources {
  const sources = new Map<string, Source>();
  const problems: string[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      sources.set(path, { path, threadId: null, bytes: 0 });
      continue;
    }
    try {
      const found = findRollouts(path);
      for (const file of found.files) {
        const bytes = statSync(file.path, { throwIfNoEntry: false })?.size ?? 0;
        sources.set(file.path, { path: file.path, threadId: file.name?.thread_id ?? null, bytes });
      }
      problems.push(...found.problems.map(describeReadError));
      if (found.files.length === 0) problems.push(describeEmpty(path, found.kind === "home"));
    } catch (error) {
      problems.push(describeReadError(error));
    }
  }
  return { sources: [...sources.values()], problems };
}

function describeEmpty(path: string, home: boolean): string {
  return home
    ? `${path} is a codex home without sessions: there is no rollout in its sessions or archived_sessions`
    : `${path} holds no session: no rollout-*.jsonl, .jsonl.zst or .json is in it; check the path`;
}
