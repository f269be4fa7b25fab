// The interface over real HTTP, on sessions that real Codex wrote; every answer is held against the contract.

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ENDPOINTS, type Answers } from "rollbook-api";
import { openApi } from "rollbook-api/openapi";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../../lab/specimen/session-files.ts";
import { openClient, type Client } from "./client.tools.ts";

const PROGRAM = join(import.meta.dirname, "../../../bin/rollbook.js");
const HOMES = [
  "paginated/0.169.0/appserver_live",
  "paginated/0.169.0/shell",
  "paginated/0.169.0/patch",
  "paginated/0.169.0/fork",
  "paginated/0.160.1/appserver_live",
  "legacy/0.147.0/review",
  "envelope/0.104.0/kill9",
  "envelope/0.58.0/resume",
  "bare/0.28.0/patch",
].map((path) => join(SPECIMENS, path, "home"));

const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema({ $id: "openapi", ...openApi() });

/** Holds an answer against the contract. */
function judge(name: keyof Answers, value: unknown): void {
  const reference = `openapi#/components/schemas/${ENDPOINTS[name].answer.shape}`;
  const validate = ajv.getSchema(reference) ?? ajv.compile({ $ref: reference });
  expect(validate(value), `${name} ${JSON.stringify(validate.errors)}`).toBe(true);
}

let client: Client;
let rows: Answers["sessions"]["sessions"];
beforeAll(async () => {
  client = await openClient({ homes: HOMES }, judge);
  ({ sessions: rows } = await client.ask("sessions", {}, { limit: 1000 }));
});
afterAll(() => client.server.close());

describe("sessions", () => {
  test("are listed by their heads, and with facets when these are asked for", async () => {
    expect(rows.length).toBeGreaterThan(12);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    const full = await client.ask("sessions", {}, { detail: "full", limit: 200 });
    expect(full.sessions.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
    expect(full.total).toBe(rows.length);
    expect(full.sessions.every(({ facets }) => facets !== null)).toBe(true);
    expect(full.sessions.some(({ title }) => title !== null)).toBe(true);
    const { sessions } = await client.ask("facets", {}, { session: rows.slice(0, 5).map(({ key }) => key) });
    expect(sessions.map(({ facets }) => facets)).toEqual(full.sessions.slice(0, 5).map(({ facets }) => facets));
    expect(sessions.map(({ cost }) => cost)).toEqual(full.sessions.slice(0, 5).map(({ cost }) => cost));
  });

  test("come in pages, and filtered", async () => {
    const found: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page: Answers["sessions"] = await client.ask("sessions", {}, { limit: 5, cursor, sort: "size" });
      found.push(...page.sessions.map(({ key }) => key));
      cursor = page.next_cursor;
      if (cursor === null) break;
    }
    expect(found.toSorted()).toEqual(rows.map(({ key }) => key).toSorted());
    const dear = await client.ask("sessions", {}, { sort: "cost", detail: "full", limit: 200 });
    const costs = dear.sessions.map(({ cost }) => Number(cost?.usd ?? -1));
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(costs[0]).toBeGreaterThan(0);
    const subagents = await client.ask("sessions", {}, { source: "subagent", limit: 1000 });
    expect(subagents.sessions.map(({ key }) => key)).toEqual(
      rows.filter(({ kind }) => kind === "subagent").map(({ key }) => key),
    );
    const failed = await client.ask("sessions", {}, { errors: true, detail: "full", limit: 100 });
    expect(failed.sessions.length).toBeGreaterThan(0);
    expect(failed.sessions.every(({ facets }) => (facets?.errors ?? 0) > 0)).toBe(true);
    // The two oldest eras say where they worked only in what is read.
    const old = (await client.ask("sessions", {}, { detail: "full", limit: 200 })).sessions.find(
      ({ facets, project }) => facets?.eras.includes("bare") === true && project !== null,
    );
    const placed = await client.ask("sessions", {}, { project: old?.project ?? "", limit: 1000 });
    expect(placed.sessions.map(({ key }) => key)).toContain(old?.key);
    const [one, , three] = rows;
    const some = await client.ask("sessions", {}, { session: [three?.key ?? "", one?.key ?? "", "nobody"] });
    expect(some.sessions.map(({ key }) => key)).toEqual([one?.key, three?.key]);
    const tree = await client.ask("sessions", {}, { tree: true, limit: 1000 });
    expect(tree.sessions.some(({ depth }) => depth > 0)).toBe(true);
  });

  test("say what they came from, and what came from them", async () => {
    const all = await Promise.all(rows.map(({ key }) => client.ask("session", { session: key })));
    const child = all.find(({ parent }) => parent !== null && parent.key !== null);
    const parent = await client.ask("session", { session: child?.parent?.key ?? "" });
    expect(parent.children.map(({ key }) => key)).toContain(child?.key);
    expect(parent.resume).toBe(`codex resume ${parent.session_id}`);
  });
});

