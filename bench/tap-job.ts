// A tap in a process of its own, recording to files as a run does.

import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secrets } from "../packages/rollbook/src/recorder/secrets/index.ts";
import { openTap } from "../packages/rollbook/src/recorder/tap/index.ts";

/** Writes the address that stands for `upstream`, and serves until its standard input ends. The bytes that were not recorded. */
export async function serveTap(upstream: string): Promise<{ readonly figure: number }> {
  const directory = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
  const [spool, blobs] = [join(directory, "spool"), join(directory, "blobs")];
  for (const path of [spool, blobs]) mkdirSync(path);
  const secrets = new Secrets();
  for (let n = 0; n < 10; n++) secrets.add(`sk-bench-secret-${n}-0123456789`);
  const scribe = {
    write: (_: unknown, record: unknown) =>
      appendFileSync(join(directory, "session_oai_raw.log"), `${JSON.stringify(record)}\n`),
    blob: (_: unknown, sha256: string, path: string) => renameSync(path, join(blobs, sha256)),
  };
  const tap = await openTap({ run_id: "bench", spool, environment: {}, secrets, scribe });
  process.stdout.write(`${tap.urlFor(new URL(upstream)).href}\n`);
  await once(process.stdin.resume(), "end");
  const { lost_bytes, troubles } = await tap.close();
  rmSync(directory, { recursive: true });
  if (troubles.length > 0) process.stderr.write(`${troubles.join("\n")}\n`);
  return { figure: lost_bytes };
}
