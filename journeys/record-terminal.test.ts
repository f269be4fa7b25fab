// Codex in a terminal behind rollbook record: what a person is asked and answers is told, and keys reach whom they should.

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NEWEST_CODEX, type Workplace } from "../lab/index.ts";
import { openInterface, type Interface } from "./recorder/interface.ts";
import { HAS_TERMINAL, KEYS, type Terminal } from "./recorder/terminal.ts";
import { manifestIn, recordings, toldIn, type Told } from "./recorder/wrapped.ts";

const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.87.0`).split(",");

describe.skipIf(!HAS_TERMINAL).each(VERSIONS)("Codex %s", (version) => {
  let place: Workplace;
  let terminal: Terminal;
  let opened: Interface;

  beforeEach(async () => {
    const wishes = [
      ["beginning", "one"],
      ["beginning", "two"],
    ] as const;
    opened = await openInterface(version, wishes, "It is done.", ["--debug-log-level", "info"]);
    ({ terminal } = opened);
    ({ place } = opened.stage);
  });
  afterEach(() => opened.close());

  test("tells what was accepted, what was cancelled, and how it ended", async () => {
    await terminal.until(/shortcuts|send|\/model|% context/);
    await terminal.write("beginning");
    terminal.type(KEYS.enter);
    await terminal.until(/one\.txt[^]*(?:confirm|esc\)|provide feedback)/);
    terminal.type("y");
    // Where the question stays in its place only what is new in it is drawn.
    await terminal.until(/two/);
    terminal.type(KEYS.escape);
    await terminal.until(/interrupted|differently|canceled/i);
    terminal.type(KEYS.interrupt);
    await terminal.until(/again|quit|resume|Token usage|ended/i);
    // Beside it there are places of the recorder's own as long as it runs.
    const named = recordings(place.home).filter((path) => !basename(path).startsWith("."));
    if (named.some((path) => manifestIn(path).runs[0]?.ended_at === null)) {
      terminal.type(KEYS.interrupt);
    }
    await terminal.ended();

    const [recording = ""] = recordings(place.home);
    expect(recordings(place.home)).toHaveLength(1);
    const told = toldIn(recording);
    const approvals = told.filter(({ type }) => type.startsWith("approval_"));
    expect(approvals.map(({ type, decision = null, by = null }) => [type, decision, by])).toEqual([
      ["approval_requested", null, null],
      ["approval_decided", "accepted", "user"],
      ["approval_requested", null, null],
      ["approval_decided", "cancelled", "user"],
    ]);
    const [asked, decided] = approvals as [Told, Told];
    expect(asked).toMatchObject({ asked_for: "command", reason: "to write one" });
    expect(JSON.stringify(asked["command"])).toContain("echo one > one.txt");
    expect(decided).toMatchObject({ call_id: asked.call_id, turn_id: asked.turn_id, thread_id: asked.thread_id });
    expect(existsSync(join(place.repo, "one.txt"))).toBe(true);
    expect(existsSync(join(place.repo, "two.txt"))).toBe(false);

    const manifest = manifestIn(recording);
    expect(readFileSync(manifest.rollouts[0]?.path ?? "", "utf8")).toContain(asked.call_id ?? "no call");
    expect(told.some(({ type }) => type === "interrupted")).toBe(true);
    expect(manifest.runs[0]).toMatchObject({ exit_code: 0, signal: null });
    const captured = manifest.runs[0]?.captured.map(({ what }) => what);
    expect(captured).toEqual(expect.arrayContaining(["rollout", "wire", "meta", "tui_record"]));
  });
});
