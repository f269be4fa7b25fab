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

/** Characters around a snippet in which a secret that it cuts in two is found. */
const AROUND = 1000;
/** The same where it shows a part of a key or of a token, which may be longer; looking so far takes milliseconds. */
const FAR = 50_000;
/** Keys and tokens are written in lines of at least so many letters and digits. */
const SEALED = /[\w+/=-]{40,}/g;
/** Of a line that the snippet only begins or ends with. */
const LINE = 100;

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
    const around = mayShowSealed(whole.slice(Math.max(0, source.start - LINE), source.end + LINE)) ? FAR : AROUND;
    const from = Math.max(0, source.start - around);
    const to = Math.min(whole.length, source.end + around);
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

/** Paths and names are as long, but hardly of large and small letters and digits at once. */
function mayShowSealed(text: string): boolean {
  return text.match(SEALED)?.some((run) => /[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run)) ?? false;
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
