// A whole session of about so many bytes: a header, turns of prompts, steps and answers, now and then a compaction.

import type { Pools } from "./pool.ts";
import type { Random } from "./random.ts";
import { Recorder, type Dialect } from "./recorder.ts";
import type { Sink } from "./sink.ts";
import { writeCall, writeReasoning, writeTokens, type Workplace } from "./step.ts";
import { noun, prose, snake } from "./words.ts";

export interface SessionPlan {
  readonly dialect: Dialect;
  readonly size: number;
  /** When it starts, in milliseconds since 1970. */
  readonly start: number;
}

const VERSIONS: Readonly<Record<Dialect, string>> = { envelope: "0.142.5", legacy: "0.147.0", paginated: "0.169.0" };
const MODEL = "gpt-5.5";

/** An open session: `turn` adds one, `thread_id` is in the name of its file. */
export interface Session {
  readonly to: Recorder;
  readonly place: Workplace;
  turn(most?: number): void;
}

/** Writes the header; every turn is asked for. */
export function beginSession(plan: SessionPlan, thread_id: string, random: Random, sink: Sink, pools: Pools): Session {
  const to = new Recorder(plan.dialect, random, sink, plan.start);
  const cwd = `/home/dev/${noun(random)}-${noun(random)}`;
  const place: Workplace = {
    thread_id,
    cwd,
    pools,
    tokens: { input: 0, output: 0 },
    room: () => Math.max(0, plan.size - sink.bytes - 2_000),
  };
  writeHeader(to, place, Math.min(12_000, plan.size >> 2));
  let turns = 0;
  return {
    to,
    place,
    turn(most = 40) {
      writeTurn(to, place, most);
      turns += 1;
      if (turns % 40 === 0 && place.room() > 60_000) writeCompacted(to);
    },
  };
}

/** Writes a session of about the planned size. */
export function writeSession(plan: SessionPlan, thread_id: string, random: Random, sink: Sink, pools: Pools): void {
  const session = beginSession(plan, thread_id, random, sink, pools);
  do session.turn();
  while (session.place.room() > 2_000);
}

function writeHeader(to: Recorder, place: Workplace, instructions: number): void {
  const { random, paginated, dialect } = to;
  const { thread_id: id, cwd } = place;
  const text = prose(random, instructions);
  const meta = {
    ...(paginated && { account_scoped: true }),
    session_id: id,
    id,
    timestamp: to.time(),
    cwd,
    ...(paginated && { runtime_workspace_roots: [cwd] }),
    originator: "codex_exec",
    cli_version: VERSIONS[dialect],
    source: "exec",
    thread_source: "user",
    model_provider: "openai",
    base_instructions: { text, ...(paginated && { provenance: { type: "model", model: MODEL } }) },
    ...(dialect === "legacy" && { history_mode: "legacy" }),
    ...(paginated && { history_mode: "paginated" }),
    ...(dialect !== "envelope" && { context_window: { window_id: to.uuid() } }),
    git: { commit_hash: random.hex(40), branch: "main", repository_url: "https://example.invalid/dev/project.git" },
  };
  to.pass(30);
  to.write("session_meta", "session_meta", JSON.stringify(meta));
}

function writeTurn(to: Recorder, place: Workplace, most: number): void {
  const { random } = to;
  to.pass(random.skewed(60_000, 1));
  to.turn_id = to.uuid();
  const started_at = Math.floor(to.now / 1000);
  const { turn_id, paginated } = to;
  const attribution = { turn_id, turn_trigger: "exec", parent_turn_id: null, initiating_agent_path: null };
  const started = {
    type: "task_started",
    ...(paginated && { turn_attribution: { ...attribution, root_turn_id: turn_id } }),
    turn_id,
    ...(paginated && { root_turn_id: turn_id }),
    started_at,
    model_context_window: 258400,
    collaboration_mode_kind: "default",
  };
  to.write("event_msg", "task_started", JSON.stringify(started));
  writeContext(to, place);
  writePrompt(to, place, prose(random, Math.min(random.skewed(260, 0.9), 6_000)));
  const steps = Math.min(Math.ceil(random.skewed(8, 0.8)), most);
  for (let step = 0; step < steps && place.room() > 3_000; step++) {
    to.pass(random.skewed(4_000, 0.9));
    writeReasoning(to, place);
    if (random.chance(0.1)) writeAnswer(to, place, prose(random, random.int(60, 300)), "commentary");
    writeCall(to, place);
    writeTokens(to, place);
  }
  const last_agent_message = prose(random, Math.min(random.skewed(420, 0.7), 4_000));
  writeAnswer(to, place, last_agent_message, "final_answer");
  to.pass(20);
  const completed = {
    type: "task_complete",
    ...(paginated && { root_turn_id: turn_id }),
    turn_id,
    last_agent_message,
    ...(to.dialect !== "envelope" && { started_at }),
    completed_at: Math.floor(to.now / 1000),
    duration_ms: Math.floor(to.now) - started_at * 1000,
    time_to_first_token_ms: random.int(200, 4_000),
  };
  to.write("event_msg", "task_complete", JSON.stringify(completed));
}

