// The manifest of a recording as far as it can be read: whose it is, what ran, what was captured and what was not.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, objectOf, textOf } from "rollbook-core/recorded";
import { statRegular } from "../regular.ts";

export interface RecordedRun {
  readonly run_id: string | null;
  readonly started_at: string | null;
  /** Null while it goes on, and where the recorder was killed. */
  readonly ended_at: string | null;
  readonly exit_code: number | null;
  readonly signal: string | null;
  readonly captured: readonly { readonly what: string; readonly how: string }[];
  readonly missing: readonly { readonly what: string; readonly why: string }[];
}

export interface RecordedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface RecordedManifest {
  readonly session_id: string | null;
  readonly runs: readonly RecordedRun[];
  readonly files: readonly RecordedFile[];
}

const LARGEST = 1 << 26;

/** Null where there is none; a sentence where it cannot be read. Only version 1 is understood, with what it adds. */
export function readManifest(directory: string): RecordedManifest | string | null {
  const path = join(directory, "manifest.json");
  const stats = statRegular(path);
  if (stats === null) return null;
  if (stats.size > LARGEST) return `${path} is too large for a manifest`;
  let manifest: Json | null = null;
  try {
    manifest = objectOf(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (manifest === null) return `${path} is no manifest of a recording`;
  const version = manifest["schema_version"];
  if (version !== 1) return `${path} has version ${JSON.stringify(version)}, and this Rollbook reads version 1`;
  return {
    session_id: textOf(manifest["session_id"]),
    runs: listOf(manifest["runs"]).map(runOf),
    files: listOf(manifest["files"]).flatMap(({ name, bytes, sha256 }) =>
      typeof name === "string" && typeof bytes === "number" && typeof sha256 === "string"
        ? [{ name, bytes, sha256 }]
        : [],
    ),
  };
}

function runOf(run: Json): RecordedRun {
  const code = run["exit_code"];
  return {
    run_id: textOf(run["run_id"]),
    started_at: textOf(run["started_at"]),
    ended_at: textOf(run["ended_at"]),
    exit_code: typeof code === "number" ? code : null,
    signal: textOf(run["signal"]),
    captured: listOf(run["captured"]).map(({ what, how }) => ({ what: textOf(what) ?? "", how: textOf(how) ?? "" })),
    missing: listOf(run["missing"]).map(({ what, why }) => ({ what: textOf(what) ?? "", why: textOf(why) ?? "" })),
  };
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf).filter((each) => each !== null) : [];
}
