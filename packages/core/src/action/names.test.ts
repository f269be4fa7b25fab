// Names that every object has, in a session where names of its own are due.

import { expect, test } from "vitest";
import { projectActions } from "./project.ts";

const NAMES = ["constructor", "toString", "hasOwnProperty", "__proto__"];
const THREAD = "01996b00-0000-7000-8000-000000000001";

function bytesOf(...records: readonly (readonly [type: string, payload: object])[]): Uint8Array {
  const lines = records.map(([type, payload], second) => {
    const timestamp = new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString();
    return `${JSON.stringify({ timestamp, type, payload })}\n`;
  });
  return new TextEncoder().encode(lines.join(""));
}

const HEAD = ["session_meta", { id: THREAD, cwd: "/w", cli_version: "0.169.0", originator: "t" }] as const;
const START = ["event_msg", { type: "task_started", turn_id: "t" }] as const;

test("an item whose status has such a name is of unknown status", () => {
  const items = NAMES.map(
    (status, at) =>
      [
        "event_msg",
        {
          type: "item_completed",
          turn_id: "t",
          item: { type: "CommandExecution", id: `c${at}`, command: ["ls"], cwd: "file:///w", status },
        },
      ] as const,
  );
  const records = projectActions(bytesOf(HEAD, START, ...items), { file: "f" });
  expect(records.filter((record) => record.record === "action").map(({ status }) => status)).toEqual(
    expect.arrayContaining(["unknown", "unknown", "unknown", "unknown"]),
  );
  expect(records.at(-1)).toMatchObject({ by_status: { unknown: 4 } });
});

test("types of such names are counted, each by itself", () => {
  const bytes = bytesOf(HEAD, START, ...[...NAMES, ...NAMES].map((type) => [type, {}] as const));
  const end = projectActions(bytes, { file: "f" }).at(-1);
  expect(end).toMatchObject({ record: "end" });
  const counted = (end as unknown as { unknown_types: Record<string, number> }).unknown_types;
  expect(Object.entries(counted)).toEqual(NAMES.map((name) => [name, 2]));
});
