// Where a thread as it is told here is not the thread 0.169 answers: rules by field and era, each with its reason.

import type { Json, JsonObject } from "../bytes/json.ts";

/** A field of a thread in which two answers differ. */
export interface FieldDifference {
  readonly field: string;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface ThreadException {
  readonly field: string;
  /** Where, as the docs say it. */
  readonly where: string;
  readonly reason: string;
  readonly covers: (difference: FieldDifference, theirs: JsonObject) => boolean;
}

export const THREAD_EXCEPTIONS: readonly ThreadException[] = [
  {
    field: "model",
    where: "files before 0.65",
    reason: "0.169 cannot read their turn contexts, which name it.",
    covers: ({ ours, theirs }, { cliVersion }) => isBefore(cliVersion, 65) && ours !== null && theirs === null,
  },
  {
    field: "reasoningEffort",
    where: "files before 0.65",
    reason: "0.169 cannot read their turn contexts, which name it.",
    covers: ({ ours, theirs }, { cliVersion }) => isBefore(cliVersion, 65) && ours !== null && theirs === null,
  },
  {
    field: "reasoningEffort",
    where: "forks in a home an older Codex has kept",
    reason: "Its database holds the last effort that was named. The last turn of the file was run without one.",
    covers: ({ ours, theirs }, { forkedFromId, cliVersion }) =>
      ours === null && theirs !== null && (forkedFromId !== null || isBefore(cliVersion, 148)),
  },
  {
    field: "originator",
    where: "lists of a home an older Codex has kept",
    reason: "Its database has no such column; the file tells.",
    covers: ({ ours, theirs }) => ours !== null && theirs === null,
  },
  {
    field: "createdAt",
    where: "a second's edge",
    reason: "The database's clock was read some milliseconds before the file's.",
    covers: ({ ours, theirs }) => Number(ours) - Number(theirs) === 1,
  },
  {
    field: "updatedAt",
    where: "a second's edge",
    reason: "The database's clock and the file's are read one after the other.",
    covers: ({ ours, theirs }) => Math.abs(Number(ours) - Number(theirs)) === 1,
  },
  {
    field: "recencyAt",
    where: "homes with a database",
    reason: "It notes there when the last turn began; without it, Codex too gives the time of the last change.",
    covers: ({ ours, theirs }) => Number(ours) > Number(theirs),
  },
  {
    field: "preview",
    where: "forks whose parent Codex has not read in this home",
    reason:
      "Codex then shows the first prompt of the fork's own file; else, as here, that of the thread it goes on from.",
    covers: ({ ours, theirs }, { historyMode }) => historyMode === "paginated" && ours !== "" && theirs !== "",
  },
  {
    field: "name",
    where: "threads of 0.148 and later in a home without a database",
    reason: "Codex then does not look names up in session_index.jsonl.",
    covers: ({ ours, theirs }, { historyMode }) => historyMode === "paginated" && ours !== null && theirs === null,
  },
  {
    field: "status",
    where: "threads that Codex has loaded",
    reason: "Nothing is ever loaded here: it only reads.",
    covers: ({ theirs }) => JSON.stringify(theirs) !== '{"type":"notLoaded"}',
  },
  {
    field: "environments",
    where: "threads that Codex has loaded",
    reason: "Nothing is ever loaded here: it only reads.",
    covers: ({ theirs }) => theirs !== null,
  },
  {
    field: "canAcceptDirectInput",
    where: "threads that Codex has loaded",
    reason: "Nothing is ever loaded here: it only reads.",
    covers: ({ theirs }) => theirs !== null,
  },
];

function isBefore(version: Json | undefined, minor: number): boolean {
  return typeof version === "string" && Number(/^0\.(\d+)\./.exec(version)?.[1]) < minor;
}
