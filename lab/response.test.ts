// The events of a streamed response and their SSE encoding.

import { expect, test } from "vitest";
import { countingIds, resolveItem } from "./resolve.ts";
import { encodeEvent, responseEvents } from "./response.ts";
import type { ScriptTurn, Wire } from "./script.ts";

function events(turn: ScriptTurn) {
  const newId = countingIds();
  const request = { model: "m", input: [] };
  const items = (turn.items ?? []).map((item) => resolveItem(item, request, newId));
  return responseEvents(request, turn, items, newId);
}

/** The response that the last event carries. */
function ending(turn: ScriptTurn): Wire {
  return (events(turn).at(-1) as { response: Wire } | undefined)?.response ?? {};
}

test("an answer begins with created, ends with completed, and is numbered without gaps", () => {
  const all = events({ items: [{ $think: "a" }, { $text: "b" }, { $sh: "c" }] });
  expect(all[0]?.type).toBe("response.created");
  expect(all.at(-1)?.type).toBe("response.completed");
  expect(all.map(({ sequence_number }) => sequence_number)).toEqual(all.map((_, index) => index));
  expect(all.filter(({ type }) => type === "response.output_item.done")).toHaveLength(3);
});

test("the deltas of a text add up to it, surrogate pairs and line separators included", () => {
  const text = `${"x".repeat(23)}\u{1F600}\u2028 end`;
  const deltas = events({ items: [{ $text: text }] }).filter(({ type }) => type === "response.output_text.delta");
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.map((event) => event["delta"]).join("")).toBe(text);
});

test("a failed turn ends with response.failed, an incomplete one says why", () => {
  expect(events({ items: [], failed: {} }).at(-1)?.type).toBe("response.failed");
  expect(ending({ items: [], failed: { code: "server_error" } })).toMatchObject({ error: { code: "server_error" } });
  const incomplete = ending({ items: [{ $text: "half" }], incomplete: "max_output_tokens" });
  expect(incomplete["incomplete_details"]).toEqual({ reason: "max_output_tokens" });
});

test("usage is what the script says, else reckoned", () => {
  const usage = { input_tokens: 5, output_tokens: 6, total_tokens: 11 };
  expect(ending({ items: [], usage })["usage"]).toEqual(usage);
  const reckoned = ending({ items: [{ $text: "hello" }] })["usage"] as Wire;
  expect(reckoned["total_tokens"]).toBe(Number(reckoned["input_tokens"]) + Number(reckoned["output_tokens"]));
});

test("one server-sent event is an event line, one data line and a blank line", () => {
  const encoded = encodeEvent({ type: "response.created", sequence_number: 0, text: "a\nb\u2028c\r" });
  const lines = encoded.split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe("event: response.created");
  expect(lines[1]?.startsWith("data: {")).toBe(true);
  expect(JSON.parse(lines[1]?.slice(6) ?? "")).toMatchObject({ text: "a\nb\u2028c\r" });
  expect(encoded.endsWith("\n\n")).toBe(true);
  expect(encoded).not.toContain("\r");
});
