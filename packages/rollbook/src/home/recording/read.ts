// A recording read: what its logs tell of requests, approvals and calls, and what is wrong with them.

import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import {
  createApprovals,
  createCalls,
  createLogReader,
  createRequests,
  type LogEnd,
  type RecordedApproval,
  type RecordedRequest,
  type TracedCall,
} from "rollbook-core/recorded";
import { readChunks } from "../chunks.ts";
import { SourceError } from "../error.ts";
import { statRegular } from "../regular.ts";
import { openBodies } from "./bodies.ts";
import { readManifest, type RecordedManifest } from "./manifest.ts";

export interface Recording {
  readonly directory: string;
  /** Null where there is none that can be read. */
  readonly manifest: RecordedManifest | null;
  readonly requests: readonly RecordedRequest[];
  readonly approvals: readonly RecordedApproval[];
  /** Of Codex's own traces, each with the file that tells of it. */
  readonly calls: readonly (TracedCall & { readonly file: string })[];
  /** What is missing or damaged, in sentences. */
  readonly problems: readonly string[];
}

export interface RecordingWish {
  /** `brief`: without what each request held, for which large bodies are read. */
  readonly requests: "none" | "brief" | "whole";
  readonly calls: boolean;
}

/** Reads what is there of a recording; never throws for what it finds. */
export async function readRecording(directory: string, wish: RecordingWish): Promise<Recording> {
  const problems: string[] = [];
  const manifest = readManifest(directory);
  if (typeof manifest === "string") problems.push(manifest);
  else if (manifest === null) problems.push(`${directory} has no manifest.json: what was captured is not known`);
  const known = typeof manifest === "string" ? null : manifest;
  if (known !== null) problems.push(...foreign(directory, known), ...unended(known));

  const bodies = openBodies(directory);
  const brief = wish.requests === "brief";
  const requests = createRequests((body) => (brief && body["file"] !== undefined ? null : bodies.textOf(body)));
  if (wish.requests !== "none")
    problems.push(...(await readLog(join(directory, "session_oai_raw.log"), requests.take)));
  const approvals = createApprovals();
  problems.push(...(await readLog(join(directory, "session_meta.log"), approvals.take)));
  const calls: (TracedCall & { readonly file: string })[] = [];
  for (const file of wish.calls ? tracesIn(join(directory, "trace")) : []) {
    const fold = createCalls();
    problems.push(...(await readLog(file, fold.take)));
    calls.push(...fold.end().map((call) => ({ ...call, file })));
  }
  const all = requests.end();
  const told = brief ? all.map((request) => ({ ...request, input_items: null, change: null })) : all;
  problems.push(...bodies.problems());
  return { directory, manifest: known, requests: told, approvals: approvals.end(), calls, problems };
}

type Take = Parameters<typeof createLogReader>[0];

async function readLog(path: string, take: Take): Promise<readonly string[]> {
  if (statRegular(path) === null) return [];
  const reader = createLogReader(take);
  let problem: readonly string[] = [];
  try {
    for await (const chunk of readChunks(path)) reader.push(chunk);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problem = [error.message];
  }
  return [...problem, ...faultsOf(path, reader.end())];
}

function faultsOf(path: string, { damaged, first_damaged, torn }: LogEnd): readonly string[] {
  const lines = damaged === 1 ? "line" : `of ${damaged} lines the first, line`;
  return [
    ...(damaged === 0 ? [] : [`${path}: ${lines} ${first_damaged}, is no record and was passed over`]),
    ...(torn ? [`${path} breaks off in its last line`] : []),
  ];
}

function tracesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .toSorted()
      .map((name) => join(directory, name, "trace.jsonl"))
      .filter((path) => statRegular(path) !== null);
  } catch {
    return [];
  }
}

/** A directory that was renamed or put together by hand. */
function foreign(directory: string, { session_id }: RecordedManifest): readonly string[] {
  const name = basename(directory).toLowerCase();
  if (session_id === null || !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name) || session_id.toLowerCase() === name) return [];
  return [`${join(directory, "manifest.json")} is of another session, ${session_id}`];
}

function unended({ runs }: RecordedManifest): readonly string[] {
  return runs
    .filter(({ ended_at }) => ended_at === null)
    .map(({ started_at }) => `the recording begun ${started_at ?? "some time"} has no end: it goes on, or was killed`);
}
