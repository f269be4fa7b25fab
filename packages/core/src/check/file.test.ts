// The check of one file, damaged in every way a file is known to be damaged.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createFileCheck, type FileCheckOptions } from "./file.ts";
import type { Finding } from "./finding.ts";

const SPECIMENS = join(import.meta.dirname, "../../../../specimens");

function specimen(directory: string): { text: string; thread: string } {
  const path = readdirSync(join(SPECIMENS, directory), { recursive: true, encoding: "utf8" }).find((name) =>
    /rollout-[^/\\]*\.jsonl$/.test(name),
  );
  if (path === undefined) throw new Error(`no session in ${directory}`);
  return { text: readFileSync(join(SPECIMENS, directory, path), "utf8"), thread: path.slice(-42, -6) };
}

const { text: TEXT, thread: THREAD } = specimen("paginated/0.169.0/shell");
const LINES = TEXT.trimEnd().split("\n");
const ENVELOPE = specimen("envelope/0.110.0/shell").text;
const BARE = specimen("bare/0.20.0/shell").text;

function check(input: string | Uint8Array, options: Partial<FileCheckOptions> = {}, chunk = 1000) {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const found: Finding[] = [];
  const named = { thread_id: THREAD, rollout_id: THREAD };
  const checked = createFileCheck({ file: "f", named, live: false, ...options }, (finding) => found.push(finding));
  for (let at = 0; at < bytes.length; at += chunk) checked.push(bytes.slice(at, at + chunk));
  const { report, misfits } = checked.end();
  return { report, misfits, found, kinds: found.map(({ kind, line }) => `${kind} ${line}`) };
}

const joined = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
/** The session with line `number` (from 1) made anew. */
const edited = (number: number, edit: (line: string) => string): string =>
  joined(LINES.map((line, index) => (index === number - 1 ? edit(line) : line)));
const find = (part: string): number => {
  const index = LINES.findIndex((line) => line.includes(part));
  if (index === -1) throw new Error(`no line with ${part}`);
  return index + 1;
};
const renumbered = (lines: readonly string[], from: number, by: number): string[] =>
  lines.map((line, index) =>
    index + 1 < from
      ? line
      : line.replace(/"ordinal":(\d+)/, (_, ordinal: string) => `"ordinal":${Number(ordinal) + by}`),
  );
const without = (number: number): string[] => LINES.filter((_, index) => index !== number - 1);

const CALL = find('"function_call"');
const OUTPUT = find('"function_call_output"');
const COUNT = find('"token_count","info":{');
const END = find('"task_complete"');
const LAST = LINES.length;

test("a healthy file is clean, and every part of it is accounted for", () => {
  const { report, found } = check(TEXT);
  expect(found).toEqual([]);
  expect(report).toMatchObject({
    verdict: "clean",
    eras: ["paginated"],
    cli_versions: ["0.169.0"],
    thread_id: THREAD,
    history_mode: "paginated",
    lines: LAST,
    records: LAST,
    validated: LAST,
    encoded: LAST,
    unknown_types: {},
    ordinals: { first: 0, last: LAST - 1 },
    calls: { called: 3, answered: 3, open: 0 },
    turns: { started: 1, ended: 1 },
    findings: {},
  });
  expect(report.bytes).toEqual({
    records: TEXT.length - LAST,
    damaged: 0,
    blank: 0,
    terminators: LAST,
    unaccounted: 0,
  });
  expect(report.types["event_msg/item_completed/CommandExecution"]).toBe(3);
});

test("the report does not depend on how the bytes are cut into chunks", () => {
  const damaged = edited(5, (line) => `${line.slice(0, 40)}${LINES[6] ?? ""}`);
  for (const chunk of [1, 7, 4096, 1 << 20]) expect(check(damaged, {}, chunk)).toEqual(check(damaged));
});

