// The tables of a shard.

import { TOKENIZER, WORD_COLUMNS, type Detail as SearchDetail } from "rollbook-core/search";

/** Of the tables, and of what sessions are counted to hold; an index of another version is built anew. */
export const INDEX_VERSION = 8;

/**
 * What an index keeps of where words stand: in which column of a passage, or only that the passage has them, which takes
 * half the space. Positions would double it: phrases are decided by the text, which has to be read for a hit anyway.
 */
export type Detail = Extract<SearchDetail, "column" | "none">;

/**
 * Passages that follow one another share a row of the word table and of the table of parts: `row >> bunch` of their
 * rows. What many passages hold is then kept once for some of them, and the texts of all of these decide.
 */
export function bunchOf(detail: Detail): number {
  return detail === "column" ? 0 : 4;
}

/** Columns of the word table. */
export function wordColumns(detail: Detail): readonly string[] {
  return detail === "column" ? WORD_COLUMNS : ["texts"];
}

export function tables(detail: Detail): string {
  const words = wordColumns(detail).join(", ");
  const kind = `content='', contentless_delete=1, detail=${detail}`;
  return `
-- What this file is, and how it was made.
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

-- A session: a thread with all of its files, copies left out. What is long stands last: it is passed over by who asks for less.
CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,       -- its thread id in lower case, else its path
  session_id TEXT,
  path TEXT NOT NULL,             -- the file in which it goes on
  name TEXT,                      -- that a person gave it
  updated_ms INTEGER NOT NULL,    -- when its files were last written to, as they were indexed
  bytes INTEGER NOT NULL,         -- read so far, uncompressed
  passages INTEGER NOT NULL,      -- that can be found
  settled INTEGER NOT NULL,       -- of these, in whole lines; the rest stands in an unfinished one
  cut INTEGER NOT NULL,           -- passages of which only the beginning was indexed
  partial INTEGER NOT NULL,       -- 1: the rest of it is still to be read
  plan TEXT NOT NULL,             -- what it was made from, for telling whether that has changed
  next_row INTEGER,               -- of a partial one: the rows kept free for its rest
  last_row INTEGER,
  problems TEXT NOT NULL,         -- JSON: sentences
  about TEXT NOT NULL,            -- JSON: what names and heads tell
  facets TEXT,                    -- JSON
  state BLOB                      -- what reading goes on from
) STRICT;
CREATE INDEX session_named ON session (id) WHERE name IS NOT NULL;

-- A file of a session, as it was read.
CREATE TABLE file (
  session INTEGER NOT NULL,
  part INTEGER NOT NULL,
  path TEXT NOT NULL,
  ino INTEGER NOT NULL,
  size INTEGER NOT NULL,          -- on disk
  mtime_us INTEGER NOT NULL,
  bytes INTEGER NOT NULL,         -- indexed, uncompressed: to the end of the last whole line
  lines INTEGER NOT NULL,
  print TEXT,                     -- of what stands before bytes, for telling an append from a rewrite
  PRIMARY KEY (session, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE changed_file (session INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (session, path)) STRICT, WITHOUT ROWID;

CREATE TABLE turn (session INTEGER NOT NULL, n INTEGER NOT NULL, turn_id TEXT NOT NULL, PRIMARY KEY (session, n)) STRICT, WITHOUT ROWID;

-- Tokens by quarter of an hour (UTC) and model.
CREATE TABLE usage (
  session INTEGER NOT NULL,
  slot TEXT,
  model TEXT,
  long INTEGER NOT NULL,
  turns INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  input INTEGER NOT NULL,
  cached_input INTEGER NOT NULL,
  cache_write_input INTEGER NOT NULL,
  output INTEGER NOT NULL,
  reasoning_output INTEGER NOT NULL,
  total INTEGER NOT NULL
) STRICT;
CREATE INDEX usage_session ON usage (session);

-- Kinds, statuses and names of tools.
CREATE TABLE label (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;

-- A passage: something that can be found. Its row is that of the word table (in a compact index, of a bunch of
-- passages), and rows go with time.
CREATE TABLE passage (
  row INTEGER PRIMARY KEY,
  session INTEGER NOT NULL,
  n INTEGER NOT NULL,
  turn INTEGER,
  kind INTEGER NOT NULL,          -- a label, as are status and tool
  time_ms INTEGER,
  status INTEGER,
  exit_code INTEGER,
  tool INTEGER,
  part INTEGER NOT NULL,          -- where it stands: the first of its lines
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  next_line INTEGER,              -- its second line, where that is in the same part: lines behind the first,
  next_offset INTEGER,            -- bytes behind the end of the first,
  next_length INTEGER,            -- and its length
  more TEXT                       -- its other lines: part line offset length, separated by spaces
) STRICT;
CREATE INDEX passage_session ON passage (session, n);

-- The words of the word table, one a line, compressed; of an index that was not settled none. And the sessions that were
-- written since.
CREATE TABLE word_list (id INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;
CREATE TABLE later (session INTEGER PRIMARY KEY) STRICT;

CREATE VIRTUAL TABLE words USING fts5(${words}, ${kind}, tokenize="${TOKENIZER}");
CREATE VIRTUAL TABLE parts USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='trigram');
-- Words that wait in memory for their transaction, in bytes: the more, the fewer pieces have to be joined afterwards.
INSERT INTO words (words, rank) VALUES ('hashsize', ${24 << 20});
INSERT INTO parts (parts, rank) VALUES ('hashsize', ${16 << 20});
`;
}
