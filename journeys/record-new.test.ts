// Two threads in one run of the terminal interface: each has a directory of its own, with what is its own in it.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  CODE_MODE_MODEL,
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
import { manifestIn, recordings, ROLLBOOK, toldIn } from "./recorder/wrapped.ts";

if (!HAS_TERMINAL)
  console.warn("NOT RUN: this machine has no `script` of util-linux, so there is no terminal for Codex");

const ask = (name: string): Wire => ({
  $sh: `echo ${name} > ${name}.txt`,
  with_escalated_permissions: true,
  sandbox_permissions: "require_escalated",
  justification: `to write ${name}`,
});

let place: Workplace;
let model: Model;
let terminal: Terminal;

beforeEach(async () => {
  const codex = await fetchCodex(NEWEST_CODEX);
  place = makeWorkplace();
  model = await startModel({
    script: {
      turns: [
        { match: "beginning", notMatch: "Generate a concise", items: [ask("one")] },
        { match: "continuing", notMatch: "Generate a concise", items: [ask("two")] },
      ],
      default: { items: [{ $text: "Finished." }] },
    },
  });
  const tables = `[projects."${place.repo}"]\ntrust_level = "trusted"\n`;
  writeConfig(place, { model: CODE_MODE_MODEL, provider: "mock", baseUrl: model.baseUrl, tables });
  const words = [process.execPath, ROLLBOOK, "record", "--persist-session"];
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
