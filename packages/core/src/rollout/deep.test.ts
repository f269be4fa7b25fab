import { expect, test } from "vitest";
import { readRecords } from "./read.ts";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const line = (state: string): string =>
  `{"timestamp":"2026-11-21T07:20:19.000Z","type":"world_state","payload":{"full":true,"state":${state}}}`;

test("a record that is too deep is damage with its place, and the records around it are read", () => {
  for (const levels of [3000, 200_000]) {
    const lines = [line("[]"), line(nested(levels)), line(nested(100))];
    const readings = readRecords(new TextEncoder().encode(lines.join("\n")));
    expect(readings.map(({ kind, at }) => [kind, at.number, at.length])).toEqual([
      ["record", 1, lines[0]?.length],
      ["damage", 2, lines[1]?.length],
      ["record", 3, lines[2]?.length],
    ]);
    expect(readings[1]).toMatchObject({ damage: { kind: "too-deep", salvaged: 0 } });
  }
});
