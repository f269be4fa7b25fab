// Sessions in several files, as they are exported: complete, in order, each action once and with the same name in every copy.

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionRecord, ActionStreamRecord, EndRecord, SessionRecord } from "rollbook-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listScenarios, SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import type { Job } from "./job.ts";
import { exportSession } from "./session.ts";
import { findSessions } from "./sessions.ts";
import { findSingleFiles, type Sources } from "./sources.ts";

interface Told {
  readonly session: SessionRecord;
  readonly actions: readonly ActionRecord[];
  readonly records: readonly ActionStreamRecord[];
  readonly end: EndRecord;
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
}

const JOB: Job = {
  format: "jsonl",
  include: [],
  withCopied: false,
  redact: false,
  columns: Number.POSITIVE_INFINITY,
  colour: false,
};

async function tell({ sources }: Sources, job: Job = JOB): Promise<Told[]> {
  const all: Told[] = [];
  for (const source of sources) {
    const records: ActionStreamRecord[] = [];
    const text = { record: (record: ActionStreamRecord): string => (records.push(record), ""), end: (): string => "" };
    const outcome = await exportSession(source, job, text, { put: () => {}, pause: async () => true });
    const session = records[0];
    const end = records.at(-1);
    if (session?.record !== "session" || end?.record !== "end") throw new Error("the stream has no frame");
    all.push({
      ...outcome,
      session,
      actions: records.filter(({ record }) => record === "action") as ActionRecord[],
      records,
      end,
    });
  }
  return all;
}

function sessions(operands: readonly string[], withCopied = false, homes: readonly string[] = []): Sources {
  return findSessions({ operands, homes, withCopied, note: () => {} });
}

const commands = (actions: readonly ActionRecord[]): string[] =>
  actions.filter(({ action_type }) => action_type === "command_execution").map(({ command }) => command ?? "");
const ids = (told: readonly Told[]): string[] =>
  told.flatMap(({ actions }) => actions.map(({ action_id }) => action_id));

const REVERTS = join(SPECIMENS, "paginated/0.169.0/reverts/home");
type Step = readonly [kind: string, letter: string, id: string];
const STEPS = JSON.parse(readFileSync(join(REVERTS, "../report.json"), "utf8")) as Step[];
const THREAD = STEPS.find(([kind]) => kind === "revert")?.[2] ?? "";
const FORK = STEPS.find(([kind]) => kind === "fork")?.[2] ?? "";
const turnId = (letter: string): string => STEPS.find(([kind, name]) => kind === "turn" && name === letter)?.[2] ?? "";

