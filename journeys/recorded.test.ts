// Sessions that rollbook record recorded of the real Codex, read again: what the model was asked, turn by turn, call by call.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  CODE_MODE_MODEL,
  defaultModel,
  fetchCodex,
  NEWEST_CODEX,
  startStage,
  type Model,
  type ScriptTurn,
  type StartedStage,
} from "../lab/index.ts";

const PROGRAM = join(import.meta.dirname, "../packages/rollbook/bin/rollbook.js");
const EXEC = ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "do it"];

const TURNS: readonly ScriptTurn[] = [
  { status: 500, body: { error: { message: "boom" } } },
  { items: [{ $sh: "echo hello" }] },
  { cutAfter: 3, items: [{ $text: "This is cut." }] },
  { items: [{ $text: "All done." }] },
];
const SCRIPT = `
const first = await tools.exec_command({ cmd: "echo one" });
await Promise.all([tools.exec_command({ cmd: "echo two" }), tools.exec_command({ cmd: "echo three" })]);
text(first.output);`;

let stage: StartedStage | null = null;
afterEach(async () => {
  await stage?.close();
  stage = null;
});

async function rollbook(...words: readonly string[]): Promise<string> {
  if (stage === null) throw new Error("nothing was recorded");
  const { place } = stage;
  const env = { ...place.env, NO_COLOR: "1", OPENAI_API_KEY: "no-real-key", CODEX_API_KEY: "no-real-key" };
  return new Promise((done, fail) => {
    const child = execFile(process.execPath, [PROGRAM, ...words], { cwd: place.repo, env }, (error, out, err) =>
      error === null ? done(out) : fail(new Error(err)),
    );
    child.stdin?.end();
  });
}

async function record(turns: readonly ScriptTurn[], name: string, webSocket: boolean): Promise<Model> {
  const script = { turns, default: { items: [{ $text: "Fine." }] } };
  stage = await startStage({ script, webSocket, name, provider: webSocket ? "openai" : "mock" });
  const { program } = await fetchCodex(NEWEST_CODEX);
  await rollbook("record", "--persist-session", "--", program, ...EXEC);
  return stage.model;
}

interface Told {
  readonly record: string;
  readonly requests?: readonly {
    readonly request_kind: string | null;
    readonly end: string;
    readonly attempt: number;
    readonly error: string | null;
    readonly input_items: number | null;
    readonly change: { readonly added: readonly { readonly type: string }[] } | null;
  }[];
}

const parse = <T>(text: string): readonly T[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);

describe.each([
  ["HTTP", false],
  ["WebSocket", true],
] as const)("over %s", (_, webSocket) => {
  test(
    "each request is told with how it ended, which try it was, and what was new in it",
    { timeout: 120_000 },
    async () => {
      const asked = await record(TURNS, defaultModel(NEWEST_CODEX), webSocket);
      const turns = parse<Told>(await rollbook("show", "last", "--json", "--requests"));
      const requests = turns.flatMap((turn) => turn.requests ?? []);
      expect(requests.map(({ end, attempt }) => [end, attempt])).toEqual([
        ["failed", 1],
        ["complete", 2],
        ["cut", 1],
        ["complete", 2],
      ]);
      expect(requests[0]?.error).toBe("boom");
      // What the wire leaves out because the model remembers it counts as well.
      const sent = asked.requests.map(({ body }) => body?.input).filter((input) => Array.isArray(input));
      expect(Math.max(...sent.map((input) => input.length))).toBe(requests.at(-1)?.input_items);
      expect(requests.map(({ change }) => change?.added.map(({ type }) => type) ?? null)).toEqual([
        null,
        [],
        ["function_call", "function_call_output"],
        [],
      ]);
      const shown = await rollbook("show", "last");
      expect(shown).toMatch(/4 requests · .*2 tried again/);
      // Each stands where it was sent.
      const detailed = await rollbook("show", "last", "--requests");
      expect(detailed.match(/500 failed: boom|try 2 after|\$ echo hello|200 cut|• All done/g)?.slice(0, 3)).toEqual([
        "500 failed: boom",
        "try 2 after",
        "$ echo hello",
      ]);
      expect(detailed.indexOf("$ echo hello")).toBeLessThan(detailed.lastIndexOf("try 2 after"));
      expect(detailed.lastIndexOf("try 2 after")).toBeLessThan(detailed.indexOf("• All done"));
    },
  );
});

test(
  "commands of a script are told with the script the trace ties them to, and with its times",
  { timeout: 120_000 },
  async () => {
    await record([{ items: [{ $js: SCRIPT }] }], CODE_MODE_MODEL, false);
    interface Action {
      readonly action_id: string;
      readonly tool_name: string | null;
      readonly command: string | null;
      readonly parent_action_id: string | null;
      readonly inferred: readonly string[];
      readonly traced?: { readonly started_at: string; readonly ended_at: string };
    }
    const actions = parse<Action>(await rollbook("actions", "last"));
    const script = actions.find(({ tool_name }) => tool_name === "exec");
    const commands = actions.filter(({ command }) => command?.startsWith("echo ") === true);
    expect(new Set(commands.map(({ command }) => command))).toEqual(new Set(["echo one", "echo two", "echo three"]));
    for (const { parent_action_id, inferred, traced } of commands) {
      expect(parent_action_id).toBe(script?.action_id);
      expect(inferred).not.toContain("parent_action_id");
      expect(Date.parse(traced?.ended_at ?? "")).toBeGreaterThanOrEqual(Date.parse(traced?.started_at ?? ""));
    }
    const shown = await rollbook("show", "last", "--requests");
    expect(shown.indexOf("→ exec")).toBeLessThan(shown.indexOf("$ echo one"));
    expect(shown.match(/\$ echo \w+ +in this script · \d\d:\d\d:\d\d\.\d{3} to /g)).toHaveLength(3);
  },
);
