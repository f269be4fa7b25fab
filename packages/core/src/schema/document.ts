// The session file of the TypeScript CLI: one document, not lines.

import { Schema } from "effect";
import { SessionHeader } from "./header.ts";
import { ResponsePayload } from "./response/index.ts";
import { open, req } from "./shape.ts";

export type SessionDocument = typeof SessionDocument.Type;
/** Spring 2025. One session of that time leaves several such files, each a prefix of the next. */
export const SessionDocument = open("SessionDocument", {
  session: req(SessionHeader, "0.1..0.1"),
  items: req(Schema.Array(ResponsePayload), "0.1..0.1"),
});
