// What one layer of evidence tells of an action, and how the layers are laid over each other.

import type { Json } from "../bytes/json.ts";
import type { ActionType, FileChange, Marker, Status } from "./contract.ts";

/** Every field is null where this layer does not tell it. */
export interface Facts {
  readonly action_type: ActionType | null;
  readonly tool_name: string | null;
  readonly command: string | null;
  readonly argv: readonly string[] | null;
  readonly cwd: string | null;
  readonly changes: readonly FileChange[] | null;
  readonly status: Status | null;
  readonly exit_code: number | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly duration_ms: number | null;
  readonly turn_id: string | null;
  readonly marker: Marker | null;
  readonly child_session_id: string | null;
  /** The tool's own word that it changes nothing (MCP `readOnlyHint`, 0.147 …). */
  readonly read_only: boolean | null;
  /** How long the call allowed it to take. */
  readonly timeout_ms: number | null;
  readonly truncated: boolean;
  readonly output: string | null;
  /** The patch a call was given, and the directory it counts from: `changes` are read from it if nothing tells better. */
  readonly patch: string | null;
  readonly patch_cwd: string | null;
  /** Codex's own `changes` map of an item or event, for those who ask for the patch where no call is left. */
  readonly changes_map: Json | null;
  /** What a tool was asked, where `command` and `patch` do not tell it: its arguments as written, a query. */
  readonly asked: string | null;
  /** What came back, as the record holds it, in whichever of its forms. */
  readonly returned: Json | null;
  /** A text of the call came cut, and its beginning stands for it. */
  readonly cut: boolean;
  /** Names of the fields above that were computed and not read. */
  readonly inferred: readonly (keyof Facts)[];
}

export const NO_FACTS: Facts = {
  action_type: null,
  tool_name: null,
  command: null,
  argv: null,
  cwd: null,
  changes: null,
  status: null,
  exit_code: null,
  started_at: null,
  completed_at: null,
  duration_ms: null,
  turn_id: null,
  marker: null,
  child_session_id: null,
  read_only: null,
  timeout_ms: null,
  truncated: false,
  output: null,
  patch: null,
  patch_cwd: null,
  changes_map: null,
  asked: null,
  returned: null,
  cut: false,
  inferred: [],
};

/** Lays `under` below `over`: a field is `over`'s where it tells, else `under`'s, and stays inferred if it was there. */
export function layFacts(over: Facts, under: Facts): Facts {
  return {
    action_type: over.action_type ?? under.action_type,
    tool_name: over.tool_name ?? under.tool_name,
    command: over.command ?? under.command,
    argv: over.argv ?? under.argv,
    cwd: over.cwd ?? under.cwd,
    changes: over.changes ?? under.changes,
    status: over.status ?? under.status,
    exit_code: over.exit_code ?? under.exit_code,
    started_at: over.started_at ?? under.started_at,
    completed_at: over.completed_at ?? under.completed_at,
    duration_ms: over.duration_ms ?? under.duration_ms,
    turn_id: over.turn_id ?? under.turn_id,
    marker: over.marker ?? under.marker,
    child_session_id: over.child_session_id ?? under.child_session_id,
    read_only: over.read_only ?? under.read_only,
    timeout_ms: over.timeout_ms ?? under.timeout_ms,
    truncated: over.truncated || under.truncated,
    output: over.output ?? under.output,
    patch: over.patch ?? under.patch,
    patch_cwd: over.patch === null ? under.patch_cwd : over.patch_cwd,
    changes_map: over.changes_map ?? under.changes_map,
    asked: over.asked ?? under.asked,
    returned: over.returned ?? under.returned,
    cut: over.cut || under.cut,
    inferred: [...over.inferred, ...under.inferred.filter((field) => over[field] === null && under[field] !== null)],
  };
}

/** 124 is also what `timeout` and a program of its own mind exit with; Codex's 124 comes when the call's time is up. */
export function ranOut(exit_code: number | null, took_ms: number | null, call: Facts): boolean {
  return (
    exit_code === 124 && call.timeout_ms !== null && took_ms !== null && took_ms >= call.timeout_ms - WALL_ROUNDING_MS
  );
}

/** Wall times are written to a tenth of a second. */
const WALL_ROUNDING_MS = 60;
