// Whole transcripts: a few as they are to be, and what holds for those of every specimen.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScenarios, SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { markdownDocument } from "./document.ts";
import { jsonLines } from "./json.ts";
import type { Printer } from "./printer.ts";
import { rowColumns } from "./terminal/wrap.ts";
import { span } from "./terminal/span.ts";
import { type Asked, toldText } from "./told.tools.ts";
import { terminalPage } from "./terminal/page.ts";
import type { Selection } from "./select.ts";

const PLACE = mkdtempSync(join(tmpdir(), "rollbook-show-"));
afterAll(() => rmSync(PLACE, { recursive: true }));

/** All that steers a terminal but the end of a line. */
// oxlint-disable-next-line no-control-regex -- Controls are what is looked for.
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
// oxlint-disable-next-line no-control-regex -- As above.
const COLOUR = /\u001b\[[0-9;]+m/g;

const ZONE = process.env["TZ"];
beforeAll(() => {
  process.env["TZ"] = "UTC";
});
afterAll(() => {
  if (ZONE === undefined) delete process.env["TZ"];
  else process.env["TZ"] = ZONE;
});

const page = (width: number, more: { full?: boolean; all?: boolean; colour?: boolean } = {}): Printer =>
  terminalPage({ width, colour: false, full: false, all: false, unnumbered: false, ...more });

function specimen(place: string): string {
  const scenario = listScenarios().find(({ directory }) => directory === join(SPECIMENS, place));
  const [file] = scenario?.files ?? [];
  if (file === undefined) throw new Error(`${place} is no specimen`);
  return relative(process.cwd(), file);
}

const FILES = listScenarios()
  .flatMap(({ files }) => files)
  .map((file) => relative(process.cwd(), file));

describe("as they are to be", () => {
  const golden = (name: string): string => join(import.meta.dirname, "goldens", `${name}.txt`);
  test.each([
    ["patch", "paginated/0.169.0/patch", 80],
    ["mcp", "paginated/0.169.0/mcp", 40],
    ["plan", "envelope/0.58.0/plan", 80],
    ["oldest", "document/0.1.2505291658-ts/tui", 80],
    ["torn", "paginated/0.169.0/enospc", 80],
    ["review", "paginated/0.169.0/review", 120],
    ["unicode", "paginated/0.169.0/unicode", 80],
  ])("%s", async (name, place, width) => {
    await expect(await toldText(specimen(place), page(width))).toMatchFileSnapshot(golden(name));
  });

  test("a thread of two files, one turn of it reverted", async () => {
    const home = relative(process.cwd(), join(SPECIMENS, "paginated/0.169.0/appserver_live/home"));
    const text = await toldText("01a1fd0b-4a4b-7843-b4d3-0dab2784b62c", page(100), { home });
    await expect(text).toMatchFileSnapshot(golden("reverted"));
  });

  test("in colour", async () => {
    const text = await toldText(specimen("paginated/0.169.0/shell"), page(60, { colour: true }));
    await expect(text).toMatchFileSnapshot(golden("colour"));
  });

  test("with all that the model was told", async () => {
    await expect(await toldText(specimen("paginated/0.169.0/plain"), page(80, { all: true }))).toMatchFileSnapshot(
      golden("all"),
    );
  });

  test("with the lines behind what went wrong", async () => {
    const selection: Selection = { turns: null, only: new Set(["errors"]) };
    const text = await toldText(specimen("envelope/0.58.0/shell"), page(80), { raw: true, selection });
    await expect(text).toMatchFileSnapshot(golden("raw"));
  });

  test("as Markdown", async () => {
    const text = await toldText(
      specimen("paginated/0.169.0/patch"),
      markdownDocument({ full: false, all: false, unnumbered: false }),
    );
    await expect(text).toMatchFileSnapshot(golden("markdown"));
  });
});

test("of a quarter of the specimens: every turn, nothing that steers a terminal, no row wider than asked", async () => {
  const wrong: string[] = [];
  const files = FILES.filter((_, index) => index % 4 === 0);
  for (const [index, file] of files.entries()) {
    const width = [40, 80, 120][index % 3] ?? 80;
    const text = await toldText(file, page(width));
    if (STEERING.test(text)) wrong.push(`${file}: something steers`);
    // Paths and commands are to be copied whole.
    const lines = text.split("\n").filter((line) => !/^(?:file|resume) |^ +\S*specimens\//.test(line));
    wrong.push(...lines.filter((line) => rowColumns([span(line)]) > width).map((line) => `${file}: ${line}`));
    const turns = Number(/^length +(\d+) turns?/m.exec(text)?.[1]);
    if (text.match(/^── Turn \d+/gm)?.length !== (turns === 0 ? undefined : turns))
      wrong.push(`${file}: ${turns} turns`);
  }
  expect(wrong).toEqual([]);
  expect(files.length).toBeGreaterThan(250);
});

test("of another quarter: JSON lines that keep the contract, and account for every turn", async () => {
  const contract = join(SPECIMENS, "../contracts/thread.schema.json");
  const schema: unknown = JSON.parse(readFileSync(contract, "utf8"));
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  const wrong: string[] = [];
  for (const file of FILES.filter((_, index) => index % 4 === 2)) {
    const text = await toldText(file, jsonLines({ all: true, unnumbered: false }), { soon: true });
    const records = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { record: string; turns?: number; index?: number; again?: boolean });
    const misfits = records.filter((record) => !validate(record));
    wrong.push(...misfits.map((record) => `${file}: ${JSON.stringify(record).slice(0, 400)}`));
    const turns = records.filter(({ record, again }) => record === "turn" && again === false);
    const order = records.map(({ record }) => record).join(" ");
    if (order !== ["thread", ...records.slice(2).map(() => "turn"), "end"].join(" ")) wrong.push(`${file}: ${order}`);
    if (turns.some(({ index }, at) => index !== at)) wrong.push(`${file}: turns are not in order`);
    if (records.at(-1)?.turns !== turns.length) wrong.push(`${file}: not every turn`);
  }
  expect(wrong).toEqual([]);
});

test("what is hidden in one form is hidden in all", async () => {
  const token = `ghp_${"16C7e42F292c6912E7710c838347Ae178B4a"}`;
  const file = join(PLACE, "secret.jsonl");
  const line = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: "2026-11-21T07:00:00.000Z", type, payload })}\n`;
  writeFileSync(
    file,
    [
      line("session_meta", {
        id: "01a1fcfa-350e-7a83-8a5c-b865c958e002",
        cwd: "/w",
        originator: "x",
        cli_version: "0.118.0",
      }),
      line("event_msg", { type: "user_message", message: `use ${token}` }),
      line("response_item", {
        type: "function_call",
        name: "shell",
        call_id: "c",
        arguments: JSON.stringify({ command: ["git", "push", `https://x:${token}@example.invalid/r`] }),
      }),
      line("response_item", { type: "function_call_output", call_id: "c", output: `pushed with ${token}` }),
    ].join(""),
  );
  const forms: readonly [Printer, Asked][] = [
    [page(80), {}],
    [page(80), { raw: true }],
    [markdownDocument({ full: true, all: true, unnumbered: false }), {}],
    [jsonLines({ all: true, unnumbered: false }), {}],
  ];
  for (const [printer, asked] of forms) {
    const text = await toldText(file, printer, { ...asked, redact: true });
    expect(text).not.toContain(token);
    expect(text).toContain("[redacted:");
  }
  expect(await toldText(file, page(80))).toContain(token);
});

