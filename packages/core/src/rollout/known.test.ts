// Names are known in their own place and in no other.

import { expect, test } from "vitest";
import { isKnownType, KNOWN_EVENTS, KNOWN_OUTER } from "./known.ts";

test("a type is known by both of its names", () => {
  expect(isKnownType("event_msg", "token_count")).toBe(true);
  expect(isKnownType("event_msg", "turn_started")).toBe(true);
  expect(isKnownType("event_msg", "moon_rise")).toBe(false);
  expect(isKnownType("event_msg", "function_call")).toBe(false);
  expect(isKnownType("response_item", "function_call")).toBe(true);
  expect(isKnownType("response_item", "token_count")).toBe(false);
  expect(isKnownType("retained_context", "verified_answer")).toBe(true);
});

test("an outer type whose payload has no type is known by itself, and so are the two that have no type", () => {
  expect(isKnownType("session_meta", "")).toBe(true);
  expect(isKnownType("header", "")).toBe(true);
  expect(isKnownType("state", "")).toBe(true);
  expect(isKnownType("", "")).toBe(false);
  expect(isKnownType("from_the_future", "")).toBe(false);
});

test("the lists are as long as Codex's", () => {
  expect(KNOWN_OUTER.size).toBe(13);
  // 0.169 names 86 events; older versions named some that it dropped.
  expect(KNOWN_EVENTS.size).toBeGreaterThan(86);
});
