// rollbook stats, as it is typed: the table, JSON that keeps its contract, CSV, prices, time zones, and what goes wrong.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const HOME = "specimens/paginated/0.169.0/reverts/home";
const TEMPORARY = mkdtempSync(join(tmpdir(), "rollbook-stats-"));
afterAll(() => rmSync(TEMPORARY, { recursive: true }));

function stats(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ["packages/rollbook/bin/rollbook.js", "stats", ...words], {
    cwd: ROOT,
    encoding: "utf8",
  });
}

test("the table has a line for each group, the sum, and says where its prices are from", () => {
  const { status, stdout, stderr } = stats("--home", HOME, "--by", "model");
  expect([status, stderr]).toEqual([0, ""]);
  const lines = stdout.split("\n");
  expect(lines[0]).toMatch(/^model +sessions +turns +time +input +cached +output +reasoning +total +cost/);
  expect(lines[1]).toMatch(
    /^gpt-6\.1-sol +2 +10 .* 14\.5k +\$0\.03 +█{16}$|^gpt-\S+ +2 +10 .* 14\.5k +\$\d+\.\d\d +█{16}$/,
  );
  expect(lines[2]).toMatch(/^total +2 +10 /);
  expect(stdout).toContain("models.dev");
});

test("JSON keeps its contract, and two workers come to what one comes to", () => {
  const ajv = new Ajv2020({ strict: false });
  const valid = ajv.compile(JSON.parse(readFileSync(join(ROOT, "contracts/stats.schema.json"), "utf8")) as object);
  const words = ["specimens/paginated/0.169.0", "specimens/envelope/0.65.0", "--json", "--by", "session"];
  const one = stats(...words, "--jobs", "1");
  expect([one.status, one.stderr]).toEqual([0, ""]);
  const told = JSON.parse(one.stdout) as {
    tokens: { total: number };
    groups: readonly { tokens: { total: number } }[];
  };
  expect(valid(told), JSON.stringify(valid.errors)).toBe(true);
  expect(told.groups.reduce((sum, { tokens }) => sum + tokens.total, 0)).toBe(told.tokens.total);
  expect(stats(...words, "--jobs", "2").stdout).toBe(one.stdout);
});

test("CSV is the groups, days are those of the zone, and a session is named by its id", () => {
  const { stdout } = stats("--home", HOME, "last", "--csv", "--timezone", "Pacific/Kiritimati");
  expect(stdout).toMatch(/^key,sessions,turns,.*,usd,unpriced_tokens\r\n2026-11-22,1,\d+,/);
  expect(stats("--home", HOME, "last", "--csv", "--timezone=-20:00").stdout).toContain("\r\n2026-11-20,1,");
  expect(stats("--home", HOME, "--csv", "--since", "2026-11-22").stdout.split("\r\n")).toHaveLength(2);
});

test("what was done and how limits stood come with the tokens, in the shape of the contract", () => {
  const ajv = new Ajv2020({ strict: false });
  const valid = ajv.compile(JSON.parse(readFileSync(join(ROOT, "contracts/stats.schema.json"), "utf8")) as object);
  const words = ["specimens/paginated/0.169.0", "specimens/envelope/0.36.0", "--by", "model"];
  const { status, stdout, stderr } = stats(...words, "--work", "--json");
  expect([status, stderr]).toEqual([0, ""]);
  const told = JSON.parse(stdout) as {
    work: { commands: { count: number } };
    programs: readonly { count: number }[];
    groups: readonly { work: { commands: { count: number } } }[];
  };
  expect(valid(told), JSON.stringify(valid.errors)).toBe(true);
  expect(told.work.commands.count).toBeGreaterThan(20);
  expect(told.groups.reduce((sum, { work }) => sum + work.commands.count, 0)).toBe(told.work.commands.count);
  expect(told.programs.reduce((sum, { count }) => sum + count, 0)).toBe(told.work.commands.count);
  expect(stats(...words, "--tools", "--json", "--jobs", "2").stdout).toBe(stdout);
  const csv = stats(...words, "--tools", "--csv").stdout.split("\r\n");
  expect(csv[0]).toBe("kind,name,count,failed,timed_out,declined,interrupted,timed,duration_ms,median_ms,longest_ms");
  expect(csv).toContainEqual(expect.stringMatching(/^tool,exec_command,\d/));
  const text = stats(...words, "--work", "--limits");
  expect(text.stdout).toMatch(/^model +turns +failed .*\n(?:gpt-.*\n)+/);
  expect(text.stdout).toContain("No record tells how a rate limit stood.");
});

