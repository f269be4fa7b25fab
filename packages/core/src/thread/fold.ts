// The fold: the readings of a thread's files in, its turns and items out, each at the record that settles it.

import type { Damage } from "../bytes/damage.ts";
import type { ChainFile } from "../lineage/chain.ts";
import { object, text } from "../lineage/field.ts";
import { NO_HEADER, readHeader } from "../lineage/header.ts";
import { isKnownType } from "../rollout/known.ts";
import type { Reading } from "../rollout/reading.ts";
import { createUpgrade, createUpgradeState, type Upgrade, type UpgradedLine } from "../upgrade/index.ts";
import type { Thread, ThreadSink, TurnHead } from "./contract.ts";
import {
  currentTurn,
  giveHeads,
  giveItem,
  giveNote,
  giveUnknown,
  makeItem,
  payloadOf,
  timestampOf,
  type Desk,
} from "./desk.ts";
import { readContext, readEvent } from "./events.ts";
import { copyState, freeze, thaw } from "../bytes/freeze.ts";
import { copyHeads, createHeads, draftOf, longHeads, openDraft, shortHeads, type ShortHeads } from "./heads.ts";
import { meterRecord, spentBy } from "./meter.ts";
import { countRecord, namedTurn } from "./numbering.ts";
import { readCommunication, readResponseItem } from "./responses.ts";
import { createFoldState, nameFor, whereIs, type FoldState } from "./state.ts";
import { leaveAll } from "./turns.ts";

export type ThreadSummary = Omit<Thread, "turns">;

export interface ThreadFold {
  /** What is read next is the next file of the chain, oldest first. `named` is the thread id in its name. */
  readonly open: (file: ChainFile, named: string | null) => void;
  /** What is read from here to the next `open` was reverted: it happened, and the conversation went on without it. */
  readonly revert: () => void;
  /** Records must be read whole (`long: "whole"`), and none passed over. Never throws on input. */
  readonly read: (reading: Reading) => void;
  /** The files are over: gives what waited for more, and what is known of the thread. */
  readonly end: () => ThreadSummary;
  /** Another fold that knows what this one knows and goes on by itself: to end it is to see the thread as it stands now. */
  readonly fork: (sink: ThreadSink) => ThreadFold;
  /**
   * All it knows, as JSON for `resumeThreadFold`: what is read by the one that goes on is the same as if it had never
   * stopped. `items`: for `resumeItems`.
   */
  readonly save: (what?: "all" | "items") => string;
}

/** Folds a thread. What it holds is bounded by the number of turns and by what is open. */
export function createThreadFold(sink: ThreadSink): ThreadFold {
  return foldFrom(createFoldState(), sink);
}

/** Goes on from what `save` gave. What was given before is not given again. */
export function resumeThreadFold(saved: string, sink: ThreadSink): ThreadFold {
  return foldFrom(thaw(saved) as FoldState, sink);
}

/**
 * Goes on from what `save("items")` gave, in order to have the items again: `heads` are those of all turns that were given
 * by then, in order, as they were or as they became since. What it gives of turns is of no use.
 */
export function resumeItems(saved: string, sink: ThreadSink, heads: readonly TurnHead[]): ThreadFold {
  const state = thaw(saved) as Omit<FoldState, "heads"> & { readonly heads: ShortHeads };
  return foldFrom({ ...state, heads: longHeads(state.heads, heads) }, sink);
}

function foldFrom(state: FoldState, sink: ThreadSink): ThreadFold {
  const desk: Desk = { state, sink };
  let upgrade: Upgrade | null = null;

  function start(): Upgrade | null {
    if (state.upgrade === null) return null;
    return createUpgrade(
      { to: "paginated", named: state.named, whole: true },
      (line) => readLine(desk, line),
      state.upgrade,
    );
  }

  function close(): void {
    (upgrade ?? start())?.end();
    upgrade = null;
    state.upgrade = null;
    // A turn that was reverted, or cut off, is not gone on with in the next file.
    leaveAll(desk);
  }

  return {
    open(file, named) {
      close();
      if (state.reverted) state.heads.open = null;
      state.files.push(file);
      state.named = named;
      state.headed = false;
      state.reverted = false;
      state.numbering.records = -1;
      state.upgrade = createUpgradeState();
      upgrade = start();
    },
    revert() {
      state.reverted = true;
    },
    read(reading) {
      if (reading.kind === "record") {
        state.current = reading;
        countRecord(state.numbering, reading);
        if (THOUGHTS.has(reading.inner)) state.talk.thoughts.push(whereIs(state, reading.at));
      } else if (reading.kind === "damage") readDamage(desk, reading.damage);
      upgrade ??= start();
      upgrade?.read(reading);
      state.current = null;
    },
    end() {
      close();
      for (const draft of state.heads.drafts) if (draft.status === "in_progress") state.heads.changed.add(draft.index);
      giveHeads(desk);
      return summarise(state);
    },
    fork(other) {
      // Heads, of which there may be thousands, hold values that are never changed in place.
      const rest = copyState({ ...state, current: null, heads: createHeads() });
      return foldFrom({ ...rest, heads: copyHeads(state.heads) }, other);
    },
    save: (what = "all") => freeze(what === "all" ? state : { ...state, heads: shortHeads(state.heads) }),
  };
}