describe("one session", () => {
  test("its rows are its items in order, its items tell their texts and bytes", async () => {
    for (const { key } of rows) {
      const { turns } = await client.ask("turns", { session: key });
      const { rows: found, progress } = await client.ask("rows", { session: key });
      expect(progress.done).toBe(true);
      expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index));
      expect(turns.map(({ index }) => index)).toEqual(turns.map((_, index) => index));
      const counts = turns.map(({ index }) => found.filter(({ turn }) => turn === index).length);
      expect(turns.map(({ items }) => items)).toEqual(counts);
      const { items } = await client.ask("items", { session: key }, { limit: 500 });
      expect(items.map(({ position, turn, id }) => ({ position, turn, id }))).toEqual(
        found.map(({ position, turn, id }) => ({ position, turn, id })),
      );
      for (const { sources } of items.slice(0, 3)) {
        for (const { file, offset, length } of sources) {
          const line = await client.ask("lines", { session: key }, { file, offset, length });
          expect(line).toMatchObject({ length, more: false, damaged: [] });
        }
      }
    }
  });

  test("words are found in what its items say, whatever their letters", async () => {
    const key = rows[0]?.key ?? "";
    const { items } = await client.ask("items", { session: key }, { limit: 500 });
    const said = items.find(({ view }) => view.kind === "prompt");
    const texts = said?.view.parts.flatMap((part) => ("text" in part ? part.text : [])) ?? [];
    const word = /\w{3,}/.exec(texts.join(" "))?.[0] ?? "no word";
    const { positions } = await client.ask("find", { session: key }, { q: word.toUpperCase() });
    expect(positions).toContain(said?.position);
    const { positions: none } = await client.ask("find", { session: key }, { q: `${word} nowhere"to be` });
    expect(none).toEqual([]);
    expect((await client.get("find", { session: key }, { q: " " })).status).toBe(400);
  });

  test("items come by turn, backwards, in pages and by position", async () => {
    const { sessions } = await client.ask("sessions", {}, { detail: "full", limit: 200 });
    const key = sessions.toSorted((a, b) => (b.facets?.turns ?? 0) - (a.facets?.turns ?? 0))[0]?.key ?? "";
    const { rows: all } = await client.ask("rows", { session: key });
    const positions = ({ items }: Answers["items"]): number[] => items.map(({ position }) => position);
    const found: number[] = [];
    for (let cursor: string | null = null; ;) {
      const page: Answers["items"] = await client.ask(
        "items",
        { session: key },
        { limit: 3, cursor, direction: "desc" },
      );
      found.push(...positions(page));
      cursor = page.next_cursor;
      if (cursor === null) break;
    }
    expect(found).toEqual(all.map(({ position }) => position).toReversed());
    const turn = all.at(-1)?.turn ?? 0;
    expect(turn).toBeGreaterThan(0);
    const own = all.filter((row) => row.turn === turn).map(({ position }) => position);
    expect(positions(await client.ask("items", { session: key }, { turn }))).toEqual(own);
    expect(positions(await client.ask("items", { session: key }, { from: 2, limit: 2 }))).toEqual([2, 3]);
    expect(positions(await client.ask("items", { session: key }, { position: [4, 1, 99_999] }))).toEqual([1, 4]);
  });

  test("an item, its parts, and what is not there", async () => {
    const { key } = rows[0] ?? { key: "" };
    const { items } = await client.ask("items", { session: key });
    const index = items.findIndex(({ view }) =>
      view.parts.some((part) => part.type === "output" || part.type === "said"),
    );
    const item = await client.ask("item", { session: key, position: String(index) });
    expect(item.content).toMatchObject({ type: item.type });
    const part = item.view.parts.findIndex((each) => "text" in each);
    const { headers, body } = await client.get("part", { session: key, position: String(index), part: String(part) });
    const shown = item.view.parts[part];
    expect(body.toString()).toBe(shown !== undefined && "text" in shown ? shown.text : null);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    const refused: readonly (readonly [number, Promise<{ status: number }>])[] = [
      [404, client.get("item", { session: key, position: "99999" })],
      [400, client.get("item", { session: key, position: "-1" })],
      [404, client.get("part", { session: key, position: "0", part: "99" })],
      [404, client.get("image", { session: key, position: "0", image: "0" })],
      [404, client.get("lines", { session: key }, { file: 9, offset: 0, length: 1 })],
      [404, client.get("session", { session: "nobody" })],
      [400, client.get("items", { session: key }, { limit: 501 })],
      [400, client.get("rows", { session: key }, { cursor: "x" })],
    ];
    for (const [status, asked] of refused) expect((await asked).status).toBe(status);
  });

  test("its actions are those that `rollbook actions` prints", async () => {
    for (const { key, path, files } of rows.slice(0, 6)) {
      const { headers, body } = await client.get("actions", { session: key });
      expect(headers["content-type"]).toBe("application/vnd.rollbook.actions.v1+ndjson");
      if (files.length > 1) continue;
      const { stdout } = spawnSync(process.execPath, [PROGRAM, "actions", "--no-redact", path], { encoding: "utf8" });
      expect(body.toString()).toBe(stdout);
    }
  });

  test("the files it changed, their diffs, and one as it was", async () => {
    const { sessions } = await client.ask("sessions", {}, { detail: "full", limit: 200 });
    const changed = sessions.filter(({ facets }) => (facets?.files_changed.length ?? 0) > 0);
    expect(changed.length).toBeGreaterThan(2);
    for (const { key } of changed) {
      const { files } = await client.ask("files", { session: key });
      const diff = await client.ask("diff", { session: key });
      expect(files.length).toBeGreaterThan(0);
      const [first] = files;
      const one = await client.ask("diff", { session: key }, { file: [first?.index ?? 0] });
      expect(one.files.every(({ path, old_path }) => [path, old_path].includes(first?.path ?? ""))).toBe(true);
      const state = await client.ask("state", { session: key, file: String(first?.index) });
      expect(state.path).toBe(first?.path);
      const { body } = await client.get("patch", { session: key });
      const known = diff.files.filter((file) => file.known && !file.name.startsWith("/"));
      expect(body.toString().match(/^diff --git /gm)?.length ?? 0).toBe(known.length);
    }
    expect((await client.get("state", { session: changed[0]?.key ?? "", file: "999" })).status).toBe(404);
  });
});