test("prices of one's own take the place of ours", () => {
  const file = join(TEMPORARY, "prices.json");
  const rows = [{ model: "gpt-none", input: "1", cached_input: "1", output: "1" }];
  writeFileSync(file, JSON.stringify({ date: "2026-01-01", source: "our contract", models: rows }));
  const { status, stdout } = stats("--home", HOME, "--prices", file);
  expect(status).toBe(0);
  expect(stdout).toContain("our contract, 2026-01-01");
  expect(stdout).toMatch(/unpriced/);
});

test("secrets in names of projects, models and tools are hidden wherever they are told, unless that is not wanted", () => {
  const [token, id] = [`ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`, "01a10000-0000-7000-8000-00000000dead"];
  const timestamp = "2026-11-21T07:20:00.000Z";
  const usage = { input_tokens: 100, cached_input_tokens: 0, output_tokens: 5, reasoning_output_tokens: 0 };
  const tool = { type: "McpToolCall", id: "m", server: "srv", tool: `t-${token}`, arguments: {}, status: "completed" };
  const event = (payload: object): object => ({ type: "event_msg", payload });
  const records = [
    { type: "session_meta", payload: { id, timestamp, cwd: `/w/${token}`, cli_version: "0.169.0", source: "exec" } },
    event({ type: "task_started", turn_id: "t" }),
    { type: "turn_context", payload: { model: `m-${token}`, cwd: `/w/${token}` } },
    event({ type: "item_completed", thread_id: id, turn_id: "t", item: tool }),
    event({ type: "token_count", info: { total_token_usage: usage, last_token_usage: usage }, rate_limits: null }),
    event({ type: "task_complete", turn_id: "t", last_agent_message: null }),
  ];
  const home = join(TEMPORARY, "home");
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  const lines = records.map((record) => `${JSON.stringify({ timestamp, ...record })}\n`);
  writeFileSync(join(day, `rollout-2026-11-21T07-20-00-${id}.jsonl`), lines.join(""));
  for (const view of [["--by", "project"], ["--by", "model"], ["--tools"]]) {
    for (const format of [[], ["--csv"], ["--json"]]) {
      const { status, stdout, stderr } = stats("--home", home, ...view, ...format);
      expect(status).toBe(0);
      expect(stdout).not.toContain(token);
      expect(stdout).toContain("[redacted:github-token]");
      expect(stderr).toMatch(/^rollbook: \d+ secrets? (?:was|were) hidden \(\d+ by github-token\); --no-redact shows/);
    }
  }
  const whole = stats("--home", home, "--by", "project", "--csv", "--no-redact");
  expect([whole.stdout.includes(`/w/${token},1,1,`), whole.stderr]).toEqual([true, ""]);
});

test.each([
  [["--since", "May"], 2, "--since needs a day"],
  [["--since", "2026-02-30"], 2, "--since needs a day"],
  [["--since", "2026-02-02", "--until", "2026-02-01"], 2, "is after --until"],
  [["--timezone", "Mars/Olympus"], 2, 'knows no "Mars/Olympus"'],
  [["--json", "--csv"], 2, "exclude each other"],
  [["--csv", "--work", "--tools"], 2, "--work and --tools exclude each other"],
  [["-"], 2, "not standard input"],
  [["--prices", "README.md"], 3, "is no JSON"],
  [["--prices", "package.json"], 3, "is no table of prices"],
  [["--prices", "nowhere.json"], 3, "cannot read the prices in nowhere.json"],
  [["nowhere.jsonl"], 3, "cannot read nowhere.jsonl"],
  [["no-such-session"], 3, 'there is no "no-such-session"'],
  [["README.md"], 3, "holds no Codex session"],
] as const)("%j is told what is wrong", (words, code, sentence) => {
  const { status, stderr } = stats("--home", HOME, ...words);
  expect([status, stderr]).toEqual([code, expect.stringContaining(sentence)]);
});
