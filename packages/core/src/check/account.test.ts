import fc from "fast-check";
import { expect, test } from "vitest";
import { createReader } from "../rollout/read.ts";
import type { Reading } from "../rollout/reading.ts";
import { createAccount } from "./account.ts";
import type { Remark } from "./finding.ts";
import { createWindow } from "./window.ts";

const encoder = new TextEncoder();
const pieces = fc.constantFrom(
  '{"timestamp":"2026-01-01T00:00:00.000Z","type":"event_msg","payload":{"type":"x"}}',
  "\n",
  "\r\n",
  "\r",
  " ",
  "\0\0",
  '{"a":',
  '{"session":{"id":"x"},"items":[{"type":"message"},',
  "]}",
  "\uFEFF",
  "text",
  '"',
  "}",
  "é",
);

function accountFor(
  bytes: Uint8Array,
  size: number,
  bend: (reading: Reading) => Reading | null = (reading) => reading,
) {
  const found: Remark[] = [];
  const window = createWindow(1 << 20);
  const account = createAccount(window, (remark) => found.push(remark));
  const reader = createReader({ long: "whole" }, (reading) => {
    const bent = bend(reading);
    if (bent !== null) account.book(bent);
  });
  for (let at = 0; at < bytes.length; at += size) {
    window.open(bytes.slice(at, at + size));
    reader.push(bytes.slice(at, at + size));
    window.settle();
  }
  return { counts: account.end(reader.end().bytes), found };
}

test("accounts for every byte of anything, however it is cut into chunks", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (parts, size) => {
      const bytes = encoder.encode(parts.join(""));
      const { counts, found } = accountFor(bytes, size);
      expect(found).toEqual([]);
      const { records, damaged, blank, terminators, unaccounted } = counts;
      expect(unaccounted).toBe(0);
      expect(records + damaged + blank + terminators).toBe(bytes.length);
    }),
  );
});

const lines = encoder.encode('{"type":"message"}\n{"type":"message"}\n{"type":"message"}\n');

test("finds a reading that is missing", () => {
  const { counts, found } = accountFor(lines, 7, (reading) => (reading.at.number === 2 ? null : reading));
  expect(counts.unaccounted).toBe(20);
  expect(found).toMatchObject([{ kind: "bytes-unaccounted", offset: 18, length: 20 }]);
});

test("finds bytes that were read twice, and a reading that is too short", () => {
  const longer = accountFor(lines, 7, (reading) => ({
    ...reading,
    at: { ...reading.at, length: reading.at.length + 3 },
  }));
  expect(longer.counts.unaccounted).toBeGreaterThan(0);
  const shorter = accountFor(lines, 7, (reading) => ({
    ...reading,
    at: { ...reading.at, length: reading.at.length - 1 },
  }));
  expect(shorter.counts.unaccounted).toBe(6);
});
