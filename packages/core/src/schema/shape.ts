// The few words all schemas are written in: open objects, required and optional fields, and the catch-all of a union.

import { Schema } from "effect";

/** Keys a schema does not declare: kept as they are. */
const rest = Schema.Record(Schema.String, Schema.Unknown);

/** An object with declared fields that keeps every other key; `name` is its name in the JSON Schemas. */
export function open<const F extends Schema.Struct.Fields>(name: string, fields: F) {
  return Schema.StructWithRest(Schema.Struct(fields), [rest]).annotate({ identifier: name });
}

/**
 * A field that every record of its kind has. `seen` says in which versions (see `describeSeen`).
 */
export function req<S extends Schema.Top>(schema: S, seen: string): S["Rebuild"] {
  return schema.annotateKey({ description: describeSeen(seen) });
}

/**
 * A field that some records of its kind lack. Codex reads null as absent wherever it may leave a field out, and has
 * changed its mind between the two more than once, so null is as good as nothing here.
 */
export function opt<S extends Schema.Top>(schema: S, seen: string) {
  return Schema.optionalKey(Schema.NullOr(schema)).annotateKey({ description: describeSeen(seen) });
}

/**
 * When a field was seen, as a sentence. `0.98` is since 0.98 and still in 0.169, the newest version looked at;
 * `0.98..0.128` is since and until; `~0.169` is named in that version's program, `~` and words somewhere else, but in
 * no file of the lab's. Versions are the first and last of those sampled: the true ones lie between them and their
 * neighbours.
 */
export function describeSeen(seen: string): string {
  if (seen.startsWith("~")) return `Named by ${seen.slice(1)}; not yet seen in a file.`;
  const [since, until] = seen.split("..");
  if (until === undefined) return `Seen since ${since}.`;
  return since === until ? `Seen in ${since} only.` : `Seen since ${since}, until ${until}.`;
}

/**
 * The type of a name that no schema here lists. It is a string; that it is an enum of its own lets TypeScript tell
 * the catch-all from the listed variants when a union is narrowed on its tag.
 */
export declare enum Unlisted {
  name = "",
}

function unlistedName(known: Iterable<string>) {
  const names = [...known].toSorted();
  const pattern = new RegExp(`^(?!(?:${names.join("|")})$)`);
  return Schema.String.check(
    Schema.isPattern(pattern, {
      expected: "a name that is not listed",
      toJsonSchema: () => ({ not: { enum: names } }),
    }),
  ) as unknown as Schema.Codec<Unlisted>;
}

/** Variants of which nothing but the name is known; to TypeScript they are as good as not listed. */
export function nameOnly(name: string, names: readonly string[]) {
  return open(name, { type: Schema.Literals(names) as unknown as Schema.Codec<Unlisted> });
}

/**
 * The catch-all of a union: an object whose `type` is none of those listed. A listed variant with a broken field is
 * therefore refused by the whole union, while a variant from the future passes with all it holds.
 */
export function unlisted(name: string, known: Iterable<string>) {
  return open(name, { type: unlistedName(known) });
}
