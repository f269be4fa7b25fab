// The scenario scripts say what was run: scenarios.table.ts says what each version's files must tell of it, and no more.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { callsTool, countCalls, linesNaming, namesPatch, rawRecords } from "../../../../lab/specimen/naming.ts";
import { listScenarios, sessionBytes, type Scenario } from "../../../../lab/specimen/session-files.ts";
import type { ActionRecord, EndRecord } from "./contract.ts";
import { applyAmendments, projectActions } from "./project.ts";
import { COMMANDS, PATCHES, RUN_TOGETHER, type NoAction } from "./scenarios.table.ts";
import { TOOLS } from "./scenarios.tools.ts";

interface Read {
  readonly file: string;
  readonly lines: readonly string[];
  readonly actions: readonly ActionRecord[];
  readonly end: EndRecord;
}

/** A converted session (`from-0.28.0-shell`) is held to what its source tells. */
interface Placed {
  readonly at: string;
  readonly name: string;
  readonly version: string;
  readonly label: string;
  readonly files: readonly Read[];
}

const MARKERS = new Set(["turn_marker", "session_marker"]);

function read(file: string): Read {
  const bytes = sessionBytes(file);
  const records = applyAmendments(projectActions(bytes, { file, withCopied: true }));
  const actions = records.filter((record) => record.record === "action");
  const end = records.at(-1);
  if (end?.record !== "end") throw new Error(`${file} has no end record`);
  return { file, lines: rawRecords(bytes.toString("utf8")), actions, end };
}

function place({ label, name, files }: Scenario): Placed {
  const from = /^from-([\d.]+)-(\w+)$/.exec(name);
  const version = from?.[1] ?? label.replace(/-.*/, "");
  return { at: `${label}/${name}`, name: from?.[2] ?? name, version, label, files: files.map(read) };
}

const SCENARIOS = listScenarios();
const PLACED = SCENARIOS.map(place);

