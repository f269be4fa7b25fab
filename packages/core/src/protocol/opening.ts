// How a thread opens: the first thing a person asked, which Codex shows for it, and where.

import type { Json, JsonObject } from "../bytes/json.ts";
import { list, object, text, textOrHead } from "../lineage/field.ts";
import { typedText } from "../lineage/header.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { readEnvironment } from "../upgrade/index.ts";

export interface Opening {
  /** The first prompt, or `[Image]` for one without words; null when there is none. */
  readonly preview: string | null;
  /** The first prompt that has words. */
  readonly title: string | null;
  /** Where the session was at work, as the two oldest eras tell it: not in their header. */
  readonly cwd: string | null;
}

export interface OpeningReader {
  /** Takes the next reading; true when no more are needed. */
  read(reading: Reading): boolean;
  opening(): Opening;
}

export function createOpeningReader(): OpeningReader {
  let preview: string | null = null;
  let title: string | null = null;
  let cwd: string | null = null;
  return {
    read(reading) {
      if (reading.kind !== "record") return false;
      if (isOldest(reading)) cwd ??= readEnvironment(reading.value)?.cwd ?? null;
      const prompt = promptOf(reading);
      if (prompt === null) return false;
      const said = wordsOf(prompt.said);
      if (said !== "") title ??= said;
      preview ??= said !== "" ? said : prompt.pictured ? PICTURED : null;
      return title !== null;
    },
    opening: () => ({ preview, title, cwd }),
  };
}

/** For `ReadOptions.pass`: records of these types tell nothing of how a thread opens. */
export function passesOpening(outer: string, inner: string): boolean {
  if (outer === "event_msg") return inner !== "user_message" && inner !== "item_completed";
  // Codex repeats in an event what was typed, but not in the two oldest eras, whose items have no other outer type.
  return outer !== "response_item" || inner !== "message";
}

const PICTURED = "[Image]";
/** Editors put what is open in front of what was typed. */
const REQUEST = "## My request for Codex:";

function wordsOf(said: string): string {
  const at = said.indexOf(REQUEST);
  return (at === -1 ? said : said.slice(at + REQUEST.length)).trim();
}

interface Prompt {
  readonly said: string;
  readonly pictured: boolean;
}

function promptOf(record: RecordReading): Prompt | null {
  if (isOldest(record)) return typedPrompt(record.value);
  const payload = object(record.value["payload"]);
  if (record.outer !== "event_msg" || payload === null) return null;
  if (record.inner === "user_message") {
    const pictured = list(payload["images"]).length > 0 || list(payload["local_images"]).length > 0;
    return { said: textOrHead(payload["message"]) ?? "", pictured };
  }
  const item = object(payload["item"]);
  return item?.["type"] === "UserMessage" ? saidIn(list(item["content"])) : null;
}

function typedPrompt(item: JsonObject): Prompt | null {
  if (item["type"] !== "message" || item["role"] !== "user") return null;
  const { pictured } = saidIn(list(item["content"]));
  return { said: typedText(item) ?? "", pictured };
}

function saidIn(content: readonly Json[]): Prompt {
  const parts = content.map((part) => object(part));
  return {
    said: parts.map((part) => (part?.["type"] === "text" ? (textOrHead(part["text"]) ?? "") : "")).join(""),
    pictured: parts.some((part) => /image$/.test(text(part?.["type"]) ?? "")),
  };
}

function isOldest({ era }: RecordReading): boolean {
  return era === "bare" || era === "document";
}
