// The pictures an item holds, as the base64 they are written in.

import type { Item } from "../thread/contract.ts";

export interface Picture {
  readonly type: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  readonly base64: string;
}

/** Where pictures stand: data URLs of such types, and base64 beside a type or as the result of their making. */
const URL_START = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;
const DEEPEST = 12;

/** Their texts, in the order in which they stand. */
export function picturesIn({ content }: Item): readonly string[] {
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

/** How the first bytes of each kind look in base64. */
const STARTS = [
  ["image/png", /^iVBORw0KGgo/],
  ["image/jpeg", /^\/9j\//],
  ["image/gif", /^R0lGOD[dl]/],
  ["image/webp", /^UklGR.{6}XRUJQ/],
] as const;

/** Null for what is none of the four kinds, whatever it says it is, and for what is no base64. */
export function pictureOf(text: string): Picture | null {
  const base64 = text.slice(0, 40).startsWith("data:") ? text.slice(text.indexOf(",") + 1) : text;
  const type = STARTS.find(([, start]) => start.test(base64.slice(0, 24)))?.[0];
  return type === undefined || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(base64) ? null : { type, base64 };
}
