// What a resume loads into the model: foretold from the files, and seen when the newest Codex resumes the thread.

import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContextFold, type ContextReport } from "rollbook-core/context";
import {
  AppServer,
  comparable,
  fetchCodex,
  NEWEST_CODEX,
  resumeThread,
  runScenario,
  SCENARIOS,
  SPECIMENS,
  threadReadings,
  type Codex,
  type CodexTurn,
  type Resumed,
  type Scenario,
  type ScenarioRun,
} from "../lab/index.ts";

let codex: Codex;
beforeAll(async () => {
  codex = await fetchCodex(NEWEST_CODEX);
});

function contextOf(home: string, threadId: string): ContextReport {
  const fold = createContextFold();
  for (const { file, reading } of threadReadings(home, threadId)) fold.read(file, reading);
  return fold.end();
}

/** What was foretold is what was sent: item by item, and of what Codex says anew, what there is of it. */
function compare(report: ContextReport, resumed: Resumed): void {
  expect(resumed.input, resumed.stderr).not.toBeNull();
  expect(comparable(report.items.map(({ value }) => value))).toEqual(comparable(resumed.input));
  expect(report.refused).toBeNull();
  const made = new Map(report.made_at_resume.map((each) => [each.kind, each]));
  expect(resumed.before).toHaveLength(made.has("base_instructions") ? 1 : 0);
  expect(resumed.after.at(-1)).toMatchObject({ role: "user", content: [{ text: "go on" }] });
  // Nothing of the permissions has changed since the session, so they come again only if all surroundings do.
  const permissions = JSON.stringify(resumed.after).includes("<permissions instructions>");
  expect(permissions).toBe(made.get("surroundings")?.always);
}

function scenario(name: string): Scenario {
  const found = SCENARIOS.get(name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}

/** As in the lab, but stopped as soon as the command runs. */
const KILLED: Scenario = {
  ...scenario("kill9"),
  steps: scenario("kill9")
    .steps.slice(0, 1)
    .map((step) => ({ ...step, afterMs: 2500 })),
};

const LIVE = [scenario("plain"), scenario("shell"), scenario("resume"), scenario("compact"), scenario("fork"), KILLED];

describe.each(LIVE)(`a session of Codex ${NEWEST_CODEX}: $name`, (live) => {
  let run: ScenarioRun;
  beforeAll(async () => {
    run = await runScenario({ codex, scenario: live });
  });
  afterAll(() => run.dispose());

  test("goes on from what its files say", async () => {
    const threads = new Set(run.sessions.map((path) => /-(.{36})\.jsonl$/.exec(basename(path))?.[1] ?? ""));
    expect(threads.size).toBe(live.name === "fork" ? 2 : 1);
    for (const threadId of threads) {
      const report = contextOf(run.home, threadId);
      compare(report, await resumeThread({ codex, home: run.home, threadId }));
      const origins = new Set(report.items.map(({ origin }) => origin));
      expect(origins.has("replacement")).toBe(live.name === "compact");
      expect(origins.has("added")).toBe(live.name === "kill9");
    }
  });
});

test("a thread that was reverted goes on without the turns behind the cut", async () => {
  const run = await runScenario({ codex, scenario: scenario("resume") });
  try {
    const threadId = /-(.{36})\.jsonl$/.exec(run.sessions[0] ?? "")?.[1] ?? "";
    let reverted: ContextReport | null = null;
    const resumed = await resumeThread({
      codex,
      home: run.home,
      threadId,
      prepare: async (place) => {
        const server = await AppServer.start(codex, place);
        try {
          await server.call("thread/resume", { threadId });
          const page = (await server.call("thread/turns/list", { threadId, sortDirection: "asc" })) as {
            data: CodexTurn[];
          };
          await server.call("thread/revert", { threadId, beforeTurnId: page.data[1]?.id ?? "" });
        } finally {
          server.stop();
        }
        reverted = contextOf(place.home, threadId);
      },
    });
    const report = reverted ?? contextOf(run.home, threadId);
    compare(report, resumed);
    const said = JSON.stringify(report.items.map(({ value }) => value));
    expect([said.includes("First."), said.includes("Second.")]).toEqual([true, false]);
  } finally {
    run.dispose();
  }
});

const OLD = [
  ["0.58.0: compacted twice, without a history", "envelope/0.58.0/compact", "01a1fd0e-a634-7482-84b1-9e448d17ec70"],
  ["0.98.0: resumed", "envelope/0.98.0/resume", "01a1fd22-6b47-7373-829f-0ef8b37cc6f3"],
  ["0.118.0: compacted, then rolled back", "envelope/0.118.0/appserver_live", "01a1fd0e-8d39-72d2-a1a2-8347e85bdbfe"],
  ["0.142.5: killed", "envelope/0.142.5/kill9", "01a1fd02-86ba-7210-8c62-903d98474d14"],
] as const;

test.each(OLD)("a thread of Codex %s, resumed by the newest", async (_, directory, threadId) => {
  const home = join(SPECIMENS, directory, "home");
  const report = contextOf(home, threadId);
  compare(report, await resumeThread({ codex, home, threadId }));
  expect(report.items.length).toBeGreaterThan(5);
});
