// What happened to a file: the values of a `changes` object, whose keys are paths.

import { Schema } from "effect";
import { open, opt, req, unlisted } from "./shape.ts";

export type PathChange = typeof PathChange.Type;
/** An added or deleted file with its whole content, or an updated one with a unified diff and perhaps a new path. */
export const PathChange = Schema.Union([
  open("AddedFile", { type: req(Schema.Literal("add"), "0.104"), content: req(Schema.String, "0.104") }),
  open("DeletedFile", { type: req(Schema.Literal("delete"), "0.133"), content: opt(Schema.String, "0.133") }),
  open("UpdatedFile", {
    type: req(Schema.Literal("update"), "0.133"),
    unified_diff: req(Schema.String, "0.133"),
    move_path: opt(Schema.String, "0.133"),
  }),
  unlisted("UnlistedChange", ["add", "delete", "update"]),
]);

export type PathChanges = typeof PathChanges.Type;
/** By path: absolute in every file seen. */
export const PathChanges = Schema.Record(Schema.String, PathChange);
