import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { readRecords } from "../rollout/read.ts";
import { createContextFold, isContextRecord, type ContextReport } from "./index.ts";
import { contextOf, said, Written } from "./records.tools.ts";

function specimen(label: string, scenario: string): ContextReport {
  const found = listScenarios().find((each) => each.label === label && each.name === scenario);
  return contextOf((found?.files ?? []).slice(-1).map((file) => sessionBytes(file)));
}

describe("what is made when a thread is resumed", () => {
  const made = ({ made_at_resume }: ContextReport): unknown =>
    made_at_resume.map(({ kind, place, always, known, source }) => [kind, place, always, known, source?.line ?? null]);

  test("of a session of 0.169: only what has changed of its surroundings", () => {
    expect(made(specimen("0.169.0", "plain"))).toEqual([
      ["base_instructions", "before", true, "You are a lab agent. Be brief.", 1],
      ["surroundings", "after", false, null, 5],
      ["model_switch", "after", false, "gpt-5.5", 6],
      ["compaction", "instead", false, null, null],
      ["prompt", "after", true, null, null],
    ]);
  });

  test("of an older one: all of them, and no model that Codex could still tell (0.58)", () => {
    expect(made(specimen("0.58.0", "plain"))).toEqual([
      ["base_instructions", "before", true, null, null],
      ["surroundings", "after", true, null, null],
      ["compaction", "instead", false, null, null],
      ["prompt", "after", true, null, null],
    ]);
  });

  test("no base instructions where they are an item (code mode)", () => {
    expect(specimen("0.169.0-codemode", "plain").made_at_resume.map(({ kind }) => kind)).not.toContain(
      "base_instructions",
    );
  });

  test("what the model was told is forgotten with a compaction, and with its turn", () => {
    const told = { full: true, state: {} };
    const always = (thread: Written): unknown =>
      thread.context().made_at_resume.find(({ kind }) => kind === "surroundings")?.always;
    const first = new Written("legacy").record("world_state", told).turn("t1", "a1");
    expect(always(first)).toBe(false);
    expect(always(first.turn("t2", "a2", (inside) => void inside.record("world_state", told)).rollBack(1))).toBe(false);
    expect(always(first.start().compact(["C1"]).end())).toBe(true);
    expect(always(first.record("world_state", told))).toBe(false);
    expect(
      always(new Written().turn("t1", "a1", (inside) => void inside.record("world_state", told)).rollBack(1)),
    ).toBe(true);
  });
});

describe("files of before Codex could resume them", () => {
  test("records without an envelope: all items as they stand, outputs whole, nothing paired (0.29)", () => {
    const lines = [
      { id: "83e3df54-f5ca-4a1f-b068-e8637f692a36", timestamp: "2026-01-01T00:00:00.000Z", instructions: null },
      { type: "message", id: null, role: "user", content: [{ type: "input_text", text: "hi" }] },
      { type: "function_call", id: null, name: "shell", arguments: "{}", call_id: "c" },
      { type: "function_call_output", call_id: "other", output: "x".repeat(100_000) },
      { record_type: "state", previous_response_id: "resp_1" },
    ];
    const report = contextOf([new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))]);
    expect(report.items.map(({ type, bytes }) => [type, bytes > 100_000])).toEqual([
      ["message", false],
      ["function_call", false],
      ["function_call_output", true],
    ]);
    expect([report.rules, report.eras, report.refused?.slice(0, 14)]).toEqual(["0.29", ["bare"], "Codex 0.34 and"]);
    expect(report.notes).toEqual([
      "Codex 0.8 sends none of the items: the provider remembers them, up to its response resp_1.",
    ]);
  });

  test("a document of the TypeScript CLI: its items, and that nobody resumes it", () => {
    const report = specimen("0.1.2504172351-ts", "tui");
    expect([report.rules, report.thread_id !== null, report.made_at_resume]).toEqual(["none", true, []]);
    expect(report.items[0]).toMatchObject({ type: "message", role: "user", origin: "written" });
    expect(report.refused).toBe("No version of Codex resumes a session of the TypeScript CLI.");
  });
});

describe("tokens", () => {
  const count = (total_tokens: number): object => ({
    info: { last_token_usage: { input_tokens: total_tokens - 1, total_tokens }, model_context_window: 1000 },
  });

  test("are those Codex wrote down last, with how much came after it", () => {
    const thread = new Written().turn("t1", "a1").event("token_count", { info: null });
    expect(thread.context().tokens).toBeNull();
    thread.event("token_count", count(10) as Record<string, unknown>).say("user", "t2");
    expect(thread.context().tokens).toMatchObject({
      record: "token_count",
      total_tokens: 10,
      input_tokens: 9,
      output_tokens: null,
      context_window: 1000,
      items_after: 1,
      outdated: false,
      source: { line: 7 },
    });
    thread.record("token_usage_record", { usage: { total_tokens: 20 } });
    expect(thread.context().tokens).toMatchObject({
      record: "token_usage_record",
      total_tokens: 20,
      context_window: 1000,
    });
    expect(thread.rollBack(1).context().tokens).toMatchObject({ items_after: 0, outdated: true });
  });
});

