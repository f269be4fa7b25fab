// Where what is read here is not what 0.169 answers: rules by era and field, each with its reason.

import type { Json, JsonObject } from "../bytes/json.ts";
import type { Item, Thread } from "../thread/index.ts";

/** A place where two answers differ: `[turn].field` or `[turn].items[item].field`. */
export interface Difference {
  readonly path: string;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface Setting {
  readonly thread: Thread;
  /** An older version had read the home before 0.169 did. */
  readonly again: boolean;
  /** `legacy` or `paginated`. */
  readonly mode: string;
  readonly turns: readonly JsonObject[];
}

export interface FieldException {
  readonly name: string;
  readonly reason: string;
  readonly covers: (difference: Difference, setting: Setting) => boolean;
}

export const FIELDS: readonly FieldException[] = [
  {
    name: "rootTurnId of a turn that an older version put into its database",
    reason: "The database of 0.160 to 0.166 had no column for it, and 0.169 does not read the file again.",
    covers: ({ path, theirs }, { again, mode }) =>
      again && mode === "paginated" && theirs === null && /^\[\d+\]\.rootTurnId$/.test(path),
  },
  {
    name: "status of a turn without an end, in files that tell no turns (0.34 … 0.98)",
    reason: "0.169 calls every such turn completed. One with a call that was never answered was interrupted.",
    covers: ({ path, ours, theirs }, { mode, thread, turns }) => {
      const index = /^\[(\d+)\]\.status$/.exec(path)?.[1];
      if (index === undefined || mode !== "legacy" || ours !== "interrupted" || theirs !== "completed") return false;
      const turn = thread.turns.find(({ id }) => id === turns[Number(index)]?.["id"]);
      return (
        turn?.synthetic === true &&
        turn.items.some(({ content }) => "status" in content && content.status === "in_progress")
      );
    },
  },
  {
    name: "startedAt and rootTurnId of a turn of which only the end is on disk (reviews of legacy files, 0.144 …)",
    reason: "0.169 takes them from the record that starts a turn; the record that ends it says them as well.",
    covers: ({ path, ours, theirs }, { mode }) =>
      mode === "legacy" && theirs === null && ours !== null && /^\[\d+\]\.(?:startedAt|rootTurnId)$/.test(path),
  },
  {
    name: "no turns at all",
    reason: "0.169 answers from a database that it fills in the background, and the first answer may come before.",
    covers: ({ path }, { mode, turns }) => path === "" && mode === "paginated" && turns.length === 0,
  },
];

export interface ExtraItem {
  readonly name: string;
  readonly reason: string;
  readonly covers: (item: Item, setting: Setting) => boolean;
}

/** Items that 0.169 does not show. */
export const EXTRAS: readonly ExtraItem[] = [
  {
    name: "recovered items",
    reason:
      "0.169 makes no items of calls and outputs: commands, patches and searches of files before 0.148 are lost to it.",
    covers: ({ origin }) => origin === "recovered",
  },
  {
    name: "commands told by events (0.104 … 0.130)",
    reason: "Those versions showed `exec_command_end` as a command, 0.169 no longer does.",
    covers: ({ content, origin }, { mode }) =>
      mode === "legacy" && origin === "event" && content.type === "CommandExecution",
  },
  {
    name: "records behind the cut of a base",
    reason:
      "A command that outlived a revert is written to the file it began in, which 0.169 reads up to the cut only.",
    covers: ({ sources }, { thread }) =>
      sources.some(({ file, offset }) => offset >= (thread.files[file]?.end_offset ?? Number.POSITIVE_INFINITY)),
  },
];
