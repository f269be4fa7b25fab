// The scenario scripts say what was run. Where a call or its item is on disk, the exported action says the same.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes, type Scenario } from "../../../../lab/specimen/session-files.ts";
import type { ActionRecord, Status } from "./contract.ts";
import { applyAmendments, projectActions } from "./project.ts";

/** What a scripted command ends as: exit code and status. Several where versions differ in how they run it. */
const ENDS: Readonly<Record<string, readonly (readonly [number | null, Status])[]>> = {
  "echo hello; pwd": [[0, "completed"]],
  "ls /nonexistent-dir; echo oops >&2; exit 3": [[3, "failed"]],
  "cat a.txt": [[0, "completed"]],
  // Unified exec lets it run on (0.98 …); shells before end it: as 124, or in words alone until 0.34.
  // 0.50 and 0.58-chat ignored the timeout it was called with.
  "echo before; sleep 8; echo after": [
    [0, "completed"],
    [124, "timed_out"],
    [null, "timed_out"],
  ],
  "read x; echo got:$x; exit 7": [[7, "failed"]],
  "definitely-not-a-command --x": [[127, "failed"]],
  "git status --short": [[0, "completed"]],
  "git diff": [[0, "completed"]],
  true: [[0, "completed"]],
  "echo second": [[0, "completed"]],
  "echo base": [[0, "completed"]],
  "echo step1": [[0, "completed"]],
  // Killed or interrupted. A process that outlives the turn is ended when Codex ends: -1, or 137 by signal.
  "echo started; sleep 60": [
    [null, "interrupted"],
    [-1, "failed"],
    [137, "failed"],
  ],
  "echo long; sleep 30": [
    [null, "interrupted"],
    [-1, "failed"],
    [137, "failed"],
  ],
  "echo from-child": [[0, "completed"]],
  "seq 1 30000": [[0, "completed"]],
  'head -c 400000 /dev/zero | tr "\\0" x': [[0, "completed"]],
  "sleep 1; echo p1": [[0, "completed"]],
  "echo p2; exit 1": [[1, "failed"]],
  "echo hi > inside.txt; cat inside.txt": [[0, "completed"]],
  "touch /etc/lab-should-fail": [[1, "failed"]],
  "echo hooked": [[0, "completed"]],
  "echo one; exit 2": [[2, "failed"]],
  "touch approved.txt": [[0, "completed"]],
  "sleep 2; echo steerme": [[0, "completed"]],
  "echo implemented": [[0, "completed"]],
};

/** File name → statuses a patch naming it can have in these scenarios. */
const PATCHES: Readonly<Record<string, { readonly paths: readonly string[]; readonly status: Status }>> = {
  "*** Add File: new.txt": { paths: ["a.txt", "new.txt"], status: "completed" },
  "*** Move to: moved/renamed.txt": { paths: ["del.txt", "old.txt", "moved/renamed.txt"], status: "completed" },
  "-no such line here": { paths: ["a.txt"], status: "failed" },
  "*** Add File: live.txt": { paths: ["live.txt"], status: "completed" },
};

interface Scripted {
  readonly commands: readonly string[];
  readonly patches: readonly string[];
}

function scriptOf(scenario: Scenario): Scripted {
  const file = join(scenario.directory, "script.json");
  if (!existsSync(file)) return { commands: [], patches: [] };
  const script = JSON.parse(readFileSync(file, "utf8"));
  const items: readonly Record<string, unknown>[] = [...(script.turns ?? []), script.default ?? {}].flatMap(
    (turn) => turn.items ?? [],
  );
  const shells = items.map((item) => item["$sh"]).filter((text) => typeof text === "string");
  const patches = items.map((item) => item["$patch"]).filter((text) => typeof text === "string");
  return {
    commands: shells.filter((text) => !text.includes("*** Begin Patch")),
    patches: [...patches, ...shells.filter((text) => text.includes("*** Begin Patch"))],
  };
}

