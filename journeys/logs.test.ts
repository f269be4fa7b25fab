// Codex's own logs: a real Codex loses its stream and asks again, and its logs say so, by session; old logs and secrets.

import { spawnSync } from "node:child_process";
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AppServer,
  defaultModel,
  fetchCodex,
  makeWorkplace,
  startModel,
  writeConfig,
  type Workplace,
} from "../lab/index.ts";

const ROOT = join(import.meta.dirname, "..");
const PROGRAM = join(ROOT, "packages/rollbook/bin/rollbook.js");

interface Event {
  readonly time: string | null;
  readonly level: string | null;
  readonly kind: string;
  readonly session_id: string | null;
  readonly message: string;
  readonly facts: { readonly tool?: string; readonly attempt?: number };
  readonly source: string;
  readonly path: string;
  readonly offset: number | null;
  readonly length: number | null;
  readonly row: number | null;
}

function run(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "logs", ...args], {
    env: { ...process.env, NO_COLOR: "1", TZ: "UTC" },
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

const SCHEMA = JSON.parse(readFileSync(join(ROOT, "contracts/logs.schema.json"), "utf8")) as object;
const validate = new Ajv2020({ allowUnionTypes: true }).compile({ ...SCHEMA, additionalProperties: false });

function events(...args: readonly string[]): readonly Event[] {
  const { code, out, err } = run("--json", ...args);
  expect(code, err).toBe(0);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const event = JSON.parse(line) as Event;
      expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
      return event;
    });
}

/** Everything there is to see of the files of a home. */
function look(home: string): string[] {
  return readdirSync(home, { recursive: true, encoding: "utf8" }).map((name) => {
    const stats = lstatSync(join(home, name), { bigint: true });
    const bytes = stats.isFile() ? readFileSync(join(home, name)).toString("base64") : "";
    return `${name} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${bytes}`;
  });
}

/** The newest Codex waits ten seconds before it writes its logs; this one writes the same a moment later. */
const VERSION = "0.144.6";

describe(`a stream that breaks off under Codex ${VERSION}`, () => {
  let place: Workplace;
  let ids: readonly string[] = [];

  beforeAll(async () => {
    place = makeWorkplace();
    const turns = ["first", "second"].flatMap((prompt) => [
      { match: `${prompt} prompt`, cutAfter: 2, items: [{ $text: "cut" }] },
      { match: `${prompt} prompt`, items: [{ $sh: `echo ${prompt}` }] },
      { match: `${prompt} prompt`, items: [{ $text: "done" }] },
    ]);
    const model = await startModel({ script: { turns } });
    writeConfig(place, { model: defaultModel(VERSION), provider: "mock", baseUrl: model.baseUrl });
    const server = await AppServer.start(await fetchCodex(VERSION), place);
    try {
      ids = [await ask(server, "first prompt"), await ask(server, "second prompt")];
      const written = (): boolean =>
        run("--home", place.home, "--kind", "tool_call", "--json").out.split("\n").length > 2;
      for (let tries = 0; tries < 50 && !written(); tries++) await sleep(200);
    } finally {
      server.stop();
      await model.close();
    }
  });
  afterAll(() => place.dispose());

  async function ask(server: AppServer, text: string): Promise<string> {
    const settings = { cwd: place.repo, approvalPolicy: "never", sandbox: "danger-full-access" };
    const { thread } = (await server.call("thread/start", settings)) as { thread: { id: string } };
    await server.call("turn/start", { threadId: thread.id, input: [{ type: "text", text }] });
    return thread.id;
  }

  test("is found with its retry and its commands, each in its session", () => {
    for (const id of ids) {
      const told = events(id, "--home", place.home, "--kind", "stream_retry,tool_call");
      expect(told.map(({ kind, level, facts }) => [kind, level, facts.attempt ?? facts.tool])).toEqual([
        ["stream_retry", "warn", 1],
        ["tool_call", "info", "exec_command"],
      ]);
      expect(
        told.every(({ session_id, source, row }) => session_id === id && source === "database" && row !== null),
      ).toBe(true);
    }
    const all = events("--home", place.home, "--kind", "stream_retry", "--level", "warn");
    expect(new Set(all.map(({ session_id }) => session_id))).toEqual(new Set(ids));
    expect(events("last", "--home", place.home, "--text", "STREAM disconnected")).toHaveLength(1);
  });

  test("and the home stays as it is, what stands beside its databases included", () => {
    const before = look(place.home);
    expect(before.some((file) => file.startsWith("logs_2.sqlite-wal"))).toBe(true);
    expect(run("--home", place.home, "--all").out.split("\n").length).toBeGreaterThan(50);
    expect(look(place.home)).toEqual(before);
  });
});

