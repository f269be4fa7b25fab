// What was done in homes: the numbers of the action stream, each session once.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkSum, type GroupedWork } from "rollbook-core/deeds";
import { afterAll, expect, test } from "vitest";
import { listScenarios, SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { readFacets } from "../../home/index.ts";
import { gather } from "./gather.ts";
import type { SessionSubject } from "./job.ts";
import { createWorkTask } from "./work.ts";

const task = createWorkTask({ timezone: "UTC" });
const RANGE = { since: null, until: null };

function sessionsIn(...operands: readonly string[]): readonly SessionSubject[] {
  return gather({ operands, homes: [], note: () => {} }).sessions();
}

async function work(sessions: readonly SessionSubject[], by: "session" | "day" | "model"): Promise<GroupedWork> {
  const sum = createWorkSum(by, RANGE, (time) => time.slice(0, 10));
  for (const session of sessions) {
    const { work: told } = await task(session, () => {});
    sum.add({ id: session.session, project: session.project, ...told });
  }
  return sum.end();
}

test("commands, calls and errors of each session are those of its facets", async () => {
  const sums = { commands: 0, tools: 0, errors: 0 };
  for (const { directory } of listScenarios()) {
    for (const session of sessionsIn(directory)) {
      const { facets } = await readFacets(
        session.files,
        () => {},
        () => null,
      );
      const { work: told, tools, programs } = await work([session], "session");
      expect([
        directory,
        told.commands.count,
        told.commands.failed + told.commands.timed_out,
        told.tool_calls.count,
        told.errors,
      ]).toEqual([directory, facets.commands, facets.commands_failed, facets.tool_calls, facets.errors]);
      const acts = told.commands.count + told.file_changes.count + told.tool_calls.count;
      expect(tools.reduce((sum, { count }) => sum + count, 0)).toBe(acts);
      expect(programs.reduce((sum, { count }) => sum + count, 0)).toBe(told.commands.count);
      sums.commands += told.commands.count;
      sums.tools += told.tool_calls.count;
      sums.errors += told.errors;
    }
  }
  expect(Math.min(sums.commands, sums.tools, sums.errors)).toBeGreaterThan(200);
});

const BASE = mkdtempSync(join(tmpdir(), "rollbook-work-"));
afterAll(() => rmSync(BASE, { recursive: true, force: true }));

test("groups add up, and a backup changes nothing", async () => {
  const home = join(SPECIMENS, "paginated/0.169.0/reverts/home");
  const alone = await work(sessionsIn(home), "day");
  expect(alone.work.turns.count).toBeGreaterThan(3);
  const counts = alone.groups.map((group) => group.work.turns.count);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(alone.work.turns.count);
  cpSync(home, join(BASE, "backup"), { recursive: true });
  expect((await work(sessionsIn(home, join(BASE, "backup")), "day")).work).toEqual(alone.work);
});

test("by model each action is with the model of its turn", async () => {
  const { groups } = await work(sessionsIn(join(SPECIMENS, "paginated/0.169.0")), "model");
  expect(groups.map(({ key }) => key).filter((key) => key === null)).toEqual([]);
});
