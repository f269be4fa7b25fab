// The files that were dropped, for as long as the page lives.

import { openFiles } from "../source/file.ts";
import type { Source } from "../source/contract.ts";
import { forgetFiles, keepFiles, keptFiles } from "../source/kept.ts";

let held: Source | null = null;
let taken = 0;

export function takeFiles(files: readonly File[]): Source {
  taken += 1;
  held = openFiles(files, `file ${taken}`);
  void keepFiles(files);
  return held;
}

/** What was dropped; of a page that was loaded again, what the browser kept. Null where there is nothing. */
export async function droppedSource(): Promise<Source | null> {
  if (held !== null) return held;
  const files = await keptFiles();
  held = files.length === 0 ? null : openFiles(files, "file");
  return held;
}

export async function letGo(): Promise<void> {
  held = null;
  await forgetFiles();
}
