// Where things stand in a turn that was recorded: scripts above what they did, requests where they were sent, nothing lost.

import type { RecordedRequest } from "rollbook-core/recorded";
import type { Item, TurnHead } from "rollbook-core/thread";
import { expect, test } from "vitest";
import { stepsOf } from "./order.ts";
import type { RecordedPart } from "./recorded.ts";

const item = (id: string, second: number | null): Item => ({
  ...{ id, turn_id: "u", origin: "item", content: { type: "CommandExecution", id } as unknown as Item["content"] },
  ...{ started_at_ms: second === null ? null : second * 1000, completed_at_ms: null, timestamp: null, sources: [] },
});
const request = (id: string, second: number | null): RecordedRequest =>
  ({ exchange_id: id, at: second === null ? null : new Date(second * 1000).toISOString() }) as RecordedRequest;

function told(items: readonly Item[], requests: readonly RecordedRequest[], parents: Readonly<Record<string, string>>) {
  const traced = Object.fromEntries(
    Object.entries(parents).map(([id, parent_call_id]) => [id, { parent_call_id, started_at: null, ended_at: null }]),
  );
  const recorded: RecordedPart = { requests, approvals: {}, traced, refused: [] };
  const part = { head: {} as TurnHead, items, again: false, over: true, recorded };
  return stepsOf(part, true).map((step) =>
    step.item === null ? `^${step.request.exchange_id}` : `${step.below ? ">" : ""}${step.item.id}`,
  );
}

test("a script stands above what it did, in the order in which it did it", () => {
  const items = ["a", "one", "two", "cell", "b", "lone"].map((id, at) => item(id, at));
  const parents = { one: "cell", two: "cell", lone: "a cell of another part" };
  expect(told(items, [], parents)).toEqual(["a", "cell", ">one", ">two", "b", "lone"]);
  expect(told(items, [], {})).toEqual(["a", "one", "two", "cell", "b", "lone"]);
});

test("what is tied in a circle is told once", () => {
  const items = ["a", "b"].map((id, at) => item(id, at));
  expect(told(items, [], { a: "b", b: "a" }).toSorted()).toHaveLength(2);
  expect(told(items, [], { a: "a" })).toEqual(["a", "b"]);
});

test("requests stand before what came after them, and those without a time at the end", () => {
  const items = [item("prompt", 10), item("no time", null), item("command", 20), item("answer", 30)];
  const requests = [request("first", 12), request("again", 15), request("second", 25), request("last", 40)];
  expect(told(items, requests, {})).toEqual([
    ...["prompt", "no time", "^first", "^again", "command", "^second", "answer", "^last"],
  ]);
  expect(told([], [request("x", null)], {})).toEqual(["^x"]);
});
