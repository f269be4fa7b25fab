// envelope → legacy: turns get starts, ends and ids, and the header what 0.144 … 0.147 wrote into it. Frozen.

import { isObject, type JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import { uuidTime } from "../lineage/uuid.ts";
import { makeId } from "./ids.ts";
import { editPayload, isEnveloped, makeEvent, payloadObject, reshape, type Line, type Step } from "./line.ts";
import type { Notes } from "./notes.ts";
import { callStep, markOf, timeOf } from "./turns.ts";

/** A turn that no record starts. */
interface MadeTurn {
  readonly id: string;
  readonly owner: string | null;
  /** Nothing but a compaction was seen in it: the prompt behind it belongs to it. */
  compactedOnly: boolean;
  last_message: string | null;
  /** Calls without an output so far. */
  readonly open: Set<string>;
}

/** Plain data. */
export interface EnvelopeState {
  made: MadeTurn | null;
  /** A turn of Codex's own is open. */
  told: boolean;
  /** The file has told turns (0.104 …), so only a prompt outside of them needs one made. */
  telling: boolean;
  turns: number;
  last: Line | null;
  /** When each thread met in a header began: copied turns must not look newer than the thread they were copied into. */
  readonly began: Map<string, number>;
}

export function createEnvelopeState(): EnvelopeState {
  return { made: null, told: false, telling: false, turns: 0, last: null, began: new Map() };
}

export function createEnvelopeStep(notes: Notes, state: EnvelopeState): Step {
  function open(line: Line, compactedOnly: boolean): readonly Line[] {
    const owner = line.owner ?? "";
    const ms = state.began.get(owner) ?? uuidTime(owner) ?? 0;
    const copied = state.began.size > 1 && owner !== state.began.keys().next().value;
    const id = makeId(`${owner}/turn/${state.turns}`, copied ? ms + state.turns : (timeOf(line) ?? ms));
    state.turns += 1;
    state.made = { id, owner: line.owner, compactedOnly, last_message: null, open: new Set() };
    notes.made("turn_id");
    notes.made("turn_start");
    const started_at = seconds(line);
    return [
      makeEvent(line, "legacy", {
        type: "task_started",
        turn_id: id,
        started_at,
        model_context_window: null,
        collaboration_mode_kind: "default",
      }),
    ];
  }

  /** A turn with a call that was never answered did not come to its end, so none is written. */
  function close(line: Line): readonly Line[] {
    if (state.made === null) return [];
    const { id, last_message, open: calls, owner } = state.made;
    state.made = null;
    if (calls.size > 0) return [];
    notes.made("turn_end");
    return [
      {
        ...makeEvent(line, "legacy", {
          type: "task_complete",
          turn_id: id,
          last_agent_message: last_message,
          completed_at: seconds(line),
        }),
        owner,
      },
    ];
  }

  /** Lines to stand before this one. */
  function turnsBefore(line: Line): readonly Line[] {
    const mark = markOf(line);
    if (mark === "starts") {
      const closed = close(line);
      state.told = true;
      state.telling = true;
      return closed;
    }
    if (state.told || mark === null || mark === "ends") return [];
    if (mark === "prompt") {
      if (state.made?.compactedOnly === true) {
        state.made.compactedOnly = false;
        return [];
      }
      return [...close(line), ...open(line, false)];
    }
    if (state.made !== null) {
      if (mark === "acts") state.made.compactedOnly = false;
      return [];
    }
    // Between state.turns that are state.told, only what was said or entered is a turn of its own; calls there were copied or are late.
    return state.telling && line.outer !== "event_msg" ? [] : open(line, mark === "compacts");
  }

  function follow(line: Line): Line {
    const call = callStep(line);
    if (call !== null && state.made !== null) {
      if (call.opens) state.made.open.add(call.id);
      else state.made.open.delete(call.id);
    }
    if (state.made !== null && line.inner === "agent_message" && line.outer === "event_msg")
      state.made.last_message = text(payloadObject(line)["message"]);
    if (markOf(line) !== "ends") return line;
    if (state.told) {
      state.told = false;
      return line;
    }
    if (state.made === null || text(payloadObject(line)["turn_id"]) !== null) return line;
    const named = editPayload(line, { turn_id: state.made.id });
    state.made = null;
    return named;
  }

  return {
    take(line) {
      if (!isEnveloped(line)) return [line];
      state.last = line;
      const now: Line = line.era === "envelope" ? reshape(line, "legacy", line.value) : line;
      if (now.outer === "session_meta") {
        const id = text(payloadObject(now)["id"]);
        const ms = Date.parse(text(payloadObject(now)["timestamp"]) ?? "");
        if (id !== null && !state.began.has(id)) state.began.set(id, Number.isNaN(ms) ? 0 : ms);
        return [legacyHeader(now, notes)];
      }
      if (now.outer === "turn_context") return [legacyContext(now, state.made?.id ?? null)];
      return [...turnsBefore(now), follow(now)];
    },
    end: () => (state.last === null ? [] : close(state.last)),
  };
}

function seconds(line: Line): number | null {
  const ms = timeOf(line);
  return ms === null ? null : Math.floor(ms / 1000);
}

/** Fields that 0.169 needs or 0.144 always wrote; `git` stays last, where Codex writes it. */
function legacyHeader(line: Line, notes: Notes): Line {
  const payload = payloadObject(line);
  const source = payload["source"];
  const child = text(payload["parent_thread_id"]) !== null || (isObject(source) && source["subagent"] !== undefined);
  const added: Record<string, string> = {};
  const fill = (key: "originator" | "cli_version" | "source" | "cwd", value: string): void => {
    if (payload[key] !== undefined && payload[key] !== null) return;
    added[key] = value;
    notes.made(key);
  };
  fill("cwd", "");
  fill("originator", "unknown");
  fill("cli_version", "unknown");
  fill("source", "unknown");
  const root: JsonObject =
    payload["session_id"] === undefined && !child && text(payload["id"]) !== null ? { session_id: payload["id"] } : {};
  if ("session_id" in root) notes.made("session_id");
  const { git, ...rest } = payload;
  const mode = text(payload["history_mode"]);
  if (mode !== null && Object.keys(added).length === 0 && Object.keys(root).length === 0) return line;
  const history_mode = mode ?? "legacy";
  const whole: JsonObject = { ...root, ...rest, ...added, history_mode, ...(git === undefined ? {} : { git }) };
  return { ...line, value: { ...line.value, payload: whole }, making: "edited" };
}

/** `sandbox_policy` was tagged `mode` until 0.58 and is tagged `type` since. */
function legacyContext(line: Line, turn_id: string | null): Line {
  const payload = payloadObject(line);
  const policy = payload["sandbox_policy"];
  const named: JsonObject = turn_id !== null && text(payload["turn_id"]) === null ? { turn_id } : {};
  if (!isObject(policy) || policy["type"] !== undefined || policy["mode"] === undefined) {
    return "turn_id" in named ? editPayload(line, named) : line;
  }
  const { mode, ...rest } = policy;
  return editPayload(line, { ...named, sandbox_policy: { type: mode, ...rest } });
}
