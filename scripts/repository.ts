// Where things are, for the scripts.

import { dirname, join } from "node:path";

export const ROOT = dirname(import.meta.dirname);
export const CORE = join(ROOT, "packages/core");
export const PROGRAM = join(ROOT, "packages/rollbook");
export const CONTRACTS = join(ROOT, "contracts");
/** Things made by scripts and kept out of git. */
export const CACHE = join(ROOT, ".cache");
/** Machine-readable results of test runs; `.ci/run` counts them. */
export const REPORTS = join(CACHE, "reports");
