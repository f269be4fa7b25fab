// What a check reports: of each file, and of all files together.

import type { Era } from "../rollout/era.ts";
import type { TokenUsage } from "../lineage/tokens.ts";
import type { ByteCounts } from "./account.ts";
import type { Finding } from "./finding.ts";
import type { FindingKind, Severity } from "./kinds.ts";

/**
 * - `clean`: nothing but notes
 * - `findings`: warnings or errors
 * - `unreadable`: it could not be opened or read to its end, or nothing in it is a record
 */
export const VERDICTS = ["clean", "findings", "unreadable"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type FindingCounts = Readonly<Partial<Record<FindingKind, number>>>;

export interface FileReport {
  /** The path as it was given. */
  readonly file: string;
  readonly verdict: Verdict;
  readonly eras: readonly Era[];
  /** `cli_version` of the headers: the versions that created the file and those it was copied from. */
  readonly cli_versions: readonly string[];
  readonly thread_id: string | null;
  readonly rollout_id: string | null;
  readonly history_mode: string | null;
  /** Bytes, uncompressed. */
  readonly size: number;
  readonly lines: number;
  readonly records: number;
  readonly bytes: ByteCounts;
  /** Records that were encoded again and compared. The rest are too large to hold, or share a line with damage. */
  readonly encoded: number;
  /** Records that were held against the schema; the rest are too large to hold. */
  readonly validated: number;
  /** Records by outer type, inner type and turn item, joined by slashes. */
  readonly types: Readonly<Record<string, number>>;
  readonly unknown_types: Readonly<Record<string, number>>;
  readonly ordinals: { readonly first: number | null; readonly last: number | null };
  readonly calls: { readonly called: number; readonly answered: number; readonly open: number };
  readonly turns: { readonly started: number; readonly ended: number };
  /** What the file's own thread did in it: without what was copied into it, or inherited from another file. */
  readonly own: OwnCounts;
  readonly findings: FindingCounts;
}

export interface OwnCounts {
  /** Turns by records of their own (0.104 …), calls of tools. */
  readonly turns: number;
  readonly calls: number;
  /** Each response counted once; null where no record tells (before 0.34). */
  readonly tokens: TokenUsage | null;
}

export interface CheckSummary {
  readonly files: number;
  readonly by_verdict: Readonly<Record<Verdict, number>>;
  readonly size: number;
  readonly lines: number;
  readonly records: number;
  readonly bytes_unaccounted: number;
  readonly encoded: number;
  readonly validated: number;
  /** Files by era; a file of two eras counts in both. */
  readonly eras: Readonly<Partial<Record<Era, number>>>;
  /** Files by version. */
  readonly cli_versions: Readonly<Record<string, number>>;
  readonly types: Readonly<Record<string, number>>;
  readonly unknown_types: Readonly<Record<string, number>>;
  /** Threads, and what each did itself; copies of files are not counted. */
  readonly threads: OwnCounts & { readonly count: number };
  /** Files that hold only what another one tells. */
  readonly copies: number;
  readonly findings: FindingCounts;
  readonly by_severity: Readonly<Record<Severity, number>>;
}

/** The report with a finding more: for those that come to light in another file. */
export function addFinding(report: FileReport, { kind, severity }: Finding): FileReport {
  const verdict = report.verdict === "clean" && severity !== "note" ? "findings" : report.verdict;
  return { ...report, verdict, findings: { ...report.findings, [kind]: (report.findings[kind] ?? 0) + 1 } };
}
