// What an action has of argv and cwd is on disk, and what it lacks is counted: over every scenario's files.

import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { ActionRecord, EndRecord } from "./contract.ts";
import { applyAmendments, projectActions } from "./project.ts";

function actionsOf(file: string): { readonly actions: readonly ActionRecord[]; readonly end: EndRecord } {
  const records = applyAmendments(projectActions(sessionBytes(file), { file, withCopied: true }));
  const end = records.at(-1);
  if (end?.record !== "end") throw new Error(`${file} has no end record`);
  return { actions: records.filter((record) => record.record === "action"), end };
}

type Wire = Readonly<Record<string, unknown>>;

/** The vectors and directories that the lines an action names have in them, read without the reader under test. */
function observe(bytes: Buffer, action: ActionRecord): { argv: unknown; cwds: readonly unknown[]; said: boolean } {
  let argv: unknown = null;
  const cwds: unknown[] = [];
  for (const { offset, length, kind } of action.evidence) {
    const record = JSON.parse(bytes.subarray(offset, offset + length).toString("utf8")) as Wire;
    const payload = (record["payload"] ?? record) as Wire;
    const body = (payload["item"] ?? payload["action"] ?? payload) as Wire;
    const source = typeof body["arguments"] === "string" ? jsonOf(body["arguments"]) : body;
    if (kind !== "call" && kind !== "item" && kind !== "event") continue;
    if (Array.isArray(source["command"])) argv = source["command"];
    cwds.push(source["cwd"], source["workdir"], source["working_directory"]);
  }
  return { argv, cwds: cwds.filter((cwd) => typeof cwd === "string"), said: cwds.some((cwd) => cwd !== undefined) };
}

function jsonOf(text: string): Wire {
  try {
    return JSON.parse(text) as Wire;
  } catch {
    return {};
  }
}

test("argv is the vector some line has, and cwd the directory of the call, its item, or its session", () => {
  const wrong: string[] = [];
  const seen = { argv: 0, noArgv: 0, cwd: 0, noCwd: 0 };
  for (const { label, name, files } of listScenarios()) {
    const at = `${label}/${name}`;
    for (const file of files) {
      const bytes = sessionBytes(file);
      const { actions, end } = actionsOf(file);
      const directories = new Set(
        [...bytes.toString("utf8").matchAll(/"cwd":"([^"]*)"/g)].map(([, cwd]) => plainPath(cwd)),
      );
      for (const action of actions) {
        if (action.action_type !== "command_execution") continue;
        const observed = observe(bytes, action);
        if (JSON.stringify(action.argv) !== JSON.stringify(observed.argv))
          wrong.push(`${at}: ${action.command} has argv ${JSON.stringify(action.argv)}`);
        // The message that a user's own command leaves says nothing of where it ran.
        const isMessage = action.evidence.every(({ kind }) => kind === "message");
        const isOldest = end.eras.includes("document") || end.eras.includes("bare");
        const isTold = !isMessage && (!isOldest || observed.cwds.length > 0);
        if ((action.cwd !== null) !== isTold) wrong.push(`${at}: ${action.command} has cwd ${action.cwd}`);
        const own = observed.cwds.map(plainPath).at(-1);
        if (action.cwd !== null && !(own === undefined ? directories.has(action.cwd) : action.cwd === own))
          wrong.push(`${at}: ${action.command} ran in ${action.cwd}, not ${String(own)}`);
        seen[action.argv === null ? "noArgv" : "argv"] += 1;
        seen[action.cwd === null ? "noCwd" : "cwd"] += 1;
      }
    }
  }
  expect(wrong).toEqual([]);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});

function plainPath(cwd: unknown): string {
  return String(cwd).replace(/^file:\/\//, "");
}

/** What an action of each type should tell; docs/actions.md. */
const SHOULD_TELL = {
  command_execution: ["command", "exit_code", "cwd", "timestamp", "turn_id"],
  file_change: ["changed_paths", "timestamp", "turn_id"],
  tool_call: ["tool_name", "timestamp", "turn_id"],
  turn_marker: ["timestamp", "turn_id"],
  session_marker: ["timestamp"],
} as const satisfies Record<ActionRecord["action_type"], readonly (keyof ActionRecord)[]>;

test("the end record counts exactly the fields that are null", () => {
  let checked = 0;
  for (const file of listScenarios().flatMap(({ files }) => files)) {
    const { actions, end } = actionsOf(file);
    const untold: Record<string, number> = {};
    for (const action of actions) {
      const fields: string[] = SHOULD_TELL[action.action_type].filter((field) => action[field] === null);
      if (action.status === "unknown") fields.push("status");
      for (const field of fields) untold[field] = (untold[field] ?? 0) + 1;
    }
    checked += Object.keys(untold).length;
    expect(end.untold, file).toEqual(untold);
  }
  expect(checked).toBeGreaterThan(500);
});
