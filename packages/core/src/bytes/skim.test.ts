// The skimmer builds what JSON.parse builds, refuses what it refuses, and keeps what it holds within bounds.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CUT_HEAD, CutText, type Json } from "./json.ts";
import { Skimmer } from "./skim.ts";

const WHOLE = { cut: false, retain: Infinity };

function skim(
  text: string | Uint8Array,
  step: number,
  options = WHOLE,
  watched: string[] = [],
): { skimmer: Skimmer; stop: number } {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const skimmer = new Skimmer(options, watched);
  for (let at = 0; at < bytes.length; at += step) {
    const end = Math.min(bytes.length, at + step);
    // Each piece in an array of its own, at an odd place: positions must come from `base` alone.
    const piece = new Uint8Array(end - at + 3);
    piece.set(bytes.subarray(at, end), 3);
    const stop = skimmer.push(piece, 3, piece.length, at - 3);
    piece.fill(0x23);
    if (skimmer.state !== "open") return { skimmer, stop: at + stop - 3 };
  }
  return { skimmer, stop: bytes.length };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const spaced = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(undefined, 1, "\t"))
  .map(([value, space]) => JSON.stringify(value, null, space));

describe("Skimmer", () => {
  test("equals JSON.parse, members in the same order, over any chunking", () => {
    fc.assert(
      fc.property(spaced, fc.integer({ min: 1, max: 20 }), (text, step) => {
        const { skimmer, stop } = skim(text, step);
        expect(skimmer.state).toBe("done");
        expect(stop).toBe(new TextEncoder().encode(text).length);
        expect(JSON.stringify(skimmer.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test.each([
    '{"__proto__":{"a":1},"b":2}',
    '{"a":1,"b":2,"a":3}',
    '{"a":-0,"b":1E+2,"c":0.5e-1}',
    '{"a":"\\u00e9\\ud83d\\ude00\\ud83d\\/"}',
    "{}",
  ])("equals JSON.parse: %s", (text) => {
    for (let step = 1; step < 8; step++) expect(skim(text, step).skimmer.value).toEqual(JSON.parse(text));
  });

  test("refuses what JSON.parse refuses, and nothing else", () => {
    const token = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"',
      "1",
      "-",
      "0",
      ".5",
      "e3",
      "true",
      "nul",
      "null",
      "\\",
      "\\u12",
      " ",
      "\n",
      "\u0001",
      "é",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 14 }), fc.integer({ min: 1, max: 5 }), (tokens, step) => {
        const text = `{${tokens.join("")}`;
        const { skimmer, stop } = skim(text, step);
        const bytes = new TextEncoder().encode(text);
        const read = new TextDecoder().decode(bytes.subarray(0, stop));
        if (skimmer.state === "done") expect(skimmer.value).toEqual(parse(read));
        else expect(parse(text)).toBeUndefined();
        // A refusal is no guess: no continuation of what was read makes it JSON.
        if (skimmer.state === "open") expect(stop).toBe(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("the end of every whole object is found, whatever follows", () => {
    const { skimmer, stop } = skim('{"a":[1,{"b":"}"}]}{"c":2}', 3);
    expect([skimmer.state, stop]).toEqual(["done", 19]);
  });

  test("tells of an inner object that begins with a watched key", () => {
    const { skimmer } = skim('{"a":[{"b":1},{"t":1,"x":[2]}', 4, WHOLE, ["t"]);
    expect(skimmer.inner).toEqual({ start: 14, end: 29, value: { t: 1, x: [2] } });
  });

  test("a string longer than what is kept is cut to its ends", () => {
    const long = `start${"é\\n".repeat(200_000)}end`;
    for (const step of [97, 512, 1000, 4099, 1 << 20]) {
      const { skimmer } = skim(`{"s":"${long}","after":true}`, step, { cut: true, retain: 1 << 20 });
      const cut = skimmer.value["s"];
      expect(cut).toBeInstanceOf(CutText);
      if (!(cut instanceof CutText)) return;
      expect(cut.head).toBe(`start${"é\n".repeat(CUT_HEAD)}`.slice(0, CUT_HEAD));
      expect(cut.tail.endsWith("é\né\nend")).toBe(true);
      expect(cut.middle).toBe("");
      expect(cut.bytes).toBe(new TextEncoder().encode(long).length);
      expect(skimmer.value["after"]).toBe(true);
    }
  });

  test("what it keeps is bounded, what is near the top is kept, and it says so", () => {
    const numbers = Array.from({ length: 200_000 }, (_, i) => i).join(",");
    const { skimmer } = skim(`{"type":"x","payload":{"list":[${numbers}],"status":"done"}}`, 65536, {
      cut: true,
      retain: 100_000,
    });
    expect(skimmer.state).toBe("done");
    expect(skimmer.abridged).toBe(true);
    const payload = skimmer.value["payload"] as { list: number[]; status: string };
    expect(payload.status).toBe("done");
    expect(payload.list.length).toBeLessThan(10_000);
    expect(payload.list.slice(0, 3)).toEqual([0, 1, 2]);
  });

  test("endless depth and endless numbers are refused", () => {
    expect(skim(`{"a":${"[".repeat(1_000_000)}`, 65536).skimmer.state).toBe("broken");
    expect(skim(`{"a":${"1".repeat(1_000_000)}}`, 65536).skimmer.state).toBe("broken");
  });
});
