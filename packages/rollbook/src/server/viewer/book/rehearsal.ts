// Goes through all that a first answer takes, on records made up here: whoever asks first does not wait for V8 to compile it.

import { createReader, type ChainFile } from "rollbook-core";
import { createThreadFold } from "rollbook-core/thread";
import { ANSWERS } from "./answers.ts";
import { createBook } from "./book.ts";
import { createLayer } from "./layer.ts";
import type { Order } from "./order.ts";
import { layOutPage } from "./page.ts";
import { createSpool } from "./spool.ts";

/** `file`: any file, which is read as if it were a session. Nothing is kept of it. */
export async function rehearse(file: string): Promise<void> {
  tellRecords();
  await readFile(file);
}

function tellRecords(): void {
  let seq = 0;
  const spools = { rows: createSpool([]), shown: createSpool([]) };
  const layer = createLayer({ below: null, next: () => (seq += 1), spools, keep: () => {} });
  const fold = createThreadFold(layer);
  for (const dialect of [OLDER, NEWER]) {
    const reader = createReader({ long: "whole" }, fold.read);
    fold.open(chainFile("rehearsal.jsonl"), null);
    const records = dialect.map((record, ordinal) => JSON.stringify({ timestamp: TIME, ordinal, ...record }));
    reader.push(Buffer.from(`${records.join("\n")}\n`));
    reader.end();
  }
  fold.end();
  const positions = Array.from({ length: layer.size() }, (_, position) => position);
  layOutPage(
    positions.flatMap((position) => layer.shown(position) ?? []),
    { rows: positions.map((position) => layer.row(position)?.json.length) },
  );
}

async function readFile(path: string): Promise<void> {
  const part = { file: chainFile(path), reverted_from: null, plain: true, end: Number.POSITIVE_INFINITY, gap: null };
  const book = createBook({ parts: [part], stop: new AbortController().signal });
  const reading = book.read();
  const open = { book, revision: "", total: 0 };
  const order: Order = { ...NO_ORDER, identity: path };
  await ANSWERS.turns(open, { cursor: null, limit: 1 }, order);
  await ANSWERS.rows(open, { cursor: null, limit: 1 }, order);
  const all = { positions: null, turn: null, from: null, limit: 1, descending: false };
  await ANSWERS.items(open, all, order);
  await reading;
  book.close();
}

const TIME = "2026-01-05T08:00:00.030Z";
const THREAD = "019b8d2b-8c00-7f6e-a2a0-e93b72bf9b5e";
const TURN = "019b8d2c-5d8e-7928-8b09-dbafae88fac1";
const TOKENS = {
  input_tokens: 9,
  cached_input_tokens: 1,
  output_tokens: 2,
  reasoning_output_tokens: 1,
  total_tokens: 11,
};
const PATCH = "*** Begin Patch\n*** Update File: a.ts\n@@\n-one\n+two\n*** Add File: b.ts\n+three\n*** End Patch\n";
const NO_ORDER: Order = {
  identity: "",
  chain: { thread_id: null, files: [], abandoned: [], gaps: [] },
  thread_id: null,
  plain: [],
  size: 0,
  mtime_ms: 0,
  total: 0,
};

function chainFile(path: string): ChainFile {
  return { path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
}

interface Made {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const event = (type: string, more: object): Made => ({ type: "event_msg", payload: { type, ...more } });
const response = (type: string, more: object): Made => ({ type: "response_item", payload: { type, ...more } });
const item = (type: string, id: string, more: object): Made =>
  event("item_completed", { thread_id: THREAD, turn_id: TURN, item: { type, id, ...more } });
const said = (role: string, type: string, text: string): Made =>
  response("message", { role, content: [{ type, text }] });

function begin(cli_version: string, history_mode: string | null): readonly Made[] {
  const mode = history_mode === null ? {} : { history_mode };
  const meta = { id: THREAD, timestamp: TIME, cwd: "/home/dev", originator: "codex_exec", cli_version, ...mode };
  const context = { turn_id: TURN, cwd: "/home/dev", approval_policy: "never", model: "gpt-5.5", effort: "high" };
  return [
    { type: "session_meta", payload: { ...meta, source: "exec", model_provider: "openai" } },
    event("task_started", { turn_id: TURN, started_at: 1_767_600_053, model_context_window: 258_400 }),
    { type: "turn_context", payload: { ...context, sandbox_policy: { type: "danger-full-access" } } },
    said("user", "input_text", "Do *it*, in `a.ts`."),
  ];
}

const END: readonly Made[] = [
  event("token_count", {
    info: { total_token_usage: TOKENS, last_token_usage: TOKENS, model_context_window: 258_400 },
    rate_limits: null,
  }),
  event("task_complete", { turn_id: TURN, last_agent_message: "Done.", duration_ms: 12 }),
];

/** As until 0.147. */
const OLDER: readonly Made[] = [
  ...begin("0.142.5", null),
  event("user_message", { message: "Do *it*, in `a.ts`.", images: [] }),
  event("agent_reasoning", { text: "**Thinking**\n\nof it" }),
  response("reasoning", { summary: [{ type: "summary_text", text: "**Thinking**\n\nof it" }], content: null }),
  ...["shell_command", "exec_command"].flatMap((name, index) => [
    response("function_call", {
      name,
      arguments: JSON.stringify({ [index === 0 ? "command" : "cmd"]: "ls a && cat b", workdir: "/home/dev" }),
      call_id: `call_${name}`,
    }),
    response("function_call_output", {
      call_id: `call_${name}`,
      output:
        index === 0
          ? "Exit code: 0\nWall time: 8.1 seconds\nOutput:\na\nb\n"
          : "Chunk ID: aed4e5\nWall time: 4.2 seconds\nProcess exited with code 1\nOriginal token count: 16\nOutput:\na\n",
    }),
  ]),
  response("custom_tool_call", { name: "apply_patch", call_id: "call_patch", status: "completed", input: PATCH }),
  response("custom_tool_call_output", {
    call_id: "call_patch",
    output: "Exit code: 0\nWall time: 0 seconds\nOutput:\n",
  }),
  event("agent_message", { message: "Done.", phase: "final" }),
  said("assistant", "output_text", "Done."),
  ...END,
];

/** As since 0.148. */
const NEWER: readonly Made[] = [
  ...begin("0.169.0", "paginated"),
  item("UserMessage", "u", { content: [{ type: "text", text: "Do *it*, in `a.ts`." }] }),
  item("Reasoning", "r", { summary_text: ["**Thinking**\n\nof it"], raw_content: [] }),
  item("CommandExecution", "c", {
    command: ["bash", "-lc", "ls a && cat b"],
    cwd: "/home/dev",
    status: "completed",
    exit_code: 0,
    aggregated_output: "a\nb\n",
    duration: { secs: 3, nanos: 154_213_562 },
  }),
  item("FileChange", "f", { status: "completed", changes: { "a.ts": { type: "add", content: "one\ntwo\n" } } }),
  item("AgentMessage", "a", { content: [{ type: "Text", text: "Done." }], phase: "final" }),
  ...END,
];
