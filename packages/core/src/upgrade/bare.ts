// bare → envelope: every line gets an envelope, and the events that 0.34 … 0.142 wrote beside the items. Frozen.

import { isObject, type JsonObject } from "../bytes/json.ts";
import { list, text } from "../lineage/field.ts";
import { typedText } from "../lineage/header.ts";
import { uuidTime } from "../lineage/uuid.ts";
import { readEnvironment } from "../lineage/environment.ts";
import { makeEvent, reshape, type Line, type Step } from "./line.ts";
import type { Notes } from "./notes.ts";

const EPOCH = "1970-01-01T00:00:00.000Z";

/** Plain data. */
export interface BareState {
  started: string | null;
  /** The header waits for the first item, which from 0.24 on tells the working directory. */
  header: Line | null;
  headed: boolean;
}

export function createBareState(): BareState {
  return { started: null, header: null, headed: false };
}

/** `named` is the thread id in the file's name, for files whose header line is lost. */
export function createBareStep(notes: Notes, named: string | null, state: BareState): Step {
  function time(): string {
    return state.started ?? EPOCH;
  }

  function giveHeader(cwd: string | null): readonly Line[] {
    if (state.header === null) return [];
    const { id, timestamp, git, ...rest } = state.header.value;
    if (cwd === null) notes.made("cwd");
    notes.made("originator");
    notes.made("cli_version");
    const known = {
      id,
      timestamp: timestamp ?? time(),
      cwd: cwd ?? "",
      originator: "unknown",
      cli_version: "unknown",
      ...rest,
    };
    const payload: JsonObject = git === undefined ? known : { ...known, git };
    const line = {
      ...reshape(state.header, "envelope", { timestamp: time(), type: "session_meta", payload }),
      outer: "session_meta",
    };
    state.header = null;
    return [{ ...line, making: "edited" }];
  }

  function takeHeader(line: Line): readonly Line[] {
    const before = giveHeader(null);
    state.headed = true;
    state.started = text(line.value["timestamp"]) ?? state.started;
    state.header = line;
    return before;
  }

  /** A file that lost its state.header still has a name. */
  function begin(line: Line): void {
    if (state.headed) return;
    state.headed = true;
    if (named === null) return;
    notes.made("header");
    const ms = uuidTime(named);
    state.started = ms === null ? EPOCH : new Date(ms).toISOString();
    state.header = {
      ...line,
      outer: "header",
      inner: "",
      value: { id: named, timestamp: state.started },
      making: "made",
    };
  }

  function takeItem(line: Line): readonly Line[] {
    begin(line);
    const before = giveHeader(readEnvironment(line.value)?.cwd ?? null);
    notes.made("timestamp");
    const item = reshape(line, "envelope", { timestamp: time(), type: "response_item", payload: line.value });
    return [...before, ...eventsOf(item, line.value, "before"), item, ...eventsOf(item, line.value, "behind")];
  }

  return {
    take(line) {
      if (line.era !== "bare") return line.era === null ? [line] : [...giveHeader(null), line];
      if (line.outer === "header") return takeHeader(line);
      if (line.outer === "response_item") return takeItem(line);
      notes.leaveOut("no place", line.at, line.value);
      return [];
    },
    end: () => giveHeader(null),
  };
}

/** Codex wrote `user_message` behind its item, `agent_message` and `agent_reasoning` before theirs. */
function eventsOf(line: Line, item: JsonObject, side: "before" | "behind"): readonly Line[] {
  const event = (payload: JsonObject): Line => makeEvent(line, "envelope", payload);
  if (side === "behind") {
    const typed = typedText(item);
    if (item["type"] !== "message" || typed === null) return [];
    const images = list(item["content"])
      .map((part) => (isObject(part) ? text(part["image_url"]) : null))
      .filter((url) => url !== null);
    return [event({ type: "user_message", message: typed, kind: "plain", ...(images.length > 0 ? { images } : {}) })];
  }
  if (item["type"] === "message" && item["role"] === "assistant") {
    const message = partTexts(item["content"]).join("\n");
    return message === "" ? [] : [event({ type: "agent_message", message })];
  }
  if (item["type"] !== "reasoning") return [];
  return [
    ...partTexts(item["summary"]).map((said) => event({ type: "agent_reasoning", text: said })),
    ...partTexts(item["content"]).map((said) => event({ type: "agent_reasoning_raw_content", text: said })),
  ];
}

function partTexts(parts: JsonObject[string]): readonly string[] {
  return list(parts)
    .map((part) => (isObject(part) ? (text(part["text"]) ?? "") : ""))
    .filter((said) => said !== "");
}
