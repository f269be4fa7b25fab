// Hides secrets in what a list tells, and counts them.

import { createRedactor } from "../../redact/index.ts";

export interface Hiding {
  /** The same value, secrets in its texts replaced. */
  readonly hide: <T>(value: T) => Promise<T>;
  /** Spans hidden so far. */
  readonly count: () => number;
}

/** Sealed or binary content: nobody reads it, and hiding a part would make it false. */
const LEFT_ALONE: ReadonlySet<string> = new Set(["encrypted_content", "image_url"]);

export function createHiding(): Hiding {
  const redactor = createRedactor();
  let spans = 0;

  async function hide(value: unknown): Promise<unknown> {
    if (typeof value === "string") {
      const { record, report } = await redactor.redact({ record: "text", text: value });
      for (const { count } of report) spans += count;
      return record.text;
    }
    if (Array.isArray(value)) {
      const hidden: unknown[] = [];
      for (const each of value) hidden.push(await hide(each));
      return hidden;
    }
    if (typeof value !== "object" || value === null) return value;
    const hidden: [string, unknown][] = [];
    for (const [key, each] of Object.entries(value)) hidden.push([key, LEFT_ALONE.has(key) ? each : await hide(each)]);
    return Object.fromEntries(hidden);
  }

  return { hide: async <T>(value: T) => (await hide(value)) as T, count: () => spans };
}

export const OPEN: Hiding = { hide: (value) => Promise.resolve(value), count: () => 0 };
