// The command line as people meet it: the real program, its output, its sentences and its exit codes.

import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
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
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");
const SPECIMENS = join(ROOT, "specimens/paginated/0.169.0");
const DIRECTORY = join(SPECIMENS, "shell");
const FILE = session(DIRECTORY);

interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function session(directory: string): string {
  const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
  const name = names.find((candidate) => /(^|[\\/])rollout-[^\\/]*\.jsonl$/.test(candidate));
  if (name === undefined) throw new Error(`no session in ${directory}`);
  return join(directory, name);
}

function rollbook(
  args: readonly string[],
  options: { input?: string | Buffer; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Ending {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd ?? ROOT,
    input: options.input ?? "",
    env: { ...process.env, NO_COLOR: "1", ...options.env },
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  return { code: status, out: stdout, err: stderr };
}

function records(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const place = (): string => mkdtempSync(join(tmpdir(), "rollbook-journey-"));

describe("actions", () => {
  test("a file gives a session, its actions in order, and an end", () => {
    const { code, out, err } = rollbook(["actions", FILE]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const all = records(out);
    expect(all[0]).toMatchObject({ record: "session", file: FILE, cli_version: "0.169.0" });
    expect(all.at(-1)).toMatchObject({ record: "end", complete: true, bytes: statSync(FILE).size });
    const actions = all.filter(({ record }) => record === "action");
    expect(actions.map(({ seq }) => seq)).toEqual(actions.map((_, index) => index));
    const commands = actions.filter((action) => action["action_type"] === "command_execution");
    expect(commands.map(({ command, exit_code }) => [command, exit_code])).toEqual([
      ["echo hello; pwd", 0],
      ["ls /nonexistent-dir; echo oops >&2; exit 3", 3],
      ["cat a.txt", 0],
    ]);
  });

  test("a session is named by its id, the beginning of it, or its name; a word that means several is refused", () => {
    const home = join(SPECIMENS, "appserver_live/home");
    const archived = "01a1fd0b-8c86-7122-a472-02be11c2d63f";
    const named = (word: string): Ending =>
      rollbook(["actions", word, "--format", "csv"], { env: { CODEX_HOME: home } });
    expect(named("01a1fd0b-8c").out).toBe(named(archived).out);
    expect(named(archived).out).toContain(archived);
    const several = named("Lab live thread");
    expect([several.code, several.out]).toEqual([2, ""]);
    expect(several.err.split("\n")).toHaveLength(5);
    expect(several.err).toContain('"Lab live thread" means 3 sessions');
    const none = named("no such session");
    expect([none.code, none.out]).toEqual([3, ""]);
    expect(none.err).toContain("--home");
  });

  test("a directory and standard input give the same actions", () => {
    const named = records(rollbook(["actions", FILE]).out);
    const found = records(rollbook(["actions", DIRECTORY]).out);
    const piped = records(rollbook(["actions", "-"], { input: readFileSync(FILE) }).out);
    const actionsOf = (all: typeof named): unknown[] =>
      all.filter(({ record }) => record === "action").map(({ evidence: _, ...action }) => action);
    expect(actionsOf(found)).toEqual(actionsOf(named));
    expect(actionsOf(piped)).toEqual(actionsOf(named));
    expect(piped[0]).toMatchObject({ file: "-" });
  });

  test("every format holds the same actions", () => {
    const stream = records(rollbook(["actions", SPECIMENS]).out);
    const actions = stream.filter(({ record }) => record === "action");
    const json = JSON.parse(rollbook(["actions", SPECIMENS, "--format", "json"]).out) as Record<string, unknown>[];
    expect(json.filter(({ record }) => record === "action").map((one) => one["action_id"])).toEqual(
      actions.map((one) => one["action_id"]),
    );
    expect(json.some(({ record }) => record === "amendment")).toBe(false);
    const csv = rollbook(["actions", SPECIMENS, "--format", "csv"]).out;
    expect(csv.match(/\r\n/g)).toHaveLength(actions.length + 1);
    const table = rollbook(["actions", SPECIMENS, "--format", "table"], { env: { COLUMNS: "100" } }).out;
    expect(table.match(/^ *\d+ {2}/gm)).toHaveLength(actions.length);
  });

  test("csv holds a command as it was, were it a formula to a spreadsheet; the docs say so", () => {
    const command = "=1+1\u0007";
    const lines = [
      { id: "b847a7e6-0000-4000-8000-000000000000", timestamp: "2025-07-01T10:00:00.000Z", instructions: null },
      {
        type: "function_call",
        name: "shell",
        call_id: "c",
        arguments: JSON.stringify({ command: ["bash", "-lc", command] }),
      },
      {
        type: "function_call_output",
        call_id: "c",
        output: JSON.stringify({ output: "", metadata: { exit_code: 0 } }),
      },
    ];
    const input = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    const { code, out, err } = rollbook(["actions", "-", "--format", "csv"], { input });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`,${command},`);
    expect(readFileSync(join(ROOT, "docs/actions.md"), "utf8")).toMatch(/spreadsheet .*formula/);
  });

  test("several workers write what one writes", () => {
    for (const format of ["jsonl", "json", "csv", "table"]) {
      const one = rollbook(["actions", SPECIMENS, "--format", format, "--include", "output", "--jobs", "1"]);
      const three = rollbook(["actions", SPECIMENS, "--format", format, "--include", "output", "--jobs", "3"]);
      expect(three.out === one.out, format).toBe(true);
      expect(three.err).toBe(one.err);
      expect(three.code).toBe(one.code);
    }
  });

  test("a terminal's width and colours are asked for by the environment only", () => {
    const narrow = rollbook(["actions", FILE, "--format", "table"], { env: { COLUMNS: "90" } })
      .out.split("\n")
      .slice(1);
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(90);
    expect(narrow.join("")).not.toContain("\u001b[");
    const coloured = rollbook(["actions", FILE, "--format", "table"], { env: { FORCE_COLOR: "1" } }).out;
    expect(coloured).toContain("\u001b[");
  });

  test("secrets are hidden and counted, unless that is not wanted", () => {
    const token = ["ghp", "A".repeat(8) + "bC3dE5fG7hI9".repeat(2) + "jK1m"].join("_");
    const text = readFileSync(FILE, "utf8").replaceAll("echo hello; pwd", `echo ${token}; pwd`);
    const hidden = rollbook(["actions", "-"], { input: text });
    expect(hidden.code).toBe(0);
    expect(hidden.out).not.toContain(token);
    expect(hidden.err).toMatch(/^rollbook: \d+ secrets were hidden \(\d+ by [^)]+\); --no-redact shows them\n$/);
    const shown = rollbook(["actions", "-", "--no-redact"], { input: text });
    expect(shown.out).toContain(token);
    expect(shown.err).toBe("");
  });
});

describe("output", () => {
  test("-o writes a whole file, and nothing else", () => {
    const directory = place();
    const { code, out } = rollbook(["actions", FILE, "-o", "out.jsonl"], { cwd: directory });
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(readFileSync(join(directory, "out.jsonl"), "utf8")).toBe(rollbook(["actions", FILE]).out);
    expect(readdirSync(directory)).toEqual(["out.jsonl"]);
  });

  test("a full disk", () => {
    const { code, err } = rollbook(["actions", FILE, "-o", "/dev/full"]);
    expect(code).toBe(4);
    expect(err).toBe("rollbook: cannot write to /dev/full: no space is left there; free some or write elsewhere\n");
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
  });

  test("a full disk behind standard output", () => {
    const { status, stderr } = spawnSync(
      "bash",
      ["-c", `"$0" "$1" actions "$2" > /dev/full`, process.execPath, PROGRAM, FILE],
      {
        encoding: "utf8",
      },
    );
    expect(status).toBe(4);
    expect(stderr).toBe(
      "rollbook: cannot write to standard output: no space is left there; free some or write elsewhere\n",
    );
  });

  test("a closed pipe ends the work quietly, whatever the format and the crew", () => {
    // By themselves: of sessions, copies are left aside, and that is said.
    for (const more of [
      ["--jobs", "1"],
      ["--jobs", "2"],
      ["--include", "output", "--no-redact"],
    ]) {
      const { stdout, stderr } = spawnSync(
        "bash",
        [
          "-c",
          `"$0" "\${@}" | head -1; echo "code \${PIPESTATUS[0]}"`,
          process.execPath,
          PROGRAM,
          "actions",
          SPECIMENS,
          "--single-file",
          ...more,
        ],
        { encoding: "utf8" },
      );
      const lines = stdout.trimEnd().split("\n");
      expect(lines).toHaveLength(2);
      expect(JSON.parse(lines[0] ?? "")).toMatchObject({ record: "session" });
      expect(lines[1]).toBe("code 0");
      expect(stderr).toBe("");
    }
  });

  test("a slow reader gets all of it", async () => {
    const whole = rollbook(["actions", SPECIMENS, "--include", "output"]).out;
    const child = spawn(process.execPath, [PROGRAM, "actions", SPECIMENS, "--include", "output"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const pieces: Buffer[] = [];
    for await (const piece of child.stdout) {
      pieces.push(piece as Buffer);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(Buffer.concat(pieces).toString() === whole).toBe(true);
  });

  test("its own input and a codex home are refused", () => {
    const home = place();
    mkdirSync(join(home, "sessions"));
    writeFileSync(join(home, "config.toml"), "");
    const copy = join(home, "sessions/rollout-copy.jsonl");
    copyFileSync(FILE, copy);
    const before = readdirSync(home, { recursive: true });
    const own = rollbook(["actions", copy, "-o", copy]);
    expect(own.code).toBe(2);
    expect(own.err).toBe(`rollbook: ${copy} is one of the files to read; write to another\n`);
    for (const env of [{}, { CODEX_HOME: home }]) {
      const inside = rollbook(["actions", FILE, "-o", join(home, "out.jsonl")], { env });
      expect(inside.code).toBe(2);
      expect(inside.err).toContain(`${join(home, "out.jsonl")} lies inside the codex home`);
    }
    expect(readdirSync(home, { recursive: true })).toEqual(before);
    expect(readFileSync(copy)).toEqual(readFileSync(FILE));
  });

  test("a directory that is not there, and one that is", () => {
    const directory = place();
    const missing = rollbook(["actions", FILE, "-o", join(directory, "no/out")]);
    expect(missing.code).toBe(4);
    expect(missing.err).toBe(
      `rollbook: cannot write to ${directory}/no/out: its directory does not exist; make it first\n`,
    );
    const taken = rollbook(["actions", FILE, "-o", directory]);
    expect(taken.code).toBe(4);
    expect(taken.err).toBe(`rollbook: cannot write to ${directory}: it is a directory; give the name of a file\n`);
  });
});

describe("bad input", () => {
  const directory = place();
  const at = (name: string, bytes: string | Buffer): string => {
    writeFileSync(join(directory, name), bytes);
    return join(directory, name);
  };

  test("a missing path", () => {
    const { code, out, err } = rollbook(["actions", join(directory, "nope")]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(`rollbook: cannot read ${directory}/nope: there is no such file or directory; check the path\n`);
  });

  test("a path steers no terminal, whatever the command", () => {
    const path = join(directory, "no\u001b[31mx\u202e\n.jsonl");
    const shown = `${directory}/no\\u001b[31mx\\u202e⏎.jsonl`;
    for (const args of [
      ["actions", path],
      ["check", path],
      ["upgrade", path, "-o", join(directory, "new.jsonl")],
      ["actions", FILE, "-o", join(path, "out")],
    ]) {
      const { code, out, err } = rollbook(args);
      expect([3, 4], args.join(" ")).toContain(code);
      expect(err, args.join(" ")).toContain(shown);
      expect(err.split("\n"), args.join(" ")).toHaveLength(2);
      expect(out + err).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }
    copyFileSync(FILE, path);
    for (const args of [
      ["check", path, "--verbose"],
      ["upgrade", path, "-o", join(directory, "un\u0007new.jsonl")],
    ]) {
      const { code, out, err } = rollbook(args);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain(shown);
      expect(out).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }
    const version = readFileSync(FILE, "utf8").replace('"cli_version":"0.169.0"', '"cli_version":"0\\u001b[31m"');
    const { out } = rollbook(["check", at("version.jsonl", version), "--verbose"]);
    expect(out).toContain("Codex 0\\u001b[31m");
    expect(out).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  test("a missing path beside a good one: the good one is exported", () => {
    const { code, out, err } = rollbook(["actions", join(directory, "nope"), FILE]);
    expect(code).toBe(3);
    expect(out).toBe(rollbook(["actions", FILE]).out);
    expect(err.split("\n")).toHaveLength(2);
  });

  test("a directory without rollouts", () => {
    const empty = place();
    writeFileSync(join(empty, "notes.txt"), "x");
    const { code, out, err } = rollbook(["actions", empty]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(
      `rollbook: ${empty} holds no session: no rollout-*.jsonl, .jsonl.zst or .json is in it; check the path\n`,
    );
  });

  test("a binary file", () => {
    const { code, out, err } = rollbook(["actions", process.execPath]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(
      `rollbook: cannot read ${process.execPath}: it is a binary file and holds no Codex session; check the path\n`,
    );
  });

  test("text and JSON that are no session", () => {
    for (const [name, text] of [
      ["notes.txt", "Dear diary,\nnothing happened.\n"],
      ["package.json", '{"name":"x","version":"1.0.0"}\n'],
    ] as const) {
      const { code, err } = rollbook(["actions", at(name, text)]);
      expect(code, name).toBe(3);
      expect(err).toMatch(new RegExp(`^rollbook: \\S*${name} holds no Codex session: .*; check the path\\n$`));
    }
  });

  test("an empty file is a session just begun", () => {
    const path = at("rollout-empty.jsonl", "");
    const { code, out, err } = rollbook(["actions", path]);
    expect(code).toBe(0);
    expect(err).toBe(`rollbook: ${path} is empty: no session has been written to it yet\n`);
    expect(records(out).at(-1)).toMatchObject({ record: "end", actions: 0, bytes: 0 });
  });

  test("messages without a header are read, and a remark says that it is missing", () => {
    const message = (role: string, text: string): string =>
      `${JSON.stringify({ type: "message", role, content: [{ type: "input_text", text }] })}\n`;
    const text = message("user", "hello") + message("assistant", "good day");
    const path = at("messages.jsonl", text);
    const remark = (name: string): string =>
      `rollbook: ${name} has no session header, so nothing says which session it is and its id is null\n`;
    const { code, out, err } = rollbook(["actions", path]);
    expect({ code, err }).toEqual({ code: 0, err: remark(path) });
    expect(records(out).map(({ record, session_id }) => [record, session_id])).toEqual([
      ["session", null],
      ["end", null],
    ]);
    expect(rollbook(["actions", "-"], { input: text }).err).toBe(remark("standard input"));
    expect(rollbook(["check", path]).out).toContain("header-missing");
    // The file's name stands in for the header.
    const id = "b847a7e6-0000-4000-8000-000000000000";
    const named = rollbook(["actions", at(`rollout-2026-01-02T03-04-05-${id}.jsonl`, text)]);
    expect({ code: named.code, err: named.err }).toEqual({ code: 0, err: "" });
    expect(records(named.out)[0]).toMatchObject({ session_id: id });
  });

  test("a torn last line is damage, not a failure", () => {
    const path = at("rollout-torn.jsonl", readFileSync(FILE).subarray(0, -100));
    const { code, out, err } = rollbook(["actions", path]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(records(out).at(-1)).toMatchObject({ damage: { torn: 1 }, complete: false });
  });

  test("a compressed file that breaks off: what stands before is exported", () => {
    const zst = spawnSync(process.execPath, [
      "-e",
      "process.stdout.write(require('zlib').zstdCompressSync(require('fs').readFileSync(process.argv[1])))",
      FILE,
    ]);
    const path = at("rollout-broken.jsonl.zst", zst.stdout.subarray(0, Math.floor(zst.stdout.length * 0.6)));
    const { code, err } = rollbook(["actions", path]);
    expect(code).toBe(3);
    expect(err).toMatch(/^rollbook: cannot read \S+\.zst.*: its compression is broken; .*\n$/);
  });

  test("a link that goes nowhere", () => {
    const link = join(directory, "rollout-link.jsonl");
    if (!existsSync(link)) symlinkSync("nowhere", link);
    expect(rollbook(["actions", link])).toMatchObject({ code: 3, out: "" });
  });

  test("a file nobody may read", () => {
    const path = at("rollout-secret.jsonl", readFileSync(FILE));
    chmodSync(path, 0);
    chmodSync(directory, 0o755);
    // The superuser may read everything, so somebody else has to try.
    const root = process.getuid?.() === 0;
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "actions", path], {
      encoding: "utf8",
      ...(root ? { uid: 65534, gid: 65534 } : {}),
    });
    chmodSync(path, 0o644);
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    expect(stderr).toBe(
      `rollbook: cannot read ${path}: permission was denied, or the disk reports an error; check who may read it\n`,
    );
  });
});

describe("the program itself", () => {
  test("version and help", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "packages/rollbook/package.json"), "utf8")) as {
      version: string;
    };
    for (const args of [["--version"], ["-V"], ["actions", "--version"]]) {
      expect(rollbook(args)).toEqual({ code: 0, out: `${version}\n`, err: "" });
    }
    const help = rollbook([]);
    expect(help).toEqual(rollbook(["--help"]));
    expect(help.out).toContain("Exit codes:");
    expect(rollbook(["help", "actions"])).toEqual(rollbook(["actions", "-h"]));
  });

  test("the version on a full disk is one sentence and code 4, and into a closed pipe nothing", () => {
    const run = (line: string): Ending => {
      const { status, stdout, stderr } = spawnSync("bash", ["-c", line, process.execPath, PROGRAM], {
        encoding: "utf8",
      });
      return { code: status, out: stdout, err: stderr };
    };
    expect(run('"$0" "$1" --version > /dev/full')).toEqual({
      code: 4,
      out: "",
      err: "rollbook: cannot write to standard output: no space is left there; free some or write elsewhere\n",
    });
    // The reader has gone before the first byte is written.
    expect(run('(sleep 0.2; "$0" "$1" --version) | true; echo "${PIPESTATUS[0]}"')).toEqual({
      code: 0,
      out: "0\n",
      err: "",
    });
  });

  test("a wrong command line is one sentence and code 2", () => {
    const { code, out, err } = rollbook(["actions", FILE, "--formt", "csv"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe("rollbook: actions has no option --formt; is it --format? (see: rollbook actions --help)\n");
  });

  test("the README's table of exit codes is the program's", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const listed = [...readme.matchAll(/^\| (\d+) +\| /gm)].map((match) => match[1]);
    const known = [...rollbook(["--help"]).out.matchAll(/^ {2}(\d+) {2,}/gm)].map((match) => match[1]);
    expect(listed).toEqual(known);
  });

  describe("under an old Node", () => {
    let old: string | null = null;
    beforeAll(() => {
      // Tests run under a current Node; the machine's own may be older, and is then a real witness.
      const candidates = ["/usr/bin/node", "/usr/local/bin/node"].filter(existsSync);
      old =
        candidates.find((path) => {
          const [major = 0, minor = 0] = spawnSync(path, ["-p", "process.versions.node"], { encoding: "utf8" })
            .stdout.split(".")
            .map(Number);
          return major < 22 || (major === 22 && minor < 19);
        }) ?? null;
    });

    test("one sentence and code 69", (context) => {
      if (old === null) return context.skip();
      const { status, stdout, stderr } = spawnSync(old, [PROGRAM, "actions", FILE], { encoding: "utf8" });
      expect({ status, stdout }).toEqual({ status: 69, stdout: "" });
      expect(stderr).toMatch(/^rollbook: Node \d+\.\d+\.\d+ is too old: rollbook needs Node 22\.19\.0 or newer; .*\n$/);
      expect(spawnSync(old, [PROGRAM, "--version"], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
    });
  });

  test("the start is written for any Node from 12 on", () => {
    const source = readFileSync(PROGRAM, "utf8");
    // Words and signs of later years: any of them would be a syntax error instead of a sentence.
    expect(source).not.toMatch(/\b(let|const|class|async|await)\b|=>|`|\?\?|\?\.|\.\.\./);
    expect(JSON.parse(readFileSync(join(PROGRAM, "../package.json"), "utf8"))).toEqual({ type: "commonjs" });
  });
});

describe("from the repository's root", () => {
  test.each([
    ["npx", ["rollbook", "actions", FILE]],
    ["npm", ["start", "--silent", "--", "actions", FILE]],
  ])("%s finds the program and a current Node", (program, args) => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: ROOT,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    expect({ status, stderr: stderr.replaceAll(/^npm warn .*\n/gm, "") }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(rollbook(["actions", FILE]).out);
  });
});
