import { expect, test } from "vitest";
import { CutText, type Json } from "../bytes/json.ts";
import { printedText } from "./printed.ts";

test.each<readonly [string, Json | undefined, string]>([
  ["JSON", '{"output":"hi\\nerr\\n","metadata":{"exit_code":3,"duration_seconds":0.4}}', "hi\nerr\n"],
  ["JSON that was cut", new CutText('{"output":"hi\\nth', "", "", 5000), "hi\nth"],
  ["a header", "Exit code: 3\nWall time: 0.1 seconds\nOutput:\nboom", "boom"],
  ["a command line before it", "Command: cat <<E\nE\nWall time: 0.1 seconds\nOutput:\nboom", "boom"],
  ["a header around JSON", 'Wall time: 1 seconds\nOutput:\n{"output":"in","metadata":{}}', "in"],
  ["a script", "Script completed\nWall time 0.1 seconds\nOutput:\n\nit ran", "it ran"],
  ["parts", [{ type: "input_text", text: "Script failed\nWall time 1 seconds\nOutput:" }, { text: "why" }], "why"],
  ["parts of a result", 'Wall time: 1 seconds\nOutput:\n[{"type":"text","text":"a"},{"type":"image","data":"x"}]', "a"],
  ["a whole result", '{"content":[{"text":"a","type":"text"}],"isError":true}', "a"],
  ["JSON of its own", '{"content":[{"a":1}]}', '{"content":[{"a":1}]}'],
  ["a list of its own", '[{"type":"text', '[{"type":"text'],
  ["words", "just words", "just words"],
  ["an image", [{ type: "input_image", image_url: "data:" }], ""],
  ["nothing", undefined, ""],
])("what was printed: %s", (_, value, printed) => {
  expect(printedText(value)).toBe(printed);
});
