// Reads what apply_patch prints when it succeeds: the list of files it updated.

import { splitLines, type PatchKind } from "./change.ts";

const SUCCESS = "Success. Updated the following files:";
const KINDS: Readonly<Record<string, PatchKind>> = { A: "add", M: "update", D: "delete" };

export interface UpdatedFile {
  readonly kind: PatchKind;
  readonly path: string;
}

/**
 * The files a successful apply_patch printed (`A path`, `M path`, `D path`), in its order; empty where the output holds
 * no success line. A wrapped output must be unwrapped first. A move prints `M <new path>`; Codex 0.1.2505 and 0.8 print
 * `D <old path>` for it too, and there paths are absolute (later ones are as the patch wrote them).
 */
export function parseUpdatedFiles(output: string): readonly UpdatedFile[] {
  const start = output.startsWith(SUCCESS) ? 0 : output.indexOf(`\n${SUCCESS}`);
  if (start === -1) return [];
  const files: UpdatedFile[] = [];
  for (const line of splitLines(output.slice(output.indexOf(SUCCESS, start))).slice(1)) {
    const kind = KINDS[line[0] ?? ""];
    if (kind === undefined || line[1] !== " " || line.length < 3) break;
    files.push({ kind, path: line.slice(2) });
  }
  return files;
}
