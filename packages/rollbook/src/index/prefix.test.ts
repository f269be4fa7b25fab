// The words that begin so select what FTS5 does for their beginning.

import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { TOKENIZER, WORD_COLUMNS } from "rollbook-core/search";
import { createWiden } from "./prefix.ts";

function tableOf(texts: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec(
    `CREATE VIRTUAL TABLE words USING fts5(${WORD_COLUMNS.join(", ")}, content='', detail=column, tokenize="${TOKENIZER}")`,
  );
  const put = database.prepare("INSERT INTO words (rowid, said, tool) VALUES (?, ?, ?)");
  texts.forEach((text, row) => put.run(row, text, "apply_patch"));
  return database;
}

const TEXTS = "{said command output path}";
const some = tableOf([
  "apply it",
  "Applied",
  "an apple and applause",
  "ape",
  "nothing",
  "apply application",
  "apples_2 άπλα appłe",
  "app\u{10ffff}",
]);

test.each([
  `${TEXTS} : "app" *`,
  `${TEXTS} : "apply" *`,
  `${TEXTS} : "applause" *`,
  `${TEXTS} : "apple" *`,
  `${TEXTS} : "zebra" *`,
  `tool : "apply" *`,
  `"apply" *`,
  `${TEXTS} : "apply"`,
  `${TEXTS} : ("apply" AND "app" *)`,
  `${TEXTS} : "άπ" *`,
])("%s", (match) => {
  const rows = (each: string): readonly unknown[] =>
    some.prepare("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC").all(each);
  const widen = createWiden(some);
  for (const wide of [widen({ type: "words", match }), widen({ type: "words", match })]) {
    expect(rows("match" in wide ? wide.match : "")).toEqual(rows(match));
  }
});

test("a beginning of too many words stays one", () => {
  const widen = createWiden(tableOf(Array.from({ length: 2001 }, (_, at) => `word${at}`)));
  const all = { type: "words", match: `${TEXTS} : "word" *` } as const;
  expect(widen(all)).toEqual(all);
  const fewer = { type: "words", match: `${TEXTS} : "word1" *` } as const;
  expect(widen(fewer)).not.toEqual(fewer);
});
