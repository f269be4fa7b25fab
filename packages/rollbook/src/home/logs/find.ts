// Finds the logs of a codex home: in it, in its log directory, and where its configuration puts them.

import { closeSync, openSync, readdirSync, readSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { statRegular } from "../regular.ts";
import { readPlaces } from "../survey/config.ts";
import type { LogSource, LogSourceKind } from "./contract.ts";

export interface FoundLogs {
  readonly logs: readonly LogSource[];
  /** Files that look like logs and cannot be read as such, with the reason. */
  readonly unread: readonly string[];
}

const DATABASE = /^logs_\d+\.sqlite$/;
const RECORDING = /^session-.*\.jsonl(?:\.zst)?$/;
const TEXT = /\.log(?:[.-].*)?$/;
const PACKED = /\.(?:gz|bz2|xz|zip)$/;

/** Never throws: what is not there is not found. Links are followed, and each file is found once. */
export function findLogs(directory: string, env: Readonly<Record<string, string | undefined>>): FoundLogs {
  const home = resolve(directory);
  const { log_dir, sqlite_home } = readPlaces(home);
  const given = [log_dir, sqlite_home, env["CODEX_SQLITE_HOME"] ?? null].filter(
    (place) => place !== null && place !== "",
  );
  const known = new Set<string>();
  const places = [home, join(home, "log"), ...given.map((place) => resolve(home, place ?? ""))];
  const logs: LogSource[] = [];
  const unread: string[] = [];
  for (const place of new Set(places)) {
    for (const name of namesIn(place)) {
      const path = join(place, name);
      if (!DATABASE.test(name) && !RECORDING.test(name) && !TEXT.test(name)) continue;
      if (PACKED.test(name))
        unread.push(`${path} is compressed in a way that is not read; unpack it and name it with --file`);
      else {
        const source = sourceOf(path, home);
        const real = source === null ? null : realOf(path);
        if (source === null || real === null || known.has(real)) continue;
        known.add(real);
        logs.push(source);
      }
    }
  }
  return { logs, unread };
}

/** A log that was named; null when it is no regular file. What it is, name and first bytes tell. */
export function sourceOf(path: string, home: string | null): LogSource | null {
  const stats = statRegular(path);
  if (stats === null) return null;
  const waiting = statRegular(`${path}-wal`)?.size ?? 0;
  const kind = kindOf(path);
  return { kind, path, home, size: stats.size + (kind === "database" ? waiting : 0) };
}

function kindOf(path: string): LogSourceKind {
  const start = startOf(path);
  if (start.startsWith("SQLite format 3\0") || /\.sqlite$/.test(path)) return "database";
  if (/^\ufeff?\{"timestamp":"[^"]*","level":/.test(start)) return "log";
  return /\.jsonl(?:\.zst)?$/.test(path) || /^\ufeff?\{"ts":"[^"]*","dir":/.test(start) ? "recording" : "log";
}

function startOf(path: string): string {
  let file: number | null = null;
  try {
    file = openSync(path, "r");
    const bytes = Buffer.alloc(64);
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, 0));
  } catch {
    // It is told when it is read.
    return "";
  } finally {
    if (file !== null) closeSync(file);
  }
}

function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).toSorted();
  } catch {
    return [];
  }
}
