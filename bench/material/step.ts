// One step of a turn: what the model thought, what it called, and what came back, in the records of its era.

import { patchOf } from "./change.ts";
import { chunkHeader, exitHeader, printedOf, writeDocument, writePrinted, type Printed } from "./output.ts";
import { escaped, type Pools } from "./pool.ts";
import type { Recorder } from "./recorder.ts";
import { commandLine } from "./shell.ts";
import { path, prose, sentence } from "./words.ts";

const TOOLS: readonly (readonly string[])[] = [
  ["tracker", "find_issues"],
  ["tracker", "read_issue"],
  ["docs", "search"],
  ["docs", "open_page"],
  ["browser", "take_snapshot"],
  ["database", "run_query"],
];

export interface Tokens {
  input: number;
  output: number;
}

export interface Workplace {
  readonly thread_id: string;
  readonly cwd: string;
  readonly pools: Pools;
  readonly tokens: Tokens;
  /** Bytes that the session may still take: the last outputs of a small file are small. */
  room(): number;
}

export function writeReasoning(to: Recorder, place: Workplace): void {
  const { random, sink } = to;
  const id = `rs_${random.hex(48)}`;
  const told = random.chance(0.5) ? `**${sentence(random)}**\n\n${prose(random, random.int(60, 400))}` : null;
  if (to.paginated) {
    const summary_text = told === null ? [] : [told];
    writeItem(to, place, { type: "Reasoning", id, summary_text, raw_content: [] }, 4, "item_reasoning");
  } else if (told !== null) {
    to.write("event_msg", "agent_reasoning", JSON.stringify({ type: "agent_reasoning", text: told }));
  }
  const summary = told === null ? [] : [{ type: "summary_text", text: told }];
  const size = Math.min(Math.floor(random.skewed(1_150, 0.85)), 24_000, place.room()) + 80;
  const from = random.int(0, place.pools.base64.length - size);
  to.begin(
    "response_item",
    `{"type":"reasoning","id":"${id}","summary":${JSON.stringify(summary)},"content":null,"encrypted_content":"gAAAAA`,
  );
  sink.copy(place.pools.base64, from, from + size);
  to.end("response_item", "reasoning", `"${to.passthrough()}}`);
}

/** Calls a tool, and answers; the form depends on the era and on chance. */
export function writeCall(to: Recorder, place: Workplace): void {
  const chance = to.random.next();
  if (chance < 0.11) writePatch(to, place);
  else if (chance < 0.17) writeMcp(to, place);
  else if (chance < 0.2) writeBackground(to, place);
  else if (to.dialect === "envelope" && chance < 0.32) writeShell(to, place, chance < 0.25);
  else writeCommand(to, place);
}

function outputSize(to: Recorder, place: Workplace): number {
  return Math.min(Math.floor(to.random.skewed(2_800, 1.75)), 400_000, place.room());
}

function exitCode(to: Recorder): number {
  return to.random.chance(0.85) ? 0 : to.random.pick([1, 1, 1, 2, 127, 130]);
}

function writeFunctionCall(to: Recorder, name: string, call_id: string, args: object, namespace = ""): void {
  const status = to.paginated ? ',"status":"completed"' : "";
  const inside = namespace === "" ? "" : `,"namespace":"${namespace}"`;
  to.write(
    "response_item",
    "function_call",
    `{"type":"function_call"${status},"id":"fc_${to.random.hex(48)}","name":"${name}"${inside},"arguments":${JSON.stringify(JSON.stringify(args))},"call_id":"${call_id}"${to.passthrough()}}`,
  );
  to.pass(to.random.skewed(400, 1.2));
}

function writeOutput(to: Recorder, call_id: string, body: () => void, type = "function_call_output"): void {
  const short = type === "function_call_output" ? "fco" : "ctco";
  const id = to.dialect === "envelope" ? "" : `"id":"${short}_${to.uuid()}",`;
  to.begin("response_item", `{"type":"${type}",${id}"call_id":"${call_id}","output":`);
  body();
  to.end("response_item", type, `${to.passthrough(true)}}`);
}

/** `item_completed`, from 0.148 on. */
function writeItem(to: Recorder, place: Workplace, item: object, took: number, kind: string): void {
  to.write("event_msg", kind, `${itemHead(to, place)}${JSON.stringify(item)}${itemTail(to, took)}`);
}

function itemHead(to: Recorder, place: Workplace): string {
  return `{"type":"item_completed","thread_id":"${place.thread_id}","turn_id":"${to.turn_id}","item":`;
}

function itemTail(to: Recorder, took: number): string {
  return `,"started_at_ms":${Math.floor(to.now - took)},"completed_at_ms":${Math.floor(to.now)}}`;
}

