// An item as it is answered: its view with long texts cut, as JSON that is kept and sent as it is.

import type { ItemEntry } from "rollbook-api";
import type { Item, TurnHead } from "rollbook-core/thread";
import { clipView, type ClippedView, type ItemView, picturesIn } from "rollbook-core/view";

/** Of a longer text its beginning is sent. */
export const CLIP = { over: 64 << 10, keep: 8 << 10 };

/** `sessions`: ids of other threads it speaks of. Where these are is not known here: the text ends before it says so. */
export interface ShownItem {
  readonly text: string;
  readonly sessions: readonly string[];
}

type Shown = Omit<ItemEntry, "sessions">;

export function showItem(position: number, turn: TurnHead | null, item: Item, view: ItemView): ShownItem {
  const { id, turn_id, content, origin, timestamp, started_at_ms, completed_at_ms, sources } = item;
  const shown: Shown = {
    position,
    turn: turn?.index ?? 0,
    turn_id: turn?.id ?? turn_id,
    id,
    type: content.type,
    origin,
    timestamp,
    started_at_ms,
    completed_at_ms,
    bytes: sources.reduce((sum, { length }) => sum + length, 0),
    view: clipView(view, CLIP) satisfies ClippedView,
    images: picturesIn(item).length,
    sources,
  };
  return { text: JSON.stringify(shown).slice(0, -1), sessions: sessionsIn(item) };
}

/** One text of both; JSON holds no tabs. */
export function packShown({ text, sessions }: ShownItem): string {
  return sessions.length === 0 ? text : `${text}\t${JSON.stringify(sessions)}`;
}

const TAB = 9;

/** Bytes that `packShown` gave, of the text and of the sessions; null where there are none. */
export function splitShown(packed: Buffer): { readonly text: Buffer; readonly sessions: Buffer | null } {
  const tab = packed.indexOf(TAB);
  return tab === -1
    ? { text: packed, sessions: null }
    : { text: packed.subarray(0, tab), sessions: packed.subarray(tab + 1) };
}

export function unpackShown(packed: Buffer): ShownItem {
  const { text, sessions } = splitShown(packed);
  return { text: text.toString("utf8"), sessions: readSessions(sessions) };
}

export function readSessions(sessions: Buffer | null): readonly string[] {
  return sessions === null ? [] : (JSON.parse(sessions.toString("utf8")) as string[]);
}

/** Whole JSON, when it is known where the others are. */
export function endShown(
  { text, sessions }: ShownItem,
  keyOf: (session_id: string) => string | null,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const known = sessions.map((session_id) => ({ session_id, key: keyOf(session_id) }));
  return `${text},${JSON.stringify({ sessions: known, ...more }).slice(1)}`;
}

function sessionsIn({ content }: Item): readonly string[] {
  const fields = content as unknown as Readonly<Record<string, unknown>>;
  const told = [fields["agent_thread_id"], fields["receiver_thread_ids"]].flat();
  return [...new Set(told.filter((id) => typeof id === "string"))];
}
