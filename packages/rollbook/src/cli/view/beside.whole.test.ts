// What the viewer's server has done by other processes: sums of `rollbook stats`, and indexes for searches.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openClient, type Client } from "../../server/viewer/client.tools.ts";
import { countWith, fillWith, surveyWith } from "./beside.ts";

const PROGRAM = join(import.meta.dirname, "../../../bin/rollbook.js");
const HOMES = ["paginated/0.169.0/fork", "envelope/0.104.0/shell", "paginated/0.169.0/patch"].map((path) =>
  join(SPECIMENS, path, "home"),
);

const cache = mkdtempSync(join(tmpdir(), "rollbook-beside-"));
const env = { ...process.env, XDG_CACHE_HOME: cache };
let client: Client;
beforeAll(async () => {
  client = await openClient({
    homes: HOMES,
    countStats: countWith(PROGRAM),
    surveyHomes: surveyWith(PROGRAM),
    fillIndexes: fillWith(PROGRAM, env),
    env,
  });
});
afterAll(async () => {
  await client.server.close();
  rmSync(cache, { recursive: true, force: true });
});

test("of all sessions, and of some", async () => {
  const stats = await client.ask("stats", {}, { by: "model", timezone: "UTC" });
  const { stdout } = spawnSync(process.execPath, [PROGRAM, "stats", "--by", "model", "--json", ...HOMES], {
    encoding: "utf8",
  });
  expect(stats).toEqual(JSON.parse(stdout));
  expect([stats.tokens.total > 0, stats.work]).toEqual([true, undefined]);
  const { work, tools = [], limits } = await client.ask("stats", {}, { work: true });
  expect(tools.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(work?.commands.count ?? 99);
  expect(limits).toBeDefined();
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

test("what takes the disk, and what sessions are made of where that is asked", async () => {
  const { homes } = await client.ask("disk", {});
  expect(homes.map(({ home }) => home)).toEqual(HOMES);
  expect(homes.map(({ contents }) => contents)).toEqual(HOMES.map(() => null));
  const [first] = homes;
  expect(first?.kinds["sessions"]?.files).toBeGreaterThan(0);
  const { sessions } = await client.ask("sessions", {});
  expect(sessions.map(({ key }) => key)).toEqual(expect.arrayContaining(first?.largest.map(({ key }) => key) ?? []));
  const read = await client.ask("disk", {}, { contents: true });
  for (const { contents, kinds } of read.homes) {
    expect(contents?.bytes).toBe(kinds["sessions"]?.bytes);
    const told = contents?.records.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
    expect(told).toBeLessThanOrEqual(contents?.bytes ?? 0);
    expect(told).toBeGreaterThan(0.9 * (contents?.bytes ?? 0));
  }
});

test("a search finds what was said and done, with its session and its bytes", async () => {
  let page = await client.ask("search", {}, { q: "kind:command" });
  while (page.filling) page = await client.ask("search", {}, { q: "kind:command" });
  const [hit] = page.hits;
  expect(hit).toMatchObject({ kind: "command", snippet: { field: "command" } });
  const [source] = hit?.sources ?? [];
  const line = await client.ask(
    "lines",
    { session: hit?.key ?? "" },
    { file: source?.file ?? 99, offset: source?.offset, length: source?.length },
  );
  expect(line.json).toBe(true);
  // What the index knows of sessions need not be read for a list of them.
  const { sessions, num_scanned_files } = await client.ask("sessions", {});
  expect([sessions.every(({ facets }) => facets !== null), num_scanned_files]).toEqual([true, 0]);
  const one = await client.ask("search", {}, { q: "kind:command", limit: 1 });
  expect([one.hits.length, one.more]).toEqual([1, page.hits.length > 1]);
  const each = await client.ask("search", {}, { q: "kind:command", per_session: 1 });
  expect(each.hits.map(({ key }) => key)).toEqual([...new Set(page.hits.map(({ key }) => key))]);
});

test("a query that makes no sense is refused with its column", async () => {
  const { status, body } = await client.get("search", {}, { q: "kind:nonsense (" });
  expect([status, body.toString()]).toEqual([400, expect.stringMatching(/column \d+/i)]);
  expect((await client.get("search", {})).status).toBe(400);
});

test("the sessions that changed a file are those the index knows of, and the one that was asked", async () => {
  const { sessions } = await client.ask("sessions", {}, { detail: "full", limit: 100 });
  const changing = sessions.filter(({ facets }) => (facets?.files_changed.length ?? 0) > 0);
  const [one] = changing;
  const { files } = await client.ask("files", { session: one?.key ?? "" });
  const place = { session: one?.key ?? "", file: String(files[0]?.index) };
  let told = await client.ask("touching", place);
  while (told.filling) told = await client.ask("touching", place);
  const wanted = changing.filter(({ facets }) => facets?.files_changed.includes(told.path) === true);
  expect(told.sessions.map(({ key }) => key).toSorted()).toEqual(wanted.map(({ key }) => key).toSorted());
  expect(told.sessions.filter(({ own }) => own).map(({ key }) => key)).toEqual([one?.key]);
  expect((await client.get("touching", { ...place, file: "99" })).status).toBe(404);
});
