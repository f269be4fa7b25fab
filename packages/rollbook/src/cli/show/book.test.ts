// Turns as they are gathered: given when they are over, a long one in parts, late news with the turn they belong to.

import type { Item, ItemContent, TurnHead } from "rollbook-core/thread";
import { expect, test } from "vitest";
import { createBook, type TurnPart } from "./book.ts";

const HEAD: TurnHead = {
  id: "",
  index: 0,
  synthetic: false,
  thread_id: null,
  root_turn_id: null,
  status: "completed",
  error: null,
  started_at: null,
  completed_at: null,
  duration_ms: null,
  time_to_first_token_ms: null,
  first_timestamp: null,
  last_timestamp: null,
  withdrawn: null,
  model: null,
  effort: null,
  cwd: null,
  approval_policy: null,
  sandbox_policy: null,
  usage: null,
  usage_by_model: {},
  context_tokens: null,
  context_window: null,
  rate_limits: null,
  sources: [],
};

function head(index: number, more: Partial<TurnHead> = {}): TurnHead {
  return { ...HEAD, id: `t${index}`, index, ...more };
}

function item(turn: number, id: string, more: { readonly status?: string; readonly length?: number } = {}): Item {
  const content = { type: "CommandExecution", id, status: more.status ?? "completed" } as unknown as ItemContent;
  return {
    id,
    turn_id: `t${turn}`,
    content,
    origin: "item",
    started_at_ms: null,
    completed_at_ms: null,
    timestamp: null,
    sources: [{ file: 0, line: 1, offset: 0, length: more.length ?? 1 }],
  };
}

function told(parts: readonly TurnPart[]): string[] {
  return parts.map(
    ({ head: { index, withdrawn }, items, again, over }) =>
      `${index}${again ? " again" : ""}${over ? "" : " goes on"}${withdrawn === null ? "" : ` ${withdrawn}`}: ${items.map(({ id }) => id).join(" ")}`,
  );
}

test("a turn is given when the next one begins, the last at the end", () => {
  const book = createBook({ most: 100, last: null });
  book.turn(head(0));
  book.item(item(0, "a"));
  expect(book.take()).toEqual([]);
  book.item(item(0, "b"));
  book.item(item(0, "a", { status: "failed" }));
  book.turn(head(1));
  expect(told(book.take())).toEqual(["0: a b"]);
  expect(book.take()).toEqual([]);
  book.item(item(1, "c"));
  expect(told(book.end())).toEqual(["1: c"]);
});

test("what comes late is given with its turn, once", () => {
  const book = createBook({ most: 100, last: null });
  book.turn(head(0));
  const first = item(0, "a");
  book.item(first);
  book.turn(head(1));
  book.take();
  // One more source is no news.
  book.item({ ...first, sources: [...first.sources, ...first.sources] });
  book.item(item(0, "late"));
  expect(told(book.take())).toEqual(["0 again: late"]);
  expect(told(book.end())).toEqual(["1: "]);
});

test("a turn that is withdrawn after it was given is given again", () => {
  const book = createBook({ most: 100, last: null });
  book.turn(head(0));
  book.turn(head(1));
  book.take();
  book.turn(head(0, { duration_ms: 5 }));
  expect(book.take()).toEqual([]);
  book.turn(head(0, { withdrawn: "rolled_back" }));
  expect(told(book.take())).toEqual(["0 again rolled_back: "]);
});

test("of a turn that takes much, what is settled is given while it goes on", () => {
  const book = createBook({ most: 100, last: null });
  book.turn(head(0));
  book.item(item(0, "a", { length: 60 }));
  expect(book.take()).toEqual([]);
  book.item(item(0, "open", { status: "in_progress", length: 60 }));
  expect(told(book.take())).toEqual(["0 goes on: a"]);
  book.item(item(0, "open", { length: 60 }));
  book.turn(head(1));
  expect(told(book.take())).toEqual(["0 again: open"]);
});

test("of the last turn only, nothing is given before the end, unless it is known to be the last", () => {
  const unsure = createBook({ most: 10, last: { offset: null } });
  unsure.turn(head(0));
  unsure.item(item(0, "a", { length: 60 }));
  unsure.turn(head(1));
  unsure.item(item(1, "b", { length: 60 }));
  unsure.turn(head(2, { synthetic: true, id: "met" }));
  unsure.item({ ...item(0, "late"), turn_id: "t0" });
  expect(unsure.take()).toEqual([]);
  expect(told(unsure.end())).toEqual(["1: b"]);

  const sure = createBook({ most: 10, last: { offset: 7 } });
  sure.turn(head(0, { sources: [{ file: 0, line: 0, offset: 3, length: 1 }] }));
  sure.item(item(0, "a", { length: 60 }));
  expect(sure.take()).toEqual([]);
  sure.turn(head(1, { sources: [{ file: 0, line: 0, offset: 7, length: 1 }] }));
  sure.item(item(1, "b", { length: 60 }));
  expect(told(sure.take())).toEqual(["1 goes on: b"]);
  expect(told(sure.end())).toEqual(["1 again: "]);
});
