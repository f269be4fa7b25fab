// The texts of a passage, told again from its lines on disk.

import { retellPassage, type PassagePlace, type PassageTexts } from "rollbook-core/digest";
import { readRanges, SourceError } from "../home/index.ts";

/** Lines of more bytes than this are found, and told, by their beginnings. */
export const LONGEST = 8 << 20;

const NONE: PassageTexts = { said: "", command: "", output: "", path: "" };

/** `paths`: the files of its session. What cannot be read has no text. */
export async function retell(places: readonly PassagePlace[], paths: readonly string[]): Promise<PassageTexts> {
  const lines: Uint8Array[] = [];
  try {
    for (let from = 0, to = 0; from < places.length; from = to) {
      const part = places[from]?.part ?? 0;
      while (places[to]?.part === part) to += 1;
      lines.push(...(await readRanges(paths[part] ?? "", places.slice(from, to))));
    }
  } catch (error) {
    if (error instanceof SourceError) return NONE;
    throw error;
  }
  return retellPassage(lines, LONGEST);
}
