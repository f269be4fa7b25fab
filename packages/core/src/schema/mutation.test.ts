// Open is not empty: every key that occurs is declared, and a value of a wrong kind in any place is refused.

import { Schema } from "effect";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { readRecords } from "../rollout/read.ts";
import { SessionEntry } from "./entry.ts";
import { checkOf } from "./guard/check.ts";
import { emitGuard } from "./guard/emit.ts";
import { explain } from "./guard/explain.ts";
import { ANYTHING, planOf, type ObjectPlan, type Plan } from "./guard/plan.ts";

type Key = string | number;
type Kind = "null" | "boolean" | "number" | "string" | "array" | "object";

/** One value of each kind, such that no field of a string or object kind could take it for its own. */
const SAMPLES: Readonly<Record<Kind, unknown>> = {
  null: null,
  boolean: true,
  number: 7.5,
  string: "no such name",
  array: [[]],
  object: { no_such_key: [[]] },
};

/** Places where more kinds are right than the lab's files show, by path; `*` is any key of a map. */
const WIDER: Readonly<Record<string, readonly Kind[]>> = {
  // The forms the lab did not meet, from the lists of Codex's own types.
  "turn_context payload.approval_policy": ["object"],
  "event_msg/thread_settings_applied payload.thread_settings.approval_policy": ["object"],
  "turn_context payload.sandbox_policy.network_access": ["string"],
  "compacted payload.window_id": ["number"],
  "event_msg/exited_review_mode payload.review_output": ["string"],
  "event_msg/item_completed payload.item.review_output": ["string"],
  "event_msg/item_completed payload.item.agents_states.*.*": ["null"],
  // Always null in the lab.
  "bare response_item/local_shell_call action.working_directory": ["string"],
  "bare response_item/local_shell_call action.user": ["string"],
  "bare response_item/local_shell_call action.env": ["object"],
  "event_msg/token_count payload.rate_limits.limit_name": ["string"],
  "event_msg/token_count payload.rate_limits.credits": ["object"],
  "event_msg/token_count payload.rate_limits.primary": ["object"],
  "event_msg/token_count payload.rate_limits.secondary": ["object"],
  "event_msg/token_count payload.rate_limits.plan_type": ["string"],
  "event_msg/token_count payload.rate_limits.rate_limit_reached_type": ["string"],
  "event_msg/token_count payload.rate_limits.spend_control_reached": ["boolean"],
  "event_msg/dynamic_tool_call_response payload.error": ["string"],
  "event_msg/dynamic_tool_call_request payload.namespace": ["string"],
  "event_msg/dynamic_tool_call_response payload.namespace": ["string"],
  "compacted payload.resume_metadata.turn_attribution.parent_turn_id": ["string"],
  "compacted payload.resume_metadata.turn_attribution.initiating_agent_path": ["string"],
};

interface Spot {
  /** Outer and inner type (and turn item), then the path with `[]` for indices and `*` for keys of a map. */
  readonly name: string;
  readonly record: unknown;
  readonly path: readonly Key[];
  readonly kinds: Set<Kind>;
  readonly required: boolean;
}

const root = planOf(SessionEntry.ast);
const check = checkOf(root);
const emitted = emitGuard(root);
// oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- to hold it against the plain guard
const make = new Function("C", emitted.source) as (constants: readonly unknown[]) => (value: unknown) => boolean;
const compiled = make(emitted.constants);
const is = Schema.is(SessionEntry);

const spots = new Map<string, Spot>();
const undeclared = new Set<string>();
for (const file of listScenarios().flatMap(({ files }) => files)) {
  for (const reading of readRecords(sessionBytes(file))) {
    if (reading.kind !== "record") continue;
    const { value } = reading;
    const type = [reading.outer, reading.inner].filter((name) => name !== "").join("/");
    visit(
      root,
      value,
      value,
      [],
      `${reading.era === "bare" || reading.era === "document" ? "bare " : ""}${type} `,
      true,
    );
  }
}

/** Notes the place in the record, and goes down as far as anything is declared. */
function visit(
  plan: Plan,
  value: unknown,
  record: unknown,
  path: readonly Key[],
  name: string,
  required: boolean,
): void {
  const spot = spots.get(name) ?? { name, record, path, kinds: new Set(), required };
  spot.kinds.add(kindOf(value));
  spots.set(name, spot);
  if (plan.bits & ANYTHING) return;
  const dot = name.endsWith(" ") ? "" : ".";
  if (Array.isArray(value)) {
    const items = plan.list;
    if (items === null) throw new Error(`${name}: no array here`);
    value.forEach((item, i) => visit(items, item, record, [...path, i], `${name}[]${tagOf(item)}`, true));
  } else if (typeof value === "object" && value !== null) {
    const members = Object.entries(value);
    const object = objectOf(plan, value as Record<string, unknown>);
    for (const [key, held] of members) {
      const field = object?.fields.get(key);
      const declared = field?.plan ?? (object === null ? plan.map : null);
      if (declared === null) undeclared.add(`${name}${dot}${key}`);
      else {
        const step = object === null ? "*" : key;
        visit(declared, held, record, [...path, key], `${name}${dot}${step}${tagOf(held)}`, field?.required ?? true);
      }
    }
  }
}

