// Files of a recording as they stay, on a real disk.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secrets } from "../secrets/index.ts";
import { settle } from "./settle.ts";
import { Troubles } from "./troubles.ts";

const SECRET = "known-secret-1";
let place: string;
let secrets: Secrets;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "rollbook-settle-"));
  secrets = new Secrets();
  secrets.add(SECRET);
});
afterEach(() => rmSync(place, { recursive: true }));

test("secrets are hidden in all files but the session's, also where an earlier run was killed in the middle of it", () => {
  mkdirSync(join(place, "trace"));
  const names = ["events.jsonl", "session.log", "trace/trace.jsonl"];
  for (const name of names) writeFileSync(join(place, name), `before ${SECRET} after\n`, { mode: 0o644 });
  for (const name of names) writeFileSync(join(place, `${name}.hidden`), "bef");
  writeFileSync(join(place, "rollout-x.jsonl.recorded"), SECRET);
  const troubles = new Troubles();
  settle(place, secrets, troubles);
  expect(troubles.sentences).toEqual([]);
  for (const name of names) {
    expect(readFileSync(join(place, name), "utf8")).toBe("before <hidden> after\n");
    expect(statSync(join(place, name)).mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(join(place, "rollout-x.jsonl.recorded"), "utf8")).toBe(SECRET);
});

test("a file in which nothing can be hidden is told, and keeps no other from it", () => {
  for (const name of ["a.log", "b.log", "c.log"]) writeFileSync(join(place, name), SECRET);
  // The draft cannot be made.
  mkdirSync(join(place, "b.log.hidden"));
  const troubles = new Troubles();
  settle(place, secrets, troubles);
  expect(troubles.sentences).toEqual([expect.stringMatching(/^hiding secrets: /)]);
  expect(["a.log", "c.log"].map((name) => readFileSync(join(place, name), "utf8"))).toEqual(["<hidden>", "<hidden>"]);
  expect(readdirSync(place)).toHaveLength(4);
});
