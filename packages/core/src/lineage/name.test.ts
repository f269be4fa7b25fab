import { describe, expect, test } from "vitest";
import { parseRolloutName } from "./name.ts";

const THREAD = "01a1fcfa-350e-7a83-8a5c-b865c958e002";
const SEGMENT = "01a1fcfb-829c-7a83-8a5c-b865c958e003";
const NAME = `rollout-2026-11-21T07-20-18-${THREAD}.jsonl`;

describe("parseRolloutName", () => {
  test("a root rollout", () => {
    expect(parseRolloutName(NAME)).toEqual({
      local_time: "2026-11-21T07:20:18",
      thread_id: THREAD,
      rollout_id: THREAD,
      compressed: false,
      document: false,
    });
  });
  test("a compressed segment", () => {
    const name = parseRolloutName(`rollout-2026-11-21T07-20-18-${THREAD}_${SEGMENT}.jsonl.zst`);
    expect(name).toMatchObject({ thread_id: THREAD, rollout_id: SEGMENT, compressed: true, document: false });
  });
  test("a document of the TypeScript CLI", () => {
    expect(parseRolloutName(`rollout-2025-04-17-${THREAD}.json`)).toMatchObject({
      local_time: "2025-04-17",
      document: true,
    });
  });
  test.each([
    "history.jsonl",
    `rollout-${THREAD}.jsonl`,
    `${NAME}.tmp`,
    `x${NAME}`,
    `rollout-2026-11-21T07-20-18-${THREAD}.json.zst`,
  ])("%s is none", (name) => expect(parseRolloutName(name)).toBeNull());
});
