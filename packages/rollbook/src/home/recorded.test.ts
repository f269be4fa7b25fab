// Recordings in a home: their files are no sessions beside the session's own, and the session where that is gone.

import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SPECIMENS } from "../../../../lab/index.ts";
import { findRollouts, findThread, openCatalogue, surveyHome } from "./index.ts";

let home = "";
let rollout = "";
let id = "";
beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), "rollbook-recorded-")), ".codex");
  cpSync(join(SPECIMENS, "paginated/0.169.0/shell/home/sessions"), join(home, "sessions"), { recursive: true });
  rollout = findRollouts(home).files[0]?.path ?? "";
  id = /([0-9a-f-]{36})\.jsonl$/.exec(rollout)?.[1] ?? "";
});
afterEach(() => rmSync(dirname(home), { recursive: true, force: true }));

/** A recording as Rollbook makes it, or one of a Codex that does not bear directories among its sessions. */
function record(room = "sessions", link: (from: string, to: string) => void = linkSync): string {
  const directory = join(home, room, id);
  mkdirSync(join(directory, "blobs"), { recursive: true });
  const linked = join(directory, `${basename(rollout)}.recorded`);
  link(rollout, linked);
  for (const name of [".gitignore", "manifest.json", "session_oai_raw.log"])
    writeFileSync(join(directory, name), "*\n");
  return linked;
}

const found = (): readonly string[] => findRollouts(home).files.map(({ path }) => path);

test.each([
  ["linked", "sessions", linkSync],
  ["linked by name", "sessions", symlinkSync],
  ["copied", "sessions", cpSync],
  ["beside the sessions", "recordings", linkSync],
] as const)("a session that is %s in a recording is one session", (_, room, link) => {
  record(room, link);
  expect(found()).toEqual([rollout]);
});

test.each(["sessions", "recordings"])("a session whose own file is gone is read from its recording in %s", (room) => {
  const linked = record(room);
  rmSync(rollout);
  expect(found()).toEqual([linked]);
  const library = openCatalogue([home]);
  expect(findThread(library, id)).toMatchObject({
    kind: "one",
    thread: { id, home, header: { cli_version: "0.169.0" } },
    rollout: { stem: { path: linked } },
  });
});

test("a session that was packed or archived is not read from its recording", () => {
  record();
  const archived = join(home, "archived_sessions", `${basename(rollout)}.zst`);
  mkdirSync(dirname(archived));
  cpSync(rollout, archived);
  rmSync(rollout);
  expect(found()).toEqual([archived]);
});

test("a home counts recordings as what they are", async () => {
  const before = await surveyHome(home);
  record();
  const after = await surveyHome(home);
  expect(after.kinds.recordings).toEqual({ files: 4, bytes: 6 });
  expect({ ...after, total: null, kinds: null }).toEqual({ ...before, total: null, kinds: null });
  expect({ ...after.kinds, recordings: null }).toEqual({ ...before.kinds, recordings: null });
  expect(readdirSync(join(home, "sessions", id))).toHaveLength(5);
});
