// What can still be captured of a Codex that somebody else has started, and what cannot, and why.

import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { ManifestCapture, ManifestGap } from "rollbook-core/recording";
import type { LogPlace } from "../run/log.ts";
import type { ProcessFacts } from "./running.ts";

export interface Prospect {
  readonly captured: readonly ManifestCapture[];
  readonly missing: readonly ManifestGap[];
  /** The directory its traces are in; null where it writes none. */
  readonly traces: string | null;
  /** The terminal interface's own record. */
  readonly record: string | null;
}

export interface Whereabouts {
  readonly home: string;
  readonly rollout: string;
  /** The root of the session's tree of threads. */
  readonly root: string;
  /** Null where nothing has the session open, or the system does not tell. */
  readonly running: ProcessFacts | null;
  readonly logs: readonly LogPlace[];
}

const UNSEEN = "can only be seen by a recorder that Codex was started with (rollbook record)";
const NOT_OPEN = "no Codex that runs has the session open";

export function prospectOf({ home, rollout, root, running, logs }: Whereabouts): Prospect {
  const traces = tracesOf(running, root);
  const record = recordOf(running);
  const places = logs.map(({ path }) => path).join(", ");
  const rows: readonly (readonly [what: string, how: string | null, why: string])[] = [
    ["rollout", `${rollout}, linked`, ""],
    ["meta", "what the session file tells of turns, modes and settings", ""],
    [
      "log",
      running === null || logs.length === 0 ? null : `what Codex writes from now on in ${places}`,
      running === null ? NOT_OPEN : "this Codex keeps no log",
    ],
    ["trace", traces === null ? null : `${traces}, as it is at the end`, traceGap(running, root)],
    [
      "tui_record",
      record === null ? null : `${record}, as it is at the end`,
      running === null ? NOT_OPEN : "its environment has no CODEX_TUI_RECORD_SESSION with a path",
    ],
    ["wire", null, `requests and answers ${UNSEEN}`],
    ["app_server", null, `its stream to a client ${UNSEEN}`],
    ["hooks", null, hooksGap(home)],
  ];
  return {
    captured: rows.flatMap(([what, how]) => (how === null ? [] : [{ what, how }])),
    missing: rows.flatMap(([what, how, why]) => (how === null ? [{ what, why }] : [])),
    traces,
    record,
  };
}

/** Bundles are named by the root thread, at their end. */
export function bundlesOf(traces: string, root: string): readonly string[] {
  try {
    return readdirSync(traces).filter((name) => name.startsWith("trace-") && name.endsWith(root));
  } catch {
    return [];
  }
}

function tracesOf(running: ProcessFacts | null, root: string): string | null {
  const directory = inProcess(running, running?.environment["CODEX_ROLLOUT_TRACE_ROOT"]);
  return directory !== null && bundlesOf(directory, root).length > 0 ? directory : null;
}

function traceGap(running: ProcessFacts | null, root: string): string {
  if (running === null) return NOT_OPEN;
  const directory = inProcess(running, running?.environment["CODEX_ROLLOUT_TRACE_ROOT"]);
  if (directory !== null) return `${directory} holds none of ${root}`;
  return "its environment has no CODEX_ROLLOUT_TRACE_ROOT, and a Codex that runs cannot be given one";
}

function recordOf(running: ProcessFacts | null): string | null {
  const { CODEX_TUI_RECORD_SESSION: wanted = "", CODEX_TUI_SESSION_LOG_PATH: path } = running?.environment ?? {};
  const file = /^(?:1|true|yes)$/i.test(wanted) ? inProcess(running, path) : null;
  return file !== null && existsSync(file) ? file : null;
}

function inProcess(running: ProcessFacts | null, path: string | undefined): string | null {
  if (running === null || path === undefined || path === "") return null;
  return isAbsolute(path) ? path : join(running.cwd, path);
}

function hooksGap(home: string): string {
  return existsSync(join(home, "hooks.json"))
    ? "hooks.json is there: its commands are told, and keep what they are told where they see fit"
    : "none are configured in hooks.json; rollbook adds none, for Codex runs only what its user trusts";
}
