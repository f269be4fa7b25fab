// What a session's page is made of: rows and turns out of a file, filters, lines, and all of it in the address.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import fc from "fast-check";
import { createWordSearch } from "rollbook-core/view";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { News } from "../source/contract.ts";
import { createOutlineFold, type Outline } from "../source/outline.ts";
import { createFileReading, jsonText } from "../source/reading.ts";
import { markdownOf } from "./copy.ts";
import { filterOf } from "./filter.ts";
import { actionOf } from "../app/keys.ts";
import { SESSION_KEYS } from "./keys.ts";
import { linesOf, seek } from "./lines.ts";
import { patchSearch, readSearch, type SessionSearch, writeSearch } from "./search.ts";

function open(
  bytes: Uint8Array,
  name: string,
  chunk: number,
): { outline: Outline; reading: ReturnType<typeof createFileReading> } {
  const reading = createFileReading(bytes.length);
  const file = { path: name, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  reading.open({ file, size: bytes.length, reverted_from: null });
  const fold = createOutlineFold();
  for (let at = 0; at < bytes.length; at += chunk) {
    reading.push(bytes.subarray(at, at + chunk));
    fold(reading.take());
  }
  reading.end();
  return { outline: fold(reading.take()), reading };
}

function specimen(label: string, name: string): { readonly path: string; readonly bytes: Uint8Array } {
  const path = listScenarios().find((one) => one.label === label && one.name === name)?.files[0] ?? "";
  return { path, bytes: sessionBytes(path) };
}

const PATCH = specimen("0.169.0", "patch");
const opened = open(PATCH.bytes, basename(PATCH.path), 1 << 20);

test("a file becomes turns with rows, and facts about the whole", () => {
  const { outline } = opened;
  expect(outline).toMatchObject({ done: true, failure: null });
  expect(outline.facts).toMatchObject({ gaps: [], cli_version: "0.169.0" });
  const rows = outline.turns.flatMap((turn) => turn.rows);
  expect(rows.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index));
  const change = rows.find(({ kind }) => kind === "change");
  expect(change?.paths.length).toBeGreaterThan(0);
  expect(outline.turns.reduce((sum, { added }) => sum + added, 0)).toBeGreaterThan(0);
  expect(outline.turns[0]?.prompt).not.toBe("");
});

test("news of a file in pieces add up to what it is as a whole", () => {
  for (const { files } of listScenarios().filter(({ label }) => label === "0.169.0")) {
    for (const path of files.slice(0, 1)) {
      const bytes = sessionBytes(path);
      const [whole, pieces] = [open(bytes, basename(path), bytes.length + 1), open(bytes, basename(path), 4096)];
      expect(pieces.outline.turns).toEqual(whole.outline.turns);
      expect(pieces.outline.facts).toEqual(whole.outline.facts);
    }
  }
});

test("every item of every era has a row, an entry, its lines, and can be copied", () => {
  for (const { files } of listScenarios()) {
    for (const path of files.slice(0, 1)) {
      const { outline, reading } = open(sessionBytes(path), basename(path), 1 << 20);
      for (const row of outline.byPosition.values()) {
        const entry = reading.entry(row.position);
        const item = reading.item(row.position);
        expect(entry?.sources.length, path).toBeGreaterThan(0);
        expect(row.title.length).toBeLessThanOrEqual(240);
        expect(row.title).not.toContain("\n");
        if (entry !== null) expect(typeof markdownOf(row, entry)).toBe("string");
        if (item !== null) expect(JSON.parse(jsonText(item))).toHaveProperty("content");
      }
    }
  }
});

test("what is no session is told, and nothing throws", () => {
  for (const bytes of [new Uint8Array(0), new Uint8Array(5000), readFileSync(import.meta.filename)]) {
    const { outline } = open(bytes, "notes.txt", 1000);
    expect(outline.facts?.gaps.length).toBeGreaterThan(0);
  }
});

