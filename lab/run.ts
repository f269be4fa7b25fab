// Runs a scenario: a model with its script, a throw-away home, and Codex step by step.

import { copyFileSync, existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RequestNote } from "./answer.ts";
import type { Codex } from "./codex.ts";
import { commandLine, readHelp, type SessionFile } from "./command-line.ts";
import { startModel } from "./model.ts";
import { startGroup, stopGroup } from "./process.ts";
import type { Scenario, Step } from "./scenario.ts";
import type { Script } from "./script.ts";
import { isSessionFile, listFiles } from "./specimen/scenario-files.ts";
import { defaultModel } from "./versions.ts";
import { makeWorkplace, writeConfig, type Workplace } from "./workplace.ts";

export interface RunOptions {
  readonly codex: Codex;
  readonly scenario: Scenario;
  /** The model's name, which decides the tools Codex offers it; what the version knows if it is not said. */
  readonly model?: string;
  readonly provider?: "mock" | "openai";
  readonly webSocket?: boolean;
  /** A directory to run in and keep; a temporary one that `dispose` removes if it is not said. */
  readonly at?: string;
}

export interface StepRun {
  readonly argv: readonly string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the lab ended it, where it did. */
  readonly ended: "signal" | "timeout" | null;
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ScenarioRun {
  readonly version: string;
  readonly model: string;
  readonly provider: "mock" | "openai";
  readonly scenario: string;
  readonly script: Script;
  readonly directory: string;
  readonly home: string;
  readonly repo: string;
  /** Steps this version cannot do are left out. */
  readonly steps: readonly StepRun[];
  readonly requests: readonly RequestNote[];
  /** Absolute paths of the session files, in the order of their last change. */
  readonly sessions: readonly string[];
  dispose(): void;
}

const PICTURE = fileURLToPath(new URL("./picture.png", import.meta.url));

/** Plays a scenario to its end. Whatever happens, no process of it is left behind. */
export async function runScenario(options: RunOptions): Promise<ScenarioRun> {
  const { codex, scenario, provider = "mock" } = options;
  const modelName = options.model ?? defaultModel(codex.version);
  const place = makeWorkplace(options.at);
  try {
    scenario.prepare?.(place);
    const stage = { version: codex.version, model: modelName, provider, place };
    const script = typeof scenario.script === "function" ? scenario.script(stage) : scenario.script;
    const picture = join(place.directory, "picture.png");
    copyFileSync(PICTURE, picture);
    const model = await startModel({ script, webSocket: options.webSocket === true });
    const steps: StepRun[] = [];
    try {
      const { top, tables } = scenario;
      writeConfig(place, { model: modelName, provider, baseUrl: model.baseUrl, top, tables: tables?.() });
      const help = readHelp(codex, place);
      for (const step of scenario.steps) {
        step.before?.(place);
        const argv = commandLine(step, help, codex.version, sessionsIn(place.home), picture);
        if (argv !== null) steps.push(await runStep(codex, argv, step, place, provider));
      }
    } finally {
      await model.close();
    }
    const run = {
      version: codex.version,
      model: modelName,
      provider,
      scenario: scenario.name,
      script,
      directory: place.directory,
      home: place.home,
      repo: place.repo,
      steps,
      requests: model.requests,
      sessions: sessionsIn(place.home).map(({ path }) => path),
      dispose: () => place.dispose(),
    };
    writeRecords(run);
    return run;
  } catch (error) {
    place.dispose();
    throw error;
  }
}

function runStep(
  codex: Codex,
  argv: readonly string[],
  step: Step,
  place: Workplace,
  provider: "mock" | "openai",
): Promise<StepRun> {
  const keys = provider === "openai" ? { OPENAI_API_KEY: "no-real-key", CODEX_API_KEY: "no-real-key" } : {};
  return runCodex(codex, argv, { cwd: place.repo, environment: { ...place.env, ...keys }, ...step });
}

export interface CodexOptions extends Pick<Step, "signal" | "afterMs" | "timeoutMs"> {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends Codex with the signal when it is fulfilled, in place of a time. */
  readonly until?: Promise<unknown>;
}

/** Runs Codex once, with an empty standard input. Nothing of it is left when this resolves. */
export async function runCodex(codex: Codex, argv: readonly string[], options: CodexOptions): Promise<StepRun> {
  const { cwd, environment, signal, until } = options;
  const begun = performance.now();
  const child = startGroup(codex.program, argv, { cwd, env: environment });
  const said = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  let ended: StepRun["ended"] = null;
  const stop = (): void => {
    if (signal === undefined) return;
    ended = "signal";
    child.kill(signal);
  };
  void until?.then(stop);
  const interrupt = setTimeout(() => {
    if (until === undefined) stop();
  }, options.afterMs ?? 4000);
  const limit = setTimeout(() => {
    ended = "timeout";
    stopGroup(child);
  }, options.timeoutMs ?? 45_000);
  try {
    const { code, killed } = await new Promise<{ code: number | null; killed: NodeJS.Signals | null }>((done, fail) => {
      child.on("error", fail);
      // Commands that Codex left running hold its pipes open: end them, so that its output ends too.
      child.on("exit", () => stopGroup(child));
      child.on("close", (exit, by) => done({ code: exit, killed: by }));
    });
    return { argv, code, signal: killed, ended, ms: Math.round(performance.now() - begun), ...said };
  } finally {
    clearTimeout(interrupt);
    clearTimeout(limit);
    stopGroup(child);
  }
}

function sessionsIn(home: string): (SessionFile & { changed: number })[] {
  if (!existsSync(home)) return [];
  return listFiles(home)
    .filter(isSessionFile)
    .map((name) => ({
      path: join(home, name),
      id: /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json/.exec(name)?.[1] ?? "",
      changed: statSync(join(home, name)).mtimeMs,
    }))
    .toSorted((a, b) => a.changed - b.changed);
}

/** What a specimen keeps beside its sessions. */
function writeRecords(run: Omit<ScenarioRun, "dispose">): void {
  writeFileSync(join(run.directory, "script.json"), `${JSON.stringify(run.script, null, 1)}\n`);
  const runs = run.steps.map(({ argv, code, signal, ended, ms }) => ({ argv, code, sig: signal, why: ended, ms }));
  const { version, model, provider, scenario } = run;
  writeFileSync(
    join(run.directory, "runs.json"),
    `${JSON.stringify({ version, model, provider, scenario, runs }, null, 1)}\n`,
  );
}
