// The real Codex behind rollbook record, as a program of its own: what runs Codex can run it recorded.

import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Codex, ScenarioRun } from "../../lab/index.ts";

export const ROLLBOOK = join(import.meta.dirname, "..", "..", "packages", "rollbook", "bin", "rollbook.js");

/** A Codex whose command lines go through `rollbook record`, with these options. */
export function recorded(codex: Codex, options: readonly string[], at: string): Codex {
  const program = join(at, `codex-${codex.version}`);
  const words = [process.execPath, ROLLBOOK, "record", ...options, "--", codex.program];
  writeFileSync(program, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`);
  chmodSync(program, 0o755);
  return { version: codex.version, program };
}

/** A directory for such programs, and its removal. */
export function makeBench(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "rollbook-record-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A text without what differs between two runs of the same: places, ids, times and measured lengths of time. */
export function unvaried(text: string, run: Pick<ScenarioRun, "directory">): string {
  const ids = new Map<string, string>();
  const idOf = (id: string): string => {
    const known = ids.get(id) ?? `id-${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  return text
    .replaceAll(run.directory, "@")
    .replaceAll(/rollbook-lab-\w+/g, "@")
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, idOf)
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?Z?/g, "then")
    .replaceAll(/\b\d{10,}(?:\.\d+)?/g, "then")
    .replaceAll(/(_ms|secs|nanos|_seconds|_at|started|completed)(\\?"):[\d.]+/g, "$1$2:0")
    .replaceAll(/((?:Wall time|Chunk ID|session ID|after|in)[: ]+)[\da-f.]+ ?(?:m?s\b)?/g, "$10")
    .replaceAll(/((?:chunk_id|process_id)\\*":\\*")[\da-f]+/g, "$10");
}

/** Lines of events as they would be in any run: the oldest versions have no order of keys, and cut output anywhere. */
export function steady(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.includes('"exec_command_output_delta"'))
    .map((line) => (line.startsWith("{") ? JSON.stringify(sorted(JSON.parse(line))) : line))
    .join("\n");
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The recordings in a home, by their names. */
export function recordings(home: string): readonly string[] {
  return ["sessions", "recordings"].flatMap((room) => {
    const place = join(home, room);
    const names = existsSync(place) ? readdirSync(place) : [];
    return names.filter((name) => !/^\d{4}$/.test(name)).map((name) => join(place, name));
  });
}

export interface Told {
  readonly type: string;
  readonly at: string | null;
  readonly session_id: string | null;
  readonly thread_id: string | null;
  readonly turn_id: string | null;
  readonly call_id: string | null;
  readonly [key: string]: unknown;
}

/** The lines of session_meta.log. */
export function toldIn(recording: string): readonly Told[] {
  const lines = readFileSync(join(recording, "session_meta.log"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Told);
}

export interface ManifestFacts {
  readonly session_id: string;
  readonly rollouts: readonly { readonly name: string; readonly link: string; readonly path: string }[];
  readonly runs: readonly {
    readonly ended_at: string | null;
    readonly exit_code: number | null;
    readonly signal: string | null;
    readonly argv: readonly string[];
    readonly captured: readonly { readonly what: string }[];
    readonly missing: readonly { readonly what: string; readonly why: string }[];
  }[];
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

export function manifestIn(recording: string): ManifestFacts {
  return JSON.parse(readFileSync(join(recording, "manifest.json"), "utf8")) as ManifestFacts;
}
