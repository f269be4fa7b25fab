// Whatever an item holds, what became of files is told without an exception.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json, JsonObject } from "../bytes/json.ts";
import { KNOWN_TURN_ITEMS } from "../rollout/known.ts";
import { collectTurns } from "../thread/index.ts";
import { collectChanges, EVERYTHING, fileDiffs, fileStates, readHistory, replay, touchedFiles } from "./index.ts";
import { makeThread } from "./records.tools.ts";

const FIELDS = [
  "changes",
  "status",
  "stdout",
  "stderr",
  "command",
  "process_id",
  "exit_code",
  "server",
  "tool",
  "kind",
  "agent_thread_id",
  "receiver_thread_ids",
  "agents_states",
  "name",
  "namespace",
  "arguments",
  "output",
];

const path = fc.constantFrom("/w/a", "/w/b", "a", "../c", "", "/w/./a", "C:\\x", "\\\\u\\v", "/");
const diff = fc.constantFrom(
  "@@ -1 +1 @@\n-a\n+b\n",
  "@@ -2 +2 @@\n-a\n+b\n",
  "@@\n-a\n+b\n",
  "",
  "junk",
  "@@ -9,9 +1 @@\n",
  "+a",
);
const change = fc.oneof(
  fc.record({ type: fc.constant("add"), content: fc.constantFrom("a\n", "", null) }),
  fc.record({ type: fc.constant("delete"), content: fc.constantFrom("a\n", "b\n", "", null) }),
  fc.record({ type: fc.constant("update"), unified_diff: diff, move_path: fc.oneof(path, fc.constant(null)) }),
  fc.jsonValue(),
);
const value = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(path, change),
  fc.constantFrom<Json>(
    "completed",
    "failed",
    "in_progress",
    ["bash", "-lc", "ls"],
    "Success. Updated the following files:\nM a\n",
  ),
);
const item = fc
  .tuple(
    fc.constantFrom(...KNOWN_TURN_ITEMS, "Novelty"),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...FIELDS), value), { selector: ([name]) => name }),
  )
  .map(([type, fields]) => ({ type, ...Object.fromEntries(fields) }));
const call = fc.record({
  payload: fc.record({
    type: fc.constantFrom("function_call", "custom_tool_call", "function_call_output", "custom_tool_call_output"),
    name: fc.constantFrom("exec", "shell", "apply_patch", "spawn_agent", "wait_agent", "close_agent", "x"),
    call_id: fc.constantFrom("c1", "c2"),
    arguments: fc.constantFrom("{}", "[", '{"command":[1]}'),
    input: fc.constantFrom("*** Begin Patch\n*** Delete File: a\n*** End Patch", "tools.exec_command()"),
    output: value,
  }),
  type: fc.constant("response_item"),
}) as fc.Arbitrary<JsonObject>;

test("for any items", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.oneof(item, call), { maxLength: 8 }), { maxLength: 3 }),
      fc.boolean(),
      (turns, trust) => {
        const named = turns.map((items, turn) =>
          items.map((each, index) => ("payload" in each ? each : { ...each, id: `i-${turn}-${index}` })),
        );
        const thread = makeThread(...named);
        const told = replay(readHistory(thread), { ...EVERYTHING, trust });
        for (const { state, text, reasons } of fileStates(told)) {
          expect(text !== null).toBe(state === "known");
          expect(reasons.length > 0).toBe(state === "unknown");
        }
        for (const { hunks, reasons } of fileDiffs(told)) expect(reasons.length > 0).toBe(hunks === null);
        expect(touchedFiles(told).length).toBeGreaterThanOrEqual(0);
        // What is remembered of a thread to tell this is enough.
        const slim = collectChanges();
        const whole = collectTurns();
        for (const turn of thread.turns) {
          for (const collection of [slim, whole]) collection.turn(turn);
          for (const each of turn.items) for (const collection of [slim, whole]) collection.item(each);
        }
        const again = replay(readHistory({ ...thread, turns: slim.turns() }), { ...EVERYTHING, trust });
        const kinds = (states: typeof told) => fileStates(states).map(({ path: at, state, text }) => [at, state, text]);
        expect(kinds(again)).toEqual(kinds(told));
      },
    ),
    { numRuns: 300 },
  );
});
