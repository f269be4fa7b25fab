// Secrets in values of any shape: hidden wherever a text stands, and nothing else touched.

import { CutText } from "rollbook-core";
import { expect, test } from "vitest";
import { createDeepRedactor } from "./index.ts";

const TOKEN = `ghp_${"16C7e42F292c6912E7710c838347Ae178B4a"}`;
const KEY = `AKIA${"IOSFODNN7EXAMPL3"}`;

test("every text of a value is looked at, keys among them, and what was hidden is counted", async () => {
  const redactor = createDeepRedactor();
  const value = {
    type: "CommandExecution",
    command: ["curl", "--token", "s3cr3t-value-1234", `https://x:${TOKEN}@example.invalid`],
    nested: { list: [{ text: `use ${TOKEN}` }, 1, null, true] },
    changes: { [`/tmp/${TOKEN}`]: { content: "harmless" } },
    long: new CutText(`head ${TOKEN}`, "middle", "tail", 999),
  };
  const hidden = await redactor.hide(value);
  expect(JSON.stringify(hidden)).not.toContain(TOKEN);
  expect(JSON.stringify(hidden)).not.toContain("s3cr3t-value-1234");
  expect(hidden.long).toBeInstanceOf(CutText);
  expect(hidden.nested.list.slice(1)).toEqual([1, null, true]);
  const counted = Object.values(redactor.hidden()).reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(5);
});

test("what holds no secret comes back as the object it was, with its class", async () => {
  const redactor = createDeepRedactor();
  const value = { a: [{ b: "plain" }], n: 1 };
  expect(await redactor.hide(value)).toBe(value);
  const half = { kept: { x: "plain" }, changed: TOKEN };
  const hidden = await redactor.hide(half);
  expect(hidden.kept).toBe(half.kept);
});

test("ids, types and bytes that are no text are left alone", async () => {
  const redactor = createDeepRedactor();
  const value = {
    id: TOKEN,
    call_id: TOKEN,
    image_url: `data:image/png;base64,${KEY}`,
    encrypted_content: KEY,
    result: {
      content: [
        { type: "image", data: KEY },
        { data: KEY, mimeType: "audio/wav" },
      ],
    },
    output: [{ type: "encrypted_content", encrypted_content: KEY }],
  };
  expect(await redactor.hide(value)).toEqual(value);
  expect(redactor.hidden()).toEqual({});
});

test.each(["arguments", "structuredContent", "structured_content", "result", "content_items", "input", "output"])(
  "below %s no key is one of the format",
  async (key) => {
    const said = {
      id: TOKEN,
      type: TOKEN,
      data: TOKEN,
      thread_id: TOKEN,
      nested: [{ call_id: TOKEN, turn_id: TOKEN }],
    };
    const hidden = await createDeepRedactor().hide({ id: "call", [key]: said });
    expect(JSON.stringify(hidden)).not.toContain(TOKEN);
  },
);

test("a value is known by its key, as it is in JSON", async () => {
  const redactor = createDeepRedactor();
  const said = {
    password: "hunter2",
    headers: { Authorization: "Bearer abcdef", "x-api-key": "abc123" },
    key: "plain",
  };
  const hidden = await redactor.hide({ arguments: { ...said, tokens: "12", token: "$TOKEN", tool: "hunter2" } });
  expect(hidden).toEqual({
    arguments: {
      password: "[redacted:named-secret]",
      headers: { Authorization: "Bearer [redacted:authorization]", "x-api-key": "[redacted:named-secret]" },
      key: "plain",
      tokens: "12",
      token: "$TOKEN",
      tool: "hunter2",
    },
  });
  expect(await createDeepRedactor().hide(hidden)).toBe(hidden);
});

test("what stands below a key of the format is looked at, and so are links to images", async () => {
  const value = { id: { of: TOKEN }, type: [TOKEN], data: TOKEN, image_url: `https://h/?token=${TOKEN}` };
  expect(JSON.stringify(await createDeepRedactor().hide(value))).not.toContain(TOKEN);
});

test("a text that calls for more rules is hidden by them, and counted once", async () => {
  const redactor = createDeepRedactor();
  expect(await redactor.hide([`key ${KEY}`])).toEqual(["key [redacted:aws-access-key-id]"]);
  expect(Object.values(redactor.hidden())).toEqual([1]);
});

test("what is nested deeper than can be walked is hidden whole, and what stands around it is kept", async () => {
  const redactor = createDeepRedactor();
  const deep = JSON.parse(`${"[".repeat(50_000)}"${TOKEN}"${"]".repeat(50_000)}`) as unknown;
  const hidden = await redactor.hide({ deep, beside: `use ${TOKEN}`, plain: "plain" });
  const written = JSON.stringify(hidden);
  expect(written).toContain("[hidden: nested too deep]");
  expect(written).not.toContain(TOKEN);
  expect(hidden.plain).toBe("plain");
});
