// An index of all specimens against those who read files: what sessions are and spent, and that all they said is found.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { wordsOf, type TextName } from "rollbook-core/search";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sessionBytes, SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { createIndex, openIndexViews, refresh, type IndexPlace } from "../../refresh/index.ts";
import type { Hit } from "../../search/index.ts";
import { itemsOfHome, listHome, searchHome, sumHome, type ThreadItem } from "./answers.tools.ts";

const CORPUS = process.env["ROLLBOOK_CORPUS"] ?? "";
/** Directories of homes, each searched as one: all there are, or one version of each era. */
const HOMES =
  CORPUS === ""
    ? ["damaged", "paginated/0.169.0", "envelope/0.104.0", "bare/0.8.0"].map((part) => join(SPECIMENS, part))
    : [SPECIMENS, CORPUS];

describe.each(HOMES)("%s", (home) => {
  let cache = "";
  let place: IndexPlace;
  beforeAll(async () => {
    cache = mkdtempSync(join(tmpdir(), "rollbook-truth-"));
    place = createIndex(home, { XDG_CACHE_HOME: cache }, "column");
    expect((await refresh(place)).state).toBe("current");
  }, 240_000);
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  function rowsOf(sql: string): readonly (readonly unknown[])[] {
    const database = openIndexViews([place]);
    try {
      return database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row));
    } finally {
      database.close();
    }
  }

  test("facets are those of list", async () => {
    const kept = rowsOf("SELECT path, facets FROM sessions ORDER BY path");
    const listed = await listHome(home);
    const read = listed.map(({ listed: { path }, facets }) => [path, facets] as const);
    const found = new Map(kept.map(([path, facets]) => [path, JSON.parse(String(facets)) as unknown]));
    expect(found.size).toBe(read.length);
    for (const [path, facets] of read) expect([path, found.get(path)]).toEqual([path, facets]);
  }, 240_000);

  test("spending is that of stats", async () => {
    const { groups } = await sumHome(home);
    // A session that lies in several homes counts once for stats, and in the index of one home there is one of it.
    const single = new Set(
      rowsOf("SELECT lower(coalesce(session_id, path)) FROM sessions GROUP BY 1 HAVING count(*) = 1").map(([id]) => id),
    );
    const columns = ["input", "cached_input", "cache_write_input", "output", "reasoning_output", "total"];
    const kept = rowsOf(
      `SELECT lower(coalesce(session_id, path)), ${columns.map((name) => `sum(${name})`).join(", ")}
         FROM usage JOIN sessions USING (shard) WHERE usage.session = sessions.id GROUP BY 1 ORDER BY 1`,
    );
    const counted = groups.map(({ key, tokens: { input, cached_input, cache_write_input, output, ...rest } }) => {
      return [key?.toLowerCase(), input, cached_input, cache_write_input, output, rest.reasoning_output, rest.total];
    });
    expect(single.size).toBeGreaterThan(4);
    const isSingle = ([id]: readonly unknown[]): boolean => single.has(id);
    expect(kept.filter(isSingle)).toEqual(counted.filter(isSingle).toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
  }, 240_000);

  test("all that was said, run and put out is found, at bytes that say so", async () => {
    // Until 0.98 a pause tells copied records from a fork's own, and its first prompt comes too soon behind them.
    const texts = (await itemsOfHome(home))
      .filter(({ session }) => !session.includes("0.87.0/appserver_live/"))
      .flatMap(textsOf);
    expect(texts.length).toBeGreaterThan(50);
    const counts = new Map<string, number>();
    for (const { words } of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const wanted = new Map<string, Said[]>();
    for (const said of texts) {
      const rare = [...said.words].toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
      for (const word of rare.slice(0, 1)) wanted.set(word, [...(wanted.get(word) ?? []), said]);
    }
    const missing: string[] = [];
    for (const [word, all] of wanted) {
      const hits = await searchHome(place, word);
      for (const hit of hits) {
        if (hit.kind !== "name" && !evidenceOf(hit).includes(word))
          missing.push(`${word} in the bytes of ${hit.session?.path}`);
      }
      const found = hits.flatMap(({ session, kind, texts: told }) =>
        (["said", "command", "output"] as const)
          .filter((name) => told[name].toLowerCase().includes(word))
          .map((name) => ({ path: session?.path ?? "", told: `${kind} ${name}` })),
      );
      for (const { kind, name, session, shared } of all) {
        const there = found.some(
          ({ path, told }) =>
            told === `${kind} ${name}` && (shared ? dirname(path) === dirname(session) : path === session),
        );
        if (!there) missing.push(`${word}: ${kind} ${name} ${session}`);
      }
    }
    expect(missing).toEqual([]);
  }, 240_000);
});

interface Said extends Pick<ThreadItem, "session" | "shared"> {
  readonly kind: Hit["kind"];
  readonly name: TextName;
  /** Those that stand in the file as they are. */
  readonly words: ReadonlySet<string>;
}

function textsOf({ session, shared, item: { content } }: ThreadItem): readonly Said[] {
  const said = (kind: Hit["kind"], name: TextName, text: string): readonly Said[] => {
    const words = new Set(wordsOf(text).filter((word) => /^[a-z][a-z0-9]{2,60}$/.test(word)));
    return words.size === 0 ? [] : [{ session, shared, kind, name, words }];
  };
  switch (content.type) {
    case "UserMessage":
    case "AgentMessage": {
      const text = content.content.map((part) => ("text" in part ? String(part.text) : "")).join("\n");
      return said(content.type === "UserMessage" ? "prompt" : "reply", "said", text);
    }
    case "CommandExecution":
      return [
        ...said("command", "command", content.command.at(-1) ?? ""),
        ...said("command", "output", content.aggregated_output ?? ""),
      ];
    default:
      return [];
  }
}

function evidenceOf({ places }: Hit): string {
  return places
    .map(({ file, offset, length }) => sessionBytes(file).toString("utf8", offset, offset + length))
    .join("\n")
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase();
}
