// How a turn failed.

import { Schema } from "effect";
import { open, opt, req } from "./shape.ts";

const ErrorDetail = open("ErrorDetail", { http_status_code: opt(Schema.Number, "0.160") });

export type TurnError = typeof TurnError.Type;
/** `codex_error_info` is a name (`usage_limit_exceeded`), or an object whose one key is the name. */
export const TurnError = open("TurnError", {
  message: req(Schema.String, "0.160"),
  codex_error_info: opt(Schema.Union([Schema.String, Schema.Record(Schema.String, ErrorDetail)]), "0.160"),
});