const THOUGHTS: ReadonlySet<string> = new Set(["agent_reasoning", "agent_reasoning_raw_content"]);

function readLine(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const timestamp = timestampOf(line);
  state.first ??= timestamp;
  state.last = timestamp ?? state.last;
  ownTurn(desk, line);
  switch (line.outer) {
    case "session_meta":
      readMeta(desk, line);
      return;
    case "turn_context":
      readContext(desk, line);
      return;
    case "response_item":
      readResponseItem(desk, line);
      return;
    case "event_msg":
      readEvent(desk, line);
      return;
    case "token_usage_record": {
      const payload = payloadOf(line);
      const draft = draftOf(state.heads, namedTurn(state.numbering, text(payload["turn_id"])));
      meterRecord(state.meter, state.heads, draft, payload);
      return;
    }
    case "compacted":
      readCompacted(desk, line);
      return;
    case "inter_agent_communication":
      readCommunication(desk, line);
      return;
    default:
      if (line.era === null || !isKnownType(line.outer, line.inner)) giveUnknown(desk, line);
  }
}

const ACTS: ReadonlySet<string> = new Set(["item_completed", "function_call", "custom_tool_call", "local_shell_call"]);

/**
 * Where nothing but a pause tells copied records from a thread's own (until 0.98), the prompt behind them may be taken for
 * one of them. What is done for it is not: then the turn is the thread's own.
 */
function ownTurn({ state }: Desk, line: UpgradedLine): void {
  const draft = openDraft(state.heads);
  if (draft === null || !draft.synthetic || draft.thread_id === line.owner) return;
  const own = line.owner !== null && line.owner === state.header?.thread_id;
  if (!own || !ACTS.has(line.inner) || promptOf(line)) return;
  draft.thread_id = line.owner;
  state.heads.changed.add(draft.index);
}

function promptOf(line: UpgradedLine): boolean {
  return text(object(payloadOf(line)["item"])?.["type"]) === "UserMessage";
}

/** An item or an event tells it again, but in 0.36 to 0.58 and in migrated files. */
function readCompacted(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const id = nameFor(state, "compaction", line.at);
  const before = state.talk.compacted;
  if (before !== null) giveItem(desk, before);
  state.talk.compacted = makeItem(state, line, id, { type: "ContextCompaction", id }, "recovered", null);
}

/** The first header of a file is its own; another of the same thread says that it was gone on with. */
function readMeta(desk: Desk, line: UpgradedLine): void {
  const { state } = desk;
  const payload = payloadOf(line);
  if (!state.headed) {
    state.headed = true;
    // As the file has it, not as the upgrade says it anew.
    state.header = state.upgrade?.header ?? readHeader(payload);
    state.cwd = state.header.cwd === "" ? null : state.header.cwd;
  } else if (text(payload["id"]) === state.header?.thread_id) giveNote(desk, line, "resumed", {}, null);
}

function readDamage(desk: Desk, { kind, at, message }: Damage): void {
  const { state } = desk;
  state.damage.set(kind, (state.damage.get(kind) ?? 0) + 1);
  const id = nameFor(state, "damage", at);
  giveItem(desk, {
    id,
    turn_id: currentTurn(state),
    content: { type: "Damage", id, kind, message },
    origin: "record",
    started_at_ms: null,
    completed_at_ms: null,
    timestamp: null,
    sources: [whereIs(state, at)],
  });
}

function summarise(state: FoldState): ThreadSummary {
  const id = state.header?.thread_id ?? state.named;
  return {
    id,
    header: state.header ?? NO_HEADER,
    files: state.files,
    name: state.name,
    goal: state.goal,
    model: state.model,
    models: [...state.models],
    ...spentBy(state.meter, state.heads, id),
    rate_limits: state.meter.rate_limits,
    first_timestamp: state.first,
    last_timestamp: state.last,
    gaps: [...state.damage].map(([kind, count]) => `${kind}: ${count} ${count === 1 ? "place" : "places"} damaged`),
  };
}