describe("old logs", () => {
  const home = mkdtempSync(join(tmpdir(), "rollbook-logs-"));
  afterAll(() => rmSync(home, { recursive: true }));
  beforeAll(() => {
    cpSync(join(ROOT, "specimens/logs/0.36.0/home"), home, { recursive: true });
    cpSync(join(ROOT, "specimens/logs/0.118.0/home/log/codex-tui.log"), join(home, "log/codex-tui.log.1"));
  });

  test("are one stream with what was recorded, the newest last, as many as are wanted", () => {
    const all = events("--home", home, "--all");
    const times = all.flatMap(({ time }) => (time === null ? [] : [Date.parse(time)]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(all.map(({ source }) => source))).toEqual(new Set(["log", "recording"]));
    expect(events("--home", home)).toEqual(all.slice(-100));
    expect(events("--home", home, "--all", "--without", "span,ui")).toEqual(
      all.filter(({ kind }) => kind !== "span" && kind !== "ui"),
    );
    const { out, err } = run("--home", home, "--limit", "3");
    expect(out.split("\n")).toHaveLength(4);
    expect(err).toContain("older events are not shown");
    for (const { path, offset, length, message, source } of all.slice(-5)) {
      const said = readFileSync(path)
        .subarray(offset ?? 0, (offset ?? 0) + (length ?? 0))
        .toString();
      expect(source === "recording" ? said.startsWith("{") : said.endsWith(message)).toBe(true);
    }
    expect(
      events(
        "--home",
        home,
        "--since",
        "2026-11-21T15:12:16Z",
        "--until",
        "2026-11-21T15:12:18Z",
        "--kind",
        "stream_retry",
      ),
    ).toHaveLength(2);
    expect(events("--home", home, "--regex", "^toolcall: \\w+", "--source", "log")).toHaveLength(0);
    expect(events("--home", home, "--regex", "ToolCall: apply_\\w+", "--source", "log")).toHaveLength(1);
  });

  test("are read for people, without what steers a terminal", () => {
    const { out, err } = run("--home", home, "--full", "--kind", "tool_call", "--source", "log");
    expect(err).toBe("");
    expect(out).toContain("INFO  tool_call");
    expect(out).toContain("*** Begin Patch\n  *** Add File: tui.txt");
    expect(out).toMatch(/codex-tui\.log\.1 @\d+\+\d+/);
    const coloured = run("--home", home, "--level", "error", "--source", "log");
    expect(coloured.out).toContain("Failed to update version");
    expect(coloured.out).not.toContain("\u001b");
  });

  test("hide secrets unless they are asked for, and show what is no event", () => {
    const secret = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
    const file = join(home, "named");
    writeFileSync(file, `torn \u001b[2J start\n2026-11-21T07:00:00Z  INFO a::b: export TOKEN=${secret}\n`);
    const { out, err } = run("--file", file);
    expect(out).toContain("unknown      -             torn \\u001b[2J start");
    expect(out).not.toContain(secret);
    expect(err).toContain("1 secret was hidden");
    expect(run("--file", file, "--no-redact").out).toContain(secret);
  });
});

test("says what cannot be done", () => {
  const home = mkdtempSync(join(tmpdir(), "rollbook-logs-"));
  mkdirSync(join(home, "log"));
  expect(run("--home", home)).toMatchObject({ code: 0, out: "" });
  expect(run("--home", home).err).toContain("no log was found");
  expect(run("nobody", "--home", home)).toMatchObject({ code: 2, out: "" });
  expect(run("01a1feaa-2d8a-71d2-a345-2cbc8a8edd64", "--home", home).code).toBe(0);
  expect(run("--file", join(home, "nowhere")).code).toBe(3);
  expect(run("--home", join(home, "nowhere")).code).toBe(3);
  expect(run("--limit", "x").code).toBe(2);
  expect(run("--all", "--limit", "3").code).toBe(2);
  expect(run("--regex", "(").code).toBe(2);
  expect(run("--unnamed").code).toBe(2);
  writeFileSync(join(home, "logs_2.sqlite"), "no database");
  expect(run("--home", home)).toMatchObject({ code: 3 });
  rmSync(home, { recursive: true });
});
