// `rollbook index` and `search` on a session of the real Codex, while Codex goes on with it.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchCodex, NEWEST_CODEX, runScenario, type Scenario, type ScenarioRun } from "../lab/index.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");

interface Hit {
  readonly session_id: string;
  readonly kind: string;
  readonly exit_code: number | null;
  readonly snippet: { readonly text: string } | null;
  readonly evidence: readonly { readonly file: string; readonly offset: number; readonly length: number }[];
  readonly resume: string;
}

let cache = "";
let lab: ScenarioRun;
/** What was said of the session before Codex went on with it. */
let before: { readonly index: Ended; readonly hits: readonly (readonly Hit[])[]; readonly none: Ended };

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function rollbook(home: string, args: readonly string[], options: readonly string[] = []): Ended {
  const env = { ...process.env, CODEX_HOME: home, XDG_CACHE_HOME: cache, NO_COLOR: "1", COLUMNS: "100" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, PROGRAM, ...args], {
    env,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

function hitsOf(home: string, ...query: readonly string[]): readonly Hit[] {
  const { code, out } = rollbook(home, ["search", "--json", ...query]);
  expect(code).toBe(0);
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Hit);
}

const WORDS = ["zanzibar", "yellowstone", "xylophone", "wollongong"];

const SCENARIO: Scenario = {
  name: "search",
  script: {
    turns: [
      { items: [{ $sh: "echo yellowstone | tr y Y; printf 'xylo%s\\n' phone; exit 3" }] },
      { items: [{ $text: "We were at wollongong." }] },
      { items: [{ $sh: "echo ulaanbaatar" }] },
      { items: [{ $text: "Off to vladivostok." }] },
    ],
  },
  steps: [
    { kind: "prompt", prompt: "go to zanzibar" },
    {
      kind: "resume",
      prompt: "and to timbuktu",
      before: ({ home }) => {
        const index = rollbook(home, ["index"]);
        before = { index, hits: WORDS.map((word) => hitsOf(home, word)), none: rollbook(home, ["search", "timbuktu"]) };
      },
    },
  ],
};

beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), "rollbook-search-"));
  lab = await runScenario({ codex: await fetchCodex(NEWEST_CODEX), scenario: SCENARIO });
});
afterAll(() => {
  lab.dispose();
  rmSync(cache, { recursive: true });
});

test("prompt, command, output and reply are found, at the bytes that tell them", () => {
  expect(before.index).toMatchObject({ code: 0, err: "" });
  expect(before.hits.map((hits) => hits.map(({ kind, exit_code }) => [kind, exit_code]))).toEqual([
    [["prompt", null]],
    [["command", 3]],
    [["command", 3]],
    [["reply", null]],
  ]);
  const promise = new Ajv2020().compile(
    JSON.parse(readFileSync(join(ROOT, "contracts/search.schema.json"), "utf8")) as object,
  );
  for (const [index, word] of WORDS.entries()) {
    for (const hit of before.hits[index] ?? []) {
      expect(promise(hit), JSON.stringify(promise.errors)).toBe(true);
      expect(hit.snippet?.text).toContain(word);
      expect(hit.resume).toBe(`codex resume ${hit.session_id}`);
      const bytes = hit.evidence.map(({ file, offset, length }) =>
        readFileSync(file).subarray(offset, offset + length),
      );
      expect(Buffer.concat(bytes).toString()).toContain(word);
    }
  }
});

test("what Codex added is found without another word, and what was there is found once still", () => {
  expect(before.none).toMatchObject({ code: 1, out: "" });
  const kinds = ["timbuktu", "ulaanbaatar", "vladivostok", ...WORDS].map((word) =>
    hitsOf(lab.home, word).map(({ kind }) => kind),
  );
  expect(kinds).toEqual([["prompt"], ["command"], ["reply"], ["prompt"], ["command"], ["command"], ["reply"]]);
  expect(hitsOf(lab.home, "cmd:ulaan", "exit:0")).toHaveLength(1);
  expect(rollbook(lab.home, ["search", '"went to zanzibar"']).code).toBe(1);
});

