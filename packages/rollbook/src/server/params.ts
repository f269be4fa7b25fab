// Readers of parameters, which complain in the words of Codex's app-server (those of Rust's serde).

import type { Json, JsonObject } from "rollbook-core";
import { CODE, RequestFailure } from "./failure.ts";

export type Read<T> = (value: Json) => T;

/** How a field is read, and what it is when it is not there; without that it must be there. */
export interface Field<T> {
  readonly read: Read<T>;
  readonly absent?: T;
}

type Values<F> = { readonly [Key in keyof F]: F[Key] extends Field<infer T> ? T : never };

/** An object with these fields; others are passed over, as newer clients may have them. */
export function struct<F extends Readonly<Record<string, Field<unknown>>>>(name: string, fields: F): Read<Values<F>> {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw complaint(`invalid type: ${describe(value)}, expected struct ${name}`);
    }
    const given = value as JsonObject;
    const values: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(given)) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field !== undefined && inner !== undefined) values[key] = field.read(inner);
    }
    for (const [key, field] of Object.entries(fields)) {
      if (Object.hasOwn(values, key)) continue;
      if (!("absent" in field)) throw complaint(`missing field \`${key}\``);
      values[key] = field.absent;
    }
    return values as Values<F>;
  };
}

export function required<T>(read: Read<T>): Field<T> {
  return { read };
}

/** May be left out, and may be null. */
export function optional<T>(read: Read<T>): Field<T | null> {
  return { read: (value) => (value === null ? null : read(value)), absent: null };
}

export const flag: Field<boolean> = { read: boolean, absent: false };

export function string(value: Json): string {
  if (typeof value !== "string") throw complaint(`invalid type: ${describe(value)}, expected a string`);
  return value;
}

export function boolean(value: Json): boolean {
  if (typeof value !== "boolean") throw complaint(`invalid type: ${describe(value)}, expected a boolean`);
  return value;
}

export function u32(value: Json): number {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    throw complaint(`invalid type: ${describe(value)}, expected u32`);
  }
  if (value < 0 || value > 0xffff_ffff) throw complaint(`invalid value: ${describe(value)}, expected u32`);
  return value;
}

export function word<const W extends string>(words: readonly W[]): Read<W> {
  return (value) => {
    if (typeof value !== "string") throw complaint(`invalid type: ${describe(value)}, expected string or map`);
    const found = words.find((each) => each === value);
    if (found === undefined) throw complaint(`unknown variant \`${value}\`, expected ${listed(words)}`);
    return found;
  };
}

export const direction = word(["asc", "desc"]);

export function sequence<T>(read: Read<T>): Read<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw complaint(`invalid type: ${describe(value)}, expected a sequence`);
    return (value as readonly Json[]).map((each) => read(each));
  };
}

/** The first reader that does not complain; `name` is that of Codex's type. */
export function either<A, B>(name: string, first: Read<A>, second: Read<B>): Read<A | B> {
  return (value) => {
    for (const read of [first, second]) {
      try {
        return read(value);
      } catch (error) {
        if (!(error instanceof RequestFailure)) throw error;
      }
    }
    throw complaint(`data did not match any variant of untagged enum ${name}`);
  };
}

/** `` `a` or `b` ``, `` one of `a`, `b`, `c` ``. */
export function listed(words: readonly string[]): string {
  const quoted = words.map((each) => `\`${each}\``);
  return quoted.length === 2 ? quoted.join(" or ") : `${quoted.length > 2 ? "one of " : ""}${quoted.join(", ")}`;
}

export function complaint(message: string): RequestFailure {
  return new RequestFailure(CODE.request, `Invalid request: ${message}`);
}

function describe(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (typeof value === "number") return `${Number.isInteger(value) ? "integer" : "floating point"} \`${value}\``;
  return Array.isArray(value) ? "sequence" : "map";
}
