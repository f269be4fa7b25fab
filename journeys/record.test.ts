// Codex behind rollbook record: with persistence off nothing at all changes, with it on only what is recorded is new.

import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, openSync, closeSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchCodex, isAtLeast, NEWEST_CODEX, runScenario, SCENARIOS, type ScenarioRun } from "../lab/index.ts";
import { makeBench, manifestIn, recorded, recordings, ROLLBOOK, steady, toldIn, unvaried } from "./recorder/wrapped.ts";

const bench = makeBench();
afterAll(() => bench.remove());

const WITNESS = join(import.meta.dirname, "recorder", "witness.sh");

describe("without --persist-session", () => {
  const home = join(bench.path, "home");
  mkdirSync(home);

  function play(words: readonly string[], name: string): SpawnSyncReturns<string> & { told: string; names: string } {
    const told = join(bench.path, name);
    const input = openSync("/dev/null", "r");
    const [first = "", ...rest] = words;
    const ended = spawnSync(first, rest, {
      cwd: bench.path,
      env: { PATH: process.env["PATH"] ?? "", CODEX_HOME: home, WITNESS: told, WITNESS_CODE: "41", A_TOKEN: "abc" },
      stdio: [input, "pipe", "pipe"],
      encoding: "utf8",
    });
    closeSync(input);
    const text = readFileSync(told, "utf8").replaceAll(told, "@told");
    const names = readdirSync(bench.path, { recursive: true, encoding: "utf8" }).toSorted();
    return { ...ended, told: text, names: names.join("\n") };
  }

  const words = [WITNESS, "exec", "--json", "-c", "a=b", "--", "--help", "two words", ""];
  // Pipes have other numbers in each run.
  const same = (text: string): string => text.replaceAll(/pipe:\[\d+\]|socket:\[\d+\]/g, "pipe");

  test.skipIf(process.platform !== "linux").each([[[]], [["--no-persist-session"]], [["--dir", "/nowhere", "--"]]])(
    "Codex is given the same (%j)",
    (options) => {
      const plain = play(words, "told");
      const through = play([process.execPath, ROLLBOOK, "record", ...options, ...words], "told");
      expect(same(through.told)).toBe(same(plain.told));
      expect(through.told).toContain("word two words");
      expect([through.status, through.signal, through.stdout, through.stderr]).toEqual([
        plain.status,
        plain.signal,
        plain.stdout,
        plain.stderr,
      ]);
      expect(through.status).toBe(41);
      expect(through.names).toBe(plain.names);
    },
  );

  test("a program that is not there is named", () => {
    const ended = spawnSync(process.execPath, [ROLLBOOK, "record", "codex-that-is-not-there", "exec"], {
      encoding: "utf8",
    });
    expect(ended.status).toBe(3);
    expect(ended.stderr).toMatch(/^rollbook: there is no program codex-that-is-not-there/);
  });
});

