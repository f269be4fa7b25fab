// The lab's command: fetch a Codex, run a scenario with it, read a home with it.

import { parseArgs } from "node:util";
import { readThreadWithCodex, listThreadsWithCodex } from "./appserver.ts";
import { CodexUnavailable, fetchCodex } from "./codex.ts";
import { runScenario, type ScenarioRun } from "./run.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { PINNED_CODEX } from "./versions.ts";

const USAGE = `node lab/main.ts list                              versions and scenarios
node lab/main.ts fetch VERSION…                    bring versions into the cache
node lab/main.ts run VERSION SCENARIO [options]    play a scenario, say what came of it
  --keep DIR         run in DIR and keep it (else it is removed)
  --model NAME       the model Codex is configured with
  --provider openai  the built-in provider instead of one of our own
  --websocket        let it use a WebSocket
node lab/main.ts threads VERSION HOME              what Codex's app-server lists in a codex home
node lab/main.ts thread VERSION HOME ID            how it reads a thread, with turns`;

process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: "string" },
    model: { type: "string" },
    provider: { type: "string" },
    websocket: { type: "boolean" },
  },
});

try {
  process.exitCode = await command(positionals);
} catch (error) {
  if (!(error instanceof CodexUnavailable || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function command([name, ...rest]: readonly string[]): Promise<number> {
  const [version, second, third] = rest;
  if (name === "list") return list();
  if (name === "fetch" && version !== undefined) {
    for (const each of rest) console.log((await fetchCodex(each)).program);
    return 0;
  }
  if (name === "run" && version !== undefined && second !== undefined) return run(version, second);
  if (name === "threads" && version !== undefined && second !== undefined) {
    console.log(JSON.stringify(await listThreadsWithCodex(version, second), null, 2));
    return 0;
  }
  if (name === "thread" && version !== undefined && second !== undefined && third !== undefined) {
    console.log(JSON.stringify(await readThreadWithCodex(version, second, third), null, 2));
    return 0;
  }
  console.error(USAGE);
  return 2;
}

function list(): number {
  for (const [era, versions] of Object.entries(PINNED_CODEX)) console.log(`${era.padEnd(10)} ${versions.join(" ")}`);
  console.log(`scenarios  ${[...SCENARIOS.keys()].join(" ")}`);
  return 0;
}

async function run(version: string, name: string): Promise<number> {
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined || (values.provider !== undefined && values.provider !== "openai")) {
    console.error(scenario === undefined ? `no scenario ${name}` : "--provider knows openai only");
    return 2;
  }
  const played = await runScenario({
    codex: await fetchCodex(version),
    scenario,
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values.provider === undefined ? {} : { provider: "openai" }),
    webSocket: values.websocket === true,
    ...(values.keep === undefined ? {} : { at: values.keep }),
  });
  tell(played);
  played.dispose();
  return played.sessions.length > 0 ? 0 : 1;
}

function tell(played: ScenarioRun): void {
  for (const step of played.steps) {
    const end = step.ended ?? (step.code === null ? step.signal : `exit ${step.code}`);
    console.log(`codex ${step.argv[0] ?? ""} … ${String(end)} after ${step.ms} ms`);
    if (step.code !== 0 && step.ended === null) console.error(step.stderr.trimEnd());
  }
  const transports = Map.groupBy(played.requests, ({ via, answer }) => `${via} ${answer}`);
  console.log(`requests: ${[...transports].map(([kind, notes]) => `${notes.length} ${kind}`).join(", ")}`);
  for (const path of played.sessions) console.log(path);
}
