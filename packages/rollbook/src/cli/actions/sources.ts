// The files behind the operands of a command line, and the operands there is nothing behind.

import { statSync } from "node:fs";
import type { CopiedItems, RolloutName } from "rollbook-core";
import { findRollouts, STDIN, type SessionFiles } from "../../home/index.ts";
import { describeReadError } from "../input.ts";
import { describeEmpty } from "../operand.ts";

export interface Source {
  /** As messages and evidence name it; `-` is standard input. Of several files the first of the session's own. */
  readonly path: string;
  /** The thread id and the rollout id in the file's name. */
  readonly threadId: string | null;
  readonly rolloutId: string | null;
  /** The size of its files on disk; 0 where there is no telling. */
  readonly bytes: number;
  /** What it begins with and another thread's file holds, where no header says so. */
  readonly copied: readonly CopiedItems[];
  /** The files of a session that has several, or goes on from one; null for a file that stands by itself. */
  readonly chain: SessionFiles | null;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** One sentence for each operand that cannot be read or holds no rollout. */
  readonly problems: readonly string[];
  /** What is worth saying though nothing went wrong. */
  readonly remarks: readonly string[];
}

export const STANDARD_INPUT: Source = singleFile(STDIN, null, 0);

export function singleFile(path: string, name: RolloutName | null, bytes: number): Source {
  const { thread_id = null, rollout_id = null } = name ?? {};
  return { path, threadId: thread_id, rolloutId: rollout_id, bytes, copied: [], chain: null };
}

/**
 * Each file by itself, as a session of its own. Files stand as they were given, those of a directory in the order they
 * were begun. A path given twice is read once.
 */
export function findSingleFiles(paths: readonly string[]): Sources {
  const sources = new Map<string, Source>();
  const problems: string[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      sources.set(path, STANDARD_INPUT);
      continue;
    }
    try {
      const found = findRollouts(path);
      for (const { path: file, name } of found.files) {
        sources.set(file, singleFile(file, name, statSync(file, { throwIfNoEntry: false })?.size ?? 0));
      }
      problems.push(...found.problems.map(describeReadError));
      if (found.files.length === 0) problems.push(describeEmpty(path, found.kind === "home"));
    } catch (error) {
      problems.push(describeReadError(error));
    }
  }
  return { sources: [...sources.values()], problems, remarks: [] };
}
