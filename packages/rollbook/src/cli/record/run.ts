// rollbook record: Codex, with or without a recording of it.

import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, normalize, resolve } from "node:path";
import type { LogLevel } from "rollbook-core/logs";
import { endLike, findProgram, readCommand, runPlain } from "../../recorder/plain.ts";
import type { Invocation, Run } from "../command.ts";
import { EXIT, Failure } from "../exit.ts";
import { version } from "../version.ts";

export const runRecord: Run = async (invocation, console) => {
  const { flags, operands, values } = invocation;
  if (flags.has("persist-session") && flags.has("no-persist-session")) {
    throw new Failure(EXIT.usage, "--persist-session and --no-persist-session cannot both be wanted");
  }
  const debugLog = debugLogOf(invocation);
  const [word = ""] = operands;
  const program = findProgram(word, console.env);
  if (program === null) {
    throw new Failure(EXIT.input, `there is no program ${word} to run: install Codex, or name it by its path`);
  }
  const recordable = flags.has("persist-session") && readCommand(operands.slice(1)).kind !== "other";
  if (!recordable) return runPlain(program, operands, console.env);
  const { record } = await import("../../recorder/index.ts");
  const { defaultHome, findLogs, RECORDINGS } = await import("../../home/index.ts");
  const home = resolve(defaultHome(console.env));
  // Codex knows its home by its real path.
  const codexHome = existsSync(home) ? realpathSync(home) : home;
  const recorded = await record({
    program,
    argv: operands,
    env: console.env,
    cwd: process.cwd(),
    codexHome,
    root: resolve(values.get("dir")?.[0] ?? join(codexHome, "sessions")),
    beside: values.has("dir") ? null : join(codexHome, RECORDINGS),
    debugLog,
    debugLogLevel: (values.get("debug-log-level")?.[0] as LogLevel | undefined) ?? null,
    rollbookVersion: version(),
    findLogs: () =>
      findLogs(codexHome, console.env).logs.flatMap(({ kind, path }) => (kind === "recording" ? [] : [{ kind, path }])),
  }).catch((error: unknown) => {
    throw new Failure(
      EXIT.input,
      `${program} cannot be run: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  if (recorded.troubles.length > 0) {
    console.note(`rollbook: not all of this run was recorded: ${recorded.troubles.join("; ")}`);
  }
  for (const place of recorded.earlier ?? []) {
    console.note(`rollbook: an earlier run was cut, for its recorder was killed; what there is of it is in ${place}`);
  }
  return endLike(recorded.code, recorded.signal);
};

/** Relative to the directory of the recording, and in it. */
function debugLogOf({ values }: Invocation): string {
  const given = values.get("debug-log")?.[0] ?? "session.log";
  const path = normalize(given);
  if (isAbsolute(path) || !/^\.\.(?:[\\/]|$)|^\.$|[\\/]$/.test(path)) return path;
  throw new Failure(
    EXIT.usage,
    `--debug-log ${given} leads out of the directory of the recording; name a file in it, or an absolute path`,
  );
}
