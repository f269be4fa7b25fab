// Records Codex 0.169 passed over when it resumed a thread with them, and records it did not mind.

import { expect, test } from "vitest";
import { message, said, Written } from "./records.tools.ts";

const BAD: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["a message of nobody", { type: "message", content: [] }],
  ["a message that is a text", { type: "message", role: "user", content: "words" }],
  ["a part of an unknown type", { type: "message", role: "user", content: [{ type: "input_smell", text: "x" }] }],
  ["a part of a type every object has", { type: "message", role: "user", content: [{ type: "constructor" }] }],
  ["a call without a name", { type: "function_call", call_id: "c", arguments: "{}" }],
  ["a call with arguments that are no text", { type: "function_call", call_id: "c", name: "a", arguments: {} }],
  ["an output that is an object", { type: "function_call_output", call_id: "c", output: { content: "x" } }],
  ["reasoning without a summary", { type: "reasoning", encrypted_content: "g" }],
];

test.each(BAD)("%s is left out, and so is a history with it", (_, item) => {
  const report = new Written().turn("t1", "a1").item(item).context();
  expect(said(report)).toEqual(["t1", "a1"]);
  expect(report.dropped).toMatchObject([{ reason: "unreadable", source: { line: 6 } }]);
  const history = [message("user", "kept"), item];
  expect(
    said(new Written().turn("t1", "a1").record("compacted", { message: "m", replacement_history: history }).context()),
  ).toEqual(["t1", "a1"]);
});

test.each([
  ["without a message", { replacement_history: [] }],
  ["with a history that is no list", { message: "m", replacement_history: "x" }],
  ["with a history of other things", { message: "m", replacement_history: [1] }],
])("a compaction %s is none", (_, payload) => {
  expect(said(new Written().turn("t1", "a1").record("compacted", payload).context())).toEqual(["t1", "a1"]);
});

test("a record without a time, or with something odd beside it, is left out", () => {
  const timeless = JSON.stringify({ type: "response_item", payload: message("user", "no time") });
  expect(said(new Written().line(timeless).turn("t1", "a1").context())).toEqual(["t1", "a1"]);
  const beside = new Written("paginated").item(message("user", "x"), { metadata: "odd" }).turn("t1", "a1");
  expect(said(beside.context())).toEqual(["t1", "a1"]);
  expect(said(new Written().item(message("user", "x"), { metadata: "odd" }).context())).toEqual(["x"]);
});

test("records on damaged lines are left out: Codex reads neither of two on one line", () => {
  const two = [message("user", "one"), message("user", "two")].map((payload) =>
    JSON.stringify({ timestamp: "2026-01-01T00:00:00.000Z", type: "response_item", payload }),
  );
  const report = new Written().turn("t1", "a1").line(two.join("")).line('{"timestamp":"2026-01').context();
  expect(said(report)).toEqual(["t1", "a1"]);
  expect(report.dropped.map(({ reason }) => reason)).toEqual(["unreadable", "unreadable"]);
  expect(report.notes).toContain("1 stretch of the files could not be read; Codex passes them over too.");
});

test("types that are not for the model are left out, and those it does not know", () => {
  const odd = ["ghost_snapshot", "other", "compaction_trigger", "configuration_update", "surprise"];
  const thread = new Written().say("system", "x");
  for (const type of odd) thread.item({ type });
  const report = thread.turn("t1", "a1").context();
  expect(said(report)).toEqual(["t1", "a1"]);
  expect(report.dropped.map(({ reason, role, type }) => [reason, role ?? type])).toEqual(
    ["system", ...odd].map((name) => ["not_for_the_model", name]),
  );
});

test("in a history that a compaction wrote, only snapshots are left out", () => {
  const history = [
    { type: "ghost_snapshot" },
    { type: "surprise", x: 1 },
    message("system", "s"),
    { type: "compaction_trigger" },
  ];
  const report = new Written().record("compacted", { message: "m", replacement_history: history }).context();
  expect(report.items.map(({ value }) => value["role"] ?? value)).toEqual([
    { type: "other" },
    "system",
    { type: "compaction_trigger" },
  ]);
});
