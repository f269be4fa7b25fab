// Makes new specimens: runs a scenario in the lab, asks Codex how it reads the outcome, and files both.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppServerError, listThreadsWithCodex, readThreadWithCodex } from "../appserver.ts";
import { fetchCodex } from "../codex.ts";
import { runScenario } from "../run.ts";
import { SCENARIOS } from "../scenarios/index.ts";
import { isAtLeast, NEWEST_CODEX } from "../versions.ts";
import { importScenario } from "./import.ts";

/** Where specimens are made, so that the paths inside them are always the same. */
export const LAB_DIRECTORY = "/srv/lab";

export interface MakeOptions {
  readonly version: string;
  readonly scenario: string;
  /** The version, with a suffix where the model or the provider is not the usual one. */
  readonly label: string;
  readonly root: string;
  readonly model?: string;
  readonly provider?: "mock" | "openai";
  readonly webSocket?: boolean;
  /** Instead of `/srv/lab`; its path will be in the specimen. */
  readonly laboratory?: string;
}

/** Runs one scenario and files it. Answers what it became, or null when Codex wrote no session. */
export async function makeSpecimen(options: MakeOptions): Promise<{ directory: string; sessions: string[] } | null> {
  const scenario = SCENARIOS.get(options.scenario);
  if (scenario === undefined) throw new RangeError(`the lab has no scenario ${options.scenario}`);
  if (scenario.since !== undefined && !isAtLeast(options.version, scenario.since)) return null;
  const codex = await fetchCodex(options.version);
  const at = join(options.laboratory ?? LAB_DIRECTORY, "corpus", options.label, options.scenario);
  const { model, provider, webSocket } = options;
  const run = await runScenario({
    codex,
    scenario,
    at,
    ...(model === undefined ? {} : { model }),
    ...(provider === undefined ? {} : { provider }),
    ...(webSocket === undefined ? {} : { webSocket }),
  });
  try {
    await keepReading(options.version, run.home, join(at, "app-server"));
    if (options.version !== NEWEST_CODEX) {
      await keepReading(NEWEST_CODEX, run.home, join(at, `app-server-by-${NEWEST_CODEX}`));
    }
    const filed = importScenario(at, options.label, options.scenario, options.root);
    if (filed === null) return null;
    return { directory: join(filed.era, options.label, options.scenario), sessions: filed.sessions };
  } finally {
    run.dispose();
  }
}

/** Old versions have no app-server, or none that reads threads: then there is nothing to keep. */
async function keepReading(version: string, home: string, to: string): Promise<void> {
  try {
    for (const { id } of await listThreadsWithCodex(version, home)) {
      const thread = await readThreadWithCodex(version, home, id);
      mkdirSync(to, { recursive: true });
      writeFileSync(join(to, `thread-read.${id}.json`), `${JSON.stringify({ result: { thread } }, null, 1)}\n`);
    }
  } catch (error) {
    if (!(error instanceof AppServerError)) throw error;
  }
}
