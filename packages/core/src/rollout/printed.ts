// What a tool printed, without what Codex wrote around it.

import { CutText, headText, isObject, type Json } from "../bytes/json.ts";
import { commandLineEnd, HEADER, headOfText, SCRIPT, unescapeHead, WRAPPED } from "./heading.ts";

/** What an MCP server answered, where Codex wrote it down as it came: its parts, or the whole of it. */
const RESULT = /^\s*(?:\{\s*"content"\s*:\s*\[\s*\{|\[\s*\{\s*"type"\s*:\s*"(?:text|image|audio|resource))/;

/** What a tool printed, whole, without what Codex wrote around it; the beginning of what was cut. `""` where there is no text. */
export function printedText(output: Json | undefined): string {
  if (typeof output === "string") return withoutHeader(output);
  if (output instanceof CutText) return withoutHeader(output.head);
  if (Array.isArray(output)) {
    const texts = output.map((part: Json) => (isObject(part) ? headText(part["text"]) : headText(part)));
    return withoutHeader(texts.filter((text) => text !== null).join("\n"));
  }
  return isObject(output) ? printedText(output["content"]) : "";
}

function withoutHeader(text: string): string {
  const head = headOfText(text);
  const script = SCRIPT.exec(head);
  if (script !== null) return behindWord(text, script[0].length);
  const skipped = commandLineEnd(head);
  const found = HEADER.exec(head.slice(skipped));
  const body = found === null ? text : text.slice(skipped + found[0].length);
  if (WRAPPED.test(body)) return unwrapped(body);
  return RESULT.test(body) ? spoken(body) : body;
}

/** Text items are joined by newlines, so one may stand behind the word as well as none. */
function behindWord(text: string, from: number): string {
  const at = text.indexOf("Output:", from);
  return at === -1 ? text.slice(from).trimStart() : text.slice(at + 7).replace(/^\n{1,2}/, "");
}

function unwrapped(text: string): string {
  try {
    const value = JSON.parse(text) as Json;
    const inner = isObject(value) ? value["output"] : undefined;
    return typeof inner === "string" ? inner : text;
  } catch {
    return unescapeHead(text.slice(text.indexOf('"', text.indexOf(":")) + 1));
  }
}

function spoken(text: string): string {
  try {
    const value = JSON.parse(text) as Json;
    const parts = isObject(value) ? value["content"] : value;
    if (!Array.isArray(parts) || !parts.every((part: Json) => isObject(part) && typeof part["type"] === "string"))
      return text;
    const texts = parts.map((part: Json) => (isObject(part) ? headText(part["text"]) : null));
    return texts.filter((part) => part !== null).join("\n");
  } catch {
    return text;
  }
}
