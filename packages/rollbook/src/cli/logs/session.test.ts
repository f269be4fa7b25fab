// Which events are those of a session, named in any way.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTextLog, type LogEvent } from "rollbook-core/logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/index.ts";
import { sessionOf } from "./session.ts";

const ID = "01a1fd0c-feba-76d2-8c68-0c05ab850a3e";
const GONE = "01a1fd0c-feba-76d2-8c68-0c05ab850a3f";

const home = mkdtempSync(join(tmpdir(), "rollbook-logs-"));
beforeAll(() => cpSync(join(SPECIMENS, "paginated/0.169.0/tui/home"), home, { recursive: true }));
afterAll(() => rmSync(home, { recursive: true }));

function events(...lines: readonly string[]): LogEvent[] {
  const found: LogEvent[] = [];
  const log = createTextLog({}, (event) => found.push(event));
  log.push(new TextEncoder().encode(lines.join("\n")));
  log.end();
  return found;
}

const [own, other, nameless, before] = events(
  `2026-11-21T07:41:00Z  INFO turn{thread_id=${ID}}: a::b: own`,
  `2026-11-21T07:41:00Z  INFO turn{thread_id=${GONE}}: a::b: of another`,
  "2026-11-21T07:41:00Z  INFO a::b: of none",
  "2026-11-19T07:41:00Z  INFO a::b: of none, and another time",
) as [LogEvent, LogEvent, LogEvent, LogEvent];

test.each([ID, ID.toUpperCase(), ID.slice(0, 13)])("%s is the session of events that name it", (word) => {
  const { fits, begin } = sessionOf(word, [home], false, () => {});
  expect([own, other, nameless, before].map(fits)).toEqual([true, false, false, false]);
  expect(begin).toBeLessThan(own.time_ms ?? 0);
  expect(begin).toBeGreaterThan((own.time_ms ?? 0) - 600_000);
});

test("events of its time that name no session are taken when that is wanted", () => {
  const { fits } = sessionOf(ID, [home], true, () => {});
  expect([own, other, nameless, before].map(fits)).toEqual([true, false, true, false]);
});

test("a session that is gone has its events still, but no time that is known", () => {
  expect(sessionOf(GONE, [home], false, () => {}).fits(other)).toBe(true);
  expect(() => sessionOf(GONE, [home], true, () => {})).toThrow("--unnamed needs a session that is there");
  expect(() => sessionOf("nobody", [home], false, () => {})).toThrow('there is no "nobody"');
});