/** Others, or more, with `ROLLBOOK_CODEX=0.8.0,0.36.0 npx vitest run --project journeys journeys/record.test.ts`. */
const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.87.0`).split(",");

describe.each(VERSIONS)("Codex %s", (version) => {
  const scenario = SCENARIOS.get("shell");
  let plain: ScenarioRun;
  let run: ScenarioRun;
  let place: string;

  beforeAll(async () => {
    if (scenario === undefined) throw new Error("no scenario");
    const codex = await fetchCodex(version);
    plain = await runScenario({ codex, scenario });
    run = await runScenario({ codex: recorded(codex, ["--persist-session"], bench.path), scenario });
    place = recordings(run.home)[0] ?? "";
  });
  afterAll(() => {
    plain.dispose();
    run.dispose();
  });

  test("says and writes what it does without", () => {
    expect(run.steps.map(({ code, signal }) => [code, signal])).toEqual(
      plain.steps.map(({ code, signal }) => [code, signal]),
    );
    // 0.8 ends in one of several ways that show on standard error.
    const loud = isAtLeast(version, "0.20.0");
    const said = (of: ScenarioRun): string =>
      of.steps.map(({ stdout, stderr }) => steady(stdout) + (loud ? stderr : "")).join("");
    expect(unvaried(said(run), run)).toBe(unvaried(said(plain), plain));
    const [mine = "", its = ""] = [run, plain].map(({ sessions }) =>
      sessions.filter((path) => /sessions.\d{4}/.test(path)).at(0),
    );
    // 0.8 loses the end of its file at times.
    const whole = (text: string): string => (loud ? text : text.split("\n").slice(0, 12).join("\n"));
    expect(whole(unvaried(readFileSync(mine, "utf8"), run))).toBe(whole(unvaried(readFileSync(its, "utf8"), plain)));
  });

  test("has one directory, for nobody else to read, with what was told", () => {
    expect(recordings(run.home)).toHaveLength(1);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    const manifest = manifestIn(place);
    expect(basename(place)).toBe(manifest.session_id);
    expect(manifest.runs).toMatchObject([{ exit_code: 0, signal: null, ended_at: expect.any(String) as string }]);
    for (const { name: file, bytes, sha256 } of manifest.files) {
      const content = readFileSync(join(place, file));
      expect([file, content.length]).toEqual([file, bytes]);
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
      expect(statSync(join(place, file)).mode & 0o777, file).toBe(0o600);
    }
    expect(manifest.rollouts).toMatchObject([{ link: "hard" }]);
    const [rollout] = manifest.rollouts;
    expect(statSync(join(place, rollout?.name ?? "")).ino).toBe(statSync(rollout?.path ?? "").ino);
    const written = manifest.files.map(({ name: file }) => file);
    // Up to 0.8 there are no events.
    if (run.steps[0]?.argv.includes("--json") === true) {
      expect(readFileSync(join(place, "events.jsonl"), "utf8")).toBe(run.steps[0].stdout);
    }
    const traced = written.some((file) => /^trace\/trace-.*\/trace\.jsonl$/.test(file));
    expect(traced).toBe(isAtLeast(version, "0.130.0"));
    expect(manifest.runs[0]?.missing.map(({ what }) => what)).toEqual([...(traced ? [] : ["trace"]), "log", "hooks"]);
  });

  test("holds every request and answer, as the model saw and gave them", () => {
    const lines = readFileSync(join(place, "session_oai_raw.log"), "utf8").trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line) as { type: string; method?: string; body: { text: string } });
    const asked = records.filter(({ type, method }) => type === "request" && method === "POST");
    expect(asked.map(({ body }) => JSON.parse(body.text) as unknown)).toEqual(
      run.requests.filter(({ body }) => body !== null).map(({ body }) => body),
    );
    expect(records.filter(({ type }) => type === "response")).toHaveLength(records.length / 2);
  });

  test("turns are told with their ids, and all of it as the contracts say", () => {
    const told = toldIn(place);
    const types = told.map(({ type }) => type);
    // Files of 0.104 and later tell when a turn ends, the oldest nothing of turns at all.
    const turns = isAtLeast(version, "0.104.0") ? ["turn_started", "turn_ended"] : ["turn_started"];
    expect(types.filter((type) => /^(?:run|turn)_/.test(type))).toEqual([
      "run_started",
      ...(isAtLeast(version, "0.34.0") ? turns : []),
      "run_ended",
    ]);
    const [begun] = told.filter(({ type }) => type === "turn_started");
    if (begun !== undefined) expect(begun).toMatchObject({ session_id: basename(place), thread_id: basename(place) });
    expect(readFileSync(run.sessions[0] ?? "", "utf8")).toContain(begun?.turn_id ?? "");
    const ajv = new Ajv2020({ strict: false });
    for (const [contract, values] of [
      ["meta", told],
      ["manifest", [manifestIn(place)]],
    ] as const) {
      const path = join(import.meta.dirname, "..", "contracts", "recording", `${contract}.schema.json`);
      const validate = ajv.compile(JSON.parse(readFileSync(path, "utf8")) as object);
      for (const value of values) expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});
