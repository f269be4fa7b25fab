// What an operand means: a path, or a word that names a session of a codex home.

import { lstatSync } from "node:fs";
import { defaultHome, findThread, STDIN, type FoundThread, type Library, type ThreadCandidate } from "../home/index.ts";
import type { Invocation } from "./command.ts";
import { EXIT, Failure } from "./exit.ts";

/** The codex homes that words are looked up in: those named with `--home`, else the user's own. */
export function homesOf({ values }: Invocation, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return values.get("home") ?? [defaultHome(env)];
}

/** Whatever is there, or looks like a path, is one; what is left is a word. */
export function isPath(operand: string): boolean {
  if (operand === STDIN || /[/\\]|\.(?:jsonl|json|zst)$/.test(operand)) return true;
  return lstatSync(operand, { throwIfNoEntry: false }) !== undefined;
}

/** The thread a word names; null when none does. Throws `Failure` (usage) when several do, and tells them before. */
export function chooseThread(
  library: Library,
  word: string,
  note: (line: string) => void,
): Extract<FoundThread, { kind: "one" }> | null {
  const found = findThread(library, word);
  if (found.kind !== "many") return found.kind === "one" ? found : null;
  throw new Failure(EXIT.usage, `"${word}" means ${listed(found.candidates, note)}`);
}

/** Tells the candidates, and gives the end of the sentence that refuses to choose one. */
export function listed(candidates: readonly ThreadCandidate[], note: (line: string) => void): string {
  for (const { id, name, time, cwd, path } of candidates.slice(0, SHOWN)) {
    note(`  ${[id, time, name === null ? null : `"${name}"`, cwd, path].filter((part) => part !== null).join("  ")}`);
  }
  const more = candidates.length > SHOWN ? ` (${SHOWN} of them are shown)` : "";
  return `${candidates.length} sessions${more}; name one by its whole id, or by its path`;
}

const SHOWN = 20;

export function describeUnknown(word: string, homes: readonly string[]): string {
  const where = homes.join(" and ");
  return `there is no "${word}": it is no path, and in ${where} no session has that id, name, or beginning of an id; --home names another codex home`;
}

export function describeEmpty(path: string, home: boolean): string {
  return home
    ? `${path} is a codex home without sessions: there is no rollout in its sessions or archived_sessions`
    : `${path} holds no session: no rollout-*.jsonl, .jsonl.zst or .json is in it; check the path`;
}
