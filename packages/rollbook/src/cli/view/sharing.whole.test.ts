// A session as a file over HTTP: what the command writes, under a name, or a reason.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openClient, type Client } from "../../server/viewer/client.tools.ts";
import { shareWith } from "./sharing.ts";

const PROGRAM = join(import.meta.dirname, "../../../bin/rollbook.js");
const HOME = join(SPECIMENS, "paginated/0.169.0-codemode/appserver_live/home");
/** Of two files, one of which goes on from the other. */
const session = "01a1fd0c-5957-7fc0-b849-c6a9290f3e58";
let client: Client;
beforeAll(async () => {
  client = await openClient({ homes: [HOME], shareSession: shareWith(PROGRAM) });
});
afterAll(() => client.server.close());

test("all of it, or some turns", async () => {
  const { status, headers, body } = await client.get("share", { session });
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(headers["content-disposition"]).toBe(`attachment; filename="codex-${session}.html"`);
  const { stdout } = spawnSync(process.execPath, [PROGRAM, "share", session, "--home", HOME], { encoding: "utf8" });
  expect(body.toString()).toBe(stdout);
  const first = await client.get("share", { session }, { first_turn: 0, last_turn: 0 });
  expect(first.body.toString().match(/<h2>Turn \d+<\/h2>/g)).toEqual(["<h2>Turn 1</h2>"]);
  expect(stdout).toContain("<h2>Turn 17</h2>");
});

test("a turn that is not there and a session that nobody knows are refused with a reason", async () => {
  const { status, headers, body } = await client.get("share", { session }, { first_turn: 99 });
  expect([status, headers["content-type"]]).toEqual([422, expect.stringContaining("problem+json")]);
  expect(body.toString()).toContain("there is no such turn: the session has");
  expect((await client.get("share", { session: "nobody" })).status).toBe(404);
});
