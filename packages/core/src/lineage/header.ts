// What the first record of a file says of its session, in every era's words.

import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { integer, list, object, text, timeText } from "./field.ts";

/** The rollout that another one continues (0.153 …), and where it is cut. */
export interface Base {
  /** Its *rollout* id: a thread may have several. */
  readonly rollout_id: string | null;
  /** The first ordinal that no longer counts. */
  readonly end_ordinal: number | null;
  /** Where that record begins, in bytes of the uncompressed file. */
  readonly end_offset: number | null;
}

export interface Header {
  /** The thread id. Codex's own `session_id` is the root of the tree: `root_id`. */
  readonly thread_id: string | null;
  readonly root_id: string | null;
  readonly parent_id: string | null;
  readonly forked_from: string | null;
  readonly started_at: string | null;
  readonly cwd: string | null;
  readonly git: {
    readonly commit_hash: string | null;
    readonly branch: string | null;
    readonly repository_url: string | null;
  } | null;
  readonly originator: string | null;
  readonly source: string | null;
  readonly cli_version: string | null;
  readonly model_provider: string | null;
  readonly history_mode: string | null;
  readonly base: Base | null;
  /** Records numbered below this were copied from the parent (subagents with full history, 0.153 …). */
  readonly own_from_ordinal: number | null;
}

export const NO_HEADER: Header = {
  thread_id: null,
  root_id: null,
  parent_id: null,
  forked_from: null,
  started_at: null,
  cwd: null,
  git: null,
  originator: null,
  source: null,
  cli_version: null,
  model_provider: null,
  history_mode: null,
  base: null,
  own_from_ordinal: null,
};

/** Reads `payload` of a session_meta, a bare meta line, or the `session` object of a TypeScript-era document. */
export function readHeader(meta: JsonObject): Header {
  const git = object(meta["git"]);
  const base = object(meta["history_base"]);
  const spawn = object(object(object(meta["source"])?.["subagent"])?.["thread_spawn"]);
  const thread_id = text(meta["id"]);
  return {
    thread_id,
    root_id: text(meta["session_id"]),
    parent_id: text(meta["parent_thread_id"]) ?? text(spawn?.["parent_thread_id"]),
    forked_from: text(meta["forked_from_id"]),
    started_at: timeText(meta["timestamp"]),
    cwd: text(meta["cwd"]),
    git:
      git === null
        ? null
        : {
            commit_hash: text(git["commit_hash"]),
            branch: text(git["branch"]),
            repository_url: text(git["repository_url"]),
          },
    originator: text(meta["originator"]),
    source: sourceWord(meta["source"]),
    cli_version: text(meta["cli_version"]),
    model_provider: text(meta["model_provider"]),
    history_mode: text(meta["history_mode"]),
    base:
      base === null
        ? null
        : {
            rollout_id: text(base["thread_id"]),
            end_ordinal: integer(base["end_ordinal_exclusive"]),
            end_offset: integer(base["end_byte_offset"]),
          },
    own_from_ordinal: integer(meta["subagent_history_start_ordinal"]),
  };
}

/** `"exec"` → exec, `{"subagent":"review"}` → subagent:review, `{"subagent":{"thread_spawn":…}}` → subagent:thread_spawn. */
function sourceWord(source: Json | undefined): string | null {
  if (typeof source === "string") return source;
  if (!isObject(source)) return null;
  const key = Object.keys(source)[0];
  if (key === undefined) return null;
  const inner = source[key];
  const word = typeof inner === "string" ? inner : isObject(inner) ? (Object.keys(inner)[0] ?? null) : null;
  return word === null ? key : `${key}:${word}`;
}

/** Models a record names: turn_context and thread_settings_applied. */
export function modelsOf(payload: JsonObject): readonly string[] {
  return [text(payload["model"]), text(object(payload["thread_settings"])?.["model"])].filter((name) => name !== null);
}

/** Injected text that Codex wrote as if the user had typed it, before 0.169 marked it so. */
const INJECTED =
  /^\s*(?:<environment_context>|<user_instructions>|# AGENTS\.md instructions|<turn_aborted>|<user_shell_command>|<skill>|<subagent_notification>|<permissions instructions>|<hook_prompt|<collaboration_mode>|<apps_instructions>|<plugins|<model_switch>|<user_action>|<INSTRUCTIONS>|Warning: apply_patch was requested via|Warning: The maximum number of unified exec)/;

/** What a person typed in a `message` response item of role user; null when it is injected, an image, or no such item. */
export function typedText(item: JsonObject): string | null {
  if (item["role"] !== "user") return null;
  const passthrough = object(item["internal_chat_message_metadata_passthrough"]);
  const kinds = list(passthrough?.["content_item_kinds"]);
  const parts = list(item["content"]).map((part, index) => {
    const said = isObject(part) ? text(part["text"]) : null;
    if (said === null || INJECTED.test(said)) return null;
    return kinds.length > 0 && kinds[index] !== "user.text" ? null : said;
  });
  const typed = parts.filter((part) => part !== null && part !== "");
  return typed.length === 0 ? null : typed.join("\n");
}
