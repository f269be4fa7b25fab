// What the two sources have in common: bytes that are no text, pictures, and files.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { pictureBlob, picturesIn, threadsIn } from "./content.ts";
import { createFileReading } from "./reading.ts";
import { stretches } from "./server.ts";
import { readBytes } from "./bytes.ts";

function reading(label: string, name: string): ReturnType<typeof createFileReading> {
  const path = listScenarios().find((one) => one.label === label && one.name === name)?.files[0] ?? "";
  const opened = createFileReading(1);
  const file = { path: "rollout.jsonl", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
  opened.open({ file, size: 1, reverted_from: null });
  opened.push(sessionBytes(path));
  opened.end();
  opened.take();
  return opened;
}

test("bytes that are no text are the same, whether a worker or a server tells of them", () => {
  const samples = [[0x61, 0xff, 0xfe, 0xc3, 0xa4], [0xff], [0x61], [0xef, 0xbf, 0xbd, 0x61, 0xc0, 0x62, 0xc1]];
  for (const bytes of samples.map((sample) => new Uint8Array(sample))) {
    const here = readBytes(bytes);
    let at = 100;
    const damaged: { offset: number; hex: string }[] = [];
    for (const { kind, text } of here) {
      if (kind === "bytes") damaged.push({ offset: at, hex: text.replaceAll(" ", "") });
      at += kind === "bytes" ? text.replaceAll(" ", "").length / 2 : new TextEncoder().encode(text).length;
    }
    expect(stretches(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), 100, damaged)).toEqual(
      // A character that says itself that something was lost is not told apart from loss.
      here[0]?.text.includes("\ufffd") === true ? expect.anything() : here,
    );
  }
});

test("pictures are found where they stand, and nothing but pictures", () => {
  const png = "data:image/png;base64,iVBORw0KGgo=";
  expect(picturesIn({ content: [{ image_url: png }, { text: "no picture" }] })).toEqual([
    { type: "image/png", data: "iVBORw0KGgo=" },
  ]);
  expect(picturesIn({ data: "PHN2Zz4=", mimeType: "image/svg+xml" })).toEqual([]);
  expect(picturesIn({ url: "data:image/svg+xml;base64,PHN2Zz4=" })).toEqual([]);
  expect(pictureBlob({ type: "image/png", data: "not base64 %" })).toBeNull();
  const session = reading("0.169.0", "image");
  const positions = Array.from({ length: session.count() }, (_, position) => position);
  expect(positions.some((position) => (session.entry(position)?.images ?? 0) > 0)).toBe(true);
});

test("agents are named by the items that deal with them", () => {
  const session = reading("0.169.0", "subagents");
  const items = Array.from({ length: session.count() }, (_, position) => session.item(position)?.content);
  expect(items.flatMap((content) => threadsIn(content as never))).toContainEqual(expect.stringMatching(/^01a1/));
});

test("the files a session changed come with one diff each", () => {
  const files = reading("0.169.0", "patch").files();
  expect(files.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
    "modified a.txt",
    "deleted del.txt",
    "renamed moved/renamed.txt",
    "added new.txt",
  ]);
  expect(files[0]?.patch).toContain("-line two\n+line 2\n");
  expect(files[2]).toMatchObject({ old_name: "old.txt", changes: [{ turn: 0 }, { turn: 0 }] });
});
