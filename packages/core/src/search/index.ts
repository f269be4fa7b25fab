// The face of search: the language of queries, what an index is asked, and the decision over a passage.

export type { BrokenWord, WordsWith } from "./certain.ts";
export { compile, type Compiled, type Detail, type Selection } from "./compile.ts";
export {
  type At,
  type FieldNode,
  KINDS,
  type LiteralNode,
  type ManyNode,
  type NotNode,
  type PassageField,
  type PassageLeaf,
  type PassageTree,
  type Query,
  type QueryError,
  type RegexNode,
  type Searchable,
  type SearchableSession,
  type SearchableTexts,
  type SessionField,
  type SessionFieldNode,
  type SessionTree,
  SOURCES,
  STATUSES,
  type Tree,
  type WordsNode,
} from "./contract.ts";
export type { FieldContext } from "./field.ts";
export { createHighlighter, type TextName } from "./hits.ts";
export { marksOf } from "./marks.ts";
export { createMatcher, type Matcher, matches } from "./match.ts";
export { momentOf, MOMENTS } from "./moment.ts";
export { parseQuery } from "./parse.ts";
export { printQuery } from "./print.ts";
export { createLineTest } from "./regex/lines.ts";
export { type Pattern, readPattern } from "./regex/pattern.ts";
export { partsPattern, rawPattern } from "./regex/raw.ts";
export { createScore } from "./rank.ts";
export { type Hazard, hazardOf } from "./regex/hazard.ts";
export { type Literal, literalsOf } from "./regex/literals.ts";
export { matchesSession } from "./sessions.ts";
export { createSnippets, type Snippet, type SnippetOptions } from "./snippet.ts";
export { PART_COLUMNS, TOKENIZER, WORD_COLUMNS } from "./tables.ts";
export { spread, wordsOf } from "./words.ts";
