// Calls and the outputs that answer them, by the ids they share.

import type { Json } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { RecordReading } from "../rollout/reading.ts";
import { payloadOf, text } from "../lineage/field.ts";
import { remark, type Remark } from "./finding.ts";

const CALLS: ReadonlySet<string> = new Set([
  "function_call",
  "custom_tool_call",
  "local_shell_call",
  "tool_search_call",
]);
const OUTPUTS: ReadonlySet<string> = new Set([
  "function_call_output",
  "custom_tool_call_output",
  "local_shell_call_output",
  "tool_search_output",
]);
/** Answered ids that are remembered: a code-mode script may be answered several times, soon after one another. */
const REMEMBERED = 4096;

interface OpenCall {
  readonly at: Place;
  readonly name: string;
  /** It belongs to the thread this file copied it from. */
  readonly copied: boolean;
  aborted: boolean;
}

export interface Calls {
  step(record: RecordReading, copied: boolean): void;
  /** The turn was aborted: what is open has been given up. */
  abort(): void;
  /** The file is over: tells of the calls nothing answered. */
  end(live: boolean): void;
  counts(): { readonly called: number; readonly answered: number; readonly open: number };
  /** How many were not copied. */
  own(): number;
}

/** `continued`: whether the file continues another, which may hold the calls. */
export function createCalls(continued: () => boolean, tell: (found: Remark) => void): Calls {
  const open = new Map<string, OpenCall>();
  const answered = new Set<string>();
  let called = 0;
  let own = 0;
  let outputs = 0;

  function answer(id: string, record: RecordReading, copied: boolean): void {
    outputs += 1;
    const known = open.delete(id) || answered.has(id);
    answered.add(id);
    if (answered.size > REMEMBERED)
      for (const oldest of answered) {
        answered.delete(oldest);
        break;
      }
    if (known || copied) return;
    const details = continued() ? { severity: "note" as const } : {};
    tell(remark("output-without-call", record.at, `${record.inner} answers a call that is not in the file`, details));
  }

  return {
    step(record, copied) {
      const { inner } = record;
      const payload = payloadOf(record.value);
      if (CALLS.has(inner)) {
        const id = idOf(payload["call_id"]) ?? idOf(payload["id"]);
        if (id === null) return;
        called += 1;
        if (!copied) own += 1;
        open.set(id, { at: record.at, name: text(payload["name"]) ?? inner, copied, aborted: false });
      } else if (OUTPUTS.has(inner)) {
        // 0.169 writes outputs of its own accord (a goal's objective); they name no call.
        const id = idOf(payload["call_id"]);
        if (id !== null) answer(id, record, copied);
      }
    },
    abort() {
      for (const call of open.values()) call.aborted = true;
    },
    end(live) {
      for (const { at, name, copied, aborted } of open.values()) {
        if (copied) continue;
        const why = aborted ? "its turn was aborted" : live ? "it may still run" : "no record says how it ended";
        const details = aborted || live ? { severity: "note" as const } : {};
        tell(remark("call-without-output", at, `the call of ${printable(name)} has no output: ${why}`, details));
      }
    },
    own: () => own,
    counts: () => ({ called, answered: outputs, open: [...open.values()].filter(({ copied }) => !copied).length }),
  };
}

function idOf(value: Json | undefined): string | null {
  const id = text(value);
  return id === "" ? null : id;
}

/** A tool's name is the model's word, so it is shown only where it looks like a name. */
function printable(name: string): string {
  return /^[\w.:/-]{1,80}$/.test(name) ? name : "a tool";
}
