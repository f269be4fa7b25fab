// Hides the secrets in every text of a value, whatever its shape.

import { CutText } from "rollbook-core";
import { createRedactor, type Redacted } from "./redactor.ts";

export interface DeepRedactor {
  /** The value without its secrets; the same value where there are none. */
  readonly hide: <V>(value: V) => Promise<V>;
  /** Spans hidden so far, by rule. */
  readonly hidden: () => Readonly<Record<string, number>>;
}

/** Keys of ids and of words of the format. */
const OF_FORMAT: ReadonlySet<string> = new Set(["id", "type", "turn_id", "root_turn_id", "thread_id", "call_id"]);

/** Below these a tool, a server or the model chose the keys, and `id` may be anything. */
const FREE: ReadonlySet<string> = new Set([
  "arguments",
  "structuredContent",
  "structured_content",
  "result",
  "content_items",
  "contentItems",
  "input",
  "output",
]);

/** True for ids, for words of the format and for what is no text: sealed content, and bytes. */
function isSpared(key: string, text: string, beside: object, free: boolean): boolean {
  const type = "type" in beside ? beside.type : null;
  switch (key) {
    case "image_url":
      return text.startsWith("data:");
    case "encrypted_content":
      return !free || type === key;
    case "data":
      return "mimeType" in beside || "mime_type" in beside || type === "image";
    default:
      return !free && OF_FORMAT.has(key);
  }
}

/** A key without any of these says nothing of its value. */
const TELLING = /token|secret|pass|pwd|credential|key|auth|cookie|connection/i;

/** Text records hold one text; what an action's `argv` is hidden by looks at flags and their values together. */
type Probe =
  | { readonly record: "text"; readonly text: string }
  | { readonly record: "action"; readonly argv: readonly string[] };

/** Beyond this many levels a value can not be looked through, and is hidden whole: a stack holds some thousands of calls. */
const DEEPEST = 1024;
const TOO_DEEP = "[hidden: nested too deep]";

export function createDeepRedactor(): DeepRedactor {
  const redactor = createRedactor();
  const totals: Record<string, number> = {};
  let counts: Record<string, number> = {};
  /** A text calls for rules that are not loaded. */
  let wanted = false;

  function look<P extends Probe>(probe: P): P {
    const redacted: Redacted<P> | Promise<Redacted<P>> = redactor.redact(probe);
    if (redacted instanceof Promise) {
      wanted = true;
      return probe;
    }
    for (const { rule, count } of redacted.report) counts[rule] = (counts[rule] ?? 0) + count;
    return redacted.record;
  }

  function walk(value: unknown, free: boolean, left = DEEPEST): unknown {
    if (typeof value === "string") return hideText(value);
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof CutText)
      return new CutText(hideText(value.head), value.middle, hideText(value.tail), value.bytes);
    if (left === 0) return TOO_DEEP;
    if (Array.isArray(value)) {
      const words = value as readonly unknown[];
      const argv = words.length > 0 && words.every((word) => typeof word === "string");
      return kept(
        value,
        argv ? look({ record: "action", argv: words }).argv : words.map((word) => walk(word, free, left - 1)),
      );
    }
    const entries = Object.entries(value);
    return kept(
      value,
      Object.fromEntries(
        entries.map(([key, inner]) => {
          if (typeof inner !== "string") return [hideText(key), walk(inner, free || FREE.has(key), left - 1)];
          return [hideText(key), isSpared(key, inner, value, free) ? inner : hideBehind(key, inner)];
        }),
      ),
    );
  }

  function hideText(text: string): string {
    return text === "" ? text : look({ record: "text", text }).text;
  }

  /** What no rule knows by itself may be known by its key: `password`. */
  function hideBehind(key: string, text: string): string {
    const alone = hideText(text);
    const quote = ['"', "'", "`"].find((each) => !alone.includes(each));
    if (!TELLING.test(key) || quote === undefined) return alone;
    const lead = `${key}: ${quote}`;
    const line = hideText(`${lead}${alone}${quote}`);
    return line.startsWith(lead) && line.endsWith(quote) ? line.slice(lead.length, -1) : alone;
  }

  return {
    async hide(value) {
      for (;;) {
        counts = {};
        wanted = false;
        const hidden = walk(value, false) as typeof value;
        if (!wanted) {
          for (const [rule, count] of Object.entries(counts)) totals[rule] = (totals[rule] ?? 0) + count;
          return hidden;
        }
        await redactor.load();
      }
    },
    hidden: () => totals,
  };
}

/** What was not changed stays the object it was. */
function kept(before: object, after: object): object {
  const now = Object.entries(after);
  const then = Object.entries(before);
  return now.length === then.length && now.every(([key, value], at) => then[at]?.[0] === key && then[at][1] === value)
    ? before
    : after;
}
