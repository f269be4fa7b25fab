// What a recording tells at turns and calls: each where it belongs, whatever Codex has called them.

import { expect, test } from "vitest";
import type { Recorded, Row, TurnRow } from "../source/contract.ts";
import { answerOf, createRecording, endingOf, summaryOf, tryOf } from "./recording.ts";

const turn = (index: number, started_at: number | null = null, ended_at: number | null = null): TurnRow =>
  ({ index, id: `turn ${index}`, started_at, ended_at }) as TurnRow;
const row = (of: number, id: string): Row => ({ turn: of, id }) as Row;
const request = (more: Partial<Recorded["requests"][number]>): Recorded["requests"][number] => ({
  ...{ turn: null, kind: "turn", at: null, status: 200, end: "complete", error: null, attempt: 1, waited_ms: null },
  ...{ first_byte_ms: 1, last_byte_ms: 2, input_tokens: null, output_tokens: null, input_items: null, change: null },
  ...more,
});
const approval = (of: string | null, call: string | null, decision: string | null): Recorded["approvals"][number] => ({
  ...{ turn: of, call, what: "rm -rf /", decision, by: "user", reason: null, at: 5, took_ms: 3200 },
});

test("requests are of the turn they name, or of the one in which they were sent", () => {
  const requests = [request({ turn: "turn 1" }), request({ turn: "unknown", at: 15 }), request({ at: 99 })];
  const facts = { directory: "", problems: [], requests, approvals: [], calls: [] };
  const { requestsOf } = createRecording(facts, [turn(0, 10, 20), turn(1, 30, 40)]);
  expect([requestsOf(turn(0)), requestsOf(turn(1)), requestsOf(turn(2))]).toEqual([[requests[1]], [requests[0]], []]);
});

test("approvals are of the call of their turn; what never ran is told of the turn", () => {
  const [first, second, refused] = [
    approval("turn 0", "call_0", "accepted"),
    approval("turn 1", "call_0", "declined"),
    approval("turn 1", "call_9", "cancelled"),
  ];
  const approvals = [first, second, refused, approval(null, "elsewhere", null)];
  const facts = { directory: "", problems: [], requests: [], approvals, calls: [] };
  const { approvalOf, refusedOf } = createRecording(facts, [turn(0), turn(1)]);
  expect([approvalOf(row(0, "call_0")), approvalOf(row(1, "call_0"))]).toEqual([first, second]);
  expect(approvalOf(row(0, "elsewhere"))?.decision).toBeNull();
  expect(approvalOf(row(0, "call_9"))).toBeNull();
  expect(refusedOf(turn(1), [row(1, "call_0")])).toEqual([refused]);
  expect(refusedOf(turn(0), [row(0, "call_0")])).toEqual([]);
});

test("the words say what became of it", () => {
  const failed = request({ status: 500, end: "failed", error: "boom" });
  const again = request({ attempt: 2, waited_ms: 201 });
  expect([endingOf(failed), endingOf(again), tryOf(failed), tryOf(again)]).toEqual([
    ...["500 failed: boom", "200", "", "try 2 after 201 ms"],
  ]);
  expect(summaryOf([failed, again])).toBe("2 requests · 1 tried again, 201 ms of waiting · 500 failed: boom");
  expect(answerOf(approval(null, null, "cancelled"))).toBe("declined by the user after 3.2 s, which ended the turn");
});
