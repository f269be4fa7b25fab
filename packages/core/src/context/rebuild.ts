// The history after a compaction that wrote none down: what the user had said, as much of it as fits, and the summary.

import { CutText, isObject, type JsonObject } from "../bytes/json.ts";
import { list } from "../lineage/field.ts";
import type { ContextSource } from "./contract.ts";
import type { Held } from "./held.ts";
import { isPrompt } from "./prompt.ts";
import { shortenParts, tokensOf } from "./shorten.ts";

/** Tokens of prompts that are taken along, by Codex's measure. */
const PROMPT_TOKENS = 20_000;

/** How the newer versions begin a summary that the model is handed as a message: it is replaced, not taken along. */
const SUMMARY_START =
  "Another language model started to solve this problem and produced a summary of its thinking process. You also have access to the state of the tools that were used by that language model. Use this to build on the work that has already been done and avoid duplicating work. Here is the summary produced by the other language model, use the information in this summary to assist with your own analysis:\n";

const OPENING = /^<(?:local_)?image(?: [^>]*)?>$/;
const CLOSING = /^<\/(?:local_)?image>$/;

/** `source` is the compaction's record. */
export function rebuildHistory(items: readonly Held[], message: string, source: ContextSource): readonly Held[] {
  const summary = message === "" ? "(no summary available)" : message;
  return [
    ...keepPrompts(items),
    { item: userMessage({}, [summary]), origin: "rebuilt", sources: [source], altered: [] },
  ];
}

/** The newest prompts come first; the one that does not fit is cut in its middle, and those before it go. */
function keepPrompts(items: readonly Held[]): readonly Held[] {
  const kept: Held[] = [];
  let left = PROMPT_TOKENS;
  for (const { item, sources } of items.toReversed()) {
    if (left === 0) break;
    if (!isPrompt(item)) continue;
    const parts = textsOf(item);
    if (parts.map(endsOf).join("").startsWith(SUMMARY_START)) continue;
    const tokens = tokensOf(...parts);
    const fits = tokens <= left;
    const texts = fits ? parts : shortenParts(parts.map(endsOf), left);
    kept.push({ item: userMessage(item, texts), origin: "rebuilt", sources, altered: fits ? [] : ["shortened"] });
    left = Math.max(0, left - tokens);
  }
  return kept.toReversed();
}

/** Pictures are not taken along, nor the tags around them. */
function textsOf(item: JsonObject): readonly (string | CutText)[] {
  const parts = list(item["content"]);
  const isPicture = (at: number): boolean => {
    const part = parts[at];
    return isObject(part) && part["type"] === "input_image";
  };
  return parts.flatMap((part, at): readonly (string | CutText)[] => {
    const said = isObject(part) ? part["text"] : undefined;
    if (said instanceof CutText) return [said];
    if (typeof said !== "string") return [];
    const tag = (isPicture(at + 1) && OPENING.test(said)) || (isPicture(at - 1) && CLOSING.test(said));
    return tag ? [] : [said];
  });
}

/** A text of which only the ends were read, as near to whole as it can be had. */
function endsOf(text: string | CutText): string {
  return typeof text === "string" ? text : `${text.head}…${text.tail}`;
}

function userMessage({ id }: JsonObject, texts: readonly (string | CutText)[]): JsonObject {
  const content = (texts.length === 0 ? [""] : texts).map((text) => ({ type: "input_text", text }));
  return { type: "message", ...(id === undefined ? {} : { id }), role: "user", content };
}
