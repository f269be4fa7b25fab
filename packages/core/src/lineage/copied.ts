// Which records of a file belong to its own thread, and which were copied into it from another.
//
// Legacy forks and full-history subagents copy their parent's records, stacked headers first; a review's parent holds
// the child's items. Record times do not tell (copies are stamped anew); ids do, from 0.104 on. Before that a copy is
// one burst of writes, and the first pause ends it.

import type { JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { CopiedItems } from "./documents.ts";
import { integer, object, payloadOf, text } from "./field.ts";
import { readHeader, type Header } from "./header.ts";
import { uuidTime } from "./uuid.ts";

/** Pause between two records, in milliseconds, that ends a copied burst (0.36 … 0.98: 1–7 inside, 22 and more behind). */
const PAUSE_MS = 15;

export interface Ownership {
  readonly thread_id: string | null;
  /** The thread the copied records of the prefix belong to: the header last seen inside it. */
  readonly origin: string | null;
  readonly copying: boolean;
  readonly own_from_ordinal: number | null;
  /** What of the first items is copied, where other files told so beforehand. */
  readonly copied: readonly CopiedItems[];
  /** Items met; counted while these are copied. */
  readonly items: number;
  /** A turn id was seen inside the prefix, so ids decide and pauses do not. */
  readonly by_ids: boolean;
  readonly last_time: number | null;
}

export const NO_OWNER: Ownership = {
  thread_id: null,
  origin: null,
  copying: false,
  own_from_ordinal: null,
  copied: [],
  items: 0,
  by_ids: false,
  last_time: null,
};

/** `copied` is told where no header does: what the file begins with belongs to another thread. */
export function ownFrom({ thread_id, own_from_ordinal }: Header, copied: readonly CopiedItems[] = []): Ownership {
  return { ...NO_OWNER, thread_id, own_from_ordinal, copied, copying: copied.length > 0 };
}

/** Steps over one record that is not the file's first header. */
export function stepOwnership(state: Ownership, record: RecordReading): Ownership {
  const payload = payloadOf(record.value);
  if (record.outer === "session_meta") {
    const other = readHeader(payload).thread_id;
    if (other === null || other === state.thread_id) return state;
    return { ...state, copying: true, origin: other, last_time: timeOf(record.value) };
  }
  if (!state.copying) return state;
  if (state.copied.length > 0) {
    if (record.outer !== "response_item") return state;
    const from = state.copied.find(({ end }) => state.items < end);
    return from === undefined ? ended(state) : { ...state, origin: from.thread_id, items: state.items + 1 };
  }
  const time = timeOf(record.value);
  if (state.own_from_ordinal !== null) {
    const ordinal = integer(record.value["ordinal"]);
    return ordinal !== null && ordinal >= state.own_from_ordinal ? ended(state) : state;
  }
  if (text(payload["thread_id"]) !== null && payload["thread_id"] === state.thread_id) return ended(state);
  const turn =
    text(payload["turn_id"]) ?? text(object(payload["internal_chat_message_metadata_passthrough"])?.["turn_id"]);
  if (turn !== null) {
    const turn_ms = uuidTime(turn);
    const thread_ms = uuidTime(state.thread_id);
    if (turn_ms !== null && thread_ms !== null && turn_ms >= thread_ms) return ended(state);
    return { ...state, by_ids: true, last_time: time };
  }
  const paused = time !== null && state.last_time !== null && time - state.last_time >= PAUSE_MS;
  return paused && !state.by_ids ? ended(state) : { ...state, last_time: time ?? state.last_time };
}

function ended(state: Ownership): Ownership {
  return { ...state, copying: false, origin: null };
}

/** The thread another than the file's own that this record belongs to; null for the file's own records. */
export function foreignThread(state: Ownership, payload: JsonObject): string | null {
  if (state.copying) return state.origin ?? "";
  const thread = text(payload["thread_id"]);
  return thread !== null && state.thread_id !== null && thread !== state.thread_id ? thread : null;
}

function timeOf(value: JsonObject): number | null {
  const stamp = text(value["timestamp"]);
  const time = stamp === null ? Number.NaN : Date.parse(stamp);
  return Number.isNaN(time) ? null : time;
}
