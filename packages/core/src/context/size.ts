// How large a value is as JSON in UTF-8, and how much of it is pictures.

import { CutText, headText, isObject, type Json, type JsonObject } from "../bytes/json.ts";

export interface Size {
  readonly bytes: number;
  readonly images: number;
  readonly image_bytes: number;
}

/** Of an item as it would be sent. A string of which only the ends were read counts as many bytes as were written. */
export function sizeOf(item: JsonObject): Size {
  const pictures = picturesIn(item);
  return {
    bytes: bytesOf(item),
    images: pictures.length,
    image_bytes: pictures.reduce((sum, picture) => sum + textBytes(picture), 0),
  };
}

export function bytesOf(value: Json | undefined): number {
  if (typeof value === "string" || value instanceof CutText) return textBytes(value) + 2;
  if (Array.isArray(value)) return enclosed((value as readonly Json[]).map(bytesOf));
  if (!isObject(value)) return JSON.stringify(value ?? null).length;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return enclosed(members.map(([key, each]) => textBytes(key) + bytesOf(each) + 3));
}

/** With a bracket on either side, and commas between. */
function enclosed(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 2 + Math.max(0, sizes.length - 1));
}

/** Bytes between the quotes. */
export function textBytes(text: string | CutText): number {
  if (text instanceof CutText) return text.bytes;
  let bytes = 0;
  for (let at = 0; at < text.length; at++) bytes += unitBytes(text.charCodeAt(at));
  return bytes;
}

/** Bytes of one UTF-16 unit: a surrogate is half of four bytes, and control characters are escaped. */
function unitBytes(unit: number): number {
  if (unit >= 0x80) return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  if (unit >= 0x20) return unit === 0x22 || unit === 0x5c ? 2 : 1;
  return unit === 8 || unit === 9 || unit === 10 || unit === 12 || unit === 13 ? 2 : 6;
}

/** The data URLs of a message's or an output's content, and the picture that image generation made. */
function picturesIn(item: JsonObject): readonly (string | CutText)[] {
  const parts = [item["content"], item["output"]].flatMap((content) =>
    Array.isArray(content) ? (content as readonly Json[]) : [],
  );
  const found = parts.flatMap((part) => (isObject(part) && part["type"] === "input_image" ? [part["image_url"]] : []));
  if (item["type"] === "image_generation_call") found.push(item["result"]);
  return found.flatMap((picture) => {
    const head = headText(picture);
    return head === null || head === "" ? [] : [picture as string | CutText];
  });
}
