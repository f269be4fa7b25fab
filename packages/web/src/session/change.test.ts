// Steps that come faster than the address takes them: none is lost, and another place is gone to.

import { expect, test } from "vitest";
import { comeBack, takeStep, type Steps } from "./change.ts";
import { readSearch } from "./search.ts";

const begun: Steps = { latest: {}, sent: [] };

test("a step that comes back while others are on their way takes nothing from them", () => {
  const first = takeStep(begun, { at: "24" });
  const second = takeStep(first, { open: [24] });
  const back = comeBack(second, readSearch({ at: "24" }));
  const third = takeStep(back, { raw: true });
  expect(third.latest).toEqual({ at: "24", open: [24], raw: true });
  const all = comeBack(third, readSearch({ raw: "true", open: "24", at: "24" }));
  expect(all).toEqual({ latest: third.latest, sent: [] });
});

test("steps that the address takes together are all there", () => {
  const steps = takeStep(takeStep(begun, { pane: "files" }), { file: "a.ts" });
  expect(comeBack(steps, { pane: "files", file: "a.ts" }).sent).toEqual([]);
});

test("another place is gone to, whatever was asked for", () => {
  const steps = takeStep(takeStep(begun, { at: "24" }), { raw: true });
  expect(comeBack(steps, { at: "3" })).toEqual({ latest: { at: "3" }, sent: [] });
});