test("whatever stands in a session, nothing of it steers the terminal", async () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        "\u001b]0;t\u0007",
        "\u001b[2J",
        "\u009b1m",
        "\u202e",
        "\u0000",
        "\r",
        "\t",
        "\u001b[31m",
        "x",
        "\n",
        "`",
        "# ",
        "株",
      ),
    )
    .map((parts) => parts.join(""));
  const line = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: "2026-11-21T07:00:00.000Z", ordinal: 0, type, payload })}\n`;
  const file = join(PLACE, "hostile.jsonl");
  await fc.assert(
    fc.asyncProperty(hostile, async (evil) => {
      const item = (content: object): string =>
        line("event_msg", { type: "item_completed", thread_id: "t", turn_id: evil, item: { id: evil, ...content } });
      const text = [
        line("session_meta", {
          id: evil,
          cwd: evil,
          originator: evil,
          cli_version: evil,
          history_mode: "paginated",
          git: { branch: evil },
        }),
        line("event_msg", { type: "task_started", turn_id: evil }),
        line("turn_context", { turn_id: evil, model: evil, cwd: evil, effort: evil, approval_policy: evil }),
        item({
          type: "UserMessage",
          content: [
            { type: "text", text: evil },
            { type: "local_image", path: evil },
          ],
        }),
        item({ type: "AgentMessage", content: [{ type: "Text", text: evil }] }),
        item({
          type: "CommandExecution",
          command: ["bash", "-lc", evil],
          cwd: evil,
          status: evil,
          aggregated_output: evil,
        }),
        item({
          type: "FileChange",
          changes: { [evil]: { type: "update", unified_diff: `@@ ${evil}\n+${evil}`, move_path: evil } },
        }),
        item({
          type: "McpToolCall",
          server: evil,
          tool: evil,
          arguments: { [evil]: evil },
          result: { content: [{ type: "text", text: evil }] },
        }),
        item({ type: evil }),
        line(evil, { type: evil }),
        line("event_msg", { type: "thread_name_updated", thread_name: evil }),
        line("event_msg", { type: "task_complete", turn_id: evil, error: { message: evil } }),
      ].join("");
      writeFileSync(file, text);
      for (const printer of [page(40), page(80, { full: true, all: true })]) {
        for (const raw of [false, true]) {
          expect(await toldText(file, printer, { raw })).not.toMatch(STEERING);
        }
      }
      const coloured = await toldText(file, page(60, { colour: true }));
      expect(coloured.replaceAll(COLOUR, "")).not.toMatch(STEERING);
      expect(await toldText(file, jsonLines({ all: true, unnumbered: false }))).not.toMatch(STEERING);
    }),
    { numRuns: 30 },
  );
});
