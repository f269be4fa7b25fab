// The command line of logs, and events as people see them.

import { LOG_KINDS, LOG_LEVELS } from "rollbook-core/logs";
import { expect, test } from "vitest";
import { LOG_SOURCES, type LogRecord } from "../../home/index.ts";
import * as choices from "../commands/choices.ts";
import { renderEvent } from "./text.ts";

test("what options may be set to is what there is", () => {
  expect(choices.LOG_KINDS).toEqual(LOG_KINDS);
  expect(choices.LOG_LEVELS).toEqual(LOG_LEVELS);
  expect(choices.LOG_SOURCES).toEqual(LOG_SOURCES);
});

const EVENT: LogRecord = {
  time: "2026-11-21T07:00:00.123456Z",
  level: "warn",
  kind: "event",
  session_id: "01a1fe95-764f-7d00-bc20-5f134e3a8ce4",
  turn_id: "7",
  message: "first\n\u001b[2Jsecond",
  facts: {},
  target: "codex_core::codex",
  spans: "run{a=1}",
  omitted_bytes: 0,
  source: "log",
  home: null,
  path: "/x/codex-tui.log",
  offset: 12,
  length: 34,
  row: null,
};
const PLAIN = { full: false, colour: false, width: Number.POSITIVE_INFINITY };

test("an event takes one line, which steers no terminal and is no wider than it", () => {
  const line = "2026-11-21 07:00:00.123Z WARN  event        01a1fe95-764f first⏎\\u001b[2Jsecond\n";
  expect(renderEvent(EVENT, PLAIN)).toBe(line);
  expect(renderEvent(EVENT, { ...PLAIN, width: 78 })).toBe(`${line.slice(0, 77)}…\n`);
  const bare = { ...EVENT, time: null, level: null, session_id: null, omitted_bytes: 9, message: "x" };
  expect(renderEvent(bare, PLAIN)).toBe(
    "-                        -     event        -             x … (9 more bytes)\n",
  );
  expect(renderEvent({ ...EVENT, kind: "span", message: "new" }, PLAIN)).toContain(" new run{a=1}\n");
  expect(renderEvent(EVENT, { ...PLAIN, colour: true })).toContain("\u001b[33mWARN ");
});

test("in full it takes as many lines as it has, and says where it stands", () => {
  expect(renderEvent(EVENT, { ...PLAIN, full: true })).toBe(
    [
      "2026-11-21 07:00:00.123Z WARN  event        01a1fe95-764f  01a1fe95-764f-7d00-bc20-5f134e3a8ce4  turn 7  codex_core::codex  /x/codex-tui.log @12+34",
      "  first",
      "  \\u001b[2Jsecond",
      "  in run{a=1}",
      "",
    ].join("\n"),
  );
  expect(renderEvent({ ...EVENT, offset: null, row: 5 }, { ...PLAIN, full: true })).toContain("codex-tui.log row 5\n");
});
