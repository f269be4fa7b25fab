// What an upgrade has to say of itself: what was made up, left out, built, and left open.

import type { DamageKind } from "../bytes/damage.ts";
import type { JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { Era } from "../rollout/era.ts";
import { shorten } from "./body.ts";

/** What can be made up, each with what stands there instead of knowledge. */
export const MADE_UP = {
  header: "a session header, for the file's own is lost: the thread id is that of the file's name",
  timestamp: "the time of a line: that of the session's start, for the two oldest eras wrote no other",
  cwd: "the working directory of the session: none is told, so it is empty",
  originator: "the program that ran the session: unknown",
  cli_version: "the version of Codex that wrote the session: unknown",
  source: "where the session was started from: unknown",
  session_id: "the root of the session's tree: itself, for nothing names a parent",
  turn_id: "the id of a turn, made from the thread's id, the time and a count",
  turn_start: "the start of a turn: where its first prompt or action stands",
  turn_end: "the end of a turn: before the next one's start, or at the end of the file",
  item_id: "the id of an item, made from the thread's id, the time and a count",
  argv: "the shell that ran a script: bash unless the session names another",
  command_cwd: "the working directory of a command: none is told, and Codex asks for one, so it is the root",
  status: "how a call ended: nothing tells, or Codex has no word for it, so its item stays in progress",
  mcp_server: "which part of a tool's name is its MCP server: all before the first double underscore",
  deleted_text: "the text of a deleted file: empty, for the patch does not hold it",
  line_numbers: "the line numbers of a diff: left out, for the patch does not tell them",
  ordinal: "a new ordinal in place of another",
} as const;
export type MadeUp = keyof typeof MADE_UP;

/**
 * - `damaged`: bytes that hold no whole record
 * - `no place`: the newer era has no place for such a record
 * - `abridged`: a record too large to be held whole
 */
export type LeftOutReason = "damaged" | "no place" | "abridged";

/** Something of the source that is not in the result. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  /** Its line in the source, and its bytes there (of the uncompressed file). */
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly damage: DamageKind | null;
  /** The whole record, where there is one: it is kept here and nowhere else. */
  readonly record: JsonObject | null;
}

export const UPGRADE_SCHEMA_VERSION = 1;

/** The report of one upgrade. Its keys are a promise: they only grow. */
export interface UpgradeReport {
  readonly schema_version: typeof UPGRADE_SCHEMA_VERSION;
  /** The thread id, from the header or the file's name; null when neither tells. */
  readonly thread_id: string | null;
  /** When the session began, as its header says. */
  readonly started_at: string | null;
  /** Every era met in the source, oldest first. */
  readonly from: readonly Era[];
  readonly to: Era;
  /** The file was begun in that era or a newer one: it is not changed at all. */
  readonly unchanged: boolean;
  readonly records_in: number;
  readonly lines_out: number;
  /** How often each kind of `MADE_UP` was made up; kinds that were not are absent. */
  readonly made_up: Readonly<Partial<Record<MadeUp, number>>>;
  readonly left_out: readonly LeftOut[];
  /** Lines that were built, by event or item type. */
  readonly built: Readonly<Record<string, number>>;
  /** Turns that start in the result. */
  readonly turns: number;
  /** CommandExecution, FileChange and tool call items built or carried over. */
  readonly commands: number;
  readonly file_changes: number;
  readonly tool_calls: number;
  /** Calls of which nothing says that they ended: they have no item. */
  readonly without_end: number;
  /** Outputs shortened in the item that repeats them; they are whole in their own line. */
  readonly shortened: number;
}

export interface Notes {
  readonly made: (what: MadeUp) => void;
  readonly leaveOut: (reason: LeftOutReason, at: Place, record: JsonObject | null, damage?: DamageKind) => void;
  /** An output as an item holds it. */
  readonly fit: (output: string) => string;
  readonly withoutEnd: (calls: number) => void;
  readonly counts: () => Pick<UpgradeReport, "made_up" | "left_out" | "shortened" | "without_end">;
}

/** Plain data. */
export interface NotesState {
  readonly made_up: Partial<Record<MadeUp, number>>;
  readonly left_out: LeftOut[];
  shortened: number;
  without_end: number;
}

export function createNotesState(): NotesState {
  return { made_up: {}, left_out: [], shortened: 0, without_end: 0 };
}

/** `whole`: outputs are left as long as they are, for readers that are no Codex. */
export function createNotes(state: NotesState = createNotesState(), whole = false): Notes {
  const { made_up, left_out } = state;
  return {
    made(what) {
      made_up[what] = (made_up[what] ?? 0) + 1;
    },
    leaveOut(reason, at, record, damage) {
      left_out.push({ reason, line: at.number, offset: at.offset, length: at.length, damage: damage ?? null, record });
    },
    fit(output) {
      if (whole) return output;
      const { text, shortened } = shorten(output);
      if (shortened) state.shortened += 1;
      return text;
    },
    withoutEnd(calls) {
      state.without_end += calls;
    },
    counts: () => ({ made_up, left_out, shortened: state.shortened, without_end: state.without_end }),
  };
}
