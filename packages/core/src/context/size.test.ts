import fc from "fast-check";
import { expect, test } from "vitest";
import { CutText, type Json, type JsonObject } from "../bytes/json.ts";
import { bytesOf, sizeOf } from "./size.ts";

test("the bytes of a value are those of its JSON in UTF-8", () => {
  const json = fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>;
  fc.assert(fc.property(json, (value) => bytesOf(value) === new TextEncoder().encode(JSON.stringify(value)).length));
  expect(bytesOf({ a: undefined, b: 1 })).toBe('{"b":1}'.length);
});

test("a text of which the ends were read counts as it was written", () => {
  expect(bytesOf({ text: new CutText("a", "b", "c", 1000) })).toBe('{"text":""}'.length + 1000);
});

test("pictures are counted wherever an item holds them", () => {
  const picture: JsonObject = { type: "input_image", image_url: "data:image/png;base64,AAAA" };
  const message = { type: "message", content: [picture, { type: "input_text", text: "data:" }, picture] };
  expect(sizeOf(message)).toMatchObject({ images: 2, image_bytes: 52 });
  expect(sizeOf({ type: "function_call_output", output: [picture] })).toMatchObject({ images: 1, image_bytes: 26 });
  expect(sizeOf({ type: "image_generation_call", result: "AAAA" })).toMatchObject({ images: 1, image_bytes: 4 });
  expect(sizeOf({ type: "message", content: [{ type: "input_image", file_id: "f" }] })).toMatchObject({ images: 0 });
});
