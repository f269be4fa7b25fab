// What the file at the chain's end says of its thread: whose rules hold, and whether Codex would resume it.

import { isObject, type JsonObject } from "../bytes/json.ts";
import type { Reading } from "../rollout/reading.ts";
import { object, payloadOf, text } from "../lineage/field.ts";
import { NO_HEADER, readHeader, type Header } from "../lineage/header.ts";
import type { ContextRules, ContextSource } from "./contract.ts";

export interface Head {
  readonly header: Header;
  readonly rules: ContextRules;
  readonly base_instructions: string | null;
  /** Why Codex would not resume the file. */
  readonly refused: string | null;
  readonly source: ContextSource | null;
}

const HEADLESS = "Codex refuses a file that does not begin with its header.";

export const NO_HEAD: Head = {
  header: NO_HEADER,
  rules: "0.169",
  base_instructions: null,
  refused: "There is nothing in the file.",
  source: null,
};

/** Of the first reading of a file that is no blank line. */
export function headOf(first: Reading, source: ContextSource): Head {
  if (first.kind !== "record") return { ...NO_HEAD, refused: HEADLESS };
  const payload = payloadOf(first.value);
  if (first.era === "document") {
    const header = readHeader(object(first.value["session"]) ?? payload);
    return {
      header,
      rules: "none",
      base_instructions: null,
      refused: "No version of Codex resumes a session of the TypeScript CLI.",
      source,
    };
  }
  if (first.era === "bare") {
    const refused =
      "Codex 0.34 and later neither list nor resume records without an envelope; versions up to 0.29 do, when told to (experimental_resume).";
    return { header: readHeader(payload), rules: "0.29", base_instructions: null, refused, source };
  }
  const header = first.outer === "session_meta" ? readHeader(payload) : NO_HEADER;
  const base = payload["base_instructions"];
  const base_instructions = isObject(base) ? text(base["text"]) : null;
  return {
    header,
    rules: "0.169",
    base_instructions,
    refused: refusal(first.outer, header, payload, first.salvaged),
    source,
  };
}

function refusal(outer: string, header: Header, payload: JsonObject, salvaged: boolean): string | null {
  const { thread_id, originator, cli_version, history_mode } = header;
  if (outer !== "session_meta" || salvaged || thread_id === null || originator === null || cli_version === null)
    return HEADLESS;
  if (history_mode !== null && history_mode !== "legacy" && history_mode !== "paginated") {
    return `Codex refuses the history mode ${JSON.stringify(history_mode)}, which it does not know.`;
  }
  const spawned = header.source === "subagent:thread_spawn" && payload["multi_agent_version"] === "v2";
  return spawned ? "Codex does not resume this agent by itself; resume the thread that started it." : null;
}
