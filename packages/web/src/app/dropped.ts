// The file that was dropped, for as long as the page lives.

import { openFile } from "../source/file.ts";
import type { Source } from "../source/contract.ts";
import { forgetFile, keepFile, keptFile } from "../source/kept.ts";

let held: Source | null = null;
let taken = 0;

export function takeFile(file: File): Source {
  taken += 1;
  held = openFile(file, `file ${taken}`);
  void keepFile(file);
  return held;
}

/** The file that was dropped; of a page that was loaded again, the one the browser kept. Null where there is none. */
export async function droppedSource(): Promise<Source | null> {
  if (held !== null) return held;
  const file = await keptFile();
  held = file === null ? null : openFile(file, "file");
  return held;
}

export async function letGo(): Promise<void> {
  held = null;
  await forgetFile();
}
