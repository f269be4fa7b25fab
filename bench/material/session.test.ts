import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { projectActions, readRecords } from "../../packages/core/src/index.ts";
import { assertSession } from "../../packages/core/src/schema/index.ts";
import { createPools } from "./pool.ts";
import { createRandom } from "./random.ts";
import type { Dialect } from "./recorder.ts";
import { writeSession } from "./session.ts";
import { Sink } from "./sink.ts";

const folder = mkdtempSync(join(tmpdir(), "rollbook-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pools = createPools(createRandom(1));
const THREAD = "019b8d2b-8c00-7c4c-b8d3-56f188eaa431";

function written(dialect: Dialect, seed: number): Buffer {
  const path = join(folder, `${dialect}-${seed}.jsonl`);
  const sink = new Sink(path);
  writeSession({ dialect, size: 1_500_000, start: 1_767_600_000_000 }, THREAD, createRandom(seed), sink, pools);
  sink.close();
  return readFileSync(path);
}

test.each<Dialect>(["envelope", "legacy", "paginated"])(
  "writes %s sessions that read as ones of Codex do",
  (dialect) => {
    const bytes = written(dialect, 7);
    expect(Math.abs(bytes.length - 1_500_000)).toBeLessThan(60_000);
    expect(assertSession(bytes).length).toBeGreaterThan(300);
    const readings = readRecords(bytes);
    expect(new Set(readings.map((reading) => (reading.kind === "record" ? reading.era : reading.kind)))).toEqual(
      new Set([dialect]),
    );
    const records = projectActions(bytes, { file: "x", withCopied: false, include: new Set() });
    expect(records.at(-1)).toMatchObject({
      record: "end",
      unmatched_outputs: 0,
      pending: 0,
      damage: {},
      unknown_types: {},
    });
  },
);

test("writes the same bytes for the same seed, and others for another", () => {
  const first = written("envelope", 3);
  expect(written("envelope", 3).equals(first)).toBe(true);
  expect(written("envelope", 4).equals(first)).toBe(false);
});
