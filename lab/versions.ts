// The Codex versions the lab is known to run, by the era of the files they write.

import type { SpecimenEra } from "./specimen/evidence.ts";

/** The newest Codex; the live journeys run it and its app-server is the judge of upgraded files. */
export const NEWEST_CODEX = "0.169.0";

/** At least one version for each era. `document` is a Node program that needs a terminal: see lab/README.md. */
export const PINNED_CODEX: Readonly<Record<SpecimenEra, readonly string[]>> = {
  document: ["0.1.2504172351"],
  bare: ["0.8.0", "0.29.0"],
  envelope: ["0.36.0", "0.87.0"],
  legacy: ["0.144.6"],
  paginated: [NEWEST_CODEX],
};

/**
 * Order of releases. `0.1.2504172351` and the like came before 0.2: their third number is a date,
 * which plain comparison already orders rightly.
 */
export function isAtLeast(version: string, other: string): boolean {
  const left = version.split(".").map(Number.parseFloat);
  const right = other.split(".").map(Number.parseFloat);
  for (let part = 0; part < 3; part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** A model each version knows and offers plain tools for (the newest ones default to code mode). */
export function defaultModel(version: string): string {
  const since: readonly (readonly [string, string])[] = [
    ["0.128.0", "gpt-5.5"],
    ["0.116.0", "gpt-5.4"],
    ["0.99.0", "gpt-5.3-codex"],
    ["0.74.0", "gpt-5.2-codex"],
    ["0.60.0", "gpt-5.1-codex-max"],
    ["0.55.0", "gpt-5.1-codex"],
    ["0.36.0", "gpt-5-codex"],
    ["0.15.0", "gpt-5"],
  ];
  return since.find(([first]) => isAtLeast(version, first))?.[1] ?? "codex-mini-latest";
}

/** The model with which 0.169.0 offers its tools through the JavaScript `exec` tool only. */
export const CODE_MODE_MODEL = "gpt-6.1-sol";
