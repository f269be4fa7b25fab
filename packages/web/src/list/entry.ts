// A session as the list keeps it: what names and heads tell of it, ready to be grouped, filtered and drawn.

import type { FacetPage, SessionFacets, SessionRow } from "rollbook-api";
import { day } from "../text/figures.ts";

export interface Entry {
  readonly key: string;
  /** Its thread id. */
  readonly id: string | null;
  readonly name: string | null;
  /** Its name, else its first words where they are known already. */
  readonly title: string | null;
  readonly project: string | null;
  readonly branch: string | null;
  readonly version: string | null;
  readonly kind: SessionRow["kind"];
  readonly archived: boolean;
  readonly forked: boolean;
  /** The id of the session it came from. */
  readonly parent: string | null;
  /** How many sessions above it in the list it came from. */
  readonly depth: number;
  /** Unix milliseconds. */
  readonly created: number;
  readonly updated: number;
  /** Of its beginning, where this runs. */
  readonly day: string;
  readonly size: number;
  readonly path: string;
  readonly problems: readonly string[];
  /** What a filter looks at, in small letters. */
  readonly words: string;
}

/** There may be a hundred thousand: what a row does not show is let go. */
export function entryOf(row: SessionRow): Entry {
  const { key, session_id, name, title, project, kind, archived, depth, size, path, problems } = row;
  const { git, cli_version, cwd, forked_from, parent_session_id } = row;
  const created = Date.parse(row.created_at);
  const branch = git?.branch ?? null;
  const words = [title, name, project, cwd, branch, session_id, cli_version, archived ? "archived" : null];
  return {
    ...{ key, name, title, project, branch, kind, archived, depth, created, size, path, problems },
    id: session_id,
    version: cli_version,
    forked: forked_from !== null,
    parent: parent_session_id ?? forked_from,
    updated: Date.parse(row.updated_at),
    day: day(created),
    words: words.join("\n").toLowerCase(),
  };
}

/** What reading a session tells. */
export interface Known {
  readonly facets: SessionFacets;
  /** In US dollars, an exact decimal; null where there is no price. */
  readonly usd: string | null;
  readonly words: string;
}

export function knownOf({ facets, cost }: Pick<FacetPage["sessions"][number], "facets" | "cost">): Known {
  const words = [facets.name, facets.first_words, ...facets.models].join("\n").toLowerCase();
  return { facets, usd: cost.unpriced_tokens > 0 && cost.usd === "0" ? null : cost.usd, words };
}

/** Its name and its first words, as far as they are known. */
export function titleOf({ name, title }: Entry, known: Known | undefined): string | null {
  const words = known?.facets.first_words ?? null;
  if (name !== null && words !== null && name !== words) return `${name}: ${words}`;
  return title ?? words;
}

/** Written to within the last minute. */
export const LIVE = 60_000;

export function isLive({ updated }: Entry, now: number): boolean {
  return now - updated < LIVE;
}
