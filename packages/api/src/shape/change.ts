// What a session changed in files: contracts/files.schema.json and contracts/diff.schema.json, with indices to ask by.

import { Schema } from "effect";
import { SESSION_KINDS } from "./kinds.ts";
import { count, countOrNull, described, flag, shape, text, textOrNull, texts } from "./words.ts";

const CHANGES = Schema.Literals(["add", "delete", "update", "arrive"]);

const itemRef = {
  turn_index: count,
  turn_id: text,
  item_id: text,
};

const Reason = shape("Reason", {
  kind: described(text, "why something is not known: docs/replay.md"),
  item: Schema.NullOr(shape("ItemRef", itemRef)),
  count,
  text,
});

const Root = shape("Root", { path: textOrNull, from: text });

export type ChangedFile = typeof ChangedFile.Type;
export const ChangedFile = shape("ChangedFile", {
  index: described(count, "names the file in this session"),
  path: text,
  name: described(text, "below the session's folder without it"),
  kinds: Schema.Array(CHANGES),
  changes: count,
  turns: described(Schema.Array(count), "indices of turns"),
  lines_added: countOrNull,
  lines_removed: countOrNull,
  moved_to: textOrNull,
  moved_from: textOrNull,
  uncertain: described(count, "changes that may have happened"),
});

export type FileList = typeof FileList.Type;
export const FileList = shape("FileList", { root: Root, files: Schema.Array(ChangedFile), gaps: texts });

export type SessionDiff = typeof SessionDiff.Type;
export const SessionDiff = shape("SessionDiff", {
  root: Root,
  first_turn: count,
  last_turn: count,
  gaps: texts,
  files: Schema.Array(
    shape("DiffOfFile", {
      index: described(countOrNull, "among the changed files"),
      path: text,
      name: text,
      old_path: textOrNull,
      kind: Schema.Literals(["added", "deleted", "modified", "renamed", "unchanged"]),
      old_mode: textOrNull,
      mode: textOrNull,
      known: described(flag, "the whole diff is known"),
      lines_added: countOrNull,
      lines_removed: countOrNull,
      diff: described(textOrNull, "in git's format, which git apply takes; null where it is not known"),
      reasons: Schema.Array(Reason),
      changes: Schema.Array(
        shape("ChangeOfFile", {
          ...itemRef,
          seq: count,
          path: text,
          kind: CHANGES,
          moved_to: textOrNull,
          moved_from: textOrNull,
          lines_added: countOrNull,
          lines_removed: countOrNull,
          numbered: described(flag, "lines have numbers"),
          diff: textOrNull,
        }),
      ),
    }),
  ),
});

export type FileAtTurn = typeof FileAtTurn.Type;
/** A file as it was after a turn. */
export const FileAtTurn = shape("FileAtTurn", {
  path: text,
  state: Schema.Literals(["known", "deleted", "unknown"]),
  text: described(textOrNull, "the whole text of a known file"),
  mode: textOrNull,
  known_lines: count,
  changes: count,
  reasons: Schema.Array(Reason),
  turn: count,
});

export type FileSessions = typeof FileSessions.Type;
/** Who changed a file. */
export const FileSessions = shape("FileSessions", {
  path: text,
  total: described(count, "how many there are; at most 200 are told"),
  filling: described(flag, "the index is being brought up to the sessions: ask again"),
  sessions: Schema.Array(
    shape("FileSession", {
      key: text,
      session_id: textOrNull,
      title: textOrNull,
      kind: Schema.Literals(SESSION_KINDS),
      created_at: text,
      updated_at: text,
      own: described(flag, "the one that was asked about"),
    }),
  ),
});
