// Output files are complete or not there, and never stand where they must not.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXIT, Failure } from "../exit.ts";
import { findCodexHome } from "../../home/index.ts";
import { openOutputFile } from "./file.ts";

const place = (): string => mkdtempSync(join(tmpdir(), "rollbook-output-"));

function refusal(action: () => unknown): { code: number; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("was not refused");
}

test("nothing stands at the path before the end, all of it after", async () => {
  const path = join(place(), "out");
  const output = openOutputFile(path, [], {});
  output.write("a".repeat(200_000));
  expect(existsSync(path)).toBe(false);
  output.write("z");
  await output.finish();
  expect(readFileSync(path, "utf8")).toBe(`${"a".repeat(200_000)}z`);
  expect(readdirSync(join(path, ".."))).toEqual(["out"]);
});

test("texts and bytes come out in the order they were given", async () => {
  const path = join(place(), "out");
  const output = openOutputFile(path, [], {});
  const wanted: string[] = [];
  for (let at = 0; at < 300; at++) {
    const piece = `${at} é\n`.repeat(at);
    wanted.push(piece);
    output.write(at % 3 === 0 ? new TextEncoder().encode(piece) : piece);
    if (at % 50 === 0) await output.settle();
  }
  await output.finish();
  expect(readFileSync(path, "utf8")).toBe(wanted.join(""));
});

test("giving up leaves the old file, and nothing else", () => {
  const path = join(place(), "out");
  writeFileSync(path, "old");
  const output = openOutputFile(path, [], {});
  output.write("new");
  output.discard();
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(readdirSync(join(path, ".."))).toEqual(["out"]);
});

test("a file that is replaced keeps its mode, a link stays a link", async () => {
  const directory = place();
  const path = join(directory, "out");
  const link = join(directory, "link");
  writeFileSync(path, "old", { mode: 0o600 });
  symlinkSync("out", link);
  const output = openOutputFile(link, [], {});
  output.write("new");
  await output.finish();
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(directory).toSorted()).toEqual(["link", "out"]);
});

test("no input is written over, by whatever name", () => {
  const directory = place();
  const input = join(directory, "rollout.jsonl");
  writeFileSync(input, "{}");
  symlinkSync(input, join(directory, "alias"));
  expect(refusal(() => openOutputFile(join(directory, "alias"), [input], {}))).toEqual({
    code: EXIT.usage,
    message: `${join(directory, "alias")} is one of the files to read; write to another`,
  });
  expect(readFileSync(input, "utf8")).toBe("{}");
});

test("nothing is written into a codex home, named or only looking like one", () => {
  const named = place();
  const looking = place();
  mkdirSync(join(looking, "sessions/2026"), { recursive: true });
  writeFileSync(join(looking, "config.toml"), "");
  expect(findCodexHome(join(named, "deep/out"), { CODEX_HOME: named })).toBe(named);
  expect(findCodexHome(join(looking, "sessions/2026/out"), {})).toBe(looking);
  expect(findCodexHome(join(place(), "out"), {})).toBeNull();
  const { code, message } = refusal(() => openOutputFile(join(looking, "sessions/2026/out"), [], {}));
  expect(code).toBe(EXIT.usage);
  expect(message).toContain(`inside the codex home ${looking}`);
});

test("nothing is written among the sessions of a home that is only a tree of sessions", () => {
  const rollout = "rollout-2026-01-02T03-04-05-b847a7e6-0000-4000-8000-000000000000.jsonl";
  const dated = place();
  mkdirSync(join(dated, "sessions/2026/01/02"), { recursive: true });
  const archived = place();
  mkdirSync(join(archived, "archived_sessions"));
  const places = [
    join(dated, "sessions/2026/01/02/out"),
    join(dated, "sessions/2026/01/03/deep/out"),
    join(dated, `sessions/${rollout}`),
    join(archived, "archived_sessions/out"),
  ];
  for (const path of places) expect(findCodexHome(path, {}), path).toBeNull();
  writeFileSync(join(dated, "sessions/2026/01/02", rollout), "{}");
  writeFileSync(join(archived, "archived_sessions", `${rollout}.zst`), "");
  expect(places.map((path) => findCodexHome(path, {}))).toEqual([dated, dated, dated, archived]);
  expect(findCodexHome(join(dated, "out"), {})).toBeNull();
});

test.each(["config.toml", "auth.json", "history.jsonl", "state_5.sqlite", "state_beta.sqlite", "version.json"])(
  "a directory of sessions beside %s is a codex home",
  (companion) => {
    const home = place();
    mkdirSync(join(home, "archived_sessions"));
    expect(findCodexHome(join(home, "out"), {})).toBeNull();
    writeFileSync(join(home, companion), "");
    expect(findCodexHome(join(home, "out"), {})).toBe(home);
  },
);

test("a new file replaces nothing, not even one that comes into being meanwhile", async () => {
  const path = join(place(), "out");
  const output = openOutputFile(path, [], {}, "new");
  output.write("ours");
  writeFileSync(path, "theirs");
  await expect(output.finish()).rejects.toMatchObject({ code: EXIT.usage });
  output.discard();
  expect(refusal(() => openOutputFile(path, [], {}, "new")).code).toBe(EXIT.usage);
  expect(readFileSync(path, "utf8")).toBe("theirs");
  expect(readdirSync(join(path, ".."))).toEqual(["out"]);
});

test("a directory, a missing directory and a dangling link are failures of output", () => {
  const directory = place();
  symlinkSync("nowhere", join(directory, "dangling"));
  expect(refusal(() => openOutputFile(directory, [], {})).code).toBe(EXIT.output);
  expect(refusal(() => openOutputFile(join(directory, "no/out"), [], {}))).toMatchObject({
    code: EXIT.output,
    message: expect.stringContaining("its directory does not exist; make it first") as string,
  });
  expect(refusal(() => openOutputFile(join(directory, "dangling"), [], {})).code).toBe(EXIT.output);
});
