// Goes through all that a first answer takes, on sessions made up here: whoever asks first does not wait for V8 to compile it.

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChainFile } from "rollbook-core";
import { ANSWERS } from "./answers.ts";
import type { Order } from "./order.ts";
import { makeIn } from "./room.ts";
import { createShelf, type Shelf } from "./shelf.ts";

/** What was done so often V8 takes for worth compiling. */
const ROUNDS = 5;

const NAME = "rehearsal-";
/** No rehearsal takes a thousandth of it. */
const LONG_AGO_MS = 3_600_000;

/**
 * In the first of these directories that can be written to, if there is one. Nothing is left there, but by a process that
 * is killed meanwhile, and that is taken away by one that comes an hour later.
 */
export async function rehearse(directories: readonly string[]): Promise<void> {
  const place = makeIn(directories, (directory) => {
    clear(directory);
    return mkdtempSync(join(directory, NAME));
  });
  if (place === null) return;
  try {
    const shelf = createShelf({ stop: new AbortController().signal, directories });
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, dialect] of [OLDER, NEWER].entries()) {
        await openSession(shelf, join(place, `${round}-${index}.jsonl`), dialect);
      }
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function clear(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (!name.startsWith(NAME)) continue;
    const left = join(directory, name);
    const since = Date.now() - (statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (since > LONG_AGO_MS) rmSync(left, { recursive: true, force: true });
  }
}

async function openSession(shelf: Shelf, path: string, dialect: readonly Made[]): Promise<void> {
  const records = dialect.map((record, ordinal) => JSON.stringify({ timestamp: TIME, ordinal, ...record }));
  writeFileSync(path, `${records.join("\n")}\n`);
  const order = orderOf(path);
  const open = await shelf.open(order);
  await ANSWERS.rows(open, { cursor: null, limit: 200 }, order);
  await ANSWERS.turns(open, { cursor: null, limit: 200 }, order);
  await ANSWERS.items(open, { positions: null, turn: null, from: null, limit: 30, descending: false }, order);
  await open.book.until(() => false);
  open.book.close();
}

/** So long that a piece of the file ends within a line, as the first one does. */
const INSTRUCTIONS = "Be brief, and say what was done.\n".repeat(600);
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

function orderOf(path: string): Order {
  const file: ChainFile = { path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  const chain = { thread_id: null, files: [file], abandoned: [], gaps: [] };
  return { identity: path, chain, thread_id: null, plain: [path], size: 1, mtime_ms: 0, total: 1 };
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
  const base_instructions = { text: INSTRUCTIONS };
  const meta = {
    base_instructions,
    id: THREAD,
    timestamp: TIME,
    cwd: "/home/dev",
    originator: "codex_exec",
    cli_version,
    ...mode,
  };
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
