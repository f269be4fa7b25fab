// What Codex is given beside what it was asked for: variables that switch on what it can record of itself.

import { join } from "node:path";
import type { LogLevel } from "rollbook-core/logs";
import { HIDDEN, isSecretVariable, type Secrets } from "../secrets/index.ts";
import { isSecretHeader } from "../secrets/header.ts";
import { TUI_RECORD } from "../told/tui-record.ts";
import type { CodexCommand } from "./command.ts";
import type { RecordOptions } from "./options.ts";

export const TRACE = "CODEX_ROLLOUT_TRACE_ROOT";
const RECORD = "CODEX_TUI_RECORD_SESSION";
const RECORD_PATH = "CODEX_TUI_SESSION_LOG_PATH";
const LEVEL = "RUST_LOG";

/** Variables to add; what the user has set himself stays as it is. */
export function environmentFor(
  { env, debugLogLevel }: Pick<RecordOptions, "env" | "debugLogLevel">,
  command: CodexCommand,
  staging: string | null,
): Readonly<Record<string, string>> {
  if (staging === null || command.kind === "other") return {};
  const terminal = command.kind === "terminal";
  return {
    ...(env[TRACE] === undefined ? { [TRACE]: join(staging, "trace") } : {}),
    ...(terminal && env[RECORD] === undefined ? { [RECORD]: "1", [RECORD_PATH]: join(staging, TUI_RECORD) } : {}),
    // Elsewhere it would be seen on standard error.
    ...(terminal && debugLogLevel !== null && env[LEVEL] === undefined ? { [LEVEL]: levelOf(debugLogLevel) } : {}),
  };
}

function levelOf(level: LogLevel): string {
  return level;
}

/** A command line as it may be written: secrets seen by now, and what is given to options and keys named like one. */
export function hideArguments(argv: readonly string[], secrets: Secrets): readonly string[] {
  return argv.map((word, at) => {
    const before = argv[at - 1] ?? "";
    if (/^--?\w/.test(before) && !before.includes("=") && isSecretVariable(nameOf(before))) return HIDDEN;
    const named = NAMED.exec(word);
    const key = named?.[1] ?? "";
    if (named !== null && (isSecretVariable(nameOf(key)) || isSecretHeader(key))) return `${named[0]}${HIDDEN}`;
    return secrets.hide(word.replaceAll(INLINE, `$1$2$3${HIDDEN}`).replaceAll(IN_ADDRESS, HIDDEN)).text;
  });
}

/** `a."b.c".key=…`, also behind `--config=` and `-c`: the last part of the key, and all up to the value. */
const NAMED = /^(?:--config=|-c=?)?(?:[\w-]+\.|"[^"]*"\.|'[^']*'\.)*["']?([\w-]+)["']?\s*=/;

/** Keys in inline tables, such as `http_headers={Authorization="Bearer …"}`. */
const INLINE =
  /([\w-]*(?:authorization|cookie|token|secret|password|api[-_]?key)[\w-]*["']?\s*=\s*)(?:(")[^"]*|(')[^']*)/gi;

/** The password in an address. */
const IN_ADDRESS = /(?<=:\/\/[^/\s:@]*:)[^/\s@]+(?=@)/g;

function nameOf(option: string): string {
  return option.replace(/^-+/, "").replaceAll("-", "_");
}
