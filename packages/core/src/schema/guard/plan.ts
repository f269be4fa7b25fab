// What a schema accepts, boiled down to what a guard must look at. Made once per schema, from its syntax tree.

import { Schema, SchemaAST } from "effect";

/** Kinds of JSON value, as bits. */
export const STRING = 1;
export const NUMBER = 2;
export const BOOLEAN = 4;
export const NULL = 8;
export const ANYTHING = 16;

/** The bit of a value that is no object and no array; 0 for those. */
export function bitOf(value: unknown): number {
  switch (typeof value) {
    case "string":
      return STRING;
    case "number":
      return NUMBER;
    case "boolean":
      return BOOLEAN;
    default:
      return value === null ? NULL : 0;
  }
}

/** What may stand in one place: any of the things named here. */
export interface Plan {
  /** Kinds that are accepted whatever their value. */
  readonly bits: number;
  /** Strings that are accepted though not every string is. */
  readonly literals: ReadonlySet<string> | null;
  /** A check that only the schema itself can make (a name that is not listed). */
  readonly check: { readonly test: (value: unknown) => boolean; readonly expected: string } | null;
  readonly list: Plan | null;
  readonly map: Plan | null;
  /** Objects told apart by their `type`. */
  readonly tagged: ReadonlyMap<string, ObjectPlan>;
  /** Objects that are tried one after the other. */
  readonly untagged: readonly ObjectPlan[];
}

export interface ObjectPlan {
  /** The schema's identifier. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, { readonly plan: Plan; readonly required: boolean }>;
}

const EMPTY: Plan = { bits: 0, literals: null, check: null, list: null, map: null, tagged: new Map(), untagged: [] };

const plans = new WeakMap<SchemaAST.AST, Plan>();

/**
 * The plan of a schema. Schemas here are built of a few words only (see `shape.ts`); one built of others is a mistake
 * in the source, and throws when the module is loaded by a test.
 */
export function planOf(ast: SchemaAST.AST): Plan {
  const known = plans.get(ast);
  if (known !== undefined) return known;
  const plan = makePlan(ast);
  plans.set(ast, plan);
  return plan;
}

function makePlan(ast: SchemaAST.AST): Plan {
  if (ast.checks !== undefined) {
    const expected = String(ast.checks[0].annotations?.["expected"] ?? "a checked value");
    return { ...EMPTY, check: { test: Schema.is(Schema.make(ast)), expected } };
  }
  switch (ast._tag) {
    case "String":
      return { ...EMPTY, bits: STRING };
    case "Number":
      return { ...EMPTY, bits: NUMBER };
    case "Boolean":
      return { ...EMPTY, bits: BOOLEAN };
    case "Null":
      return { ...EMPTY, bits: NULL };
    case "Unknown":
      return { ...EMPTY, bits: ANYTHING };
    case "Never":
      return EMPTY;
    case "Literal":
      return { ...EMPTY, literals: new Set([String(ast.literal)]) };
    case "Arrays":
      return { ...EMPTY, list: planOf(first(ast.rest, ast)) };
    case "Objects":
      return planObject(ast);
    case "Union":
      return ast.types.map(planOf).reduce((left, right) => join(left, right, ast));
    default:
      return refuse(ast);
  }
}

function planObject(ast: SchemaAST.Objects): Plan {
  if (ast.propertySignatures.length === 0) return { ...EMPTY, map: planOf(first(ast.indexSignatures, ast).type) };
  const fields = ast.propertySignatures.map(
    ({ name, type }) => [String(name), { plan: planOf(type), required: !SchemaAST.isOptional(type) }] as const,
  );
  const object: ObjectPlan = { name: String(ast.annotations?.["identifier"] ?? "object"), fields: new Map(fields) };
  const tag = object.fields.get("type")?.plan;
  if (tag?.literals == null || tag.bits !== 0) return { ...EMPTY, untagged: [object] };
  return { ...EMPTY, tagged: new Map([...tag.literals].map((name) => [name, object])) };
}

function join(left: Plan, right: Plan, ast: SchemaAST.AST): Plan {
  const twice = (["check", "list", "map"] as const).some((key) => left[key] !== null && right[key] !== null);
  if (twice || [...right.tagged.keys()].some((name) => left.tagged.has(name))) return refuse(ast);
  const literals = left.literals === null ? right.literals : left.literals.union(right.literals ?? new Set<string>());
  return {
    bits: left.bits | right.bits,
    literals,
    check: left.check ?? right.check,
    list: left.list ?? right.list,
    map: left.map ?? right.map,
    tagged: new Map([...left.tagged, ...right.tagged]),
    untagged: [...left.untagged, ...right.untagged],
  };
}

function first<A>(items: readonly A[], ast: SchemaAST.AST): A {
  return items[0] ?? refuse(ast);
}

function refuse(ast: SchemaAST.AST): never {
  throw new TypeError(`a schema of this room is built of something no guard knows: ${ast._tag}`);
}
