// `rollbook show` as people meet it: by id, name, path and last, in every form, with every way to fail.

import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const SPECIMENS = join(ROOT, "specimens/paginated/0.169.0");
const PLACE = mkdtempSync(join(tmpdir(), "rollbook-show-"));
const HOME = join(PLACE, "home");
const SHELL = "01a1fcfa-350e-7a83-8a5c-b865c958e002";
const PATCH = "01a1fcfa-67cf-7b42-8fdb-d6d5b63e65b3";
afterAll(() => rmSync(PLACE, { recursive: true }));

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function show(args: readonly string[], env: NodeJS.ProcessEnv = {}): Ending {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "show", ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", TZ: "UTC", CODEX_HOME: HOME, ...env },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(directory, name)).isFile())
    .toSorted();
}

beforeAll(() => {
  for (const name of ["shell", "patch"]) cpSync(join(SPECIMENS, name, "home"), HOME, { recursive: true });
  for (const name of filesIn(join(HOME, "sessions"))) {
    const time = name.includes(SHELL) ? 2_000_000_000 : 1_900_000_000;
    utimesSync(join(HOME, "sessions", name), time, time);
  }
  const names = [
    { id: SHELL, thread_name: "Run things", updated_at: "2026-11-21T07:30:00Z" },
    { id: PATCH, thread_name: "Twins", updated_at: "2026-11-21T07:30:00Z" },
  ];
  writeFileSync(join(HOME, "session_index.jsonl"), names.map((name) => `${JSON.stringify(name)}\n`).join(""));
});

