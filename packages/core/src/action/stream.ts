// The projection: readings of one file in, the records of Action v1 out, each at the line that settles it.

import type { Json, JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { Era } from "../rollout/era.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { foreignThread, NO_OWNER, ownFrom, stepOwnership, type Ownership } from "../thread/copied.ts";
import { object, payloadOf, text } from "../thread/field.ts";
import { modelsOf, NO_HEADER, readHeader, typedText, type Header } from "../thread/header.ts";
import { amendmentOf, buildAction, buildSession, isOpenQuestion, type Include } from "./build.ts";
import { readCall, type Call } from "./call.ts";
import {
  SCHEMA_VERSION,
  type ActionRecord,
  type ActionStreamRecord,
  type Evidence,
  type EvidenceKind,
} from "./contract.ts";
import { readEndEvent } from "./event.ts";
import { layFacts, NO_FACTS, type Facts } from "./facts.ts";
import { readHosted } from "./hosted.ts";
import { readItem, type Ended } from "./item.ts";
import { createLedger, type Entry } from "./ledger.ts";
import { COMPACTED, headerMarker, itemMarker, RESUMED, sessionMarker, SNAPSHOTTED, turnMarker } from "./marker.ts";
import { needsValue } from "./pass.ts";
import { readResult } from "./result.ts";
import { createTally } from "./tally.ts";
import { textsOf } from "./texts.ts";
import { readUserShell } from "./usershell.ts";

export interface ActionStreamOptions {
  /** The path as it was given; evidence repeats it. */
  readonly file: string;
  /** The thread id in the file's name, for files whose header is lost. */
  readonly named?: string | null;
  /** Also give actions whose records were copied from another thread. */
  readonly withCopied: boolean;
  readonly include: ReadonlySet<Include>;
}

export interface ActionStream {
  read(reading: Reading): void;
  /** Closes the stream: nothing more comes of the file. */
  end(totals: { readonly bytes: number; readonly lines: number }): void;
  /** Whether a record of these types is of no interest here; for `ReadOptions.pass`. */
  pass(outer: string, inner: string): boolean;
}

/**
 * Folds the readings of one file into its action stream. The first record given is the `session`, the last the `end`.
 * For a prefix of a file, the actions and amendments are a prefix of those of the whole. Never throws on input.
 */
export function createActionStream(
  options: ActionStreamOptions,
  emit: (record: ActionStreamRecord) => void,
): ActionStream {
  const { file, include, withCopied } = options;
  const named = options.named ?? null;
  const ledger = createLedger();
  const tally = createTally();
  let header: Header | null = null;
  let started = false;
  let ownership: Ownership = NO_OWNER;
  let cwd: string | null = null;
  /** Counts turns as they start, in the words of any era. */
  let turn = 0;
  let turn_id: string | null = null;
  let turn_open = false;
  /** Codex wrote where turns start (0.104 …), so prompts are no boundaries. */
  let explicit = false;
  let evented = false;
  let seq = 0;
  let unmatched_outputs = 0;
  let copied_left_out = 0;
  /** `compacted` records and the events or items that repeat them: what came, less what repeated it. */
  let compactions = 0;
  let twins: string[] = [];

  const thread = (): string | null => header?.thread_id ?? named;

  const evidence = (at: Place, kind: EvidenceKind): Evidence => ({
    file,
    line: at.number,
    offset: at.offset,
    length: at.length,
    kind,
  });

  const actionId = (id: string | null, at: Place, foreign: string | null): string => {
    const owner = (foreign === null || foreign === "" ? thread() : foreign) ?? "";
    return id === null ? `${owner}@${at.offset}` : `${owner}:${id}`;
  };

  function give(
    facts: Facts,
    at: {
      id: string;
      entry: Entry | null;
      timestamp: string | null;
      parent: string | null;
      late: boolean;
      missing: boolean;
      evidence: readonly Evidence[];
      foreign: string | null;
      turn_id: string | null;
    },
  ): ActionRecord | null {
    if (at.foreign !== null && !withCopied) {
      copied_left_out += 1;
      return null;
    }
    const durability =
      at.foreign !== null
        ? "copied"
        : at.missing
          ? "output_missing"
          : at.late
            ? "late"
            : facts.truncated
              ? "truncated"
              : "complete";
    const action = buildAction(facts, {
      session_id: thread(),
      action_id: at.id,
      seq,
      timestamp: at.timestamp,
      turn_id: at.turn_id,
      parent_action_id: at.parent,
      durability,
      evidence: at.evidence,
      include,
    });
    seq += 1;
    tally.count(action);
    emit(action);
    return action;
  }

  function giveMarker(
    facts: Facts,
    record: { at: Place; value: JsonObject },
    id: string | null,
    kind: EvidenceKind,
    foreign: string | null,
  ): void {
    const timestamp = text(record.value["timestamp"]);
    give(facts, {
      id: actionId(id, record.at, foreign),
      entry: null,
      timestamp,
      parent: null,
      late: false,
      missing: false,
      evidence: [evidence(record.at, kind)],
      foreign,
      turn_id: facts.action_type === "turn_marker" ? null : turn_id,
    });
  }

  /** Gives out an action that was open, and keeps it for what may still come. */
  function close(entry: Entry, facts: Facts, timestamp: string | null, missing: boolean): void {
    const late = !missing && entry.turn !== turn;
    const action = give(facts, {
      id: actionId(entry.id.startsWith("@") ? null : entry.id, placeOf(entry), entry.foreign),
      entry,
      timestamp,
      parent: null,
      late: late || (!missing && explicit && !turn_open),
      missing,
      evidence: entry.evidence,
      foreign: entry.foreign,
      turn_id: entry.turn_id,
    });
    ledger.close({ entry: { ...entry, facts }, action });
  }

  function placeOf(entry: Entry): Place {
    const first = entry.evidence[0];
    return { offset: first?.offset ?? 0, length: first?.length ?? 0, number: first?.line ?? 0 };
  }

  /** Evidence for an action already given out. */
  function amend(id: string, facts: Facts, place: Evidence, timestamp: string | null): void {
    const closed = ledger.closed(id);
    if (closed?.action == null) return;
    const before = closed.action;
    const known = closed.entry.facts;
    const merged = isOpenQuestion(before)
      ? layFacts({ ...facts, tool_name: known.tool_name ?? facts.tool_name }, known)
      : layFacts(known, facts);
    const after = buildAction(merged, {
      session_id: before.session_id,
      action_id: before.action_id,
      seq: before.seq,
      timestamp: before.timestamp ?? timestamp,
      turn_id: before.turn_id,
      parent_action_id: before.parent_action_id,
      durability:
        before.durability === "copied"
          ? "copied"
          : closed.entry.turn !== turn
            ? "late"
            : merged.truncated
              ? "truncated"
              : "complete",
      evidence: before.evidence,
      include,
    });
    const changed = amendmentOf(before, after);
    if (changed === null) return;
    tally.amend(before.status, changed.status ?? before.status);
    emit({
      record: "amendment",
      schema_version: SCHEMA_VERSION,
      session_id: before.session_id,
      action_id: before.action_id,
      changed,
      evidence: [place],
    });
    ledger.close({ entry: { ...closed.entry, facts: merged }, action: { ...before, ...changed } });
  }

  /** A turn starts: what was called before it and never answered was interrupted. */
  function startTurn(id: string | null, timestamp: string | null): void {
    for (const entry of ledger.takeDangling()) {
      close(
        entry,
        { ...entry.facts, status: "interrupted", inferred: [...entry.facts.inferred, "status"] },
        timestamp,
        true,
      );
    }
    ledger.forget();
    twins = [];
    compactions = 0;
    turn += 1;
    turn_id = id;
    turn_open = true;
  }

  function onCall(call: Call, record: RecordReading, foreign: string | null): void {
    const timestamp = text(record.value["timestamp"]);
    const place = evidence(record.at, "call");
    const id = call.id ?? `@${record.at.offset}`;
    if ((call.role === "stdin" || call.role === "wait") && call.target !== null) {
      const spoken = ledger.goingOn(call.role === "stdin" ? "exec" : "cell", call.target);
      if (spoken !== undefined) {
        ledger.redirect(id, spoken.id);
        ledger.open({ ...spoken, evidence: [...spoken.evidence, place] });
        return;
      }
    }
    if (ledger.closed(id) !== undefined) {
      amend(id, call.facts, place, timestamp);
      return;
    }
    const facts: Facts = { ...call.facts, started_at: timestamp };
    ledger.open({
      id,
      role: call.role,
      facts,
      evidence: [place],
      foreign,
      turn,
      turn_id,
      opened_at: timestamp === null ? null : Date.parse(timestamp),
      going_on: null,
    });
  }

  function onOutput(value: Json | undefined, call_id: string | null, record: RecordReading): void {
    if (call_id === null) return;
    const timestamp = text(record.value["timestamp"]);
    const place = evidence(record.at, "output");
    const id = ledger.redirected(call_id) ?? call_id;
    const entry = ledger.get(id);
    if (entry === undefined) {
      if (ledger.closed(id) === undefined) unmatched_outputs += 1;
      else if (id === call_id)
        amend(id, readResult(value, ledger.closed(id)?.entry.facts ?? NO_FACTS, timestamp).facts, place, timestamp);
      return;
    }
    const { facts, output, open } = readResult(value, entry.facts, timestamp);
    const seen: Entry = { ...entry, evidence: [...entry.evidence, place] };
    const name = output.process === null ? output.cell : String(output.process);
    const notified = entry.role === "cell" && (output.verdict === "said" || output.verdict === "none");
    const refused = id !== call_id && !open && output.exit_code === null && !output.verdict.startsWith("cell_");
    if (open || notified || refused) {
      const printed = joined(entry.facts.output, facts.output);
      ledger.open({
        ...seen,
        going_on: name ?? entry.going_on,
        facts: { ...entry.facts, output: printed, truncated: entry.facts.truncated || facts.truncated },
      });
      return;
    }
    ledger.take(id);
    const whole: Facts = {
      ...facts,
      output: joined(entry.facts.output, facts.output),
      duration_ms: id === call_id ? facts.duration_ms : null,
    };
    close(seen, layFacts(whole, entry.facts), timestamp, false);
  }

  /** An item or event that ends an action by itself. */
  function onEnded(ended: Ended, record: RecordReading, kind: EvidenceKind, foreign: string | null): void {
    const timestamp = text(record.value["timestamp"]);
    const place = evidence(record.at, kind);
    const id = ended.id ?? `@${record.at.offset}`;
    const facts: Facts = ended.facts.completed_at === null ? { ...ended.facts, completed_at: timestamp } : ended.facts;
    if (facts.tool_name === "user_shell" && kind !== "message") twins.push(shellTwin(facts));
    const entry = ledger.take(id);
    if (entry !== undefined) {
      const seen: Entry = { ...entry, evidence: [...entry.evidence, place] };
      close(
        seen,
        layFacts({ ...facts, tool_name: entry.facts.tool_name ?? facts.tool_name }, entry.facts),
        timestamp,
        false,
      );
      return;
    }
    if (ledger.closed(id) !== undefined) {
      amend(id, facts, place, timestamp);
      return;
    }
    const late = explicit && facts.turn_id !== null && facts.turn_id !== turn_id;
    const alone: Entry = {
      id,
      role: "tool",
      facts,
      evidence: [place],
      foreign,
      turn,
      turn_id,
      opened_at: null,
      going_on: null,
    };
    const action = give(facts, {
      id: actionId(ended.id, record.at, foreign),
      entry: alone,
      timestamp,
      parent: foreign === null ? cellAround(ended.id, facts) : null,
      late,
      missing: false,
      evidence: [place],
      foreign,
      turn_id,
    });
    ledger.close({ entry: alone, action });
  }

  /** The one code-mode script a nested call can only have come from: same turn, and begun before it. */
  function cellAround(id: string | null, facts: Facts): string | null {
    if (id === null || !id.startsWith("exec-")) return null;
    const began = facts.started_at === null ? null : Date.parse(facts.started_at);
    const cells = ledger.openCells().filter((cell) => {
      const same_turn = facts.turn_id === null || (cell.facts.turn_id ?? cell.turn_id) === facts.turn_id;
      return same_turn && (began === null || cell.opened_at === null || cell.opened_at <= began);
    });
    const [cell] = cells;
    return cells.length === 1 && cell !== undefined ? `${thread() ?? ""}:${cell.id}` : null;
  }

  function onResponseItem(item: JsonObject, record: RecordReading): void {
    const foreign = foreignThread(ownership, {});
    switch (record.inner) {
      case "function_call":
      case "custom_tool_call":
      case "local_shell_call":
        onCall(readCall(item, record.inner, cwd), record, foreign);
        return;
      case "function_call_output":
      case "custom_tool_call_output":
        onOutput(item["output"], text(item["call_id"]), record);
        return;
      case "ghost_snapshot":
        giveMarker(SNAPSHOTTED, record, null, "record", foreign);
        return;
      case "message": {
        if (!evented && typedText(item) !== null) startTurn(null, text(record.value["timestamp"]));
        const shell = readUserShell(item);
        if (shell !== null && !repeated(shellTwin(shell)))
          onEnded({ id: null, facts: shell }, record, "message", foreign);
        return;
      }
      default: {
        const hosted = readHosted(record.inner, item);
        if (hosted === null) return;
        if (hosted.step === "call") onCall(hosted.call, record, foreign);
        else if (hosted.step === "output") onHostedOutput(hosted.ended, record);
        else if (!repeated(hosted.twin)) onEnded(hosted.ended, record, "call", foreign);
      }
    }
  }

  function onHostedOutput(ended: Ended, record: RecordReading): void {
    if (ended.id !== null && ledger.get(ended.id) === undefined) unmatched_outputs += 1;
    else onEnded(ended, record, "output", foreignThread(ownership, {}));
  }

  /** A web search without an id (0.133, 0.138) or a user's command that an event or item already told. */
  function repeated(twin: string | null): boolean {
    const index = twin === null ? -1 : twins.indexOf(twin);
    if (index !== -1) twins.splice(index, 1);
    return index !== -1;
  }

  function onEvent(payload: JsonObject, record: RecordReading): void {
    evented = true;
    const foreign = foreignThread(ownership, payload);
    const boundary = turnMarker(record.inner, payload);
    if (boundary !== null) {
      onTurn(boundary, record, foreign);
      return;
    }
    const session = sessionMarker(record.inner, payload);
    if (session !== null) {
      giveMarker(session, record, null, "event", foreign);
      return;
    }
    if (record.inner === "item_completed") {
      onItem(payload, record, foreign);
      return;
    }
    if (record.inner === "user_message" && !explicit) startTurn(null, text(record.value["timestamp"]));
    if (record.inner === "context_compacted") onCompacted(record, -1, "event", foreign);
    const ended = readEndEvent(record.inner, payload);
    if (ended === null) return;
    if (record.inner === "web_search_end") twins.push(JSON.stringify(payload["action"] ?? null));
    onEnded(ended, record, "event", foreign);
  }

  function onTurn(facts: Facts, record: RecordReading, foreign: string | null): void {
    const id = facts.turn_id;
    if (facts.marker === "started") {
      explicit = true;
      if (id === null || id !== turn_id || !turn_open) startTurn(id, text(record.value["timestamp"]));
    }
    const named_turn = id ?? (facts.marker === "aborted" ? turn_id : null);
    giveMarker(
      { ...facts, turn_id: named_turn },
      record,
      id === null ? null : `${id}:${facts.marker ?? ""}`,
      "event",
      foreign,
    );
    if (facts.marker !== "started" && (id === null || id === turn_id)) turn_open = false;
  }

  function onItem(payload: JsonObject, record: RecordReading, foreign: string | null): void {
    const item = object(payload["item"]);
    const type = text(item?.["type"]);
    tally.meetItem(type);
    const marker = itemMarker(type);
    if (marker !== null)
      giveMarker({ ...marker, turn_id: text(payload["turn_id"]) }, record, text(item?.["id"]), "item", foreign);
    else if (type === "ContextCompaction") onCompacted(record, -1, "item", foreign);
    else {
      const ended = readItem(payload);
      if (ended !== null) onEnded(ended, record, "item", foreign);
    }
  }

  /** A compaction is told twice from 0.65 on; whichever comes first is given. */
  function onCompacted(
    record: { at: Place; value: JsonObject },
    sign: 1 | -1,
    kind: EvidenceKind,
    foreign: string | null,
  ): void {
    const told = Math.sign(compactions) === -sign && compactions !== 0;
    compactions += sign;
    if (!told) giveMarker(COMPACTED, record, null, kind, foreign);
  }

  function onHeader(meta: JsonObject, record: RecordReading): void {
    const next = readHeader(meta);
    if (header !== null) {
      const same = next.thread_id === header.thread_id;
      if (same && !ownership.copying) giveMarker(RESUMED, record, null, "meta", null);
      if (same) tally.version(next.cli_version);
      return;
    }
    header = next;
    ownership = ownFrom(next);
    cwd = next.cwd;
    tally.version(next.cli_version);
    if (!started) begin(record.era);
    giveMarker(
      headerMarker(next, next.base !== null),
      record,
      next.thread_id === null ? null : "started",
      "meta",
      null,
    );
  }

  function begin(era: Era | null): void {
    started = true;
    emit(buildSession(header ?? NO_HEADER, era, file, named));
  }

  function onRecord(record: RecordReading): void {
    const payload =
      record.era === "document" && record.outer === "header"
        ? (object(record.value["session"]) ?? record.value)
        : payloadOf(record.value);
    if (record.outer !== "session_meta" && record.outer !== "header" && !started) begin(record.era);
    if (header !== null) ownership = stepOwnership(ownership, record);
    for (const found of textsOf(record, payload, include)) {
      const foreign = foreignThread(ownership, payload);
      if (foreign !== null && !withCopied) continue;
      const timestamp = text(record.value["timestamp"]);
      emit({
        record: "text",
        schema_version: SCHEMA_VERSION,
        session_id: thread(),
        turn_id: found.turn_id ?? turn_id,
        timestamp,
        kind: found.kind,
        text: found.text,
        evidence: [evidence(record.at, "message")],
      });
    }
    switch (record.outer) {
      case "session_meta":
      case "header":
        onHeader(payload, record);
        return;
      case "turn_context": {
        cwd = text(payload["cwd"]) ?? cwd;
        if (!turn_open || turn_id === null) turn_id = text(payload["turn_id"]) ?? turn_id;
        for (const model of modelsOf(payload)) tally.model(model);
        return;
      }
      case "response_item":
        onResponseItem(payload, record);
        return;
      case "event_msg":
        if (record.inner === "thread_settings_applied") for (const model of modelsOf(payload)) tally.model(model);
        onEvent(payload, record);
        return;
      case "compacted":
        onCompacted(record, 1, "record", foreignThread(ownership, {}));
        return;
      default:
    }
  }

  return {
    read(reading) {
      tally.meet(reading);
      if (reading.kind === "record") onRecord(reading);
      else if (reading.kind === "passed" && !started) begin(reading.era);
    },
    end({ bytes, lines }) {
      if (!started) begin(null);
      const pending = ledger.size() + (turn_open && explicit ? 1 : 0);
      emit(tally.end({ session_id: thread(), file, bytes, lines, pending, unmatched_outputs, copied_left_out }));
    },
    pass(outer, inner) {
      return header !== null && !ownership.copying && !needsValue(outer, inner, include);
    },
  };
}

function shellTwin(facts: Facts): string {
  return `user_shell ${facts.command ?? ""}`;
}

function joined(before: string | null, after: string | null): string | null {
  return before === null ? after : after === null ? before : `${before}\n${after}`;
}
