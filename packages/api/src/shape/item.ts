// Items: what happened in a turn, as a person is shown it, and the bytes behind it.

import { Schema } from "effect";
import { Progress } from "./turn.ts";
import { anything, count, described, flag, numberOrNull, shape, text, textOrNull, texts } from "./words.ts";

export type Source = typeof Source.Type;
export const Source = shape("Source", {
  file: described(count, "index in the session's chain"),
  line: count,
  offset: described(count, "byte of the uncompressed file"),
  length: count,
});

export type Cut = typeof Cut.Type;
/** A text that is longer than what is sent of it. */
export const Cut = Schema.optionalKey(shape("Cut", { length: described(count, "characters of the whole") }));

export const FileView = shape("FileView", {
  kind: Schema.Literals(["add", "delete", "update"]),
  path: text,
  moved_to: textOrNull,
  added: count,
  removed: count,
  lines: described(texts, "each begins with +, -, a space, or @@"),
});

export type PartView = typeof PartView.Type;
/** `Part` of rollbook-core/view. What it is cut from is at `…/parts/{index}`. */
export const PartView = Schema.Union([
  shape("TextPart", { type: Schema.Literals(["said", "typed", "output", "code", "fact"]), text, cut: Cut }),
  shape("DiffPart", { type: Schema.Literal("diff"), file: FileView, cut: Cut }),
  shape("StepsPart", {
    type: Schema.Literal("steps"),
    steps: Schema.Array(shape("Step", { text, state: Schema.Literals(["done", "doing", "open"]) })),
  }),
]);

export const VIEW_KINDS = [
  "prompt",
  "answer",
  "reasoning",
  "command",
  "change",
  "call",
  "plan",
  "agent",
  "review",
  "compaction",
  "context",
  "note",
  "unknown",
  "damage",
] as const;

export type View = typeof View.Type;
/** `ItemView` of rollbook-core/view, with long texts cut. */
export const View = shape("View", {
  kind: Schema.Literals(VIEW_KINDS),
  title: described(text, "cut like parts; the whole is in the item's content"),
  state: Schema.NullOr(Schema.Literals(["completed", "failed", "declined", "interrupted", "open"])),
  exit_code: numberOrNull,
  duration_ms: numberOrNull,
  remarks: texts,
  parts: Schema.Array(PartView),
  quiet: described(flag, "told by the harness and of interest to few"),
});

export type RowPage = typeof RowPage.Type;
/** Items without their texts, as a log: a row whose position came before takes the place of that one. */
export const RowPage = shape("RowPage", {
  rows: Schema.Array(
    shape("Row", {
      position: count,
      turn: described(count, "index of its turn"),
      id: described(text, "unique in its turn"),
      kind: Schema.Literals(VIEW_KINDS),
      title: described(text, "of one line, at most 240 characters"),
      state: Schema.NullOr(Schema.Literals(["completed", "failed", "declined", "interrupted", "open"])),
      exit_code: numberOrNull,
      duration_ms: numberOrNull,
      at: described(numberOrNull, "Unix milliseconds"),
      quiet: flag,
      tool: textOrNull,
      paths: texts,
      added: count,
      removed: count,
      lines: described(count, "of all its parts"),
      bytes: count,
      source: Source,
    }),
  ),
  next_cursor: described(text, "also behind the last row: what comes there is new"),
  progress: Progress,
});

const entry = {
  position: described(count, "0, 1, 2, … in the order in which items begin; stays as long as the files only grow"),
  turn: described(count, "index of its turn"),
  turn_id: text,
  id: text,
  type: described(text, "of the thread model: contracts/thread.schema.json"),
  origin: Schema.Literals(["item", "event", "recovered", "record"]),
  timestamp: textOrNull,
  started_at_ms: numberOrNull,
  completed_at_ms: numberOrNull,
  bytes: described(count, "of its records"),
  view: View,
  images: described(count, "pictures it holds: …/images/{index}"),
  sessions: described(
    Schema.Array(shape("Named", { session_id: text, key: textOrNull })),
    "other sessions it names: agents",
  ),
  sources: Schema.Array(Source),
};

export type ItemEntry = typeof ItemEntry.Type;
export const ItemEntry = shape("ItemEntry", entry);

export type ItemPage = typeof ItemPage.Type;
export const ItemPage = shape("ItemPage", {
  items: Schema.Array(ItemEntry),
  next_cursor: described(textOrNull, "goes on in the direction that was asked for"),
  progress: Progress,
});

export type FoundItems = typeof FoundItems.Type;
export const FoundItems = shape("FoundItems", {
  positions: described(Schema.Array(count), "in order; of long texts only what an item is sent with was looked at"),
  progress: Progress,
});

export type ItemDetail = typeof ItemDetail.Type;
export const ItemDetail = shape("ItemDetail", {
  ...entry,
  content: described(anything, "of the thread model; long strings end with … and are in the records"),
});

export type RawLine = typeof RawLine.Type;
/** The bytes behind something. */
export const RawLine = shape("RawLine", {
  file: count,
  path: text,
  offset: count,
  length: described(count, "bytes that are shown"),
  more: described(flag, "there are more of those that were asked for: ask again from offset + length"),
  text: described(text, "as UTF-8; what is none is shown as U+FFFD"),
  damaged: described(
    Schema.Array(shape("DamagedBytes", { offset: count, hex: text })),
    "bytes that are no UTF-8, the first hundred places",
  ),
  json: described(flag, "they are one whole JSON value"),
});
