// Brings the peer that `stats` is measured against, native ccusage, from the npm registry into the cache, once.

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "../lab/index.ts";

export const CCUSAGE = "20.0.24";

/** The path of its program for this machine. Throws where there is none, or no registry. */
export function fetchCcusage(): string {
  const place = join(cacheDirectory(), "ccusage");
  const own = join(place, CCUSAGE);
  const program = join(own, "package/bin", process.platform === "win32" ? "ccusage.exe" : "ccusage");
  if (existsSync(program)) return program;
  mkdirSync(place, { recursive: true });
  const work = mkdtempSync(join(place, ".new-"));
  try {
    const name = `@ccusage/ccusage-${process.platform}-${process.arch}@${CCUSAGE}`;
    // npm holds what it fetches against the hash that the registry promises.
    execFileSync("npm", ["pack", name, "--pack-destination", work], { stdio: ["ignore", "ignore", "inherit"] });
    const archive = readdirSync(work).find((file) => file.endsWith(".tgz")) ?? "";
    execFileSync("tar", ["-xzf", join(work, archive), "-C", work]);
    rmSync(join(work, archive));
    rmSync(own, { recursive: true, force: true });
    renameSync(work, own);
    chmodSync(program, 0o755);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return program;
}
