// What 0.169's own app-server reads in a file is never richer than what is read here.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes, type Scenario } from "../../../../lab/specimen/session-files.ts";
import type { ActionRecord } from "./contract.ts";
import { applyAmendments, projectActions } from "./project.ts";

/** Codex's status words, and ours for the same thing: the table of docs/actions.md. */
const STATUS: ReadonlyMap<string, readonly string[]> = new Map(
  readFileSync(new URL("../../../../docs/actions.md", import.meta.url), "utf8")
    .split("\n")
    .map((line) => /^\| `(completed|failed|declined|inProgress)` +\| (.*?) +\|$/.exec(line))
    .filter((row) => row !== null)
    .map((row) => [row[1] ?? "", (row[2] ?? "").replaceAll("`", "").split(", ")]),
);

interface CodexItem {
  readonly type: string;
  readonly id: string;
  readonly status: string;
  readonly exitCode?: number | null;
  readonly cwd?: string;
  readonly tool?: string;
  readonly changes?: readonly { readonly path: string }[];
}

function codexItems(directory: string): readonly CodexItem[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.startsWith("thread-read."))
    .flatMap((name) => {
      const answer = JSON.parse(readFileSync(join(directory, name), "utf8"));
      const turns: readonly { readonly items: readonly CodexItem[] }[] = (answer.result ?? answer).thread?.turns ?? [];
      return turns.flatMap((turn) => turn.items);
    })
    .filter((item) => item.type === "commandExecution" || item.type === "fileChange" || item.type === "mcpToolCall");
}

function actionsOf(scenario: Scenario): readonly ActionRecord[] {
  return scenario.files.flatMap((file) =>
    applyAmendments(projectActions(sessionBytes(file), { file, withCopied: true })).filter(
      (record) => record.record === "action",
    ),
  );
}

function differences(item: CodexItem, action: ActionRecord): string[] {
  const found: string[] = [];
  if (!STATUS.get(item.status)?.includes(action.status)) found.push(`status ${item.status} is ${action.status}`);
  if (item.type === "commandExecution") {
    if ((item.exitCode ?? null) !== action.exit_code) found.push(`exit ${item.exitCode} is ${action.exit_code}`);
    if (item.cwd !== action.cwd?.replace(/^\/tmp\/lab\//, "/srv/lab/")) found.push(`cwd ${item.cwd} is ${action.cwd}`);
  }
  if (item.type === "fileChange") {
    const theirs = (item.changes ?? []).map((change) => change.path).toSorted();
    const ours = (action.changes ?? []).map((change) => change.path).toSorted();
    if (theirs.join("\n") !== ours.join("\n")) found.push(`paths ${theirs.join()} are ${ours.join()}`);
  }
  if (item.type === "mcpToolCall" && action.tool_name?.endsWith(`__${item.tool}`) !== true)
    found.push(`tool ${item.tool} is ${action.tool_name}`);
  return found;
}

test("every command, file change and MCP call that 0.169 reports is an action with the same id, paths and status", () => {
  const wrong: string[] = [];
  let compared = 0;
  for (const scenario of listScenarios()) {
    const readings = scenario.label.startsWith("0.169.0")
      ? ["app-server", "app-server-by-0.169.0"]
      : ["app-server-by-0.169.0"];
    const items = readings.flatMap((name) => codexItems(join(scenario.directory, name)));
    if (items.length === 0) continue;
    const actions = actionsOf(scenario);
    for (const item of items) {
      compared += 1;
      const ours = actions.filter((action) => action.action_id.endsWith(`:${item.id}`));
      const found = ours.length === 0 ? ["not there"] : ours.flatMap((action) => differences(item, action));
      if (found.length > 0)
        wrong.push(`${scenario.label}/${scenario.name} ${item.type} ${item.id}: ${found.join("; ")}`);
    }
  }
  expect(compared).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});
