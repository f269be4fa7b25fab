// The beginning of a word as the words that begin so: FTS5 would gather all their rows before it gave the first.

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Selection } from "rollbook-core/search";

/** What MATCH is asked for the beginning of one word, and for nothing else; in some columns, or in all. */
const ALONE = /^((?:\{[\w ]+\}|\w+) : )?"([a-z0-9_]+)" \*$/;
/** Words that are asked for at once: each takes some kilobytes until all is told. */
const MOST = 2000;

/** Gives a selection of the same rows. It is sooner told only where few of them are wanted, the newest first. */
export function createWiden(database: DatabaseSync): (select: Selection) => Selection {
  let terms: StatementSync | null = null;
  const known = new Map<string, Selection>();

  function widen(match: string): Selection {
    const same: Selection = { type: "words", match };
    const [, columns = "", beginning] = ALONE.exec(match) ?? [];
    if (beginning === undefined) return same;
    terms ??= prepareTerms(database);
    const last = beginning.charCodeAt(beginning.length - 1);
    const behind = beginning.slice(0, -1) + String.fromCharCode(last + 1);
    const words = terms.all(beginning, behind, MOST + 1).map(({ term }) => `"${String(term)}"`);
    if (words.length === 0 || words.length > MOST) return same;
    return { type: "words", match: `${columns}(${words.join(" OR ")})` };
  }

  return (select) => {
    if (select.type !== "words") return select;
    const before = known.get(select.match);
    const wide = before ?? widen(select.match);
    known.set(select.match, wide);
    return wide;
  };
}

function prepareTerms(database: DatabaseSync): StatementSync {
  database.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)");
  return database.prepare("SELECT term FROM temp.vocabulary WHERE term >= ? AND term < ? LIMIT ?");
}
