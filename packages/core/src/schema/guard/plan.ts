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
    const expected = ast.checks[0].annotations?.["expected"];
    const test = Schema.is(Schema.make(ast));
    return { ...EMPTY, check: { test, expected: typeof expected === "string" ? expected : "a checked value" } };
  }
  if (SchemaAST.isString(ast)) return { ...EMPTY, bits: STRING };
  if (SchemaAST.isNumber(ast)) return { ...EMPTY, bits: NUMBER };
  if (SchemaAST.isBoolean(ast)) return { ...EMPTY, bits: BOOLEAN };
  if (SchemaAST.isNull(ast)) return { ...EMPTY, bits: NULL };
  if (SchemaAST.isUnknown(ast)) return { ...EMPTY, bits: ANYTHING };
  if (SchemaAST.isNever(ast)) return EMPTY;
  if (SchemaAST.isLiteral(ast)) return { ...EMPTY, literals: new Set([String(ast.literal)]) };
  if (SchemaAST.isArrays(ast)) return { ...EMPTY, list: planOf(first(ast.rest)) };
  if (SchemaAST.isObjects(ast)) return planObject(ast);
  if (SchemaAST.isUnion(ast)) return ast.types.map(planOf).reduce(join);
  return refuse();
}

function planObject(ast: SchemaAST.Objects): Plan {
  if (ast.propertySignatures.length === 0) return { ...EMPTY, map: planOf(first(ast.indexSignatures).type) };
  const fields = ast.propertySignatures.map(
    ({ name, type }) => [String(name), { plan: planOf(type), required: !SchemaAST.isOptional(type) }] as const,
  );
  const name = ast.annotations?.["identifier"];
  const object: ObjectPlan = { name: typeof name === "string" ? name : "an object", fields: new Map(fields) };
  const tag = object.fields.get("type")?.plan;
  if (tag === undefined || tag.literals === null || tag.bits !== 0) return { ...EMPTY, untagged: [object] };
  return { ...EMPTY, tagged: new Map([...tag.literals].map((name) => [name, object])) };
}

function join(left: Plan, right: Plan): Plan {
  const twice = (["check", "list", "map"] as const).some((key) => left[key] !== null && right[key] !== null);
  if (twice || [...right.tagged.keys()].some((name) => left.tagged.has(name))) return refuse();
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

function first<A>(items: readonly A[]): A {
  return items[0] ?? refuse();
}

function refuse(): never {
  throw new TypeError("a schema of this room is built of something no guard knows");
}
