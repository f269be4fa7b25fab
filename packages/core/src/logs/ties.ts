// Which session and turn an event belongs to, as its fields say.

export interface Ties {
  readonly session_id: string | null;
  readonly turn_id: string | null;
}

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** `session_id` is not among them: servers of tools have such ids too, and with Codex it is the root of a tree. */
const FIELD = new RegExp(`\\b(?:thread|conversation)[._]id="?(${UUID})`, "g");
/** As Rust prints an id that stands in a larger value. */
const PRINTED = new RegExp(`\\b(?:thread|session|conversation)_id: (?:Some\\()?\\w+[ (]\\{?(?: ?uuid: )?(${UUID})`);
const TURN = /\bturn[._]id="?([\w-]+)/g;

/** Codex counts the innermost span, and an event's own field before it; a tool's text may hold anything. */
export function readTies(spans: string | null, message: string): Ties {
  const inSpans = spans ?? "";
  const session_id = last(inSpans, FIELD) ?? last(message, FIELD) ?? PRINTED.exec(message)?.[1] ?? null;
  return { session_id, turn_id: last(inSpans, TURN) ?? last(message, TURN) };
}

function last(text: string, pattern: RegExp): string | null {
  let found: string | null = null;
  for (const match of text.matchAll(pattern)) found = match[1] ?? found;
  return found;
}
