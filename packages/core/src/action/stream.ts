// The projection: readings of one file in, the records of Action v1 out, each at the line that settles it.

import type { JsonObject } from "../bytes/json.ts";
import type { Era } from "../rollout/era.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { foreignThread, ownFrom, stepOwnership } from "../lineage/copied.ts";
import { object, payloadOf, text, timeText } from "../lineage/field.ts";
import { modelsOf, NO_HEADER, readHeader } from "../lineage/header.ts";
import { buildSession } from "./build.ts";
import { SCHEMA_VERSION, type ActionStreamRecord } from "./contract.ts";
import { dispatchCompaction, dispatchEvent, dispatchResponseItem, markerId } from "./dispatch.ts";
import { giveMarker, startTurn } from "./give.ts";
import type { Entry } from "./ledger.ts";
import { headerMarker, RESUMED } from "./marker.ts";
import { needsValue } from "./pass.ts";
import { isSegment, openFile, withdrawTurns } from "./segment.ts";
import {
  createState,
  evidenceAt,
  openTurn,
  saveState,
  threadOf,
  type ActionStreamFile,
  type ActionStreamOptions,
  type State,
  type StreamState,
  type Watch,
} from "./state.ts";
import { textsOf } from "./texts.ts";

export type { ActionStreamFile, ActionStreamOptions, Standing } from "./state.ts";

export interface ActionStream {
  read(reading: Reading): void;
  /** What is read next is another file of the same thread, begun later. */
  open(file: ActionStreamFile): void;
  /** Closes the stream: nothing more comes of the thread. `totals` are of all its files. */
  end(totals: { readonly bytes: number; readonly lines: number }): void;
  /** Whether a record of these types is of no interest here; for `ReadOptions.pass`. */
  pass(outer: string, inner: string): boolean;
}

/**
 * Folds the readings of one file, or of a thread's files one after the other, into an action stream. The first record given is the `session`, the last the `end`.
 * For a prefix of a file, the actions and amendments are a prefix of those of the whole. Never throws on input.
 */
export function createActionStream(
  options: ActionStreamOptions,
  emit: (record: ActionStreamRecord) => void,
): ActionStream {
  return watchActions(options, emit, null);
}

/** An action stream that can be put away and taken up again. */
export interface KeptActionStream extends ActionStream {
  /** What `saved` takes. It is the stream's own: to go on with both, copy it. */
  save(): StreamState;
  /** The turn that is open, if it is known. */
  turn(): string | null;
  /** Calls that nothing has ended, oldest first. */
  pending(): readonly Entry[];
}

export function watchActions(
  options: ActionStreamOptions,
  emit: (record: ActionStreamRecord) => void,
  watch: Watch | null,
  saved?: StreamState,
): KeptActionStream {
  const state = createState(options, emit, watch, saved);
  return {
    save: () => saveState(state),
    turn: () => openTurn(state),
    pending: () => [...state.ledger.state.open.values()],
    read(reading) {
      state.tally.meet(reading);
      if (reading.kind === "record") readRecord(state, reading);
      else if (reading.kind === "passed" && !state.begun) begin(state, reading.era);
    },
    open: (file) => openFile(state, file),
    end({ bytes, lines }) {
      if (!state.begun) begin(state, null);
      const { unmatched_outputs, copied_left_out, ledger } = state;
      const pending = ledger.size() + (state.turn_open && state.explicit ? 1 : 0);
      const rest = {
        session_id: threadOf(state),
        file: options.file,
        bytes,
        lines,
        pending,
        unmatched_outputs,
        copied_left_out,
        files: [options.file],
        gaps: [],
      };
      emit(state.tally.end(rest));
    },
    pass(outer, inner) {
      return state.header !== null && !state.ownership.copying && !needsValue(outer, inner, options.include);
    },
  };
}

function begin(state: State, era: Era | null): void {
  state.begun = true;
  const { file, named } = state.source;
  state.emit(buildSession(state.header ?? NO_HEADER, era, file, named ?? null));
}

function readRecord(state: State, record: RecordReading): void {
  const payload = payloadOf(record.value);
  if (record.outer === "session_meta" || record.outer === "header") {
    readMeta(state, object(payload["session"]) ?? payload, record);
    return;
  }
  if (!state.begun) begin(state, record.era);
  if (state.header !== null) state.ownership = stepOwnership(state.ownership, record);
  giveTexts(state, payload, record);
  switch (record.outer) {
    case "turn_context":
      tellDirectory(state, text(payload["cwd"]), record);
      readTurnId(state, text(payload["turn_id"]), record);
      for (const model of modelsOf(payload)) state.tally.model(model);
      return;
    case "response_item":
      dispatchResponseItem(state, payload, record);
      return;
    case "event_msg":
      dispatchEvent(state, payload, record);
      return;
    case "compacted":
      dispatchCompaction(state, record, "record", foreignThread(state.ownership, {}));
      return;
    default:
  }
}

/** A context of another turn than the open one: that turn has started, whether or not its start is on disk. */
function readTurnId(state: State, id: string | null, record: RecordReading): void {
  if (id === null || id === state.turn_id) return;
  if (state.turn_id === null && !state.explicit) state.turn_id = id;
  else startTurn(state, id, timeText(record.value["timestamp"]));
}

/** The first header is the file's own; a later one of the same thread is a resume, of another the start of a copy. */
function readMeta(state: State, meta: JsonObject, record: RecordReading): void {
  const header = readHeader(meta);
  if (state.header !== null) {
    state.ownership = stepOwnership(state.ownership, record);
    if (header.thread_id !== state.header.thread_id) return;
    state.tally.version(header.cli_version);
    if (!state.ownership.copying)
      giveMarker(state, RESUMED, record, markerId(state, RESUMED, null, null), "meta", null);
    return;
  }
  state.header = header;
  state.ownership = ownFrom(header, state.source.copied);
  state.cwd = null;
  tellDirectory(state, header.cwd, record);
  state.tally.version(header.cli_version);
  if (!state.begun) begin(state, record.era);
  const marker = headerMarker(header, isSegment(state.source, header));
  // Each segment of a thread has a head of its own, and they share the thread's id.
  const name = marker.marker === "reverted" ? `reverted:${header.started_at ?? ""}` : (marker.marker ?? "started");
  const turns = marker.marker === "reverted" ? withdrawTurns(state) : undefined;
  giveMarker(state, marker, record, `${threadOf(state) ?? ""}:${name}`, "meta", null, turns);
}

function tellDirectory(state: State, cwd: string | null, record: RecordReading): void {
  if (cwd === null) return;
  state.cwd = cwd;
  state.cwd_told = evidenceAt(state, record.at, record.outer === "turn_context" ? "context" : "meta");
}

function giveTexts(state: State, payload: JsonObject, record: RecordReading): void {
  const { include, withCopied } = state.options;
  if (!include.has("prompts") && !include.has("reasoning")) return;
  if (foreignThread(state.ownership, payload) !== null && !withCopied) return;
  for (const found of textsOf(record, payload, include)) {
    state.emit({
      record: "text",
      schema_version: SCHEMA_VERSION,
      session_id: threadOf(state),
      turn_id: found.turn_id ?? openTurn(state),
      timestamp: timeText(record.value["timestamp"]),
      kind: found.kind,
      text: found.text,
      evidence: [evidenceAt(state, record.at, "message")],
    });
  }
}
