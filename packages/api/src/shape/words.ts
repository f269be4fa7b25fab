// The few words the shapes are written in.

import { Schema } from "effect";

export const text = Schema.String;
export const flag = Schema.Boolean;
export const count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0));
export const number = Schema.Number;
export const textOrNull = Schema.NullOr(text);
export const countOrNull = Schema.NullOr(count);
export const numberOrNull = Schema.NullOr(number);
export const texts = Schema.Array(text);
export const counts = Schema.Record(text, count);
/** Whatever stands in a file. */
export const anything = Schema.Unknown;

/** An object; `name` is its name in the OpenAPI document. */
export function shape<const F extends Schema.Struct.Fields>(name: string, fields: F) {
  return Schema.Struct(fields).annotate({ identifier: name });
}

/** A field with a word on what it means. */
export function described<S extends Schema.Top>(schema: S, description: string): S["Rebuild"] {
  return schema.annotateKey({ description });
}
