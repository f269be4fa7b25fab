// What of passages goes into the word table and into the table of parts.

import type { Passage } from "rollbook-core/digest";
import { marksOf, spread, WORD_COLUMNS } from "rollbook-core/search";
import type { Detail } from "./schema.ts";

const NONE = { said: "", command: "", output: "", path: "" };

export interface Words {
  /** The values of the word table's columns, for passages that share a row of it. */
  wordsOf(passages: readonly Passage[]): readonly string[];
  /** The text of the table of parts; null where there is none. */
  partsOf(passages: readonly Passage[]): string | null;
}

export function createWords(detail: Detail): Words {
  return {
    wordsOf(passages) {
      const columns = WORD_COLUMNS.map((name) => joined(passages.map((passage) => textsOf(passage)[name])));
      return detail === "column" ? columns.map(spread) : [spread(joined(columns))];
    },
    partsOf(passages) {
      const texts = passages.flatMap(({ texts }) => [texts?.command ?? "", texts?.path ?? ""]);
      const all = joined([...new Set(texts)]);
      return all === "" ? null : all.replaceAll("\0", " ");
    },
  };
}

function textsOf(passage: Passage): Readonly<Record<(typeof WORD_COLUMNS)[number], string>> {
  return { ...(passage.texts ?? NONE), tool: passage.tool ?? "", marks: marksOf(passage) };
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n");
}
