// A call that is open: what is remembered of it, and what its output says of its end.

import { parseJson } from "../bytes/deep.ts";
import type { Call } from "../action/call.ts";
import { isObject, type JsonObject } from "../bytes/json.ts";
import type { ToolOutput } from "../rollout/output.ts";
import { object } from "../lineage/field.ts";
import type { Notes } from "./notes.ts";

/** What is known where a call stands. */
export interface Surroundings {
  readonly cwd: string | null;
  readonly shell: string | null;
}

export interface OpenCall {
  readonly id: string;
  readonly call: Call;
  readonly item: JsonObject;
  readonly around: Surroundings;
  readonly turn_id: string | null;
  /** The process that goes on in the background. */
  process: number | null;
  printed: string;
  /** An event has told its end, so the output needs no item. */
  ended: boolean;
}

const TIMED_OUT = "command timed out after";

/**
 * The status of an item, by the words and the exit code. Where nothing tells how the call ended, or the wire has no word
 * for it, the item says what it would have said last: in progress.
 */
export function endOf(output: ToolOutput, notes: Notes): "completed" | "failed" | "declined" | "in_progress" {
  switch (output.verdict) {
    case "declined":
      return "declined";
    case "patched":
      return "completed";
    case "patch_failed":
    case "rejected":
      return "failed";
    default:
      // Nor is there a word for a timeout, but where its own sentence stands beside the exit code (0.36 …).
      if (output.exit_code !== null && (output.verdict !== "timed_out" || output.body.startsWith(TIMED_OUT)))
        return output.exit_code === 0 ? "completed" : "failed";
      notes.made("status");
      return "in_progress";
  }
}

export function argumentsOf(item: JsonObject): JsonObject | null {
  const source = item["arguments"];
  if (isObject(source)) return source;
  try {
    return typeof source === "string" ? object(parseJson(source)) : null;
  } catch {
    return null;
  }
}

/** Rust's `{secs, nanos}` of milliseconds. */
export function durationOf(ms: number): JsonObject {
  return { secs: Math.floor(ms / 1000), nanos: Math.round((ms % 1000) * 1e6) };
}
