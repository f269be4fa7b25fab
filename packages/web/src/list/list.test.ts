// The list of sessions: families, groups, facets, hits, news, and its address.

import type { SearchHit, SessionFacets, SessionRow } from "rollbook-api";
import { expect, test } from "vitest";
import { type Entry, entryOf, knownOf } from "./entry.ts";
import { valuesOf } from "./facets.ts";
import { listLines } from "./lines.ts";
import { withNews } from "./news.ts";
import { choosing, type ListSearch, readListSearch, writeListSearch } from "./search.ts";
import { lineAt, offsetsOf } from "../window/known.ts";

function entry(key: string, more: Partial<SessionRow> = {}): Entry {
  return entryOf({
    ...{ key, session_id: key, name: null, title: null, project: "rollbook", kind: "interactive", depth: 0 },
    ...{ created_at: "2026-11-21T12:00:00Z", updated_at: "2026-11-21T12:05:00Z", cwd: "/srv", git: null, size: 10 },
    ...{ cli_version: "0.169.0", archived: false, parent_session_id: null, forked_from: null, path: "", problems: [] },
    ...more,
  } as unknown as SessionRow);
}

const ROWS = [
  entry("a", { title: "Mend the lexer" }),
  entry("a1", { depth: 1, kind: "subagent", title: "Look around", parent_session_id: "a" }),
  entry("a2", { depth: 2, kind: "subagent", title: "Look deeper", parent_session_id: "a1" }),
  entry("b", { project: "other", created_at: "2026-11-20T12:00:00Z", git: { branch: "next" } as SessionRow["git"] }),
];
const facets = { first_words: "Paint it blue", models: ["gpt-5.5"], name: null, errors: 2 } as unknown as SessionFacets;
const cost = { usd: "0.5", unpriced_tokens: 0, unpriced_models: [] };
const SESSIONS = {
  rows: ROWS,
  known: new Map([["b", knownOf({ facets, cost })]]),
  ...{ done: true, problems: [], failure: null },
};
const LATER = Date.parse("2026-11-22T00:00:00Z");

function told(search: ListSearch, hits: readonly SearchHit[] = [], now = LATER): readonly string[] {
  return listLines(SESSIONS, search, hits, now).map((line) => (line.kind === "group" ? `[${line.group}]` : line.key));
}

test("sessions stand under their day, agents and forks folded under where they came from", () => {
  expect(told({})).toEqual(["[2026-11-21]", "a", "[2026-11-20]", "b"]);
  expect(told({ open: ["a"] })).toEqual(["[2026-11-21]", "a", "a1", "a2", "[2026-11-20]", "b"]);
  expect(told({ group: "project" })).toEqual(["[project rollbook]", "a", "[project other]", "b"]);
  const [, line] = listLines(SESSIONS, {}, [], LATER);
  expect(line).toMatchObject({ children: 2, unfolded: false, depth: 0 });
});

test("a family of which any is being written stands first, for a minute", () => {
  const now = Date.parse("2026-11-21T12:05:30Z");
  expect(told({}, [], now)).toEqual(["[live]", "a", "b"]);
  expect(told({ chosen: { is: ["live"] } }, [], now + 60_000)).toEqual([]);
});

test("the order is chosen: by change, by size and by cost families stand where their first one belongs", () => {
  const rows = [
    ...ROWS,
    entry("c", { created_at: "2026-11-19T12:00:00Z", updated_at: "2026-11-21T23:00:00Z", size: 5 }),
    entry("d", { created_at: "2026-11-18T12:00:00Z", updated_at: "2026-11-18T12:00:00Z", size: 900, title: "Deeper" }),
  ];
  const shown = (search: ListSearch): readonly string[] =>
    listLines({ ...SESSIONS, rows }, search, [], LATER).map(({ kind, key }) => (kind === "group" ? `[${key}]` : key));
  expect(shown({ order: "updated" })).toEqual([
    ...["[group 2026-11-21]", "c", "a", "b"],
    ...["[group 2026-11-18]", "d"],
  ]);
  expect(shown({ order: "size", open: ["a"] })).toEqual(["[group all]", "d", "a", "a1", "a2", "b", "c"]);
  expect(shown({ order: "size", q: "deeper" })).toEqual(["[group all]", "d", "a2"]);
  // Only of one the cost is known.
  expect(shown({ order: "cost" })).toEqual(["[group all]", "b", "a", "c", "d"]);
  expect(shown({ order: "size", group: "project" })).toEqual([
    ...["[group project rollbook]", "d", "a", "c"],
    ...["[group project other]", "b"],
  ]);
});

