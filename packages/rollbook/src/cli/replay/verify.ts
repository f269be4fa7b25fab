// Compares replayed files with a working tree, byte for byte.

import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileState } from "rollbook-core/replay";
import { systemCode } from "../exit.ts";
import { OUTSIDE } from "./places.ts";

/**
 * - `equal`, `different`: a known file, there; `equal` too where a deleted one is not there
 * - `missing`: a known file that is not there · `present`: a deleted one that is
 * - `not_a_file`: a link, a folder or a device stands there
 * - `unreadable`: it cannot be read
 * - `not_compared`: what it should be is not known, or it lies outside of the session's folder
 */
export type Comparison = "equal" | "different" | "missing" | "present" | "not_a_file" | "unreadable" | "not_compared";

/** Links are not followed. */
export function compareFile(folder: string, place: string | null, { state, text }: FileState): Comparison {
  if (state === "unknown" || place === null || place.startsWith(`${OUTSIDE}/`)) return "not_compared";
  try {
    const there = behindLink(folder, place) ? undefined : lstatSync(join(folder, place), { throwIfNoEntry: false });
    if (state === "deleted") return there === undefined || there.isDirectory() ? "equal" : "present";
    if (there === undefined) return "missing";
    if (!there.isFile()) return "not_a_file";
    return readFileSync(join(folder, place)).equals(Buffer.from(text ?? "")) ? "equal" : "different";
  } catch (error) {
    // A file where a folder should be.
    if (systemCode(error) === "ENOTDIR") return state === "deleted" ? "equal" : "missing";
    if (systemCode(error) === null) throw error;
    return "unreadable";
  }
}

function behindLink(folder: string, place: string): boolean {
  const steps = place.split("/").slice(0, -1);
  return steps.some((_, index) =>
    lstatSync(join(folder, ...steps.slice(0, index + 1)), { throwIfNoEntry: false })?.isSymbolicLink(),
  );
}
