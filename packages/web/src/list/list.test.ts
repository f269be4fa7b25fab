// The list of sessions: families, groups, filters, and its address.

import type { SessionFacets, SessionRow } from "rollbook-api";
import { expect, test } from "vitest";
import { type ListLine, listLines } from "./lines.ts";
import { type ListSearch, readListSearch, writeListSearch } from "./search.ts";
import type { Sessions } from "./store.ts";

function row(key: string, more: Partial<SessionRow> = {}): SessionRow {
  return {
    ...{ key, session_id: key, name: null, title: null, project: "rollbook", kind: "interactive", depth: 0 },
    ...{
      created_at: "2026-11-21T12:00:00Z",
      cwd: "/srv",
      git: null,
      cli_version: "0.169.0",
      archived: false,
      live: false,
    },
    ...more,
  } as SessionRow;
}

const ROWS = [
  row("a", { title: "Mend the lexer" }),
  row("a1", { depth: 1, kind: "subagent", title: "Look around" }),
  row("a2", { depth: 2, kind: "subagent", title: "Look deeper" }),
  row("b", { project: "other", created_at: "2026-11-20T12:00:00Z" }),
];
const facets = new Map([["b", { first_words: "Paint it blue", models: ["gpt-5.5"] } as unknown as SessionFacets]]);
const SESSIONS: Sessions = { rows: ROWS, facets, total: 4, done: true, problems: [], failure: null };

function told(search: ListSearch): readonly string[] {
  return listLines(SESSIONS, search).map((line: ListLine) => (line.row === null ? `[${line.group}]` : line.key));
}

test("sessions stand under their day, agents and forks folded under where they came from", () => {
  expect(told({})).toEqual(["[2026-11-21]", "a", "[2026-11-20]", "b"]);
  expect(told({ open: ["a"] })).toEqual(["[2026-11-21]", "a", "a1", "a2", "[2026-11-20]", "b"]);
  expect(told({ group: "project" })).toEqual(["[rollbook]", "a", "[other]", "b"]);
  const [, line] = listLines(SESSIONS, {});
  expect(line).toMatchObject({ children: 2, unfolded: false, depth: 0 });
});

test("a filter finds agents and forks by themselves, and by what only reading tells", () => {
  expect(told({ q: "deeper" })).toEqual(["[2026-11-21]", "a2"]);
  expect(told({ q: "BLUE paint" })).toEqual(["[2026-11-20]", "b"]);
  expect(told({ q: "gpt-5.5 other" })).toEqual(["[2026-11-20]", "b"]);
  expect(told({ kinds: ["subagent"] })).toEqual(["[2026-11-21]", "a1", "a2"]);
  expect(told({ q: "nothing of the kind" })).toEqual([]);
});

test("what is looked at goes into the address and comes back", () => {
  const search: ListSearch = { q: "a & b", kinds: ["exec", "review"], group: "project", at: "k", open: ["x", "y"] };
  expect(readListSearch(writeListSearch(search))).toEqual(search);
  expect(readListSearch({ q: 3, kinds: "exec,nothing", group: "week", open: "" })).toEqual({ kinds: ["exec"] });
});