test("the index answers in SQL, and says where it lies", () => {
  const { out } = rollbook(lab.home, ["sql", "--json", "select turns, commands, commands_failed from sessions"]);
  expect(JSON.parse(out)).toEqual({ turns: 2, commands: 2, commands_failed: 1 });
  expect(rollbook(lab.home, ["index", "--path"]).out.startsWith(cache)).toBe(true);
});

test("a question in SQL is one statement that gives rows, and its answer is exact", () => {
  const sql = (...words: readonly string[]) => rollbook(lab.home, ["sql", ...words]);
  expect(sql("--csv", "select 1 as x, 2 as x; -- both").out).toBe("x,x\r\n1,2\r\n");
  expect(JSON.parse(sql("--json", "select 1 as x, 2 as x").out)).toEqual({ x: 1, x_2: 2 });
  expect(sql("--csv", "select 9007199254740993 as n").out).toBe("n\r\n9007199254740993\r\n");
  const planted = join(lab.home, "planted.db");
  const refused: readonly (readonly [string, RegExp])[] = [
    [`attach database '${planted}' as e`, /it asks for nothing/],
    [`vacuum into '${planted}'`, /it asks for nothing/],
    ["pragma query_only = 0", /it asks for nothing/],
    ["select 1; select 2", /there is a second statement/],
    ["", /there is no statement/],
    ["select nowhere", /no such column/],
  ];
  for (const [question, why] of refused) {
    const { code, out, err } = sql(question);
    expect([question, code, out]).toEqual([question, 2, ""]);
    expect(err).toMatch(why);
  }
  expect(existsSync(planted)).toBe(false);
});

test.each(["search", "sql", "index"])("the examples in the help of %s run", (command) => {
  const { out } = rollbook(lab.home, [command, "--help"]);
  const examples = out.split("\nExamples:\n")[1]?.match(/(?<=^ {2})rollbook .*/gm) ?? [];
  expect(examples.length).toBeGreaterThan(1);
  const env = { ...process.env, CODEX_HOME: lab.home, XDG_CACHE_HOME: cache, NODE: process.execPath, PROGRAM };
  for (const example of examples) {
    const line = `rollbook() { "$NODE" "$PROGRAM" "$@"; }; ${example}`;
    const { status, stderr } = spawnSync("sh", ["-c", line], { env, encoding: "utf8" });
    expect([0, 1], `${example}: ${stderr}`).toContain(status);
  }
});

/** Pages a shard may have: SQLite then says what it says when the disk is full. */
const FULL = `data:text/javascript,${encodeURIComponent(`
  import { DatabaseSync } from "node:sqlite";
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (sql) {
    if ((this.location() ?? "").includes("shard")) exec.call(this, "PRAGMA max_page_count = 8");
    return exec.call(this, sql);
  };`)}`;

test("a full disk is told in one sentence; what is indexed is searched all the same, and the rest when there is room", () => {
  const full = rollbook(lab.home, ["index", "--rebuild"], ["--import", FULL]);
  expect(full).toMatchObject({ code: 4, out: "" });
  expect(full.err).toMatch(/^rollbook: the index in .* cannot be used: the disk is full; free some space, or .*\n$/);
  const search = rollbook(lab.home, ["search", "zanzibar"], ["--import", FULL]);
  expect([search.code, search.err.includes("the disk is full")]).toEqual([1, true]);
  expect(hitsOf(lab.home, "zanzibar")).toHaveLength(1);
});

test("an index that is damaged is told in one sentence, and is no matter to list", () => {
  const path = rollbook(lab.home, ["index", "--path"]).out.trim();
  const indexed = JSON.parse(readFileSync(join(path, "index.json"), "utf8")) as { shards: number };
  for (let shard = 0; shard < indexed.shards; shard += 1) {
    const file = join(path, `shard-${shard}.db`);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(7, 8192, bytes.length));
  }
  expect(rollbook(lab.home, ["list", "--json"])).toMatchObject({ code: 0 });
  const damaged = rollbook(lab.home, ["search", "zanzibar"]);
  expect(damaged.err).not.toContain("internal error");
  expect(rollbook(lab.home, ["index", "--rebuild"]).code).toBe(0);
  expect(hitsOf(lab.home, "zanzibar")).toHaveLength(1);
});
