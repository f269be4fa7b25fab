// Lines of a file that grows in any pieces.

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Tail } from "./tail.ts";

test("whole lines come once, in order and with their numbers, however they are written", () => {
  const place = mkdtempSync(join(tmpdir(), "rollbook-tail-"));
  const path = join(place, "file");
  try {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom("a", "ü", "\n", "\r", "😀"))), (pieces) => {
        rmSync(path, { force: true });
        const tail = new Tail(path);
        const lines: [number, string][] = [];
        const take = (line: string, number: number): void => void lines.push([number, line]);
        tail.read(take);
        writeFileSync(path, "");
        for (const piece of pieces) {
          const bytes = Buffer.from(piece.join(""));
          const half = Math.floor(bytes.length / 2);
          appendFileSync(path, bytes.subarray(0, half));
          tail.read(take);
          appendFileSync(path, bytes.subarray(half));
          tail.read(take);
        }
        tail.close();
        const whole = pieces.flat().join("").split("\n").slice(0, -1);
        expect(lines).toEqual(whole.map((line, at) => [at + 1, line]));
      }),
      { numRuns: 50 },
    );
  } finally {
    rmSync(place, { recursive: true });
  }
});
