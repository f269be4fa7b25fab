// Calls and what came of them: joins records to the items that tell them, and makes items of calls that have none.

import { parseJson } from "../bytes/deep.ts";
import { readCall, type Call } from "../action/call.ts";
import type { Json, JsonObject } from "../bytes/json.ts";
import { integer, text } from "../lineage/field.ts";
import { readToolOutput, type ToolOutput } from "../rollout/output.ts";
import type { TurnItem } from "../schema/index.ts";
import { createNotes, createNotesState, itemOfCall, wholeBody } from "../upgrade/index.ts";
import type { Item, ItemContent, ToolCallContent, Whereabouts } from "./contract.ts";
import { joinSources } from "./sources.ts";

interface Entry {
  readonly id: string;
  readonly call: Call;
  readonly payload: JsonObject;
  readonly turn_id: string;
  readonly cwd: string | null;
  readonly shell: string | null;
  sources: readonly Whereabouts[];
  timestamp: string | null;
  /** The item that tells it, once there is one. */
  item: Item | null;
  /** That item was written, or built where the call ended, and is not made here. */
  told: boolean;
  /** The process or cell that goes on in the background. */
  process: string | null;
  printed: string;
  answered: boolean;
}

/** Plain data. */
export interface Calls {
  readonly open: Map<string, Entry>;
  /** Calls that speak to a process, and the call that started it. */
  readonly spoken: Map<string, string>;
}

export function createCalls(): Calls {
  return { open: new Map(), spoken: new Map() };
}

export interface Around {
  readonly turn_id: string;
  readonly cwd: string | null;
  readonly shell: string | null;
  readonly source: Whereabouts;
  readonly timestamp: string | null;
}

export function takeCall(calls: Calls, payload: JsonObject, inner: string, fallback: string, around: Around): void {
  const call = readCall(payload, inner, around.cwd);
  const id = call.id ?? fallback;
  if (call.role === "stdin" || call.role === "wait") {
    const target = [...calls.open.values()].findLast(({ process }) => process !== null && process === call.target);
    if (target !== undefined) {
      target.sources = [...target.sources, around.source];
      calls.spoken.set(id, target.id);
      return;
    }
  }
  calls.open.set(id, {
    id,
    call,
    payload,
    turn_id: around.turn_id,
    cwd: around.cwd,
    shell: around.shell,
    sources: [around.source],
    timestamp: around.timestamp,
    item: null,
    told: false,
    process: null,
    printed: "",
    answered: false,
  });
}

/** An item that Codex wrote, or that was built of an event: with the records of its call. */
export function takeItem(calls: Calls, item: Item): Item {
  const entry = calls.open.get(item.id);
  if (entry === undefined) return item;
  entry.sources = joinSources(entry.sources, item.sources);
  entry.item = { ...item, sources: entry.sources };
  entry.told = true;
  return entry.item;
}

/** An output: the item it completes or makes; null when its call is not known. */
export function takeOutput(calls: Calls, payload: JsonObject, around: Around): Item | null {
  const call_id = text(payload["call_id"]);
  if (call_id === null) return null;
  const spoken = calls.spoken.get(call_id);
  calls.spoken.delete(call_id);
  const entry = calls.open.get(spoken ?? call_id);
  if (entry === undefined) return null;
  entry.sources = joinSources(entry.sources, [around.source]);
  entry.timestamp = around.timestamp ?? entry.timestamp;
  const output = readToolOutput(payload["output"]);
  const running = output.verdict === "running" || output.verdict === "cell_running";
  if (running) entry.process = processOf(output, entry.process);
  entry.answered ||= spoken === undefined;
  if (entry.item !== null && entry.told) {
    entry.item = { ...entry.item, sources: entry.sources };
    linger(calls);
    return entry.item;
  }
  // A refused write says nothing of the process it was meant for.
  const silent = spoken !== undefined && output.exit_code === null && !running;
  const item = itemOf(entry, silent ? undefined : payload["output"], "recovered");
  // What it is made of is kept: it is made anew of whatever comes next.
  entry.item = entry.answered ? null : item;
  if (running) entry.printed += wholeBody(payload["output"], output) ?? "";
  if (!running && !silent && entry.call.role !== "exec") calls.open.delete(entry.id);
  else linger(calls);
  return item;
}

