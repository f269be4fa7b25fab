// What a run leaves beside its directory as long as it goes on, so that others can see whether it was cut, and end it for it.

import { readdirSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { markOf, runs, type ProcessMark } from "../guard/process.ts";
import { parseObject } from "../told/json.ts";
import type { Account } from "./account.ts";
import type { RecordOptions } from "./options.ts";

/** Without the environment, and with a command line from which secrets are gone. */
export interface Papers {
  readonly schema_version: 1;
  /** Processes have their numbers there. */
  readonly machine: string;
  /** As long as one of these runs, the recording is theirs. */
  readonly processes: readonly ProcessMark[];
  readonly staging: string;
  /** Where directories get their names. */
  readonly root: string;
  readonly since: number;
  readonly given: Account["given"];
  readonly unseen: Account["unseen"];
  readonly command: Account["command"];
  readonly copied: Account["copied"];
  readonly options: Pick<
    RecordOptions,
    "argv" | "cwd" | "codexHome" | "debugLog" | "debugLogLevel" | "rollbookVersion"
  >;
}

/** `pids`: the recorder's own, its guard's and Codex's. Throws the system's errors. */
export function writePapers(
  papers: Omit<Papers, "schema_version" | "machine" | "processes">,
  pids: readonly (number | undefined)[],
): void {
  const processes = pids.flatMap((pid) => (pid === undefined ? [] : [markOf(pid)]));
  const whole: Papers = { schema_version: 1, machine: machineOf(), processes, ...papers };
  writeFileSync(papersOf(papers.staging), JSON.stringify(whole), { mode: 0o600, flag: "wx" });
}

export function papersOf(staging: string): string {
  return `${staging}${ENDING}`;
}

const ENDING = ".run";
const NAME = /^\.rollbook-[0-9a-f]{12}\.run$/;

/** The runs in this directory whose recorder was killed, and that nobody has ended since; whoever is told of one has to. */
export function takeLeft(root: string): readonly Papers[] {
  return namesIn(root).flatMap((name) => take(join(root, name)) ?? []);
}

/** Those of one run, for its guard. */
export function takeOwn(staging: string): Papers | null {
  const path = papersOf(staging);
  const papers = read(path);
  return papers !== null && own(path) ? papers : null;
}

function take(path: string): Papers | null {
  const papers = read(path);
  // Elsewhere the same numbers mean other processes.
  if (papers === null || papers.machine !== machineOf() || papers.processes.some(runs)) return null;
  return own(path) ? papers : null;
}

/** Of several that would take it only one does. */
function own(path: string): boolean {
  const taken = `${path}.taken`;
  try {
    renameSync(path, taken);
    rmSync(taken);
    return true;
  } catch {
    return false;
  }
}

function read(path: string): Papers | null {
  try {
    const papers = parseObject(readFileSync(path, "utf8")) as Papers | null;
    // Files of a home may be moved.
    return papers?.schema_version === 1 ? { ...papers, staging: path.slice(0, -ENDING.length) } : null;
  } catch {
    return null;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => NAME.test(name));
  } catch {
    return [];
  }
}

function machineOf(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
