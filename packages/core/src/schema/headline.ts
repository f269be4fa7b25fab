// What the first record of a file tells, whatever its era and however little it is.

import type { Era } from "../rollout/era.ts";
import { SessionDocument } from "./document.ts";
import { SessionMeta } from "./entry.ts";
import { SessionHeader } from "./header.ts";
import { accepts, faults, type Fault } from "./guard/index.ts";

export interface DecodedHeader {
  /** What the record is; null when it is no header of any kind. */
  readonly kind: "session_meta" | "header" | "document" | null;
  readonly era: Era | null;
  /** The thread's id. */
  readonly id: string | null;
  /** The root of the tree of threads it belongs to; only since 0.142. */
  readonly session_id: string | null;
  readonly timestamp: string | null;
  readonly cwd: string | null;
  readonly originator: string | null;
  readonly cli_version: string | null;
  readonly model_provider: string | null;
  /** The word, or the key of the nested form: `cli`, `exec`, `vscode`, `subagent`, … */
  readonly source: string | null;
  readonly instructions: string | null;
  readonly git: SessionHeader["git"] | null;
  /** What is not as declared; the fields above are told all the same. */
  readonly faults: readonly Fault[];
}

/**
 * Decides on the first record alone: what kind of session file it begins, and what it says of itself. Total; a header
 * with a missing or broken field tells the others.
 */
export function decodeHeader(first: unknown): DecodedHeader {
  const record = object(first);
  const payload = object(record["payload"]);
  if (record["type"] === "session_meta")
    return tell("session_meta", envelopeEra(record, payload), payload, check(SessionMeta, first));
  if ("items" in record && "session" in record) {
    return tell("document", "document", object(record["session"]), check(SessionDocument, first));
  }
  const kind = accepts(SessionHeader, first) ? "header" : null;
  return tell(
    kind,
    kind === null ? null : "bare",
    kind === null ? {} : record,
    kind === null ? check(SessionMeta, first) : [],
  );
}

type Fields = Readonly<Record<string, unknown>>;

function check(schema: Parameters<typeof accepts>[0], value: unknown): Fault[] {
  return accepts(schema, value) ? [] : faults(schema, value);
}

function envelopeEra(record: Fields, payload: Fields): Era {
  if ("ordinal" in record) return "paginated";
  return text(payload["history_mode"]) === null ? "envelope" : "legacy";
}

function tell(kind: DecodedHeader["kind"], era: Era | null, fields: Fields, found: readonly Fault[]): DecodedHeader {
  return {
    kind,
    era,
    id: text(fields["id"]),
    session_id: text(fields["session_id"]),
    timestamp: text(fields["timestamp"]),
    cwd: text(fields["cwd"]),
    originator: text(fields["originator"]),
    cli_version: text(fields["cli_version"]),
    model_provider: text(fields["model_provider"]),
    source: text(fields["source"]) ?? Object.keys(object(fields["source"]))[0] ?? null,
    instructions: text(fields["instructions"]),
    git: accepts(SessionHeader.schema.fields.git, fields["git"]) ? (fields["git"] as SessionHeader["git"]) : null,
    faults: found,
  };
}

function object(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
