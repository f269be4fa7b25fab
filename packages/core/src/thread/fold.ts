// The fold: the readings of a thread's files in, its turns and items out, each at the record that settles it.

import type { Json, JsonObject } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import { readUserShell } from "../action/usershell.ts";
import type { ChainFile } from "../lineage/chain.ts";
import { integer, natural, object, text } from "../lineage/field.ts";
import { NO_HEADER, readHeader, type Header } from "../lineage/header.ts";
import { isKnownType, KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { createUpgrade, readEnvironment, turnIdOf, type Upgrade, type UpgradedLine } from "../upgrade/index.ts";
import { createCalls, leaveTurn, takeCall, takeItem, takeOutput, type Around } from "./calls.ts";
import type { Item, ItemContent, ItemOrigin, NoteContent, Thread, ThreadSink, Whereabouts } from "./contract.ts";
import { createHeads, draftOf, endTurn, openDraft, readError, rollBack, startTurn, type Draft } from "./heads.ts";
import { createMeter, meterCount, meterRecord } from "./meter.ts";
import { countRecord, createNumbering, forgetTurns, namedTurn, nameItem, nameTurn } from "./numbering.ts";
import { createTalk, leaveTalk, takeMessage, takeSaid } from "./talk.ts";

export type ThreadSummary = Omit<Thread, "turns">;

export interface ThreadFold {
  /** What is read next is the next file of the chain. `named` is the thread id in its name. */
  open(file: ChainFile, named: string | null): void;
  /** Records must be read whole (`long: "whole"`), and none passed over. */
  read(reading: Reading): void;
  /** Nothing more is known for now: gives what waits for more, and what is known of the thread. */
  end(): ThreadSummary;
}

export function createThreadFold(sink: ThreadSink): ThreadFold {
  const heads = createHeads();
  const calls = createCalls();
  const talk = createTalk();
  const meter = createMeter();
  const numbering = createNumbering();
  const files: ChainFile[] = [];
  const models = new Set<string>();
  const damage = new Map<string, number>();
  /** Items met before the first turn: they belong to it. */
  let early: Item[] = [];
  let upgrade: Upgrade | null = null;
  let header: Header | null = null;
  let headed = false;
  let named: string | null = null;
  let current: RecordReading | null = null;
  let cwd: string | null = null;
  let shell: string | null = null;
  let model: string | null = null;
  let name: string | null = null;
  let goal: Json = null;
  let first: string | null = null;
  let last: string | null = null;
  let notes = 0;

  function where(at: Place): Whereabouts {
    return { file: files.length - 1, line: at.number, offset: at.offset, length: at.length };
  }

  function give(item: Item): void {
    const draft = draftOf(heads, item.turn_id === "" ? null : item.turn_id);
    if (draft === null) {
      early.push(item);
      return;
    }
    if (item.timestamp !== null && item.timestamp > (draft.last_timestamp ?? "")) draft.last_timestamp = item.timestamp;
    sink.item(item.turn_id === draft.id ? item : { ...item, turn_id: draft.id });
  }

  function settle(): void {
    for (const index of heads.changed) {
      const draft = heads.drafts[index];
      if (draft !== undefined) sink.turn({ ...draft });
    }
    heads.changed.clear();
  }

  function make(line: UpgradedLine, id: string, content: ItemContent, origin: ItemOrigin, turn: string | null): Item {
    return {
      id,
      turn_id: turn ?? openDraft(heads)?.id ?? heads.drafts.at(-1)?.id ?? "",
      content,
      origin,
      started_at_ms: null,
      completed_at_ms: null,
      timestamp: text(line.value["timestamp"]),
      sources: [where(line.at)],
    };
  }

  /** A name for what has none: unique in the thread, and the same whenever the file is read. */
  function nameOf(kind: string, line: UpgradedLine): string {
    notes += 1;
    return `${kind}-${files.length}-${line.at.number}-${notes}`;
  }

  function note(line: UpgradedLine, kind: NoteContent["note"], value: JsonObject, turn: string | null): void {
    const id = nameOf("note", line);
    give(make(line, id, { type: "Note", id, note: kind, value }, "record", turn));
  }

  function around(line: UpgradedLine): Around {
    const turn_id = turnIdOf(payloadOf(line)) ?? openDraft(heads)?.id ?? heads.drafts.at(-1)?.id ?? "";
    return { turn_id, cwd, shell, source: where(line.at), timestamp: text(line.value["timestamp"]) };
  }

  function begin(line: UpgradedLine, payload: JsonObject): void {
    const made = line.making === "made";
    const told = text(payload["turn_id"]) ?? "";
    const id = made ? nameTurn(numbering, told) : told;
    leave(openDraft(heads));
    const draft = startTurn(heads, {
      id,
      synthetic: made,
      thread_id: line.owner,
      timestamp: text(line.value["timestamp"]),
      source: where(line.at),
      payload,
    });
    draft.model = model;
    draft.cwd = cwd;
    settle();
    const waiting = early;
    early = [];
    for (const item of waiting) give({ ...item, turn_id: id });
  }

  function leave(draft: Draft | null): void {
    if (draft === null) return;
    for (const item of [...leaveTalk(talk), ...leaveTurn(calls, draft.id)]) give(item);
  }

  function finish(line: UpgradedLine, payload: JsonObject, status: "completed" | "interrupted"): void {
    const draft = draftOf(heads, namedTurn(numbering, text(payload["turn_id"]))) ?? openDraft(heads);
    if (draft === null) return;
    leave(draft);
    if (line.making !== "made") endTurn(heads, draft, status, payload, where(line.at));
    else if (draft.status === "in_progress") endTurn(heads, draft, status, {}, where(line.at));
    draft.last_timestamp = text(line.value["timestamp"]) ?? draft.last_timestamp;
    settle();
  }

  function onItem(line: UpgradedLine, payload: JsonObject): void {
    const content = object(payload["item"]);
    const type = text(content?.["type"]) ?? "";
    if (content === null) return onUnknown(line);
    const turn_id = namedTurn(numbering, text(payload["turn_id"]));
    if (turn_id !== null && draftOf(heads, turn_id) === null) meetTurn(line, turn_id);
    const made = line.making === "made";
    const origin = made ? originOf(line, type) : "item";
    const told = text(content["id"]) ?? nameOf("item", line);
    const turn = draftOf(heads, turn_id)?.index ?? 0;
    // 0.144 … 0.147 named the items of reviews in their events.
    const bears = text(object(current?.value["payload"])?.["item_id"]) === told;
    const id = origin === "event" ? nameItem(numbering, bears ? "" : type, told, turn) : told;
    // The item as Codex wrote it, or as the upgrade built it: in the shape of the schemas.
    const body = { ...content, id } as unknown as ItemContent;
    const known = KNOWN_TURN_ITEMS.has(type);
    if (!known && !made) notes += 1;
    const item: Item = {
      ...make(line, id, body, origin, turn_id),
      started_at_ms: made ? null : integer(payload["started_at_ms"]),
      completed_at_ms: made ? null : integer(payload["completed_at_ms"]),
    };
    for (const said of takeSaid(talk, takeItem(calls, item))) give(said);
  }

  /** The oldest eras have no events: what is said was made of messages there, and what was done of calls everywhere. */
  function originOf(line: UpgradedLine, type: string): ItemOrigin {
    // Until 0.58 a compaction had no event, and Codex's reader shows none.
    if (type === "ContextCompaction" && talk.compacted?.offset === line.at.offset) return "recovered";
    return current?.outer === "response_item" && !SAID.has(type) ? "recovered" : "event";
  }

  /** A record names a turn of which no start is on disk. */
  function meetTurn(line: UpgradedLine, id: string): void {
    const before = heads.open;
    const source = where(line.at);
    const timestamp = text(line.value["timestamp"]);
    const draft = startTurn(heads, { id, synthetic: true, thread_id: line.owner, timestamp, source, payload: {} });
    if (before !== null) {
      // The turn that is open stays so.
      heads.open = before;
      const opened = openDraft(heads);
      if (opened !== null && opened.status === "interrupted") opened.status = "in_progress";
      draft.status = "completed";
    }
    settle();
  }

  function onUnknown(line: UpgradedLine): void {
    const id = nameOf("unknown", line);
    give(make(line, id, { type: "Unknown", id, outer: line.outer, inner: line.inner }, "record", null));
  }

  function onContext(line: UpgradedLine, payload: JsonObject): void {
    cwd = text(payload["cwd"]) ?? cwd;
    meetModel(text(payload["model"]));
    const draft = draftOf(heads, namedTurn(numbering, text(payload["turn_id"]))) ?? openDraft(heads);
    if (draft === null) return;
    draft.model = model;
    draft.effort = text(payload["effort"]) ?? draft.effort;
    draft.cwd = cwd;
    draft.approval_policy = payload["approval_policy"] ?? draft.approval_policy;
    draft.sandbox_policy = payload["sandbox_policy"] ?? draft.sandbox_policy;
    draft.sources = [...draft.sources, where(line.at)];
    heads.changed.add(draft.index);
  }

  function meetModel(said: string | null): void {
    if (said === null) return;
    model = said;
    models.add(said);
  }

  function onResponse(line: UpgradedLine, payload: JsonObject): void {
    switch (line.inner) {
      case "message": {
        const environment = readEnvironment(payload);
        cwd = environment?.cwd ?? cwd;
        shell = environment?.shell ?? shell;
        if (readUserShell(payload) !== null) return;
        const stand = (role: string, said: string): Item => {
          const id = nameOf("message", line);
          return make(
            line,
            id,
            { type: "ContextMessage", id, role, text: said },
            "record",
            namedTurn(numbering, turnIdOf(payload)),
          );
        };
        for (const item of takeMessage(talk, payload, stand)) give(item);
        return;
      }
      case "function_call":
      case "custom_tool_call":
      case "local_shell_call":
        takeCall(calls, payload, line.inner, text(payload["id"]) ?? nameOf("call", line), around(line));
        return;
      case "function_call_output":
      case "custom_tool_call_output": {
        const item = takeOutput(calls, payload, around(line));
        if (item !== null) give(item);
        else onUnmatched(line, payload);
        return;
      }
      case "agent_message":
        onCommunication(line, payload);
        return;
      case "ghost_snapshot":
        note(line, "snapshot", payload, null);
        return;
      default:
        if (!isKnownType(line.outer, line.inner)) onUnknown(line);
    }
  }

  /** Something ran, and nothing says what. */
  function onUnmatched(line: UpgradedLine, payload: JsonObject): void {
    const id = text(payload["call_id"]) ?? nameOf("output", line);
    const output = payload["output"] ?? null;
    const content: ItemContent = {
      type: "ToolCall",
      id,
      name: text(payload["name"]),
      namespace: text(payload["namespace"]),
      arguments: null,
      output,
      status: "completed",
    };
    give(make(line, id, content, "record", null));
  }

  function onCommunication(line: UpgradedLine, payload: JsonObject): void {
    const id = text(payload["id"]) ?? nameOf("communication", line);
    const said = textOf(payload["content"]);
    const content: ItemContent = {
      type: "AgentCommunication",
      id,
      author: text(payload["author"]),
      recipient: text(payload["recipient"]),
      text: said === "" ? null : said,
    };
    give(make(line, id, content, "record", namedTurn(numbering, turnIdOf(payload))));
  }

  function onEvent(line: UpgradedLine, payload: JsonObject): void {
    switch (line.inner) {
      case "task_started":
      case "turn_started":
        begin(line, payload);
        return;
      case "task_complete":
      case "turn_complete":
        finish(line, payload, "completed");
        return;
      case "turn_aborted":
        finish(line, payload, "interrupted");
        return;
      case "item_completed":
        onItem(line, payload);
        return;
      case "token_count":
        meterCount(meter, heads, draftOf(heads, null), payload);
        return;
      case "thread_settings_applied": {
        const settings = object(payload["thread_settings"]) ?? {};
        meetModel(text(settings["model"]));
        cwd = text(settings["cwd"]) ?? cwd;
        note(line, "settings", payload, null);
        return;
      }
      case "thread_name_updated":
        name = text(payload["thread_name"]);
        note(line, "renamed", payload, null);
        return;
      case "thread_goal_updated":
        goal = payload["goal"] ?? null;
        note(line, "goal", payload, text(payload["turnId"]));
        return;
      case "thread_rolled_back":
        forgetTurns(
          numbering,
          rollBack(heads, natural(payload["num_turns"]) ?? 0).map(({ index }) => index),
        );
        note(line, "rolled_back", payload, null);
        settle();
        return;
      case "undo_completed":
        note(line, "undone", payload, null);
        return;
      case "error": {
        const draft = openDraft(heads);
        if (draft !== null) draft.error = readError(payload) ?? draft.error;
        return;
      }
      default:
        if (!isKnownType(line.outer, line.inner)) onUnknown(line);
    }
  }

  function onHeader(line: UpgradedLine, payload: JsonObject): void {
    if (!headed) {
      headed = true;
      header = readHeader(payload);
      cwd = header.cwd === "" ? null : header.cwd;
    } else if (text(payload["id"]) === header?.thread_id) note(line, "resumed", {}, null);
  }

  function onLine(line: UpgradedLine): void {
    const timestamp = text(line.value["timestamp"]);
    first ??= timestamp;
    last = timestamp ?? last;
    const payload = payloadOf(line);
    switch (line.outer) {
      case "session_meta":
        onHeader(line, payload);
        return;
      case "turn_context":
        onContext(line, payload);
        return;
      case "response_item":
        onResponse(line, payload);
        return;
      case "event_msg":
        onEvent(line, payload);
        return;
      case "token_usage_record":
        meterRecord(meter, heads, draftOf(heads, namedTurn(numbering, text(payload["turn_id"]))), payload);
        return;
      case "compacted":
        talk.compacted = where(line.at);
        return;
      case "inter_agent_communication":
        onCommunication(line, payload);
        return;
      default:
        if (line.era === null || !isKnownType(line.outer, line.inner)) onUnknown(line);
    }
  }

  function onDamage(at: Place, kind: string, message: string): void {
    damage.set(kind, (damage.get(kind) ?? 0) + 1);
    notes += 1;
    const id = `damage-${files.length}-${at.number}-${notes}`;
    const content = { type: "Damage", id, kind, message } as ItemContent;
    give({
      id,
      turn_id: openDraft(heads)?.id ?? heads.drafts.at(-1)?.id ?? "",
      content,
      origin: "record",
      started_at_ms: null,
      completed_at_ms: null,
      timestamp: null,
      sources: [where(at)],
    });
  }

  function close(): void {
    upgrade?.end();
    upgrade = null;
  }

  return {
    open(file, threadId) {
      close();
      files.push(file);
      headed = false;
      named = threadId;
      numbering.records = -1;
      upgrade = createUpgrade({ to: "paginated", named }, onLine);
    },
    read(reading) {
      if (reading.kind === "record") {
        current = reading;
        countRecord(numbering, reading);
      } else if (reading.kind === "damage") onDamage(reading.damage.at, reading.damage.kind, reading.damage.message);
      upgrade?.read(reading);
    },
    end() {
      close();
      leave(openDraft(heads));
      for (const draft of heads.drafts) if (draft.status === "in_progress") heads.changed.add(draft.index);
      settle();
      return {
        id: header?.thread_id ?? named,
        header: header ?? NO_HEADER,
        files,
        name,
        goal,
        model,
        models: [...models],
        usage: meter.usage,
        usage_by_model: meter.by_model,
        rate_limits: meter.rate_limits,
        first_timestamp: first,
        last_timestamp: last,
        gaps: [...damage].map(([kind, count]) => `${count} × damage: ${kind}`),
      };
    },
  };
}

const SAID: ReadonlySet<string> = new Set(["UserMessage", "AgentMessage", "Reasoning", "ContextCompaction"]);

function payloadOf(line: UpgradedLine): JsonObject {
  return object(line.value["payload"]) ?? line.value;
}

function textOf(parts: Json | undefined): string {
  if (!Array.isArray(parts)) return text(parts) ?? "";
  return parts
    .map((part: Json) => text(object(part)?.["text"]))
    .filter((said) => said !== null)
    .join("\n");
}
