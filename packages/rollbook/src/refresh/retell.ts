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
    for (const { part, offset, length } of places) {
      lines.push(...(await readRanges(paths[part] ?? "", [{ offset, length }])));
    }
  } catch (error) {
    if (error instanceof SourceError) return NONE;
    throw error;
  }
  return retellPassage(lines, LONGEST);
}
