// What Codex will say for itself around the items, and what cannot be known of it beforehand.

import { isObject } from "../bytes/json.ts";
import { list, object } from "../lineage/field.ts";
import type { ContextSource, MadeAtResume } from "./contract.ts";
import type { Head } from "./head.ts";
import type { Held } from "./held.ts";

/** The model last at work, as a `turn_context` names it. */
export interface LastModel {
  readonly name: string;
  readonly source: ContextSource;
}

const PROMPT: MadeAtResume = {
  kind: "prompt",
  place: "after",
  always: true,
  text: "The prompt the thread is resumed with.",
  known: null,
  source: null,
};

export function madeAtResume(
  head: Head,
  items: readonly Held[],
  told: ContextSource | null,
  model: LastModel | null,
): readonly MadeAtResume[] {
  if (head.rules === "none") return [];
  const instructed = items.some(isBaseInstructions);
  return [
    ...(instructed ? [] : [baseInstructions(head)]),
    surroundings(told),
    ...(head.rules === "0.169" ? [...(model === null ? [] : [modelSwitch(model)]), COMPACTION] : []),
    PROMPT,
  ];
}

function baseInstructions({ rules, base_instructions, source }: Head): MadeAtResume {
  const text =
    rules === "0.29"
      ? "The model's own instructions, beside the items."
      : "The base instructions: those of the configuration, else those the thread was started with, else the model's own.";
  const known = base_instructions;
  return {
    kind: "base_instructions",
    place: "before",
    always: true,
    text,
    known,
    source: known === null ? null : source,
  };
}

function surroundings(told: ContextSource | null): MadeAtResume {
  const always = told === null;
  const text = always
    ? "Permissions, working directory, date, AGENTS.md, skills and tools, all of them: no record says what the model still knows."
    : "What has changed of permissions, working directory, date, AGENTS.md, skills and tools since the model was last told.";
  return { kind: "surroundings", place: "after", always, text, known: null, source: told };
}

function modelSwitch({ name, source }: LastModel): MadeAtResume {
  const text = `That another model takes over, with its own instructions, if it is not ${name} that goes on.`;
  return { kind: "model_switch", place: "after", always: false, text, known: name, source };
}

const COMPACTION: MadeAtResume = {
  kind: "compaction",
  place: "instead",
  always: false,
  text: "A summary of them, if they are too many for the model, or if another model cannot go on from them.",
  known: null,
  source: null,
};

/** With models that take their tools through JavaScript, the base instructions are an item of the history. */
function isBaseInstructions({ item }: Held): boolean {
  const passthrough = object(item["internal_chat_message_metadata_passthrough"]);
  return (
    isObject(passthrough ?? undefined) && list(passthrough?.["content_item_kinds"]).includes("model.base_instructions")
  );
}
