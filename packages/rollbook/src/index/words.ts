// What of a passage goes into the word table and into the table of parts.

import type { Passage } from "rollbook-core/digest";
import { marksOf, spread, WORD_COLUMNS } from "rollbook-core/search";
import type { Detail } from "./schema.ts";

const NONE = { said: "", command: "", output: "", path: "" };

/** The values of the word table's columns. */
export function wordsOf(passage: Passage, detail: Detail): readonly string[] {
  const texts = { ...(passage.texts ?? NONE), tool: passage.tool ?? "", marks: marksOf(passage) };
  const all = WORD_COLUMNS.map((name) => spread(texts[name]));
  return detail === "column" ? all : [all.filter((text) => text !== "").join("\n")];
}

/** The text of the table of parts; null where there is none. */
export function partsOf({ texts }: Passage): string | null {
  const { command, path } = texts ?? NONE;
  return command === "" && path === "" ? null : `${command}\n${path}`.replaceAll("\0", " ");
}
