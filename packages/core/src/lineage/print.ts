// Fingerprints of a file's items, for the eras that wrote one session anew into another file without saying so.

import type { Json, JsonObject } from "../bytes/json.ts";
import { createReader } from "../rollout/read.ts";
import { text } from "./field.ts";
import type { Stem } from "./stem.ts";

export interface PrintReader {
  push(chunk: Uint8Array): void;
  /** For each item of the file a fingerprint of all items up to it. */
  end(): readonly string[];
}

export function createPrintReader(): PrintReader {
  const prints: string[] = [];
  const state = { low: 0x811c9dc5, high: 0x9747b28c };
  const reader = createReader({ long: "cut" }, (reading) => {
    if (reading.kind === "record" && reading.outer === "response_item") prints.push(print(state, reading.value));
  });
  return {
    push: (chunk) => reader.push(chunk),
    end() {
      reader.end();
      return prints;
    },
  };
}

function print(state: { low: number; high: number }, item: Json): string {
  const json = JSON.stringify(item);
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    state.low = Math.imul(state.low ^ unit, 0x01000193);
    state.high = Math.imul(state.high ^ unit ^ (state.high >>> 15), 0x85ebca6b);
  }
  return `${hex(state.high)}${hex(state.low)}`;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}

/** What no two sessions have in common by chance: an id that the model's provider or the harness made. */
export function markOf(item: JsonObject): string | null {
  return text(item["id"]) ?? text(item["call_id"]);
}

/** The files whose items need to be compared: they have the same mark as another one of their home. */
export function findAlike<T extends Stem>(stems: readonly T[]): readonly T[] {
  const groups = Map.groupBy(stems, ({ home, mark }) => (mark === null ? null : `${mark}\n${home}`));
  return [...groups].flatMap(([mark, group]) => (mark !== null && group.length > 1 ? group : []));
}
