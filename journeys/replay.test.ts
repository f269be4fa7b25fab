// `rollbook diff`, `files` and `replay` on sessions of the real Codex: what they rebuild is what Codex left behind.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AppServer,
  cacheDirectory,
  CODE_MODE_MODEL,
  fetchCodex,
  NEWEST_CODEX,
  resumeThread,
  runScenario,
  type CodexTurn,
  type Scenario,
  type ScenarioRun,
} from "../lab/index.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-replay-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

function rollbook(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** What a command prints with --json, held against its contract. */
function told(command: "diff" | "files" | "replay", ...args: readonly string[]): Told {
  const { stdout, stderr } = rollbook(command, ...args, "--json");
  const schema = JSON.parse(readFileSync(join(ROOT, `contracts/${command}.schema.json`), "utf8")) as object;
  const fits = new Ajv2020({ strict: false }).compile(schema);
  const value = JSON.parse(stdout || "null") as Told;
  expect(fits(value), stderr + JSON.stringify(fits.errors)).toBe(true);
  return value;
}

interface Told {
  readonly thread_id: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly files: readonly {
    readonly path: string;
    readonly name: string;
    readonly place: string;
    readonly state: string;
    readonly verified: string;
    readonly kinds: readonly string[];
    readonly reasons: readonly { readonly kind: string; readonly text: string }[];
  }[];
}

function git(directory: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: directory, input, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout.trim();
}

/** Every file below a folder with its text, git's own left aside. */
function tree(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => !/^\.git(\/|$)/.test(name),
  );
  const files = names.filter((name) => statSync(join(directory, name)).isFile());
  return Object.fromEntries(files.toSorted().map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}

const envelope = (...lines: readonly string[]): string => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");

/** Two turns of patches, with a look at the files between them and one patch that does not fit. */
const PATCHES: Scenario = {
  name: "patches",
  script: {
    turns: [
      {
        items: [
          {
            $patch: envelope(
              "*** Add File: new dir/ü.txt",
              "+first",
              "+second",
              "*** Update File: a.txt",
              "@@",
              " line one",
              "-line two",
              "+line 2",
            ),
          },
        ],
      },
      { items: [{ $sh: "cat a.txt" }] },
      { items: [{ $patch: envelope("*** Update File: a.txt", "@@", "-there is no such line", "+x") }] },
      { items: [{ $text: "So far, so good." }] },
      {
        items: [
          {
            $patch: envelope(
              "*** Update File: old.txt",
              "*** Move to: moved/renamed.txt",
              "@@",
              "-keep",
              "+kept",
              "*** Delete File: del.txt",
            ),
          },
        ],
      },
      {
        items: [
          {
            $patch: envelope(
              "*** Update File: new dir/ü.txt",
              "@@",
              "-second",
              "+2nd",
              "*** Update File: a.txt",
              "@@",
              " line 2",
              "+line 2b",
            ),
          },
        ],
      },
      { items: [{ $text: "Done." }], times: 2 },
    ],
  },
  steps: [
    { kind: "prompt", prompt: "change some files" },
    { kind: "resume", prompt: "and some more" },
  ],
};

const LEFT = {
  "a.txt": "line one\nline 2\nline 2b\nline three\n",
  "moved/renamed.txt": "kept\n",
  "new dir/ü.txt": "first\n2nd\n",
};

/**
 * One that recorded line numbers, and the text of patches alone before: those of them that are in the lab's cache. None
 * before 0.36: 0.8.0 may end before its last records are written.
 */
const OLDER = ["0.144.6", "0.36.0"].filter((version) =>
  existsSync(join(cacheDirectory(), "codex", version, "complete")),
);
const WAYS: readonly { way: string; version: string; model?: string }[] = [
  { way: NEWEST_CODEX, version: NEWEST_CODEX },
  { way: `${NEWEST_CODEX} in code mode`, version: NEWEST_CODEX, model: CODE_MODE_MODEL },
  ...OLDER.map((version) => ({ way: version, version })),
];

describe.each(WAYS)("a session of patches of Codex $way", ({ version, ...options }) => {
  let run: ScenarioRun;
  let session: string;
  let telling: readonly string[];

  beforeAll(async () => {
    run = await runScenario({ codex: await fetchCodex(version), scenario: PATCHES, ...options });
    session = run.sessions.at(-1) ?? "";
    telling = ["--repo", run.repo, "--commit", git(run.repo, ["rev-parse", "HEAD"]), "--root", run.repo];
    expect(tree(run.repo)).toEqual(LEFT);
  });
  afterAll(() => run.dispose());

  test("is replayed to what Codex left, byte for byte", () => {
    const output = join(PLACE, `replayed-${version}-${options.model ?? ""}`);
    const report = told("replay", session, ...telling, "--verify", run.repo, "-o", output);
    expect(report.summary).toEqual({ known: 3, deleted: 2, unknown: 0, written: 3, equal: 5, not_equal: 0 });
    expect(tree(output)).toEqual(LEFT);
    expect(rollbook("replay", session, ...telling, "--verify", run.repo)).toMatchObject({ status: 0 });
    expect(rollbook("replay", session, ...telling, "-o", output)).toMatchObject({ status: 2, stdout: "" });
  });

  test("is replayed to an earlier turn", () => {
    const output = join(PLACE, `earlier-${version}-${options.model ?? ""}`);
    const report = told("replay", session, ...telling, "--at", "1", "-o", output);
    expect(report.files.map(({ place, state }) => [place, state])).toEqual([
      ["a.txt", "known"],
      ["new dir/ü.txt", "known"],
    ]);
    expect(tree(output)).toEqual({ "a.txt": "line one\nline 2\nline three\n", "new dir/ü.txt": "first\nsecond\n" });
  });

  test("is a patch that git applies to the commit it began with", () => {
    const clone = mkdtempSync(join(PLACE, "clone-"));
    git(PLACE, ["clone", "-q", run.repo, clone]);
    for (const turns of ["1", "2.."]) {
      const { status, stdout, stderr } = rollbook("diff", session, ...telling, "--turn", turns, "--patch");
      expect(status, stderr).toBe(0);
      git(clone, ["apply", "--index"], stdout);
    }
    expect(tree(clone)).toEqual(LEFT);
    const whole = rollbook("diff", session, ...telling, "--patch");
    expect(whole.stdout.match(/^(?:rename|new file|deleted).*/gm)).toEqual([
      "deleted file mode 100644",
      "rename from old.txt",
      "rename to moved/renamed.txt",
      "new file mode 100644",
    ]);
    git(clone, ["apply", "--index", "--reverse"], whole.stdout);
    expect(git(clone, ["status", "--short"])).toBe("");
  });

  test("names the files it touched, and is found by them", () => {
    const { files } = told("files", session, "--root", run.repo);
    expect(files.map(({ name, kinds }) => [name, kinds])).toEqual([
      ["a.txt", ["update"]],
      ["del.txt", ["delete"]],
      ["moved/renamed.txt", ["arrive"]],
      ["new dir/ü.txt", ["add", "update"]],
      ["old.txt", ["update"]],
    ]);
    const found = told("files", "--touching", "moved/renamed.txt", run.home) as unknown as {
      sessions: { path: string }[];
    };
    expect(found.sessions.map(({ path }) => path)).toEqual([session]);
    expect(rollbook("files", "--touching", "no/such.txt", run.home).stdout).toBe("no session touched it\n");
  });
});

test("turns that were reverted have changed the files, and Codex leaves them so", async () => {
  const codex = await fetchCodex(NEWEST_CODEX);
  const run = await runScenario({ codex, scenario: PATCHES });
  try {
    const { thread_id } = told("replay", run.sessions[0] ?? "");
    let report: Told | null = null;
    await resumeThread({
      codex,
      home: run.home,
      threadId: thread_id,
      async prepare(place) {
        const server = await AppServer.start(codex, place);
        try {
          await server.call("thread/resume", { threadId: thread_id });
          const params = { threadId: thread_id, sortDirection: "asc" };
          const { data } = (await server.call("thread/turns/list", params)) as { data: readonly CodexTurn[] };
          await server.call("thread/revert", { threadId: thread_id, beforeTurnId: data[1]?.id ?? "" });
        } finally {
          server.stop();
        }
        report = told("replay", thread_id, "--home", place.home, "--repo", run.repo, "--verify", run.repo);
      },
    });
    expect(tree(run.repo)).toEqual(LEFT);
    expect(report).toMatchObject({ summary: { known: 3, deleted: 2, unknown: 0, equal: 5, not_equal: 0 } });
  } finally {
    run.dispose();
  }
});

describe("a session in which a command writes between patches", () => {
  const scenario: Scenario = {
    name: "between",
    script: {
      turns: [
        {
          items: [
            {
              $patch: envelope("*** Add File: one.txt", "+one", "*** Update File: a.txt", "@@", "-line one", "+line 1"),
            },
          ],
        },
        { items: [{ $sh: "sed -i s/three/3/ a.txt; echo made > made.txt" }] },
        {
          items: [
            {
              $patch: envelope("*** Update File: a.txt", "@@", "-line two", "+line 2", "*** Add File: two.txt", "+two"),
            },
          ],
        },
        { items: [{ $text: "Done." }] },
      ],
    },
    steps: [{ kind: "prompt", prompt: "change some files" }],
  };
  let run: ScenarioRun;
  let session: string;

  beforeAll(async () => {
    run = await runScenario({ codex: await fetchCodex(NEWEST_CODEX), scenario });
    session = run.sessions[0] ?? "";
  });
  afterAll(() => run.dispose());

  test("what the command may have written is unknown, what was written whole since is known", () => {
    const report = told("replay", session, "--repo", run.repo, "--verify", run.repo);
    expect(report.files.map(({ place, state, verified }) => [place, state, verified])).toEqual([
      ["a.txt", "unknown", "not_compared"],
      ["one.txt", "unknown", "not_compared"],
      ["two.txt", "known", "equal"],
    ]);
    expect(report.files[0]?.reasons).toMatchObject([
      { kind: "command", text: expect.stringContaining("sed -i") as string },
    ]);
    expect(rollbook("replay", session, "--repo", run.repo).status).toBe(1);
  });

  test("the patch leaves it out, says so and ends with 1", () => {
    const { status, stdout, stderr } = rollbook("diff", session, "--repo", run.repo, "--patch");
    expect(status).toBe(1);
    expect(stderr).toMatch(/not in the patch: a\.txt: a command may have written it: .*sed -i/);
    expect(stdout.match(/^diff --git .*/gm)).toEqual([
      "diff --git a/one.txt b/one.txt",
      "diff --git a/two.txt b/two.txt",
    ]);
    // To be read, its changes are shown one by one.
    const shown = rollbook("diff", session, "--repo", run.repo);
    expect(shown.status).toBe(0);
    expect(shown.stdout).toMatch(
      /^# a\.txt: a command may have.*\n# turn 1: update a\.txt .*\ndiff --git a\/a\.txt b\/a\.txt\n/m,
    );
  });

  test("trusted, the others are known, and the file itself tells that it was changed", () => {
    const report = told("replay", session, "--repo", run.repo, "--verify", run.repo, "--trust-commands");
    expect(report.files.map(({ place, state, verified }) => [place, state, verified])).toEqual([
      // The last patch shows the line that the command changed.
      ["a.txt", "unknown", "not_compared"],
      ["one.txt", "known", "equal"],
      ["two.txt", "known", "equal"],
    ]);
    expect(report.files[0]?.reasons).toMatchObject([{ kind: "misfit" }]);
  });
});
