// What options may be set to, and the option that most commands share.

import type { LogKind, LogLevel } from "rollbook-core/logs";
import type { LogSourceKind } from "../../home/index.ts";
import type { OptionSpec } from "../command.ts";

export const FORMATS = ["jsonl", "json", "csv", "table"] as const;
export const INCLUDES = ["output", "patch", "prompts", "reasoning"] as const;
export const UPGRADE_ERAS = ["bare", "envelope", "legacy", "paginated"] as const;
export const SHOW_ONLY = ["commands", "files", "messages", "errors"] as const;
export const COLOUR_WHEN = ["always", "never", "auto"] as const;
export { LIST_KINDS, LIST_SORTS } from "../../listing/kinds.ts";
export const STATS_BY = ["day", "week", "month", "model", "project", "session"] as const;
export const STATS_CHARTS = ["tokens", "cost"] as const;
// Written out, so that help need not load what reads logs; a test holds them to be the same.
export const LOG_LEVELS = ["error", "warn", "info", "debug", "trace"] as const satisfies readonly LogLevel[];
export const LOG_SOURCES = ["log", "database", "recording"] as const satisfies readonly LogSourceKind[];
export const LOG_KINDS = [
  "tool_call",
  "tool_result",
  "stream_retry",
  "stream_error",
  "turn_error",
  "snapshot",
  "compaction",
  "model",
  "session",
  "turn",
  "operation",
  "request",
  "ui",
  "telemetry",
  "span",
  "event",
  "unknown",
] as const satisfies readonly LogKind[];
export const FOLLOW_FORMATS = ["text", "jsonl"] as const;
export const FOLLOW_ENDS = ["complete"] as const;
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** `--home`, and what is done with it. */
export function homeTo(purpose: string): OptionSpec {
  const summary = `${purpose}; may be given again (default: $CODEX_HOME, else ~/.codex)`;
  return { name: "home", value: "DIR", path: true, many: true, summary };
}

/** Where words that name a session are looked up. */
export const HOME: OptionSpec = homeTo("look sessions up in this codex home");
export const NO_REDACT: OptionSpec = { name: "no-redact", summary: "do not hide passwords, keys and tokens" };
