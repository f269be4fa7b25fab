// What a Codex command line asks for: which of its commands, as far as the recorder has to know.

import { SILENT } from "../provider/plan.ts";
import { readCommandLine } from "../provider/words.ts";

/** `terminal`: the interface people type into · `other`: nothing that makes a session. */
export type CommandKind = "terminal" | "exec" | "app-server" | "other";

export interface CodexCommand {
  readonly kind: CommandKind;
  /** `exec --json`: events on standard output. */
  readonly events: boolean;
}

/** They print what they print and end. */
const PRINTING = ["-h", "--help", "-V", "--version"];
const EVENTS = ["--json", "--experimental-json"];
const APP_SERVER_TOOLS = ["daemon", "proxy", "generate-ts", "generate-json-schema"];

/** Reads the arguments after `codex`. */
export function readCommand(args: readonly string[]): CodexCommand {
  const { command } = readCommandLine(args);
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const has = (words: readonly string[]): boolean => own.some((word) => words.includes(word));
  const kind = has(PRINTING) ? "other" : kindOf(command, own);
  return { kind, events: kind === "exec" && command !== "review" && has(EVENTS) };
}

function kindOf(command: string | null, words: readonly string[]): CommandKind {
  if (command !== null && SILENT.has(command)) return "other";
  if (command === "app-server") return appServerKind(words);
  return ["exec", "e", "review", "mcp-server", "mcp", "proto", "p"].includes(command ?? "") ? "exec" : "terminal";
}

/** Only on standard input and output can its stream be read. */
function appServerKind(words: readonly string[]): CommandKind {
  if (words.some((word) => APP_SERVER_TOOLS.includes(word))) return "other";
  const at = words.findIndex((word) => /^--listen(?:=|$)/.test(word));
  const place = at === -1 ? "stdio" : (words[at]?.split("=")[1] ?? words[at + 1] ?? "");
  return place.startsWith("stdio") ? "app-server" : "exec";
}
