// What the text of a tool's output says: exit code, process, cell, verdict. Output texts are the only evidence of a
// command's end in every era before `item_completed` (0.148), and have three families of headers.

import { CUT_HEAD, CUT_TAIL, CutText, isObject, type Json } from "../bytes/json.ts";
import { commandLineEnd, HEADER, headOfText, SCRIPT, unescapeHead, WRAPPED } from "./heading.ts";

/**
 * - `exited`: an exit code is stated
 * - `running`: the process goes on in the background (`process` names it)
 * - `cell_running`, `cell_completed`, `cell_failed`: a code-mode script (0.160 …)
 * - `timed_out`, `aborted`, `declined`, `unsupported`: Codex ended or refused the call
 * - `rejected`: the call's arguments did not parse, or the tool could not start
 * - `patched`, `patch_failed`: apply_patch's own words
 * - `said`: some other text; it tells nothing about success
 * - `none`: there is no text
 */
export type Verdict =
  | "exited"
  | "running"
  | "cell_running"
  | "cell_completed"
  | "cell_failed"
  | "timed_out"
  | "aborted"
  | "declined"
  | "unsupported"
  | "rejected"
  | "patched"
  | "patch_failed"
  | "said"
  | "none";

export interface ToolOutput {
  readonly verdict: Verdict;
  readonly exit_code: number | null;
  /** The integer of "Process running with session ID N". */
  readonly process: number | null;
  /** The name in "Script running with cell ID N". */
  readonly cell: string | null;
  readonly wall_ms: number | null;
  /** A mark in the text says that Codex left a part out. */
  readonly truncated: boolean;
  /** What the tool printed, without Codex's header: the first `CUT_HEAD` characters or less. */
  readonly body: string;
}

const METADATA =
  /,\s*"metadata"\s*:\s*\{\s*"exit_code"\s*:\s*(-?\d+)\s*,\s*"duration_seconds"\s*:\s*([\d.eE+-]+)\s*\}\s*\}\s*$/;
const OMITTED = /…\d+ (?:tokens|chars) truncated…/;
const OMITTED_LINES = /\[\.\.\. omitted \d+ of \d+ lines \.\.\.\]/;
/** The output's own first line where a part of it was left out (0.98 …). */
const CUT_SHORT = /^(?:Total output lines: \d+\n|Warning: truncated output \(original token count: \d+\)\n)/;
const PATCHED = "Success. Updated the following files:\n";

interface Ends {
  readonly head: string;
  readonly middle: string;
  readonly tail: string;
}

function endsOf(output: Json | undefined): Ends | null {
  if (typeof output === "string") return endsOfText(output);
  if (output instanceof CutText)
    return { head: output.head.slice(0, CUT_HEAD), middle: output.middle, tail: output.tail };
  if (Array.isArray(output)) {
    const texts = output.filter(isObject).map((part) => part["text"]);
    const first = texts.find((text) => typeof text === "string" || text instanceof CutText);
    const second = texts.slice(1).find((text) => typeof text === "string");
    const ends = endsOf(first);
    // 0.156 … sends the header as a first item of its own, without the newline behind "Output:".
    return ends === null ? null : { ...ends, head: ends.head + (typeof second === "string" ? `\n${second}` : "") };
  }
  if (isObject(output)) return endsOf(output["content"]);
  return null;
}

function endsOfText(text: string): Ends {
  const head = headOfText(text);
  if (head.length === text.length) return { head, middle: text, tail: text };
  const half = text.length >> 1;
  return {
    head,
    middle: text.slice(half - CUT_TAIL, half + CUT_TAIL),
    tail: text.slice(-CUT_TAIL),
  };
}

/** The plain search first: it is many times as fast, and nearly all texts hold no such mark. */
function omits(text: string): boolean {
  return text.includes("…") && OMITTED.test(text);
}

/** Until 0.58 the mark was of plain characters, and the output JSON. */
function omitsLines(text: string): boolean {
  return text.includes("[... omitted ") && OMITTED_LINES.test(text);
}

const NOTHING: ToolOutput = {
  verdict: "none",
  exit_code: null,
  process: null,
  cell: null,
  wall_ms: null,
  truncated: false,
  body: "",
};

/** Reads the `output` of a `function_call_output` or `custom_tool_call_output`; total. Long texts may be cut. */
export function readToolOutput(output: Json | undefined): ToolOutput {
  const ends = endsOf(output);
  if (ends === null) return Array.isArray(output) && output.length > 0 ? { ...NOTHING, verdict: "said" } : NOTHING;
  const truncated = omits(ends.middle) || (ends.middle !== ends.head && (omits(ends.head) || omits(ends.tail)));
  return (
    fromJson(ends, truncated) ??
    fromScript(ends, truncated) ??
    fromHeader(ends, truncated) ??
    fromWords(ends.head, truncated)
  );
}

