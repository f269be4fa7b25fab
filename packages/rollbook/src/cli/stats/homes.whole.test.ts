// What a home spent: forks, segments, copies, reviews and damaged files, each response once.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { createFileCheck, createSumming } from "rollbook-core/check";
import { createPricing, groupUsage, PRICES, type GroupedUsage } from "rollbook-core/usage";
import { afterAll, describe, expect, test } from "vitest";
import { listScenarios, SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { readChunks } from "../../home/index.ts";
import { gather as gatherChecked } from "../check/gather.ts";
import { createCount } from "./count.ts";
import { gather } from "./gather.ts";
import { countFiles, sessionsOf } from "./read.ts";

const SILENT = { add: () => {}, clear: () => {} };
const JOB = {
  job: { prices: PRICES, timezone: "UTC" },
  jobs: 1,
  jobsAsked: false,
  work: false,
  showProgress: () => SILENT,
};

async function sumUp(...operands: readonly string[]): Promise<GroupedUsage> {
  const { files } = await countFiles({ operands, homes: [], note: () => {} }, JOB);
  return groupUsage(sessionsOf(files), "session", createPricing(PRICES));
}

async function checked(home: string): Promise<unknown> {
  const summing = createSumming();
  for (const { stem, copy, copied } of gatherChecked({ operands: [home], homes: [], note: () => {}, now: 0 })
    .subjects) {
    const check = createFileCheck({ file: stem.path, named: stem.name, live: false, copied }, () => {});
    for await (const chunk of readChunks(stem.path)) check.push(chunk);
    summing.add(check.end().report, copy);
  }
  const { tokens, count: sessions } = summing.summary().threads;
  return [
    sessions,
    tokens?.total_tokens ?? 0,
    tokens?.input_tokens ?? 0,
    tokens?.cached_input_tokens ?? 0,
    tokens?.output_tokens ?? 0,
    tokens?.reasoning_output_tokens ?? 0,
  ];
}

/** Those with forks, segments, subagents, reviews and copies: of the others the files tell all, and a test in core reads each. */
const SEVERAL = /^(?:fork|resume|review|subagents|reverts|tui|appserver_live\w*)$/;

test("the sums of every home are those of check", async () => {
  let spent = 0;
  for (const { name, directory } of listScenarios()) {
    if (!SEVERAL.test(name)) continue;
    const { sessions, tokens } = await sumUp(directory);
    const { total, input, cached_input, output, reasoning_output } = tokens;
    const found = [sessions, total, input, cached_input, output, reasoning_output];
    expect([directory, found]).toEqual([directory, await checked(directory)]);
    spent += total;
  }
  expect(spent).toBeGreaterThan(500_000);
});

const BASE = mkdtempSync(join(tmpdir(), "rollbook-stats-"));
afterAll(() => rmSync(BASE, { recursive: true, force: true }));

/** A home of our own with the sessions of a specimen, and the path of its day. */
function homeOf(name: string, scenario: string): { readonly home: string; readonly day: string } {
  const home = join(BASE, name);
  cpSync(join(SPECIMENS, scenario, "home"), home, { recursive: true });
  return { home, day: join(home, "sessions/2026/11/21") };
}

test("what is counted before it is known what counts, is what is counted afterwards", async () => {
  const count = createCount(JOB.job);
  let files = 0;
  for (const { directory } of listScenarios()) {
    const asked = { operands: [directory], homes: [], note: () => {} };
    const counted = await countFiles(asked, JOB);
    const { subjects, problems } = gather(asked);
    expect(counted.problems).toEqual(problems);
    expect(counted.files.map(({ subject }) => subject)).toEqual(subjects);
    for (const [index, subject] of subjects.entries()) {
      expect(counted.files[index]?.outcome).toEqual(await count(subject, () => {}));
      files += 1;
    }
  }
  expect(files).toBeGreaterThan(300);
});

describe("copies change nothing", () => {
  test("archived, compressed, and a whole home again", async () => {
    const { home, day } = homeOf("copies", "paginated/0.169.0/reverts");
    const before = await sumUp(home);
    expect([before.sessions, before.tokens.total]).toEqual([2, 14_544]);
    mkdirSync(join(home, "archived_sessions"));
    for (const name of readdirSync(day)) {
      writeFileSync(join(home, "archived_sessions", `${name}.zst`), zstdCompressSync(readFileSync(join(day, name))));
    }
    expect(await sumUp(home)).toEqual(before);
    cpSync(home, join(BASE, "backup"), { recursive: true });
    expect(await sumUp(home, join(BASE, "backup"))).toEqual(before);
    for (const name of readdirSync(day)) rmSync(join(day, name));
    expect(await sumUp(home)).toEqual(before);
  });
});

/** The only file of a specimen, changed. */
async function changed(name: string, scenario: string, change: (text: string) => string): Promise<GroupedUsage> {
  const { home, day } = homeOf(name, scenario);
  const [file = ""] = readdirSync(day);
  writeFileSync(join(day, file), change(readFileSync(join(day, file), "utf8")));
  return sumUp(home);
}

describe.each(["paginated/0.169.0/shell", "envelope/0.104.0/shell", "envelope/0.36.0/shell"])("%s", (scenario) => {
  const name = scenario.replaceAll("/", "-");
  const plain = changed(`${name}-plain`, scenario, (text) => text);

  test.each([
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    ["blocks of NUL", (text: string) => text.replaceAll("\n", `\n${"\0".repeat(600)}\n`)],
    ["CRLF and blank lines", (text: string) => text.replaceAll("\n", "\r\n\r\n")],
    [
      "a torn tail",
      (text: string) =>
        `${text}{"timestamp":"2026-11-21T09:00:00.000Z","type":"event_msg","payload":{"type":"token_cou`,
    ],
    [
      "spaces in every record",
      (text: string) =>
        text
          .split("\n")
          .map((line) => (line === "" ? "" : spaced(line)))
          .join("\n"),
    ],
    [
      "totals told again",
      (text: string) =>
        text
          .split("\n")
          .flatMap((line) => (line.includes('"token_count"') ? [line, line, line] : [line]))
          .join("\n"),
    ],
  ])("%s", async (what, change) => {
    const { tokens } = await plain;
    expect(tokens.total).toBeGreaterThan(100);
    expect((await changed(`${name}-${what}`, scenario, change)).tokens).toEqual(tokens);
  });

  test("a clock going back moves nothing but the day", async () => {
    const back = await changed(`${name}-clock`, scenario, (text) => {
      const lines = text.split("\n");
      return lines
        .map((line, at) =>
          at < lines.length / 2 ? line : line.replace(/"timestamp":"[^T"]*T/, '"timestamp":"2019-01-01T'),
        )
        .join("\n");
    });
    expect(back.tokens).toEqual((await plain).tokens);
    expect(back.duration_ms).toBeGreaterThanOrEqual(0);
  });
});

function spaced(line: string): string {
  return JSON.stringify(JSON.parse(line), null, 1).replaceAll("\n", " ");
}
