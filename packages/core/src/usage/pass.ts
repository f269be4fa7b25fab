// The token pass over one file: what its own thread spent in it, by day and model, without reading the rest.

import { ownFrom, NO_OWNER, stepOwnership, type Ownership } from "../lineage/copied.ts";
import type { CopiedItems } from "../lineage/documents.ts";
import { natural, payloadOf, text, timeText } from "../lineage/field.ts";
import { headerPayload, isHeader } from "../lineage/head.ts";
import { modelsOf, readHeader, typedText, type Header } from "../lineage/header.ts";
import { createSpending } from "../lineage/spent.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { createCells, tokensOf, type Cell } from "./cell.ts";

export interface UsagePassOptions {
  /** The thread id in the file's name; null where it has none. */
  readonly named: string | null;
  /** What it begins with and another thread's file holds, where no header says so. */
  readonly copied?: readonly CopiedItems[];
  /** The day of an RFC 3339 time in UTC; by default its own. */
  readonly dayOf?: (time: string) => string;
  /** The number of input tokens above which a response of this model has another price; null where there is none. */
  readonly longAbove?: (model: string) => number | null;
  /** Read every record: where one thread's records end and another's begin, any of them may tell. */
  readonly careful?: boolean;
}

export interface UsagePass {
  /** For `ReadOptions.pass`: true for records that are not needed. Strings may come cut. */
  readonly pass: (outer: string, inner: string) => boolean;
  readonly read: (reading: Reading) => void;
  /**
   * The file holds copied records that passing over others could not tell from its own: nothing more need be read, and
   * the file has to be read again from its start with `careful`.
   */
  readonly unsure: () => boolean;
  readonly end: () => FileUsage;
}

/** Plain data. */
export interface FileUsage {
  readonly thread_id: string | null;
  /** At least one, so that a session that spent nothing has its day too. */
  readonly cells: readonly Cell[];
}

const EVENTS: ReadonlySet<string> = new Set([
  "token_count",
  "task_started",
  "turn_started",
  "task_complete",
  "turn_complete",
  "turn_aborted",
  "user_message",
  "thread_settings_applied",
]);
const STARTS: ReadonlySet<string> = new Set(["task_started", "turn_started"]);
const ENDS: ReadonlySet<string> = new Set(["task_complete", "turn_complete", "turn_aborted"]);

interface Turn {
  readonly day: string | null;
  readonly began: string | null;
  readonly own: boolean;
  model: string | null;
  duration_ms: number;
}

/** Total, as readers are. What it holds is bounded by the number of turns. */
export function createUsagePass(options: UsagePassOptions): UsagePass {
  const { named, copied = [], dayOf = (time) => time.slice(0, 10), longAbove = () => null, careful = false } = options;
  const spending = createSpending();
  const cells = createCells();
  const turns = new Map<string, Turn>();
  let header: Header | null = null;
  let ownership: Ownership = NO_OWNER;
  let model: string | null = null;
  let open: Turn | null = null;
  /** Before 0.104 no record begins a turn but the prompt itself. */
  let prompts: Turn[] = [];
  let told = false;
  let time: string | null = null;
  /** Before 0.34 there were no events, and a turn begins with what a person typed. */
  let oldest = false;
  let unsure = !careful && copied.length > 0;

  function today(): string | null {
    const at = time ?? header?.started_at ?? null;
    return at === null ? null : dayOf(at);
  }

  function begin(id: string | null): void {
    const known = id === null ? undefined : turns.get(id);
    open = known ?? { day: today(), began: time, own: !ownership.copying, model, duration_ms: 0 };
    turns.set(id ?? `@${turns.size}`, open);
  }

  function prompt(): void {
    prompts.push({ day: today(), began: time, own: !ownership.copying, model, duration_ms: 0 });
  }

  function onEvent({ inner, value }: RecordReading): void {
    const payload = payloadOf(value);
    const id = text(payload["turn_id"]);
    if (STARTS.has(inner)) {
      told = true;
      prompts = [];
      begin(id);
    } else if (ENDS.has(inner)) {
      const turn = id === null ? open : (turns.get(id) ?? open);
      if (turn !== null) turn.duration_ms = natural(payload["duration_ms"]) ?? since(turn.began, time);
      if (turn === open) open = null;
    } else if (inner === "user_message" && !told) {
      prompt();
    } else if (inner === "thread_settings_applied") model = modelsOf(payload)[0] ?? model;
  }

  function onContext({ value }: RecordReading): void {
    const payload = payloadOf(value);
    model = modelsOf(payload)[0] ?? model;
    const turn = turns.get(text(payload["turn_id"]) ?? "") ?? open;
    if (turn !== null) turn.model = model;
    const asked = prompts.at(-1);
    if (asked !== undefined) asked.model = model;
  }

  /** Of the turn that the record names; of the open one, or else the last, where it names none. */
  function modelOf({ value }: RecordReading): string | null {
    const id = text(payloadOf(value)["turn_id"]);
    const turn = (id === null ? undefined : turns.get(id)) ?? open ?? [...turns.values()].at(-1);
    return turn === undefined ? model : turn.model;
  }

  function onRecord(record: RecordReading): void {
    time = timeText(record.value["timestamp"]) ?? time;
    if (isHeader(record) && header === null) {
      header = readHeader(headerPayload(record));
      ownership = ownFrom(header, copied);
      oldest = record.era === "bare" || record.era === "document";
    } else if (header !== null) {
      ownership = stepOwnership(ownership, record);
      unsure ||= !careful && ownership.copying && ownership.own_from_ordinal === null;
    }
    if (record.outer === "event_msg") onEvent(record);
    else if (record.outer === "turn_context") onContext(record);
    else if (oldest && record.inner === "message" && typedText(payloadOf(record.value)) !== null) prompt();
    const thread_id = header?.thread_id ?? named;
    const spent = spending.step(record, ownership.copying, (header?.base ?? null) !== null, thread_id);
    if (spent === null) return;
    const by = modelOf(record);
    const most = by === null ? null : longAbove(by);
    const long = most !== null && spent.usage.input_tokens > most;
    cells.add({ day: today(), model: by, long }, { tokens: tokensOf(spent) });
  }

  return {
    pass: (outer, inner) => {
      if (careful) return false;
      if (outer === "event_msg") return !EVENTS.has(inner);
      if (outer === "response_item" && inner === "message") return header !== null && !oldest;
      return (
        outer !== "turn_context" && outer !== "token_usage_record" && outer !== "session_meta" && outer !== "header"
      );
    },
    read(reading) {
      if (reading.kind === "record" && !unsure) onRecord(reading);
    },
    unsure: () => unsure,
    end() {
      for (const turn of told ? turns.values() : prompts) {
        if (!turn.own) continue;
        cells.add({ day: turn.day, model: turn.model, long: false }, { turns: 1, duration_ms: turn.duration_ms });
      }
      const list = cells.list();
      if (list.length === 0)
        cells.add({ day: header?.started_at ? dayOf(header.started_at) : today(), model, long: false }, {});
      return { thread_id: header?.thread_id ?? named, cells: cells.list() };
    },
  };
}

/** None where the clock went back. */
function since(began: string | null, ended: string | null): number {
  return began === null || ended === null ? 0 : Math.max(0, Date.parse(ended) - Date.parse(began));
}