describe("a thread that was reverted three times, and its fork that was twice (0.169)", () => {
  const echoes = (letters: string): string[] => [...letters].map((letter) => `echo ${letter}`);

  test("is told whole, once, and each revert says what it withdrew", async () => {
    const [thread, fork] = await tell(sessions([REVERTS]));
    expect(commands(thread?.actions ?? [])).toEqual(echoes("abcdef"));
    expect(commands(fork?.actions ?? [])).toEqual(echoes("ghij"));
    const withdrawn = (told: Told | undefined): unknown[] =>
      told?.actions.filter(({ marker }) => marker === "reverted").map(({ turns }) => turns) ?? [];
    expect(withdrawn(thread)).toEqual([[turnId("c")], [turnId("d")], [turnId("b"), turnId("e")]]);
    expect(withdrawn(fork)).toEqual([[turnId("h")], [turnId("g"), turnId("i")]]);
    expect(fork?.actions[0]?.marker).toBe("forked");
    expect(thread?.end).toMatchObject({
      gaps: [],
      complete: true,
      copied_left_out: 0,
      unmatched_outputs: 0,
      pending: 0,
    });
    expect(thread?.end.files).toHaveLength(4);
  });

  test("alone the fork begins with what it inherited: under its id, with the names those actions have at home", async () => {
    const [thread] = await tell(sessions([THREAD], false, [REVERTS]));
    const [fork] = await tell(sessions([FORK], false, [REVERTS]));
    expect(commands(fork?.actions ?? [])).toEqual(echoes("afghij"));
    const inherited = fork?.actions.filter(({ durability }) => durability === "copied") ?? [];
    expect(commands(inherited)).toEqual(echoes("af"));
    const home = new Map(thread?.actions.map((action) => [action.action_id, action]));
    for (const action of inherited) {
      expect(home.get(action.action_id)).toMatchObject({ evidence: action.evidence, status: action.status });
      expect(action.session_id).toBe(FORK);
    }
    expect(fork?.actions.map(({ seq }) => seq)).toEqual(fork?.actions.map((_, index) => index));
    expect(fork?.end.actions).toBe(fork?.actions.length);
  });

  test("with copies every fork begins with what it inherited", async () => {
    const job = { ...JOB, withCopied: true };
    const [alone] = await tell(sessions([FORK], false, [REVERTS]));
    const both = await tell(sessions([REVERTS], true), job);
    expect(both[1]?.actions).toEqual(alone?.actions);
  });

  test("a path means the chain of that file, and the reverted actions in it", async () => {
    const [thread] = sessions([REVERTS]).sources;
    const [root = "", first = "", second = "", third = ""] = thread?.chain?.parts.map(({ path }) => path) ?? [];
    const told = async (...files: string[]): Promise<unknown[]> =>
      (await tell(sessions(files))).map(({ actions }) => commands(actions));
    expect(await told(root)).toEqual([echoes("abc")]);
    expect(await told(second)).toEqual([echoes("abcde")]);
    expect(await told(first, third)).toEqual([echoes("abcdf")]);
  });

  test("what stands on a turn is what Codex reads of the thread", async () => {
    for (const told of await tell(sessions([REVERTS], true), { ...JOB, withCopied: true })) {
      const id = told.session.session_id ?? "";
      const answer = JSON.parse(readFileSync(join(REVERTS, `../app-server/thread-read.${id}.json`), "utf8")) as {
        result: { thread: { turns: { id: string }[] } };
      };
      const withdrawn = new Set(told.actions.flatMap(({ turns = [] }) => turns));
      const started = told.actions.filter(
        ({ marker, action_type }) => marker === "started" && action_type === "turn_marker",
      );
      const standing = started.map(({ turn_id }) => turn_id ?? "").filter((turn) => !withdrawn.has(turn));
      const own = answer.result.thread.turns.map((turn) => turn.id);
      // Turn f is the parent's and stands there; the fork went back to before it.
      expect(standing.filter((turn) => id !== FORK || turn !== turnId("f"))).toEqual(own);
    }
  });
});

describe("over the specimens", () => {
  // All that lie in several files, and some of the others.
  const homes = listScenarios()
    .filter(({ files }, index) => files.length > 1 || index % 6 === 0)
    .map(({ directory }) => directory);

  test("no action is told twice, and none has another name by itself", async () => {
    let several = 0;
    for (const home of homes) {
      const told = await tell(sessions([home]));
      const names = ids(told);
      expect([home, names.filter((name, index) => names.indexOf(name) !== index)]).toEqual([home, []]);
      const whole = new Set(ids(await tell(sessions([home], true), { ...JOB, withCopied: true })));
      const single = await tell(findSingleFiles([home]), { ...JOB, withCopied: true });
      if (told.length === single.length) continue;
      several += 1;
      const strange = ids(single).filter((name) => !whole.has(name));
      if (!home.includes("-ts/") && !home.includes("/0.29.0/")) expect([home, strange]).toEqual([home, []]);
    }
    expect(several).toBeGreaterThan(5);
  });

  /** What the scripts ran: in every version that has the scenario at all. */
  test.each([
    ["fork", /^/, ["echo base"]],
    ["resume", /^(?!0\.(?:1|8)\.)/, ["echo second"]],
    ["review", /^/, ["git diff"]],
    ["subagents", /^0\.(?:87|93|98|104|110|114|118|128|169)\./, ["echo from-child"]],
    ["reverts", /^/, [..."abcdefghij"].map((letter) => `echo ${letter}`)],
    [
      "appserver_live",
      /^(?:0\.1[1-9]|0\.142)/,
      [
        "echo long; sleep 30",
        "echo one; exit 2",
        "echo user-shell; exit 4",
        "sleep 2; echo steerme",
        "touch approved.txt",
      ],
    ],
  ] as const)("%s: each command that ran is told once, in a whole home", async (name, versions, expected) => {
    const scenarios = listScenarios().filter((scenario) => scenario.name === name && versions.test(scenario.label));
    expect(scenarios.length).toBeGreaterThan(0);
    for (const { directory, label } of scenarios) {
      const told = await tell(sessions([directory]));
      expect([label, told.flatMap(({ actions }) => commands(actions)).toSorted()]).toEqual([label, [...expected]]);
    }
  });
});

