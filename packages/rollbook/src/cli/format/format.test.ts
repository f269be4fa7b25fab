// The forms: amendments applied, CSV after RFC 4180, JSON whole, tables that steer no terminal.

import { expect, test } from "vitest";
import {
  applyAmendments,
  type ActionRecord,
  type ActionStreamRecord,
  type AmendmentRecord,
  type EndRecord,
} from "rollbook-core";
import { printable } from "../printable.ts";
import { CSV_COLUMNS } from "./csv.ts";
import { type FormatName, openFormat } from "./format.ts";

const action = (seq: number, more: Partial<ActionRecord> = {}): ActionRecord => ({
  record: "action",
  schema_version: 1,
  session_id: "t",
  turn_id: null,
  timestamp: "2026-01-02T03:04:05.678Z",
  action_type: "command_execution",
  tool_name: "exec_command",
  command: "true",
  changed_paths: null,
  status: "unknown",
  seq,
  action_id: `t:${seq}`,
  started_at: null,
  completed_at: null,
  duration_ms: null,
  marker: null,
  argv: null,
  cwd: null,
  exit_code: null,
  changes: null,
  child_session_id: null,
  parent_action_id: null,
  effect: null,
  durability: "complete",
  inferred: [],
  evidence: [{ file: "f", line: seq + 1, offset: 0, length: 1, kind: "call" }],
  ...more,
});

const amendment = (seq: number, changed: AmendmentRecord["changed"]): AmendmentRecord => ({
  record: "amendment",
  schema_version: 1,
  session_id: "t",
  action_id: `t:${seq}`,
  changed,
  evidence: [{ file: "f", line: 99, offset: 9, length: 1, kind: "event" }],
});

async function print(
  name: FormatName,
  sessions: readonly (readonly ActionStreamRecord[])[],
  columns = 80,
): Promise<string> {
  const format = await openFormat(name, { columns, colour: false, include: new Set() });
  const texts = sessions.map((records) => {
    const session = format.session();
    return records.map(session.record).join("") + session.end();
  });
  return format.open + texts.filter((text) => text !== "").join(format.between) + format.close;
}

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n") rows.push(row.splice(0));
  }
  return rows;
}

test("an amended action stands with its final fields and the evidence of both, in its place", () => {
  const records = [
    action(0),
    action(1),
    amendment(0, { status: "failed", exit_code: 3 }),
    amendment(7, { exit_code: 1 }),
  ];
  const final = applyAmendments(records);
  expect(final.map((record) => record.record)).toEqual(["action", "action"]);
  expect(final[0]).toMatchObject({ seq: 0, status: "failed", exit_code: 3, command: "true" });
  expect(final[0]).toHaveProperty("evidence.length", 2);
  expect(final[1]).toEqual(action(1));
});

test("jsonl is the stream as it is", async () => {
  const records = [action(0), amendment(0, { exit_code: 0 })];
  const lines = (await print("jsonl", [records])).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(records);
});

test("json is one array, of one session, several or none", async () => {
  expect(JSON.parse(await print("json", [[action(0)], [action(1), action(2)]]))).toEqual([
    action(0),
    action(1),
    action(2),
  ]);
  expect(JSON.parse(await print("json", []))).toEqual([]);
});

test("csv has a header, a row for each action, and quotes what needs it", async () => {
  const command = 'echo "a, b"\nexit 1';
  const text = await print("csv", [
    [action(0, { command }), amendment(0, { exit_code: 1 })],
    [action(0, { changed_paths: ["a,b"] })],
  ]);
  const [header, ...rows] = readCsv(text);
  expect(header).toEqual(CSV_COLUMNS);
  expect(rows).toHaveLength(2);
  const cell = (row: number, column: (typeof CSV_COLUMNS)[number]) => rows[row]?.[CSV_COLUMNS.indexOf(column)];
  expect(cell(0, "command")).toBe(command);
  expect(cell(0, "exit_code")).toBe("1");
  expect(cell(0, "turn_id")).toBe("");
  expect(cell(1, "changed_paths")).toBe('["a,b"]');
});

test("csv has a column for each field of an action that is always there", () => {
  const { record: _, ...fields } = action(0);
  expect(CSV_COLUMNS.toSorted()).toEqual(Object.keys(fields).toSorted());
});

test("a table is as wide as it may be, whatever the characters", async () => {
  const wide = await print(
    "table",
    [[action(0, { command: "漢字".repeat(60) }), action(1, { command: "x".repeat(200) })]],
    80,
  );
  const lines = wide.split("\n");
  expect(lines.find((line) => line.includes("漢"))).toMatch(/漢…$|字…$/);
  expect(lines.find((line) => line.includes("xxx"))).toHaveLength(80);
});

test("a table without a limit cuts nothing", async () => {
  const command = "x".repeat(500);
  expect(await print("table", [[action(0, { command })]], Number.POSITIVE_INFINITY)).toContain(command);
});

test("the table says what the end record says", async () => {
  const end: EndRecord = {
    record: "end",
    schema_version: 1,
    session_id: "t",
    file: "f",
    bytes: 1,
    lines: 1,
    cli_versions: [],
    eras: [],
    models: [],
    actions: 1,
    amendments: 0,
    by_type: {},
    by_status: {},
    pending: 2,
    unmatched_outputs: 0,
    copied_left_out: 3,
    damage: { torn: 1 },
    unknown_types: { "event:new": 4 },
    untold: {},
    files: [],
    gaps: [],
    complete: false,
  };
  expect(await print("table", [[end]])).toBe(
    "1 action, 2 still open, 3 copied left out, 1 damaged, 4 of unknown type, not all could be read\n",
  );
});

test("text of a session steers no terminal", () => {
  expect(printable("a\u001b[31mb\r\nc\td\u202ee\u0007")).toBe("a\\u001b[31mb⏎c d\\u202ee\\u0007");
});
