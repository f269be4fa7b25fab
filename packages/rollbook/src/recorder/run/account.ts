// What manifest.json says of a run, when it begins and when it is over.

import type { ManifestCapture, ManifestGap, ManifestRun } from "rollbook-core/recording";
import type { Secrets } from "../secrets/index.ts";
import { TUI_RECORD } from "../told/tui-record.ts";
import type { CodexCommand } from "./command.ts";
import { TRACE } from "./given.ts";
import { describeFiles, writeManifest } from "./manifest.ts";
import type { RecordOptions } from "./options.ts";
import { EVENTS, META_LOG, type Recording } from "./recording.ts";
import type { Copied } from "./streams.ts";
import type { Troubles } from "./troubles.ts";
import { RAW_LOG } from "./wire.ts";

export interface Account {
  readonly options: RecordOptions;
  readonly command: CodexCommand;
  readonly recording: Recording;
  readonly troubles: Troubles;
  readonly secrets: Secrets;
  readonly copied: Copied;
  readonly given: Omit<ManifestRun, "ended_at" | "exit_code" | "signal" | "captured" | "missing">;
  /** Why requests to the model are missing. */
  readonly unseen: readonly string[];
  /** Whether the recorder was killed: how the run ended is then not known. */
  readonly cut?: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A recorder that is killed leaves this: a run without an end. */
export function describeStart(account: Account, session: string | null, directory: string): void {
  const { recording, troubles, given, options } = account;
  const run = { ...given, ended_at: null, exit_code: null, signal: null, captured: [], missing: [] };
  const about = { session_id: session, codex_home: options.codexHome, rollouts: recording.rollouts(session), run };
  troubles.guard("manifest.json", () => writeManifest(directory, about, [], account.secrets));
}

export async function describeEnd(account: Account, session: string, directory: string): Promise<void> {
  const { recording, troubles, given, code, signal, options } = account;
  try {
    const files = await describeFiles(directory);
    const names = files.map(({ name }) => name);
    const run: ManifestRun = {
      ...given,
      ended_at: account.cut === true ? null : new Date().toISOString(),
      exit_code: code,
      signal,
      captured: captured(account, names, session),
      missing: missing(account, names),
    };
    const rollouts = recording.rollouts(session);
    writeManifest(
      directory,
      { session_id: session, codex_home: options.codexHome, rollouts, run },
      files,
      account.secrets,
    );
  } catch (error) {
    troubles.add("manifest.json", error);
  }
}

/** Of this run: an earlier one of the thread may have left more. */
function captured(
  { recording, copied, command }: Account,
  files: readonly string[],
  session: string,
): readonly ManifestCapture[] {
  const links = recording.rollouts(session);
  const kinds = [...new Set(links.map(({ link }) => link))].join(", ");
  const rows: (readonly [string, boolean, string])[] = [
    ["rollout", links.length > 0, `${links.length} linked (${kinds})`],
    ["wire", files.includes(RAW_LOG), "every request and answer, by a proxy on loopback"],
    ["meta", files.includes(META_LOG), "the session file, and what else is named here"],
    ["log", recording.logged, recording.logs.map(({ how }) => how).join("; ") || "what was taken of it"],
    ["trace", recording.traced, "Codex's own trace"],
    ["tui_record", command.kind === "terminal" && files.includes(TUI_RECORD), "the terminal interface's own record"],
    ["app_server", copied === "app-server", "its stream, as it went by"],
    ["events", command.events && files.includes(EVENTS), "standard output of exec --json"],
  ];
  return rows.filter(([, there]) => there).map(([what, , how]) => ({ what, how }));
}

function missing(
  { recording, troubles, command, copied, unseen, options }: Account,
  files: readonly string[],
): readonly ManifestGap[] {
  const elsewhere = options.env[TRACE];
  const rows: (readonly [string, boolean, string])[] = [
    [
      "trace",
      !recording.traced,
      elsewhere === undefined ? "this Codex wrote none: 0.130 and later do" : `${TRACE} was set: it is in ${elsewhere}`,
    ],
    ["wire", !files.includes(RAW_LOG) && unseen.length === 0, "no request went through the recorder"],
    ["log", !recording.logged, logGap(command)],
    ["hooks", true, "Codex runs only hooks that its user trusts, and the recorder changes no trust"],
    ["events", command.events && !files.includes(EVENTS), "standard output is a terminal, and stays one"],
    ["app_server", command.kind === "app-server" && copied === null, "its stream runs through a terminal"],
  ];
  return [
    ...rows.filter(([, lost]) => lost).map(([what, , why]) => ({ what, why })),
    ...unseen.map((why) => ({ what: "wire", why })),
    ...troubles.sentences.map((why) => ({ what: "recording", why })),
  ];
}

function logGap({ kind }: CodexCommand): string {
  return kind === "exec"
    ? "codex exec logs to standard error only, which is left to whoever started it"
    : "Codex logged nothing that it keeps";
}