/** `{"output": …, "metadata": {"exit_code", "duration_seconds"}}`: TypeScript … 0.58, apply_patch until 0.128. */
function fromJson(ends: Ends, cut: boolean): ToolOutput | null {
  if (!WRAPPED.test(ends.head)) return null;
  const found = METADATA.exec(ends.tail);
  if (found === null) return null;
  const truncated =
    cut || omitsLines(ends.head) || (ends.tail !== ends.head && (omitsLines(ends.middle) || omitsLines(ends.tail)));
  const body = unescapeHead(ends.head.slice(ends.head.indexOf('"', ends.head.indexOf(":")) + 1));
  const exit_code = Number(found[1]);
  const wall_ms = milliseconds(found[2]);
  const verdict = exit_code === 124 && body.startsWith("command timed out after") ? "timed_out" : "exited";
  return { ...NOTHING, verdict: verdictOfPatch(body, exit_code) ?? verdict, exit_code, wall_ms, truncated, body };
}

function verdictOfPatch(body: string, exit_code: number | null): Verdict | null {
  return body.startsWith(PATCHED) && (exit_code ?? 0) === 0 ? "patched" : null;
}

/** Code mode's first text item (0.160 …). */
function fromScript(ends: Ends, truncated: boolean): ToolOutput | null {
  const found = SCRIPT.exec(ends.head);
  if (found === null) return null;
  const body = ends.head.slice(ends.head.indexOf("Output:") + 8);
  const wall_ms = milliseconds(found[3]);
  if (found[2] !== undefined) return { ...NOTHING, verdict: "cell_running", cell: found[2], wall_ms, truncated, body };
  return { ...NOTHING, verdict: found[1] === "completed" ? "cell_completed" : "cell_failed", wall_ms, truncated, body };
}

/** `Chunk ID`, `Exit code`, `Wall time`, … `Output:`. 0.115 to 0.118 put a `Command:` line of any length before it. */
function fromHeader(ends: Ends, truncated: boolean): ToolOutput | null {
  const found = HEADER.exec(afterCommandLine(ends.head));
  if (found === null) return null;
  const whole = afterCommandLine(ends.head);
  const body = whole.slice(found[0].length);
  // A patch through exec_command wraps apply_patch's own output, header and all, behind its own.
  const inner =
    body === ""
      ? null
      : (fromJson({ ...ends, head: body }, truncated) ??
        (body.startsWith("Exit code: ") ? fromHeader({ ...ends, head: body }, truncated) : null));
  if (inner !== null && found[1] === undefined && found[3] === undefined && found[4] === undefined) return inner;
  const cut = truncated || found[5] !== undefined || found[6] !== undefined || CUT_SHORT.test(body);
  const wall_ms = milliseconds(found[2]);
  if (found[4] !== undefined)
    return { ...NOTHING, verdict: "running", process: Number(found[4]), wall_ms, truncated: cut, body };
  const code = found[3] ?? found[1];
  if (code === undefined) return { ...NOTHING, verdict: "said", wall_ms, truncated: cut, body };
  const exit_code = Number(code);
  const timed_out = exit_code === 124 && body.startsWith("command timed out after");
  return {
    ...NOTHING,
    verdict: verdictOfPatch(body, exit_code) ?? (timed_out ? "timed_out" : "exited"),
    exit_code,
    wall_ms,
    truncated: cut,
    body,
  };
}

function afterCommandLine(head: string): string {
  return head.slice(commandLineEnd(head));
}

/** Outputs that are a sentence of Codex's own, in the order they must be tried. */
const SENTENCES: readonly (readonly [RegExp, Verdict])[] = [
  [/^Success\. Updated the following files:\n/, "patched"],
  [
    /^apply_patch verification failed|^error: Failed to find |^error: Invalid patch|^patch rejected|^Invalid patch/,
    "patch_failed",
  ],
  [/^failed in sandbox \S+ with execution error: command timed out/, "timed_out"],
  [/^command timed out after \d+ milliseconds/, "timed_out"],
  [/^unsupported (?:custom tool )?call: /, "unsupported"],
  [/^(?:Wall time: [\d.]+ seconds\n)?aborted(?: by user)?(?: after [\d.]+s)?\s*$/, "aborted"],
  [
    /^(?:exec )?command rejected|^[^\n]{0,400}(?:rejected by user\b|blocked by policy\b|commands are not permitted\b)/,
    "declined",
  ],
  [
    /^failed to parse function arguments|^failed in sandbox |^exec_command failed|^write_stdin failed|^unknown session id|^execution error|is unavailable in /,
    "rejected",
  ],
];

function fromWords(head: string, truncated: boolean): ToolOutput {
  const start = head.slice(0, 2048);
  const found = SENTENCES.find(([pattern]) => pattern.test(start));
  const verdict = found?.[1] ?? "said";
  const code = verdict === "rejected" ? /(?:, exit code: |exit_code: )(-?\d+)/.exec(start) : null;
  const wall = /^Wall time: ([\d.]+) seconds\n|after ([\d.]+)s\s*$/.exec(start);
  return {
    ...NOTHING,
    verdict,
    exit_code: code === null ? null : Number(code[1]),
    wall_ms: verdict === "aborted" ? milliseconds(wall?.[1] ?? wall?.[2]) : null,
    truncated,
    body: head,
  };
}

function milliseconds(seconds: string | undefined): number | null {
  if (seconds === undefined) return null;
  const value = Number(seconds);
  return Number.isFinite(value) ? Math.round(value * 1000) : null;
}
