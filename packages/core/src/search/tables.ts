// What the tables of an index are made with, for those who make them or look whether they are so.

/**
 * The tokenizer of the word table, as FTS5's `tokenize` takes it: case and the marks of Latin letters make no
 * difference, `snake_case` is one word. `eachWord` agrees with it over texts that `spread` made.
 */
export const TOKENIZER = "unicode61 remove_diacritics 2 tokenchars '_'";

/** The columns of the word table, in order. A text goes into them as `spread` makes it. */
export const WORD_COLUMNS = ["output", "said", "command", "path", "tool", "marks"] as const;
/** The columns of the table with FTS5's tokenizer `trigram`, in order. A text goes into them without NUL. */
export const PART_COLUMNS = ["command", "path"] as const;
