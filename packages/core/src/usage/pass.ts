// The token pass over one file: what its own thread spent in it, by day and model, without reading the rest.

import { ownFrom, NO_OWNER, stepOwnership, type Ownership } from "../lineage/copied.ts";
import type { CopiedItems } from "../lineage/documents.ts";
import { natural, payloadOf, text, timeText } from "../lineage/field.ts";
import { headerPayload, isHeader, type Head } from "../lineage/head.ts";
import { modelsOf, readHeader, typedText } from "../lineage/header.ts";
import { createSpending, createSpendingState, type SpendingState } from "../lineage/spent.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { createCells, tokensOf, type Cell, type Cells, type CellsState } from "./cell.ts";

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
  /** What its header says, and where that stands; null where it has none, or none that this pass saw. */
  readonly head: Pick<Head, "header" | "era" | "at"> | null;
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
  "context_compacted",
  "thread_settings_applied",
]);
const STARTS: ReadonlySet<string> = new Set(["task_started", "turn_started"]);
const ENDS: ReadonlySet<string> = new Set(["task_complete", "turn_complete", "turn_aborted"]);
/** In the oldest eras. */
const CALLS: ReadonlySet<string> = new Set(["function_call", "local_shell_call"]);

interface Turn {
  readonly day: string | null;
  readonly began: string | null;
  readonly own: boolean;
  model: string | null;
  duration_ms: number;
}

/** What the pass knows between two records: plain data, but for maps. */
export interface PassState {
  readonly spending: SpendingState;
  readonly cells: CellsState;
  /** By turn id, or a name made up; the older ones are in `cells`. */
  readonly turns: Map<string, Turn>;
  /** Turns that began. */
  begun: number;
  /** Key of the turn that is open. */
  open: string | null;
  /** Key of the turn that was met last for the first time. */
  last: string | null;
  /** The last prompt, for before 0.104 no record begins a turn but the prompt itself; and cells of those before it. */
  prompt: Turn | null;
  readonly prompts: CellsState;
  /** A record began a turn. */
  told: boolean;
  header: { readonly thread_id: string | null; readonly started_at: string | null; readonly continues: boolean } | null;
  ownership: Ownership;
  model: string | null;
  time: string | null;
  /** Before 0.34 there were no events, and a turn begins with what a person typed, or else with what was done. */
  oldest: boolean;
  unsure: boolean;
}

export function createPassState(): PassState {
  return {
    spending: createSpendingState(),
    cells: new Map(),
    turns: new Map(),
    begun: 0,
    open: null,
    last: null,
    prompt: null,
    prompts: new Map(),
    told: false,
    header: null,
    ownership: NO_OWNER,
    model: null,
    time: null,
    oldest: false,
    unsure: false,
  };
}

/** What comes late comes within a few turns. */
const REMEMBERED = 16;
/** How the made-up key begins of a turn that no record starts. */
const MADE = "#";

/** Total, as readers are. What it holds is bounded by the number of days and models. */
export function createUsagePass(options: UsagePassOptions): UsagePass {
  return passFrom(options, createPassState());
}