function writeCommand(to: Recorder, place: Workplace): void {
  const { random, sink } = to;
  const { pools, cwd } = place;
  const cmd = commandLine(random);
  const call_id = `call_${random.hex(24)}`;
  const workdir = random.chance(0.3) ? { workdir: cwd } : {};
  const limits = random.chance(0.5) ? { yield_time_ms: 1000 * random.int(1, 30), max_output_tokens: 12_000 } : {};
  writeFunctionCall(to, "exec_command", call_id, { cmd, ...workdir, ...limits });
  const printed = printedOf(random, pools, outputSize(to, place));
  const code = exitCode(to);
  if (to.paginated) writeExecution(to, place, call_id, cmd, printed, code);
  writeOutput(to, call_id, () => {
    sink.text(`"${chunkHeader(random, printed, `Process exited with code ${code}`)}`);
    writePrinted(sink, pools, printed);
    sink.text('"');
  });
}

function writeExecution(
  to: Recorder,
  place: Workplace,
  id: string,
  cmd: string,
  printed: Printed,
  exit_code: number,
): void {
  const command = JSON.stringify(["/bin/bash", "-lc", cmd]);
  const parsed_cmd = JSON.stringify([{ type: "unknown", cmd }]);
  to.begin(
    "event_msg",
    `${itemHead(to, place)}{"type":"CommandExecution","id":"${id}","process_id":"${to.random.int(1000, 99_999)}","command":${command},"cwd":"file://${place.cwd}","parsed_cmd":${parsed_cmd},"source":"unified_exec_startup","status":"${exit_code === 0 ? "completed" : "failed"}","aggregated_output":"`,
  );
  writePrinted(to.sink, place.pools, printed);
  const end = `","exit_code":${exit_code},"duration":{"secs":0,"nanos":${to.random.int(5000, 900_000)}}}`;
  to.end("event_msg", "item_command", `${end}${itemTail(to, 90)}}`.slice(0, -1));
}

/** The tools of before unified exec: an argv, or a script in one string. */
function writeShell(to: Recorder, place: Workplace, argv: boolean): void {
  const { random, sink } = to;
  const { pools, cwd } = place;
  const script = commandLine(random);
  const call_id = `call_${random.hex(24)}`;
  const timeout_ms = 1000 * random.int(5, 300);
  if (argv) writeFunctionCall(to, "shell", call_id, { command: ["bash", "-lc", script], workdir: cwd, timeout_ms });
  else writeFunctionCall(to, "shell_command", call_id, { command: script, workdir: cwd, timeout_ms });
  const size = outputSize(to, place);
  const code = random.chance(0.02) ? 124 : exitCode(to);
  writeOutput(to, call_id, () => {
    sink.text('"');
    if (argv) writeDocument(sink, random, pools, size, code);
    else {
      const printed = printedOf(random, pools, size);
      sink.text(exitHeader(random, printed, code));
      writePrinted(sink, pools, printed);
    }
    sink.text('"');
  });
}

/** A command that goes on after its first output, is spoken to, and ends. */
function writeBackground(to: Recorder, place: Workplace): void {
  const { random, sink } = to;
  const { pools } = place;
  const cmd = commandLine(random);
  const first = `call_${random.hex(24)}`;
  const session_id = random.int(1000, 99_999);
  const say = (call_id: string, state: string): void => {
    const printed = printedOf(random, pools, outputSize(to, place) >> 1);
    writeOutput(to, call_id, () => {
      sink.text(`"${chunkHeader(random, printed, state)}`);
      writePrinted(sink, pools, printed);
      sink.text('"');
    });
  };
  writeFunctionCall(to, "exec_command", first, { cmd, yield_time_ms: 500, tty: true });
  say(first, `Process running with session ID ${session_id}`);
  const second = `call_${random.hex(24)}`;
  writeFunctionCall(to, "write_stdin", second, { session_id, chars: "q\n", yield_time_ms: 5000 });
  const code = exitCode(to);
  if (to.paginated) writeExecution(to, place, first, cmd, printedOf(random, pools, 300), code);
  say(second, `Process exited with code ${code}`);
}

