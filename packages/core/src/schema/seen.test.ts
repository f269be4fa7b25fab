// What each field says of when it was seen is true of every file of the lab.

import { Schema, SchemaAST } from "effect";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { readRecords } from "../rollout/read.ts";
import { SessionEntry } from "./entry.ts";
import { describeSeen } from "./shape.ts";

/** The minor version a scenario's files were written by; null for files that 0.169 made of older ones. */
function minorOf(label: string): number | null {
  const minor = /^0\.(\d+)/.exec(label)?.[1];
  return minor === undefined || label.endsWith("-migrated") ? null : Number(minor);
}

interface Span {
  readonly since: number;
  readonly until: number;
}

/** The span a description speaks of; null for one that says the field was in no file. */
function spanOf(description: string): Span | null {
  const since = /Seen (?:since|in) 0\.(\d+)/.exec(description)?.[1];
  if (since === undefined) return null;
  const until = /until 0\.(\d+)/.exec(description)?.[1] ?? (description.endsWith("only.") ? since : "169");
  return { since: Number(since), until: Number(until) };
}

const untrue = new Set<string>();
const guards = new Map<SchemaAST.AST, (value: unknown) => boolean>();
let told = 0;

function fits(ast: SchemaAST.AST, value: unknown): boolean {
  let guard = guards.get(ast);
  if (guard === undefined) guards.set(ast, (guard = Schema.is(Schema.make(ast))));
  return guard(value);
}

function visit(ast: SchemaAST.AST, value: unknown, minor: number, seen: Set<string>): void {
  if (SchemaAST.isUnion(ast)) {
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
    const member = ast.types.find((candidate) => mayBe(candidate, type) && fits(candidate, value));
    if (member !== undefined) visit(member, value, minor, seen);
  } else if (SchemaAST.isArrays(ast) && Array.isArray(value)) {
    const [items] = ast.rest;
    if (items !== undefined) for (const item of value) visit(items, item, minor, seen);
  } else if (SchemaAST.isObjects(ast) && typeof value === "object" && value !== null) {
    const name = String(ast.annotations?.["identifier"]);
    for (const property of ast.propertySignatures) {
      const key = String(property.name);
      if (!Object.hasOwn(value, key)) continue;
      const place = `${name}.${key} in 0.${minor}`;
      if (!seen.has(place)) judge(place, String(property.type.context?.annotations?.["description"]), minor);
      seen.add(place);
      visit(property.type, (value as Record<string, unknown>)[key], minor, seen);
    }
    const [values] = ast.propertySignatures.length === 0 ? ast.indexSignatures : [];
    if (values !== undefined) for (const held of Object.values(value)) visit(values.type, held, minor, seen);
  }
}

/** Cheap look at the tag, before the whole is looked at. */
function mayBe(ast: SchemaAST.AST, type: unknown): boolean {
  if (!SchemaAST.isObjects(ast)) return true;
  const tag = ast.propertySignatures.find(({ name }) => name === "type")?.type;
  return tag === undefined || !SchemaAST.isLiteral(tag) || tag.literal === type;
}

function judge(place: string, description: string, minor: number): void {
  told++;
  const span = spanOf(description);
  if (span === null || minor < span.since || minor > span.until) untrue.add(`${place}: ${description}`);
}

test("no field was seen before or after the versions it names", () => {
  const seen = new Set<string>();
  for (const { label, files } of listScenarios()) {
    const minor = minorOf(label);
    if (minor === null) continue;
    for (const file of files) {
      for (const reading of readRecords(sessionBytes(file))) {
        if (reading.kind === "record") visit(SessionEntry.ast, reading.value, minor, seen);
      }
    }
  }
  expect([...untrue]).toEqual([]);
  expect(told).toBeGreaterThan(3000);
});

test("every field says when it was seen", () => {
  const silent: string[] = [];
  const done = new Set<SchemaAST.AST>();
  const walk = (ast: SchemaAST.AST): void => {
    if (done.has(ast)) return;
    done.add(ast);
    if (SchemaAST.isUnion(ast)) ast.types.forEach(walk);
    else if (SchemaAST.isArrays(ast)) ast.rest.forEach(walk);
    else if (SchemaAST.isObjects(ast)) {
      const name = String(ast.annotations?.["identifier"]);
      for (const property of ast.propertySignatures) {
        const description = property.type.context?.annotations?.["description"];
        // The tag of a catch-all, and keys that only must not be there, were never seen by their nature.
        const free = name.startsWith("Unlisted") || name === "NamedEvent" || SchemaAST.isNever(property.type);
        if (!free && typeof description !== "string") silent.push(`${name}.${String(property.name)}`);
        walk(property.type);
      }
      ast.indexSignatures.forEach(({ type }) => walk(type));
    }
  };
  walk(SessionEntry.ast);
  expect(silent).toEqual([]);
});

test("describeSeen", () => {
  expect(describeSeen("0.98")).toBe("Seen since 0.98.");
  expect(describeSeen("0.98..0.128")).toBe("Seen since 0.98, until 0.128.");
  expect(describeSeen("0.98..0.98")).toBe("Seen in 0.98 only.");
  expect(describeSeen("~0.169")).toBe("Named by 0.169; not yet seen in a file.");
});
