// A hit as it may be shown: one line of it, without its secrets.

import { createSnippets, type Query, type SearchableTexts, type Snippet } from "rollbook-core/search";
import type { Hit } from "./search.ts";

export interface Shown {
  readonly hit: Hit;
  readonly snippet: Snippet | null;
  /** Of the session: its name or else its first words; null where nothing tells. */
  readonly title: string | null;
}

/**
 * Characters around a snippet in which a secret is found that it shows a part of: private keys and tokens are shorter.
 * Texts may be much longer, and looking through one takes a tenth of a second for a million.
 */
const AROUND = 50_000;

/** `hide` null shows everything. */
export function createShowing(
  query: Query,
  width: number,
  hide: ((text: string) => Promise<string>) | null,
): (hit: Hit) => Promise<Shown> {
  const snippetOf = createSnippets(query, { width });
  // Many hits are of one session.
  const titles = new Map<Hit["session"], string | null>();
  const titleOf = async (session: Hit["session"]): Promise<string | null> => {
    const known = titles.get(session);
    if (known !== undefined) return known;
    const named = session?.name ?? session?.first_words ?? null;
    const title = named === null || hide === null ? named : await hide(named);
    titles.set(session, title);
    return title;
  };
  return async (hit) => {
    const { texts, session } = hit;
    const title = await titleOf(session);
    const snippet = snippetOf(texts);
    if (snippet === null || hide === null) return { hit, snippet, title };
    const { field, source } = snippet;
    const whole = texts[field];
    const from = Math.max(0, source.start - AROUND);
    const to = Math.min(whole.length, source.end + AROUND);
    const piece = whole.slice(from, to);
    const safe = await hide(piece);
    if (safe === piece) return { hit, snippet, title };
    const none: SearchableTexts = { said: "", command: "", output: "", path: "" };
    const again = snippetOf({ ...none, [field]: safe });
    if (again === null) return { hit, snippet: null, title };
    return {
      hit,
      title,
      snippet: { ...again, before: again.before || from > 0, after: again.after || to < whole.length },
    };
  };
}

/** What a hit is told as, wherever it is told: plain data, times as RFC 3339 UTC. */
export function describeShown({ hit, snippet, title }: Shown) {
  const { session, session_id, kind, turn_id, time_ms, status, exit_code, tool } = hit;
  return {
    session_id,
    title,
    project: session?.about.project ?? null,
    kind,
    turn_id,
    time: time_ms === null ? null : new Date(time_ms).toISOString(),
    status,
    exit_code,
    tool,
    snippet:
      snippet === null
        ? null
        : {
            field: snippet.field,
            text: snippet.text,
            marks: snippet.marks.map(({ start, end }): [number, number] => [start, end]),
            more_before: snippet.before,
            more_after: snippet.after,
          },
  };
}