describe("a home that changes", () => {
  let home = "";
  let own: Client;
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "rollbook-viewer-"));
    cpSync(join(SPECIMENS, "paginated/0.169.0/patch/home"), home, { recursive: true });
    own = await openClient({ homes: [home], mode: "serve", redact: true }, judge);
  });
  afterEach(async () => {
    await own.server.close();
    rmSync(home, { recursive: true, force: true });
  });

  const fileIn = (): string => {
    const found = readdirSync(join(home, "sessions"), { recursive: true, encoding: "utf8" });
    return join(home, "sessions", found.find((name) => name.endsWith(".jsonl")) ?? "");
  };

  /** The key of the session, once the server has seen that its file has so many bytes. */
  const seen = async (path: string, size: number): Promise<string> => {
    for (;;) {
      const { sessions } = await own.ask("sessions", {});
      const row = sessions.find((each) => each.path === path && each.size === size);
      if (row !== undefined) return row.key;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  test("what is written is told: as an event, and as what is new behind the last cursor", async () => {
    const path = fileIn();
    const whole = readFileSync(path);
    const cut = whole.indexOf("\n", Math.floor(whole.length / 2)) + 1;
    writeFileSync(path, whole.subarray(0, cut));
    const key = await seen(path, cut);
    const before = await own.ask("rows", { session: key });
    const heads = await own.ask("turns", { session: key });
    const again = await own.ask("rows", { session: key }, { cursor: before.next_cursor });
    expect(again.rows).toEqual([]);
    const { opened, event } = listen(own, key);
    await opened;
    appendFileSync(path, whole.subarray(cut));
    expect(await event).toMatchObject({ key, size: whole.length });
    const news = await own.ask("rows", { session: key }, { cursor: before.next_cursor });
    expect(news.progress.revision).toBe(before.progress.revision);
    const merged = new Map([...before.rows, ...news.rows].map((row) => [row.position, row]));
    const fresh = await openClient({ homes: [home], redact: true }, judge);
    const complete = await fresh.ask("rows", { session: key });
    expect([...merged.values()].toSorted((a, b) => a.position - b.position)).toEqual(complete.rows);
    const turns = await own.ask("turns", { session: key }, { cursor: heads.next_cursor });
    const all = new Map([...heads.turns, ...turns.turns].map((turn) => [turn.index, turn]));
    expect([...all.values()]).toEqual((await fresh.ask("turns", { session: key })).turns);
    await fresh.server.close();
  });

  test("a compressed session is read like a plain one, damage is shown with its bytes, secrets are hidden", async () => {
    const path = fileIn();
    const secret = `sk-proj-${"aB3dE5gH7j".repeat(5)}`;
    const damaged = Buffer.concat([
      readFileSync(path),
      Buffer.from(
        `{"timestamp":"2026-01-01T00:00:00.000Z","type":"event_msg","payload":{"type":"agent_message","message":"${secret}"}}\n`,
      ),
      Buffer.from([0x7b, 0xff, 0xfe, 0x0a]),
    ]);
    writeFileSync(path, damaged);
    const key = await seen(path, damaged.length);
    const { items } = await own.ask("items", { session: key }, { limit: 500 });
    expect(JSON.stringify(items)).not.toContain(secret);
    const damage = items.findLast(({ view }) => view.kind === "damage");
    const [source] = damage?.sources ?? [];
    const line = await own.ask(
      "lines",
      { session: key },
      { file: 0, offset: source?.offset ?? 0, length: source?.length ?? 0 },
    );
    expect(line).toMatchObject({ json: false, damaged: [{ offset: (source?.offset ?? 0) + 1, hex: "fffe" }] });
    const whole = await own.ask("lines", { session: key }, { file: 0, offset: 0, length: statSync(path).size });
    expect(whole.text).not.toContain(secret);
    rmSync(path);
    const packed_bytes = zstdCompressSync(damaged);
    writeFileSync(`${path}.zst`, packed_bytes);
    expect(await seen(`${path}.zst`, packed_bytes.length)).toBe(key);
    const packed = await own.ask("items", { session: key }, { limit: 500 });
    expect(packed.items).toEqual(items);
    const same = await own.ask(
      "lines",
      { session: key },
      { file: 0, offset: source?.offset ?? 0, length: source?.length ?? 0 },
    );
    expect({ ...same, path }).toEqual(line);
  });
});

/** Resolves when the stream of events is open, and with its first `session` event. */
function listen(client: Client, key: string): { readonly opened: Promise<void>; readonly event: Promise<unknown> } {
  const opened = Promise.withResolvers<void>();
  const event = Promise.withResolvers<unknown>();
  const path = `/api/events?session=${key}`;
  const asked = request({ host: "127.0.0.1", port: client.server.port, path, headers: { cookie: client.cookie } });
  asked.on("error", event.reject);
  asked.on("response", (response) => {
    let text = "";
    response.setEncoding("utf8");
    response.on("error", () => {});
    response.on("data", (chunk: string) => {
      text += chunk;
      opened.resolve();
      const found = /event: session\ndata: (.*)\n\n/.exec(text);
      if (found === null) return;
      asked.destroy();
      event.resolve(JSON.parse(found[1] ?? ""));
    });
  });
  asked.end();
  return { opened: opened.promise, event: event.promise };
}
