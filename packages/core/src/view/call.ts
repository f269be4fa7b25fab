// Views of calls of tools, and of other agents.

import type { Json, JsonObject } from "../bytes/json.ts";
import { integer, list, object, text } from "../lineage/field.ts";
import { readToolOutput } from "../rollout/output.ts";
import type { Item } from "../thread/contract.ts";
import { wholeBody } from "../upgrade/index.ts";
import { argumentLine, contentParts, parts, stateOf, tookOf, view, words } from "./build.ts";
import type { ItemView, Part, StepView } from "./contract.ts";

export function mcpView(item: Item, content: JsonObject): ItemView {
  const result = object(content["result"]);
  const error = words(object(content["error"])?.["message"]);
  const given = contentParts(result?.["content"]);
  const structured = result?.["structuredContent"] ?? result?.["structured_content"] ?? null;
  const state = stateOf(content["status"]);
  return view("call", titleOf(text(content["server"]), text(content["tool"]), content["arguments"]), {
    // Older files tell what came back, and not that this was its end.
    state: state === "open" && result !== null ? null : state,
    duration_ms: tookOf(item, content),
    parts: [
      ...(given.length === 0 && structured !== null ? parts("output", JSON.stringify(structured)) : given),
      ...parts("output", error),
    ],
  });
}

export function dynamicView(item: Item, content: JsonObject): ItemView {
  return view("call", titleOf(text(content["namespace"]), text(content["tool"]), content["arguments"]), {
    state: content["success"] === false ? "failed" : stateOf(content["status"]),
    duration_ms: tookOf(item, content),
    parts: [...contentParts(content["content_items"]), ...parts("output", words(content["error"]))],
  });
}

export function outputView(content: JsonObject): ItemView {
  const title = titleOf(text(content["namespace"]), text(content["name"]), null);
  return view("call", title, { parts: resultParts(content["output"] ?? null) });
}

/** Calls that no item tells. */
export function toolView(content: JsonObject): ItemView {
  const name = text(content["name"]);
  const given = content["arguments"] ?? null;
  const state = stateOf(content["status"]);
  const result = resultParts(content["output"] ?? null);
  if (name === null) {
    const exit_code = readToolOutput(content["output"]).exit_code;
    return view("call", "the end of a call that began elsewhere", { state, exit_code, parts: result });
  }
  const steps = name === "update_plan" ? stepsOf(given) : [];
  if (steps.length > 0) {
    const told = words(object(given)?.["explanation"]);
    const refused = state === "failed" ? result : [];
    return view("plan", "Plan", { state, parts: [...parts("said", told), { type: "steps", steps }, ...refused] });
  }
  const source = words(given);
  return view("call", titleOf(text(content["namespace"]), name, source === null ? given : null), {
    state,
    exit_code: readToolOutput(content["output"]).exit_code,
    parts: [...parts("code", source), ...result],
  });
}

function titleOf(space: string | null, name: string | null, given: Json | undefined): string {
  const told = [space, name].filter((word) => word !== null && word !== "").join(".");
  const line = argumentLine(given);
  return `${told === "" ? "a tool" : told}${line === "" ? "" : `(${line})`}`;
}

/** What came back, without the header Codex puts before it. */
function resultParts(output: Json): readonly Part[] {
  if (Array.isArray(output) && output.some((part) => text(object(part as Json)?.["text"]) === null)) {
    return contentParts(output);
  }
  const body = wholeBody(output, readToolOutput(output));
  return body === null ? contentParts(output) : parts("output", body);
}

const STEP_STATES: Readonly<Record<string, StepView["state"]>> = { completed: "done", in_progress: "doing" };

function stepsOf(given: Json): readonly StepView[] {
  return list(object(given)?.["plan"]).map((step) => {
    const state = text(object(step)?.["status"]) ?? "";
    return {
      text: words(object(step)?.["step"]) ?? "",
      state: Object.hasOwn(STEP_STATES, state) ? (STEP_STATES[state] ?? "open") : "open",
    };
  });
}

const DEEDS: Readonly<Record<string, string>> = {
  spawn_agent: "spawned",
  send_input: "wrote to",
  send_message: "wrote to",
  followup_task: "gave another task to",
  resume_agent: "resumed",
  wait: "waited for",
  close_agent: "closed",
  interrupt_agent: "interrupted",
  list_agents: "listed agents",
};

export function collaborationView(item: Item, content: JsonObject): ItemView {
  const tool = text(content["tool"]) ?? "";
  const agents = list(content["receiver_agents"]).map((agent) => object(agent) ?? {});
  const known = new Map(agents.map((agent) => [text(agent["thread_id"]), text(agent["agent_nickname"])]));
  const who = list(content["receiver_thread_ids"]).map((id) => {
    const nickname = known.get(text(id));
    return `${nickname === null || nickname === undefined ? "agent" : nickname} ${text(id) ?? ""}`;
  });
  const deed = Object.hasOwn(DEEDS, tool) ? (DEEDS[tool] ?? tool) : tool;
  const model = [text(content["model"]), text(content["reasoning_effort"])].filter((word) => word !== null);
  const states = Object.entries(object(content["agents_states"]) ?? {}).flatMap(([id, state]) => stateParts(id, state));
  return view("agent", who.length === 0 ? deed : `${deed} ${who.join(", ")}`, {
    state: stateOf(content["status"]),
    duration_ms: tookOf(item, content),
    remarks: model.length === 0 ? [] : [model.join(" ")],
    parts: [...parts("typed", words(content["prompt"])), ...states],
  });
}

/** `"running"`, or `{"completed": "what it said"}`. */
function stateParts(id: string, state: Json | undefined): readonly Part[] {
  if (text(state) === "pending_init") return [];
  const [word, said] = Object.entries(object(state) ?? {})[0] ?? [text(state) ?? "", null];
  const line = `${id}: ${word.replaceAll("_", " ")}`;
  return [...parts("fact", line), ...parts("said", words(said ?? null))];
}

export function activityView(content: JsonObject): ItemView {
  const model = [text(content["model"]), text(content["reasoning_effort"])].filter((word) => word !== null);
  const kind = text(content["kind"]) ?? "acted";
  const name = [text(content["agent_path"]), text(content["agent_thread_id"])].filter((word) => word !== null);
  return view("agent", `${kind} ${name.join(" ")}`.trimEnd(), { remarks: model.length === 0 ? [] : [model.join(" ")] });
}

export function searchView(content: JsonObject): ItemView {
  const action = object(content["action"]);
  const queries = list(action?.["queries"]).map((query) => words(query) ?? "");
  const query = words(action?.["query"]) ?? words(content["query"]) ?? "";
  const results = list(content["results"]);
  return view("call", searchTitle(action, queries.length > 1 ? queries.join(", ") : query), {
    parts: results.flatMap((result) => parts("fact", resultLine(object(result) ?? {}))),
  });
}

function searchTitle(action: JsonObject | null, query: string): string {
  const url = words(action?.["url"]) ?? query;
  switch (action?.["type"]) {
    case "open_page":
      return `web page ${url}`;
    case "find_in_page":
      return `web page ${url}: find ${words(action["pattern"]) ?? ""}`;
    default:
      return `web search ${query}`;
  }
}

function resultLine(result: JsonObject): string {
  return [words(result["title"]), words(result["url"])].filter((word) => word !== null).join(" ");
}

export function pause(content: JsonObject): ItemView {
  const ms = integer(content["duration_ms"]) ?? integer(content["durationMs"]);
  return view("call", text(content["kind"]) ?? text(content["name"]) ?? "extension", { duration_ms: ms });
}
