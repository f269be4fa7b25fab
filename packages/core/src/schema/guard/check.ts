// A plan as a function over the original object: nothing is copied and nothing is dropped.

import { ANYTHING, bitOf, type ObjectPlan, type Plan } from "./plan.ts";

export type Check = (value: unknown) => boolean;

/** `bits` first: most values are settled by their kind alone, and only the rest are worth a call. */
interface Test {
  readonly bits: number;
  readonly more: Check | null;
}

const tests = new WeakMap<Plan, Test>();
const checks = new WeakMap<ObjectPlan, Check>();

export function checkOf(plan: Plan): Check {
  const { bits, more } = testOf(plan);
  return (value) => passes(bits, more, value);
}

function passes(bits: number, more: Check | null, value: unknown): boolean {
  return (bits & (bitOf(value) | ANYTHING)) !== 0 || (more !== null && more(value));
}

function testOf(plan: Plan): Test {
  let test = tests.get(plan);
  if (test === undefined) tests.set(plan, (test = { bits: plan.bits, more: checkRest(plan) }));
  return test;
}

function checkRest(plan: Plan): Check | null {
  const ways: Check[] = [];
  const { literals, check, list, map, tagged, untagged } = plan;
  if (literals !== null) ways.push((value) => typeof value === "string" && literals.has(value));
  if (check !== null) ways.push(check.test);
  if (list !== null) ways.push(checkList(testOf(list)));
  if (tagged.size > 0)
    ways.push(checkTagged(new Map([...tagged].map(([name, object]) => [name, checkObject(object)]))));
  for (const object of untagged) ways.push(checkObject(object));
  if (map !== null) ways.push(checkMap(testOf(map)));
  const [one, two, ...others] = ways;
  if (one === undefined) return null;
  if (two === undefined) return one;
  if (others.length === 0) return (value) => one(value) || two(value);
  return (value) => one(value) || two(value) || others.some((way) => way(value));
}

function checkList({ bits, more }: Test): Check {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i++) if (!passes(bits, more, value[i])) return false;
    return true;
  };
}

function checkMap({ bits, more }: Test): Check {
  return (value) => {
    if (!isRecord(value)) return false;
    for (const key in value) if (!passes(bits, more, value[key])) return false;
    return true;
  };
}

function checkTagged(byTag: ReadonlyMap<unknown, Check>): Check {
  return (value) => {
    if (!isRecord(value)) return false;
    const check = byTag.get(value["type"]);
    return check !== undefined && check(value);
  };
}

interface FieldTest extends Test {
  readonly weight: 0 | 1;
}

const UNDECLARED: FieldTest = { bits: ANYTHING, more: null, weight: 0 };

/** Records of a kind nearly always have their keys in the same order: the last order seen saves most look-ups. */
const REMEMBERED = 48;

function checkObject(object: ObjectPlan): Check {
  const known = checks.get(object);
  if (known !== undefined) return known;
  const fields = new Map<string, FieldTest>();
  let required = 0;
  for (const [name, field] of object.fields) {
    fields.set(name, { ...testOf(field.plan), weight: field.required ? 1 : 0 });
    if (field.required) required++;
  }
  const keys: string[] = [];
  const remembered: FieldTest[] = [];
  const check: Check = (value) => {
    if (!isRecord(value)) return false;
    let met = 0;
    let i = 0;
    for (const key in value) {
      let field = keys[i] === key ? remembered[i] : undefined;
      if (field === undefined) {
        field = fields.get(key) ?? UNDECLARED;
        if (i < REMEMBERED) {
          keys[i] = key;
          remembered[i] = field;
        }
      }
      i++;
      if (!passes(field.bits, field.more, value[key])) return false;
      met += field.weight;
    }
    return met === required;
  };
  checks.set(object, check);
  return check;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
