// The guard's process: sleeps while the recorder lives, and serves Codex in its place when it does not.

import { closeSync, realpathSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Secrets } from "../secrets/index.ts";
import { makeServer } from "../tap/server.ts";
import { NO_NOTES } from "../tap/notes.ts";
import { findWays } from "../tap/ways.ts";
import { AT, type Charge, type ToGuard } from "./messages.ts";
import { runs } from "./process.ts";
import { takeStreams } from "./streams.ts";

const LOOK_MS = 100;

let charge: Charge | null = null;
let unread = false;
const secrets = new Secrets();
secrets.addEnvironment(process.env);
let rest = "";

/** Ends with Codex alone: what ends others is passed on to that one, or was the recorder's own end. */
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGTSTP"] as const) process.on(signal, () => {});
process.on("uncaughtException", () => {});
process.on("unhandledRejection", () => {});
process.removeAllListeners("warning");

process.stdin.setEncoding("utf8");
process.stdin.on("data", (text: string) => {
  const lines = `${rest}${text}`.split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) hear(JSON.parse(line) as ToGuard);
});
process.stdin.on("error", () => {});
process.stdin.on("close", () => void takeOver().finally(() => process.exit(0)));

function hear(message: ToGuard): void {
  if (message.kind === "charge") charge = message.charge;
  else if (message.kind === "secret") secrets.add(message.value);
  else if (!unread) {
    unread = true;
    closeSync(AT.codexOut);
  }
}

/** The recorder is gone. Where Codex is too, there was nothing to be saved. */
async function takeOver(): Promise<void> {
  if (charge === null || !runs(charge.codex)) return;
  const { codex, copied, staging } = charge;
  const gone = untilGone(codex);
  const passed = unread ? Promise.resolve() : takeStreams(copied, gone);
  const why = await serve(charge);
  await gone;
  await passed;
  say(await endRecording(staging), why);
}

async function untilGone(codex: Charge["codex"]): Promise<void> {
  while (runs(codex)) await sleep(LOOK_MS);
}

/** A sentence where it cannot be done. */
async function serve({ routes }: Charge): Promise<string | null> {
  if (routes.length === 0) return null;
  try {
    const server = makeServer(findWays(process.env), routes, () => NO_NOTES);
    await new Promise<void>((done, fail) => server.once("error", fail).listen({ fd: AT.port }, done));
    server.on("error", () => {});
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Where the recording then is; empty where no session had begun. */
async function endRecording(staging: string): Promise<readonly string[]> {
  try {
    // Not before it is needed: memory is short.
    const [{ endLeft }, { takeOwn }] = await Promise.all([import("../run/left.ts"), import("../run/papers.ts")]);
    const papers = takeOwn(staging);
    return papers === null ? [placeOf(staging)] : await endLeft(papers, secrets);
  } catch {
    return [placeOf(staging)];
  }
}

function say(places: readonly string[], why: string | null): void {
  const model = why === null ? "Codex ran on without it" : `Codex lost its way to the model (${why})`;
  const rest =
    places.length === 0 ? "no session had begun" : `what there is of the recording is in ${places.join(" and ")}`;
  const warning = `the recorder was killed, and ${model}; ${rest}`;
  try {
    writeSync(2, `rollbook: not all of this run was recorded: ${warning}\n`);
  } catch {
    // Nobody listens.
  }
}

function placeOf(staging: string): string {
  try {
    return realpathSync(staging);
  } catch {
    return staging;
  }
}
