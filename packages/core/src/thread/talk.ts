// What was said is told twice, as a message and as an item: the message is a source of the item, or stands for itself.

import type { JsonObject } from "../bytes/json.ts";
import { list, object, text } from "../lineage/field.ts";
import { typedText } from "../lineage/header.ts";
import type { Item, Whereabouts } from "./contract.ts";
import { joinSources } from "./sources.ts";

/** A prompt whose item has not been met yet. */
interface Waiting {
  readonly said: string;
  readonly item: Item;
  /** Turns have started since. */
  turns: number;
}

/** Plain data. */
export interface Talk {
  waiting: Waiting[];
  /** The last thing the assistant said. */
  answer: Item | null;
  /** What the record of a compaction is by itself, until its item is met. */
  compacted: Item | null;
  /** Events of older eras that told thoughts, until the item built of them is met. */
  thoughts: Whereabouts[];
}

export function createTalk(): Talk {
  return { waiting: [], answer: null, compacted: null, thoughts: [] };
}

/** A message, made into an item of its own by `make`: the items to give now. */
export function takeMessage(
  talk: Talk,
  payload: JsonObject,
  make: (role: string, text: string) => Item,
): readonly Item[] {
  const role = text(payload["role"]) ?? "unknown";
  const said = messageText(payload);
  if (role === "assistant") {
    const { answer } = talk;
    // The item leaves out what became a plan.
    if (answer !== null && (saidBy(answer) === said || answer.id === text(payload["id"]))) {
      talk.answer = null;
      return [{ ...answer, sources: joinSources(answer.sources, make(role, said).sources) }];
    }
    return said === "" ? [] : [make(role, said)];
  }
  const typed = typedText(payload);
  if (typed === null && said !== "") return [make(role, said)];
  // A prompt, or images alone, which may be a part of one.
  talk.waiting.push({ said: typed ?? "", item: make(role, said), turns: 0 });
  return [];
}

/** An item of the conversation, with the record it repeats. */
export function takeSaid(talk: Talk, item: Item): readonly Item[] {
  switch (item.content.type) {
    case "UserMessage": {
      const said = saidBy(item);
      const found = talk.waiting.findIndex(
        (waiting) => waiting.said === said || (said !== "" && waiting.said.startsWith(said)),
      );
      if (found === -1) return [item];
      const before = talk.waiting.splice(0, found + 1);
      const match = before.pop();
      return [
        ...before.map((waiting) => waiting.item),
        { ...item, sources: joinSources(match?.item.sources ?? [], item.sources) },
      ];
    }
    case "AgentMessage":
      talk.answer = item;
      return [item];
    case "ContextCompaction": {
      const { compacted } = talk;
      talk.compacted = null;
      return [compacted === null ? item : { ...item, sources: joinSources(compacted.sources, item.sources) }];
    }
    case "Reasoning": {
      const { thoughts } = talk;
      talk.thoughts = [];
      return [{ ...item, sources: joinSources(thoughts, item.sources) }];
    }
    default:
      return [item];
  }
}

/** The turn is over, or another begins: a compaction that nothing has told again is an item by itself. */
export function leaveTalk(talk: Talk): readonly Item[] {
  const { compacted } = talk;
  talk.answer = null;
  talk.compacted = null;
  return compacted === null ? [] : [compacted];
}

/**
 * A turn begins, or with `all` nothing more comes: prompts that no item has repeated are items by themselves. Until 0.98,
 * and in migrated files, a prompt's message stands before the turn that it starts, so one turn may begin meanwhile.
 */
export function leavePrompts(talk: Talk, all: boolean): readonly Item[] {
  for (const prompt of talk.waiting) prompt.turns += 1;
  const left = talk.waiting.filter(({ turns }) => all || turns > 1);
  talk.waiting = talk.waiting.filter((prompt) => !left.includes(prompt));
  return left.map(({ item }) => item);
}

function saidBy({ content }: Item): string {
  if (content.type !== "UserMessage" && content.type !== "AgentMessage") return "";
  return partTexts((content as unknown as JsonObject)["content"]).join("\n");
}

function messageText(payload: JsonObject): string {
  return partTexts(payload["content"]).join("\n");
}

function partTexts(parts: JsonObject[string]): readonly string[] {
  return list(parts)
    .map((part) => text(object(part)?.["text"]))
    .filter((said): said is string => said !== null && said !== "");
}
