// The terminal interface of a Codex behind rollbook record, which asks before it runs what the model wants.

import {
  CODE_MODE_MODEL,
  defaultModel,
  fetchCodex,
  NEWEST_CODEX,
  startStage,
  type StartedStage,
  type Wire,
} from "../../lab/index.ts";
import { HAS_TERMINAL, Terminal } from "./terminal.ts";
import { ROLLBOOK } from "./wrapped.ts";

if (!HAS_TERMINAL)
  console.warn("NOT RUN: this machine has no `script` of util-linux, so there is no terminal for Codex");

/** The model of 0.169 that no dialog offers to change. */
const MODELS: Readonly<Record<string, string>> = { [NEWEST_CODEX]: CODE_MODE_MODEL };

const ask = (name: string): Wire => ({
  $sh: `echo ${name} > ${name}.txt`,
  with_escalated_permissions: true,
  sandbox_permissions: "require_escalated",
  justification: `to write ${name}`,
});

export interface Interface {
  readonly stage: StartedStage;
  readonly terminal: Terminal;
  close(): Promise<void>;
}

/** To each prompt with such a word in it the model wants to write a file of that name, and then says `last`. */
export async function openInterface(
  version: string,
  wishes: readonly (readonly [word: string, name: string])[],
  last: string,
  options: readonly string[] = [],
): Promise<Interface> {
  const codex = await fetchCodex(version);
  // The interface has a model make a title as well.
  const turns = wishes.map(([match, name]) => ({ match, notMatch: "Generate a concise", items: [ask(name)] }));
  const stage = await startStage({
    script: { turns, default: { items: [{ $text: last }] } },
    name: MODELS[version] ?? defaultModel(version),
    tables: ({ repo }) => `[projects."${repo}"]\ntrust_level = "trusted"\n`,
  });
  const words = [process.execPath, ROLLBOOK, "record", "--persist-session", ...options];
  const terminal = new Terminal([...words, codex.program, "-a", "on-request", "-s", "read-only"], {
    cwd: stage.place.repo,
    env: { ...stage.place.env, TERM: "xterm-256color" },
  });
  return {
    stage,
    terminal,
    close: async () => {
      terminal.stop();
      await stage.close();
    },
  };
}
