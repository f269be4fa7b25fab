import fc from "fast-check";
import { expect, test } from "vitest";
import { applySpans, findSecrets, mayRecordHoldSecret, mergeSpans, redactRecord } from "./index.ts";

const key = `ghp_${"a1".repeat(18)}`;
const shown = "[redacted:github-token]";

const action = {
  record: "action",
  session_id: key,
  action_id: "thread:call",
  command: `echo ${key} ${key}`,
  tool_name: key,
  argv: ["tool", "--password", "hunter2", key, "--verbose", "plain"],
  cwd: `/w/${key}`,
  changed_paths: ["/a", `/${key}`],
  changes: [{ path: `/${key}`, kind: "update", moved_to: null, lines_added: 1, lines_removed: 0 }],
  exit_code: 0,
  evidence: [{ file: `/${key}`, line: 1 }],
  output: null,
  approval: { asked_for: "command", decision: "accepted", by: "user", reason: `needs ${key}` },
} as const;

test("redacts the free text of an action and nothing else, and says where", () => {
  const { record, report } = redactRecord(action, findSecrets);
  expect(record).toEqual({
    ...action,
    command: `echo ${shown} ${shown}`,
    argv: ["tool", "--password", "[redacted:flag-secret]", shown, "--verbose", "plain"],
    cwd: `/w/${shown}`,
    changed_paths: ["/a", `/${shown}`],
    changes: [{ ...action.changes[0], path: `/${shown}` }],
    tool_name: shown,
    approval: { ...action.approval, reason: `needs ${shown}` },
  });
  expect(report).toEqual(
    [
      ["tool_name", "github-token", 1],
      ["command", "github-token", 2],
      ["argv[2]", "flag-secret", 1],
      ["argv[3]", "github-token", 1],
      ["cwd", "github-token", 1],
      ["changed_paths[1]", "github-token", 1],
      ["changes[0].path", "github-token", 1],
      ["approval.reason", "github-token", 1],
    ].map(([field, rule, count]) => ({ action_id: "thread:call", field, rule, count })),
  );
  expect(redactRecord(record, findSecrets)).toEqual({ record, report: [] });
});

test("redacts amendments, texts and the head of a session", () => {
  const amendment = { record: "amendment", action_id: "a", changed: { output: key, status: "failed" } };
  expect(redactRecord(amendment, findSecrets).record.changed).toEqual({ output: shown, status: "failed" });
  expect(redactRecord({ record: "text", kind: "prompt", text: key }, findSecrets)).toMatchObject({
    record: { text: shown },
    report: [{ action_id: null, field: "text" }],
  });
  const session = { record: "session", cwd: "/w", git: { branch: "main", repository_url: "https://u:hunter2@h/r" } };
  expect(redactRecord(session, findSecrets).record.git.repository_url).toBe("https://u:[redacted:url-password]@h/r");
});

test.each([
  [
    ["curl", "-u", "bob:s5w0rdX99", "https://h"],
    ["curl", "-u", "bob:[redacted:curl-password]", "https://h"],
  ],
  [
    ["mysql", "-u", "root", "-ps5w0rdX99"],
    ["mysql", "-u", "root", "-p[redacted:flag-secret]"],
  ],
  [
    ["docker", "login", "-p", "s5w0rdX99"],
    ["docker", "login", "-p", "[redacted:flag-secret]"],
  ],
  [
    ["sshpass", "-p", "s5w0rdX99", "ssh"],
    ["sshpass", "-p", "[redacted:flag-secret]", "ssh"],
  ],
  [
    ["tool", "--header", "X-Api-Key:", "s5w0rdX99"],
    ["tool", "--header", "X-Api-Key:", "[redacted:named-secret]"],
  ],
  [
    ["curl", "-H", "Authorization:", "Bearer s5w0rdX99"],
    ["curl", "-H", "Authorization:", "Bearer [redacted:authorization]"],
  ],
  [
    ["a b", "it's a", "--token", "s5w0rdX99", "c d"],
    ["a b", "it's a", "--token", "[redacted:flag-secret]", "c d"],
  ],
])("hides in words what other words point at: %j", (argv, hidden) => {
  const record = { record: "action", argv };
  const once = redactRecord(record, findSecrets);
  expect(once.record.argv).toEqual(hidden);
  expect(redactRecord(once.record, findSecrets)).toEqual({ record: once.record, report: [] });
  expect(mayRecordHoldSecret(record)).toBe(true);
});

test("what is found in the words of a command ends where its word does", () => {
  const argv = ["curl", "-H", "Cookie: a=b1234; c=d", "https://h", "two words", "-o", "x"];
  expect(redactRecord({ record: "action", argv }, findSecrets).record.argv).toEqual(
    argv.with(2, "Cookie: [redacted:cookie]"),
  );
});

test("redacts the names that a session and its end give", () => {
  const git = { commit_hash: key, branch: null, repository_url: null };
  const session = { record: "session", session_id: key, originator: key, source: key, model_provider: key, git };
  const names = { originator: shown, source: shown, model_provider: shown, git: { ...git, commit_hash: shown } };
  expect(redactRecord(session, findSecrets).record).toEqual({ ...session, ...names });
  const unknown_types = { [key]: 1, [`${key.slice(0, -1)}2`]: 2, other: 4 };
  const end = { record: "end", file: key, models: ["gpt", key], unknown_types };
  const redacted = redactRecord(end, findSecrets);
  expect(redacted.record).toEqual({ ...end, models: ["gpt", shown], unknown_types: { [shown]: 3, other: 4 } });
  expect(redactRecord(redacted.record, findSecrets)).toEqual({ record: redacted.record, report: [] });
});

test("gives back the same object where there is nothing to hide", () => {
  for (const record of [
    { record: "end", file: key },
    {
      ...action,
      tool_name: null,
      approval: null,
      command: "ls",
      argv: null,
      cwd: "/",
      changed_paths: [],
      changes: null,
    },
  ]) {
    expect(redactRecord(record, findSecrets).record).toBe(record);
  }
});

const spans = fc.array(
  fc.record({
    start: fc.integer({ min: -5, max: 30 }),
    end: fc.integer({ min: -5, max: 30 }),
    rule: fc.constantFrom("a", "b"),
  }),
);

test("keeps every character outside the spans, in order, and none inside", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 25 }), spans, (text, given) => {
      const inside = (at: number): boolean => given.some((span) => span.start <= at && at < span.end);
      const kept = [...Array(text.length).keys()].filter((at) => !inside(at)).map((at) => text[at]);
      const pieces = applySpans(text, given).split(/\[redacted:[ab]\]/);
      fc.pre(!text.includes("[redacted"));
      expect(pieces.join("")).toBe(kept.join(""));
      expect(pieces.length - 1).toBe(mergeSpans(given, text.length).length);
    }),
  );
});

test("the longest of overlapping spans names the rule", () => {
  const given = [
    { start: 2, end: 9, rule: "long" },
    { start: 0, end: 4, rule: "short" },
    { start: 9, end: 10, rule: "next" },
  ];
  expect(mergeSpans(given, 20)).toEqual([
    { start: 0, end: 9, rule: "long" },
    { start: 9, end: 10, rule: "next" },
  ]);
});
