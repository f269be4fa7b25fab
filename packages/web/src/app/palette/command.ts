// What can be asked of the palette, wherever one is.

import type { KeyAction } from "../keys.ts";
import { type Theme, THEMES } from "../themes.ts";
import { STATES } from "../../list/facets.ts";
import { LIST_KEYS } from "../../list/keys.ts";
import { type ListSearch, writeListSearch } from "../../list/search.ts";
import { SESSION_KEYS } from "../../session/keys.ts";
import { STATS_KEYS } from "../../stats/keys.ts";
import { VIEWS } from "../../stats/search.ts";

export type Task =
  | { readonly do: "press"; readonly key: string }
  | { readonly do: "theme"; readonly theme: Theme }
  | { readonly do: "go"; readonly to: string; readonly search: Readonly<Record<string, unknown>> };

export interface Command {
  readonly id: string;
  /** What kind of thing it is. */
  readonly kind: "Action" | "Screen" | "Colours" | "Filter" | "Project" | "Session" | "Search";
  readonly told: string;
  /** Other words for it, not shown. */
  readonly also?: string;
  readonly more?: string;
  readonly keys?: readonly string[];
  readonly task: Task;
}

/** The keys of a page are its actions. */
export function keysAt(path: string): readonly KeyAction<string>[] {
  if (path.startsWith("/s/") || path === "/file") return SESSION_KEYS;
  if (path === "/stats") return STATS_KEYS;
  return path === "/" ? LIST_KEYS : [];
}

export function actionsAt(path: string): readonly Command[] {
  return keysAt(path).flatMap(({ name, keys, told }): Command[] => {
    const [key] = keys;
    return key === undefined ? [] : [{ id: `key ${name}`, kind: "Action", told, keys, task: { do: "press", key } }];
  });
}

const THEME_NAMES: Readonly<Record<Theme, string>> = { auto: "as the system", light: "light", dark: "dark" };

/** `served`: there are sessions to go to, and not only this page. */
export function placesOf(served: boolean): readonly Command[] {
  return [...(served ? [...SCREENS, ...FILTERS] : []), ...COLOURS];
}

const COLOURS = THEMES.map((theme): Command => ({
  id: `theme ${theme}`,
  kind: "Colours",
  told: `Colours: ${THEME_NAMES[theme]}`,
  also: "theme mode appearance",
  task: { do: "theme", theme },
}));

const SCREENS: readonly Command[] = [
  {
    id: "screen sessions",
    kind: "Screen",
    told: "All sessions",
    also: "home list",
    task: { do: "go", to: "/", search: {} },
  },
  ...VIEWS.map(({ name, told, also }): Command => ({
    id: `screen ${name}`,
    kind: "Screen",
    told,
    also: `stats statistics ${also}`,
    task: { do: "go", to: "/stats", search: name === "usage" ? {} : { view: name } },
  })),
];

function filter(id: string, told: string, search: ListSearch): Command {
  return {
    id: `filter ${id}`,
    kind: "Filter",
    told,
    also: `filter only ${id}`,
    task: { do: "go", to: "/", search: writeListSearch(search) },
  };
}

const FILTERS: readonly Command[] = [
  ...Object.entries(STATES).map(([state, told]) =>
    filter(state, `Sessions that are ${told}`.replace("are with", "have"), { chosen: { is: [state] } }),
  ),
  filter("agents", "Agents only", { chosen: { kind: ["subagent"] } }),
  filter("reviews", "Reviews only", { chosen: { kind: ["review"] } }),
  filter("interactive", "Interactive sessions only", { chosen: { kind: ["interactive"] } }),
  filter("exec", "Sessions of codex exec only", { chosen: { kind: ["exec"] } }),
  filter("projects", "Sessions by project", { group: "project" }),
  filter("sort changed", "Sessions changed last", { order: "updated" }),
  filter("sort largest", "Largest sessions", { order: "size" }),
  filter("sort cost", "Dearest sessions", { order: "cost" }),
];
