import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { readRecords } from "rollbook-core";
import { createContextFold, type ContextReport } from "rollbook-core/context";
import { renderContext } from "./context.ts";
import { hideContextSecrets } from "./context-hiding.ts";
import { findRollouts } from "../../home/index.ts";

const SPECIMENS = join(import.meta.dirname, "../../../../../specimens");

function contextOf(bytes: Uint8Array): ContextReport {
  const fold = createContextFold();
  for (const reading of readRecords(bytes)) fold.read(0, reading);
  return fold.end();
}

function specimen(path: string): ContextReport {
  const [found] = findRollouts(join(SPECIMENS, path)).files;
  return contextOf(readFileSync(found?.path ?? ""));
}

test("a compacted thread, as people read it", () => {
  const text = renderContext(specimen("paginated/0.169.0/compact/home"), { width: 80, colour: false });
  expect(text).toBe(`Context of 01a1fcfc-98ba-7e60-b6de-f0af2e4e873d

  rules   those of Codex 0.169
  items   7, 2,325 bytes
  tokens  1,350 of 19,000 at the last request, as Codex wrote down (line 57)

Before the items:
  base instructions  The base instructions: those of the configuration, else those the thread was started with, else the model's own. (line 1)

#  WHERE       BYTES  FROM         ITEM       TEXT
0  line 46[0]    133  replacement  user       long work
1  line 46[1]    633  replacement  developer  <permissions instructions>⏎Filesy…
2  line 46[2]    527  replacement  user       <environment_context>⏎  <cwd>/srv…
3  line 46[3]    133  replacement  user       more work
4  line 46[4]    576  replacement  user       Another language model started to…
5  line 52       133  written      user       even more
6  line 55       190  written      assistant  Third turn after pre-turn compact…

Behind them:
  surroundings     perhaps: What has changed of permissions, working directory, date, AGENTS.md, skills and tools since the model was last told. (line 47)
  change of model  perhaps: That another model takes over, with its own instructions, if it is not gpt-5.5 that goes on. (line 48)
  prompt           The prompt the thread is resumed with.

In place of them:
  compaction  perhaps: A summary of them, if they are too many for the model, or if another model cannot go on from them.

  10 items replaced by a compaction left out (line 3 to line 43)
`);
});

test("colours change nothing but the looks", () => {
  const report = specimen("paginated/0.169.0/kill9/home");
  const plain = renderContext(report, { width: 100, colour: false });
  expect(plain).toMatch(/^4 {2}line 10 {5}89 {2}added +output +aborted$/m);
  const coloured = renderContext(report, { width: 100, colour: true });
  expect(coloured).not.toBe(plain);
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

test("every kind of item is named, and nothing steers the terminal", () => {
  const items = [
    {
      type: "message",
      role: "user",
      content: [
        { type: "input_text", text: "\u001b[2Jhi" },
        { type: "input_image", image_url: "data:image/png;base64,AAAA" },
      ],
    },
    { type: "reasoning", summary: [], encrypted_content: "gAAA" },
    { type: "function_call", name: "read", namespace: "mcp__lab", arguments: "{}", call_id: "c" },
    { type: "function_call_output", call_id: "c", output: "x".repeat(100_000) },
    {
      type: "agent_message",
      author: "/root",
      recipient: "/root/a",
      content: [{ type: "encrypted_content", encrypted_content: "g" }],
    },
    { type: "web_search_call", status: "completed", action: { type: "search", query: "q" } },
    { type: "compaction", encrypted_content: "gAAA" },
  ];
  const meta = { id: "t", timestamp: "2026-01-01T00:00:00.000Z", originator: "o", cli_version: "0" };
  const line = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: "2026-01-01T00:00:00.000Z", type, payload })}\n`;
  const file = [line("session_meta", meta), ...items.map((item) => line("response_item", item))].join("");
  const text = renderContext(contextOf(Buffer.from(file)), { width: Number.POSITIVE_INFINITY, colour: false });
  const rows = text.split("\n").filter((each) => /^\d/.test(each));
  expect(rows.map((row) => row.replace(/^\d +line \d+ +[\d,]+ +/, "").replace(/ {2,}/g, " | "))).toEqual([
    "written | user | \\u001b[2Jhi (picture: data:image/png;base64,AA…)",
    "written | reasoning | (sealed: only the provider can read it)",
    "written | call mcp__lab.read | {}",
    `written, shortened | output | ${"x".repeat(400)}`,
    "written | /root to /root/a | (sealed: only the provider can read it)",
    'written | web search call | {"type":"search","query":"q"}',
    "written | compaction | (sealed: only the provider can read it)",
  ]);
});

test("secrets are hidden wherever text is, and what is sealed stays as it is", async () => {
  const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
  const said = {
    type: "function_call_output",
    call_id: "call_1",
    output: [{ type: "input_text", text: `token ${token}`, id: token, [token]: { status: token } }],
  };
  const call = {
    type: "function_call",
    call_id: "call_1",
    name: "shell",
    arguments: JSON.stringify({ cmd: `curl -H "Authorization: Bearer ${token}"` }),
  };
  const sealed = { type: "reasoning", summary: [], encrypted_content: token };
  const line = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: "2026-01-01T00:00:00.000Z", type, payload })}\n`;
  const meta = { id: "t", originator: "o", cli_version: "0", base_instructions: { text: `use ${token}` } };
  const file = line("session_meta", meta) + [call, said, sealed].map((item) => line("response_item", item)).join("");
  const report = contextOf(Buffer.from(file));
  const { report: hidden, hidden: counts } = await hideContextSecrets(report);
  const values = hidden.items.map(({ value }) => JSON.stringify(value));
  expect(values.map((value) => value.includes(token))).toEqual([false, false, true]);
  expect(hidden.made_at_resume[0]?.known).not.toContain(token);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(6);
  expect(hidden.totals).toEqual(report.totals);
});
