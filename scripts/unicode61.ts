// Asks SQLite what its tokenizer unicode61 makes of each character, and writes it down for core/search, which has no SQLite.
//
// node scripts/unicode61.ts > packages/core/src/search/unicode61.data.ts; then npm run format

import { DatabaseSync } from "node:sqlite";

const FIRST = 0x80;
const END = 0x110000;
const BLOCK = 128;

/** For each character from U+0080: the tokens of `a` + it + `b`, and of it alone. */
function probe(diacritics: 0 | 2): string[][] {
  const database = new DatabaseSync(":memory:");
  database.exec(`create virtual table page using fts5(text, content='', tokenize="unicode61 remove_diacritics ${diacritics}");
    create virtual table token using fts5vocab(page, 'instance'); begin`);
  const insert = database.prepare("insert into page (rowid, text) values (?, ?)");
  for (let block = FIRST; block < END; block += BLOCK) {
    const characters = Array.from({ length: BLOCK }, (_, at) => String.fromCodePoint(block + at));
    insert.run(block + 1, characters.map((character) => `zz a${character}b ${character} `).join(""));
  }
  const found: string[][] = [];
  for (const { term } of database.prepare("select term from token order by doc, offset").iterate()) {
    if (term === "zz") found.push([]);
    else found.at(-1)?.push(String(term));
  }
  return found;
}

const cased = probe(0);
const bare = probe(2);
const separators: [first: number, last: number][] = [];
const marks: number[] = [];
const folds: { first: number; last: number; step: number; offset: number }[] = [];
const marked = new Map<string, string>();
for (let code = FIRST; code < END; code++) {
  const tokens = cased[code - FIRST] ?? [];
  const separator = separators.at(-1);
  // Two tokens are `a` and `b` with nothing between, one is a mark that joins them: neither begins a token.
  if (tokens.length === 1) marks.push(code);
  if (tokens[0] === "a" || tokens.length === 1) {
    if (separator?.[1] === code - 1) separator[1] = code;
    else separators.push([code, code]);
    continue;
  }
  const small = tokens[1] ?? "";
  const offset = (small.codePointAt(0) ?? 0) - code;
  const run = folds.at(-1);
  if (offset !== 0) {
    const step = run === undefined ? 0 : code - run.last;
    if (run?.offset === offset && (run.step === step || (run.first === run.last && step <= 2)))
      Object.assign(run, { last: code, step });
    else folds.push({ first: code, last: code, step: 1, offset });
  } else {
    const base = bare[code - FIRST]?.[1] ?? "";
    if (base !== small) marked.set(base, (marked.get(base) ?? "") + small);
  }
}

const ranges = (list: readonly (readonly [number, number])[]): string =>
  list.map(([first, last]) => (first === last ? hex(first) : `${hex(first)}-${hex(last)}`)).join(" ");
const runs = folds.map(
  ({ first, last, step, offset }) => `${hex(first)}-${hex(last)}/${step}${offset < 0 ? "" : "+"}${offset}`,
);
process.stdout
  .write(`// What SQLite's tokenizer unicode61 makes of each character from U+0080 on. Written by scripts/unicode61.ts.

/** Characters that no token begins with, as ranges of code points. All others are part of words, unassigned ones too. */
export const SEPARATORS =
  "${ranges(separators)}";

/** Those of them that do not end a token either: they are left out of it. */
export const MARKS = "${marks.map(hex).join(" ")}";

/** Capitals: \`first-last/step+offset\`; the offset leads to the small letter. */
export const CAPITALS =
  "${runs.join(" ")}";

/** Small letters with a mark, by the letter that \`remove_diacritics 2\` makes of them. */
export const MARKED: Readonly<Record<string, string>> = ${JSON.stringify(Object.fromEntries([...marked].sort(([a], [b]) => (a < b ? -1 : 1))))};
`);

function hex(code: number): string {
  return code.toString(16);
}
