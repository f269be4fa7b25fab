// What a request put before the model, item by item, and how it differs from the request before.

import { arrayOf, objectOf, textOf, type Json } from "./json.ts";

/** An item of a request's input, as a person is told of it. */
export interface InputItem {
  /** `message`, `function_call_output`, `reasoning`, …: the API's word. */
  readonly type: string;
  /** Who speaks, or which tool: `user`, `exec_command`; null where the item has neither. */
  readonly role: string | null;
  readonly call_id: string | null;
  /** Of the item as JSON. */
  readonly characters: number;
  /** The beginning of its text. */
  readonly text: string;
}

/** What a request says that the one before of its thread did not. */
export interface InputChange {
  /** Items both begin with. */
  readonly kept: number;
  /** Items of the one before that are not here any more: after a compaction, a rollback, an edit. */
  readonly removed: number;
  readonly added: readonly InputItem[];
  /** Other fields that differ: `model`, `instructions`, `tools`, `reasoning`, … */
  readonly fields: readonly string[];
}

/** A request's input whole: what it is told of by the numbers its items have among all items of a recording. */
export interface Input {
  readonly items: readonly number[];
  readonly fields: ReadonlyMap<string, number>;
}

/** Characters of an item's text that are told. */
const PREVIEW = 200;
/** Of these a request holds others each time, or they are told elsewhere. */
const APART = new Set(["type", "input", "previous_response_id", "client_metadata", "generate", "stream"]);

export interface Shelf {
  readonly input: (body: Json, before: readonly number[]) => Input;
  readonly items: (items: readonly unknown[]) => readonly number[];
  readonly change: (now: Input, before: Input) => InputChange;
  readonly describe: (item: number) => InputItem;
}

/** What an item bears when the model says it, and not when it is said to the model again, or the other way round. */
const PASSING = new Set(["id", "status", "internal_chat_message_metadata_passthrough", "metadata"]);

/** Each different item is held once, however many requests repeat it. */
export function createShelf(): Shelf {
  const numbers = new Map<string, number>();
  const texts: string[] = [];

  function numberOf(value: unknown): number {
    const text = JSON.stringify(value) ?? "null";
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    return texts.push(text) - 1;
  }

  function describe(item: number): InputItem {
    const text = texts[item] ?? "null";
    const value = objectOf(JSON.parse(text)) ?? {};
    return {
      type: textOf(value["type"]) ?? (value["role"] === undefined ? "unknown" : "message"),
      role: textOf(value["role"]) ?? textOf(value["name"]),
      call_id: textOf(value["call_id"]),
      characters: text.length,
      text: wordsOf(value).slice(0, PREVIEW),
    };
  }

  return {
    input(body, before) {
      const { input } = body;
      const own = (typeof input === "string" ? [{ role: "user", content: input }] : arrayOf(input)).map((item) =>
        numberOf(lasting(item)),
      );
      const fields = Object.entries(body).filter(([key]) => !APART.has(key));
      return { items: [...before, ...own], fields: new Map(fields.map(([key, value]) => [key, numberOf(value)])) };
    },
    items: (items) => items.map((item) => numberOf(lasting(item))),
    describe,
    change(now, before) {
      let kept = 0;
      while (kept < now.items.length && now.items[kept] === before.items[kept]) kept += 1;
      const keys = new Set([...now.fields.keys(), ...before.fields.keys()]);
      return {
        kept,
        removed: before.items.length - kept,
        added: now.items.slice(kept).map(describe),
        fields: [...keys].filter((key) => now.fields.get(key) !== before.fields.get(key)),
      };
    },
  };
}

/** An item as it is the same each time it is said. */
function lasting(item: unknown): unknown {
  const object = objectOf(item);
  if (object === null) return item;
  const entries = Object.entries(object).filter(([key, value]) => !PASSING.has(key) && value !== null);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, plain(value)]),
  );
}

/** Of parts of a message those that say nothing are left out: the model says them, Codex does not. */
function plain(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((part: unknown) => {
    const object = objectOf(part);
    if (object === null) return part;
    return Object.fromEntries(
      Object.entries(object)
        .filter(([, each]) => each !== null && !(Array.isArray(each) && each.length === 0))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
}

function wordsOf(item: Json): string {
  const { content, output, arguments: given, input, summary } = item;
  for (const value of [content, output, given, input, summary]) {
    if (typeof value === "string") return value;
    const texts = arrayOf(value).flatMap((part) => textOf(objectOf(part)?.["text"]) ?? []);
    if (texts.length > 0) return texts.join("\n");
  }
  return "";
}
