// Whether a path lies inside a codex home, where nothing may be written.

import { readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isRolloutName } from "rollbook-core";

const SESSION_DIRECTORIES = ["sessions", "archived_sessions"];
const COMPANIONS =
  /^(config\.toml|auth\.json|history\.jsonl?|installation_id|version\.json|session_index\.jsonl|state_.*\.sqlite)$/;

/**
 * The codex home that `path` (absolute, links resolved) lies in, or null. A home is `CODEX_HOME`, `~/.codex`, and any
 * directory that looks like one: a directory of sessions beside a file that only Codex writes. Where Codex left nothing
 * but sessions, the tree they lie in counts: `sessions/YYYY/MM/DD` or `archived_sessions` with rollouts in it.
 */
export function findCodexHome(path: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const named = [env["CODEX_HOME"], join(homedir(), ".codex")].map(resolved);
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (named.includes(directory) || looksLikeHome(directory)) return directory;
    if (holdsRollouts(directory)) return dirname(directory);
    if (directory === dirname(directory)) return null;
  }
}

function looksLikeHome(directory: string): boolean {
  const names = namesIn(directory);
  return names.some((name) => SESSION_DIRECTORIES.includes(name)) && names.some((name) => COMPANIONS.test(name));
}

/** Whether it is one of Codex's trees of sessions, with a rollout in it where Codex puts them. */
function holdsRollouts(directory: string): boolean {
  const name = basename(directory);
  if (name === "archived_sessions") return namesIn(directory).some(isRolloutName);
  return name === "sessions" && hasDatedRollout(directory, [/^\d{4}$/, /^\d\d$/, /^\d\d$/]);
}

function hasDatedRollout(directory: string, [next, ...deeper]: readonly RegExp[]): boolean {
  const names = namesIn(directory);
  if (next === undefined) return names.some(isRolloutName);
  return names.some((name) => next.test(name) && hasDatedRollout(join(directory, name), deeper));
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function resolved(path: string | undefined): string | null {
  try {
    return path ? realpathSync(path) : null;
  } catch {
    return null;
  }
}
