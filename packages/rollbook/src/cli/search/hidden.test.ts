// Hits without the secrets of what stands beside their texts: project, directory, file, tool.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseQuery } from "rollbook-core/search";
import { afterAll, expect, test } from "vitest";
import { createIndex, refresh } from "../../refresh/index.ts";
import { createShowing, search, type Shown } from "../../search/index.ts";
import { createTextHiding, type TextHiding } from "../texts.ts";
import { recordOf } from "./record.ts";
import { hitText } from "./text.ts";

const root = mkdtempSync(join(tmpdir(), "rollbook-hidden-"));
afterAll(() => rmSync(root, { recursive: true }));

const TOKEN = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
const ID = "01a10000-0000-7000-8000-00000000dead";

/** The hits of a session whose home, directory and tool have a token for a name. */
async function found(hiding: TextHiding | null): Promise<readonly Shown[]> {
  const home = join(root, TOKEN);
  const day = join(home, "sessions/2026/11/21");
  mkdirSync(day, { recursive: true });
  const timestamp = "2026-11-21T07:20:00.000Z";
  const call = { type: "McpToolCall", server: "s", tool: `t-${TOKEN}`, arguments: { word: "needle" } };
  const done = (id: string): object => ({
    type: "event_msg",
    payload: { type: "item_completed", thread_id: ID, turn_id: "t", item: { ...call, id, status: "completed" } },
  });
  const records = [
    {
      type: "session_meta",
      payload: { id: ID, timestamp, cwd: `/w/${TOKEN}`, cli_version: "0.169.0", source: "exec" },
    },
    { type: "event_msg", payload: { type: "task_started", turn_id: "t" } },
    done("m"),
    done("n"),
  ];
  const lines = records.map((record) => `${JSON.stringify({ timestamp, ...record })}\n`);
  writeFileSync(join(day, `rollout-2026-11-21T07-20-00-${ID}.jsonl`), lines.join(""));
  const place = createIndex(home, { XDG_CACHE_HOME: join(root, "cache") }, "column");
  await refresh(place);
  const query = parseQuery("needle", { now_ms: 0 });
  if (query.type === "error") throw new Error(query.message);
  const show = createShowing(query, 100, hiding?.hide ?? null);
  const hits: Shown[] = [];
  for await (const hit of search([place], query, { order: "newest" })) hits.push(await show(hit));
  return hits;
}

test("neither the object of a hit nor its lines hold one, and each is counted once", async () => {
  const hiding = createTextHiding();
  const hits = await found(hiding);
  expect(hits).toHaveLength(2);
  for (const hit of hits) {
    const record = recordOf(hit);
    expect(JSON.stringify(record)).not.toContain(TOKEN);
    expect(record).toMatchObject({
      session_id: ID,
      project: "[redacted:github-token]",
      cwd: "/w/[redacted:github-token]",
      tool: "mcp__s__t-[redacted:github-token]",
      resume: `codex resume ${ID}`,
    });
    expect(record["path"]).toBe(hit.places[0]?.file);
    const text = hitText(hit, { columns: 200, colour: false, same: false, first: true });
    expect(text).not.toContain(TOKEN);
    expect(text).toContain("tool  mcp__s__t-[redacted:github-token]");
  }
  // Project, directory, home, file and tool.
  expect(hiding.told()).toMatch(/^5 secrets were hidden/);
});

test("all of it is told where that is wanted", async () => {
  const [hit] = await found(null);
  const record = hit === undefined ? {} : recordOf(hit);
  expect(record).toMatchObject({ project: TOKEN, cwd: `/w/${TOKEN}`, tool: `mcp__s__t-${TOKEN}` });
});
