// A hit as it may be shown: one line of it, without its secrets.

import { createSnippets, type Query, type SearchableTexts, type Snippet } from "rollbook-core/search";
import type { Hit, Place } from "./search.ts";

export interface Shown {
  /** As it was found: to look up what it is of, not to be shown. */
  readonly hit: Hit;
  readonly snippet: Snippet | null;
  /** Of the session: its name or else its first words; null where nothing tells. */
  readonly title: string | null;
  readonly project: string | null;
  readonly cwd: string | null;
  readonly path: string | null;
  readonly home: string;
  readonly places: readonly Place[];
  readonly tool: string | null;
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
  // Many hits are of one session and lie in one file.
  const told = new Map<string, string>();
  async function tell<T extends string | null>(text: T): Promise<T | string> {
    if (text === null || hide === null) return text;
    const safe = told.get(text) ?? (await hide(text));
    told.set(text, safe);
    return safe;
  }
  async function cut({ texts }: Hit): Promise<Snippet | null> {
    const snippet = snippetOf(texts);
    if (snippet === null || hide === null) return snippet;
    const { field, source } = snippet;
    const whole = texts[field];
    const from = Math.max(0, source.start - AROUND);
    const to = Math.min(whole.length, source.end + AROUND);
    const piece = whole.slice(from, to);
    const safe = await hide(piece);
    if (safe === piece) return snippet;
    const none: SearchableTexts = { said: "", command: "", output: "", path: "" };
    const again = snippetOf({ ...none, [field]: safe });
    if (again === null) return null;
    return { ...again, before: again.before || from > 0, after: again.after || to < whole.length };
  }
  return async (hit) => {
    const { session } = hit;
    const path = await tell(session?.path ?? null);
    const places: Place[] = [];
    for (const place of hit.places) places.push({ ...place, file: await tell(place.file) });
    return {
      hit,
      snippet: await cut(hit),
      title: await tell(session?.name ?? session?.first_words ?? null),
      project: await tell(session?.about.project ?? null),
      cwd: await tell(session?.about.cwd ?? null),
      path,
      home: await tell(hit.home),
      places,
      tool: await tell(hit.tool),
    };
  };
}

/** What a hit is told as, wherever it is told: plain data, times as RFC 3339 UTC. */
export function describeShown({ hit, snippet, title, project, tool }: Shown) {
  const { session_id, kind, turn_id, time_ms, status, exit_code } = hit;
  return {
    session_id,
    title,
    project,
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
