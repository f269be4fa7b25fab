// Codex's own trace bundles (CODEX_ROLLOUT_TRACE_ROOT): threads, calls and what was given up.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { objectOf, parseObject, textOf, textsOf, type Fields } from "./json.ts";
import { Tail } from "./tail.ts";
import { UNKNOWN_CALL, type Call, type Hearing } from "./telling.ts";

/** `trace-<trace id>-<thread id>`; both are uuids. */
const BUNDLE = /^trace-.*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

interface Bundle {
  readonly name: string;
  readonly root: string;
  readonly tail: Tail;
  turns: number;
  /** An earlier run of the thread has left it, and told of it. */
  old: boolean;
}

export class TraceTap {
  readonly #directory: string;
  readonly #hearing: Hearing;
  readonly #since: number;
  readonly #bundles = new Map<string, Bundle>();
  #events = 0;

  /** What began before `since` is passed over. */
  constructor(directory: string, hearing: Hearing, since: number) {
    this.#directory = directory;
    this.#hearing = hearing;
    this.#since = since;
  }

  /** How much was read so far: it grows as long as Codex writes. */
  get events(): number {
    return this.#events;
  }

  /** The bundles there are, with the root thread of each and whether anything happened in it. */
  bundles(): readonly { readonly name: string; readonly root: string; readonly busy: boolean }[] {
    const own = [...this.#bundles.values()].filter(({ old }) => !old);
    return own.map(({ name, root, turns }) => ({ name, root, busy: turns > 0 }));
  }

  read(): void {
    for (const name of namesIn(this.#directory)) {
      const root = BUNDLE.exec(name)?.[1];
      if (root === undefined || this.#bundles.has(name)) continue;
      const tail = new Tail(join(this.#directory, name, "trace.jsonl"));
      this.#bundles.set(name, { name, root, tail, turns: 0, old: false });
    }
    const bundles = [...this.#bundles.values()].toSorted((a, b) => this.#age(a) - this.#age(b));
    for (const bundle of bundles) {
      bundle.tail.read((line, number) => {
        const event = parseObject(line);
        if (number === 1) bundle.old = Number(event?.["wall_time_unix_ms"] ?? this.#since) < this.#since;
        if (bundle.old) return;
        this.#events += 1;
        if (event !== null) this.#take(bundle, event, number);
      });
    }
  }

  close(): void {
    for (const { tail } of this.#bundles.values()) tail.close();
  }

  #age({ name }: Bundle): number {
    return statSync(join(this.#directory, name), { throwIfNoEntry: false })?.birthtimeMs ?? 0;
  }

  #take(bundle: Bundle, event: Fields, line: number): void {
    const payload = objectOf(event["payload"]);
    if (payload === null) return;
    const thread_id = textOf(event["thread_id"]);
    const turn_id = textOf(event["codex_turn_id"]);
    const type = payload["type"];
    if (type === "thread_started") {
      const id = textOf(payload["thread_id"]);
      if (id === null) return;
      const parent_id = id === bundle.root ? null : textOf(payload["parent_thread_id"]);
      this.#hearing.see({ thread_id: id, root_id: bundle.root, parent_id, rollout: null });
    } else if (type === "codex_turn_started") bundle.turns += 1;
    else if (type === "tool_call_started") {
      const id = textOf(payload["tool_call_id"]);
      if (id !== null) this.#hearing.calls.set(id, this.#callOf(bundle, payload, thread_id, turn_id));
    } else if (type === "inference_cancelled" || (type === "tool_call_ended" && payload["status"] === "cancelled")) {
      this.#hearing.tell({
        type: "cancelled",
        at: timeOf(event["wall_time_unix_ms"]),
        thread_id,
        turn_id,
        call_id: textOf(payload["tool_call_id"]),
        what: type === "inference_cancelled" ? "inference" : "tool",
        reason: textOf(payload["reason"]),
        source: { tap: "trace", file: `trace/${bundle.name}/trace.jsonl`, line },
      });
    }
  }

  #callOf(bundle: Bundle, payload: Fields, thread_id: string | null, turn_id: string | null): Call {
    const call = { ...UNKNOWN_CALL, thread_id, turn_id };
    const path = textOf(objectOf(payload["invocation_payload"])?.["path"]);
    const kind = textOf(objectOf(payload["kind"])?.["type"]);
    if (path === null) return call;
    let invocation: Fields | null = null;
    try {
      invocation = parseObject(readFileSync(join(this.#directory, bundle.name, path), "utf8"));
    } catch {
      // The trace is Codex's best effort; the call is told without what it was.
    }
    const given = objectOf(invocation?.["payload"]);
    return { ...call, ...whatOf(kind, textOf(given?.["arguments"]), textOf(given?.["input"])) };
  }
}

/** What a tool was asked for, of its arguments as the model gave them. */
export function whatOf(kind: string | null, words: string | null, input: string | null): Partial<Call> {
  if (kind === "apply_patch" || input?.startsWith("*** Begin Patch") === true) {
    const files = [...(input ?? words ?? "").matchAll(/^\*\*\* (?:Add|Update|Delete) File: (.+)$/gm)];
    return { asked_for: "changes", files: files.flatMap((match) => match[1] ?? []) };
  }
  const fields = words === null ? null : parseObject(words);
  const command = textsOf(fields?.["cmd"] ?? fields?.["command"]);
  if (command === null) return {};
  const cwd = textOf(fields?.["workdir"] ?? fields?.["cwd"]);
  return { asked_for: "command", command, cwd, reason: textOf(fields?.["justification"]) };
}

export function timeOf(ms: unknown): string | null {
  return typeof ms === "number" && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : null;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