/** Whether a call or an item on disk names the text: told from the raw JSON, without the reader under test. */
function isOnDisk(text: string, needle: string): boolean {
  const once = JSON.stringify(needle).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  return text.split("\n").some((line) => {
    if (/"type":"custom_tool_call"[^}]*"name":"exec"/.test(line)) return false;
    if (
      !/"(?:function_call|local_shell_call|custom_tool_call|exec_command_end|item_completed)"/.test(line) &&
      !text.startsWith("{\n")
    )
      return false;
    return line.includes(once) || line.includes(twice);
  });
}

function actionsOf(file: string): readonly ActionRecord[] {
  return applyAmendments(projectActions(sessionBytes(file), { file, withCopied: true })).filter(
    (record) => record.record === "action",
  );
}

test("commands of the scripts come out with their exit codes and statuses, in every era", () => {
  const wrong: string[] = [];
  let checked = 0;
  const labels = new Set<string>();
  for (const scenario of listScenarios()) {
    const { commands } = scriptOf(scenario);
    for (const file of commands.length === 0 ? [] : scenario.files) {
      const text = sessionBytes(file).toString("utf8");
      const actions = actionsOf(file);
      for (const command of new Set(commands)) {
        const ends = ENDS[command];
        if (ends === undefined) {
          if (isOnDisk(text, command) && !endsOpen(text) && !actions.some((action) => action.command === command))
            wrong.push(`${file}: ${command} is missing`);
          continue;
        }
        if (!isOnDisk(text, command)) continue;
        const found = actions.filter((action) => action.command === command);
        checked += found.length;
        labels.add(scenario.label);
        if (found.length === 0 && !endsOpen(text))
          wrong.push(`${scenario.label}/${scenario.name}: ${command} is missing`);
        for (const action of found) {
          if (action.action_type !== "command_execution")
            wrong.push(`${scenario.label}/${scenario.name}: ${command} is a ${action.action_type}`);
          if (!ends.some(([code, status]) => code === action.exit_code && status === action.status)) {
            wrong.push(`${scenario.label}/${scenario.name}: ${command} is ${action.status} ${action.exit_code}`);
          }
        }
      }
    }
  }
  expect(checked).toBeGreaterThan(600);
  expect(labels.size).toBeGreaterThan(35);
  expect(wrong).toEqual([]);
});

/** The file ends while a call is open: nothing was said of its end. */
function endsOpen(text: string): boolean {
  const lines = text.trimEnd().split("\n");
  return /"(?:function_call|local_shell_call)"|Process running with session/.test(lines.slice(-12).join("\n"));
}

test("patches of the scripts come out as file changes with their paths and statuses, in every era and disguise", () => {
  const wrong: string[] = [];
  let checked = 0;
  for (const scenario of listScenarios()) {
    const { patches } = scriptOf(scenario);
    for (const file of patches.length === 0 ? [] : scenario.files) {
      const text = sessionBytes(file).toString("utf8");
      const changes = actionsOf(file).filter((action) => action.action_type === "file_change");
      for (const [sign, expected] of Object.entries(PATCHES)) {
        if (!patches.some((patch) => patch.includes(sign)) || !isOnDisk(text, sign)) continue;
        const found = changes.filter(
          (action) => endWith(action.changed_paths ?? [], expected.paths) && action.status === expected.status,
        );
        checked += found.length;
        if (found.length === 0)
          wrong.push(
            `${scenario.label}/${scenario.name}: ${sign} ${JSON.stringify(changes.map((action) => [action.changed_paths, action.status]))}`,
          );
      }
    }
  }
  expect(checked).toBeGreaterThan(150);
  expect(wrong).toEqual([]);
});

function endWith(paths: readonly string[], ends: readonly string[]): boolean {
  return (
    paths.length === ends.length && ends.every((end) => paths.some((path) => path === end || path.endsWith(`/${end}`)))
  );
}