/** A command that was answered may still be spoken to, and told to have ended: so many of them are remembered. */
const LINGERING = 50;
/** Bytes of the records of those that were told to have ended: hardly anything is still said of them. */
const HEAVY = 1 << 16;

function linger({ open, spoken }: Calls): void {
  const awaited = new Set(spoken.values());
  const over = [...open.values()].filter(
    ({ id, answered, told, process }) => answered && (process === null || told) && !awaited.has(id),
  );
  let weight = over.reduce((sum, entry) => sum + weightOf(entry), 0);
  for (const entry of over.slice(0, -1)) {
    const heavy = weight > HEAVY && weightOf(entry) > 0;
    if (open.size <= LINGERING && !heavy) continue;
    open.delete(entry.id);
    weight -= weightOf(entry);
  }
}

function weightOf({ item, sources }: Entry): number {
  const ended = item !== null && "status" in item.content && item.content.status !== "in_progress";
  return ended ? sources.reduce((sum, { length }) => sum + length, 0) : 0;
}

/** The turn is over: calls of it that nothing answered, and nothing else tells, are items as they stand. */
export function leaveCalls(calls: Calls, turn_id: string): readonly Item[] {
  const left: Item[] = [];
  for (const entry of calls.open.values()) {
    if (entry.turn_id !== turn_id || entry.process !== null || entry.answered) continue;
    calls.open.delete(entry.id);
    if (entry.item === null) left.push(itemOf(entry, undefined, "recovered"));
  }
  return left;
}

function itemOf(entry: Entry, value: Json | undefined, origin: Item["origin"]): Item {
  return {
    id: entry.id,
    turn_id: entry.turn_id,
    content: contentOf(entry, value),
    origin,
    started_at_ms: null,
    completed_at_ms: null,
    timestamp: entry.timestamp,
    sources: entry.sources,
  };
}

function contentOf(entry: Entry, value: Json | undefined): ItemContent {
  const { id, call, payload: item, turn_id, cwd, shell } = entry;
  const process = integer(Number(entry.process ?? Number.NaN));
  const open = { id, call, item, around: { cwd, shell }, turn_id, process, printed: entry.printed, ended: false };
  const built = itemOfCall(open, value, createNotes(createNotesState(), true));
  if (built === null) return toolCall(entry, value);
  // Built in the shape of the schemas, which a test holds it to.
  return built as unknown as TurnItem;
}

function toolCall({ id, call, payload }: Entry, value: Json | undefined): ToolCallContent {
  return {
    type: "ToolCall",
    id,
    name: text(payload["name"]) ?? call.facts.tool_name,
    namespace: text(payload["namespace"]),
    arguments: parsed(payload["arguments"] ?? payload["input"] ?? payload["action"]),
    output: value ?? null,
    status: value === undefined ? "in_progress" : statusOf(readToolOutput(value)),
  };
}

const FAILURES: ReadonlySet<ToolOutput["verdict"]> = new Set([
  "unsupported",
  "rejected",
  "patch_failed",
  "cell_failed",
  "timed_out",
]);

function statusOf(output: ToolOutput): ToolCallContent["status"] {
  if (output.verdict === "running" || output.verdict === "cell_running") return "in_progress";
  if (output.verdict === "declined") return "declined";
  return FAILURES.has(output.verdict) || (output.exit_code !== null && output.exit_code !== 0) ? "failed" : "completed";
}

function parsed(value: Json | undefined): Json {
  if (typeof value !== "string") return value ?? null;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

function processOf(output: ToolOutput, before: string | null): string | null {
  return output.process === null ? (output.cell ?? before) : String(output.process);
}
