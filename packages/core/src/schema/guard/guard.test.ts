// The three guards of a schema are one: Effect's own, the plain one, and the compiled one.

import { Schema } from "effect";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { KNOWN_EVENTS, KNOWN_OUTER, KNOWN_RESPONSE_ITEMS, KNOWN_TURN_ITEMS } from "../../rollout/known.ts";
import { SessionEntry } from "../entry.ts";
import { EventPayload } from "../event/index.ts";
import { TurnItem } from "../item/index.ts";
import { ResponsePayload } from "../response/index.ts";
import { accepts, compileGuards, faults } from "./index.ts";
import { planOf } from "./plan.ts";

// What a program on Node does at its start; here to hold what it gets against the plain guard.
// oxlint-disable-next-line no-new-func, typescript/no-implied-eval
const evaluate = (source: string): unknown => new Function("C", source);
const plainly = (): void => compileGuards(() => null);

afterEach(plainly);

/** Records with all the words a schema looks for, in the wrong places as often as in the right ones. */
const WORDS =
  "type payload timestamp ordinal id item content output info metadata changes record_type text message role call_id " +
  "name arguments full state git thread_id";
const word = fc.constantFrom(...WORDS.split(" "));
const name = fc.constantFrom(...KNOWN_OUTER, ...KNOWN_RESPONSE_ITEMS, ...KNOWN_TURN_ITEMS, "token_count", "new", "");
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(name, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(word, tie("value"), { maxKeys: 6 }),
    fc.record({ timestamp: fc.constant("t"), type: name, payload: tie("value") }),
    fc.record({ type: name, item: tie("value"), thread_id: fc.constant("t"), turn_id: fc.constant("u") }),
  ),
}));

describe("the guards agree", () => {
  const is = Schema.is(SessionEntry);

  test.each([
    ["plain", () => null],
    ["compiled", evaluate],
  ])("on whatever JSON, %s", (_, compile) => {
    compileGuards(compile);
    let taken = 0;
    fc.assert(
      fc.property(value, (record) => {
        const answer = is(record);
        if (answer) taken++;
        expect(accepts(SessionEntry, record)).toBe(answer);
      }),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(30);
  });

  test("on what is wrong: a record is refused if and only if a fault is told", () => {
    fc.assert(
      fc.property(value, (record) => {
        expect(faults(SessionEntry, record).length === 0).toBe(is(record));
      }),
      { numRuns: 500 },
    );
  });
});

test("a run time that refuses to evaluate keeps the plain guards", () => {
  compileGuards(() => {
    throw new EvalError("refused by the content security policy");
  });
  expect(accepts(SessionEntry, { timestamp: "t", type: "compacted", payload: { message: "" } })).toBe(true);
  expect(accepts(SessionEntry, { timestamp: "t", type: "compacted", payload: {} })).toBe(false);
});

test("keys named like an object's own methods are keys like others", () => {
  for (const compile of [evaluate, () => null]) {
    compileGuards(compile);
    const text =
      '{"timestamp":"t","type":"compacted","payload":{"message":"","__proto__":{"message":1},"constructor":5}}';
    expect(accepts(SessionEntry, JSON.parse(text))).toBe(true);
    expect(accepts(SessionEntry, JSON.parse('{"type":"toString","hasOwnProperty":null}'))).toBe(true);
    expect(
      accepts(SessionEntry, JSON.parse('{"timestamp":"t","type":"compacted","payload":{"__proto__":{"message":""}}}')),
    ).toBe(false);
  }
});

test("the tags of each union are the known names, and no others", () => {
  const tags = (schema: Schema.Top): string[] => [...planOf(schema.ast).tagged.keys()].toSorted();
  expect(tags(ResponsePayload)).toEqual([...KNOWN_RESPONSE_ITEMS].toSorted());
  expect(tags(EventPayload)).toEqual([...KNOWN_EVENTS].toSorted());
  expect(tags(TurnItem)).toEqual([...KNOWN_TURN_ITEMS].toSorted());
  expect(tags(SessionEntry)).toEqual([...KNOWN_OUTER, ...KNOWN_RESPONSE_ITEMS].toSorted());
});

test("a schema built of something no guard knows is a mistake in the source", () => {
  expect(() => accepts(Schema.Date, new Date(0))).toThrow("no guard knows");
});
