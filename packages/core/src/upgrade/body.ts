// What a tool printed, whole: its output without the header Codex put before it.

import { isObject, type Json } from "../bytes/json.ts";
import { headOfText } from "../rollout/heading.ts";
import type { ToolOutput } from "../rollout/output.ts";
import { text } from "../lineage/field.ts";

/** Codex's own limit for the output inside an item (0.165 … 0.169), in bytes. */
const LIMIT = 65_536;
const MARK = "\n... command output truncated for persistence ...\n";

/** The text of an output value, its parts joined; null when it holds none. */
export function outputText(value: Json | undefined): string | null {
  if (typeof value === "string") return value;
  const parts = Array.isArray(value)
    ? value
    : isObject(value) && Array.isArray(value["content"])
      ? value["content"]
      : null;
  if (parts === null) return null;
  const texts = parts.map((part: Json) => (isObject(part) ? text(part["text"]) : null)).filter((said) => said !== null);
  return texts.length === 0 ? null : texts.join("\n");
}

/** `output` is what `readToolOutput` made of `value`: its body is the start of what is wanted. */
export function wholeBody(value: Json | undefined, output: ToolOutput): string | null {
  const whole = outputText(value);
  if (whole === null) return null;
  const wrapped = jsonBody(whole);
  if (wrapped !== null) return wrapped;
  const head = readHead(value);
  if (head.endsWith(output.body)) return whole.slice(head.length - output.body.length);
  const inside = whole.indexOf('Output:\n{"output"');
  return (inside === -1 ? null : jsonBody(whole.slice(inside + 8))) ?? whole;
}

/** The part of the text that `readToolOutput` looks at; the body it gives is the end of it. */
function readHead(value: Json | undefined): string {
  if (typeof value === "string") return headOfText(value);
  const parts = Array.isArray(value)
    ? value
    : isObject(value) && Array.isArray(value["content"])
      ? value["content"]
      : [];
  const [first, second] = parts
    .map((part: Json) => (isObject(part) ? text(part["text"]) : null))
    .filter((said) => said !== null);
  return first === undefined ? "" : second === undefined ? readHead(first) : `${readHead(first)}\n${second}`;
}

/** `{"output": …, "metadata": …}`: TypeScript … 0.58, apply_patch until 0.128. */
function jsonBody(whole: string): string | null {
  if (!/^\s*\{\s*"output"\s*:/.test(whole)) return null;
  try {
    const value: unknown = JSON.parse(whole);
    return typeof value === "object" &&
      value !== null &&
      "output" in value &&
      "metadata" in value &&
      typeof value.output === "string"
      ? value.output
      : null;
  } catch {
    return null;
  }
}

/** Cuts the middle out, as Codex does, of a text with more bytes than an item may hold. */
export function shorten(body: string): { readonly text: string; readonly shortened: boolean } {
  // A UTF-16 unit takes one to three bytes of UTF-8, so most texts need no counting.
  if (body.length * 3 <= LIMIT) return { text: body, shortened: false };
  const bytes = utf8Length(body);
  if (bytes <= LIMIT) return { text: body, shortened: false };
  const half = Math.floor((LIMIT - MARK.length) / 2);
  return { text: head(body, half) + MARK + tail(body, half), shortened: true };
}

function sizeAt(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const size = sizeAt(text, at);
    bytes += size;
    if (size === 4) at += 1;
  }
  return bytes;
}

function head(text: string, budget: number): string {
  let bytes = 0;
  let at = 0;
  while (at < text.length) {
    const size = sizeAt(text, at);
    if (bytes + size > budget) break;
    bytes += size;
    at += size === 4 ? 2 : 1;
  }
  return text.slice(0, at);
}

function tail(text: string, budget: number): string {
  let from = Math.max(0, text.length - budget);
  while (from < text.length && utf8Length(text.slice(from)) > budget)
    from += Math.max(1, Math.floor((utf8Length(text.slice(from)) - budget) / 4));
  const code = text.charCodeAt(from);
  return text.slice(code >= 0xdc00 && code <= 0xdfff ? from + 1 : from);
}