test("an item that comes again takes its own place", () => {
  const fold = createOutlineFold();
  const row = opened.outline.byPosition.get(0);
  const head = opened.outline.turns[0]?.head;
  if (row === undefined || head === undefined) throw new Error("the specimen has an item");
  const news: News = { turns: [head], rows: [row], facts: null, read: 0, size: 0, done: false, failure: null };
  fold(news);
  const again = fold({ ...news, turns: [], rows: [{ ...row, state: "failed" }] });
  expect(again.turns.flatMap(({ rows }) => rows)).toEqual([{ ...row, state: "failed" }]);
  expect(again.turns[0]?.errors).toBe(1);
});

function shown(search: SessionSearch): readonly string[] {
  return linesOf(opened.outline, filterOf(search), null).flatMap(({ row }) => (row === null ? [] : [row.kind]));
}

test("filters narrow by kind, outcome, path and time", () => {
  const all = shown({});
  expect(all).not.toContain("context");
  expect(shown({ all: true })).toContain("context");
  expect(new Set(shown({ kinds: ["change"] }))).toEqual(new Set(["change"]));
  expect(shown({ q: "path:no-such-file" })).toEqual([]);
  expect(shown({ q: "is:failed" }).length).toBeLessThan(all.length);
  expect(shown({ from: 0, to: 1 })).toEqual([]);
  expect(shown({ from: 0 }).length).toBeGreaterThan(0);
});

test("words are looked for in the whole text of an item", () => {
  const found = (words: string): number[] => {
    const matches = createWordSearch(words);
    return [...opened.outline.byPosition.keys()].filter((position) => {
      const view = opened.reading.view(position);
      return view !== null && matches(view);
    });
  };
  expect(found("NEW brand").length).toBeGreaterThan(0);
  expect(found('"brand new"').length).toBeGreaterThan(0);
  expect(found('"new brand"')).toEqual([]);
});

test("the next line of a sort is found in both directions", () => {
  const lines = linesOf(opened.outline, filterOf({}), null);
  const isChange = ({ row }: (typeof lines)[number]): boolean => row?.kind === "change";
  const first = seek(lines, 0, 1, isChange);
  expect(lines[first]?.row?.kind).toBe("change");
  expect(seek(lines, first, -1, isChange)).toBe(first);
});

test("all that can be seen goes into an address and comes back", () => {
  const search: SessionSearch = {
    pane: "files",
    q: "tool:shell 1 = 1 & <b>",
    kinds: ["change", "command"],
    failed: true,
    all: true,
    at: "b0.98342",
    open: [1, 57],
    raw: true,
    split: true,
    from: 1795246807000,
    to: 1795246808000,
  };
  const address = new URLSearchParams(Object.entries(writeSearch(search)).map(([key, value]) => [key, String(value)]));
  expect(readSearch(Object.fromEntries(new URLSearchParams(address.toString())))).toEqual(search);
  expect(patchSearch(search, { q: "", kinds: [], failed: undefined })).not.toHaveProperty("q");
});

test("no address throws", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
  const key = fc.constantFrom("pane", "q", "kinds", "failed", "at", "open", "raw", "from", "to", "all", "split");
  fc.assert(
    fc.property(fc.dictionary(key, value), (given) => {
      const search = readSearch(given);
      expect(readSearch(writeSearch(search))).toEqual(search);
    }),
  );
});

test("keys are left to the browser while it has a use for them", () => {
  const read = (event: KeyboardEvent): string | null => actionOf(event, SESSION_KEYS);
  const press = (key: string, more: object = {}): KeyboardEvent => ({ key, target: null, ...more }) as KeyboardEvent;
  expect([press("j"), press("?"), press("q")].map(read)).toEqual(["next", "help", null]);
  expect(read(press("j", { ctrlKey: true }))).toBeNull();
  const field = { closest: (elements: string) => (elements.startsWith("input") ? {} : null) };
  expect([press("j", { target: field }), press("Escape", { target: field })].map(read)).toEqual([null, "close"]);
});
