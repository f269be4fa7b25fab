// Heads: of whole, damaged, long and compressed files; a name stands in for what is lost.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { parseRolloutName } from "rollbook-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { readStem } from "./index.ts";

function sessionIn(directory: string): string {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return join(directory, names.find((name) => basename(name).startsWith("rollout-")) ?? "");
}

const stemOf = (path: string) => readStem({ path, name: parseRolloutName(basename(path)) });

const HEALTHY = sessionIn(join(SPECIMENS, "paginated/0.169.0/shell"));
const THREAD = parseRolloutName(basename(HEALTHY))?.thread_id ?? "";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "rollbook-head-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test.each(["24-bom", "24-missing-originator", "24-header-not-first", "24-unknown-history-mode", "25-joined-records"])(
  "a header is found where there is one: %s",
  (damage) => {
    const { header, at, name } = stemOf(sessionIn(join(SPECIMENS, "damaged", damage)));
    expect(header.thread_id).toBe(name?.thread_id);
    expect(at).not.toBeNull();
  },
);

test.each(["24-truncated-header", "24-empty-file", "11-compressed-cut-short"])(
  "without one there is the name: %s",
  (damage) => {
    const { name, at, home, archived } = stemOf(sessionIn(join(SPECIMENS, "damaged", damage)));
    expect(name?.thread_id).toMatch(/^[0-9a-f-]{36}$/);
    expect({ at, home, archived }).toEqual({
      at: null,
      home: join(SPECIMENS, "damaged", damage, "home"),
      archived: false,
    });
  },
);

test("a file that is gone has no size, and does not throw", () => {
  expect(stemOf(join(directory, basename(HEALTHY)))).toMatchObject({ size: 0, header: { thread_id: null } });
});

test.each([10, 100_000, 3_000_000])(
  "a header behind %i bytes of instructions is found, compressed too where a few blocks hold it",
  (length) => {
    // Instructions that hardly become smaller when they are compressed.
    const text = Array.from({ length: length / 10 }, (_, index) => Math.sin(index).toString(36).slice(3, 13)).join("");
    const bytes = readFileSync(HEALTHY, "utf8").replace(
      '"base_instructions":{',
      `"instructions":"${text}","base_instructions":{`,
    );
    const plain = join(directory, basename(HEALTHY));
    writeFileSync(plain, bytes);
    expect(stemOf(plain).header.thread_id).toBe(THREAD);
    writeFileSync(`${plain}.zst`, zstdCompressSync(Buffer.from(bytes)));
    const packed = stemOf(`${plain}.zst`);
    // Of a compressed file no more than a few blocks are looked at; then its name tells.
    expect(packed.header.thread_id).toBe(length > 1_000_000 ? null : THREAD);
    expect(packed.name?.thread_id).toBe(THREAD);
  },
);
