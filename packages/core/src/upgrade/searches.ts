// Web searches: one event and one response item tell each, together or alone, with an id or without (0.36 … 0.147).

import type { JsonObject } from "../bytes/json.ts";
import { list, object, text } from "../lineage/field.ts";

/** The ids of searches whose item has been built, by what was searched, until their response item comes. */
export interface Searches {
  readonly told: (id: string, action: JsonObject[string]) => void;
  /** The id a `web_search_call` shares with an item built before it; null when none was. */
  readonly match: (call: JsonObject) => string | null;
  readonly forget: () => void;
}

/** Plain data. */
export interface SearchesState {
  open: { readonly id: string; readonly action: string }[];
}

export function createSearchesState(): SearchesState {
  return { open: [] };
}

export function createSearches(state: SearchesState): Searches {
  return {
    told(id, action) {
      state.open.push({ id, action: JSON.stringify(action ?? null) });
    },
    match(call) {
      const id = text(call["id"]);
      const action = JSON.stringify(call["action"] ?? null);
      const found = state.open.findIndex((search) => (id === null ? search.action === action : search.id === id));
      return found === -1 ? null : (state.open.splice(found, 1)[0]?.id ?? null);
    },
    forget() {
      state.open = [];
    },
  };
}

/** The item of a search that only its response item tells. */
export function searchItem(id: string, call: JsonObject): JsonObject {
  const action = object(call["action"]);
  return { type: "WebSearch", id, query: queryOf(action), ...(action === null ? {} : { action }) };
}

/** As Codex words it: the query, the page, or the pattern and the page. */
function queryOf(action: JsonObject | null): string {
  const url = text(action?.["url"]);
  const pattern = text(action?.["pattern"]);
  if (pattern !== null) return url === null ? `'${pattern}'` : `'${pattern}' in ${url}`;
  return text(action?.["query"]) ?? text(list(action?.["queries"])[0]) ?? url ?? "";
}
