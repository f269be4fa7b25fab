// Roll-backs and compactions in one thread: each case was resumed with Codex 0.169, and these are the items it sent.

import { describe, expect, test } from "vitest";
import { said, Written } from "./records.tools.ts";

const NUMBERED = { window_number: 1 };
const COMPLETE = { window_number: 1, resume_metadata: { last_started_turn_id: null, previous_turn_settings: null } };

/** Turn 2 is compacted in its middle. */
function compacted(thread: Written, fields: Readonly<Record<string, unknown>> = {}): Written {
  return thread.turn("t1", "a1").turn("t2", "a2", (inside) => void inside.compact(["C1", "C2", "sum"], fields));
}

describe("a compaction that was rolled back", () => {
  test("never was, where the records before it are at hand", () => {
    expect(said(compacted(new Written()).rollBack(1).turn("t3", "a3").context())).toEqual(["t1", "a1", "t3", "a3"]);
    const later = compacted(new Written()).turn("t3", "a3").rollBack(2).turn("t4", "a4");
    expect(said(later.context())).toEqual(["t1", "a1", "t4", "a4"]);
  });

  test("gives way to the one before it", () => {
    const thread = compacted(new Written())
      .turn("t3", "a3", (inside) => void inside.compact(["D1", "D2", "D3"]))
      .rollBack(1)
      .turn("t4", "a4");
    expect(said(thread.context())).toEqual(["C1", "C2", "sum", "a2", "t4", "a4"]);
  });

  test.each([
    ["a paginated thread, if it is numbered", "paginated", NUMBERED],
    ["any thread, if it says what a resume needs", "legacy", COMPLETE],
  ] as const)("bounds what Codex looks at in %s: the turns go out of its history", (_, mode, fields) => {
    const thread = compacted(new Written(mode), fields).rollBack(1).turn("t3", "a3");
    expect(said(thread.context())).toEqual(["C1", "C2", "t3", "a3"]);
    const newest = compacted(new Written(mode), fields)
      .turn("t3", "a3")
      .turn("t4", "a4", (inside) => void inside.compact(["D1", "D2", "D3", "D4", "sum"], fields))
      .rollBack(2)
      .turn("t5", "a5");
    expect(said(newest.context())).toEqual(["D1", "D2", "D3", "t5", "a5"]);
  });

  test("does not bound it without a number, or where a newer one has no history", () => {
    const unnumbered = compacted(new Written("paginated")).rollBack(1).turn("t3", "a3");
    expect(said(unnumbered.context())).toEqual(["t1", "a1", "t3", "a3"]);
    const newer = compacted(new Written("paginated"), COMPLETE)
      .turn("t3", "a3", (inside) => void inside.compact(null))
      .rollBack(2)
      .turn("t4", "a4");
    expect(said(newer.context())).toEqual(["t1", "t2", "t4", "a4"]);
  });
});

describe("a compaction that stays", () => {
  test("takes the place of what was before it", () => {
    const report = compacted(new Written()).turn("t3", "a3").rollBack(1).turn("t4", "a4").context();
    expect(said(report)).toEqual(["C1", "C2", "sum", "a2", "t4", "a4"]);
    expect(report.items.map(({ origin }) => origin)).toEqual([
      ...Array(3).fill("replacement"),
      ...Array(3).fill("written"),
    ]);
    expect(report.items[1]?.sources).toMatchObject([{ file: 0, line: 8, part: 1 }]);
    expect(report.dropped.map(({ reason, source }) => [reason, source.line])).toEqual([
      ["compacted", 3],
      ["compacted", 4],
      ["compacted", 7],
      ["rolled_back", 12],
      ["rolled_back", 13],
    ]);
  });

  test("is found behind a turn that ends under the name of one that never began, as reviews do", () => {
    const thread = new Written()
      .turn("t1", "a1")
      .start()
      .compact(["C1", "sum"])
      .end()
      .turn("t2", "a2")
      .rollBack(1)
      .start()
      .say("user", "a review")
      .end("01a1fd0e-2000-7000-8000-000000000009")
      .turn("t3", "a3");
    expect(said(thread.context())).toEqual(["C1", "sum", "a review", "t3", "a3"]);
  });

  test("is not found in a turn inside of which another begins, once that turn is rolled back", () => {
    const thread = new Written().turn("t1", "a1").start().compact(["C1", "sum"]);
    const outer = "01a1fd0e-1000-7000-8000-000000000002";
    thread.start().end().record("turn_context", { turn_id: outer }).say("user", "u").say("assistant", "au").end(outer);
    expect(said(thread.rollBack(1).turn("t4", "a4").context())).toEqual(["t1", "a1", "t4", "a4"]);
  });
});

describe("a roll-back", () => {
  test("counts prompts from the end, and leaves what stands before the first of them", () => {
    const thread = new Written().say("developer", "<permissions instructions>").turn("t1", "a1").turn("t2", "a2");
    expect(said(thread.rollBack(0).context())).toHaveLength(5);
    expect(said(thread.rollBack(1).context())).toEqual(["<permissions instructions>", "t1", "a1"]);
    expect(said(thread.rollBack(4_000_000_000).context())).toEqual(["<permissions instructions>"]);
    expect(said(thread.rollBack(1).context())).toEqual(["<permissions instructions>"]);
  });

  test("takes what told of the surroundings of the turns that go", () => {
    const env = "<environment_context>\n</environment_context>";
    const thread = new Written()
      .turn("t1", "a1")
      .say("developer", "<model_switch>x</model_switch>")
      .say("user", env)
      .turn("t2", "a2")
      .rollBack(1);
    expect(said(thread.context())).toEqual(["t1", "a1"]);
    const words = new Written().turn("t1", "a1").say("developer", "words of someone").turn("t2", "a2").rollBack(1);
    expect(said(words.context())).toEqual(["t1", "a1", "words of someone"]);
  });
});
