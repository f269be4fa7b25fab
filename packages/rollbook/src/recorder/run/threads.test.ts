// Roots of threads, as far as they are told.

import { expect, test } from "vitest";
import { Threads } from "./threads.ts";

test("a root is what Codex says, else where the parents lead", () => {
  const threads = new Threads();
  threads.see({ thread_id: "child", root_id: null, parent_id: "middle", rollout: null });
  expect(threads.rootOf("child")).toBe("middle");
  threads.see({ thread_id: "middle", root_id: "root", parent_id: null, rollout: null });
  expect(threads.rootOf("child")).toBe("root");
  expect(threads.rootOf("unknown")).toBe("unknown");
});

test("parents in a circle have an end, and what was told first is not taken back", () => {
  const threads = new Threads();
  expect(threads.see({ thread_id: "a", root_id: null, parent_id: "b", rollout: null })).toBe(true);
  threads.see({ thread_id: "b", root_id: null, parent_id: "a", rollout: null });
  expect(["a", "b"]).toContain(threads.rootOf("a"));
  expect(threads.see({ thread_id: "a", root_id: "r", parent_id: null, rollout: null })).toBe(false);
  expect(threads.rootOf("a")).toBe("r");
});
