// Outputs of tools that are longer than a model takes: Codex cuts them when it reads the file.

import { CutText, isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { integer, list, text } from "../lineage/field.ts";
import { shortenCut, shortenMiddle, tokensOf } from "./shorten.ts";

/** What most of the models take that the newest Codex knows: 10,000 tokens and a fifth for the wrapping. */
const OUTPUT_TOKENS = 12_000;

/** The item with its output cut to the limit, or the same item where it is short enough. */
export function limitOutput(item: JsonObject, metadata: JsonObject | null): JsonObject {
  const { output } = item;
  if (output === undefined || !/_call_output$/.test(text(item["type"]) ?? "")) return item;
  const limit = integer(metadata?.["fallback_token_limit_override"]) ?? OUTPUT_TOKENS;
  const cut = Array.isArray(output) ? limitParts(list(output), limit) : limitText(output, limit);
  return cut === output ? item : { ...item, output: cut };
}

function limitText(said: Json, limit: number): Json {
  if (typeof said !== "string" && !(said instanceof CutText)) return said;
  if (tokensOf(said) <= limit) return said;
  return typeof said === "string" ? shortenMiddle(said, limit) : shortenCut(said, limit);
}

/** The texts share the limit in their order; those behind it are counted, and empty ones go. */
function limitParts(parts: readonly Json[], limit: number): readonly Json[] {
  const total = parts.reduce<number>((sum, part) => sum + partTokens(part), 0);
  if (total <= limit) return parts;
  let left = limit;
  let omitted = 0;
  const kept = parts.flatMap((part) => {
    if (!isObject(part) || part["type"] !== "input_text") return [part];
    const tokens = partTokens(part);
    if (tokens === 0) return [];
    const room = left;
    left = Math.max(0, left - tokens);
    if (room > 0) return [tokens <= room ? part : { ...part, text: limitText(part["text"] ?? "", room) }];
    omitted++;
    return [];
  });
  return omitted === 0 ? kept : [...kept, { type: "input_text", text: `[omitted ${omitted} text items ...]` }];
}

function partTokens(part: Json): number {
  if (!isObject(part) || part["type"] !== "input_text") return 0;
  const said = part["text"];
  return typeof said === "string" || said instanceof CutText ? tokensOf(said) : 0;
}