describe("a chain of files", () => {
  test("is one history, and its last file says whose", () => {
    const first = new Written("paginated").turn("t1", "a1");
    const second = new Written("paginated", { id: "01a1fd0e-0000-7000-8000-000000000001", forked_from_id: "x" }).turn(
      "t2",
      "a2",
    );
    const report = contextOf([first.bytes(), second.bytes()]);
    expect(said(report)).toEqual(["t1", "a1", "t2", "a2"]);
    expect(report.items.map(({ sources }) => sources[0]?.file)).toEqual([0, 0, 1, 1]);
    expect([report.thread_id, report.refused]).toEqual(["01a1fd0e-0000-7000-8000-000000000001", null]);
  });

  test("without its beginning is refused", () => {
    const history_base = { thread_id: "x", end_ordinal_exclusive: 5, end_byte_offset: 9 };
    const report = new Written("paginated", { history_base }).turn("t1", "a1").context();
    expect(report.refused).toMatch(/^The history begins in a file that is not there/);
  });
});

test("copied history is part of the context: headers in the middle change nothing", () => {
  const thread = new Written(null, { forked_from_id: "x" }).record("session_meta", {
    id: "x",
    history_mode: "paginated",
  });
  const report = thread.turn("t1", "a1").turn("t2", "a2").context();
  expect([said(report), report.thread_id]).toEqual([["t1", "a1", "t2", "a2"], "01a1fd0e-0000-7000-8000-000000000000"]);
});

test("the sizes of the items add up to the totals", () => {
  const { items, totals } = specimen("0.169.0", "image");
  expect(totals).toEqual({
    items: items.length,
    bytes: items.reduce((sum, { bytes }) => sum + bytes, 0),
    images: 2,
    image_bytes: items.reduce((sum, { image_bytes }) => sum + image_bytes, 0),
  });
  const sent = items.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0);
  expect(totals.bytes).toBe(sent);
});

test("records that are not looked into may be passed over", () => {
  for (const { files } of listScenarios().filter((_, index) => index % 7 === 0)) {
    for (const bytes of files.map((file) => sessionBytes(file))) {
      const fold = createContextFold();
      const readings = readRecords(bytes, { pass: (outer, inner) => !isContextRecord(outer, inner) });
      for (const reading of readings) fold.read(0, reading);
      expect(fold.end()).toEqual(contextOf([bytes]));
    }
  }
});

test("long texts that were read in part keep their size, and are told", () => {
  const thread = new Written().turn("x".repeat(50_000), "a1").compact(null);
  const fold = createContextFold();
  for (const reading of readRecords(thread.bytes(), { long: "cut", longest: 4096 })) fold.read(0, reading);
  const report = fold.end();
  expect(report.items[0]?.bytes).toBe(thread.context().items[0]?.bytes);
  expect(report.notes).toContain("1 item has a long text of which only both ends were read.");
});

test("any record gives a report", () => {
  const name = fc.constantFrom(
    ...["type", "role", "content", "output", "call_id", "id", "payload", "message", "replacement_history", "num_turns"],
    ...["turn_id", "metadata", "text", "summary", "info", "usage", "full", "window_number", "resume_metadata"],
  );
  const word = fc.constantFrom(
    "message",
    "user",
    "function_call",
    "function_call_output",
    "input_text",
    "reasoning",
    "c",
    "",
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie("list"),
      tie("object"),
    ),
    list: fc.array(tie("value"), { maxLength: 4 }),
    object: fc.dictionary(name, tie("value"), { maxKeys: 6 }),
  })).object;
  const outer = fc.constantFrom(
    "session_meta",
    "response_item",
    "compacted",
    "event_msg",
    "turn_context",
    "world_state",
    "inter_agent_communication",
  );
  const inner = fc.constantFrom(
    "message",
    "task_started",
    "task_complete",
    "thread_rolled_back",
    "token_count",
    "function_call",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(outer, inner, json), { maxLength: 12 }), (records) => {
      const thread = new Written();
      for (const [type, within, payload] of records) thread.record(type, { type: within, ...(payload as object) });
      const { items, totals } = thread.context();
      return totals.items === items.length;
    }),
  );
});
