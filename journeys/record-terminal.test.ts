// Codex in a terminal behind rollbook record: what a person is asked and answers is told, and keys reach whom they should.

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  CODE_MODE_MODEL,
  defaultModel,
  fetchCodex,
  makeWorkplace,
  NEWEST_CODEX,
  startModel,
  writeConfig,
  type Model,
  type Wire,
  type Workplace,
} from "../lab/index.ts";
import { HAS_TERMINAL, KEYS, Terminal } from "./recorder/terminal.ts";
import { manifestIn, recordings, ROLLBOOK, toldIn, type Told } from "./recorder/wrapped.ts";

/** The model of 0.169 that no dialog offers to change. */
const MODELS: Readonly<Record<string, string>> = { [NEWEST_CODEX]: CODE_MODE_MODEL };
const VERSIONS = (process.env["ROLLBOOK_CODEX"] ?? `${NEWEST_CODEX},0.87.0`).split(",");

const ask = (name: string): Wire => ({
  $sh: `echo ${name} > ${name}.txt`,
  with_escalated_permissions: true,
  sandbox_permissions: "require_escalated",
  justification: `to write ${name}`,
});

if (!HAS_TERMINAL)
  console.warn("NOT RUN: this machine has no `script` of util-linux, so there is no terminal for Codex");

describe.skipIf(!HAS_TERMINAL).each(VERSIONS)("Codex %s", (version) => {
  let place: Workplace;
  let model: Model;
  let terminal: Terminal;

  beforeEach(async () => {
    const codex = await fetchCodex(version);
    place = makeWorkplace();
    model = await startModel({
      script: {
        turns: [
          // The interface has a model make a title as well.
          { match: "beginning", notMatch: "Generate a concise", items: [ask("one")] },
          { match: "beginning", notMatch: "Generate a concise", items: [ask("two")] },
        ],
        default: { items: [{ $text: "It is done." }] },
      },
    });
    const tables = `[projects."${place.repo}"]\ntrust_level = "trusted"\n`;
    const name = MODELS[version] ?? defaultModel(version);
    writeConfig(place, { model: name, provider: "mock", baseUrl: model.baseUrl, tables });
    const words = [process.execPath, ROLLBOOK, "record", "--persist-session", "--debug-log-level", "info"];
    terminal = new Terminal([...words, codex.program, "-a", "on-request", "-s", "read-only"], {
      cwd: place.repo,
      env: { ...place.env, TERM: "xterm-256color" },
    });
  });

  afterEach(async () => {
    terminal.stop();
    await model.close();
    place.dispose();
  });

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
