// The first record of the two oldest eras: who and when, and the instructions, without an envelope.

import { Schema } from "effect";
import { open, opt, req } from "./shape.ts";

export type GitInfo = typeof GitInfo.Type;
/** The state of the repository when the session began. */
export const GitInfo = open("GitInfo", {
  commit_hash: opt(Schema.String, "0.20"),
  branch: opt(Schema.String, "0.20"),
  repository_url: opt(Schema.String, "0.20"),
});

/** A key whose presence says that the object is something else. */
export const absent = Schema.optionalKey(Schema.Never);

export type SessionHeader = typeof SessionHeader.Type;
/**
 * The bare meta line (0.8 to 0.29, and the Rust preview before), and `session` of a TypeScript-era document. It names
 * no working directory and no version. The Rust preview leaves `instructions` out when there are none.
 */
export const SessionHeader = open("SessionHeader", {
  id: req(Schema.String, "0.1..0.29"),
  timestamp: req(Schema.String, "0.1..0.29"),
  instructions: opt(Schema.String, "0.1..0.29"),
  git: opt(GitInfo, "0.20..0.29"),
  type: absent,
  record_type: absent,
  payload: absent,
});
