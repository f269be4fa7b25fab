// Hides secrets in the texts of a context, and counts what was hidden.

import type { ContextReport } from "rollbook-core/context";
import { createDeepRedactor } from "../../redact/index.ts";

export interface HiddenContext {
  readonly report: ContextReport;
  /** Spans hidden, by rule. */
  readonly hidden: Readonly<Record<string, number>>;
}

/** The same report without its secrets; sizes stay those of what is sent. */
export async function hideContextSecrets(report: ContextReport): Promise<HiddenContext> {
  const redactor = createDeepRedactor();
  const items = [];
  for (const item of report.items) items.push({ ...item, value: await redactor.hide(item.value) });
  const made_at_resume = await redactor.hide(report.made_at_resume);
  return { report: { ...report, items, made_at_resume }, hidden: redactor.hidden() };
}
