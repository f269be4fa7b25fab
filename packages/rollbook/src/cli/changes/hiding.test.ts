import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../../../bin/rollbook.js");
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-changes-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

const TOKEN = `ghp_${"16C7e42F292c6912E7710c838347Ae178B4a"}`;
const ID = "01a1fc00-0000-7000-8000-000000000001";
const TURN = "01a1fc00-1000-7000-8000-000000000001";
const FILE = join(PLACE, `rollout-2026-11-20T10-00-00-${ID}.jsonl`);

const written: readonly (readonly [type: string, payload: object])[] = [
  [
    "session_meta",
    { id: ID, timestamp: "2026-11-20T10:00:00.000Z", cwd: "/w", originator: "o", cli_version: "0.169.0" },
  ],
  ["event_msg", { type: "task_started", turn_id: TURN }],
  [
    "event_msg",
    {
      type: "item_completed",
      thread_id: ID,
      turn_id: TURN,
      item: {
        type: "FileChange",
        id: "call_1",
        changes: { [`/w/${TOKEN}/a.txt`]: { type: "add", content: "hello\n" } },
        status: "completed",
      },
    },
  ],
  ["event_msg", { type: "task_complete", turn_id: TURN }],
];
const lines = written.map(([type, payload]) =>
  JSON.stringify({ timestamp: "2026-11-20T10:00:01.000Z", type, payload }),
);
writeFileSync(FILE, `${lines.join("\n")}\n`);

test.each([
  ["files", FILE],
  ["files", FILE, "--json"],
  ["files", "--touching", "a.txt", FILE],
  ["files", "--touching", "a.txt", FILE, "--json"],
  ["diff", FILE, "--stat"],
  ["diff", FILE, "--json"],
  ["replay", FILE],
  ["replay", FILE, "--json"],
])("secrets in paths are hidden, and counted, by %s", (...words) => {
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], { encoding: "utf8" });
  expect(stdout).toContain("[redacted:github-token]");
  expect(stdout + stderr).not.toContain(TOKEN);
  expect(stderr).toMatch(/secrets? (was|were) hidden/);
});

test("files shows them where that is asked for", () => {
  const words = ["files", FILE, "--no-redact"];
  expect(spawnSync(process.execPath, [PROGRAM, ...words], { encoding: "utf8" }).stdout).toContain(TOKEN);
});
