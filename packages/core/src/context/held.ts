// An item on its way into the context.

import type { JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import type { Alteration, ContextOrigin, ContextSource, DroppedItem, DropReason } from "./contract.ts";

export interface Held {
  readonly item: JsonObject;
  readonly origin: ContextOrigin;
  readonly sources: readonly ContextSource[];
  readonly altered: readonly Alteration[];
}

export function dropOf({ item, sources }: Held, reason: DropReason): readonly DroppedItem[] {
  const [source] = sources;
  if (source === undefined) return [];
  return [{ type: text(item["type"]) ?? "", role: text(item["role"]), reason, source }];
}

export function isBefore(one: ContextSource, other: ContextSource): boolean {
  return one.file === other.file ? one.offset < other.offset : one.file < other.file;
}
