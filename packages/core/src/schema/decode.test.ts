// Decoding and encoding by hand-made cases: unknown and broken variants, headers, issues, damage.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CutText } from "../bytes/json.ts";
import {
  assertSession,
  checkEntry,
  decodeEntry,
  decodeHeader,
  decodeSession,
  describeIssue,
  encodeEntry,
  encodeSession,
  type SessionEntry,
} from "./index.ts";

const AT = { offset: 0, length: 0, number: 12 };
const line = (type: string, payload: unknown): Record<string, unknown> => ({
  timestamp: "2026-11-21T07:19:51.372Z",
  type,
  payload,
});
const told = (value: unknown): string[] => decodeEntry(value, AT).issues.map(describeIssue);

describe("variants that are not listed", () => {
  test.each([
    ["an outer type", line("from_the_future", [1, 2])],
    ["a response item", line("response_item", { type: "telepathy", thought: null })],
    ["an event", line("event_msg", { type: "moon_rise", at: 1 })],
    [
      "a turn item",
      line("event_msg", { type: "item_completed", thread_id: "t", turn_id: "u", item: { type: "Dance" } }),
    ],
    ["a piece of content", line("response_item", { type: "message", role: "user", content: [{ type: "smell" }] })],
    ["a bare item", { type: "telepathy", thought: null }],
    [
      "a change",
      line("event_msg", { type: "patch_apply_end", call_id: "c", success: true, changes: { a: { type: "blur" } } }),
    ],
  ])("%s passes as it is", (_, value) => {
    expect(decodeEntry(value).entry).toBe(value);
  });
});

describe("a listed variant with a broken field is refused, and the place is told", () => {
  test.each([
    [
      line("event_msg", { type: "token_count", info: 5 }),
      "line 12, payload.info: expected TokenCountInfo or null, found the number 5",
    ],
    [
      line("event_msg", { type: "task_complete", last_agent_message: ["a"] }),
      "line 12, payload.last_agent_message: expected a string or null, found an array",
    ],
    [
      line("response_item", { type: "function_call", name: "shell", arguments: {}, call_id: "c" }),
      "line 12, payload.arguments: expected a string, found an object",
    ],
    [
      line("response_item", { type: "message", role: "user", content: [{ type: "input_text" }] }),
      "line 12, payload.content[0].text: expected a string, found nothing",
    ],
    [
      line("event_msg", {
        type: "patch_apply_end",
        call_id: "c",
        success: true,
        changes: { "/a b": { type: "add", content: 1 } },
      }),
      'line 12, payload.changes["/a b"].content: expected a string, found the number 1',
    ],
    [
      { type: "message", id: "x", timestamp: "t", role: 5, content: [] },
      "line 12, role: expected a string, found the number 5",
    ],
    [line("compacted", null), "line 12, payload: expected CompactedPayload, found null"],
    [{ id: 5, timestamp: "t" }, "line 12, id: expected a string, found the number 5"],
  ])("%j", (value, message) => {
    expect(told(value)).toContain(message);
  });

  test("every broken field is told, not the first alone", () => {
    const item = { type: "CommandExecution", id: 1, command: "ls", cwd: "/", status: "completed", exit_code: "0" };
    const value = line("event_msg", { type: "item_completed", thread_id: "t", turn_id: "u", item });
    const paths = decodeEntry(value).issues.map(({ path }) => path.join("."));
    expect(paths).toEqual(["payload.item.id", "payload.item.command", "payload.item.exit_code"]);
  });
});

test("a value that is no object at all is refused with one issue", () => {
  for (const value of [null, 1, "x", [], true, undefined]) expect(decodeEntry(value).issues).toHaveLength(1);
});

test("TypeScript narrows an entry by its types", () => {
  const textOf = (entry: SessionEntry): string | null => {
    if (!("payload" in entry) || entry.type !== "event_msg") return null;
    return entry.payload.type === "agent_message" ? entry.payload.message : entry.payload.type;
  };
  const { entry } = decodeEntry(line("event_msg", { type: "agent_message", message: "hello" }));
  expect(entry && textOf(entry)).toBe("hello");
});

test("checkEntry counts a cut string as a string, and forgives what was left out", () => {
  const cut = new CutText("head", "", "tail", 1e6);
  const value = line("event_msg", { type: "agent_message", message: cut });
  expect(checkEntry(value, AT)).toEqual([]);
  expect(decodeEntry(value).entry).toBe(null);
  expect(checkEntry(line("event_msg", { type: "agent_message", message: [cut] }), AT)).toHaveLength(1);
  expect(checkEntry(line("event_msg", { type: "agent_message" }), AT)).toHaveLength(1);
  expect(checkEntry(line("event_msg", { type: "agent_message" }), AT, true)).toEqual([]);
});

