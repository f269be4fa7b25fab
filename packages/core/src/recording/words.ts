// The few words the records of a recording are written in.

import { Schema } from "effect";

export const text = Schema.String;
export const textOrNull = Schema.NullOr(text);
export const count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0));
export const milliseconds = Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0));
export const millisecondsOrNull = Schema.NullOr(milliseconds);

/** An object; `name` is its name in the JSON Schema. */
export function record<const F extends Schema.Struct.Fields>(name: string, fields: F) {
  return Schema.Struct(fields).annotate({ identifier: name });
}

/** A field with a word on what it means. */
export function described<S extends Schema.Top>(schema: S, description: string): S["Rebuild"] {
  return schema.annotateKey({ description });
}
