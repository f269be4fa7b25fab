// What the search for lines tells of a line's types is what reading the line's own bytes tells, or nothing.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFramer } from "../bytes/frame.ts";
import { allocateChunk } from "../bytes/scan.ts";
import { openings } from "./openings.ts";
import { Peek } from "./peek.ts";

const memory = allocateChunk(1 << 15);
const peek = new Peek(() => false);

interface Told {
  outer: string;
  inner: string;
  numbered: boolean;
  end: number;
}

function state(): Told {
  return { outer: peek.kind.outer, inner: peek.kind.inner, numbered: peek.numbered, end: peek.end };
}

/** What is told of each line, null where nothing is. */
function tell(lines: readonly string[]): (Told | null)[] {
  const told: (Told | null)[] = [];
  const framer = createFramer(
    1 << 20,
    {
      line(_bytes, from, _to, _offset, _number, _ended, _marked, opening) {
        if (opening !== 0) peek.take(opening, from);
        told.push(opening === 0 ? null : { ...state(), end: peek.end - from });
      },
      skip() {},
      open() {},
      part() {},
      close() {},
    },
    Uint8Array.from("time", (letter) => letter.charCodeAt(0)),
    openings,
  );
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
  memory.fill(0x22).set(bytes, 3);
  framer.push(memory.subarray(3, 3 + bytes.length));
  framer.end();
  return told;
}

function read(line: string): Told | null {
  const bytes = new TextEncoder().encode(line);
  return peek.read(bytes, 0, bytes.length) ? state() : null;
}

const time = '{"timestamp":"2026-11-21T07:20:18.497Z",';
const line = (outer: string, inner: string, ordinal: string): string =>
  `${time}${ordinal}"type":"${outer}","payload":{${inner === "" ? "" : `"type":"${inner}",`}"a":"${"b".repeat(90)}"}}`;

describe("openings", () => {
  test("all pairs of types are told, numbered or not, but the few that are too long", () => {
    for (const ordinal of ["", '"ordinal":0,', '"ordinal":123456789012345678,']) {
      const lines = openings().names.map(([outer, inner]) => line(outer, inner, ordinal));
      const told = tell(lines);
      const missed = openings()
        .names.filter((_, i) => told[i] === null)
        .map((names) => names.join("/"));
      expect(missed).toEqual(["event_msg/agent_reasoning_raw_content_delta", "inter_agent_communication_metadata/"]);
      told.forEach((one, i) => {
        if (one !== null) expect(one).toEqual(read(lines[i] ?? ""));
      });
    }
  });

  test("what differs in any byte is told right, or not", () => {
    const text = fc
      .record({
        names: fc.constantFrom(...openings().names, ["response_item", ""] as const, ["compacted", "message"] as const),
        ordinal: fc.constantFrom("", '"ordinal":7,', '"ordinal":01,', '"ordinal":,', '"ordinal":-1,', '"ordinal":1 ,'),
        at: fc.nat(200),
        byte: fc.oneof(fc.constantFrom('"', "\\", "0", "{", ":", " ", "é"), fc.constant(null)),
        end: fc.oneof({ weight: 4, arbitrary: fc.constant(1000) }, { weight: 1, arbitrary: fc.nat(130) }),
      })
      .map(({ names, ordinal, at, byte, end }) => {
        const whole = line(names[0], names[1], ordinal);
        return (byte === null ? whole : whole.slice(0, at) + byte + whole.slice(at + 1)).slice(0, end);
      });
    let equal = 0;
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (lines) => {
        tell(lines).forEach((one, i) => {
          if (one === null) return;
          equal++;
          expect(one).toEqual(read(lines[i] ?? ""));
        });
      }),
      { numRuns: 500 },
    );
    expect(equal).toBeGreaterThan(200);
  });
});
