// Lays the facts of an action out as the published record.

import type { ActionRecord, Amended, Durability, Evidence, SessionRecord } from "./contract.ts";
import { SCHEMA_VERSION } from "./contract.ts";
import { changesOfPatch, pathsOf, textOfMap } from "./change.ts";
import { effectOf } from "./effect.ts";
import type { Facts } from "./facts.ts";
import type { Header } from "../lineage/header.ts";
import type { Era } from "../rollout/era.ts";

export type Include = "output" | "patch" | "prompts" | "reasoning";

export interface Circumstances {
  readonly session_id: string | null;
  readonly action_id: string;
  readonly seq: number;
  readonly timestamp: string | null;
  readonly turn_id: string | null;
  readonly parent_action_id: string | null;
  readonly durability: Durability;
  readonly evidence: readonly Evidence[];
  readonly include: ReadonlySet<Include>;
  /** Whether to say what it can have done to the world, which takes as long as all the rest. */
  readonly judged: boolean;
}

export function buildAction(facts: Facts, at: Circumstances): ActionRecord {
  const changes = changesOf(facts);
  const started_at = startOf(facts);
  const inferred: string[] = facts.inferred.filter((field) => field !== "started_at" || started_at !== null);
  if (facts.turn_id === null && at.turn_id !== null) inferred.push("turn_id");
  if (at.parent_action_id !== null) inferred.push("parent_action_id");
  return {
    record: "action",
    schema_version: SCHEMA_VERSION,
    session_id: at.session_id,
    turn_id: facts.turn_id ?? at.turn_id,
    timestamp: at.timestamp,
    action_type: facts.action_type ?? "tool_call",
    tool_name: facts.tool_name,
    command: facts.command,
    changed_paths: pathsOf(changes),
    status: facts.status ?? "unknown",
    seq: at.seq,
    action_id: at.action_id,
    started_at,
    completed_at: facts.completed_at,
    duration_ms: facts.duration_ms,
    marker: facts.marker,
    argv: facts.argv,
    cwd: facts.cwd,
    exit_code: facts.exit_code,
    changes,
    child_session_id: facts.child_session_id,
    parent_action_id: at.parent_action_id,
    effect: at.judged ? effectOf(facts) : null,
    durability: at.durability,
    inferred: inferred.sort(),
    evidence: at.evidence,
    ...(at.include.has("output") ? { output: facts.output } : {}),
    ...(at.include.has("patch") ? { patch: facts.patch ?? textOfMap(facts.changes_map) } : {}),
  };
}

/** Fields whose late discovery is worth an amendment; the others only come along with one of these, or with `status`. */
const WORTH = ["exit_code", "command", "changes", "child_session_id"] as const;

/** Whether the facts hold such a field that the action lacks. */
export function tellsMore(before: ActionRecord, facts: Facts): boolean {
  return WORTH.some((field) => before[field] === null && facts[field] !== null);
}

/** Until 0.50 a call was written together with its output: such a start is none when the command took longer. */
function startOf({ started_at, completed_at, duration_ms }: Facts): string | null {
  if (started_at === null || completed_at === null || duration_ms === null) return started_at;
  return Date.parse(completed_at) - Date.parse(started_at) + 1000 < duration_ms ? null : started_at;
}

/** An item or event names the changes itself; without one they are what the patch asked for. */
export function changesOf(facts: Facts): ActionRecord["changes"] {
  return facts.changes ?? (facts.patch === null ? null : changesOfPatch(facts.patch, facts.patch_cwd));
}

/** A status that later evidence may correct. */
export function isOpenQuestion(action: ActionRecord): boolean {
  return action.status === "interrupted" || action.status === "unknown";
}

/** Tools whose evidence may name a session they began or spoke to. */
export const AGENTS: ReadonlySet<string> = new Set([
  "spawn_agent",
  "send_input",
  "send_message",
  "followup_task",
  "interrupt_agent",
  "wait",
  "wait_agent",
  "close_agent",
  "resume_agent",
  "list_agents",
]);

/** All that an action of its type can tell is told. */
export function isSettled(action: ActionRecord): boolean {
  if (isOpenQuestion(action)) return false;
  switch (action.action_type) {
    case "command_execution":
      return action.exit_code !== null && action.command !== null;
    case "file_change":
      return action.changes !== null;
    case "tool_call":
      return action.child_session_id !== null || (action.tool_name !== null && !AGENTS.has(action.tool_name));
    default:
      return true;
  }
}

/** What `after` tells and `before` did not; null when it is not worth a record. What was told stays as it was told. */
export function amendmentOf(before: ActionRecord, after: ActionRecord): Amended | null {
  const open = isOpenQuestion(before);
  const changed: Record<string, unknown> = {};
  for (const key of Object.keys(after) as (keyof ActionRecord)[]) {
    if (FIXED.has(key) || after[key] === null || JSON.stringify(before[key]) === JSON.stringify(after[key])) continue;
    if (key === "status" ? open && after.status !== "unknown" : before[key] === null || open || key === "inferred")
      changed[key] = after[key];
  }
  return "status" in changed || WORTH.some((key) => key in changed) ? changed : null;
}

const FIXED: ReadonlySet<keyof ActionRecord> = new Set([
  "record",
  "schema_version",
  "session_id",
  "action_id",
  "seq",
  "evidence",
  "action_type",
  "timestamp",
  "turn_id",
  "parent_action_id",
]);

export function buildSession(header: Header, era: Era | null, file: string, named: string | null): SessionRecord {
  const session_id = header.thread_id ?? named;
  return {
    record: "session",
    schema_version: SCHEMA_VERSION,
    session_id,
    root_session_id: header.root_id,
    parent_session_id: header.parent_id,
    forked_from: header.forked_from,
    started_at: header.started_at,
    cwd: header.cwd,
    git: header.git,
    originator: header.originator,
    source: header.source,
    cli_version: header.cli_version,
    model_provider: header.model_provider,
    era,
    file,
    inferred: header.thread_id === null && named !== null ? ["session_id"] : [],
  };
}
