// Turns on the page: whole, in parts, and with what came late.

import type { Item, ItemContent, TurnHead } from "rollbook-core/thread";
import { NO_HEADER } from "rollbook-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TurnPart } from "../book.ts";
import type { Subject } from "../head.ts";
import { type PageOptions, terminalPage } from "./page.ts";

const ZONE = process.env["TZ"];
beforeAll(() => {
  process.env["TZ"] = "UTC";
});
afterAll(() => {
  if (ZONE === undefined) delete process.env["TZ"];
  else process.env["TZ"] = ZONE;
});

const OPTIONS: PageOptions = { width: 60, colour: false, full: false, all: false, unnumbered: false };

const SUBJECT: Subject = {
  id: "t",
  header: { ...NO_HEADER, thread_id: "t", started_at: "2026-11-20T23:59:00.000Z" },
  name: null,
  chain: { thread_id: "t", files: [], abandoned: [], gaps: [] },
};

function head(index: number, more: Partial<TurnHead> = {}): TurnHead {
  return {
    id: `turn-${index}`,
    index,
    synthetic: false,
    thread_id: "t",
    root_turn_id: null,
    status: "completed",
    error: null,
    started_at: null,
    completed_at: null,
    duration_ms: 5000,
    time_to_first_token_ms: null,
    first_timestamp: `2026-11-20T23:59:0${index}.000Z`,
    last_timestamp: null,
    withdrawn: null,
    model: "m",
    effort: null,
    cwd: "/w",
    approval_policy: "never",
    sandbox_policy: null,
    usage: null,
    usage_by_model: {},
    context_tokens: null,
    context_window: null,
    rate_limits: null,
    sources: [],
    ...more,
  };
}

function said(text: string, timestamp: string | null = null): Item {
  return {
    id: text,
    turn_id: "",
    content: { type: "AgentMessage", id: text, content: [{ type: "Text", text }] } as unknown as ItemContent,
    origin: "item",
    started_at_ms: null,
    completed_at_ms: null,
    timestamp,
    sources: [{ file: 0, line: 1, offset: 0, length: 1 }],
  };
}

function told(parts: readonly TurnPart[], more: Partial<PageOptions> = {}): string {
  const page = terminalPage({ ...OPTIONS, ...more });
  page.begin(SUBJECT, null);
  // How long a rule is, other tests look at.
  return parts.map((part) => page.part(part, null).replaceAll(/─{3,}/g, "──")).join("");
}

const whole = (turn: TurnHead, ...items: Item[]): TurnPart => ({ head: turn, items, again: false, over: true });

test("a turn in parts has one rule, and at its end what the rule could not tell", () => {
  const turn = head(0);
  const parts: TurnPart[] = [
    { head: { ...turn, duration_ms: null, status: "in_progress" }, items: [said("one")], again: false, over: false },
    { head: turn, items: [said("two")], again: true, over: false },
    { head: turn, items: [said("three")], again: true, over: true },
  ];
  expect(told(parts)).toBe(`
── Turn 1 · 23:59:00 ──

• one

• two

• three

· completed · 5.0 s
`);
});

test("what comes late stands below a rule that names its turn", () => {
  const late: TurnPart = { head: head(0), items: [said("late")], again: true, over: true };
  expect(told([whole(head(0), said("one")), whole(head(1), said("two")), late])).toBe(`
── Turn 1 · 23:59:00 · 5.0 s ──

• one

── Turn 2 · 23:59:01 · 5.0 s ──

• two

── Turn 1 · continued ──

• late
`);
});

test("the day is told where it is another, the time after a pause, and what changed between turns", () => {
  const next = head(1, { first_timestamp: "2026-11-21T00:00:01.000Z", model: "other", approval_policy: "on-request" });
  const text = told([
    whole(head(0), said("one", "2026-11-20T23:59:30.000Z")),
    whole(next, said("two", "2026-11-21T00:00:30.000Z"), said("three", "2026-11-21T00:02:00.000Z")),
  ]);
  expect(text).toContain("── Turn 2 · 2026-11-21 00:00:01 · 5.0 s ──");
  expect(text).toContain("· model: m → other\n· approvals: never → on-request\n");
  expect(text).toMatch(/^• two$/m);
  expect(text).toMatch(/^• three {45,}00:02:00$/m);
});

test("the last turn of a thread that was read from its end has no number", () => {
  expect(told([whole(head(0), said("one"))], { unnumbered: true })).toContain("── Last turn · 23:59:00");
});

test("what was withdrawn is dim, but for its rule", () => {
  const text = told([whole(head(0, { withdrawn: "reverted" }), said("gone"))], { colour: true });
  expect(text).toContain("\u001b[33mreverted\u001b[39m");
  expect(text).toContain("\u001b[2m• gone\u001b[22m");
});

test("an error of the turn, its tokens and how full the context was", () => {
  const usage = {
    input_tokens: 900,
    cached_input_tokens: 0,
    output_tokens: 100,
    reasoning_output_tokens: 0,
    total_tokens: 1000,
  };
  const error = { message: "quota\nreached", codex_error_info: null, additional_details: "later" };
  const turn = head(0, { status: "failed", error, usage, context_tokens: 250, context_window: 1000 });
  expect(told([whole(turn)], { width: 80 })).toBe(
    `
── Turn 1 · 23:59:00 · 5.0 s · failed ── 1.0k tokens · context 25 % ──

! quota⏎reached⏎later
`,
  );
});
