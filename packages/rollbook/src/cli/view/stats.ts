// What sessions spent, added up by `rollbook stats` in a process of its own: the one that serves is held up by nothing.

import { spawn } from "node:child_process";
import type { CountStats } from "../../server/index.ts";
import { EXIT } from "../exit.ts";

/** `program` is the file that starts rollbook. */
export function countWith(program: string): CountStats {
  return async ({ by, since, until, timezone, paths }, signal) => {
    const options = Object.entries({ by, since, until, timezone: timezone ?? zoneHere() }).flatMap(([name, value]) =>
      value === null ? [] : [`--${name}=${value}`],
    );
    const words = [program, "stats", "--json", ...options, "--", ...paths];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"], signal });
    const output = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.err += text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code === EXIT.usage) return output.err.trim().replace(/^rollbook: /, "");
    // What could not be read is told in the answer.
    if (code === EXIT.ok || code === EXIT.input) return JSON.parse(output.out) as Awaited<ReturnType<CountStats>>;
    throw new Error(`rollbook stats ended with ${code}: ${output.err}`);
  };
}

function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
