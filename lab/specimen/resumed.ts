// specimens/RESUMED.jsonl: what the newest Codex gave the model of each thread when it resumed it, as a fingerprint.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchCodex } from "../codex.ts";
import { resumeThread } from "../resume.ts";
import { CODE_MODE_MODEL, defaultModel, NEWEST_CODEX } from "../versions.ts";
import { plainBytes } from "./evidence.ts";
import { isSessionFile, listFiles } from "./scenario-files.ts";
import { listScenarios, type Scenario } from "./session-files.ts";

export interface ResumedEntry {
  readonly label: string;
  readonly scenario: string;
  readonly thread_id: string;
  /** How many items of the files the model was given; null when Codex refused to resume the thread. */
  readonly items: number | null;
  /** Of these items: see `fingerprint`. */
  readonly sha256: string | null;
}

/** The same for items that say the same. */
export function fingerprint(items: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify(comparable(items)))
    .digest("hex");
}

/** Items with the fields every provider is sent, keys sorted; no nulls, and no ids of the outputs that Codex adds. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value)
    .filter(
      ([key, each]) => each !== null && key !== "internal_chat_message_metadata_passthrough" && !isMade(key, each),
    )
    .map(([key, each]) => [key, comparable(each)] as const);
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isMade(key: string, value: unknown): boolean {
  return key === "id" && typeof value === "string" && /^(?:fco|ctco|tso)_.{13}-5/.test(value);
}

/** Resumes every thread of the eras that the newest Codex reads, which takes some minutes. */
export async function writeResumed(root: string): Promise<ResumedEntry[]> {
  const codex = await fetchCodex(NEWEST_CODEX);
  const entries: ResumedEntry[] = [];
  for (const scenario of listScenarios().filter(({ directory }) =>
    /\/(?:envelope|legacy|paginated)\//.test(directory),
  )) {
    const home = join(scenario.directory, "home");
    for (const [thread_id, provider] of threadsOf(scenario)) {
      const model = scenario.label.endsWith("-codemode") ? CODE_MODE_MODEL : defaultModel(codex.version);
      const { input } = await resumeThread({ codex, home, threadId: thread_id, provider, model });
      const sha256 = input === null ? null : fingerprint(input);
      entries.push({ label: scenario.label, scenario: scenario.name, thread_id, items: input?.length ?? null, sha256 });
    }
  }
  writeFileSync(join(root, "RESUMED.jsonl"), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  return entries;
}

/** The threads of a scenario's home, with the provider each was begun with. */
function threadsOf({ directory }: Scenario): ReadonlyMap<string, "mock" | "openai"> {
  const home = join(directory, "home");
  const threads = new Map<string, "mock" | "openai">();
  for (const path of existsSync(home) ? listFiles(home).filter(isSessionFile) : []) {
    const id = /rollout-.{19}-(.{36})/.exec(path)?.[1];
    const head = Buffer.from(plainBytes(path, readFileSync(join(home, path)))).toString("utf8", 0, 4096);
    if (id !== undefined) threads.set(id, head.includes('"model_provider":"openai"') ? "openai" : "mock");
  }
  return threads;
}

export function readResumed(root: string): ResumedEntry[] {
  const lines = readFileSync(join(root, "RESUMED.jsonl"), "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as ResumedEntry);
}
