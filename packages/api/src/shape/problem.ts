// What is answered instead: a problem, as RFC 9457 has it.

import { Schema } from "effect";
import { described, shape, text, count } from "./words.ts";

export const PROBLEM_CODES = [
  "bad_request",
  "unauthorized",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "too_long",
  "unreadable",
  "internal",
  "busy",
] as const;

export type Problem = typeof Problem.Type;
export const Problem = shape("Problem", {
  type: described(text, "about:blank: the status says it"),
  title: text,
  status: count,
  detail: described(text, "a sentence: what is wrong and what can be done"),
  code: Schema.Literals(PROBLEM_CODES),
});
