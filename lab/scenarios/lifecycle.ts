// Scenarios about a session's life: resumed, forked, compacted, killed, interrupted.

import type { Scenario } from "../scenario.ts";
import type { Wire } from "../script.ts";
import { isAtLeast } from "../versions.ts";

/** How the requests for a summary can be told from turns, in any version. */
const ASKS_FOR_SUMMARY =
  "CONTEXT CHECKPOINT COMPACTION|compaction_trigger|Start Summarization|exceeded the maximum number of tokens|OLDCOMPACT";

function used(tokens: number): Wire {
  return {
    input_tokens: tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 50,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: tokens + 50,
  };
}

export const LIFECYCLE_SCENARIOS: readonly Scenario[] = [
  {
    name: "resume",
    script: {
      turns: [
        { items: [{ $text: "First." }] },
        { items: [{ $sh: "echo second" }] },
        { items: [{ $text: "Second." }] },
        { items: [{ $text: "Third." }] },
      ],
    },
    steps: [
      { kind: "prompt", prompt: "one" },
      { kind: "resume", prompt: "two" },
      { kind: "resume", prompt: "three", args: ["-c", 'model_reasoning_effort="low"'] },
    ],
  },
  {
    name: "fork",
    script: {
      turns: [
        { items: [{ $sh: "echo base" }] },
        { items: [{ $text: "The base." }] },
        { items: [{ $text: "On the fork." }] },
        { items: [{ $text: "On the base again." }] },
      ],
    },
    steps: [
      { kind: "prompt", prompt: "base" },
      { kind: "fork", prompt: "forked" },
      { kind: "resume", first: true, prompt: "back on the base" },
    ],
  },
  {
    name: "compact",
    script: ({ version, provider }) => {
      const remote = provider === "openai" && isAtLeast(version, "0.118.0");
      const summary = remote
        ? { type: "compaction", encrypted_content: "gAAAAAcompacted" }
        : { $text: "SUMMARY: three steps were asked for; step one is done." };
      return {
        turns: [
          { matchLast: ASKS_FOR_SUMMARY, times: 9, items: [summary], usage: used(900) },
          { items: [{ $sh: "echo step1" }], usage: used(5000) },
          { items: [{ $text: "After the compaction." }], usage: used(1200) },
          { items: [{ $text: "The second turn grows." }], usage: used(9000) },
          { items: [{ $text: "After another one." }], usage: used(1300) },
        ],
      };
    },
    steps: [
      { kind: "prompt", prompt: "long work" },
      { kind: "resume", prompt: "more work" },
      { kind: "resume", prompt: "even more" },
    ],
    top: "model_context_window = 20000\nmodel_auto_compact_token_limit = 4000\n",
  },
  stopped("kill9", "SIGKILL"),
  stopped("sigint", "SIGINT"),
  {
    name: "kill9_stream",
    script: {
      turns: [
        { items: [{ $think: "half" }, { $text: "this text is never completed" }], hang: true },
        { items: [{ $text: "Here again." }] },
      ],
    },
    steps: [
      { kind: "prompt", prompt: "hang in the stream", signal: "SIGKILL", afterMs: 3500 },
      { kind: "resume", prompt: "go on" },
    ],
  },
];

function stopped(name: string, signal: "SIGKILL" | "SIGINT"): Scenario {
  const slow = { $sh: "echo started; sleep 60", yield_ms: 30_000, timeout_ms: 60_000 };
  return {
    name,
    script: { turns: [{ items: [slow] }, { items: [{ $text: "Here again." }] }] },
    steps: [
      { kind: "prompt", prompt: "hang", signal, afterMs: 4000 },
      { kind: "resume", prompt: "go on" },
    ],
  };
}
