// Whether a path lies inside a codex home, where nothing may be written.

import { readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const SESSION_DIRECTORIES = ["sessions", "archived_sessions"];
const COMPANIONS =
  /^(config\.toml|auth\.json|history\.jsonl?|installation_id|version\.json|session_index\.jsonl|state_\d+\.sqlite)$/;

/**
 * The codex home that `path` (absolute, links resolved) lies in, or null. A home is `CODEX_HOME`, `~/.codex`, and any
 * directory that looks like one: a directory of sessions beside a file that only Codex writes.
 */
export function findCodexHome(path: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const named = [env["CODEX_HOME"], join(homedir(), ".codex")].map(resolved);
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (named.includes(directory) || looksLikeHome(directory)) return directory;
    if (directory === dirname(directory)) return null;
  }
}

function looksLikeHome(directory: string): boolean {
  try {
    const names = readdirSync(directory);
    return names.some((name) => SESSION_DIRECTORIES.includes(name)) && names.some((name) => COMPANIONS.test(name));
  } catch {
    return false;
  }
}

function resolved(path: string | undefined): string | null {
  try {
    return path ? realpathSync(path) : null;
  } catch {
    return null;
  }
}