function writePatch(to: Recorder, place: Workplace): void {
  const { random, sink } = to;
  const call_id = `call_${random.hex(24)}`;
  const lines = Math.min(Math.ceil(random.skewed(14, 0.9)), 200, 2 + (place.room() >> 9));
  const { envelope, changes, printed } = patchOf(random, place.cwd, lines);
  to.write(
    "response_item",
    "custom_tool_call",
    `{"type":"custom_tool_call","id":"ctc_${random.hex(48)}","status":"completed","call_id":"${call_id}","name":"apply_patch","input":${JSON.stringify(envelope)}${to.passthrough()}}`,
  );
  to.pass(random.int(4, 60));
  const failed = random.chance(0.06);
  const status = failed ? "failed" : "completed";
  const stderr = failed ? `Failed to find expected lines in ${path(random)}\n` : "";
  const stdout = failed ? "" : printed;
  if (to.paginated) {
    writeItem(to, place, { type: "FileChange", id: call_id, changes, status, stdout, stderr }, 3, "item_change");
  } else {
    const { turn_id } = to;
    const event = { type: "patch_apply_end", call_id, turn_id, stdout, stderr, success: !failed, changes, status };
    to.write("event_msg", "patch_apply_end", JSON.stringify(event));
  }
  const output = failed
    ? `apply_patch verification failed: ${stderr}`
    : `Exit code: 0\nWall time: 0 seconds\nOutput:\n${printed}`;
  writeOutput(to, call_id, () => sink.text(JSON.stringify(output)), "custom_tool_call_output");
}

function writeMcp(to: Recorder, place: Workplace): void {
  const { random, sink } = to;
  const { pools } = place;
  const call_id = `call_${random.hex(24)}`;
  const [server = "", tool = ""] = random.pick(TOOLS);
  const args = { query: sentence(random), limit: random.int(1, 50) };
  writeFunctionCall(to, tool, call_id, args, `mcp__${server}`);
  const text = prose(random, random.int(40, 900));
  const content = [{ type: "text", text }];
  const duration = { secs: random.int(0, 3), nanos: random.int(1000, 999_999_999) };
  if (to.paginated) {
    const result = { content };
    const item = {
      type: "McpToolCall",
      id: call_id,
      server,
      tool,
      arguments: args,
      status: "completed",
      result,
      duration,
    };
    writeItem(to, place, item, 40, "item_mcp");
  } else {
    const invocation = { server, tool, arguments: args };
    const event = { type: "mcp_tool_call_end", call_id, invocation, duration, result: { Ok: { content } } };
    to.write("event_msg", "mcp_tool_call_end", JSON.stringify(event));
  }
  const header = `Wall time: ${(random.next() * 3).toFixed(4)} seconds\nOutput:`;
  writeOutput(to, call_id, () => {
    if (!to.paginated) {
      sink.text(`"${escaped(`${header}\n${JSON.stringify(content)}`)}"`);
      return;
    }
    const printed = printedOf(random, pools, outputSize(to, place) >> 1);
    sink.text(`[{"type":"input_text","text":${JSON.stringify(header)}},{"type":"input_text","text":"${escaped(text)}`);
    writePrinted(sink, pools, printed);
    sink.text('"}]');
  });
}

export function writeTokens(to: Recorder, place: Workplace): void {
  const { random } = to;
  const { tokens, thread_id } = place;
  const input = random.int(4_000, 180_000);
  const cached = Math.floor(input * 0.9);
  const output = random.int(20, 3_000);
  const reasoning = Math.floor(output / 3);
  tokens.input += input;
  tokens.output += output;
  const writes = to.dialect === "envelope" ? "" : '"cache_write_input_tokens":0,';
  const usage = (i: number, c: number, o: number, r: number): string =>
    `{"input_tokens":${i},"cached_input_tokens":${c},${writes}"output_tokens":${o},"reasoning_output_tokens":${r},"total_tokens":${i + o}}`;
  const last = usage(input, cached, output, reasoning);
  const total = usage(tokens.input, Math.floor(tokens.input * 0.9), tokens.output, Math.floor(tokens.output / 3));
  const resets_at = Math.floor(to.now / 1000) + 9000;
  const window = (minutes: number, used: number): string =>
    `{"used_percent":${used.toFixed(1)},"window_minutes":${minutes},"resets_at":${resets_at}}`;
  if (to.paginated) {
    to.write(
      "token_usage_record",
      "token_usage_record",
      `{"thread_id":"${thread_id}","turn_id":"${to.turn_id}","session_id":"${thread_id}","root_turn_id":"${to.turn_id}","response_id":"resp_${random.hex(48)}","usage":${last},"turn_token_usage":${last},"thread_token_usage":${total}}`,
    );
  }
  const spend = to.dialect === "envelope" ? "" : ',"spend_control_reached":null';
  const including = to.paginated ? ',"last_usage_includes_reasoning":true' : "";
  to.write(
    "event_msg",
    "token_count",
    `{"type":"token_count","info":{"total_token_usage":${total},"last_token_usage":${last}${including},"model_context_window":258400},"rate_limits":{"limit_id":"codex","limit_name":null,"primary":${window(300, random.next() * 100)},"secondary":${window(10080, random.next() * 100)},"credits":null,"individual_limit":null${spend},"plan_type":"pro","rate_limit_reached_type":null}}`,
  );
}
