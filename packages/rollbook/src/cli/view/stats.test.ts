// Sums for the viewer are those of `rollbook stats`, from a process of its own.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openClient, type Client } from "../../server/viewer/client.tools.ts";
import { countWith } from "./stats.ts";

const PROGRAM = join(import.meta.dirname, "../../../bin/rollbook.js");
const HOMES = ["paginated/0.169.0/fork", "envelope/0.104.0/shell"].map((path) => join(SPECIMENS, path, "home"));

let client: Client;
beforeAll(async () => (client = await openClient({ homes: HOMES, countStats: countWith(PROGRAM) })));
afterAll(() => client.server.close());

test("of all sessions, and of some", async () => {
  const stats = await client.ask("stats", {}, { by: "model", timezone: "UTC" });
  const { stdout } = spawnSync(process.execPath, [PROGRAM, "stats", "--by", "model", "--json", ...HOMES], {
    encoding: "utf8",
  });
  expect(stats).toEqual(JSON.parse(stdout));
  expect(stats.tokens.total).toBeGreaterThan(0);
  const { sessions } = await client.ask("sessions", {});
  const one = await client.ask("stats", {}, { by: "session", session: sessions[0]?.key ?? "" });
  expect(one.groups.map(({ key }) => key)).toEqual([sessions[0]?.session_id]);
});

test("a question that makes no sense is refused with its reason", async () => {
  const { status, body } = await client.get("stats", {}, { timezone: "Nowhere/At_All" });
  expect([status, body.toString()]).toEqual([400, expect.stringContaining("Nowhere/At_All")]);
  expect((await client.get("stats", {}, { since: "2026-02-31" })).status).toBe(400);
  expect((await client.get("stats", {}, { session: "nobody" })).status).toBe(404);
});
