// Makes views, and the small things that many of them are made of.

import { CutText, type Json, type JsonObject } from "../bytes/json.ts";
import { list, number, object, text } from "../lineage/field.ts";
import type { Item } from "../thread/contract.ts";
import type { ItemView, Part, ViewKind, ViewState } from "./contract.ts";

const NOTHING = { state: null, exit_code: null, duration_ms: null, remarks: [], parts: [], quiet: false } as const;

export function view(kind: ViewKind, title: string, more: Partial<ItemView> = {}): ItemView {
  return { ...NOTHING, kind, title, ...more };
}

/** A text without the bytes of images in it, or the ends of one that was too long to hold. */
export function words(value: Json | undefined): string | null {
  if (typeof value === "string") return withoutBytes(value);
  if (!(value instanceof CutText)) return null;
  return `${withoutBytes(value.head)}\n… ${value.bytes} bytes in all, of which only the ends are shown …\n${value.tail}`;
}

/** Bytes written as text tell nobody anything. */
function withoutBytes(said: string): string {
  if (!said.includes(";base64,") && !said.includes('"data"')) return said;
  return said.replaceAll(BYTES, (_, lead: string, bytes: string) => `${lead}… ${sizeOf((bytes.length * 3) >> 2)} …`);
}

const BYTES = /(data:[\w.+-]{1,40}\/[\w.+-]{1,80};base64,|"data":\s?")([A-Za-z0-9+/=_-]{48,})/g;

export function parts(type: "said" | "typed" | "output" | "code" | "fact", said: string | null): readonly Part[] {
  return said === null || said.trim() === "" ? [] : [{ type, text: withoutBytes(said) }];
}

const STATES: Readonly<Record<string, ViewState>> = {
  completed: "completed",
  failed: "failed",
  incomplete: "failed",
  declined: "declined",
  interrupted: "interrupted",
  in_progress: "open",
  inProgress: "open",
};

export function stateOf(value: Json | undefined): ViewState | null {
  const word = text(value) ?? "";
  return Object.hasOwn(STATES, word) ? (STATES[word] ?? null) : null;
}

/** How long it took: by the clock where that is known, for some durations are of the wait alone. */
export function tookOf(item: Item, content: JsonObject): number | null {
  const { started_at_ms, completed_at_ms } = item;
  if (started_at_ms !== null && completed_at_ms !== null) return Math.max(0, completed_at_ms - started_at_ms);
  const duration = object(content["duration"]);
  const secs = number(duration?.["secs"]);
  return secs === null ? null : Math.max(0, Math.round(secs * 1000 + (number(duration?.["nanos"]) ?? 0) / 1e6));
}

/** Arguments on a line: `text: "ping", n: 1`. */
export function argumentLine(value: Json | undefined): string {
  const given = object(value);
  if (given === null) return value === null || value === undefined ? "" : compact(value);
  return Object.entries(given)
    .map(([key, inner]) => `${key}: ${compact(inner ?? null)}`)
    .join(", ");
}

function compact(value: Json): string {
  const told = JSON.stringify(value, (_, inner: unknown) => (inner instanceof CutText ? words(inner) : inner)) ?? "";
  return withoutBytes(told);
}

/** What a tool gave back: texts as they are, the rest of it named. */
export function contentParts(content: Json | undefined): readonly Part[] {
  const whole = words(content);
  if (whole !== null) return parts("output", whole);
  return list(content).flatMap((part) => {
    const said = words(part) ?? words(object(part)?.["text"]);
    if (said !== null) return parts("output", said);
    const media = mediaLine(object(part) ?? {});
    return media === null ? parts("output", compact(part)) : parts("fact", media);
  });
}

/** One line about a part that is an image, a sound or a file; null for any other. */
export function mediaLine(part: JsonObject): string | null {
  const type = text(part["type"]) ?? "";
  if (type === "encrypted_content") return "encrypted content";
  const resource = object(part["resource"]);
  if (type === "resource" || type === "resource_link") {
    return `resource ${text(resource?.["uri"]) ?? text(part["uri"]) ?? ""}`.trimEnd();
  }
  const what = /image/i.test(type) ? "image" : /audio/i.test(type) ? "audio" : null;
  if (what === null) return null;
  const path = text(part["path"]);
  if (path !== null) return `${what} ${path}`;
  const id = text(part["file_id"]);
  if (id !== null) return `${what}, file ${id}`;
  const keys = ["image_url", "imageUrl", "audio_url", "url", "data"];
  const url = keys.map((key) => part[key]).find((value) => typeof value === "string" || value instanceof CutText);
  const mime = text(part["mimeType"]) ?? text(part["mime_type"]);
  return dataLine(what, url ?? "", mime);
}

/** `image, image/png, 1.2 kB`; the address itself where it is one. */
export function dataLine(what: string, value: Json, mime: string | null = null): string {
  const head = value instanceof CutText ? value.head : (text(value) ?? "");
  const length = value instanceof CutText ? value.bytes : head.length;
  const found = /^data:([^;,]{0,64})[^,]{0,64},/.exec(head);
  if (found === null && /^[a-z]+:/i.test(head.slice(0, 16))) return `${what} ${head}`;
  const type = found?.[1] ?? mime;
  const bytes = Math.floor(((length - (found?.[0].length ?? 0)) * 3) / 4);
  return [what, type, bytes === 0 ? null : sizeOf(bytes)].filter((fact) => fact !== null && fact !== "").join(", ");
}

/** `512 bytes`, `1.2 kB`, `34 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte${bytes === 1 ? "" : "s"}`;
  const [scaled, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
  return `${scaled < 10 ? scaled.toFixed(1) : Math.round(scaled)} ${unit}`;
}

/** The path as someone in that directory would name it. */
export function shortPath(path: string, cwd: string | null): string {
  if (cwd === null || cwd === "" || cwd === "/") return path;
  return path === cwd ? "." : path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
