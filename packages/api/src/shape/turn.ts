// Turns: the spine of a session, with what a navigator marks on it.

import { Schema } from "effect";
import { Tokens } from "./session.ts";
import {
  anything,
  count,
  countOrNull,
  described,
  flag,
  numberOrNull,
  shape,
  text,
  textOrNull,
  texts,
} from "./words.ts";

export type Progress = typeof Progress.Type;
/** How far a session has been read: a large one is read while one looks at it. */
export const Progress = shape("Progress", {
  bytes: count,
  total_bytes: described(count, "about, where files are compressed"),
  done: flag,
  items: described(count, "known by now; when done, rows at this position and behind it are no longer there"),
  revision: described(text, "another one: what was told before is of no use, begin without a cursor"),
  gaps: described(texts, "what is missing of the session, in sentences; known when it is read"),
});

export type TurnMark = typeof TurnMark.Type;
export const TurnMark = shape("TurnMark", {
  index: described(count, "among all turns of the thread, inherited and withdrawn ones included"),
  id: text,
  status: Schema.Literals(["completed", "interrupted", "failed", "in_progress"]),
  synthetic: described(flag, "no record says where it starts"),
  withdrawn: described(Schema.NullOr(Schema.Literals(["rolled_back", "reverted"])), "the thread went on without it"),
  inherited: described(flag, "lived in another thread"),
  error: textOrNull,
  model: textOrNull,
  effort: textOrNull,
  cwd: textOrNull,
  started_at: described(textOrNull, "RFC 3339"),
  ended_at: textOrNull,
  duration_ms: numberOrNull,
  prompt: described(textOrNull, "its first line, at most 200 characters"),
  answer: described(textOrNull, "the first line of the last message"),
  items: count,
  commands: count,
  commands_failed: count,
  calls: count,
  calls_failed: count,
  changes: count,
  changes_failed: count,
  agents: count,
  compactions: count,
  unknown: count,
  damaged: count,
  usage: Schema.NullOr(Tokens),
  context_tokens: described(numberOrNull, "what the model was last given"),
  context_window: numberOrNull,
  rate_limits: described(anything, "the last ones told, as written; null where none were"),
  first_position: described(countOrNull, "of its first item"),
  bytes: described(count, "of the records its items were made of"),
});

export type TurnPage = typeof TurnPage.Type;
export const TurnPage = shape("TurnPage", {
  turns: Schema.Array(TurnMark),
  next_cursor: described(
    text,
    "also behind the last turn; a turn that was not over comes again, and takes its own place",
  ),
  progress: Progress,
});