describe("decodeSession", () => {
  const good = JSON.stringify(line("compacted", { message: "" }));
  const text = [good, "", '{"timestamp":"t","type":"comp', JSON.stringify(line("compacted", {})), good].join("\n");

  test("yields the good entries, and the rest as issues with their places", () => {
    const { entries, issues } = decodeSession(text);
    expect(entries).toHaveLength(2);
    expect(issues.map(describeIssue)).toEqual([
      expect.stringMatching(/^line 3: expected a whole record, found damage \(torn\)/),
      "line 4, payload.message: expected a string, found nothing",
    ]);
    expect(issues[1]?.at).toMatchObject({
      number: 4,
      offset: text.indexOf('{"timestamp"', text.indexOf("comp\n") + 1),
    });
  });

  test("says the same of text, bytes and readings, and takes records as they are", () => {
    expect(decodeSession(new TextEncoder().encode(text))).toEqual(decodeSession(text));
    expect(decodeSession([JSON.parse(good), 5]).issues.map(describeIssue)).toEqual([
      expect.stringMatching(/^the record: expected an object, found the number 5$/),
    ]);
  });

  test("never throws", () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const torn = fc.nat(text.length).map((end) => new TextEncoder().encode(text.slice(0, end)));
    fc.assert(
      fc.property(fc.oneof(bytes, torn), (input) => void decodeSession(input)),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (input) => void decodeSession(input)),
      { numRuns: 300 },
    );
  });
});

describe("assertSession", () => {
  test("gives the entries of a healthy session", () => {
    const session = encodeSession(decodeSession([line("compacted", { message: "a" })]).entries);
    expect(assertSession(session)).toEqual([line("compacted", { message: "a" })]);
  });

  test("throws with lines and paths", () => {
    const text = `${JSON.stringify(line("compacted", { message: "a" }))}\n${JSON.stringify(line("world_state", { full: 1, state: {} }))}\n`;
    expect(() => assertSession(text)).toThrow(
      "not a session as declared:\n  line 2, payload.full: expected a boolean, found the number 1",
    );
    expect(() => assertSession("")).toThrow("no record");
    expect(() => assertSession(Array.from({ length: 30 }, () => 1))).toThrow("and 20 more");
  });
});

describe("decodeHeader", () => {
  test("tells the era of each kind of header", () => {
    const meta = {
      id: "i",
      timestamp: "t",
      cwd: "/",
      originator: "o",
      cli_version: "0.36.0",
      source: { subagent: "review" },
    };
    expect(decodeHeader(line("session_meta", meta))).toMatchObject({
      kind: "session_meta",
      era: "envelope",
      cwd: "/",
      source: "subagent",
      faults: [],
    });
    expect(decodeHeader(line("session_meta", { ...meta, history_mode: "legacy" })).era).toBe("legacy");
    expect(decodeHeader({ ...line("session_meta", meta), ordinal: 0 }).era).toBe("paginated");
    const header = { id: "i", timestamp: "t", git: { branch: "main" } };
    expect(decodeHeader(header)).toMatchObject({
      kind: "header",
      era: "bare",
      id: "i",
      cwd: null,
      git: { branch: "main" },
    });
    expect(decodeHeader({ session: header, items: [] })).toMatchObject({ kind: "document", era: "document", id: "i" });
  });

  test("a broken header tells what is left of it", () => {
    const found = decodeHeader(line("session_meta", { id: "i", timestamp: 5, cwd: "/" }));
    expect(found).toMatchObject({ kind: "session_meta", id: "i", timestamp: null, cwd: "/" });
    expect(found.faults.map(({ path }) => path.join("."))).toEqual([
      "payload.timestamp",
      "payload.originator",
      "payload.cli_version",
    ]);
  });

  test("never throws, and says of anything else that it is no header", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => void decodeHeader(value)),
      { numRuns: 300 },
    );
    expect(decodeHeader(line("event_msg", { type: "error", message: "m" }))).toMatchObject({ kind: null, era: null });
  });
});

test("encodeEntry writes every key in its order", () => {
  const text = '{"type":"telepathy","zeta":1,"alpha":{"b":[null],"a":""},"id":null}';
  const { entry } = decodeEntry(JSON.parse(text));
  expect(entry && encodeEntry(entry)).toBe(text);
});
