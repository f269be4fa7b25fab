// What was found in the text of all sessions: contracts/search.schema.json, with what names it here.

import { Schema } from "effect";
import { count, described, flag, numberOrNull, shape, text, textOrNull, texts } from "./words.ts";

export type SearchHit = typeof SearchHit.Type;
export const SearchHit = shape("SearchHit", {
  key: described(textOrNull, "of its session; null of a prompt whose session is gone"),
  session_id: textOrNull,
  title: described(textOrNull, "of the session"),
  project: textOrNull,
  kind: described(text, "prompt, reply, command, change, …"),
  turn_id: textOrNull,
  time: textOrNull,
  status: textOrNull,
  exit_code: numberOrNull,
  tool: textOrNull,
  snippet: Schema.NullOr(
    shape("SearchSnippet", {
      field: text,
      text: described(text, "one line"),
      marks: described(Schema.Array(Schema.Array(count)), "pairs of characters between which something was found"),
      more_before: flag,
      more_after: flag,
    }),
  ),
  sources: Schema.Array(
    shape("SearchSource", {
      file: described(Schema.NullOr(count), "index in the session's chain"),
      line: count,
      offset: count,
      length: count,
    }),
  ),
});

export type SearchPage = typeof SearchPage.Type;
export const SearchPage = shape("SearchPage", {
  hits: Schema.Array(SearchHit),
  more: described(flag, "there are more than were asked for, or looking for them took too long"),
  filling: described(flag, "the index is being brought up to the sessions: ask again"),
  notes: described(texts, "on the query, in sentences"),
});
