// A recorded session of the terminal interface (`session-*.jsonl`) → events. Knows what each line is about, drops none.

import { decodeText } from "../bytes/text.ts";
import { UNTOLD, type LogEvent, type LogFacts, type LogKind, type LogLevel } from "./contract.ts";
import { createLines, type Lines } from "./lines.ts";
import { retryOf } from "./kinds.ts";

type Value = Readonly<Record<string, unknown>>;

/** The session of an event is the one configured last before it; what comes before the first has none. */
export function createRecording(emit: (event: LogEvent) => void): Lines {
  let session: string | null = null;
  return createLines(0, (bytes, from, to, offset, length) => {
    const text = decodeText(bytes, from, to).replace(/^\ufeff/, "");
    if (text.trim() === "") return;
    const line = length === to - from ? parse(text) : null;
    const place = { offset, length, row: null, omitted_bytes: length - (to - from) };
    if (line === null) return emit({ ...UNTOLD, message: text, ...place });
    session = sessionOf(line, session);
    emit({ ...eventOf(line, session), ...place });
  });
}

function parse(text: string): Value | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Value | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function sessionOf(line: Value, session: string | null): string | null {
  const message = objectOf(objectOf(line["payload"])?.["msg"]);
  if (message?.["type"] === "session_configured") return textOf(message["session_id"]) ?? session;
  if (line["kind"] === "new_session" || line["kind"] === "session_start") return null;
  const named = /^(?:AppendMessageHistoryEntry|ThreadStarted)\b.*?\buuid: ([0-9a-f-]{36})/.exec(
    textOf(line["variant"]) ?? "",
  );
  return textOf(message?.["thread_id"]) ?? named?.[1] ?? session;
}

function eventOf(
  line: Value,
  session_id: string | null,
): Omit<LogEvent, "offset" | "length" | "row" | "omitted_bytes"> {
  const { ts, dir, kind, ...rest } = line;
  const payload = objectOf(rest["payload"]);
  const said = objectOf(payload?.["msg"]);
  const name = nameOf(line, payload, said);
  const time = textOf(ts);
  const time_ms = time === null ? Number.NaN : Date.parse(time);
  const told = isSnapshot(said) ? SNAPSHOT : (KINDS.get(name) ?? guess(textOf(kind) ?? "", name));
  return {
    ...UNTOLD,
    time: Number.isNaN(time_ms) ? null : new Date(time_ms).toISOString(),
    time_ms: Number.isNaN(time_ms) ? null : time_ms,
    level: told.level,
    kind: told.kind,
    session_id,
    turn_id: textOf(said?.["turn_id"]) ?? textOf(payload?.["id"]),
    target: textOf(dir),
    message: messageOf(textOf(kind) ?? "", name, said ?? payload ?? rest),
    facts: { name, ...factsOf(told.kind, name, said ?? rest) },
  };
}

/** Kind and name, and as JSON what else the line says. */
function messageOf(kind: string, name: string, value: Value): string {
  const variant = textOf(value["variant"]);
  if (variant !== null) return `${kind} ${variant}`;
  const rest = Object.entries(value).filter(([key, held]) => key !== "type" && held !== name);
  const start = kind === name || name === "" ? kind : `${kind} ${name}`;
  return rest.length === 0 ? start : `${start} ${JSON.stringify(Object.fromEntries(rest))}`;
}

/** What the line is about: the type of the event or operation, the variant of what the interface did. */
function nameOf(line: Value, payload: Value | null, said: Value | null): string {
  const word = textOf(said?.["type"]) ?? textOf(payload?.["type"]) ?? textOf(line["payload"]);
  if (word !== null && WORD.test(word)) return word;
  const variant = textOf(line["variant"]);
  if (variant !== null) return /^\w{1,80}/.exec(variant)?.[0] ?? "";
  const [only = "", ...others] = Object.keys(payload ?? {});
  return others.length === 0 && WORD.test(only) ? only : (textOf(line["kind"]) ?? "");
}

const WORD = /^[\w.-]{1,80}$/;

interface Told {
  readonly kind: LogKind;
  readonly level: LogLevel;
}

const all = (kind: LogKind, level: LogLevel, ...names: readonly string[]): [string, Told][] =>
  names.map((name) => [name, { kind, level }]);

const KINDS: ReadonlyMap<string, Told> = new Map([
  ...all("session", "info", "session_start", "session_end", "session_configured", "new_session", "shutdown_complete"),
  ...all("session", "info", "Exit", "ExitRequest"),
  ...all("turn", "info", "task_started", "task_complete", "turn_started", "turn_complete"),
  ...all("turn", "warn", "turn_aborted"),
  ...all("turn_error", "error", "error"),
  ...all("event", "warn", "warning"),
  ...all("compaction", "info", "context_compacted"),
  ...all("model", "info", "UpdateModel", "UpdateReasoningEffort", "PersistModelSelection", "model_reroute"),
  ...all("snapshot", "info", "undo_started", "undo_completed"),
  ...all("tool_call", "info", "web_search_begin", "view_image_tool_call", "dynamic_tool_call_request"),
]);

const SNAPSHOT: Told = { kind: "snapshot", level: "info" };

function isSnapshot(said: Value | null): boolean {
  return objectOf(said?.["item"])?.["type"] === "ghost_snapshot";
}

function guess(kind: string, name: string): Told {
  if (name === "stream_error") return { kind: "stream_retry", level: "warn" };
  if (/_(?:call|command|apply)_begin$/.test(name)) return { kind: "tool_call", level: "info" };
  if (/_(?:call|command|apply|search)_end$/.test(name)) return { kind: "tool_result", level: "info" };
  if (/_delta$/.test(name)) return { kind: "event", level: "trace" };
  if (kind === "op") return { kind: "operation", level: "info" };
  if (kind === "codex_event") return { kind: "event", level: "info" };
  return kind === "insert_history_cell" || kind === "app_event"
    ? { kind: "ui", level: "debug" }
    : { kind: "event", level: "info" };
}

function factsOf(kind: LogKind, name: string, value: Value): LogFacts {
  const { call_id, exit_code, success, model } = value;
  const called = kind === "tool_call" || kind === "tool_result" ? name.replace(/_(?:begin|end)$/, "") : null;
  const tool = textOf(objectOf(value["invocation"])?.["tool"]) ?? called;
  return {
    ...(kind === "stream_retry" ? retryOf(textOf(value["message"]) ?? "") : {}),
    ...(tool === null ? {} : { tool }),
    ...(typeof call_id === "string" ? { call_id } : {}),
    ...(typeof exit_code === "number" ? { exit_code } : {}),
    ...(typeof success === "boolean" ? { success } : {}),
    ...(typeof model === "string" ? { model } : {}),
  };
}
