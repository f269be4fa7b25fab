// The pictures an item holds, as bytes whose first ones show what they are.

import type { Item } from "rollbook-core/thread";

export interface Image {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Where pictures stand: data URLs of such types, and base64 beside a type or as the result of their making. */
const URL_START = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;
const DEEPEST = 12;

/** Their texts, in the order in which they stand. */
export function imagesIn({ content }: Item): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, key: string, depth: number): void => {
    if (typeof value === "string") {
      if (URL_START.test(value.slice(0, 40))) found.push(value);
      else if (content.type === "ImageGeneration" && key === "result" && value.length > 100) found.push(value);
      return;
    }
    if (typeof value !== "object" || value === null || depth > DEEPEST) return;
    const { type, data, mimeType } = value as Readonly<Record<string, unknown>>;
    if (type === "image" && typeof data === "string" && typeof mimeType === "string") {
      found.push(data);
      return;
    }
    for (const [inner, each] of Object.entries(value)) walk(each, inner, depth + 1);
  };
  walk(content, "", 0);
  return found;
}

/** Null for what is none of the four kinds: nothing else is sent as a picture, whatever it says it is. */
export function imageOf(text: string): Image | null {
  const bytes = Buffer.from(text.slice(0, 40).startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text, "base64");
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("\u0089PNG\r\n")) return { type: "image/png", bytes };
  if (head.startsWith("\u00ff\u00d8\u00ff")) return { type: "image/jpeg", bytes };
  if (/^GIF8[79]a/.test(head)) return { type: "image/gif", bytes };
  return head.startsWith("RIFF") && head.slice(8) === "WEBP" ? { type: "image/webp", bytes } : null;
}
