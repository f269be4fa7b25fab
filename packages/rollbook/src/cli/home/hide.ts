// Hides secrets in every text of a report: a name, a path or a setting may hold one where nobody expects it.

import type { HomeReport } from "../../home/index.ts";

export async function hideInReport(report: HomeReport, hide: (text: string) => Promise<string>): Promise<HomeReport> {
  return (await hideIn(report, hide)) as HomeReport;
}

async function hideIn(value: unknown, hide: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === "string") return hide(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const hidden: unknown[] = [];
    for (const each of value as readonly unknown[]) hidden.push(await hideIn(each, hide));
    return hidden;
  }
  const members: (readonly [string, unknown])[] = [];
  for (const [key, each] of Object.entries(value)) members.push([key, await hideIn(each, hide)]);
  return Object.fromEntries(members);
}
