// Every specimen of the older eras, carried to the newest: its laws, and the actions before and after.

import { basename } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { applyAmendments, projectActions, type Include } from "../action/index.ts";
import type { ActionRecord } from "../action/contract.ts";
import { resolvePath } from "../action/path.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { readRecords } from "../rollout/read.ts";
import { decodeSession } from "../schema/index.ts";
import { createUpgrade, encodeUpgraded, upgradeReadings, type UpgradedLine, type UpgradeReport } from "./index.ts";

interface Upgraded {
  readonly lines: readonly UpgradedLine[];
  readonly report: UpgradeReport;
  readonly text: string;
}

function upgradeBytes(bytes: Buffer, named: string | null): Upgraded {
  const lines: UpgradedLine[] = [];
  const upgrade = createUpgrade({ to: "paginated", named }, (line) => lines.push(line));
  for (const reading of readRecords(bytes)) upgrade.read(reading);
  const report = upgrade.end();
  const text = lines
    .map((line) => encodeUpgraded(line, bytes.toString("utf8", line.at.offset, line.at.offset + line.at.length)))
    .join("\n");
  return { lines, report, text: `${text}\n` };
}

function records(readings: readonly Reading[]): RecordReading[] {
  return readings.filter((reading) => reading.kind === "record");
}

function actionsOf(bytes: Uint8Array, cwd: string | null): string[] {
  const options = { file: "f", withCopied: true, include: new Set<Include>() };
  return [...applyAmendments(projectActions(bytes, options))]
    .filter((record) => record.record === "action" && !record.action_type.endsWith("_marker"))
    .map((record) => describe(record as ActionRecord, cwd))
    .toSorted();
}

function describe(action: ActionRecord, cwd: string | null): string {
  const { action_type, tool_name, command, exit_code, status, changed_paths } = action;
  // An upgraded header may know the working directory from a later line; the paths are the same places.
  const paths = changed_paths?.map((path) => resolvePath(cwd, path)) ?? null;
  return JSON.stringify([action_type, tool_name, command, exit_code, status, paths]);
}

const files = listScenarios().flatMap((scenario) => scenario.files);
const older = files.flatMap((file) => {
  const bytes = sessionBytes(file);
  const named = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json/.exec(basename(file))?.[1] ?? null;
  const upgraded = upgradeBytes(bytes, named);
  return upgraded.report.unchanged || upgraded.lines.length === 0 ? [] : [{ file, bytes, ...upgraded }];
});

test("there are specimens of every older era", () => {
  const eras = new Set(older.flatMap(({ report }) => report.from));
  expect([...eras].toSorted()).toEqual(expect.arrayContaining(["bare", "document", "envelope", "legacy"]));
  expect(older.length).toBeGreaterThan(100);
});

test("the result is whole, numbered from 0 without a gap, and says what its lines say", () => {
  for (const { file, lines, text } of older) {
    const again = readRecords(Buffer.from(text));
    expect(
      again.filter((reading) => reading.kind === "damage"),
      file,
    ).toEqual([]);
    expect(
      records(again).map(({ value }) => value),
      file,
    ).toEqual(lines.map(({ value }) => value));
    const numbered = records(again).filter(({ era }) => era !== null);
    expect(
      numbered.map(({ value }) => value["ordinal"]),
      file,
    ).toEqual(numbered.map((_, index) => index));
    expect(new Set(numbered.map(({ era }) => era)), file).toEqual(new Set(["paginated"]));
  }
});

test("the result fits the public schemas", () => {
  const misfits = older.flatMap(({ file, text }) =>
    decodeSession(Buffer.from(text)).issues.map((issue) => [basename(file), issue]),
  );
  expect(misfits.slice(0, 5)).toEqual([]);
});

test("upgrading the result changes nothing", () => {
  for (const { file, text } of older) {
    const again = upgradeBytes(Buffer.from(text), null);
    expect(again.report.unchanged, file).toBe(true);
    expect(again.text === text, file).toBe(true);
  }
});

test("its actions are the same commands, exit codes, statuses and paths", () => {
  let compared = 0;
  for (const { file, bytes, text } of older) {
    const meta = records(readRecords(Buffer.from(text))).find(({ outer }) => outer === "session_meta")?.value[
      "payload"
    ];
    const cwd =
      typeof meta === "object" && meta !== null && "cwd" in meta && typeof meta.cwd === "string" ? meta.cwd : null;
    const before = actionsOf(bytes, cwd);
    expect(actionsOf(Buffer.from(text), cwd), file).toEqual(before);
    compared += before.length;
  }
  expect(compared).toBeGreaterThan(500);
});

test("every record of the source is in the result or in the report", () => {
  for (const { file, bytes, lines, report } of older) {
    const kept = new Set([...lines.map(({ at }) => at.offset), ...report.left_out.map(({ offset }) => offset)]);
    for (const { at, inner, outer } of records(readRecords(bytes))) {
      // Parts of reasoning are joined into one item, which stands for the first of them.
      if (inner.startsWith("agent_reasoning")) continue;
      expect(kept.has(at.offset), `${file} line ${at.number} ${outer} ${inner}`).toBe(true);
    }
  }
});

test("in memory the readings are those of the new file", () => {
  for (const { bytes, lines, file } of older.slice(0, 40)) {
    const readings = [...upgradeReadings(readRecords(bytes))];
    expect(
      records(readings).map(({ value, at }) => [value, at.offset]),
      file,
    ).toEqual(lines.map(({ value, at }) => [value, at.offset]));
  }
});

test("paginated files are given as they are", () => {
  const file = files.find((name) => name.includes("/paginated/0.169.0/") && name.endsWith(".jsonl")) ?? "";
  const bytes = sessionBytes(file);
  const { report, text } = upgradeBytes(bytes, null);
  expect(report).toMatchObject({ unchanged: true, made_up: {}, built: {} });
  expect(text).toBe(bytes.toString());
});
