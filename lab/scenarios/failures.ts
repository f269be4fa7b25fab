// Scenarios in which the model's side fails: error statuses, cut streams, failed and incomplete answers.

import type { Scenario } from "../scenario.ts";
import type { Wire } from "../script.ts";

function refused(name: string, status: number, error: Wire): Scenario {
  return {
    name,
    script: { turns: [{ status, times: 50, body: { error } }] },
    steps: [{ kind: "prompt", prompt: "this is refused", timeoutMs: 40_000 }],
  };
}

const unfinished = [{ $think: "x" }, { $text: "this stream is cut" }];

export const FAILURE_SCENARIOS: readonly Scenario[] = [
  refused("err400", 400, { message: "bad request", type: "invalid_request_error", code: "bad" }),
  refused("err401", 401, { message: "no such key", type: "invalid_request_error", code: "invalid_api_key" }),
  refused("err429", 429, {
    type: "usage_limit_reached",
    message: "The usage limit has been reached",
    plan_type: "pro",
    resets_at: 1_900_000_000,
  }),
  refused("err500", 500, { message: "the server failed", type: "server_error", code: null }),
  {
    name: "err500_retry",
    script: { turns: [{ status: 500 }, { items: [{ $text: "At the second try." }] }] },
    steps: [{ kind: "prompt", prompt: "fail once", timeoutMs: 40_000 }],
  },
  {
    name: "cut",
    script: {
      turns: [
        { items: unfinished, cutAfter: 9, cutHard: true },
        { items: [{ $text: "Whole, after a new connection." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "cut once", timeoutMs: 60_000 }],
  },
  {
    name: "failed_ctx",
    script: {
      turns: [
        { failed: { code: "context_length_exceeded", message: "The input exceeds the context window." }, times: 50 },
      ],
    },
    steps: [{ kind: "prompt", prompt: "too long", timeoutMs: 40_000 }],
  },
  {
    name: "incomplete",
    script: {
      turns: [
        { items: [{ $text: "half of" }], incomplete: "max_output_tokens", times: 3 },
        { items: [{ $text: "the rest" }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "stop in the middle", timeoutMs: 40_000 }],
  },
];