describe("which session", () => {
  test.each([
    ["its id", SHELL],
    ["the beginning of its id", "01a1fcfa-35"],
    ["its name, in any case", "run things"],
    ["last", "last"],
  ])("by %s", (_, word) => {
    const { code, out, err } = show([word]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain(`Run things\nthread      ${SHELL}\n`);
    expect(out).toMatch(/^\$ ls \/nonexistent-dir; echo oops >&2; exit 3 +exit 3$/m);
    expect(out).toContain(`codex resume ${SHELL}`);
  });

  test("by its path, or that of a directory that holds no other", () => {
    const directory = show([join(SPECIMENS, "shell")]);
    const [name = ""] = filesIn(join(SPECIMENS, "shell/home/sessions"));
    const file = show([join(SPECIMENS, "shell/home/sessions", name)]);
    expect(directory.code).toBe(0);
    expect(file.out).toBe(directory.out);
  });

  test("a word that means several is told with each of them, and none is shown", () => {
    const { code, out, err } = show(["01a1fcfa"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(SHELL);
    expect(err).toContain(`${PATCH}  2026-11-21T07:20:31`);
    expect(err).toContain('"Twins"');
    expect(err).toMatch(/"01a1fcfa" means 2 sessions; name one by its whole id, or by its path\n$/);
  });

  test("what there is none of, in a sentence each", () => {
    expect(show(["nothing"])).toMatchObject({
      code: 3,
      out: "",
      err: expect.stringContaining(`in ${HOME} no session`),
    });
    expect(show(["./nothing.jsonl"])).toMatchObject({ code: 3, out: "", err: expect.stringMatching(/no such file/) });
    expect(show(["README.md"])).toMatchObject({
      code: 3,
      out: "",
      err: expect.stringMatching(/holds no Codex session/),
    });
    const torn = join(PLACE, "torn.jsonl.zst");
    writeFileSync(torn, zstdCompressSync(randomBytes(300_000).toString("hex")).subarray(0, -9));
    expect(show([torn])).toMatchObject({
      code: 3,
      out: "",
      err: expect.stringMatching(/^[^\n]*compression is broken[^\n]*\n$/),
    });
    expect(show([SHELL, "--turn", "2"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/has 1 turn\n$/),
    });
    expect(show([SHELL, "--turn", "2..1"])).toMatchObject({ code: 2, out: "" });
    expect(show([SHELL, "--json", "--markdown"])).toMatchObject({ code: 2, out: "" });
    expect(show([SHELL, "--context", "--full"])).toMatchObject({ code: 2, out: "" });
    expect(show([])).toMatchObject({ code: 2, out: "" });
  });

  test("what can be read of a file that breaks off, and that it does", () => {
    const { code, out, err } = show(["specimens/damaged/11-compressed-cut-short/home"]);
    expect(code).toBe(3);
    expect(err).toContain("its compression is broken");
    expect(out === "" || out.includes("damage")).toBe(true);
  });

  test("nothing in the home is touched", () => {
    const before = filesIn(HOME);
    show([SHELL, "--full", "--all"]);
    expect(filesIn(HOME)).toEqual(before);
  });
});

describe("what of it", () => {
  test("--only", () => {
    const commands = show([PATCH, "--only", "commands"]).out;
    expect(commands).toContain("$ git status --short");
    expect(commands).not.toContain("› apply patches");
    const errors = show([PATCH, "--only", "errors"]).out;
    expect(errors).toContain("apply_patch verification failed");
    expect(errors).not.toContain("$ git status");
    const none = show([SHELL, "--only", "files"]);
    expect(none).toMatchObject({ code: 0, err: "rollbook: nothing in the session is of that kind\n" });
  });

  test("--raw: the lines, byte for byte, where they stand", () => {
    const [name = ""] = filesIn(join(SPECIMENS, "shell/home/sessions"));
    const path = `specimens/paginated/0.169.0/shell/home/sessions/${name}`;
    const { out } = show([path, "--raw", "--full", "--only", "commands"]);
    const lines = readFileSync(join(ROOT, path), "utf8").split("\n");
    const places = [...out.matchAll(/^ {2}(\S+):(\d+)@(\d+)\n {2}(.*)$/gm)];
    expect(places.length).toBeGreaterThan(6);
    for (const [, file, line, , text] of places) {
      expect(file).toBe(path);
      expect(text).toBe(lines[Number(line) - 1]);
    }
  });

  test("--all, and by its name where it is not asked for", () => {
    expect(show([SHELL]).out).toContain("+ context: permissions instructions");
    expect(show([SHELL, "--all"]).out).toContain("Filesystem sandboxing defines");
  });

  test("--context: what a resume would load", () => {
    const { code, out } = show([SHELL, "--context"]);
    expect(code).toBe(0);
    expect(out).toContain(`Context of ${SHELL}`);
    expect(JSON.parse(show([SHELL, "--context", "--json"]).out)).toMatchObject({ thread_id: SHELL });
  });

  test("a thread of several files, with what it was reverted from", () => {
    const home = join(SPECIMENS, "reverts/home");
    const { out, err } = show(["last", "--home", home]);
    expect(err).toBe("");
    expect(out.match(/· reverted /g)?.length).toBeGreaterThan(1);
    const last = show(["last", "--home", home, "--turn", "last"]).out;
    expect(last.match(/^── /gm)).toHaveLength(1);
  });
});

describe("how", () => {
  test("colours only where they are wanted", () => {
    expect(show([SHELL]).out).not.toContain("\u001b");
    expect(show([SHELL, "--color=always"]).out).toContain("\u001b[1m");
    expect(show([SHELL, "--color", "never"], { NO_COLOR: "", FORCE_COLOR: "1" }).out).not.toContain("\u001b");
  });

  test("as wide as asked", () => {
    const widest = (text: string): number => Math.max(...text.split("\n").map(({ length }) => length));
    expect(widest(show([SHELL, "--width", "60", "--turn", "1"]).out.split("── Turn")[1] ?? "")).toBeLessThanOrEqual(60);
    expect(show([SHELL, "--width", "5"]).code).toBe(2);
  });

  test("--markdown, with fences that close", () => {
    const { out } = show([PATCH, "--markdown"]);
    expect(out.startsWith("# Twins\n")).toBe(true);
    expect(out.match(/^```/gm)?.length).toBe(2 * (out.match(/^```\w+$/gm)?.length ?? 0));
    expect(out).toContain("## Turn 1 · 2026-11-21 07:20:31");
  });

  test("--json, by its schema", () => {
    const schema = JSON.parse(readFileSync(join(ROOT, "contracts/thread.schema.json"), "utf8")) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    const records = show([PATCH, "--json"])
      .out.trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { record: string });
    for (const record of records) expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
    expect(records.map(({ record }) => record)).toEqual(["thread", "turn", "end"]);
  });

  test("secrets are hidden unless they are asked for, and that is said", () => {
    const file = join(PLACE, "secret.jsonl");
    const token = `ghp_${"16C7e42F292c6912E7710c838347Ae178B4a"}`;
    const [name = ""] = filesIn(join(SPECIMENS, "plain/home/sessions"));
    const text = readFileSync(join(SPECIMENS, "plain/home/sessions", name), "utf8");
    writeFileSync(file, text.replaceAll("say hi", `say ${token}`));
    for (const form of [[], ["--markdown"], ["--json"], ["--raw"]]) {
      const hidden = show([file, ...form]);
      expect(hidden.out).not.toContain(token);
      expect(hidden.err).toMatch(
        /^rollbook: \d+ secrets? (?:was|were) hidden \(\d+ by github-token\); --no-redact shows them\n$/,
      );
      const open = show([file, ...form, "--no-redact"]);
      expect(open.out).toContain(token);
      expect(open.err).toBe("");
    }
  });

  test("the last turn of a large session, without reading the rest", () => {
    const file = join(PLACE, "large.jsonl");
    const line = (ordinal: number, type: string, payload: object): string =>
      `${JSON.stringify({ timestamp: "2026-11-21T07:00:00.000Z", ordinal, type, payload })}\n`;
    const turn = (number: number): string => {
      const turn_id = `01a1fd00-0000-7000-8000-${String(number).padStart(12, "0")}`;
      const content = [{ type: "text", text: `prompt ${number} ${"x".repeat(9000)}` }];
      const item = { type: "UserMessage", id: `u${number}`, content };
      return [
        line(3 * number, "event_msg", { type: "task_started", turn_id }),
        line(3 * number + 1, "turn_context", { turn_id, cwd: "/w", model: "m" }),
        line(3 * number + 2, "event_msg", { type: "item_completed", thread_id: SHELL, turn_id, item }),
      ].join("");
    };
    const header = { id: SHELL, cwd: "/w", originator: "x", cli_version: "0.169.0", history_mode: "paginated" };
    writeFileSync(
      file,
      line(0, "session_meta", header) + Array.from({ length: 600 }, (_, index) => turn(index)).join(""),
    );
    const { out } = show([file, "--turn", "last"]);
    expect(out).toContain("── Last turn ");
    expect(out).toContain("› prompt 599 xxx");
    expect(out).not.toContain("prompt 598");
    const last = show([file, "--turn", "last", "--json"]).out.split("\n")[1] ?? "";
    expect(JSON.parse(last)).toMatchObject({ index: null, items: [{ id: "u599", sources: [{ line: 0 }] }] });
    expect(show([file, "--turn", "600", "--json"]).out.split("\n")[1]).toContain('"index":599');
  });

  test("a reader that closes the pipe early is no failure", () => {
    const { status, stdout } = spawnSync(
      "bash",
      ["-c", `set -o pipefail; "${process.execPath}" "${PROGRAM}" show "${SHELL}" --all --full | head -1`],
      { cwd: ROOT, env: { ...process.env, CODEX_HOME: HOME }, encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout).toBe("Run things\n");
  });
});