test("a filter finds agents and forks by themselves, and by what only reading tells", () => {
  expect(told({ q: "deeper" })).toEqual(["[2026-11-21]", "a2"]);
  expect(told({ q: "BLUE paint" })).toEqual(["[2026-11-20]", "b"]);
  expect(told({ q: "gpt-5.5 other" })).toEqual(["[2026-11-20]", "b"]);
  expect(told({ chosen: { kind: ["subagent"] } })).toEqual(["[2026-11-21]", "a1", "a2"]);
  expect(told({ chosen: { project: ["other", "more"], model: ["gpt-5.5"], is: ["failed"] } })).toEqual([
    "[2026-11-20]",
    "b",
  ]);
  expect(told({ since: "2026-11-20", until: "2026-11-20" })).toEqual(["[2026-11-20]", "b"]);
  expect(told({ q: "nothing of the kind" })).toEqual([]);
});

test("what was found in texts stands under its session, and lets it pass", () => {
  const hit = (key: string | null): SearchHit => ({ key, sources: [] }) as unknown as SearchHit;
  expect(told({ q: "nowhere" }, [hit("b"), hit("a1"), hit("b"), hit(null)])).toEqual([
    ...["[2026-11-21]", "a1", "a1 0", "[2026-11-20]", "b", "b 0", "b 1"],
    ...["[gone]", "gone 0"],
  ]);
  expect(told({ q: "nowhere", chosen: { kind: ["subagent"] } }, [hit("b"), hit("a1")])).toEqual([
    ...["[2026-11-21]", "a1", "a1 0"],
  ]);
});

test("values are counted among what the rest of the filter leaves", () => {
  expect(valuesOf(SESSIONS, {}, "project", LATER)).toEqual([
    ["rollbook", 3],
    ["other", 1],
  ]);
  const search = { chosen: { project: ["other"], kind: ["interactive"] } };
  expect(valuesOf(SESSIONS, search, "project", LATER)).toEqual([
    ["other", 1],
    ["rollbook", 1],
  ]);
  expect(valuesOf(SESSIONS, {}, "branch", LATER)).toEqual([
    ["-", 3],
    ["next", 1],
  ]);
});

test("what comes, goes and changes finds its place", () => {
  const shown = (rows: readonly Entry[]): readonly string[] => rows.map(({ key, depth }) => `${depth} ${key}`);
  const fresh = entry("c", { created_at: "2026-11-21T13:00:00Z" });
  const child = entry("a3", { parent_session_id: "A" });
  expect(shown(withNews(ROWS, [fresh, child], new Set()))).toEqual(["0 c", "0 a", "1 a1", "2 a2", "1 a3", "0 b"]);
  expect(shown(withNews(ROWS, [], new Set(["a1"])))).toEqual(["0 a", "1 a2", "0 b"]);
  expect(shown(withNews(ROWS, [], new Set(["a", "a1"])))).toEqual(["0 a2", "0 b"]);
  const changed = withNews(ROWS, [entry("a2", { title: "Deeper still" })], new Set());
  expect(changed[2]).toMatchObject({ depth: 2, title: "Deeper still" });
  expect(changed[1]).toBe(ROWS[1]);
});

test("a line is found by its height", () => {
  const offsets = offsetsOf(4, (index) => [34, 32, 26, 32][index] ?? 0);
  expect([...offsets]).toEqual([0, 34, 66, 92, 124]);
  expect([-5, 0, 33, 34, 91, 92, 5000].map((height) => lineAt(offsets, height))).toEqual([0, 0, 0, 1, 2, 3, 3]);
  expect(
    lineAt(
      offsetsOf(0, () => 1),
      10,
    ),
  ).toBe(0);
});

test("what is looked at goes into the address and comes back", () => {
  const search: ListSearch = {
    ...{ q: "a & b", group: "project", at: "k", open: ["x", "y"], since: "2026-11-20", order: "cost" },
    chosen: { kind: ["exec", "review"], project: ["a,b", "100%"] },
  };
  expect(readListSearch(writeListSearch(search))).toEqual(search);
  expect(readListSearch({ q: 3, kind: "exec", group: "week", open: "", since: "soon", sort: "name" })).toEqual({
    chosen: { kind: ["exec"] },
  });
  expect(choosing(choosing({}, "is", "live"), "is", "live")).toEqual({});
});
