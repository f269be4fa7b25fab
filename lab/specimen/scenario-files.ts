// Chooses which files of a scenario become a specimen.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Session files of this size and more stay out of git; `ROLLBOOK_CORPUS` brings them to the tests. */
export const LARGEST_COMMITTED = 256 * 1024;

/** A session file by its name: in a codex home, or in a copy of one made before the next step of a scenario. */
export function isSessionFile(path: string): boolean {
  return /(^|\/)(sessions[^/]*|archived_sessions)\/(.*\/)?rollout-[^/]*\.(json|jsonl|jsonl\.zst)$/.test(path);
}

/**
 * What stands beside the sessions and tests need: what the model was scripted to say, how Codex was run,
 * Codex's own reading (by its own version, and by 0.169.0 of older files), names and typed prompts of the home.
 */
export function isCompanion(path: string): boolean {
  return (
    /^(script|runs|report)\.json$/.test(path) ||
    /^app-server(-by-[^/]+)?\/thread-read[^/]*\.json$/.test(path) ||
    /^(home|userhome\/\.codex)\/(session_index\.jsonl|history\.jsonl?|history\.json)$/.test(path)
  );
}

/** Scenarios of which 0.169's other answers are kept as well: lists of threads, pages of turns, items and timelines. */
const ASKED_FURTHER: ReadonlySet<string> = new Set([
  ...["compact", "failed_ctx", "mcp", "resume", "review", "shell", "sigint", "subagents", "appserver_live_legacy"].map(
    (scenario) => `0.169.0/${scenario}`,
  ),
  "0.169.0-codemode/subagents",
  "0.160.1/appserver_live",
  "0.142.5/appserver_live",
  "0.118.0/plain",
  "0.104.0/resume",
  "0.36.0/resume",
]);

export function isFurtherAnswer(label: string, scenario: string, path: string): boolean {
  const reading = label.startsWith("0.169.0") ? "app-server/" : "app-server-by-0.169.0/";
  const page = /^(?:thread|turns|items|timeline)-list[^/]*\.json$/;
  return ASKED_FURTHER.has(`${label}/${scenario}`) && path.startsWith(reading) && page.test(path.slice(reading.length));
}

/** Paths of all plain files under a directory, relative to it, with forward slashes, sorted. */
export function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(join(directory, path)).isFile())
    .toSorted();
}
