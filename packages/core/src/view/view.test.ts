// Views of every item of every specimen, and of items that hold anything at all.

import fc from "fast-check";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { isObject, type Json } from "../bytes/json.ts";
import type { ChainFile } from "../lineage/chain.ts";
import { readRecords } from "../rollout/read.ts";
import { readThread, type Item } from "../thread/index.ts";
import { clipView, type ItemView, rowOf, sizeOf, viewItem } from "./index.ts";

const FILE: ChainFile = { path: "rollout", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };

const ITEMS: readonly { readonly label: string; readonly item: Item; readonly cwd: string | null }[] = listScenarios()
  .flatMap(({ label, files }) => files.map((file) => ({ label, file })))
  .flatMap(({ label, file }) =>
    readThread([{ file: FILE, named: null, readings: readRecords(sessionBytes(file)) }]).turns.flatMap((turn) =>
      turn.items.map((item) => ({ label, item, cwd: turn.cwd })),
    ),
  );

function textsOf({ title, remarks, parts }: ItemView): readonly string[] {
  return [
    title,
    ...remarks,
    ...parts.flatMap((part) =>
      part.type === "diff"
        ? [part.file.path, ...part.file.lines]
        : part.type === "steps"
          ? part.steps.map(({ text }) => text)
          : [part.text],
    ),
  ];
}

test("every item of every era shows something", () => {
  const kinds = new Set<string>();
  for (const { label, item, cwd } of ITEMS) {
    const view = viewItem(item, cwd);
    kinds.add(`${view.kind} ${item.content.type}`);
    // Reasoning is often encrypted, and then there is nothing to be seen of it.
    if (item.content.type === "Reasoning") continue;
    expect(textsOf(view).join("").trim(), `${label} ${JSON.stringify(item.content).slice(0, 200)}`).not.toBe("");
  }
  // All but those no Codex was made to write: a hook's prompt, an output without a call, an extension.
  expect(kinds.size).toBe(22);
  expect(ITEMS.length).toBeGreaterThan(5000);
});

test("the bytes of images are never shown", () => {
  let images = 0;
  for (const { item, cwd } of ITEMS) {
    // What a tool printed is shown as it is, whatever it looks like.
    if (item.content.type === "CommandExecution") continue;
    const texts = textsOf(viewItem(item, cwd)).join("\n");
    expect(texts).not.toMatch(/[A-Za-z0-9+/]{60}/);
    if (/^image/m.test(texts)) images += 1;
  }
  expect(images).toBeGreaterThan(50);
});

test("commands have what they came back with", () => {
  const commands = ITEMS.filter(({ item }) => item.content.type === "CommandExecution").map(({ item, cwd }) =>
    viewItem(item, cwd),
  );
  expect(commands.find(({ title }) => title === "ls /nonexistent-dir; echo oops >&2; exit 3")).toMatchObject({
    kind: "command",
    state: "failed",
    exit_code: 3,
    parts: [{ type: "output", text: expect.stringContaining("oops") }],
  });
  expect(commands.filter(({ state }) => state === "open").length).toBeGreaterThan(10);
  expect(commands.filter(({ remarks }) => remarks.includes("run by the user")).length).toBeGreaterThan(5);
  expect(commands.filter(({ remarks }) => remarks.includes("output cut by Codex")).length).toBeGreaterThan(5);
});

test("changes of files are below the working directory, with their lines counted", () => {
  const changes = ITEMS.filter(({ item }) => item.content.type === "FileChange").map(({ item, cwd }) =>
    viewItem(item, cwd),
  );
  const files = changes.flatMap(({ parts }) => parts.flatMap((part) => (part.type === "diff" ? [part.file] : [])));
  expect(files).toContainEqual({
    kind: "update",
    path: "old.txt",
    moved_to: "moved/renamed.txt",
    added: 1,
    removed: 1,
    lines: ["@@ -1 +1 @@", "-keep", "+kept"],
  });
  expect(files.every(({ lines }) => lines.every((line) => /^(?:[-+ ]|@@)/.test(line)))).toBe(true);
});

test("plans of update_plan are check-lists", () => {
  const plans = ITEMS.map(({ item, cwd }) => viewItem(item, cwd)).filter(({ kind }) => kind === "plan");
  expect(plans.flatMap(({ parts }) => parts)).toContainEqual({
    type: "steps",
    steps: [
      { text: "one", state: "doing" },
      { text: "two", state: "open" },
    ],
  });
});

test("values of any type in any field are no reason to throw", () => {
  const samples = [...new Map(ITEMS.map((one) => [one.item.content.type, one.item])).values()];
  expect(samples.length).toBeGreaterThan(18);
  const replace = (value: Json, path: readonly number[], by: Json): Json => {
    const [at, ...deeper] = path;
    if (at === undefined) return by;
    if (Array.isArray(value))
      return value.map((one: Json, i) => (i === at % value.length ? replace(one, deeper, by) : one));
    if (!isObject(value)) return by;
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, inner], i) => [
        key,
        key !== "type" && i === at % entries.length ? replace(inner ?? null, deeper, by) : inner,
      ]),
    );
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
      fc.jsonValue() as fc.Arbitrary<Json>,
      (item, path, by) => {
        const content = replace(item.content as unknown as Json, path, by) as unknown as Item["content"];
        expect(textsOf(viewItem({ ...item, content }, "/tmp")).every((text) => typeof text === "string")).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});

test("sizes are told in three figures or less", () => {
  expect([1, 999, 1000, 12_345, 1_234_567, 45e9].map(sizeOf)).toEqual([
    "1 byte",
    "999 bytes",
    "1.0 kB",
    "12 kB",
    "1.2 MB",
    "45 GB",
  ]);
});

test("every item has a row: one line, when, where, and how much", () => {
  for (const { item, cwd } of ITEMS) {
    const view = viewItem(item, cwd);
    const row = rowOf(item, view);
    expect(row.title).toMatch(/^[^\n]{0,240}$/);
    expect(row.bytes).toBeGreaterThan(0);
    expect(row.source).toEqual(item.sources[0]);
    if (row.kind !== "call") expect(row.tool).toBeNull();
    if (view.parts.length > 0) expect(row.lines).toBeGreaterThan(0);
    if (item.timestamp !== null) expect(row.at).not.toBeNull();
  }
  const change = ITEMS.map(({ item, cwd }) => rowOf(item, viewItem(item, cwd))).find(({ paths }) =>
    paths.includes("moved/renamed.txt"),
  );
  expect(change).toMatchObject({ kind: "change", added: 1 });
});

test("a view is clipped to the beginnings of its long texts and diffs, and says how much there is", () => {
  const file = {
    kind: "add",
    path: "a",
    moved_to: null,
    added: 9,
    removed: 0,
    lines: Array(9).fill("+12345"),
  } as const;
  const view: ItemView = {
    ...viewItem(ITEMS[0]?.item as Item, null),
    parts: [
      { type: "output", text: "x".repeat(40) },
      { type: "said", text: `${"y".repeat(7)}😀` },
      { type: "diff", file },
      { type: "output", text: "short" },
    ],
  };
  expect(clipView(view, { over: 8, keep: 8 }).parts).toEqual([
    { type: "output", text: "x".repeat(8), cut: { length: 40 } },
    { type: "said", text: "y".repeat(7), cut: { length: 9 } },
    { type: "diff", file: { ...file, lines: ["+12345", "+…"] }, cut: { length: 63 } },
    { type: "output", text: "short" },
  ]);
  expect(clipView(view, { over: 64, keep: 8 })).toEqual(view);
});