describe("what is not whole", () => {
  let home = "";
  let base = "";
  let fork = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "rollbook-sessions-"));
    cpSync(join(SPECIMENS, "paginated/0.169.0/fork/home"), home, { recursive: true });
    const files = sessions([home]).sources.map(({ path }) => path);
    base = files[0] ?? "";
    fork = files[1] ?? "";
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  test("a base that is not there is said, in the end record and beside the stream", async () => {
    rmSync(base);
    const [told] = await tell(sessions([fork]));
    expect(told?.end.complete).toBe(false);
    expect(told?.end.gaps[0]).toContain("which is not here");
    expect(told?.remarks).toEqual(told?.end.gaps);
    expect(told?.problems).toEqual([]);
    expect(told?.actions[0]?.marker).toBe("forked");
  });

  test("a base that was rewritten is cut by ordinals, and nothing is missing", async () => {
    const [before] = await tell(sessions([fork]));
    writeFileSync(base, readFileSync(base, "utf8").replace('"model_provider":"mock"', '"model_provider":"another"'));
    const [told] = await tell(sessions([fork]));
    expect(ids([...(told === undefined ? [] : [told])])).toEqual(ids(before === undefined ? [] : [before]));
    expect(told?.end).toMatchObject({ complete: true, gaps: [expect.stringContaining("is at byte")] });
  });

  test("a base that lost records is said", async () => {
    writeFileSync(base, readFileSync(base, "utf8").split("\n").slice(0, 12).join("\n") + "\n");
    const [told] = await tell(sessions([fork]));
    expect(told?.end.complete).toBe(false);
  });

  test("copies of a rollout are told once: live before archived", async () => {
    const archived = join(home, "archived_sessions");
    cpSync(join(home, "sessions"), archived, { recursive: true });
    const twice = sessions([home]);
    expect(twice.sources.map(({ path }) => path)).toEqual([base, fork]);
    expect(twice.remarks[0]).toContain("and 1 more left aside");
    renameSync(join(home, "sessions"), join(home, "gone"));
    expect((await tell(sessions([home]))).map(({ end }) => end.complete)).toEqual([true, true]);
  });

  test("for a chain cut anywhere the actions are the beginning of the whole", async () => {
    const [whole] = await tell(sessions([fork]));
    const bytes = readFileSync(fork);
    for (let length = bytes.length; length >= 0; length -= 501) {
      writeFileSync(fork, bytes.subarray(0, length));
      const [told] = await tell(sessions([fork]));
      const told_ids = ids(told === undefined ? [] : [told]).filter((id) => !id.endsWith(":started"));
      if (told?.end.files.length === 2) {
        expect(told.actions).toEqual(whole?.actions.slice(0, told.actions.length));
      } else expect(told_ids).toEqual([]);
    }
  });
});
