// Hides secrets in the texts of a context, and counts what was hidden.

import { CutText, type Json, type JsonObject } from "rollbook-core";
import type { ContextReport } from "rollbook-core/context";
import { createRedactor } from "../../redact/index.ts";

export interface HiddenContext {
  readonly report: ContextReport;
  /** Spans hidden, by rule. */
  readonly hidden: Readonly<Record<string, number>>;
}

/** Names, ids and sealed or binary content: nobody reads them, and hiding a part would make them false. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  "type",
  "role",
  "id",
  "call_id",
  "status",
  "phase",
  "encrypted_content",
  "image_url",
  "result",
]);

/** The same report without its secrets; sizes stay those of what is sent. */
export async function hideContextSecrets(report: ContextReport): Promise<HiddenContext> {
  const redactor = createRedactor();
  await redactor.load();
  const hidden: Record<string, number> = {};
  const hide = async (text: string): Promise<string> => {
    const { record, report: found } = await redactor.redact({ record: "text", text });
    for (const { rule, count } of found) hidden[rule] = (hidden[rule] ?? 0) + count;
    return record.text;
  };
  const items = [];
  for (const item of report.items) items.push({ ...item, value: (await hideIn(item.value, hide)) as JsonObject });
  const made_at_resume = [];
  for (const made of report.made_at_resume) {
    made_at_resume.push(made.known === null ? made : { ...made, known: await hide(made.known) });
  }
  return { report: { ...report, items, made_at_resume }, hidden };
}

async function hideIn(value: Json, hide: (text: string) => Promise<string>): Promise<Json> {
  if (typeof value === "string") return hide(value);
  if (value instanceof CutText) return cutText(await hide(value.head), value, await hide(value.tail));
  if (Array.isArray(value)) return Promise.all((value as readonly Json[]).map((each) => hideIn(each, hide)));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value as JsonObject).map(async ([key, each]) => {
    return [key, each === undefined || LEFT_ALONE.has(key) ? each : await hideIn(each, hide)] as const;
  });
  return Object.fromEntries(await Promise.all(members));
}

function cutText(head: string, { middle, bytes }: CutText, tail: string): CutText {
  return new CutText(head, middle, tail, bytes);
}
