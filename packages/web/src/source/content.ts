// What hides in the JSON of an item: pictures, and threads that may be opened.

import { CutText, type Json, type JsonObject } from "rollbook-core";

/** Types that a browser shows as a picture and nothing else: no SVG, for that is a document. */
const PICTURE = /^data:(image\/(?:png|jpeg|gif|webp));base64,/;
const TYPES = /^image\/(?:png|jpeg|gif|webp)$/;

/** As much of it as is here; `data` is null where its bytes were too many to hold. */
export interface Picture {
  readonly type: string;
  readonly data: string | null;
}

export function picturesIn(value: Json | undefined): readonly Picture[] {
  const found: Picture[] = [];
  walk(
    value,
    (text) => {
      const type = PICTURE.exec(text)?.[1];
      if (type !== undefined) found.push({ type, data: text.slice(text.indexOf(",") + 1) });
    },
    (object) => {
      const type = object["mimeType"] ?? object["mime_type"];
      const data = object["data"];
      if (typeof type === "string" && TYPES.test(type) && typeof data === "string") found.push({ type, data });
      // The result of a generated picture is its bytes without a word about them.
      const result = object["result"];
      if (object["type"] === "ImageGeneration" && typeof result === "string" && result.length > 32) {
        found.push({ type: sniff(result), data: result });
      }
    },
  );
  return found;
}

function sniff(base64: string): string {
  return base64.startsWith("/9j/") ? "image/jpeg" : base64.startsWith("UklG") ? "image/webp" : "image/png";
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NAMING = ["receiver_thread_ids", "agent_thread_id", "new_thread_id", "thread_id"];

/** Threads that an item of collaboration names. */
export function threadsIn(content: JsonObject): readonly string[] {
  const type = content["type"];
  if (type !== "CollabAgentToolCall" && type !== "SubAgentActivity") return [];
  const named = NAMING.flatMap((key) => content[key] ?? []).filter((id) => typeof id === "string" && ID.test(id));
  return [...new Set(named as string[])];
}

function walk(value: Json | undefined, onText: (text: string) => void, onObject: (object: JsonObject) => void): void {
  if (typeof value === "string") onText(value);
  else if (value instanceof CutText) return;
  else if (Array.isArray(value)) for (const each of value as readonly Json[]) walk(each, onText, onObject);
  else if (typeof value === "object" && value !== null) {
    onObject(value as JsonObject);
    for (const each of Object.values(value as JsonObject)) walk(each, onText, onObject);
  }
}

/** The bytes of base64; null where it is none. */
export function pictureBlob({ type, data }: Picture): Blob | null {
  if (data === null) return null;
  try {
    const text = atob(data);
    return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))], { type });
  } catch {
    return null;
  }
}
