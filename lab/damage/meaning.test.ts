// Damage that is none to bytes: what a reader must make of healthy records that mislead. What each action stream says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyAmendments, projectActions, type ActionStreamRecord, type EndRecord } from "rollbook-core";
import { SPECIMENS } from "../specimen/session-files.ts";
import type { ExpectedFile } from "./assemble.ts";
import { MEANINGS } from "./meaning.table.ts";

interface Expected {
  readonly reader: string;
  readonly files: readonly ExpectedFile[];
}

function expectedOf(specimen: string): Expected {
  return JSON.parse(readFileSync(join(SPECIMENS, "damaged", specimen, "expected.json"), "utf8")) as Expected;
}

function bytesOf(specimen: string, file: ExpectedFile): Buffer {
  const path = file.specimen === undefined ? join("damaged", specimen, file.path ?? "") : file.specimen;
  return readFileSync(join(SPECIMENS, path));
}

function fileOf(specimen: string, index: number): ExpectedFile {
  const file = expectedOf(specimen).files[index];
  if (file === undefined) throw new Error(`${specimen} has no file ${index}`);
  return file;
}

function recordsOf(bytes: Buffer, withCopied = false): readonly ActionStreamRecord[] {
  return projectActions(bytes, { file: "specimen", withCopied, include: new Set(["prompts"]) });
}

/** One line a record; an amendment by the action as it stands after it. */
function tell(records: readonly ActionStreamRecord[]): readonly string[] {
  const final = applyAmendments(records);
  return records.flatMap((record) => {
    if (record.record === "text") return [`prompt: ${record.text}`];
    if (record.record !== "action" && record.record !== "amendment") return [];
    const isSame = (one: ActionStreamRecord): boolean => one.record === "action" && one.action_id === record.action_id;
    const action = record.record === "action" ? record : final.find(isSame);
    if (action?.record !== "action") return [`amendment of nothing: ${record.action_id}`];
    if (action.marker !== null) return [`${action.action_type.replace("_marker", "")} ${action.marker}`];
    const head = `${record.record === "action" ? "" : "amendment of "}${action.tool_name}`;
    const command = action.command === null ? "" : ` ${action.command}`;
    const kinds = record.evidence.map(({ kind }) => kind).join(", ");
    return [`${head}${command}: ${action.exit_code} ${action.status}, ${action.durability} (${kinds})`];
  });
}

describe.each(MEANINGS)(
  "$specimen, file $file: $reader",
  ({ specimen, reader, file, without, before, only, tells, end }) => {
    const lines = bytesOf(specimen, fileOf(specimen, file)).toString("utf8").split("\n");
    const kept = lines.slice(0, before === undefined ? undefined : before - 1).filter((line) => !without?.test(line));
    const records = recordsOf(Buffer.from(kept.join("\n")));

    test("says so", () => {
      expect(expectedOf(specimen).reader).toBe(reader);
      if (without !== undefined) expect(kept.length).toBeLessThan(lines.length);
      expect(tell(records).filter((line) => only === undefined || only.test(line))).toEqual(tells);
      expect(records.at(-1)).toMatchObject(end ?? {});
      expect(records[0]).toMatchObject({ session_id: fileOf(specimen, file).thread_id });
    });
  },
);

test.each(["12-copied-history", "13-several-headers"])(
  "%s: what ran is counted once, in the file it ran in",
  (specimen) => {
    const own: string[] = [];
    const copies: string[] = [];
    for (const file of expectedOf(specimen).files) {
      const bytes = bytesOf(specimen, file);
      const end = recordsOf(bytes).at(-1) as EndRecord;
      const all = recordsOf(bytes, true).flatMap((record) => (record.record === "action" ? [record] : []));
      const copied = all.filter(({ durability }) => durability === "copied").map(({ action_id }) => action_id);
      expect(end.copied_left_out).toBe(copied.length);
      expect(end.actions).toBe(all.length - copied.length);
      own.push(...recordsOf(bytes).flatMap((record) => (record.record === "action" ? [record.action_id] : [])));
      copies.push(...copied);
    }
    expect(new Set(own).size).toBe(own.length);
    // The one that docs/actions.md excepts: a review's own start.
    expect(copies.filter((id) => !own.includes(id) && !id.endsWith(":review_entered#2"))).toEqual([]);
    expect(copies.length).toBeGreaterThan(20);
  },
);

test("28-late-command: the late item stays with the turn that called it", () => {
  const records = applyAmendments(recordsOf(bytesOf("28-late-command", fileOf("28-late-command", 1))));
  const late = records.flatMap((record) =>
    record.record === "action" && record.durability === "late" ? [record] : [],
  );
  expect(late.map(({ turn_id }) => turn_id)).toEqual(["01a1fd0b-5326-7af3-a04a-66e467d690de"]);
});

test("33-completed-that-failed: the calls do say completed, the one that failed too", () => {
  const text = bytesOf("33-completed-that-failed", fileOf("33-completed-that-failed", 0)).toString("utf8");
  const calls = text.split("\n").filter((line) => line.includes('"type":"custom_tool_call"'));
  expect(calls.map((line) => line.includes('"status":"completed"'))).toEqual([true, true, true]);
});

test("every class about meaning is in the table", () => {
  const classes = new Set(MEANINGS.map(({ specimen }) => Number(specimen.slice(0, 2))));
  expect([...classes]).toEqual([12, 13, 14, 16, 19, 20, 27, 28, 32, 33, 36]);
});
