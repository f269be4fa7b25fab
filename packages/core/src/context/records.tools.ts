// For tests: session files of made-up records, written as Codex writes them, and their context.

import { readRecords } from "../rollout/read.ts";
import type { ContextReport } from "./contract.ts";
import { createContextFold } from "./fold.ts";

type Wire = Readonly<Record<string, unknown>>;
type Mode = "legacy" | "paginated" | null;

const ID = "01a1fd0e-0000-7000-8000-000000000000";

/** A thread being written, record by record. */
export class Written {
  readonly #lines: string[] = [];
  readonly #paginated: boolean;
  #turns = 0;
  #turn = "";

  constructor(mode: Mode = null, header: Wire = {}) {
    this.#paginated = mode === "paginated";
    const history_mode = mode === null ? {} : { history_mode: mode };
    const meta = {
      id: ID,
      timestamp: "2026-01-01T00:00:00.000Z",
      cwd: "/w",
      originator: "codex_exec",
      cli_version: "0",
    };
    this.record("session_meta", { ...meta, ...history_mode, ...header });
  }

  record(type: string, payload: unknown, beside: Wire = {}): this {
    const ordinal = this.#paginated ? { ordinal: this.#lines.length } : {};
    this.#lines.push(JSON.stringify({ timestamp: "2026-01-01T00:00:00.000Z", ...ordinal, type, payload, ...beside }));
    return this;
  }

  line(text: string): this {
    this.#lines.push(text);
    return this;
  }

  event(type: string, fields: Wire = {}): this {
    return this.record("event_msg", { type, ...fields });
  }

  item(item: Wire, beside: Wire = {}): this {
    return this.record("response_item", item, beside);
  }

  say(role: string, ...texts: readonly string[]): this {
    return this.item(message(role, ...texts));
  }

  start(): this {
    this.#turns++;
    this.#turn = `01a1fd0e-1000-7000-8000-${String(this.#turns).padStart(12, "0")}`;
    return this.event("task_started", { turn_id: this.#turn });
  }

  end(turn_id = this.#turn): this {
    return this.event("task_complete", { turn_id });
  }

  /** A whole turn; `inside` comes between the prompt and the answer. */
  turn(prompt: string, answer: string, inside: (thread: this) => void = () => undefined): this {
    this.start().say("user", prompt);
    inside(this);
    return this.say("assistant", answer).end();
  }

  compact(history: readonly string[] | null, fields: Wire = {}): this {
    const replacement = history === null ? {} : { replacement_history: history.map((text) => message("user", text)) };
    return this.record("compacted", { message: "SUMMARY", ...replacement, ...fields });
  }

  rollBack(num_turns: number): this {
    return this.event("thread_rolled_back", { num_turns });
  }

  context(): ContextReport {
    return contextOf([this.bytes()]);
  }

  bytes(): Uint8Array {
    return new TextEncoder().encode(this.#lines.map((line) => `${line}\n`).join(""));
  }
}

export function message(role: string, ...texts: readonly string[]): Wire {
  const type = role === "assistant" ? "output_text" : "input_text";
  return { type: "message", role, content: texts.map((text) => ({ type, text })) };
}

export function contextOf(files: readonly Uint8Array[]): ContextReport {
  const fold = createContextFold();
  for (const [file, bytes] of files.entries()) for (const reading of readRecords(bytes)) fold.read(file, reading);
  return fold.end();
}

/** What each item says, in short: the texts of messages, else the type and the output. */
export function said({ items }: ContextReport): string[] {
  return items.map(({ type, value }) => {
    const content = value["content"];
    if (type === "message" && Array.isArray(content))
      return content.map((part) => String((part as Wire)["text"])).join("|");
    return value["output"] === undefined ? type : `${type}: ${JSON.stringify(value["output"])}`;
  });
}
