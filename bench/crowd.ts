// A codex home of a hundred thousand small sessions: what a list of them is measured on.

import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER, SEED } from "./files.ts";
import { createRandom, seedOf, type Random } from "./material/random.ts";

const COUNT = 100_000;
const START = Date.UTC(2025, 7, 1);
const STEP = 400_000;

const PROJECTS = ["atlas", "ferry", "harbour", "lantern", "meadow", "quarry", "rollbook", "tide"] as const;
const WORDS = [
  "mend",
  "lexer",
  "index",
  "search",
  "build",
  "viewer",
  "cache",
  "retry",
  "queue",
  "shard",
  "merge",
] as const;

/** Where it lies; made if it is not there. The same seed gives the same bytes. */
export function crowd(): string {
  const at = join(FOLDER, "crowd");
  const note = join(FOLDER, `crowd.${SEED}.json`);
  if (existsSync(note) && existsSync(at)) return at;
  rmSync(at, { recursive: true, force: true });
  const random = createRandom(seedOf(SEED, "crowd"));
  let parent: string | null = null;
  for (let index = 0; index < COUNT; index++) {
    const start = START + index * STEP;
    const id = idOf(start, random);
    const above: string | null = random.chance(0.2) ? parent : null;
    write(at, id, start, above, random);
    if (above === null) parent = id;
  }
  writeFileSync(note, `${JSON.stringify({ files: COUNT })}\n`);
  return at;
}

function idOf(start: number, random: Random): string {
  const time = start.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
}

function write(at: string, id: string, start: number, parent: string | null, random: Random): void {
  const timestamp = new Date(start).toISOString();
  const [day = "", hour = ""] = timestamp.slice(0, 19).split("T");
  const project = random.pick(PROJECTS);
  const said = Array.from({ length: random.int(4, 9) }, () => random.pick(WORDS)).join(" ");
  const source = parent === null ? random.pick(["cli", "cli", "vscode", "exec"]) : spawnedBy(parent);
  const git = { branch: random.pick(["main", "next"]), repository_url: `https://example.com/team/${project}.git` };
  const records = [
    {
      type: "session_meta",
      payload: {
        ...{ id, timestamp, source, git, cwd: `/srv/${project}`, originator: "codex_cli_rs", model_provider: "openai" },
        cli_version: random.pick(["0.142.5", "0.147.0", "0.169.0"]),
      },
    },
    { type: "event_msg", payload: { type: "user_message", message: said, kind: "plain" } },
    { type: "event_msg", payload: { type: "agent_message", message: "Done." } },
  ];
  const folder = join(at, "sessions", ...day.split("-"));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `rollout-${day}T${hour.replaceAll(":", "-")}-${id}.jsonl`);
  writeFileSync(file, records.map((record) => `${JSON.stringify({ timestamp, ...record })}\n`).join(""));
  // None of them is being written.
  utimesSync(file, start / 1000, start / 1000);
}

function spawnedBy(parent_thread_id: string): object {
  return { subagent: { thread_spawn: { parent_thread_id, depth: 1 } } };
}
