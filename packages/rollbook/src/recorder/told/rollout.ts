// The session file as it grows: turns, interrupts, mode and settings, and what calls are about.

import { basename } from "node:path";
import { objectOf, parseObject, textOf, type Fields } from "./json.ts";
import { Tail } from "./tail.ts";
import { UNKNOWN_CALL, type Hearing } from "./telling.ts";
import { whatOf } from "./trace.ts";

/** Of a line this much is looked at to tell whether it is wanted; most are not, and some are long. */
const HEAD = 400;
const WANTED = /"(?:event_msg|turn_context|function_call|custom_tool_call)"/;
const UNWANTED = /"type":"(?:token_count|item_completed|agent_message|agent_reasoning)"/;

/** Settings that are told when they change, from turn_context and thread_settings_applied. */
const SETTINGS = [
  "model",
  "model_provider_id",
  "approval_policy",
  "approvals_reviewer",
  "sandbox_policy",
  "permission_profile",
  "effort",
  "reasoning_effort",
  "summary",
  "service_tier",
  "personality",
  "cwd",
];

/** Where a session file begins to be of interest. */
export interface Beginning {
  /** Bytes before this are not read; lines are then not numbered. */
  readonly from: number;
  /** Unix milliseconds; records before this are passed over. Null for none. */
  readonly since: number | null;
}

export class RolloutTap {
  readonly #tail: Tail;
  readonly #beginning: Beginning;
  readonly #file: string;
  readonly #thread: string;
  readonly #hearing: Hearing;
  readonly #settings = new Map<string, string>();
  #mode: string | null = null;
  #turn: string | null = null;
  /** 0.104 and later say that a turn has begun; before that there is what the user said. */
  #begins = false;

  constructor(path: string, beginning: Beginning, thread: string, hearing: Hearing) {
    this.#tail = new Tail(path, beginning.from);
    this.#beginning = beginning;
    this.#file = basename(path);
    this.#thread = thread;
    this.#hearing = hearing;
  }

  read(): void {
    this.#tail.read((line, number) => {
      const head = line.slice(0, HEAD);
      if (!WANTED.test(head) || UNWANTED.test(head)) return;
      const entry = parseObject(line);
      const payload = objectOf(entry?.["payload"]);
      if (entry === null || payload === null || !this.#isNew(entry)) return;
      this.#take(entry, payload, this.#beginning.from === 0 ? number : null);
    });
  }

  close(): void {
    this.#tail.close();
  }

  #isNew(entry: Fields): boolean {
    const { since } = this.#beginning;
    return since === null || Date.parse(textOf(entry["timestamp"]) ?? "") >= since;
  }

  #take(entry: Fields, payload: Fields, line: number | null): void {
    const at = textOf(entry["timestamp"]);
    // A review's parent holds events of the child: those are told by the child's own file.
    const of = textOf(payload["thread_id"]);
    if (of !== null && of !== this.#thread) return;
    const turn_id = textOf(payload["turn_id"]) ?? textOf(objectOf(payload["metadata"])?.["turn_id"]) ?? this.#turn;
    const rest = { at, thread_id: this.#thread, turn_id, source: { tap: "rollout", file: this.#file, line } } as const;
    const none = { ...rest, call_id: null };
    if (entry["type"] === "turn_context") this.#context(payload, none);
    else if (entry["type"] === "response_item") this.#call(payload, turn_id);
    else if (entry["type"] !== "event_msg") return;
    else if (payload["type"] === "task_started" || payload["type"] === "turn_started") {
      this.#begins = true;
      this.#turn = turn_id;
      this.#hearing.tell({ type: "turn_started", ...none });
      this.#enter(textOf(payload["collaboration_mode_kind"]), none);
    } else if (payload["type"] === "user_message") {
      if (!this.#begins) this.#hearing.tell({ type: "turn_started", ...none });
    } else if (payload["type"] === "task_complete" || payload["type"] === "turn_complete") {
      const failed = objectOf(payload["error"]) !== null;
      this.#hearing.tell({ type: "turn_ended", ...none, status: failed ? "failed" : "completed" });
    } else if (payload["type"] === "turn_aborted") {
      const reason = textOf(payload["reason"]);
      this.#hearing.tell({ type: "interrupted", ...none, by: null, reason });
      this.#hearing.tell({ type: "turn_ended", ...none, status: reason });
    } else if (payload["type"] === "thread_settings_applied") {
      const settings = objectOf(payload["thread_settings"]);
      if (settings !== null) this.#change(settings, none);
    }
  }

  #context(payload: Fields, none: Place): void {
    this.#enter(textOf(objectOf(payload["collaboration_mode"])?.["mode"]), none);
    this.#change(payload, none);
  }

  #enter(mode: string | null, none: Place): void {
    if (mode === null || mode === this.#mode) return;
    this.#mode = mode;
    this.#hearing.tell({ type: "mode_changed", ...none, mode });
  }

  #change(settings: Fields, none: Place): void {
    const changed = SETTINGS.filter((name) => {
      if (settings[name] === undefined) return false;
      const text = JSON.stringify(settings[name]);
      if (this.#settings.get(name) === text) return false;
      this.#settings.set(name, text);
      return true;
    });
    if (changed.length === 0) return;
    const entries = Object.fromEntries(changed.map((name) => [name, settings[name]]));
    this.#hearing.tell({ type: "settings_changed", ...none, settings: entries });
  }

  /** What the trace has told of a call is more than what stands here. */
  #call(payload: Fields, turn_id: string | null): void {
    const id = textOf(payload["call_id"]);
    if (id === null || this.#hearing.calls.has(id)) return;
    const what = whatOf(textOf(payload["name"]), textOf(payload["arguments"]), textOf(payload["input"]));
    this.#hearing.calls.set(id, { ...UNKNOWN_CALL, thread_id: this.#thread, turn_id, ...what });
  }
}

interface Place {
  readonly at: string | null;
  readonly thread_id: string;
  readonly turn_id: string | null;
  readonly call_id: null;
  readonly source: { readonly tap: "rollout"; readonly file: string; readonly line: number | null };
}
