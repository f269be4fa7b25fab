// An index whose building fails or ends anywhere is right as far as it goes, and whole when it was gone on with.

import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { contentsOf, type Contents } from "./contents.tools.ts";
import { contradictions } from "./contradictions.tools.ts";
import { fullDisk, watchStatements } from "./faults.tools.ts";
import { createIndex, refresh, type IndexPlace } from "./index.ts";
import { createIndexer } from "./indexer.ts";

let root = "";
let home = "";
let whole: Contents;
/** Small enough for the large session to come in pieces. */
const ENOUGH = 1;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "rollbook-faults-"));
  home = join(root, "home");
  for (const scenario of ["paginated/0.169.0/shell", "paginated/0.169.0/reverts"]) {
    cpSync(join(SPECIMENS, scenario, "home"), home, { recursive: true });
  }
  cpSync(join(SPECIMENS, "document/0.1.2505291658-ts/tui/userhome/.codex/sessions"), join(home, "sessions"), {
    recursive: true,
  });
  writeLarge(join(home, "sessions/2026/11/21/rollout-2026-11-21T10-00-00-01a1fd00-0000-7000-8000-000000000001.jsonl"));
  const place = placeIn("whole");
  await refresh(place);
  whole = contentsOf(place);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A session that is read in several chunks, with passages in each. */
function writeLarge(path: string): void {
  const [source = ""] = readdirSync(join(SPECIMENS, "envelope/0.36.0/shell/home/sessions/2026/11/21"));
  const text = readFileSync(join(SPECIMENS, "envelope/0.36.0/shell/home/sessions/2026/11/21", source), "utf8");
  const said = (n: number): string =>
    JSON.stringify({
      timestamp: `2026-11-21T10:${String(n).padStart(2, "0")}:00.000Z`,
      type: "event_msg",
      payload: { type: "agent_message", message: `part ${n} ${"of it ".repeat(12_000)}` },
    });
  const parts = Array.from({ length: 24 }, (_, n) => said(n));
  writeFileSync(path, text + parts.map((line) => `${line}\n`).join(""));
}

function placeIn(name: string): IndexPlace {
  return createIndex(home, { XDG_CACHE_HOME: join(root, name) }, "column");
}

/** The index as it lay on disk at some moment, somewhere else. */
function movedTo(place: IndexPlace, directory: string): IndexPlace {
  return { ...place, directory, shards: place.shards.map((path) => join(directory, basename(path))) };
}

async function finished(place: IndexPlace): Promise<Contents> {
  expect((await refresh(place, { enough: ENOUGH })).state).toBe("current");
  return contentsOf(place);
}

/** Calls `before` with the number and the text of each statement of a build. */
async function build(place: IndexPlace, before: (n: number, sql: string) => void): Promise<number> {
  let count = 0;
  const end = watchStatements((sql) => before(count++, sql));
  try {
    await refresh(place, { enough: ENOUGH });
  } finally {
    end();
  }
  return count;
}

test("what a process leaves that is killed between two writes, or within one, is right and can be gone on with", async () => {
  const place = placeIn("killed");
  const pictures: string[] = [];
  const picture = (): void => {
    const directory = join(root, `picture-${pictures.length}`);
    cpSync(place.directory, directory, { recursive: true });
    pictures.push(directory);
  };
  await build(place, (n, sql) => {
    // Within a transaction nothing reaches the files, as a rule; its end is what matters.
    if (!/^(?:INSERT|DELETE|UPDATE) /.test(sql.trim()) || n % 97 === 0) picture();
  });
  picture();
  expect(pictures.length).toBeGreaterThan(30);
  let unfinished = 0;
  let partial = 0;
  for (const [index, directory] of pictures.entries()) {
    const left = movedTo(place, directory);
    // A log that is torn anywhere ends before what is not whole.
    for (const log of left.shards.map((path) => `${path}-wal`)) {
      if (index % 3 === 1 && existsSync(log))
        truncateSync(log, Math.floor((readFileSync(log).length * (index % 7)) / 7));
    }
    expect([index, contradictions(left, whole)]).toEqual([index, []]);
    const { sessions } = contentsOf(left);
    if (sessions.length < whole.sessions.length) unfinished += 1;
    if (JSON.stringify(sessions).includes('"partial":1')) partial += 1;
    if (index % 4 === 0 || index % 3 === 1) expect([index, await finished(left)]).toEqual([index, whole]);
    rmSync(directory, { recursive: true });
  }
  expect([unfinished > 5, partial > 5]).toEqual([true, true]);
});

test("nor is anything lost where it is killed while it joins what many writes left apart", async () => {
  const place = placeIn("joined");
  await refresh(place, { enough: ENOUGH });
  const pictures: string[] = [];
  for (const shard of place.shards.keys()) {
    const indexer = createIndexer(place, shard, { much: true });
    const end = watchStatements(() => {
      const directory = join(root, `joining-${pictures.length}`);
      cpSync(place.directory, directory, { recursive: true });
      pictures.push(directory);
    });
    try {
      indexer.settle();
    } finally {
      end();
      indexer.close();
    }
  }
  expect(pictures.length).toBeGreaterThan(place.shards.length);
  for (const directory of [...pictures, place.directory]) {
    const left = movedTo(place, directory);
    expect([directory, contradictions(left, whole)]).toEqual([directory, []]);
    expect([directory, await finished(left)]).toEqual([directory, whole]);
  }
});

describe("a disk that is full", () => {
  test("at any write is an error, and what was written before is right", async () => {
    const count = await build(placeIn("counted"), () => {});
    expect(count).toBeGreaterThan(100);
    const step = Math.floor(count / 15) + 1;
    for (let at = 0; at < count; at += step) {
      const place = placeIn(`full-${at}`);
      const failing = build(place, (n, sql) => {
        if (n >= at && sql !== "ROLLBACK") throw fullDisk();
      });
      await expect(failing).rejects.toThrow("cannot be used: the disk is full");
      expect([at, contradictions(place, whole)]).toEqual([at, []]);
      expect([at, await finished(place)]).toEqual([at, whole]);
      rmSync(place.directory, { recursive: true });
    }
  });

  test("for one write only is no different", async () => {
    const count = await build(placeIn("counted-again"), () => {});
    const place = placeIn("once");
    for (let at = 0; at < count; at += Math.floor(count / 13) + 1) {
      await build(place, (n) => {
        if (n === at) throw fullDisk();
      }).catch(() => {});
      expect([at, contradictions(place, whole)]).toEqual([at, []]);
    }
    expect(await finished(place)).toEqual(whole);
  });
});