describe("known damage", () => {
  const cases: readonly [name: string, input: string | Uint8Array, expected: readonly string[]][] = [
    ["1 the ordinal of the line before again", joined(renumbered(LINES, 9, -1)), ["ordinal-duplicate 9"]],
    [
      "2 a float that is a whole number",
      edited(COUNT, (line) => line.replace(/"total_tokens":(\d+)/, '"total_tokens":$1.0')),
      [],
    ],
    ["4 a gap in the ordinals", joined(renumbered(LINES, 9, 20)), ["ordinal-gap 9"]],
    ["5 two writers", joined(renumbered(LINES, 9, -3)), ["ordinal-regression 9"]],
    ["6 a character cut in two", bytesWith("�", [0xe6, 0x87]), [`invalid-utf8 ${END}`]],
    [
      "7 a torn line in the middle",
      edited(COUNT, (line) => line.slice(0, 90)),
      [`torn ${COUNT}`, `ordinal-gap ${COUNT + 1}`],
    ],
    ["8 a torn last line", TEXT.slice(0, -20), [`torn ${LAST}`, "turn-without-end"]],
    ["8 no newline at the end", TEXT.trimEnd(), []],
    ["9 a line of NUL bytes", `${TEXT}${"\0".repeat(64)}\n`, [`nul ${LAST + 1}`]],
    [
      "12 and 13 a copied header",
      `${ENVELOPE}${ENVELOPE.split("\n")[0] ?? ""}\n`,
      ["id-name-mismatch 1", "several-headers"],
    ],
    ["17 no envelope, no header", joined(BARE.trimEnd().split("\n").slice(1)), ["header-missing 1"]],
    ["19 no user_message event", TEXT, []],
    [
      "23 a request larger than its window",
      edited(COUNT, (line) => line.replace(/("last_token_usage":\{"input_tokens":)\d+/, "$199999999")),
      [`impossible-tokens ${COUNT}`],
    ],
    [
      "23 tokens below zero",
      edited(COUNT, (line) => line.replace(/"output_tokens":\d+/, '"output_tokens":-4')),
      [`impossible-tokens ${COUNT}`],
    ],
    ["24 a byte order mark", `\uFEFF${TEXT}`, ["bom 1"]],
    ["24 no originator", edited(1, (line) => line.replace(/"originator":"[^"]*",/, "")), ["header-incomplete 1"]],
    ["24 no cli_version", edited(1, (line) => line.replace(/"cli_version":"[^"]*",/, "")), ["header-incomplete 1"]],
    [
      "24 an unknown history_mode",
      edited(1, (line) => line.replace('"history_mode":"paginated"', '"history_mode":"braided"')),
      ["unknown-history-mode 1"],
    ],
    [
      "24 a history_mode that is no text",
      edited(1, (line) => line.replace('"history_mode":"paginated"', '"history_mode":7')),
      ["unknown-history-mode 1"],
    ],
    [
      "24 the header second",
      joined([LINES[1] ?? "", LINES[0] ?? "", ...LINES.slice(2)]),
      ["header-not-first 2", "ordinal-regression 2"],
    ],
    ["24 the header torn", edited(1, (line) => line.slice(0, 200)), ["torn 1", "header-missing 1"]],
    ["24 an empty file", "", ["empty-file 0"]],
    ["24 blank lines only", "\n\r\n  \n", ["empty-file 0"]],
    ["25 two records on one line", joined(LINES).replace('}\n{"timestamp"', '}{"timestamp"'), ["joined 1"]],
    [
      "25 a torn record with a good one glued on",
      joined([...LINES.slice(0, 4), `${(LINES[4] ?? "").slice(0, 90)}${LINES[5] ?? ""}`, ...LINES.slice(6)]),
      ["glued 5", "ordinal-gap 5"],
    ],
    ["26 CRLF and blank lines", `\n${LINES.join("\r\n\r\n")}\r\n`, []],
    [
      "26 no ordinals here and there",
      joined(LINES.map((line, index) => (index > 20 ? line.replace(/"ordinal":\d+,/, "") : line))),
      ["ordinal-missing 22"],
    ],
    [
      "26 an unknown outer type",
      edited(COUNT, (line) => line.replace(/"type":"[^"]*"/, '"type":"dream"')),
      [`unknown-type ${COUNT}`],
    ],
    [
      "26 an unknown event",
      edited(END, (line) => line.replace("task_complete", "task_dreamt")),
      ["unknown-type", "turn-without-end"],
    ],
    [
      "26 an unknown turn item",
      edited(find("CommandExecution"), (line) => line.replace("CommandExecution", "Levitation")),
      [`unknown-type ${find("CommandExecution")}`],
    ],
    ["27 a turn without its end", joined(LINES.slice(0, END - 1)), [`turn-without-end ${find('"task_started"')}`]],
    ["27 a call without its output", joined(renumbered(without(OUTPUT), OUTPUT, -1)), [`call-without-output ${CALL}`]],
    ["the output without its call", joined(renumbered(without(CALL), CALL, -1)), [`output-without-call ${OUTPUT - 1}`]],
    ["37 no session at all", "one line\nanother\n", ["no-record-recognised 0", "not-json 1", "not-json 2"]],
    [
      "37 JSON lines of another program",
      '{"level":"info"}\n{"level":"warn"}\n',
      ["no-record-recognised 0", "unknown-type 1"],
    ],
    ["37 JSON that is no object", `${TEXT}[1]\n`, [`not-an-object ${LAST + 1}`]],
    [
      "half a surrogate pair",
      edited(COUNT, (line) => line.replace(/"limit_id":[^,]*/, '"limit_id":"\\ud83d"')),
      [`lone-surrogate ${COUNT}`],
    ],
    [
      "a field of another type",
      edited(COUNT, (line) => line.replace(/"total_tokens":\d+/, '"total_tokens":"many"')),
      [`schema-mismatch ${COUNT}`],
    ],
  ];
  test.each(cases)("%s", (_, input, expected) => {
    const { report, kinds } = check(input);
    expect(
      kinds.map((kind, index) => (expected[index]?.includes(" ") ? kind : kind.replace(/ \d+$/, ""))).toSorted(),
    ).toEqual(expected.toSorted());
    expect(report.bytes.unaccounted).toBe(0);
    expect(Object.values(report.findings).reduce((sum, count) => sum + count, 0)).toBe(kinds.length);
  });
});

/** The session with a marker in its last message, and other bytes in the marker's place. */
function bytesWith(marker: string, bytes: readonly number[]): Uint8Array {
  const text = edited(END, (line) => line.replace('"last_agent_message":"', `"last_agent_message":"${marker}`));
  const encoded = new TextEncoder().encode(text);
  const mark = new TextEncoder().encode(marker);
  const at = encoded.findIndex((_, index) => mark.every((byte, offset) => encoded[index + offset] === byte));
  return Uint8Array.from([...encoded.slice(0, at), ...bytes, ...encoded.slice(at + mark.length)]);
}

test("a mismatch says where, what was expected, and nothing of the session", () => {
  const { found } = check(edited(COUNT, (line) => line.replace(/"total_tokens":\d+/, '"total_tokens":"secret"')));
  expect(found).toMatchObject([
    { path: expect.stringMatching(/^payload\.info\..*total_tokens$/), expected: expect.stringContaining("number") },
  ]);
  expect(JSON.stringify(found)).not.toContain("secret");
});

test("what is open at the end of a live file is a note", () => {
  const torn = check(joined(LINES.slice(0, CALL)) + (LINES[CALL] ?? "").slice(0, 50), { live: true });
  expect(torn.report.verdict).toBe("clean");
  expect(torn.found.map(({ kind, severity }) => [kind, severity])).toEqual([
    ["torn", "note"],
    ["call-without-output", "note"],
    ["turn-without-end", "note"],
  ]);
  expect(check("", { live: true }).report.verdict).toBe("clean");
  // A line that was ended by its newline will not be written on.
  expect(check(`${joined(LINES.slice(0, 5))}{"timestamp\n`, { live: true }).report.verdict).toBe("findings");
});

test("a compacted record must describe as many items as it has", () => {
  const payload = {
    message: "",
    replacement_history: [{ type: "message", role: "user", content: [] }],
    replacement_history_metadata: [],
  };
  const line = JSON.stringify({ timestamp: "2026-01-01T00:00:00.000Z", ordinal: LAST, type: "compacted", payload });
  expect(check(`${TEXT}${line}\n`).kinds).toContain(`replacement-history-metadata-length ${LAST + 1}`);
});

test("the places at which others continue a file must begin a record with their ordinal", () => {
  const offset = TEXT.indexOf(LINES[9] ?? "");
  const cut = (end_offset: number, end_ordinal: number) => ({ by: "child", end_offset, end_ordinal });
  const why = (...cuts: ReturnType<typeof cut>[]): string[] =>
    check(TEXT, { cuts }).misfits.map((misfit) => misfit.why);
  expect(why(cut(offset, 9), cut(TEXT.length, LAST))).toEqual([]);
  expect(why(cut(offset + 12, 9))).toEqual([`no record begins at byte ${offset + 12}`]);
  expect(why(cut(offset, 8))).toEqual([`at byte ${offset} stands ordinal 9, not 8`]);
  expect(why(cut(TEXT.length + 7, 99))).toEqual([`byte ${TEXT.length + 7} lies past its end at ${TEXT.length}`]);
});

test("a file that fails half way is unreadable, and what came before is reported", () => {
  const found: Finding[] = [];
  const checked = createFileCheck({ file: "f", named: null, live: false }, (finding) => found.push(finding));
  checked.push(new TextEncoder().encode(joined(LINES.slice(0, 3))));
  checked.fail("the disk reports an error");
  const { report } = checked.end();
  expect(report).toMatchObject({ verdict: "unreadable", records: 3 });
  expect(found[0]).toMatchObject({ kind: "unreadable", severity: "error", message: "The disk reports an error." });
});

test("a giant line is a note, and is neither validated nor held", () => {
  const filler = "x".repeat(1 << 20);
  const found: Finding[] = [];
  const checked = createFileCheck({ file: "f", named: null, live: false }, (finding) => found.push(finding));
  const push = (text: string): void => checked.push(new TextEncoder().encode(text));
  push(
    `${LINES[0] ?? ""}\n{"timestamp":"2026-01-01T00:00:00.000Z","ordinal":1,"type":"compacted","payload":{"message":"`,
  );
  for (let part = 0; part < 65; part++) push(filler);
  push(`"}}\n${LINES[2] ?? ""}\n`);
  const { report } = checked.end();
  expect(found.map(({ kind, line }) => [kind, line])).toEqual([["giant-line", 2]]);
  expect(report).toMatchObject({ verdict: "clean", records: 3, validated: 2, encoded: 2 });
  expect(report.bytes.unaccounted).toBe(0);
});
