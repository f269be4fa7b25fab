// Reading chains: each base to its cut, whoever moved it, and what becomes of files that cannot be read.

import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { chainOf, type Chain, type ChainFile, type Reading } from "rollbook-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listScenarios, SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { openCatalogue, readChain, type FileEnd, type FilePart } from "./index.ts";

async function readAll(files: readonly FilePart[]): Promise<{ readings: Reading[]; ends: FileEnd[] }> {
  const readings: Reading[] = [];
  const ends: FileEnd[] = [];
  for await (const batch of readChain(files, { long: "cut" })) {
    readings.push(...batch.readings);
    if (batch.end !== null) ends.push(batch.end);
  }
  return { readings, ends };
}

const ordinals = (readings: readonly Reading[]): unknown[] =>
  readings.flatMap((reading) => (reading.kind === "record" ? [reading.value["ordinal"]] : []));

const count = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

function chainsOf(directory: string): Chain[] {
  const { catalogue } = openCatalogue([directory]);
  return catalogue.threads.map(({ head }) => chainOf(catalogue, head));
}

const chains = listScenarios()
  .filter(({ files }) => files.length > 1)
  .flatMap(({ directory }) => chainsOf(directory))
  .filter(({ files }) => files.length > 1);

test("along every chain of the specimens the ordinals count from 0, and each cut is where it was said to be", async () => {
  expect(chains.length).toBeGreaterThan(10);
  for (const { files } of chains) {
    const { readings, ends } = await readAll(files);
    const found = ordinals(readings);
    expect([files.at(-1)?.path, found]).toEqual([files.at(-1)?.path, count(0, found.length)]);
    expect(ends.map(({ gap, problem }) => [gap, problem])).toEqual(files.map(() => [null, null]));
  }
});

describe("a fork and its base", () => {
  let home = "";
  let base = "";
  let files: readonly ChainFile[] = [];
  const whole = count(0, 31);

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "rollbook-chain-"));
    cpSync(join(SPECIMENS, "paginated/0.169.0/fork/home"), home, { recursive: true });
    files = chainsOf(home).find((chain) => chain.files.length === 2)?.files ?? [];
    base = files[0]?.path ?? "";
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  test("records written to the base afterwards do not count", async () => {
    const before = await readAll(files);
    expect(ordinals(before.readings)).toEqual(whole);
    appendFileSync(
      base,
      readFileSync(base, "utf8").split("\n").slice(-3).join("\n").replaceAll('"ordinal":1', '"ordinal":9'),
    );
    expect((await readAll(files)).readings).toEqual(before.readings);
  });

  test("a base that was rewritten is cut by its ordinals, and that is told", async () => {
    writeFileSync(base, readFileSync(base, "utf8").replace('"model_provider":"mock"', '"model_provider":"another"'));
    const { readings, ends } = await readAll(files);
    expect(ordinals(readings)).toEqual(whole);
    expect(ends[0]?.gap).toContain("is at byte");
    expect(ends[1]?.gap).toBeNull();
  });

  test("a base that lost its end is read to its end, and that is told", async () => {
    const lines = readFileSync(base, "utf8").split("\n");
    writeFileSync(base, `${lines.slice(0, 10).join("\n")}\n`);
    const { readings, ends } = await readAll(files);
    expect(ordinals(readings)).toEqual([...count(0, 10), ...whole.slice(files[0]?.end_ordinal ?? 0)]);
    expect(ends[0]?.gap).toContain("it ends with ordinal 9");
  });

  test("a compressed base is cut as a plain one", async () => {
    const before = await readAll(files);
    writeFileSync(`${base}.zst`, zstdCompressSync(readFileSync(base)));
    rmSync(base);
    const packed = files.map((file, index) => (index === 0 ? { ...file, path: `${base}.zst` } : file));
    expect(await readAll(packed)).toEqual(before);
  });

  test("a base that cannot be read further is damage, and the fork is read all the same", async () => {
    const packed = zstdCompressSync(Buffer.concat([readFileSync(base), Buffer.alloc(300_000, "x ")]));
    writeFileSync(base, packed.subarray(0, packed.length - 20));
    const { readings, ends } = await readAll([{ path: base, end_ordinal: null, end_offset: null }, ...files.slice(1)]);
    expect(ends[0]?.problem).toMatchObject({ problem: "broken_compression" });
    expect(readings.filter((reading) => reading.kind === "damage").at(-1)?.damage.kind).toBe("unreadable");
    expect(ordinals(readings).at(-1)).toBe(30);
    const gone = await readAll([{ path: join(home, "none"), end_ordinal: 3, end_offset: 4 }, ...files.slice(1)]);
    expect(gone.ends[0]?.problem).toMatchObject({ problem: "missing" });
    expect(gone.ends[1]?.problem).toBeNull();
  });
});
