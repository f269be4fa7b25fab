import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { stringsOf } from "./texts.tools.ts";
import { TOKENIZER } from "./tables.ts";
import { foldCase, foldWord, spread, wordsOf } from "./words.ts";

/** The tokens FTS5 makes of texts, one list for each. */
function indexed(texts: readonly string[]): string[][] {
  const database = new DatabaseSync(":memory:");
  database.exec(`create virtual table page using fts5(text, content='', tokenize="${TOKENIZER}");
    create virtual table token using fts5vocab(page, 'instance'); begin`);
  const insert = database.prepare("insert into page (rowid, text) values (?, ?)");
  texts.forEach((text, at) => insert.run(at, text));
  const found = texts.map((): string[] => []);
  for (const { doc, term } of database.prepare("select doc, term from token order by doc, offset").iterate())
    found[Number(doc)]?.push(String(term));
  return found;
}

/** One text for each 64 characters: each alone, and between two letters. */
function everyCharacter(): string[] {
  const texts: string[] = [];
  for (let block = 0; block < 0x11_0000; block += 64) {
    // Where hardly anything changes, a sample.
    if (block >= 0x3400 && (block / 64) % (block >= 0x3_2000 ? 64 : 5) !== 0) continue;
    const characters = Array.from({ length: 64 }, (_, at) => String.fromCodePoint(block + at));
    texts.push(characters.map((character) => `a${character}B ${character} ${character}${character}c`).join("\n"));
  }
  return texts;
}

describe("words", () => {
  test("are the tokens FTS5 makes, of every character", () => {
    const texts = everyCharacter();
    expect(texts.map(wordsOf)).toEqual(indexed(texts.map(spread)));
  });

  test("are the tokens FTS5 makes, of any text", () => {
    const letters = fc.constantFrom(..."aB_-/ .é́ếỆđİſK錯误カー힣ไท🚀🧵\0\uD83D\u200D\n");
    const text = fc.oneof(fc.string({ unit: letters, maxLength: 30 }), fc.string({ unit: "binary", maxLength: 30 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        expect(texts.map(wordsOf)).toEqual(indexed(texts.map(spread)));
      }),
      { numRuns: 50 },
    );
  });

  test("are the tokens FTS5 makes, of the specimens", () => {
    const files = listScenarios().flatMap(({ files }) => files.slice(0, 1));
    const some = files.filter((_, at) => at % 12 === 0).map((path) => new TextDecoder().decode(sessionBytes(path)));
    const texts = stringsOf(some);
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.map(wordsOf)).toEqual(indexed(texts.map(spread)));
  });

  test("stay what they are when folded again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const words = wordsOf(text);
        expect(words.map(foldWord)).toEqual(words);
        expect(wordsOf(words.join(" "))).toEqual(words);
      }),
    );
  });

  test("small letters take the places of the capitals", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldCase(text)).toHaveLength(text.length);
      }),
    );
    expect(foldCase("TIẾNG Việt İ")).toBe("tiếng việt İ");
  });

  test("of languages without spaces are characters", () => {
    expect(wordsOf("修复错误 ok, カレー")).toEqual(["修", "复", "错", "误", "ok", "カ", "レ", "ー"]);
    expect(wordsOf("Tiếng Việt đẹp")).toEqual(["tieng", "viet", "đep"]);
    expect(wordsOf("🤖Generated")).toEqual(["🤖", "generated"]);
  });
});
