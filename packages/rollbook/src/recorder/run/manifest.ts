// Writes manifest.json: whole or not at all, one entry for each run of the thread.

import { createHash } from "node:crypto";
import { createReadStream, lstatSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest, ManifestFile, ManifestRollout, ManifestRun } from "rollbook-core/recording";
import type { Secrets } from "../secrets/index.ts";
import { objectOf, parseObject } from "../told/json.ts";

const NAME = "manifest.json";

export interface Account {
  readonly session_id: string | null;
  readonly codex_home: string;
  readonly rollouts: readonly ManifestRollout[];
  readonly run: ManifestRun;
}

/** Adds the run to the manifest in `directory`, or replaces its entry; throws the system's errors. */
export function writeManifest(
  directory: string,
  account: Account,
  files: readonly ManifestFile[],
  secrets: Secrets,
): void {
  const { session_id, codex_home, rollouts, run } = account;
  const before = readManifest(directory);
  const kept = (before?.rollouts ?? []).filter(({ name }) => !rollouts.some((other) => other.name === name));
  const manifest: Manifest = {
    schema_version: 1,
    session_id,
    codex_home,
    rollouts: [...kept, ...rollouts],
    runs: [...(before?.runs ?? []).filter(({ run_id }) => run_id !== run.run_id), run],
    files: [...files],
  };
  const draft = join(directory, `.${NAME}-${run.run_id}`);
  writeFileSync(draft, `${secrets.hide(JSON.stringify(manifest, null, 2)).text}\n`, { mode: 0o600 });
  renameSync(draft, join(directory, NAME));
}

/** What an earlier run wrote; null where there is none that can be read. */
function readManifest(directory: string): Pick<Manifest, "rollouts" | "runs"> | null {
  try {
    const found = objectOf(parseObject(readFileSync(join(directory, NAME), "utf8")));
    const { rollouts, runs } = (found ?? {}) as Partial<Manifest>;
    return { rollouts: Array.isArray(rollouts) ? rollouts : [], runs: Array.isArray(runs) ? runs : [] };
  } catch {
    return null;
  }
}

/** Every file of a recording but its manifest and the session files, which are Codex's. */
export async function describeFiles(directory: string): Promise<readonly ManifestFile[]> {
  const files: ManifestFile[] = [];
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" }).toSorted();
  for (const name of names) {
    const path = join(directory, name);
    const stats = lstatSync(path);
    if (!stats.isFile() || name === NAME || /^(?:rollout-|\.)/.test(name)) continue;
    files.push({ name: name.replaceAll("\\", "/"), bytes: stats.size, sha256: await hashOf(path) });
  }
  return files;
}

function hashOf(path: string): Promise<string> {
  return new Promise((done, fail) => {
    const hash = createHash("sha256");
    createReadStream(path)
      .on("error", fail)
      .on("data", (chunk) => hash.update(chunk))
      .on("end", () => done(hash.digest("hex")));
  });
}
