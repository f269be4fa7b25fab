// What a reader of a context has to know besides its items, in sentences.

import { CutText, isObject, type Json } from "../bytes/json.ts";
import type { ContextItem, ContextRules } from "./contract.ts";

export interface Remarks {
  readonly rules: ContextRules;
  readonly rebuilt: boolean;
  /** Stretches of bytes without a whole record. */
  readonly damaged: number;
  /** Records too large to hold, of which a part was left out. */
  readonly abridged: number;
  /** A version before 0.20 lets the provider remember what was said, up to this response. */
  readonly previous_response: string | null;
}

export function notesOn(items: readonly ContextItem[], remarks: Remarks): readonly string[] {
  const { rules, rebuilt, damaged, abridged, previous_response } = remarks;
  const shortened = items.filter(({ altered }) => altered.includes("shortened")).length;
  const cut = items.filter(({ value }) => holdsCut(value)).length;
  const images = items.reduce((sum, item) => sum + item.images, 0);
  const said: (string | null)[] = [
    rules === "none" ? "The items are those the TypeScript CLI had at its end; it cannot go on from them." : null,
    previous_response === null
      ? null
      : `Codex 0.8 sends none of the items: the provider remembers them, up to its response ${previous_response}.`,
    rebuilt
      ? "A compaction wrote down no history to go on from: Codex takes the prompts, the newest 20,000 tokens by its own measure, and the summary."
      : null,
    shortened === 0
      ? null
      : `${count(shortened, "item is", "items are")} shortened as for the models Codex knows best; a model with another limit gets more or less.`,
    images === 0
      ? null
      : "Codex scales large pictures down, and leaves out those it cannot read or a model cannot take.",
    damaged === 0
      ? null
      : `${count(damaged, "stretch", "stretches")} of the files could not be read; Codex passes them over too.`,
    cut === 0
      ? null
      : `${count(cut, "item has a long text", "items have long texts")} of which only both ends were read.`,
    abridged === 0
      ? null
      : `${count(abridged, "record was", "records were")} too large to hold; the items in it may not be all.`,
  ];
  return said.filter((each) => each !== null);
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function holdsCut(value: Json | undefined): boolean {
  if (value instanceof CutText) return true;
  if (Array.isArray(value)) return (value as readonly Json[]).some(holdsCut);
  return isObject(value) && Object.values(value).some(holdsCut);
}
