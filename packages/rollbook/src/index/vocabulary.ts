// All words of a shard as they were when it was settled: for words of which only the end is known, or the middle.

import type { DatabaseSync } from "node:sqlite";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { BrokenWord } from "rollbook-core/search";
import { prepareChange } from "./change.ts";

export interface Vocabulary {
  /** In no order; null where there are more than it pays to ask for. */
  wordsWith(broken: BrokenWord): readonly string[] | null;
  /** Sessions that were written since: their words are not known. */
  readonly later: ReadonlySet<number>;
}

/** Words that are asked for instead of one. */
const MOST = 64;
/** Sessions that are looked at otherwise. */
const MOST_LATER = 64;
/** FTS5 cuts words at 32,768 bytes: of one that may be cut the end is not known. */
const CUT = 8000;
/** What words grow by when they are unpacked, about. */
const UNPACKED = 6;
const LF = 10;

/** To be called when nothing is being written. */
export function keepVocabulary(database: DatabaseSync): void {
  database.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)");
  const row = database
    .prepare("SELECT group_concat(term, char(10)) AS words, max(length(term)) AS longest FROM temp.vocabulary")
    .get();
  const words = `\n${String(row?.["words"] ?? "")}\n`;
  database.exec("BEGIN IMMEDIATE; DELETE FROM word_list; DELETE FROM later");
  if (Number(row?.["longest"]) < CUT) {
    prepareChange(database, "INSERT INTO word_list VALUES (1, ?)").run(zstdCompressSync(words));
  }
  database.exec("COMMIT");
}

/** Null where none was kept, or much was written since. */
export function openVocabulary(database: DatabaseSync): Vocabulary | null {
  const rows = database.prepare("SELECT session FROM later LIMIT ?").all(MOST_LATER + 1);
  const kept = database.prepare("SELECT id FROM word_list").get();
  if (rows.length > MOST_LATER || kept === undefined) return null;
  let loaded: Buffer | null = null;
  // Alternatives of an expression ask for the same word many times.
  const known = new Map<string, readonly string[] | null>();
  const find = (wanted: string): readonly string[] | null => {
    const words = (loaded ??= load(database));
    const bytes = Buffer.from(wanted);
    const found: string[] = [];
    for (let at = words.indexOf(bytes); at !== -1;) {
      const end = words.indexOf(LF, at);
      found.push(words.toString("utf8", words.lastIndexOf(LF, at) + 1, end));
      if (found.length > MOST) return null;
      at = words.indexOf(bytes, end);
    }
    return found;
  };
  return {
    later: new Set(rows.map(({ session }) => Number(session))),
    wordsWith({ text, ends }) {
      const wanted = ends ? `${text}\n` : text;
      const before = known.get(wanted);
      if (before !== undefined) return before;
      const found = find(wanted);
      known.set(wanted, found);
      return found;
    },
  };
}

/** As bytes: to make a text of them takes longer than to look for a word. */
function load(database: DatabaseSync): Buffer {
  const kept = database.prepare("SELECT words FROM word_list").get();
  if (kept === undefined) return Buffer.alloc(0);
  const words = kept["words"] as Uint8Array;
  return zstdDecompressSync(words, { chunkSize: Math.max(64, UNPACKED * words.length) });
}
