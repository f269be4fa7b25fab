// The pager is asked for only where the screen does not hold the text.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Output } from "../output/descriptor.ts";
import { pagedOutput, pagerOf } from "./pager.ts";

const PLACE = mkdtempSync(join(tmpdir(), "rollbook-pager-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

function straight(): Output & { readonly text: () => string } {
  let text = "";
  return {
    write: (more) => (text += typeof more === "string" ? more : Buffer.from(more).toString()),
    settle: async () => {},
    finish: async () => {},
    discard: () => {},
    isClosed: () => false,
    text: () => text,
  };
}

test("what the screen holds goes straight to it", async () => {
  const screen = straight();
  const file = join(PLACE, "unused");
  const output = pagedOutput({ command: `cat > ${file}`, rows: 4, columns: 10, env: process.env }, screen);
  output.write("one\ntwo\n");
  output.write("three\n");
  await output.settle();
  await output.finish();
  expect(screen.text()).toBe("one\ntwo\nthree\n");
});

test("what it does not hold goes through the pager, all of it", async () => {
  const screen = straight();
  const file = join(PLACE, "paged");
  const output = pagedOutput({ command: `cat > ${file}`, rows: 4, columns: 10, env: process.env }, screen);
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}\n`);
  for (const line of lines) {
    output.write(line);
    await output.settle();
  }
  await output.finish();
  expect(screen.text()).toBe("");
  expect(readFileSync(file, "utf8")).toBe(lines.join(""));
});

test("a line wider than the screen counts for the rows it takes", async () => {
  const file = join(PLACE, "wide");
  const output = pagedOutput({ command: `cat > ${file}`, rows: 4, columns: 10, env: process.env }, straight());
  output.write("x".repeat(45));
  await output.finish();
  expect(readFileSync(file, "utf8")).toBe("x".repeat(45));
});

test("a pager that was left is an output nobody reads any more", async () => {
  const output = pagedOutput(
    { command: "exec head -1 > /dev/null", rows: 1, columns: 80, env: process.env },
    straight(),
  );
  while (!output.isClosed()) {
    output.write("line\n".repeat(1000));
    await output.settle();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await output.finish();
  expect(output.isClosed()).toBe(true);
});

test("which pager it is", () => {
  const { PATH } = process.env;
  expect(pagerOf({ PATH, PAGER: "sh -c true" })).toBe("sh -c true");
  expect(pagerOf({ PATH, PAGER: "" })).toBeNull();
  expect(pagerOf({ PATH, PAGER: "cat" })).toBeNull();
  expect(pagerOf({ PATH, PAGER: "no-such-pager-here -R" })).toBeNull();
  expect(pagerOf({ PATH: PLACE })).toBeNull();
});