/** So that each variant of a union is a place of its own; the turn items by themselves already fill the names. */
function tagOf(value: unknown): string {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
  return typeof type === "string" ? `<${type}>` : "";
}

function objectOf(plan: Plan, value: Record<string, unknown>): ObjectPlan | null {
  const type = value["type"];
  const tagged = typeof type === "string" ? plan.tagged.get(type) : undefined;
  if (tagged !== undefined) return tagged;
  const alone = (object: ObjectPlan): Plan => ({ ...plan, bits: 0, tagged: new Map(), untagged: [object], map: null });
  return plan.untagged.find((object) => checkOf(alone(object))(value)) ?? null;
}

function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : (typeof value as Kind);
}

/** The record with another value at the path; `undefined` takes the key away. Only what stands on the path is copied. */
function replaced(value: unknown, [key, ...rest]: readonly Key[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (i === key ? replaced(item, rest, by) : item));
  const entries = Object.entries(value as object).map(([name, held]) => [
    name,
    name === key ? replaced(held, rest, by) : held,
  ]);
  return Object.fromEntries(entries.filter(([, held]) => held !== undefined));
}

/** All ways to judge a record agree, and this is what they say. */
function accepted(record: unknown): boolean {
  const answer = check(record);
  expect(compiled(record)).toBe(answer);
  expect(is(record)).toBe(answer);
  expect(explain(root, record).length === 0).toBe(answer);
  return answer;
}

/** The name without the tags of its variants, as `WIDER` has it. */
function plainName(name: string): string {
  return name.replaceAll(/<[^<>]*>/g, "");
}

test("every key that occurs is declared", () => {
  expect([...undeclared]).toEqual([]);
  expect(spots.size).toBeGreaterThan(900);
});

test("a value of a wrong kind is refused in every place", () => {
  const used = new Set<string>();
  const letThrough: string[] = [];
  let mutants = 0;
  const kindsOf = Map.groupBy(spots.values(), ({ name }) => plainName(name));
  for (const { name, record, path, required } of spots.values()) {
    if (path.length === 0 || planAt(root, record, path).bits & ANYTHING) continue;
    const observed = new Set((kindsOf.get(plainName(name)) ?? []).flatMap(({ kinds }) => [...kinds]));
    for (const kind of Object.keys(SAMPLES) as Kind[]) {
      // An object where other objects stand has the wrong fields at most, and those have places of their own.
      if (observed.has(kind)) continue;
      const wider = WIDER[plainName(name)]?.includes(kind) ?? false;
      if (wider) used.add(plainName(name));
      if (wider || (kind === "null" && !required)) continue;
      mutants++;
      if (accepted(replaced(record, path, SAMPLES[kind]))) letThrough.push(`${name} takes ${kind}`);
    }
  }
  expect(letThrough).toEqual([]);
  expect(mutants).toBeGreaterThan(4000);
  expect(Object.keys(WIDER).filter((name) => !used.has(name))).toEqual([]);
});

test("a required key that is missing is found", () => {
  let taken = 0;
  for (const { name, record, path, required } of spots.values()) {
    const last = path.at(-1);
    if (!required || typeof last !== "string" || name.endsWith("*") || name.includes("*<")) continue;
    if (isMapKey(record, path)) continue;
    taken++;
    expect(accepted(replaced(record, path, undefined)), `${name} may be missing`).toBe(false);
  }
  expect(taken).toBeGreaterThan(200);
});

function planAt(plan: Plan, value: unknown, [key, ...rest]: readonly Key[]): Plan {
  if (key === undefined || plan.bits & ANYTHING) return plan;
  const held = (value as Record<Key, unknown>)[key];
  if (typeof key === "number") return planAt(plan.list ?? plan, held, rest);
  const object = objectOf(plan, value as Record<string, unknown>);
  return planAt(object?.fields.get(key)?.plan ?? plan.map ?? plan, held, rest);
}

function isMapKey(record: unknown, path: readonly Key[]): boolean {
  const parents = path.slice(0, -1);
  const value = parents.reduce((at, key) => (at as Record<Key, unknown>)[key], record);
  return objectOf(planAt(root, record, parents), value as Record<string, unknown>) === null;
}
