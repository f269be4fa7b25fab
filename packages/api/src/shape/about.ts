// The server itself.

import { Schema } from "effect";
import { described, flag, shape, text, count } from "./words.ts";

export type About = typeof About.Type;
export const About = shape("About", {
  version: described(text, "of rollbook"),
  mode: described(Schema.Literals(["view", "serve"]), "serve: for others on this network too"),
  redacted: described(flag, "what looks like a secret is replaced in all answers"),
  homes: Schema.Array(shape("HomePlace", { index: count, path: text })),
});
