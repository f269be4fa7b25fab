// manifest.json of a recording: whose it is, what ran when, what was captured and what was not.

import { Schema } from "effect";
import { count, described, record, text, textOrNull } from "./words.ts";

/** It changes when a field changes its meaning, not when one is added. */
export const MANIFEST_VERSION = 1;

export type ManifestRollout = typeof ManifestRollout.Type;
export const ManifestRollout = record("Rollout", {
  name: described(text, "in this directory"),
  path: described(text, "where Codex keeps it"),
  link: Schema.Literals(["hard", "symbolic", "copy"]),
  thread_id: textOrNull,
});

export type ManifestCapture = typeof ManifestCapture.Type;
export const ManifestCapture = record("Capture", {
  what: described(text, "rollout, wire, log, meta, trace, events, …"),
  how: text,
});

export type ManifestGap = typeof ManifestGap.Type;
export const ManifestGap = record("Gap", { what: text, why: text });

export type ManifestRun = typeof ManifestRun.Type;
export const ManifestRun = record("Run", {
  run_id: text,
  started_at: described(text, "RFC 3339, UTC"),
  ended_at: described(textOrNull, "null while it runs, and for ever where the recorder was killed"),
  rollbook_version: text,
  codex: record("Codex", {
    path: described(text, "the program as it was found"),
    version: described(textOrNull, "as it says itself; null where it does not"),
  }),
  argv: described(Schema.Array(text), "as it was given to Codex, with what the recorder added; secrets are <hidden>"),
  added: described(Schema.Array(text), "the words of argv that the recorder added"),
  environment: described(Schema.Array(text), "the names of the variables Codex was given, without their values"),
  environment_added: described(Schema.Array(text), "the names of those the recorder added"),
  cwd: text,
  exit_code: Schema.NullOr(count),
  signal: textOrNull,
  captured: Schema.Array(ManifestCapture),
  missing: described(Schema.Array(ManifestGap), "what was not captured, or not wholly, and why"),
});

export type ManifestFile = typeof ManifestFile.Type;
export const ManifestFile = record("File", { name: text, bytes: count, sha256: text });

/** manifest.json. Written at the beginning of a run and again at its end, whole or not at all. */
export type Manifest = typeof Manifest.Type;
export const Manifest = record("Manifest", {
  schema_version: Schema.Literals([MANIFEST_VERSION]),
  session_id: described(textOrNull, "the root thread; null until it is known"),
  codex_home: text,
  rollouts: described(Schema.Array(ManifestRollout), "session files of this thread and its subagents"),
  runs: Schema.Array(ManifestRun),
  files: described(
    Schema.Array(ManifestFile),
    "as they were at the end of the last run; linked session files are not among them, Codex goes on writing them",
  ),
});
