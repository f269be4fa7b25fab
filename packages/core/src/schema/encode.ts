// Typed records → the text Codex would write for them.

import type { SessionDocument } from "./document.ts";
import type { SessionEntry } from "./entry.ts";

/**
 * The line of an entry, without its newline: every key, in the order the entry has them. Numbers are written as
 * JavaScript writes them, `1.0` as `1`: who must keep a line's very bytes has them, and uses `encodeLine`.
 */
export function encodeEntry(entry: SessionEntry): string {
  return JSON.stringify(entry);
}

/** The text of a session file: one line for each entry, or the TypeScript CLI's document. */
export function encodeSession(session: readonly SessionEntry[] | SessionDocument): string {
  if (isDocument(session)) return JSON.stringify(session, null, 2);
  return session.map((entry) => `${encodeEntry(entry)}\n`).join("");
}

function isDocument(session: readonly SessionEntry[] | SessionDocument): session is SessionDocument {
  return !Array.isArray(session);
}
