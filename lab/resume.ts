// What a resume loads into the model: a thread of a copy of a home, resumed by the real Codex, and its first request.

import { cpSync, existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Codex } from "./codex.ts";
import { commandLine, readHelp, type Help } from "./command-line.ts";
import { startModel } from "./model.ts";
import { startGroup, stopGroup } from "./process.ts";
import type { Wire } from "./script.ts";
import { isSessionFile, listFiles } from "./specimen/scenario-files.ts";
import { defaultModel } from "./versions.ts";
import { makeWorkplace, writeConfig, type Workplace } from "./workplace.ts";

export interface ResumeOptions {
  readonly codex: Codex;
  /** A codex home; it is copied, and never written to. */
  readonly home: string;
  readonly threadId: string;
  /** The provider the thread was begun with: Codex does not change from the built-in one to another. */
  readonly provider?: "mock" | "openai";
  /** What the version knows if it is not said. */
  readonly model?: string;
  /** Runs in the copy before the resume. */
  readonly prepare?: (place: Workplace) => Promise<void>;
}

export interface Resumed {
  /** The model's input: what the files held, between what Codex says anew. Null when Codex did not get so far. */
  readonly input: readonly Wire[] | null;
  /** Items Codex put before those of the files, and behind them; they were made for this resume. */
  readonly before: readonly Wire[];
  readonly after: readonly Wire[];
  readonly stderr: string;
}

const PROMPT = "go on";
let known: { readonly version: string; readonly help: Help } | null = null;

/** Resumes a thread in a copy of its home, archived or not, and gives what the model was asked first. */
export async function resumeThread(options: ResumeOptions): Promise<Resumed> {
  const { codex, provider = "mock" } = options;
  const place = makeWorkplace();
  const model = await startModel({ script: { turns: [], default: { items: [{ $text: "Gone on." }] } } });
  try {
    copySessions(resolve(options.home), place.home);
    writeConfig(place, { model: options.model ?? defaultModel(codex.version), provider, baseUrl: model.baseUrl });
    await options.prepare?.(place);
    const begun = Date.now();
    const { stderr } = await run(codex, place, options.threadId, provider);
    const asked = model.requests.find(({ body }) => Array.isArray(body?.input));
    return { ...sortInput((asked?.body?.input as Wire[] | undefined) ?? null, begun), stderr };
  } finally {
    await model.close();
    place.dispose();
  }
}

function copySessions(from: string, to: string): void {
  const options = { recursive: true, preserveTimestamps: true };
  mkdirSync(join(to, "sessions"), { recursive: true });
  for (const part of ["sessions", "archived_sessions"]) {
    if (existsSync(join(from, part))) cpSync(join(from, part), join(to, part), options);
  }
  // An archived thread has to be taken out of the archive before Codex resumes it.
  const archive = join(to, "archived_sessions");
  const [year, month, day] = ["2026", "01", "01"];
  for (const name of existsSync(archive) ? readdirSync(archive) : []) {
    mkdirSync(join(to, "sessions", year, month, day), { recursive: true });
    renameSync(join(archive, name), join(to, "sessions", year, month, day, name));
  }
}

async function run(
  codex: Codex,
  place: Workplace,
  threadId: string,
  provider: "mock" | "openai",
): Promise<{ readonly stderr: string }> {
  if (known?.version !== codex.version) known = { version: codex.version, help: readHelp(codex, place) };
  const files = listFiles(place.home).filter((path) => isSessionFile(path) && basename(path).includes(threadId));
  const sessions = files.slice(-1).map((path) => ({ path: join(place.home, path), id: threadId }));
  const argv = commandLine({ kind: "resume", prompt: PROMPT }, known.help, codex.version, sessions, "");
  if (argv === null) return { stderr: `${codex.version} cannot resume` };
  const keys = provider === "openai" ? { OPENAI_API_KEY: "no-real-key", CODEX_API_KEY: "no-real-key" } : {};
  const child = startGroup(codex.program, argv, { cwd: place.repo, env: { ...place.env, ...keys } });
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdout?.resume();
  const limit = setTimeout(() => stopGroup(child), 30_000);
  await new Promise((done) => {
    child.on("error", done);
    child.on("close", done);
    child.on("exit", () => stopGroup(child));
  });
  clearTimeout(limit);
  return { stderr };
}

/**
 * What is made for the resume tells itself: ids of messages carry the time they were made at (version 7), and the base
 * instructions have one made of their text (version 5). Versions before 0.148 send no ids; of theirs all is `input`.
 */
function sortInput(input: readonly Wire[] | null, begun: number): Omit<Resumed, "stderr"> {
  if (input === null) return { input, before: [], after: [] };
  const fresh = input.findIndex((item) => madeAt(item) >= begun || asksForSummary(item));
  const end = fresh === -1 ? input.length : fresh;
  const start = input[0]?.["role"] === "developer" && /^msg_.{13}-5/.test(String(input[0]["id"])) ? 1 : 0;
  return { before: input.slice(0, start), input: input.slice(start, end), after: input.slice(end) };
}

/** Codex compacts before it goes on; what it asks for that has no id. */
function asksForSummary({ id, content }: Wire): boolean {
  return id === undefined && JSON.stringify(content ?? "").includes("CONTEXT CHECKPOINT COMPACTION");
}

function madeAt(item: Wire): number {
  const found = /_([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(typeof item["id"] === "string" ? item["id"] : "");
  return found === null ? 0 : Number.parseInt(`${found[1] ?? ""}${found[2] ?? ""}`, 16);
}