function compareVersions(one: string, two: string): number {
  const [left, right] = [one.split("."), two.split(".")];
  for (let index = 0; index < 3; index++) {
    const difference = Number(left[index] ?? 0) - Number(right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function isWithin(version: string, labels: string): boolean {
  const [from = "", to = ""] = labels.includes("…") ? labels.split("…").map((part) => part.trim()) : [labels, labels];
  return (from === "" || compareVersions(from, version) <= 0) && (to === "" || compareVersions(version, to) <= 0);
}

/** The rows for a place: those that name its label, else those whose versions it is among. */
function rowsFor<Row extends readonly [string, ...unknown[]]>(rows: readonly Row[], placed: Placed): readonly Row[] {
  const named = rows.filter(([labels]) => labels === placed.label);
  return named.length > 0 ? named : rows.filter(([labels]) => isWithin(placed.version, labels));
}

const NO_ACTION: ReadonlySet<unknown> = new Set<NoAction>(["absent", "open", "folded", "garbled"]);

/** What no row of the table allows, and how many actions were held against it. */
class Findings {
  readonly wrong: string[] = [];
  readonly labels = new Set<string>();
  checked = 0;

  say(placed: Placed, what: string): void {
    this.wrong.push(`${placed.at}: ${what}`);
  }

  met(placed: Placed, actions: number): void {
    this.labels.add(placed.label);
    this.checked += actions;
  }
}

/** Files that have it on disk must tell it, and others not. True where actions are to be looked at. */
function holdPresence(
  into: Findings,
  placed: Placed,
  what: string,
  said: unknown,
  found: readonly { readonly read: Read; readonly onDisk: boolean; readonly actions: readonly ActionRecord[] }[],
): boolean {
  for (const { read, onDisk, actions } of found) {
    if (!onDisk && actions.length > 0) into.say(placed, `${what} is told and not on disk`);
    if (said === "open" && onDisk && read.end.pending === 0) into.say(placed, `${what} is open and not pending`);
    if (NO_ACTION.has(said) && actions.length > 0) into.say(placed, `${what} is told and should be ${String(said)}`);
  }
  const onDisk = found.some((one) => one.onDisk);
  if (placed.files.length > 0 && onDisk !== (said !== "absent"))
    into.say(placed, `${what} is ${onDisk ? "" : "not "}on disk, and said to be ${String(said)}`);
  return !NO_ACTION.has(said);
}

test("commands end as the table says, as often as it says, in every version", () => {
  const into = new Findings();
  for (const placed of PLACED) {
    for (const [command, rows] of Object.entries(COMMANDS[placed.name] ?? {})) {
      const fitting = rowsFor(rows, placed);
      const row = fitting[0];
      if (row === undefined || fitting.length > 1) {
        into.say(placed, `${fitting.length} rows for ${command}`);
        continue;
      }
      const isIt = (action: ActionRecord): boolean =>
        action.action_type === "command_execution" && (action.command ?? RUN_TOGETHER) === command;
      const found = placed.files.map((read) => {
        const lines = linesNaming(read.lines, command);
        const calls = countCalls(lines);
        return { read, onDisk: lines.length > 0, calls, actions: read.actions.filter(isIt) };
      });
      if (!holdPresence(into, placed, command, row[2] ?? row[1], found)) continue;
      const [, exit_code, status, times = 1] = row;
      for (const { read, onDisk, calls, actions } of found) {
        into.met(placed, actions.length);
        const missing = (onDisk ? (times ?? calls) : 0) - actions.length;
        if (missing < 0 || missing > (times === null ? read.end.pending : 0))
          into.say(placed, `${command} ${actions.length} times`);
        for (const action of actions) {
          if (action.exit_code !== exit_code || action.status !== status)
            into.say(placed, `${command} is ${action.status} ${action.exit_code}`);
        }
      }
    }
  }
  expect(into.wrong).toEqual([]);
  expect(into.checked).toBeGreaterThan(700);
  expect(into.labels.size).toBeGreaterThan(38);
});

test("patches are file changes with their paths and ends, in every version and disguise", () => {
  const into = new Findings();
  for (const placed of PLACED) {
    for (const { signs, paths, ends } of PATCHES[placed.name] ?? []) {
      const sign = signs.join(" or ");
      const fitting = rowsFor(ends, placed);
      const row = fitting[0];
      if (row === undefined || fitting.length > 1) {
        into.say(placed, `${fitting.length} rows for ${sign}`);
        continue;
      }
      const found = placed.files.map((read) => {
        const actions = read.actions.filter((action) => endIn(action.changed_paths, paths));
        return { read, onDisk: namesPatch(read.lines, signs, paths), actions };
      });
      if (!holdPresence(into, placed, sign, row[1], found)) continue;
      for (const { onDisk, actions } of found) {
        into.met(placed, actions.length);
        if (onDisk && actions.length !== 1) into.say(placed, `${sign} ${actions.length} times`);
        for (const action of actions) {
          if (action.status !== row[1] || action.action_type !== "file_change" || action.exit_code !== null)
            into.say(placed, `${sign} is ${action.action_type} ${action.status} ${action.exit_code}`);
        }
      }
    }
  }
  expect(into.wrong).toEqual([]);
  expect(into.checked).toBeGreaterThan(150);
});

function endIn(paths: readonly string[] | null, ends: readonly string[]): boolean {
  return (
    paths?.length === ends.length && ends.every((end) => paths.some((path) => path === end || path.endsWith(`/${end}`)))
  );
}

test("tools of every kind end as the table says, as often as it says", () => {
  const into = new Findings();
  for (const placed of PLACED) {
    for (const [tool, rows] of Object.entries(TOOLS[placed.name] ?? {})) {
      const fitting = rowsFor(rows, placed);
      if (fitting.length === 0) into.say(placed, `no row for ${tool}`);
      const found = placed.files.map((read) => {
        const actions = read.actions.filter(
          (action) => action.action_type === "tool_call" && action.tool_name === tool,
        );
        return { read, onDisk: callsTool(read.lines, tool), actions };
      });
      if (!holdPresence(into, placed, tool, fitting[0]?.[1], found)) continue;
      for (const { read, onDisk, actions } of found) {
        into.met(placed, actions.length);
        const wanted = fitting.flatMap(([, status, times = 1, copied]) => {
          const isCopy = actions.some((action) => action.durability === "copied");
          return Array.from({ length: onDisk ? times : 0 }, () => (isCopy ? (copied ?? status) : status));
        });
        const statuses = actions.map((action) => action.status);
        if (String(statuses.toSorted()) !== String(wanted.toSorted()))
          into.say(placed, `${tool} is ${statuses.join(", ")} in ${read.file.slice(-20)}, not ${wanted.join(", ")}`);
        for (const action of actions) if (action.exit_code !== null) into.say(placed, `${tool} has an exit code`);
      }
    }
  }
  expect(into.wrong).toEqual([]);
  expect(into.checked).toBeGreaterThan(400);
});

test("nothing is told that the table does not name", () => {
  const untabled = new Set<string>();
  for (const { at, name, files } of PLACED) {
    for (const action of files.flatMap((read) => read.actions)) {
      if (MARKERS.has(action.action_type)) continue;
      const isTabled =
        action.action_type === "command_execution"
          ? (action.command ?? RUN_TOGETHER) in (COMMANDS[name] ?? {})
          : action.action_type === "file_change"
            ? (PATCHES[name] ?? []).some(({ paths }) => endIn(action.changed_paths, paths))
            : (action.tool_name ?? "") in (TOOLS[name] ?? {});
      if (!isTabled) untabled.add(`${at}: ${action.tool_name} ${action.command ?? String(action.changed_paths)}`);
    }
  }
  expect([...untabled]).toEqual([]);
});

test("the table names every command and patch of the scripts", () => {
  const missing = new Set<string>();
  for (const { label, name, directory, files } of SCENARIOS) {
    const script = join(directory, "script.json");
    if (files.length === 0 || !existsSync(script)) continue;
    const { turns = [], default: otherwise = {} } = JSON.parse(readFileSync(script, "utf8"));
    const items: readonly Record<string, unknown>[] = [...turns, otherwise].flatMap((turn) => turn.items ?? []);
    for (const text of items.flatMap((item) => [item["$sh"], item["$patch"]])) {
      if (typeof text !== "string") continue;
      const isTabled = text.includes("*** Begin Patch")
        ? (PATCHES[name] ?? []).some(({ signs }) => signs.some((sign) => text.includes(sign)))
        : text in (COMMANDS[name] ?? {});
      if (!isTabled) missing.add(`${label}/${name}: ${text}`);
    }
  }
  expect([...missing]).toEqual([]);
});

test("a started agent names the session that it is", () => {
  const wrong: string[] = [];
  let checked = 0;
  for (const { at, files } of PLACED) {
    const sessions = new Set(files.map(({ end }) => end.session_id));
    for (const { actions, end } of files) {
      for (const action of actions) {
        if (action.tool_name !== "spawn_agent") continue;
        checked += 1;
        const child = action.child_session_id;
        const isRight =
          action.status === "completed" ? child !== end.session_id && sessions.has(child) : child === null;
        if (!isRight) wrong.push(`${at}: ${action.status} ${child}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(30);
});
