// A thread as Codex's app-server gives it (`Thread`, protocol v2, 0.169), without its turns.

import type { Json, JsonObject } from "../bytes/json.ts";
import { text } from "../lineage/field.ts";
import { headerPayload, isHeader } from "../lineage/head.ts";
import type { Header } from "../lineage/header.ts";
import type { Reading } from "../rollout/reading.ts";
import type { Opening } from "./opening.ts";
import type { Settings } from "./settings.ts";
import { sourceOf, spawnedAgent } from "./source.ts";

/** Who began a thread, in the words of the protocol. */
export interface ThreadOrigin {
  readonly source: Json;
  readonly parent_thread_id: string | null;
  readonly thread_source: string | null;
}

/** `meta` is the payload of a `session_meta` as it was written, or what the two oldest eras have for one. */
export function originOf(meta: JsonObject): ThreadOrigin {
  return {
    source: sourceOf(meta),
    parent_thread_id: text(meta["parent_thread_id"]),
    thread_source: text(meta["thread_source"]),
  };
}

/** What files tell of a thread without being read whole. */
export interface ThreadFacts {
  readonly id: string;
  /** The head of the file in which the thread goes on: of the last segment. */
  readonly header: Header;
  /** What that head says besides. */
  readonly origin: ThreadOrigin;
  readonly opening: Opening;
  readonly settings: Settings;
  /** The name that the home's index of names has for it. */
  readonly name: string | null;
  /** Of the file in which it goes on. */
  readonly path: string;
  /** When that file was last written to, in Unix milliseconds. */
  readonly updated_ms: number;
  /** The home's model provider, which threads have that name none (before 0.58). */
  readonly provider: string;
}

/** For `originOf`: what a file's header says, if the reading is one. */
export function headerIn(reading: Reading): JsonObject | null {
  return reading.kind === "record" && isHeader(reading) ? headerPayload(reading) : null;
}

/** What is always told in words, among the rest. */
export interface ThreadObject extends JsonObject {
  readonly preview: string;
  readonly modelProvider: string;
  readonly cwd: string;
}

/** As `thread/read` gives it. `turns` is empty. */
export function threadObject(facts: ThreadFacts): ThreadObject {
  const { id, header, origin, opening, settings, updated_ms } = facts;
  const { source } = origin;
  const agent = spawnedAgent(source);
  const updated = Math.floor(updated_ms / 1000);
  return {
    id,
    environments: null,
    extra: null,
    sessionId: id,
    forkedFromId: header.forked_from,
    attachedToThreadId: null,
    parentThreadId: origin.parent_thread_id,
    preview: opening.preview ?? "",
    ephemeral: false,
    section: null,
    sectionEnteredAt: null,
    projectId: null,
    historyMode: header.history_mode === "paginated" ? "paginated" : "legacy",
    modelProvider: settings.provider ?? header.model_provider ?? facts.provider,
    model: settings.model,
    reasoningEffort: settings.effort,
    createdAt: Math.floor(createdMs(facts) / 1000),
    updatedAt: updated,
    recencyAt: updated,
    status: { type: "notLoaded" },
    // A compressed file is called by the name it had before.
    path: facts.path.replace(/\.zst$/, ""),
    cwd: settings.cwd ?? header.cwd ?? opening.cwd ?? "",
    cliVersion: header.cli_version ?? "",
    originator: header.originator,
    source,
    canAcceptDirectInput: null,
    threadSource: origin.thread_source,
    agentNickname: agent?.["agent_nickname"] ?? null,
    agentRole: agent?.["agent_role"] ?? null,
    gitInfo: gitInfo(header.git),
    name: nameOf(facts),
    daybreakEnabled: null,
    turns: [],
  };
}

/** As `thread/list` gives it: from an index that does not hold where a thread comes from. */
export function listedThread(thread: JsonObject): JsonObject {
  return { ...thread, forkedFromId: null, parentThreadId: null, threadSource: null };
}

export function createdMs({ header, updated_ms }: Pick<ThreadFacts, "header" | "updated_ms">): number {
  const started = Date.parse(header.started_at ?? "");
  return Number.isNaN(started) ? updated_ms : started;
}

/** A thread without a name is called by its first words, where the preview does not say them already. */
export function nameOf({ name, settings, opening }: Pick<ThreadFacts, "name" | "settings" | "opening">): string | null {
  return name ?? settings.name ?? (opening.title === opening.preview ? null : opening.title);
}

function gitInfo(git: Header["git"]): JsonObject | null {
  if (git === null || (git.commit_hash === null && git.branch === null && git.repository_url === null)) return null;
  return { sha: git.commit_hash, branch: git.branch, originUrl: git.repository_url };
}
