// Work that is done beside the server, in processes of their own: the one that serves is held up by nothing.

import { spawn } from "node:child_process";
import type { CountStats, SurveyHomes, ViewerServerOptions } from "../../server/index.ts";
import { EXIT } from "../exit.ts";

/** What sessions spent, added up by `rollbook stats`. `program` is the file that starts rollbook. */
export function countWith(program: string): CountStats {
  return async ({ by, since, until, timezone, work, paths }, stop) => {
    const options = Object.entries({ by, since, until, timezone: timezone ?? zoneHere() }).flatMap(([name, value]) =>
      value === null ? [] : [`--${name}=${value}`],
    );
    const flags = work ? ["--json", "--work"] : ["--json"];
    const { code, out, err } = await run([program, "stats", ...flags, ...options, "--", ...paths], stop);
    if (code === EXIT.usage) return err.trim().replace(/^rollbook: /, "");
    // What could not be read is told in the answer.
    if (code === EXIT.ok || code === EXIT.input) return JSON.parse(out) as Awaited<ReturnType<CountStats>>;
    throw new Error(`rollbook stats ended with ${code}: ${err}`);
  };
}

/** What takes the disk, as `rollbook home` tells it. */
export function surveyWith(program: string): SurveyHomes {
  return async (homes, contents, stop) => {
    const flags = contents ? ["--json", "--no-redact", "--contents"] : ["--json", "--no-redact"];
    const { code, out, err } = await run(
      [program, "home", ...flags, ...homes.flatMap((home) => ["--home", home])],
      stop,
    );
    if (code === EXIT.ok || code === EXIT.input) {
      return out
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Awaited<ReturnType<SurveyHomes>>[number]);
    }
    throw new Error(`rollbook home ended with ${code}: ${err}`);
  };
}

/** Indexes, filled by `rollbook index`. */
export function fillWith(program: string, env: NodeJS.ProcessEnv = process.env): ViewerServerOptions["fillIndexes"] {
  return async (homes, stop) => {
    await run([program, "index", ...homes.flatMap((home) => ["--home", home])], stop, env);
  };
}

async function run(
  words: readonly string[],
  signal: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"], signal, env });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, out, err };
}

function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
