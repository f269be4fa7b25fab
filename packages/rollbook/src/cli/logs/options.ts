// The command line of `rollbook logs` → what is wanted.

import type { LogEvent, LogKind, LogLevel } from "rollbook-core/logs";
import type { LogSourceKind } from "../../home/index.ts";
import type { Invocation } from "../command.ts";
import { LOG_KINDS, LOG_LEVELS, LOG_SOURCES } from "../commands.ts";
import { EXIT, Failure } from "../exit.ts";
import { readMoment } from "../moment.ts";
import { readPattern } from "../pattern.ts";

export interface LogsOptions {
  /** The word that names a session. */
  readonly session: string | null;
  readonly unnamed: boolean;
  readonly files: readonly string[] | null;
  readonly sources: ReadonlySet<LogSourceKind>;
  /** Unix milliseconds, both inclusive. */
  readonly since: number;
  readonly until: number;
  readonly least: LogLevel | null;
  /** Of this kind and with these texts. */
  readonly fits: (event: LogEvent) => boolean;
  /** Infinite for all. */
  readonly limit: number;
  readonly json: boolean;
  readonly full: boolean;
  readonly hides: boolean;
}

const USUAL_LIMIT = 100;

/** Throws `Failure` (usage) for values that make no sense. */
export function readLogsOptions({ operands, flags, values }: Invocation, now: number): LogsOptions {
  const last = (name: string): string | null => values.get(name)?.at(-1) ?? null;
  const moment = (name: string, edge: "start" | "end", otherwise: number): number => {
    const text = last(name);
    return text === null ? otherwise : readMoment(`--${name}`, text, edge, now);
  };
  const session = operands[0] ?? null;
  if (flags.has("unnamed") && session === null) throw wrong("--unnamed needs a session");
  if (flags.has("all") && last("limit") !== null) throw wrong("--all and --limit exclude each other");
  const sources = values.get("source");
  return {
    session,
    unnamed: flags.has("unnamed"),
    files: values.get("file") ?? null,
    sources: new Set(LOG_SOURCES.filter((source) => sources?.includes(source) ?? true)),
    since: moment("since", "start", Number.NEGATIVE_INFINITY),
    until: moment("until", "end", Number.POSITIVE_INFINITY),
    least: LOG_LEVELS.find((level) => level === last("level")) ?? null,
    fits: fitsOf(values),
    limit: flags.has("all") ? Number.POSITIVE_INFINITY : limitOf(last("limit")),
    json: flags.has("json"),
    full: flags.has("full"),
    hides: !flags.has("no-redact"),
  };
}

function fitsOf(values: Invocation["values"]): (event: LogEvent) => boolean {
  const chosen = values.get("kind") ?? LOG_KINDS;
  const refused = values.get("without") ?? [];
  const kinds = new Set<LogKind>(LOG_KINDS.filter((kind) => chosen.includes(kind) && !refused.includes(kind)));
  const texts = (values.get("text") ?? []).map((text) => text.normalize("NFC").toLowerCase());
  const patterns = (values.get("regex") ?? []).map((source) => readPattern("--regex", source));
  return (event) => {
    if (!kinds.has(event.kind)) return false;
    if (texts.length === 0 && patterns.length === 0) return true;
    const whole = [event.spans, event.target, event.message].filter((part) => part !== null).join(": ");
    const folded = texts.length === 0 ? "" : whole.normalize("NFC").toLowerCase();
    return texts.every((text) => folded.includes(text)) && patterns.every((matches) => matches(whole));
  };
}

function limitOf(asked: string | null): number {
  if (asked === null) return USUAL_LIMIT;
  const limit = Number(asked);
  if (/^\d+$/.test(asked) && Number.isSafeInteger(limit)) return limit;
  throw wrong(`--limit needs a number from 0 on, not "${asked}"`);
}

function wrong(message: string): Failure {
  return new Failure(EXIT.usage, `${message} (see: rollbook logs --help)`);
}
