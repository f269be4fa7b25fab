// What deserves a look among the files of a home, as sentences.

import { accessSync, constants } from "node:fs";
import { NO_HEADER, type Catalogue, type Stem } from "rollbook-core";
import type { SourceError } from "../error.ts";
import type { Problem } from "./contract.ts";
import type { Located } from "./walk.ts";

/** Of what lies among the sessions, and of the session files by their heads. */
export function findProblems(
  junk: readonly Located[],
  catalogue: Catalogue,
  unread: readonly SourceError[],
): readonly Problem[] {
  const stems = catalogue.threads.flatMap(({ rollouts }) => rollouts.flatMap(({ stem, copies }) => [stem, ...copies]));
  return [
    ...unread.map(({ source, message }): Problem => ({
      kind: "unreadable",
      path: source,
      message: `${message} Check who may read it.`,
    })),
    ...stems.flatMap(problemOf),
    ...junk.map(({ path }): Problem => ({
      kind: "junk",
      path,
      message: `${path} lies among the sessions and is none; Codex passes it over, and so does Rollbook.`,
    })),
  ];
}

function problemOf({ path, size, header }: Stem): readonly Problem[] {
  if (!isReadable(path)) {
    return [
      { kind: "unreadable", path, message: `${path} cannot be read: permission is denied. Check who may read it.` },
    ];
  }
  if (size === 0) {
    const message = `${path} is empty: a session that was only begun, or one that a full disk or a crash took. There is nothing in it to save.`;
    return [{ kind: "empty", path, message }];
  }
  if (header !== NO_HEADER) return [];
  const message = `${path} has no session header that can be read, so Codex may not list or open it. "rollbook check" says what is wrong, "rollbook actions" shows what is left.`;
  return [{ kind: "no_header", path, message }];
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
