// The state record of the bare era.

import { Schema } from "effect";
import { absent } from "./header.ts";
import { open, opt, req } from "./shape.ts";

export type StateRecord = typeof StateRecord.Type;
/** `{"record_type":"state"}`: written between items; 0.8 says in it which response the next request builds on. */
export const StateRecord = open("StateRecord", {
  record_type: req(Schema.String, "0.8..0.29"),
  previous_response_id: opt(Schema.String, "0.8..0.8"),
  type: absent,
  payload: absent,
});
