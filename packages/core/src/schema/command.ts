// What a command line was understood to be.

import { Schema } from "effect";
import { open, opt, req, unlisted } from "./shape.ts";

export type ParsedCommand = typeof ParsedCommand.Type;
/** Codex's own reading of a command, for display: it claims nothing about what the command did. */
export const ParsedCommand = Schema.Union([
  open("ReadCommand", {
    type: req(Schema.Literal("read"), "0.148"),
    cmd: req(Schema.String, "0.148"),
    name: opt(Schema.String, "0.148"),
    path: opt(Schema.String, "0.148"),
  }),
  open("ListFilesCommand", {
    type: req(Schema.Literal("list_files"), "~0.169"),
    cmd: req(Schema.String, "~0.169"),
    path: opt(Schema.String, "~0.169"),
  }),
  open("SearchCommand", {
    type: req(Schema.Literal("search"), "~0.169"),
    cmd: req(Schema.String, "~0.169"),
    query: opt(Schema.String, "~0.169"),
    path: opt(Schema.String, "~0.169"),
  }),
  open("UnknownCommand", { type: req(Schema.Literal("unknown"), "0.104"), cmd: req(Schema.String, "0.104") }),
  unlisted("UnlistedCommand", ["read", "list_files", "search", "unknown"]),
]);
