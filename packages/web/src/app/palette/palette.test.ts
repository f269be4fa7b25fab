// The palette: what a few letters mean, and its words in the address.

import { expect, test } from "vitest";
import type { SessionRow } from "rollbook-api";
import { entryOf } from "../../list/entry.ts";
import { hashOf, wordsIn } from "./address.ts";
import { actionsAt, placesOf } from "./command.ts";
import { createRanking } from "./rank.ts";

const ID = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
const ROWS = [
  ["Mend the lexer of queries", ID],
  ["Paint the harbour", "k2"],
].map(([title, key]) =>
  entryOf({
    ...{ key, session_id: key, name: null, title, project: "atlas", kind: "exec", depth: 0, cwd: "/srv", git: null },
    ...{ created_at: "2026-11-21T12:00:00Z", updated_at: "2026-11-21T12:05:00Z", size: 10, cli_version: "0.169.0" },
    ...{ archived: false, parent_session_id: null, forked_from: null, path: "", problems: [] },
  } as unknown as SessionRow),
);
const TOLD = { rows: ROWS, known: new Map() };
const ranking = createRanking([...placesOf(true), ...actionsAt("/")], TOLD);

test("a few letters find sessions, projects, screens, filters and actions", () => {
  const first = (words: string): string | undefined => ranking.of(words)[0]?.id;
  expect(first("mend lex")).toBe(`session ${ID}`);
  expect(first("hrbour")).toBe("session k2");
  expect(first("atlas")).toBe("project atlas");
  expect(first("calendar")).toBe("screen calendar");
  expect(first("dark")).toBe("theme dark");
  expect(first("archived")).toBe("filter archived");
  expect(first("by day or")).toBe("key group");
  expect(first(ID.slice(0, 13))).toBe(`session ${ID}`);
});

test("what nothing is called can be searched for, and without a server there is nothing to search", () => {
  expect(ranking.of("qqqqzz").map(({ id }) => id)).toEqual(["search"]);
  expect(ranking.of("")[0]?.id).toBe(`session ${ID}`);
  const alone = createRanking([...placesOf(false), ...actionsAt("/file")], null);
  expect(alone.of("qqqqzz")).toEqual([]);
  expect(alone.of("transcript")[0]?.id).toBe("key transcript");
});

test("its words stand behind the address", () => {
  for (const words of ["", "plain", "100% & more", "ä/#k=b"]) expect(wordsIn(hashOf(words))).toBe(words);
  expect(["", "else", "key"].map(wordsIn)).toEqual([null, null, null]);
  expect(wordsIn("k=100%")).toBe("100%");
});
