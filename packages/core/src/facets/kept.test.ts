import { expect, test } from "vitest";
import { findSecrets, redactText } from "../redact/index.ts";
import { beginningOf } from "./kept.ts";

// Put together here, so that no scanner takes this file for a leak.
const mixed = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5hJ7kL9nP";
const SECRETS = [
  `ghp_${mixed}`,
  `sk-proj-${mixed}_${mixed}`,
  `Authorization: Bearer ${mixed}`,
  `ey${"J"}hbGciOiJSUzI1NiJ9.${mixed.repeat(60)}`,
  `-----BEGIN PRIVATE ${"KEY"}-----\n${`${mixed}\n`.repeat(60)}-----END PRIVATE ${"KEY"}-----`,
];

test("at most a thousand characters are kept, with a sign where there are more", () => {
  expect(beginningOf("a".repeat(1000))).toBe("a".repeat(1000));
  expect(beginningOf("a".repeat(1001))).toBe(`${"a".repeat(999)}…`);
  expect(beginningOf(`${"a".repeat(998)}🚀 and more`)).toBe(`${"a".repeat(998)}…`);
});

test.each(SECRETS)("wherever the end falls, nothing of a secret is left to be seen: %s", (secret) => {
  for (let before = 880; before <= 1000; before += 1) {
    const kept = beginningOf(`${"word ".repeat(200).slice(0, before - 1)} ${secret} and more ${"word ".repeat(300)}`);
    expect(kept.length).toBeLessThanOrEqual(1000);
    const shown = redactText(kept, findSecrets).text.replace("[redacted:authorization]", "");
    expect(shown).not.toContain(mixed.slice(0, 3));
    expect(shown).not.toMatch(/ghp_|sk-proj|eyJ/);
  }
});

test("a secret that is kept whole stays", () => {
  const text = `ghp_${mixed} ${"word ".repeat(300)}`;
  expect(beginningOf(text)).toBe(`${text.slice(0, 999)}…`);
});
