// Reports of many files → one summary.

import { ERAS } from "../rollout/era.ts";
import { addUsage, type TokenUsage } from "../lineage/tokens.ts";
import type { Finding } from "./finding.ts";
import { FINDING_KINDS } from "./kinds.ts";
import type { CheckSummary, FileReport, FindingCounts, Verdict } from "./report.ts";

export interface Summing {
  /** Counts a finding; all of them pass here, those between files too. */
  find(finding: Finding): void;
  /** Counts a file. Findings counted in its report are not counted again; of a `copy` its thread is not. */
  add(report: FileReport, copy?: boolean): void;
  summary(): CheckSummary;
}

export function createSumming(): Summing {
  const by_verdict: Record<Verdict, number> = { clean: 0, findings: 0, unreadable: 0 };
  const by_severity = { error: 0, warning: 0, note: 0 };
  const sums = { files: 0, size: 0, lines: 0, records: 0, bytes_unaccounted: 0, encoded: 0, validated: 0 };
  const eras = new Map<string, number>();
  const versions = new Map<string, number>();
  const types = new Map<string, number>();
  const unknown = new Map<string, number>();
  const kinds = new Map<string, number>();
  const threads = new Set<string>();
  const own = { turns: 0, calls: 0 };
  let tokens: TokenUsage | null = null;
  let copies = 0;
  return {
    find({ kind, severity }) {
      add(kinds, kind, 1);
      by_severity[severity] += 1;
    },
    add(report, copy = false) {
      sums.files += 1;
      if (copy) copies += 1;
      else {
        threads.add(report.thread_id?.toLowerCase() ?? `${threads.size} ${report.file}`);
        own.turns += report.own.turns;
        own.calls += report.own.calls;
        tokens = report.own.tokens === null ? tokens : addUsage(tokens, report.own.tokens);
      }
      sums.size += report.size;
      sums.lines += report.lines;
      sums.records += report.records;
      sums.bytes_unaccounted += report.bytes.unaccounted;
      sums.encoded += report.encoded;
      sums.validated += report.validated;
      by_verdict[report.verdict] += 1;
      for (const era of report.eras) add(eras, era, 1);
      for (const version of report.cli_versions) add(versions, version, 1);
      for (const [name, count] of Object.entries(report.types)) add(types, name, count);
      for (const [name, count] of Object.entries(report.unknown_types)) add(unknown, name, count);
    },
    summary: () => ({
      ...sums,
      by_verdict: { ...by_verdict },
      eras: pick(ERAS, eras),
      cli_versions: Object.fromEntries(
        [...versions].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })),
      ),
      types: Object.fromEntries([...types].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      unknown_types: Object.fromEntries([...unknown].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      threads: { count: threads.size, ...own, tokens },
      copies,
      findings: countsOf(kinds),
      by_severity: { ...by_severity },
    }),
  };
}

/** Counts by kind in the order of the table of kinds. */
export function countsOf(kinds: ReadonlyMap<string, number>): FindingCounts {
  return pick(FINDING_KINDS, kinds);
}

function pick<K extends string>(names: readonly K[], counts: ReadonlyMap<string, number>): Partial<Record<K, number>> {
  const found: Partial<Record<K, number>> = {};
  for (const name of names) {
    const count = counts.get(name);
    if (count !== undefined) found[name] = count;
  }
  return found;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
