// Why a value is refused: where in it, what was expected there, and what stands there.

import { checkOf } from "./check.ts";
import { ANYTHING, BOOLEAN, bitOf, NULL, NUMBER, STRING, type ObjectPlan, type Plan } from "./plan.ts";

/** One thing that is wrong with a value. */
export interface Fault {
  /** Keys and indices from the record to the place. */
  readonly path: readonly (string | number)[];
  readonly expected: string;
  /** The kind of value found, or its text where that says more; never more than a few characters of a session. */
  readonly found: string;
}

/**
 * What is wrong with a value, one fault for each field that is; empty when nothing is. Where an object may be one of
 * several, the faults are those of the one its `type` names, else of the one it comes closest to.
 */
export function explain(plan: Plan, value: unknown): Fault[] {
  return faultsOf(plan, value, []);
}

type Path = readonly (string | number)[];

function faultsOf(plan: Plan, value: unknown, path: Path): Fault[] {
  if (checkOf(plan)(value)) return [];
  if (Array.isArray(value) && plan.list !== null) {
    const items = plan.list;
    return value.flatMap((item: unknown, i) => faultsOf(items, item, [...path, i]));
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const record = value as Record<string, unknown>;
    const type = record["type"];
    const named = typeof type === "string" ? plan.tagged.get(type) : undefined;
    if (named !== undefined) return faultsIn(named, record, path);
    const tries = plan.untagged.map((object) => faultsIn(object, record, path));
    const values = plan.map;
    if (values !== null) {
      tries.push(Object.keys(record).flatMap((key) => faultsOf(values, record[key], [...path, key])));
    }
    const closest = tries.toSorted((a, b) => a.length - b.length)[0];
    if (closest !== undefined) return closest;
  }
  return [{ path, expected: describePlan(plan), found: describeFound(value) }];
}

function faultsIn(object: ObjectPlan, record: Record<string, unknown>, path: Path): Fault[] {
  return [...object.fields].flatMap(([key, { plan, required }]): Fault[] => {
    if (Object.hasOwn(record, key)) return faultsOf(plan, record[key], [...path, key]);
    return required ? [{ path: [...path, key], expected: describePlan(plan), found: "nothing" }] : [];
  });
}

/** What a plan accepts, in words. */
export function describePlan(plan: Plan): string {
  const { bits, literals, check, list, map, tagged, untagged } = plan;
  if (bits & ANYTHING) return "anything";
  const ways: string[] = [];
  if (bits & STRING) ways.push("a string");
  if (bits & NUMBER) ways.push("a number");
  if (bits & BOOLEAN) ways.push("a boolean");
  if (literals !== null) ways.push(...[...literals].map((literal) => JSON.stringify(literal)));
  if (check !== null) ways.push(check.expected);
  if (list !== null) ways.push("an array");
  const names = new Set([...tagged.values(), ...untagged].map(({ name }) => name));
  if (names.size > 3 || map !== null) ways.push("an object");
  else ways.push(...names);
  if (bits & NULL) ways.push("null");
  if (ways.length === 0) return "nothing";
  return ways.length === 1 ? ways.join() : `${ways.slice(0, -1).join(", ")} or ${ways.at(-1)}`;
}

function describeFound(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (bitOf(value) === 0) return value === undefined ? "nothing" : "an object";
  if (typeof value === "string")
    return value.length <= 40 && /^[\w./-]*$/.test(value) ? JSON.stringify(value) : "a string";
  return value === null ? "null" : `the ${typeof value} ${JSON.stringify(value)}`;
}
