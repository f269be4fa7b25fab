// What stands where in a turn that was recorded: commands behind the script they ran in, requests where they were sent.

import type { RecordedRequest } from "rollbook-core/recorded";
import type { Item } from "rollbook-core/thread";
import type { TurnPart } from "./book.ts";
import { callOf } from "./recorded.ts";

/** `below`: it ran in the script above. */
export type Step =
  | { readonly item: Item; readonly below: boolean; readonly request: null }
  | { readonly item: null; readonly request: RecordedRequest };

/** All items of the part, and with `requests` its requests too. */
export function stepsOf({ items, recorded }: TurnPart, requests: boolean): readonly Step[] {
  const waiting = requests ? [...(recorded?.requests ?? [])] : [];
  const steps: Step[] = [];
  const sentUntil = (time: number): void => {
    while (Date.parse(waiting[0]?.at ?? "") < time) steps.push({ item: null, request: take(waiting) });
  };
  for (const { item, below } of nested(items, recorded)) {
    sentUntil(item.started_at_ms ?? Date.parse(item.timestamp ?? ""));
    steps.push({ item, below, request: null });
  }
  return [...steps, ...waiting.map((request): Step => ({ item: null, request }))];
}

function take(waiting: RecordedRequest[]): RecordedRequest {
  const [first] = waiting.splice(0, 1);
  if (first === undefined) throw new RangeError("nothing waits");
  return first;
}

/** A script is told when it is over, behind what it did. */
function nested(
  items: readonly Item[],
  recorded: TurnPart["recorded"],
): readonly { readonly item: Item; readonly below: boolean }[] {
  const calls = new Set(items.map(callOf));
  const scriptOf = (item: Item): string | null => {
    const traced = recorded !== undefined && Object.hasOwn(recorded.traced, item.id) ? recorded.traced[item.id] : null;
    const parent = traced?.parent_call_id ?? null;
    return parent !== null && calls.has(parent) && parent !== callOf(item) ? parent : null;
  };
  const inside = Map.groupBy(items, scriptOf);
  if (inside.size === 1) return items.map((item) => ({ item, below: false }));
  const placed = new Set<Item>();
  const scripts = new Map(items.map((item) => [callOf(item), item]));
  return items.flatMap((item) => {
    if (placed.has(item)) return [];
    const script = scripts.get(scriptOf(item) ?? "") ?? item;
    const all = [script, ...(inside.get(callOf(script)) ?? [])].filter((each) => !placed.has(each));
    for (const each of all) placed.add(each);
    return all.map((each) => ({ item: each, below: each !== script }));
  });
}
