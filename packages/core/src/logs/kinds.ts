// What a message of the log is about: a table of what Codex says, over its versions.

import type { LogFacts, LogKind } from "./contract.ts";
import type { Said } from "./said.ts";

export interface Judged {
  readonly kind: LogKind;
  readonly facts: LogFacts;
}

interface Rule {
  readonly kind: LogKind;
  readonly pattern: RegExp;
  /** Only of these modules. */
  readonly target?: RegExp;
  readonly facts?: (found: RegExpExecArray, message: string) => LogFacts;
}

const RULES: readonly Rule[] = [
  {
    kind: "tool_call",
    pattern: /^(?:ToolCall|FunctionCall): ([\w.:/-]+)/,
    facts: ([, tool]) => textFact("tool", tool),
  },
  {
    kind: "tool_result",
    pattern: /^tool call (?:completed|failed)\b/,
    facts: (_, message) => ({
      ...textFact("tool", field(message, "tool_name")),
      ...textFact("call_id", field(message, "call_id")),
      ...flagOf(field(message, "success")),
    }),
  },
  { kind: "stream_retry", pattern: /\bstream disconnected - retrying\b/, facts: (_, message) => retryOf(message) },
  {
    kind: "stream_error",
    pattern:
      /\bstream disconnected before completion\b|\bstream error\b|\bidle timeout waiting for (?:SSE|websocket)\b/i,
  },
  { kind: "turn_error", pattern: /^Turn error: / },
  { kind: "snapshot", pattern: /\bghost[ _](?:snapshot|commit)\b|^Undo (?:restored|in progress)/i },
  { kind: "snapshot", pattern: /^/, target: /(?:^|::)(?:ghost_snapshot|ghost_commits|undo)$/ },
  { kind: "compaction", pattern: /^/, target: /(?:^|::)(?:compact|compact_remote|compact_task)$/ },
  {
    kind: "model",
    pattern: /^Selected model: ([^\s,]+)(?:, Selected effort: (\S+))?/,
    facts: ([, model, effort]) => ({ ...textFact("model", model), ...textFact("effort", effort) }),
  },
  {
    kind: "model",
    pattern: /^Configuring session: model=([^\s;]+)/,
    facts: ([, model]) => textFact("model", model),
  },
  { kind: "session", pattern: /^(?:Shutting down Codex instance|Agent loop exited|session configured)\b/ },
  {
    kind: "operation",
    pattern: /^Submission\b.*?(?:\boperation="(\w+)"|\bop: (\w+)|\bop=(\w+))/,
    facts: ([, name, printed, given]) => textFact("name", name ?? printed ?? given),
  },
  {
    kind: "request",
    pattern: /^Request (?:completed|failed)\b(?:.*?\bstatus=(\d{3}))?/,
    facts: ([, status]) => (status === undefined ? {} : { status: Number(status) }),
  },
  { kind: "telemetry", pattern: /^event\.name="([^"]*)"/, facts: ([, name]) => textFact("name", name) },
  { kind: "telemetry", pattern: /^/, target: /^(?:codex_otel|feedback_tags$)/ },
];

const SPAN = /^(?:new|enter|exit|close)(?: time\.busy=\S+ time\.idle=\S+)?$/;

export function judge({ spans, target, message }: Said): Judged {
  if (spans !== null && SPAN.test(message)) return { kind: "span", facts: {} };
  for (const rule of RULES) {
    if (rule.target !== undefined && (target === null || !rule.target.test(target))) continue;
    const found = rule.pattern.exec(message);
    if (found !== null) return { kind: rule.kind, facts: rule.facts?.(found, message) ?? {} };
  }
  return { kind: "event", facts: {} };
}

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1000 };

/** `(1/5 in 202ms)`, `retrying 1/5 in 1.2s`, `Reconnecting... 2/5` */
export function retryOf(message: string): LogFacts {
  const found = /(\d+)\/(\d+)(?: in ([\d.]+)(ns|µs|ms|s))?/.exec(message);
  if (found === null) return {};
  const [, attempt, most, delay, unit] = found;
  const waited = delay === undefined ? Number.NaN : Number(delay) * (UNITS[unit ?? ""] ?? Number.NaN);
  return {
    attempt: Number(attempt),
    max_attempts: Number(most),
    ...(Number.isNaN(waited) ? {} : { delay_ms: waited }),
  };
}

function field(message: string, name: string): string | undefined {
  const found = new RegExp(`(?:^| )${name}=(?:"([^"]*)"|(\\S+))`).exec(message);
  return found?.[1] ?? found?.[2];
}

function textFact(key: "tool" | "call_id" | "model" | "effort" | "name", value: string | undefined): LogFacts {
  return value === undefined || value === "" ? {} : { [key]: value };
}

function flagOf(success: string | undefined): LogFacts {
  return success === "true" || success === "false" ? { success: success === "true" } : {};
}
