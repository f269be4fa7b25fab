// An upgraded line as text: the source's own characters wherever its values are unchanged.

import { isObject } from "../bytes/json.ts";
import type { UpgradedLine } from "./line.ts";

const STAMP = /^\s*\{\s*"timestamp"\s*:\s*"(?:[^"\\]|\\.)*"/;

/**
 * The line without its newline. `source` is the text of the record at `line.at`; given null, or for lines that are not
 * the source's, the value is written anew. The source's text keeps what a value cannot: `1.0`, large numbers, escapes.
 */
export function encodeUpgraded(line: UpgradedLine, source: string | null): string {
  if (line.making !== "source" || source === null) return JSON.stringify(line.value);
  const text = line.origin === "document" ? compactJson(source) : source;
  const enveloped = line.era !== "document" && line.era !== "bare" && line.era !== null;
  if (!enveloped || line.origin === line.era) return text;
  const payload = line.value["payload"];
  const wrapped = (line.origin === "bare" || line.origin === "document") && isObject(payload);
  if (wrapped) {
    const { payload: _, ...envelope } = line.value;
    return `${JSON.stringify(envelope).slice(0, -1)},"payload":${text.trim()}}`;
  }
  return numbered(text, line);
}

/** Sets the ordinal behind the timestamp, where Codex writes it. */
function numbered(text: string, line: UpgradedLine): string {
  const ordinal = line.value["ordinal"];
  if (ordinal === undefined) return text;
  const stamp = STAMP.exec(text);
  if (stamp === null) return JSON.stringify(line.value);
  return `${stamp[0]},"ordinal":${JSON.stringify(ordinal)}${text.slice(stamp[0].length)}`;
}

/** JSON text without the space between its tokens; nothing else changes. */
export function compactJson(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/gs, (_, string: string | undefined) => string ?? "");
}
