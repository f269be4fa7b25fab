// What Codex's own injected `<environment_context>` message tells (0.24 …): the working directory and the shell.

import { isObject, type JsonObject } from "../bytes/json.ts";
import { list, text } from "./field.ts";

export interface EnvironmentContext {
  readonly cwd: string | null;
  readonly shell: string | null;
}

/** Reads a `message` item; null when it holds no environment context. */
export function readEnvironment(item: JsonObject): EnvironmentContext | null {
  if (item["type"] !== "message" || item["role"] !== "user") return null;
  for (const part of list(item["content"])) {
    const said = isObject(part) ? text(part["text"]) : null;
    if (said === null || !said.trimStart().startsWith("<environment_context>")) continue;
    return { cwd: element(said, "cwd"), shell: element(said, "shell") };
  }
  return null;
}

function element(said: string, name: string): string | null {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(said);
  return found?.[1] === undefined || found[1] === "" ? null : found[1];
}
