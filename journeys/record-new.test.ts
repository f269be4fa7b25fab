// Two threads in one run of the terminal interface: each has a directory of its own, with what is its own in it.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NEWEST_CODEX, type Workplace } from "../lab/index.ts";
import { openInterface, type Interface } from "./recorder/interface.ts";
import { HAS_TERMINAL, KEYS, type Terminal } from "./recorder/terminal.ts";
import { manifestIn, recordings, toldIn } from "./recorder/wrapped.ts";

let place: Workplace;
let terminal: Terminal;
let opened: Interface;

beforeEach(async () => {
  const wishes = [
    ["beginning", "one"],
    ["continuing", "two"],
  ] as const;
  opened = await openInterface(NEWEST_CODEX, wishes, "Finished.");
  ({ terminal } = opened);
  ({ place } = opened.stage);
});
afterEach(() => opened.close());

/** A prompt, and yes to what Codex then asks. */
async function prompt(word: string, name: string): Promise<void> {
  await terminal.write(word);
  terminal.type(KEYS.enter);
  await terminal.until(new RegExp(`${name}\\.txt[^]*(?:confirm|esc\\))`));
  terminal.type("y");
  await terminal.until(/Finished/);
}

test.skipIf(!HAS_TERMINAL)("what is asked, sent and decided after /new is in the new thread's directory", async () => {
  await terminal.until(/shortcuts|send|\/model|% context/);
  await prompt("beginning", "one");
  await terminal.write("/new");
  terminal.type(KEYS.enter);
  await terminal.until(/Use current/);
  terminal.type(KEYS.enter);
  await terminal.until(/shortcuts|send|\/model|% context/);
  await prompt("continuing", "two");
  terminal.type(KEYS.interrupt);
  await terminal.until(/again|quit|resume|Token usage|ended/i);
  terminal.type(KEYS.interrupt);
  await terminal.ended();

  const found = recordings(place.home);
  expect(found).toHaveLength(2);
  for (const recording of found) {
    const manifest = manifestIn(recording);
    expect(manifest.rollouts.map(({ name }) => name.includes(basename(recording)))).toEqual([true]);
    const rollout = readFileSync(join(recording, manifest.rollouts[0]?.name ?? ""), "utf8");
    const [own, other] = rollout.includes("beginning") ? ["one", "two"] : ["two", "one"];
    const [word, foreign] = own === "one" ? ["beginning", "continuing"] : ["continuing", "beginning"];
    const raw = readFileSync(join(recording, "session_oai_raw.log"), "utf8");
    expect([own, raw.includes(word), raw.includes(foreign)]).toEqual([own, true, false]);
    const told = toldIn(recording);
    const approvals = told.filter(({ type }) => type.startsWith("approval_"));
    expect(approvals.map(({ type, session_id, thread_id }) => [type, session_id, thread_id])).toEqual([
      ["approval_requested", basename(recording), basename(recording)],
      ["approval_decided", basename(recording), basename(recording)],
    ]);
    expect(JSON.stringify(approvals)).toContain(`to write ${own}`);
    expect(JSON.stringify(approvals)).not.toContain(`to write ${other}`);
    expect(manifest.runs).toMatchObject([{ exit_code: 0, signal: null }]);
  }
});
