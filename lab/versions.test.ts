// The order of releases and what hangs on it.

import { expect, test } from "vitest";
import { defaultModel, isAtLeast, PINNED_CODEX } from "./versions.ts";

test("releases compare by their numbers, dates of 2025 before all later ones", () => {
  expect(isAtLeast("0.169.0", "0.87.0")).toBe(true);
  expect(isAtLeast("0.87.0", "0.169.0")).toBe(false);
  expect(isAtLeast("0.144.6", "0.144.6")).toBe(true);
  expect(isAtLeast("0.1.2504172351", "0.8.0")).toBe(false);
  expect(isAtLeast("0.1.2505291658", "0.1.2504172351")).toBe(true);
});

test("every pinned version has a model, and every era a version", () => {
  expect(defaultModel("0.8.0")).toBe("codex-mini-latest");
  expect(defaultModel("0.36.0")).toBe("gpt-5-codex");
  expect(defaultModel("0.169.0")).toBe("gpt-5.5");
  for (const versions of Object.values(PINNED_CODEX)) expect(versions.length).toBeGreaterThan(0);
});