function writeContext(to: Recorder, place: Workplace): void {
  const { turn_id, paginated } = to;
  const { cwd } = place;
  const settings = { model: MODEL, reasoning_effort: "high", developer_instructions: null };
  const context = {
    turn_id,
    ...(paginated ? { root_turn_id: turn_id, disabled_plugin_ids: [] } : {}),
    cwd,
    ...(!paginated && { workspace_roots: [cwd], current_date: to.time().slice(0, 10), timezone: "Etc/UTC" }),
    approval_policy: "never",
    ...(to.dialect !== "envelope" && { approvals_reviewer: "user" }),
    sandbox_policy: { type: "danger-full-access" },
    permission_profile: { type: "disabled" },
    model: MODEL,
    ...(to.dialect !== "envelope" && { comp_hash: "2911" }),
    ...(!paginated && { personality: "pragmatic" }),
    collaboration_mode: { mode: "default", settings },
    multi_agent_version: "v1",
    realtime_active: false,
    effort: "high",
    summary: "auto",
  };
  to.write("turn_context", "turn_context", JSON.stringify(context));
}

function writeMessage(to: Recorder, role: string, type: string, text: string, phase = ""): void {
  const id = to.dialect === "envelope" ? "" : `"id":"msg_${to.uuid()}",`;
  const said = phase === "" ? "" : `,"phase":"${phase}"`;
  to.write(
    "response_item",
    "message",
    `{"type":"message",${id}"role":"${role}","content":[{"type":"${type}","text":${JSON.stringify(text)}}]${said}${to.passthrough()}}`,
  );
}

function writePrompt(to: Recorder, place: Workplace, text: string): void {
  writeMessage(to, "user", "input_text", text);
  if (to.paginated) {
    const content = [{ type: "text", text, text_elements: [] }];
    writeItemEvent(to, place, { type: "UserMessage", id: to.uuid(), content });
  } else {
    const event = { type: "user_message", message: text, images: [], local_images: [], text_elements: [] };
    to.write("event_msg", "user_message", JSON.stringify(event));
  }
}

function writeAnswer(to: Recorder, place: Workplace, text: string, phase: string): void {
  if (to.paginated) {
    const content = [{ type: "Text", text }];
    writeItemEvent(to, place, { type: "AgentMessage", id: `msg_${to.random.hex(48)}`, content, phase });
  } else {
    const event = { type: "agent_message", message: text, phase, memory_citation: null };
    to.write("event_msg", "agent_message", JSON.stringify(event));
  }
  writeMessage(to, "assistant", "output_text", text, phase);
}

function writeItemEvent(to: Recorder, place: Workplace, item: object): void {
  const { turn_id } = to;
  const at = Math.floor(to.now);
  const { thread_id } = place;
  const event = { type: "item_completed", thread_id, turn_id, item, started_at_ms: at, completed_at_ms: at };
  to.write("event_msg", "item_message", JSON.stringify(event));
}

function writeCompacted(to: Recorder): void {
  const { random } = to;
  const message = `Summary of the work on ${snake(random)}: ${prose(random, 1_200)}`;
  const replacement_history = Array.from({ length: random.int(4, 14) }, () => ({
    type: "message",
    role: "user",
    content: [{ type: "input_text", text: prose(random, random.int(200, 3_000)) }],
  }));
  to.write("compacted", "compacted", JSON.stringify({ message, replacement_history }));
  if (!to.paginated) to.write("event_msg", "context_compacted", '{"type":"context_compacted"}');
}
