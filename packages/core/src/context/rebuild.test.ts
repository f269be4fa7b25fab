// Compactions that wrote down no history (0.36 … 0.104, and any since that fails): what Codex 0.169 makes of them.

import { expect, test } from "vitest";
import { message, said, Written } from "./records.tools.ts";

const PREFIX =
  "Another language model started to solve this problem and produced a summary of its thinking process. You also have access to the state of the tools that were used by that language model. Use this to build on the work that has already been done and avoid duplicating work. Here is the summary produced by the other language model, use the information in this summary to assist with your own analysis:\n";
const PICTURE = { type: "input_image", image_url: "data:image/png;base64,AA" };

function rebuilt(write: (thread: Written) => void, fields = {}): string[] {
  const thread = new Written().turn("t1", "a1");
  write(thread);
  return said(thread.compact(null, fields).context());
}

test("prompts stay, what the model and Codex said goes, the summary comes last", () => {
  const report = new Written()
    .say("developer", "<permissions instructions>x</permissions instructions>")
    .say("user", "<environment_context>x</environment_context>")
    .turn("t1", "a1")
    .compact(null)
    .turn("t2", "a2")
    .context();
  expect(said(report)).toEqual(["t1", "SUMMARY", "t2", "a2"]);
  expect(report.items.map(({ origin }) => origin)).toEqual(["rebuilt", "rebuilt", "written", "written"]);
  expect(report.items.map(({ sources }) => sources[0]?.line)).toEqual([5, 8, 10, 11]);
  expect(report.notes[0]).toMatch(/^A compaction wrote down no history/);
});

test("a summary of before is replaced only where it begins as the newer versions have it", () => {
  expect(rebuilt((thread) => thread.say("user", `${PREFIX}OLD`))).toEqual(["t1", "SUMMARY"]);
  expect(rebuilt((thread) => thread.compact(null, { message: "OLD" }))).toEqual(["t1", "OLD", "SUMMARY"]);
  expect(rebuilt((thread) => thread.say("user", PREFIX.slice(0, 90)))).toEqual(["t1", PREFIX.slice(0, 90), "SUMMARY"]);
  expect(rebuilt(() => undefined, { message: "" })).toEqual(["t1", "(no summary available)"]);
});

test("pictures go, with the tags around them", () => {
  const text = (words: string): object => ({ type: "input_text", text: words });
  const content = [text("one"), text('<image name="x">'), PICTURE, text("</image>"), text("<image>"), text("two")];
  expect(rebuilt((thread) => thread.item({ ...message("user"), content }))).toEqual([
    "t1",
    "one|<image>|two",
    "SUMMARY",
  ]);
  expect(rebuilt((thread) => thread.item({ ...message("user"), content: [PICTURE] }))).toEqual(["t1", "", "SUMMARY"]);
});

test("of long prompts the newest 20,000 tokens stay; the one that does not fit is cut in its middle", () => {
  const long = rebuilt((thread) =>
    thread.say("user", `${"A".repeat(60_000)}MID${"B".repeat(60_000)}`).say("user", "last"),
  );
  expect(long).toEqual([`${"A".repeat(39_998)}|…10002 tokens truncated…|${"B".repeat(39_998)}`, "last", "SUMMARY"]);
  const exact = rebuilt((thread) => thread.say("user", "x".repeat(79_996)).say("user", "last"));
  expect(exact).toEqual(["x".repeat(79_996), "last", "SUMMARY"]);
  const parts = rebuilt((thread) => thread.say("user", "x", "A".repeat(90_000)).say("user", "last"));
  expect(parts[0]).toBe(`x|${"A".repeat(39_997)}|…2502 tokens truncated…|${"A".repeat(39_998)}`);
  const wide = rebuilt((thread) => thread.say("user", "😀".repeat(30_000)).say("user", "last"));
  expect(wide[0]).toBe(`${"😀".repeat(9_999)}|…10001 tokens truncated…|${"😀".repeat(9_999)}`);
});
