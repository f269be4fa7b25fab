// Turn and session markers: facts that Codex wrote down as facts, one record each.

import type { JsonObject } from "../bytes/json.ts";
import { natural, number, object, text } from "../lineage/field.ts";
import type { Header } from "../lineage/header.ts";
import type { ActionType, Marker, Status } from "./contract.ts";
import { NO_FACTS, type Facts } from "./facts.ts";
import { isoTime } from "./item.ts";

function marker(action_type: ActionType, name: Marker, status: Status, rest: Partial<Facts> = {}): Facts {
  return { ...NO_FACTS, action_type, marker: name, status, ...rest };
}

/** The head of a file: a session started, forked from another, or reverted to an earlier point of itself. */
export function headerMarker(header: Header, segment: boolean): Facts {
  const name = segment ? "reverted" : header.forked_from !== null ? "forked" : "started";
  return marker("session_marker", name, "completed", {
    started_at: header.started_at,
    cwd: header.cwd,
  });
}

/** Turn markers exist from 0.104 (`turn_aborted` from 0.36): before, Codex wrote no start and no end. */
export function turnMarker(inner: string, payload: JsonObject): Facts | null {
  const turn_id = text(payload["turn_id"]);
  const started_at = isoTime(seconds(payload["started_at"]));
  const completed_at = isoTime(seconds(payload["completed_at"]));
  const duration_ms = natural(payload["duration_ms"]);
  switch (inner) {
    case "task_started":
    case "turn_started":
      return marker("turn_marker", "started", "completed", { turn_id, started_at });
    case "task_complete":
    case "turn_complete": {
      const failed = payload["error"] !== undefined && payload["error"] !== null;
      return marker("turn_marker", failed ? "failed" : "completed", failed ? "failed" : "completed", {
        turn_id,
        started_at,
        completed_at,
        duration_ms,
      });
    }
    case "turn_aborted":
      return marker("turn_marker", "aborted", "interrupted", { turn_id, started_at, completed_at, duration_ms });
    default:
      return null;
  }
}

function seconds(value: JsonObject[string]): number | null {
  const unix = number(value);
  return unix === null ? null : unix * 1000;
}

const SESSION_EVENTS: Readonly<Record<string, Marker>> = {
  thread_rolled_back: "rolled_back",
  thread_settings_applied: "settings_changed",
  thread_name_updated: "renamed",
  thread_goal_updated: "goal_changed",
  entered_review_mode: "review_entered",
  exited_review_mode: "review_exited",
  undo_completed: "undone",
};

export function sessionMarker(inner: string, payload: JsonObject): Facts | null {
  const name = SESSION_EVENTS[inner];
  if (name === undefined || !Object.hasOwn(SESSION_EVENTS, inner)) return null;
  const failed = inner === "undo_completed" && payload["success"] === false;
  const cwd = text(object(payload["thread_settings"])?.["cwd"]);
  return marker("session_marker", name, failed ? "failed" : "completed", {
    turn_id: text(payload["turn_id"]) ?? text(payload["turnId"]),
    cwd,
  });
}

/** Markers that are turn items in paginated files. */
export function itemMarker(type: string | null): Facts | null {
  if (type === "EnteredReviewMode") return marker("session_marker", "review_entered", "completed");
  return type === "ExitedReviewMode" ? marker("session_marker", "review_exited", "completed") : null;
}

export const COMPACTED: Facts = marker("session_marker", "compacted", "completed");
export const SNAPSHOTTED: Facts = marker("session_marker", "snapshotted", "completed");
export const RESUMED: Facts = marker("session_marker", "resumed", "completed");
