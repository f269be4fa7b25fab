// The record of a count of tokens without what counts nothing: numbers read from bytes where Codex writes them.

import { Cursor, literal, type Literal } from "../bytes/cursor.ts";
import type { JsonObject } from "../bytes/json.ts";
import { HEAD } from "./peek.ts";

const CLOSE = 0x7d;
const END = literal("}}");
const ORDINAL = literal(',"ordinal":');

const INFO = literal(',"info":{"total_token_usage":');
const LAST = literal(',"last_token_usage":');
const REASONING = literal(',"last_usage_includes_reasoning":');
const WINDOW = literal(',"model_context_window":');
const LIMITS = literal(',"rate_limits":');

const THREAD = literal('"thread_id":"');
const TURN = literal(',"turn_id":"');
const PASSED = [',"session_id":"', ',"root_turn_id":"', ',"response_id":"'].map(literal);
const USAGE = literal(',"usage":');
const SUMS = [',"turn_token_usage":', ',"thread_token_usage":'].map(literal);

const INPUT = literal('{"input_tokens":');
const CACHED = literal(',"cached_input_tokens":');
const WRITTEN = literal(',"cache_write_input_tokens":');
const OUTPUT = literal(',"output_tokens":');
const OF_REASONING = literal(',"reasoning_output_tokens":');
const TOTAL = literal(',"total_tokens":');

/**
 * Reads a `token_count` or a `token_usage_record`. Every byte of them is verified, so this gives what parsing gives, less
 * what no count is: the context window, rate limits, and the sums that a `token_usage_record` has behind its `usage`.
 */
export class CountReader {
  readonly #here = new Cursor();

  /** The record on `bytes[from, to)`, its types peeked up to `at`; null when it must be read in the usual way. */
  read(bytes: Uint8Array, from: number, at: number, to: number, outer: string): JsonObject | null {
    const here = this.#here;
    here.set(bytes, at, to);
    const payload = outer === "event_msg" ? this.#count() : this.#record();
    if (payload === null || !here.is(END) || here.at !== to) return null;
    // All before `at` was verified with the types.
    here.at = from + HEAD.length;
    const timestamp = here.text();
    if (timestamp === null) return null;
    if (!here.is(ORDINAL)) return { timestamp, type: outer, payload };
    const ordinal = here.natural();
    return ordinal === -1 ? null : { timestamp, ordinal, type: outer, payload };
  }

  #count(): JsonObject | null {
    const here = this.#here;
    const total_token_usage = here.is(INFO) ? this.#usage() : null;
    const last_token_usage = total_token_usage !== null && here.is(LAST) ? this.#usage() : null;
    if (last_token_usage === null || (here.is(REASONING) && !here.pass()) || (here.is(WINDOW) && !here.pass())) {
      return null;
    }
    if (!here.isByte(CLOSE) || (here.is(LIMITS) && !here.pass())) return null;
    return { type: "token_count", info: { total_token_usage, last_token_usage } };
  }

  #record(): JsonObject | null {
    const here = this.#here;
    const thread_id = here.is(THREAD) ? here.text() : null;
    const turn_id = thread_id !== null && here.is(TURN) ? here.text() : null;
    if (turn_id === null) return null;
    for (const key of PASSED) if (!here.is(key) || !here.passText()) return null;
    const usage = here.is(USAGE) ? this.#usage() : null;
    if (usage === null) return null;
    for (const key of SUMS) if (!here.is(key) || !here.pass()) return null;
    return { thread_id, turn_id, usage };
  }

  #usage(): JsonObject | null {
    const here = this.#here;
    const input_tokens = this.#number(INPUT);
    const cached_input_tokens = this.#number(CACHED);
    const written = here.is(WRITTEN);
    const cache_write_input_tokens = written ? here.natural() : 0;
    const output_tokens = this.#number(OUTPUT);
    const reasoning_output_tokens = this.#number(OF_REASONING);
    const total_tokens = this.#number(TOTAL);
    const least = Math.min(input_tokens, cached_input_tokens, cache_write_input_tokens, output_tokens);
    if (least < 0 || reasoning_output_tokens < 0 || total_tokens < 0 || !here.isByte(CLOSE)) return null;
    const counts = { input_tokens, cached_input_tokens, output_tokens, reasoning_output_tokens, total_tokens };
    return written ? { ...counts, cache_write_input_tokens } : counts;
  }

  #number(key: Literal): number {
    return this.#here.is(key) ? this.#here.natural() : -1;
  }
}
