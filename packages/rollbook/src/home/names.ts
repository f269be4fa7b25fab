// Names of threads: session_index.jsonl of a codex home, to which Codex appends; the last line about a thread counts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { statRegular } from "./regular.ts";

/** Names by thread id, in lower case. A home without such a file has none; lines that cannot be read are passed over. */
export function readNames(home: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const line of linesOf(join(home, "session_index.jsonl"))) {
    const { id, thread_name } = entryOf(line);
    if (typeof id !== "string") continue;
    if (typeof thread_name === "string" && thread_name !== "") names.set(id.toLowerCase(), thread_name);
    else names.delete(id.toLowerCase());
  }
  return names;
}

function linesOf(path: string): readonly string[] {
  if (statRegular(path) === null) return [];
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}

function entryOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
