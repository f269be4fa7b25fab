// The events of `codex exec --json`: the thread they are of, and each line as it is.

import { parseObject, textOf } from "./json.ts";
import type { Hearing } from "./telling.ts";

export class EventsTap {
  readonly #hearing: Hearing;
  #rest = "";
  #seen = false;

  constructor(hearing: Hearing) {
    this.#hearing = hearing;
  }

  /** The lines that are whole now, line breaks included. */
  push(bytes: Uint8Array): readonly string[] {
    const lines = (this.#rest + Buffer.from(bytes).toString("latin1")).split("\n");
    this.#rest = lines.pop() ?? "";
    const whole = lines.map((line) => `${Buffer.from(line, "latin1").toString("utf8")}\n`);
    if (!this.#seen) for (const line of whole) this.#see(line);
    return whole;
  }

  #see(line: string): void {
    const event = parseObject(line);
    const named = event?.["type"] === "thread.started" ? textOf(event["thread_id"]) : null;
    if (named === null) return;
    this.#seen = true;
    // Whether it has a parent, only its session file tells.
    this.#hearing.see({ thread_id: named, root_id: null, parent_id: null, rollout: null });
  }
}
