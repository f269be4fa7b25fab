// The orders of the list: those of `rollbook list --sort`.

import type { Entry, Known } from "./entry.ts";

export const ORDERS = ["created", "updated", "size", "cost"] as const;
export type Order = (typeof ORDERS)[number];

export const ORDER_NAMES: Readonly<Record<Order, { readonly column: string; readonly told: string }>> = {
  created: { column: "Begun", told: "Newest first" },
  updated: { column: "Changed", told: "Changed last first" },
  size: { column: "Size", told: "Largest first" },
  cost: { column: "Cost", told: "Dearest first" },
};

export function nextOrder(order: Order): Order {
  return ORDERS[(ORDERS.indexOf(order) + 1) % ORDERS.length] ?? "created";
}

/** Of the greatest first; what is not known comes last. */
export function valueOf(order: Order, row: Entry, known: Known | undefined): number {
  return order === "cost" ? Number(known?.usd ?? -1) : row[order];
}

/** Things in the order of their values, the greatest first; those that are alike stay as they were. */
export function inOrder<Thing>(things: readonly Thing[], of: (thing: Thing) => number): readonly Thing[] {
  const values = Float64Array.from(things, of);
  const places = Array.from(things.keys()).toSorted((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  return places.map((place) => things[place]).filter((thing) => thing !== undefined);
}
