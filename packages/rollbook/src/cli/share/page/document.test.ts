// Pages of sessions: whatever stands in one, every tag is ours, and what is cut or left out is told.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listScenarios } from "../../../../../../lab/specimen/session-files.ts";
import { createDeepRedactor } from "../../../redact/index.ts";
import { toldText } from "../../show/told.tools.ts";
import { pageDocument, type PageOptions } from "./document.ts";
import { isRaw } from "./item.ts";
import { LIMITS, type Limits } from "./limits.ts";

const PLACE = mkdtempSync(join(tmpdir(), "rollbook-share-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

const LOOK = { style: "", script: "", style_hash: "sha256-a=", script_hash: "sha256-b=" };
const page = (more: Partial<PageOptions> = {}): ReturnType<typeof pageDocument> =>
  pageDocument({
    look: LOOK,
    limits: LIMITS,
    all: false,
    pictures: true,
    unnumbered: false,
    hidden: null,
    version: "0",
    ...more,
  });

const ID = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
type Record = readonly [type: string, payload: object];

function session(name: string, records: readonly Record[], rest: string | Buffer = ""): string {
  const meta: Record = [
    "session_meta",
    { id: ID, cwd: "/srv", originator: "codex_cli_rs", cli_version: "0.50.0", source: "cli" },
  ];
  const lines = [meta, ...records].map(([type, payload], at) => {
    const timestamp = `2026-11-21T07:40:${String(at % 60).padStart(2, "0")}.000Z`;
    return `${JSON.stringify({ timestamp, type, payload })}\n`;
  });
  const file = join(PLACE, `rollout-2026-11-21T07-40-00-${ID}.${name}.jsonl`);
  writeFileSync(file, Buffer.concat([Buffer.from(lines.join("")), Buffer.from(rest)]));
  return file;
}

const say = (message: string): Record => ["event_msg", { type: "agent_message", message }];
const ask = (message: string): Record => ["event_msg", { type: "user_message", message, kind: "plain" }];
function run(id: string, command: string, output: string, exit_code = 0): readonly Record[] {
  const given = JSON.stringify({ command: ["bash", "-lc", command] });
  const result = JSON.stringify({ output, metadata: { exit_code, duration_seconds: 0.1 } });
  return [
    ["response_item", { type: "function_call", name: "shell", arguments: given, call_id: id }],
    ["response_item", { type: "function_call_output", call_id: id, output: result }],
  ];
}

const TAG =
  /^<(?:!doctype html|\/?(?:script|html|head|meta|title|style|body|form|input|output|button|header|main|section|article|nav|footer|div|span|p|pre|code|h[1-5]|ul|ol|li|dl|dt|dd|details|summary|ins|del|strong|em|b|a|img|time|blockquote|table|thead|tbody|tr|th|td|hr|br)(?: [a-z-]+(?:="[^"<>]*")?)*)>$/;
const VOID = /^<(?:!doctype|meta|input|img|hr|br)\b/;

/** Every tag is one that we write, they close one another, and no attribute runs or fetches anything. */
function judge(text: string): void {
  const open: string[] = [];
  const ids = new Set<string>();
  for (const [tag] of text.matchAll(/<[^>]*>/g)) {
    expect(tag).toMatch(TAG);
    expect(tag).not.toMatch(/ on\w+=|javascript:|src="(?!data:image\/(?:png|jpeg|gif|webp);base64,)/i);
    if (tag.startsWith("<a ")) expect(tag).toMatch(/ href="(?:#|https?:\/\/|mailto:)/);
    const id = / id="([^"]*)"/.exec(tag)?.[1];
    if (id !== undefined) expect(ids.has(id)).toBe(false);
    if (id !== undefined) ids.add(id);
    if (VOID.test(tag)) continue;
    const name = /^<\/?([a-z0-9]+)/.exec(tag)?.[1] ?? "";
    if (tag.startsWith("</")) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
}

const EVIL = `"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'`;
const ESC = "\u001b";

test("a session that means harm is text, every line of it", async () => {
  const file = session(
    "hostile",
    [
      ["turn_context", { cwd: `/srv/${EVIL}`, model: EVIL }],
      ask(`${EVIL} \u202eturned\u202c \u200bunseen \u0007`),
      say(
        `# ${EVIL}\n\n[a](javascript:window.ran=1) [b](data:text/html,x) ![](https://example.invalid/x.png)\n<svg onload=1>\n\n| ${EVIL} |\n|-|\n| ${EVIL} |`,
      ),
      ...run(
        "c1",
        `echo '${EVIL}'`,
        `${ESC}]8;;javascript:1\u0007link${ESC}]8;;\u0007 ${ESC}[31m${EVIL}${ESC}[2J\n${"A".repeat(300_000)}\nend`,
        1,
      ),
      [
        "event_msg",
        {
          type: "patch_apply_end",
          call_id: "p",
          success: true,
          stdout: "",
          stderr: "",
          changes: { [`/srv/${EVIL}`]: { type: "add", content: EVIL } },
        },
      ],
      [
        "response_item",
        { type: "function_call", name: EVIL, arguments: JSON.stringify({ [EVIL]: EVIL }), call_id: "m" },
      ],
      [
        "event_msg",
        {
          type: "mcp_tool_call_end",
          call_id: "i",
          invocation: { server: EVIL, tool: EVIL, arguments: {} },
          duration: { secs: 0, nanos: 5 },
          result: {
            Ok: {
              content: [
                { type: "image", mimeType: "image/svg+xml", data: Buffer.from("<svg onload=1>").toString("base64") },
                { type: "image", mimeType: "image/png", data: `iVBORw0KGgo${EVIL}` },
              ],
            },
          },
        },
      ],
      [`future${EVIL}`, { type: EVIL }],
    ],
    Buffer.concat([Buffer.from(`{"torn ${EVIL}`), Buffer.from([0xff, 0xfe, 0, 10])]),
  );
  const text = await toldText(file, page(), { raw: isRaw });
  judge(text);
  expect(text).toContain("⟨202e⟩turned⟨202c⟩ ⟨200b⟩unseen ␇");
  expect(text).toContain("left out of this file");
  expect(text.length).toBeLessThan(200_000);
  expect(text).toMatch(/class="item unknown".*class="item damage/s);
  expect(text).toContain("{&quot;torn &quot;&gt;&lt;img");
  expect(text).not.toContain("data:image");
});

test("secrets are hidden, and how often stands in the file", async () => {
  const token = `ghp_${"16C7e42F292c6912E7710c838347Ae178B4a"}`;
  const file = session("secret", [
    ask(`use ${token}`),
    ...run("c", `curl -H 'Authorization: token ${token}'`, `got ${token}`),
  ]);
  const redactor = createDeepRedactor();
  const hidden = await toldText(file, page({ hidden: redactor.hidden }), { redact: redactor });
  judge(hidden);
  expect(hidden).not.toContain(token);
  expect(hidden).toMatch(/<strong id="hidden">4 secrets were hidden<\/strong> \([\w ,-]+\)/);
  const open = await toldText(file, page());
  expect(open).toContain(token);
  expect(open).toContain("Nothing is hidden in this file");
});

test("a picture stands in the file, as long as there is room", async () => {
  const data = `iVBORw0KGgo${"A".repeat(1001)}`;
  const image = (id: string): Record => [
    "event_msg",
    {
      type: "mcp_tool_call_end",
      call_id: id,
      invocation: { server: "s", tool: "t", arguments: {} },
      duration: { secs: 0, nanos: 5 },
      result: { Ok: { content: [{ type: "image", mimeType: "image/png", data }] } },
    },
  ];
  const file = session("picture", [ask("look"), image("a"), image("b"), image("c")]);
  const limits: Limits = { ...LIMITS, picture: 1100, pictures: 2100 };
  const text = await toldText(file, page({ limits }));
  judge(text);
  expect(text.match(/src="data:image\/png;base64,iVBOR/g)).toHaveLength(2);
  expect(text).toContain("1 picture was left out");
  expect(await toldText(file, page({ pictures: false }))).not.toContain("data:image");
});

test("a file that becomes large goes on with less, and says so", async () => {
  const long = Array.from({ length: 200 }, (_, line) => `line ${line}`).join("\n");
  const turns = Array.from({ length: 30 }, (_, turn) => [
    ask(`prompt ${turn}`),
    ...run(`c${turn}`, "seq", long, turn === 29 ? 7 : 0),
    say(`answer ${turn}`),
  ]);
  const file = session("large", turns.flat());
  const whole = await toldText(file, page());
  expect(whole).toContain("No text was cut");
  const limits: Limits = {
    ...LIMITS,
    brief: { ...LIMITS.brief, after: 20_000 },
    sparse: { after: 40_000 },
    prompts: { after: 45_000 },
  };
  const text = await toldText(file, page({ limits }));
  judge(text);
  expect(text.length).toBeLessThan(whole.length / 1.3);
  expect(text).toMatch(/\d+ long texts were cut in the middle, where it says so/);
  expect(text).toMatch(/\d+ items were left out, for the file had become large/);
  expect(text).toContain("1 item of this turn left out");
  expect(text).toContain("prompt 29");
  expect(text).not.toContain("answer 29");
  const middle = await toldText(file, page({ limits: { ...limits, prompts: LIMITS.prompts } }));
  for (const word of ["prompt 29", "answer 29", "exit 7"]) expect(middle).toContain(word);
});

const FILES = listScenarios().flatMap(({ files }) => files);

test("of every twelfth specimen, harness and all", async () => {
  for (const file of FILES.filter((_, index) => index % 12 === 0).map((path) => relative(process.cwd(), path))) {
    const redactor = createDeepRedactor();
    const text = await toldText(file, page({ hidden: redactor.hidden, all: true }), { redact: redactor, raw: isRaw });
    judge(text);
    expect(text).toContain("</html>");
    expect(text.includes('<section class="turn"') || readFileSync(file).length < 10_000, file).toBe(true);
  }
});
