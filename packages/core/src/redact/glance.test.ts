import fc from "fast-check";
import { expect, test } from "vitest";
import { EXPRESSIONS, seeSecret } from "./gate.ts";
import { deservesLook } from "./glance.ts";
import { mayRecordHoldSecret, redactRecord } from "./index.ts";

/** What the expressions match, each of their alternatives in its turn; the samples need not stand at an edge. */
const shapes = EXPRESSIONS.map(({ source }) => new RegExp(source.replaceAll(/\(\?<!\[[^\]]+\]\)|\\b/g, "")));
const around = fc.oneof(
  fc.constantFrom("", " ", "\n", '"', "--", "x", "é", "/", "0"),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const seen = fc.oneof(
  ...shapes.map((shape) => fc.stringMatching(shape)),
  ...shapes.map((shape) => fc.mixedCase(fc.stringMatching(shape))),
);
const sample = fc.tuple(around, seen, around).map((parts) => parts.join(""));

test("every text in which an expression sees something deserves a look", () => {
  let saw = 0;
  fc.assert(
    fc.property(sample, (text) => {
      if (!seeSecret(text)) return;
      saw += 1;
      expect(deservesLook(text)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(saw).toBeGreaterThan(10_000);
});

test.each([
  "",
  "to",
  "01a1fcf9-7cc9-7c22-9b1e-0123456789ab",
  "call_30bade3e0e2ac58c140bbe6b",
  "30604fab94af0da47895428edbed2493532344a6",
  "2026-11-21T07:20:18.123Z",
  "/home/me/project/src/start.test.ts",
  "rg -n 'packTenant' tests/fixtures | head -169 && git diff --stat",
  "npm run build 2>&1 | tail -20; ls -la dist",
])("ordinary text deserves none: %s", (text) => expect(deservesLook(text)).toBe(false));

test("a record is looked into wherever its texts are", () => {
  const text = "PASSWORD=hunter2";
  const places: readonly { readonly record: string; readonly [field: string]: unknown }[] = [
    { record: "session", cwd: text },
    { record: "session", git: { branch: text, repository_url: null } },
    { record: "session", git: { commit_hash: text } },
    ...["originator", "source", "cli_version", "model_provider"].map((key) => ({ record: "session", [key]: text })),
    { record: "end", models: ["gpt", text] },
    { record: "end", cli_versions: [text] },
    { record: "end", unknown_types: { [text]: 1 } },
    { record: "action", approval: { reason: text, decision: null } },
    { record: "session", git: { branch: null, repository_url: text } },
    ...["command", "cwd", "output", "patch", "tool_name"].flatMap((key) => [
      { record: "action", [key]: text },
      { record: "amendment", changed: { [key]: text } },
    ]),
    { record: "action", argv: ["a", text] },
    { record: "action", argv: ["--password", "hunter2"] },
    { record: "action", changed_paths: ["a", text] },
    { record: "action", changes: [{ path: "a", moved_to: text }] },
    { record: "action", changes: [{ path: text, moved_to: null }] },
    { record: "text", text },
  ];
  for (const record of places) {
    const texts: string[] = [];
    redactRecord(record, (found) => {
      texts.push(found);
      return [];
    });
    expect(texts.some(seeSecret)).toBe(true);
    expect(mayRecordHoldSecret(record)).toBe(true);
  }
  expect(mayRecordHoldSecret({ record: "end", file: text } as { record: string })).toBe(false);
  expect(mayRecordHoldSecret({ record: "action", action_id: text } as { record: string })).toBe(false);
});

test("the words of a command need no look together", () => {
  const flag = fc.stringMatching(/^--?[\w-]{1,20}$/);
  const word = fc.oneof(flag, sample, fc.constantFrom("token", "-secret", "--api-key", "-bearer", "hunter2"));
  const split = sample.map((text) => text.split(/[\s'"]/));
  fc.assert(
    fc.property(fc.oneof(fc.array(word, { maxLength: 4 }), split), (argv) => {
      let sees = false;
      redactRecord({ record: "action", argv }, (text) => {
        sees ||= seeSecret(text);
        return [];
      });
      if (sees) expect(mayRecordHoldSecret({ record: "action", argv } as { record: string })).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
