import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../bytes/json.ts";
import { CutText } from "../bytes/json.ts";
import { limitOutput } from "./output.ts";

const text = (words: string): JsonObject => ({ type: "input_text", text: words });
const PICTURE: JsonObject = { type: "input_image", image_url: "data:" };

function limited(output: Json, limit?: number): Json | undefined {
  const metadata = limit === undefined ? null : { fallback_token_limit_override: limit };
  return limitOutput({ type: "function_call_output", call_id: "c", output }, metadata)["output"];
}

describe("an output of a tool", () => {
  test("is whole up to 12,000 of Codex's tokens", () => {
    expect(limited("x".repeat(48_000))).toBe("x".repeat(48_000));
    expect(limited("x".repeat(48_001))).toBe(`${"x".repeat(24_000)}…1 tokens truncated…${"x".repeat(24_000)}`);
    expect(limited("€".repeat(40_000))).toBe(`${"€".repeat(8_000)}…18000 tokens truncated…${"€".repeat(8_000)}`);
  });

  test("has the limit that is written beside it", () => {
    expect(limited("x".repeat(4_004), 1_000)).toBe(`${"x".repeat(2_000)}…1 tokens truncated…${"x".repeat(2_000)}`);
    expect(limited("x".repeat(100_000), 50_000)).toBe("x".repeat(100_000));
  });

  test("in parts shares it, in their order; pictures stay", () => {
    const [y, z, w] = ["y", "z", "w"].map((letter) => text(letter.repeat(30_000)));
    expect(limited([y ?? null, z ?? null, PICTURE, w ?? null])).toEqual([
      y,
      text(`${"z".repeat(9_000)}…3000 tokens truncated…${"z".repeat(9_000)}`),
      PICTURE,
      text("[omitted 1 text items ...]"),
    ]);
    const few = [text("a"), PICTURE, text("")];
    expect(limited(few)).toBe(few);
    expect(limited([text(""), text("a".repeat(47_999)), text("b"), text("c")])).toEqual([
      text("a".repeat(47_999)),
      text("[omitted 2 text items ...]"),
    ]);
  });

  test("of which only the ends were read is as large as what is sent of it", () => {
    const short = new CutText("head", "middle", "tail", 48_000);
    expect(limited(short)).toBe(short);
    const long = limited(new CutText("head", "middle", "tail", 1_000_000));
    expect(long).toEqual(new CutText("head", "…238000 tokens truncated…", "tail", 48_000 + 29));
  });
});

test("what is no output of a call has no limit", () => {
  const item = { type: "tool_search_output", output: "x".repeat(100_000) };
  expect(limitOutput(item, null)).toBe(item);
});
