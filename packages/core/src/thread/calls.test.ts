// What is remembered of calls: little of those that have ended, and all of those that may still be spoken to.

import { expect, test } from "vitest";
import type { ChainFile } from "../lineage/chain.ts";
import { readRecords } from "../rollout/read.ts";
import { createThreadFold, type Item } from "./index.ts";

const FILE: ChainFile = { path: "rollout", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };
const LONG = "x".repeat(20_000);

const line = (type: string, payload: object): string =>
  JSON.stringify({ timestamp: "2026-01-05T08:00:00.030Z", type, payload });
const call = (name: string, call_id: string, given: object): string =>
  line("response_item", { type: "function_call", name, call_id, arguments: JSON.stringify(given) });
const answer = (call_id: string, heading: string, body: string): string =>
  line("response_item", {
    type: "function_call_output",
    call_id,
    output: `Chunk ID: 82c916\nWall time: 1.0013 seconds\n${heading}\nOriginal token count: 2\nOutput:\n${body}`,
  });
const end = (call_id: string): string =>
  line("event_msg", {
    type: "exec_command_end",
    call_id,
    turn_id: "t",
    command: ["bash", "-lc", "ls"],
    cwd: "/home/dev",
    parsed_cmd: [],
    source: "agent",
    stdout: LONG,
    stderr: "",
    aggregated_output: LONG,
    exit_code: 0,
    duration: { secs: 1, nanos: 0 },
    formatted_output: LONG,
    status: "completed",
  });

const BEGIN = [
  line("session_meta", { id: "019b8d2b-8c00-7f6e-a2a0-e93b72bf9b5e", cwd: "/home/dev", cli_version: "0.142.5" }),
  line("event_msg", { type: "task_started", turn_id: "t" }),
];

/** The items as they are in the end, and the most that was ever put away. */
function read(lines: readonly string[]) {
  const items = new Map<string, Item>();
  const fold = createThreadFold({ turn: () => {}, item: (item) => items.set(item.id, item) });
  fold.open(FILE, null);
  let most = 0;
  for (const reading of readRecords(Buffer.from([...BEGIN, ...lines, ""].join("\n")))) {
    fold.read(reading);
    most = Math.max(most, fold.save("items").length);
  }
  fold.end();
  return { items, most };
}

const commands = (count: number, told: boolean): readonly string[] =>
  Array.from({ length: count }, (_, index) => [
    call("exec_command", `c${index}`, { cmd: "ls" }),
    ...(told ? [end(`c${index}`)] : []),
    answer(`c${index}`, "Process exited with code 0", LONG),
  ]).flat();

test.each([["told to have ended", true] as const, ["answered", false] as const])(
  "of many commands that were %s little is remembered, and nothing is lost of any",
  (_, told) => {
    const { items, most } = read(commands(100, told));
    const found = [...items.values()].filter(({ content }) => content.type === "CommandExecution");
    expect(found).toHaveLength(100);
    for (const { sources, content } of found) {
      expect(sources).toHaveLength(told ? 3 : 2);
      expect(content).toMatchObject({ status: "completed", exit_code: 0, aggregated_output: LONG });
    }
    expect(most).toBeLessThan(400_000);
  },
);

test("a process in the background is still spoken to after many others", () => {
  const { items } = read([
    call("exec_command", "long", { cmd: "sleep 9" }),
    answer("long", "Process running with session ID 7", "before\n"),
    ...commands(100, true),
    call("write_stdin", "more", { session_id: 7, chars: "" }),
    ...commands(60, true).map((text) => text.replaceAll('"c', '"d')),
    answer("more", "Process exited with code 3", "after\n"),
  ]);
  const long = items.get("long");
  expect(long?.sources).toHaveLength(4);
  expect(long?.content).toMatchObject({ exit_code: 3, aggregated_output: "before\nafter\n" });
});