export function passFrom(options: UsagePassOptions, state: PassState): UsagePass {
  const { named, copied = [], dayOf = (time) => time.slice(0, 10), longAbove = () => null, careful = false } = options;
  const spending = createSpending(state.spending);
  const cells = createCells(state.cells);
  const prompts = createCells(state.prompts);
  const { turns } = state;
  let head: FileUsage["head"] = null;
  state.unsure ||= !careful && copied.length > 0;

  function today(): string | null {
    const at = state.time ?? state.header?.started_at ?? null;
    return at === null ? null : dayOf(at);
  }

  function make(): Turn {
    const { time, ownership, model } = state;
    return { day: today(), began: time, own: !ownership.copying, model, duration_ms: 0 };
  }

  function count(into: Cells, { own, day, model, duration_ms }: Turn): void {
    if (own) into.add({ day, model, long: false }, { turns: 1, duration_ms });
  }

  function begin(id: string | null): void {
    const key = id ?? `@${state.begun}`;
    state.open = key;
    if (turns.has(key)) return;
    turns.set(key, make());
    state.begun += 1;
    state.last = key;
    if (turns.size <= REMEMBERED) return;
    const [oldest] = turns;
    if (oldest === undefined) return;
    count(cells, oldest[1]);
    turns.delete(oldest[0]);
  }

  /** A compaction between turns is a turn of its own, as Codex reads it; another right behind it belongs to it. */
  function compact(): void {
    if (!state.told || state.open !== null || state.last?.startsWith(MADE) === true) return;
    begin(`${MADE}${state.begun}`);
    state.open = null;
  }

  function prompt(): void {
    if (state.prompt !== null) count(prompts, state.prompt);
    state.prompt = make();
  }

  /** An image alone is no prompt, but what comes of it in no turn begins one. */
  function promptsInOldest({ inner, value }: RecordReading): boolean {
    if (inner !== "message") return state.prompt === null && CALLS.has(inner);
    const item = payloadOf(value);
    return typedText(item) !== null || (state.prompt === null && item["role"] === "assistant");
  }

  function turnAt(key: string | null): Turn | null {
    return key === null ? null : (turns.get(key) ?? null);
  }

  function onEvent({ inner, value }: RecordReading): void {
    const payload = payloadOf(value);
    const id = text(payload["turn_id"]);
    if (STARTS.has(inner)) {
      state.told = true;
      state.prompt = null;
      state.prompts.clear();
      begin(id);
    } else if (ENDS.has(inner)) {
      const key = id !== null && turns.has(id) ? id : state.open;
      const turn = turnAt(key);
      if (turn !== null) turn.duration_ms = natural(payload["duration_ms"]) ?? since(turn.began, state.time);
      if (key === state.open) state.open = null;
    } else if (inner === "user_message" && !state.told) {
      prompt();
    } else if (inner === "context_compacted") compact();
    else if (inner === "thread_settings_applied") state.model = modelsOf(payload)[0] ?? state.model;
  }

  function onContext({ value }: RecordReading): void {
    const payload = payloadOf(value);
    state.model = modelsOf(payload)[0] ?? state.model;
    const turn = turns.get(text(payload["turn_id"]) ?? "") ?? turnAt(state.open);
    if (turn !== null) turn.model = state.model;
    if (state.prompt !== null) state.prompt.model = state.model;
  }

  /** Of the turn that the record names; of the open one, or else the last, where it names none. */
  function modelOf({ value }: RecordReading): string | null {
    const turn = turnAt(text(payloadOf(value)["turn_id"])) ?? turnAt(state.open) ?? turnAt(state.last);
    return turn === null ? state.model : turn.model;
  }

  function onRecord(record: RecordReading): void {
    state.time = timeText(record.value["timestamp"]) ?? state.time;
    if (isHeader(record) && state.header === null) {
      const header = readHeader(headerPayload(record));
      const { thread_id, started_at, base } = header;
      state.header = { thread_id, started_at, continues: base !== null };
      head = { header, era: record.era, at: record.at };
      state.ownership = ownFrom(header, copied);
      state.oldest = record.era === "bare" || record.era === "document";
    } else if (state.header !== null) {
      state.ownership = stepOwnership(state.ownership, record);
      state.unsure ||= !careful && state.ownership.copying && state.ownership.own_from_ordinal === null;
    }
    if (record.outer === "event_msg") onEvent(record);
    else if (record.outer === "turn_context") onContext(record);
    else if (state.oldest && record.outer === "response_item" && promptsInOldest(record)) prompt();
    const thread_id = state.header?.thread_id ?? named;
    const spent = spending.step(record, state.ownership.copying, state.header?.continues ?? false, thread_id);
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
      if (outer === "response_item" && inner === "message") return state.header !== null && !state.oldest;
      if (outer === "response_item" && CALLS.has(inner)) return !state.oldest || state.prompt !== null;
      return (
        outer !== "turn_context" && outer !== "token_usage_record" && outer !== "session_meta" && outer !== "header"
      );
    },
    read(reading) {
      if (reading.kind === "record" && !state.unsure) onRecord(reading);
    },
    unsure: () => state.unsure,
    end() {
      const { header } = state;
      if (state.told) for (const turn of turns.values()) count(cells, turn);
      else {
        for (const { day, model, turns: some, duration_ms } of prompts.list())
          cells.add({ day, model, long: false }, { turns: some, duration_ms });
        if (state.prompt !== null) count(cells, state.prompt);
      }
      if (cells.list().length === 0) {
        const day = header?.started_at ? dayOf(header.started_at) : today();
        cells.add({ day, model: state.model, long: false }, {});
      }
      return { head, thread_id: header?.thread_id ?? named, cells: cells.list() };
    },
  };
}

/** None where the clock went back. */
function since(began: string | null, ended: string | null): number {
  return began === null || ended === null ? 0 : Math.max(0, Date.parse(ended) - Date.parse(began));
}

/** Whether a pass over these records may change what was spent. */
export function tellsUsage(outer: string, inner: string): boolean {
  return outer === "token_usage_record" || outer === "turn_context" || (outer === "event_msg" && EVENTS.has(inner));
}
