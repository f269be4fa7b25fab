// The texts of an action, from the facts it was made of.

import { parseJson } from "../bytes/deep.ts";
import type { ActionRecord, Evidence } from "../action/contract.ts";
import { textOfMap } from "../action/change.ts";
import { buildAction } from "../action/build.ts";
import type { Facts } from "../action/facts.ts";
import { isoTime } from "../action/item.ts";
import type { Entry } from "../action/ledger.ts";
import { CutText, isObject, type Json } from "../bytes/json.ts";
import { printedText } from "../rollout/printed.ts";
import { wordsIn } from "../rollout/words.ts";
import { withoutBlobs } from "./blob.ts";
import type { PassageKind, PassageTexts } from "./contract.ts";

export function kindOf({ action_type }: Pick<ActionRecord, "action_type">): PassageKind | null {
  switch (action_type) {
    case "command_execution":
      return "command";
    case "file_change":
      return "change";
    case "tool_call":
      return "tool";
    default:
      return null;
  }
}

/** What is known of a call that nothing has ended. */
export function openAction({ action_id, facts, evidence, turn_id, opened_at }: Entry): ActionRecord {
  return buildAction(facts, {
    session_id: null,
    action_id,
    seq: -1,
    timestamp: isoTime(opened_at),
    turn_id,
    parent_action_id: null,
    durability: "output_missing",
    evidence,
    include: NOTHING,
    judged: false,
  });
}

const NOTHING: ReadonlySet<never> = new Set();

export interface Deed {
  readonly texts: PassageTexts;
  /** What it gave back is spread over several records, and not in `texts`. */
  readonly spread: boolean;
  readonly cut: boolean;
}

export function tellDeed(
  { command, changed_paths }: Pick<ActionRecord, "command" | "changed_paths">,
  facts: Facts,
  evidence: readonly Evidence[],
): Deed {
  const outputs = evidence.filter(({ kind }) => kind === "output").length;
  const whole = facts.returned !== null && (outputs <= 1 || evidence.at(-1)?.kind !== "output");
  const said = facts.patch ?? textOfMap(facts.changes_map) ?? (facts.asked === null ? "" : wordsOf(facts.asked));
  return {
    texts: {
      said: withoutBlobs(said),
      command: withoutBlobs(command ?? ""),
      output: whole ? returnedText(facts.returned) : "",
      path: (changed_paths ?? []).join("\n"),
    },
    spread: !whole && outputs > 0,
    cut: facts.cut || (whole && isCut(facts.returned)),
  };
}

/** What a tool gave back, as text. */
export function returnedText(value: Json | undefined): string {
  const printed = printedText(value);
  return withoutBlobs(printed === "" && isObject(value) ? wordsIn(value) : printed);
}

/** Whether the value, or one of its parts, came cut. */
export function isCut(value: Json | undefined): boolean {
  if (value instanceof CutText) return true;
  if (Array.isArray(value)) return value.some((part: Json) => isObject(part) && part["text"] instanceof CutText);
  return false;
}

/** Arguments are JSON, as a rule: its strings, as they are meant. */
function wordsOf(asked: string): string {
  if (!asked.startsWith("{") && !asked.startsWith("[")) return asked;
  try {
    return wordsIn(parseJson(asked));
  } catch {
    return asked;
  }
}
