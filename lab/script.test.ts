// Which turn of a script answers which request.

import { expect, test } from "vitest";
import { answers, ScriptReading, type ModelRequest } from "./script.ts";

const request = (input: unknown[], more: Partial<ModelRequest> = {}): ModelRequest => ({ input, ...more });
const said = (role: string, text: string) => ({ type: "message", role, content: [{ type: "input_text", text }] });

test("turns answer in their order, each as often as it may, then the default", () => {
  const reading = new ScriptReading({
    turns: [{ items: [{ $text: "one" }], times: 2 }, { items: [{ $text: "two" }] }],
    default: { items: [{ $text: "more" }] },
  });
  const texts = [1, 2, 3, 4, 5].map(() => reading.next(request([])).items?.[0]?.["$text"]);
  expect(texts).toEqual(["one", "one", "two", "more", "more"]);
});

test("a turn whose condition does not hold is passed over and keeps its place", () => {
  const reading = new ScriptReading({
    turns: [{ match: "later", items: [{ $text: "later" }] }, { items: [{ $text: "first" }] }],
  });
  expect(reading.next(request([said("user", "now")])).items).toEqual([{ $text: "first" }]);
  expect(reading.next(request([said("user", "later")])).items).toEqual([{ $text: "later" }]);
});

test("without a turn left and without a default, the model says that the script has ended", () => {
  expect(new ScriptReading({ turns: [] }).next(request([])).items).toHaveLength(1);
});

test("matchLast looks at the last item and the turn's metadata only", () => {
  const early = request([said("user", "summary please"), said("user", "go on")]);
  expect(answers({ matchLast: "summary" }, early)).toBe(false);
  expect(answers({ matchLast: "go on" }, early)).toBe(true);
  const metadata = { "x-codex-turn-metadata": '{"request_kind":"compaction"}' };
  expect(answers({ matchLast: "compaction" }, { ...early, client_metadata: metadata })).toBe(true);
  expect(answers({ notMatchLast: "compaction" }, { ...early, client_metadata: metadata })).toBe(false);
});

test("asMsg looks at messages only, so that a call's arguments do not count", () => {
  const call = { type: "function_call", name: "spawn_agent", arguments: '{"message":"You are child A"}' };
  expect(answers({ asMsg: "child A" }, request([call]))).toBe(false);
  expect(answers({ notAsMsg: "child A" }, request([call]))).toBe(true);
  expect(answers({ asMsg: "child A" }, request([said("user", "You are child A")]))).toBe(true);
});

test("instructions that ask for a summary count as OLDCOMPACT", () => {
  expect(answers({ matchLast: "OLDCOMPACT" }, request([], { instructions: "Summarize what was done" }))).toBe(true);
  expect(answers({ matchLast: "OLDCOMPACT" }, request([], { instructions: "Be brief" }))).toBe(false);
});

test("ifToolType asks for a tool of that type", () => {
  const turn = { ifToolType: "tool_search" };
  expect(answers(turn, request([], { tools: [{ type: "function", name: "tool_search" }] }))).toBe(false);
  expect(answers(turn, request([], { tools: [{ type: "tool_search" }] }))).toBe(true);
});
