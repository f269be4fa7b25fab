// The face of the check: files in, findings and reports out.

export type { ByteCounts } from "./account.ts";
export type { Cut, Misfit } from "./cuts.ts";
export { createFileCheck, type FileCheck, type FileCheckOptions } from "./file.ts";
export type { Finding } from "./finding.ts";
export { FINDING_KINDS, KINDS, SEVERITIES, type FindingKind, type KindEntry, type Severity } from "./kinds.ts";
export { misfitFinding, relateFiles, type Lineage } from "./lineage.ts";
export {
  addFinding,
  VERDICTS,
  type CheckSummary,
  type FileReport,
  type FindingCounts,
  type Verdict,
} from "./report.ts";
export { createSumming, type Summing } from "./summary.ts";
