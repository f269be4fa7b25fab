// The two forms of a check's report.

import type { CheckSummary, FileReport, Finding, Severity } from "rollbook-core/check";

/** Takes what a check finds, in its order, and gives the text that can be printed by then. */
export interface Printer {
  finding(finding: Finding): string;
  /** A file was read to its end; its findings came before. */
  file(report: FileReport): string;
  /** All is over. `reports` have the findings between files too; `leftOut` findings were not given. */
  end(reports: readonly FileReport[], summary: CheckSummary, leftOut: number): string;
}

export const SEVERITY_WORDS: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ["error", "errors"],
  warning: ["warning", "warnings"],
  note: ["note", "notes"],
};
