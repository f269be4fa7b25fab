// Every specimen real Codex wrote: all bytes accounted for, all types known, all records as declared and encoded back.

import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { createFileCheck } from "./file.ts";
import type { Finding } from "./finding.ts";
import type { FindingKind } from "./kinds.ts";
import { createSumming } from "./summary.ts";

const SPECIMENS = ["bare", "document", "envelope", "legacy", "paginated"].map((era) =>
  join(import.meta.dirname, "../../../../specimens", era),
);
const CORPUS = process.env["ROLLBOOK_CORPUS"];

/** What may be found in files that were killed, filled the disk, or copied their parent's history. */
const EXPECTED: ReadonlySet<FindingKind> = new Set([
  "call-without-output",
  "turn-without-end",
  "several-headers",
  "torn",
  "glued",
  "joined",
]);
const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const NAME = new RegExp(`-(${UUID})(?:_(${UUID}))?\\.json`);
const SCENARIOS = /[\\/](kill9|kill9_stream|kill_torture|enospc|sigint|tui|fork|resume|compact)[\\/]/;

test("nothing real Codex wrote is misread", { timeout: 300_000 }, () => {
  const roots = CORPUS === undefined ? SPECIMENS : [CORPUS];
  const files = roots.flatMap((root) =>
    globSync("**/{sessions*,archived_sessions,.codex}/**/rollout-*", { cwd: root }).map((path) => join(root, path)),
  );
  expect(files.length).toBeGreaterThan(900);
  const summing = createSumming();
  const surprises: Finding[] = [];
  for (const file of files) {
    const [, thread_id = "", rollout_id = thread_id] = NAME.exec(basename(file)) ?? [];
    const named = { thread_id, rollout_id };
    const check = createFileCheck({ file, named, live: false }, (finding) => {
      const grave = finding.severity !== "note" && !SCENARIOS.test(file);
      if (grave || !EXPECTED.has(finding.kind)) surprises.push(finding);
    });
    const bytes = readFileSync(file);
    check.push(file.endsWith(".zst") ? zstdDecompressSync(bytes) : bytes);
    summing.add(check.end().report);
  }
  const summary = summing.summary();
  expect(surprises).toEqual([]);
  expect(summary).toMatchObject({ bytes_unaccounted: 0, unknown_types: {} });
  expect(Object.keys(summary.eras)).toEqual(["document", "bare", "envelope", "legacy", "paginated"]);
  expect(summary.validated).toBe(summary.records);
  expect(summary.encoded).toBe(summary.records);
  expect(summary.by_verdict.unreadable).toBe(0);
});
