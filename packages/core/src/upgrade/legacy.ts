// legacy → paginated: ordinals, and turn items in place of events and beside calls.

import type { Json, JsonObject } from "../bytes/json.ts";
import { text, texts } from "../lineage/field.ts";
import { readUserShell } from "../action/usershell.ts";
import { displayCommand } from "../shell/index.ts";
import { userShellItem } from "./call.ts";
import { readEnvironment } from "../lineage/environment.ts";
import { itemOfEvent } from "./event.ts";
import { makeId } from "./ids.ts";
import { createJoins, createJoinsState, type JoinsState } from "./joins.ts";
import { editPayload, isEnveloped, makeEvent, payloadObject, type Line, type Step } from "./line.ts";
import type { Notes } from "./notes.ts";
import { createSearches, createSearchesState, searchItem, type SearchesState } from "./searches.ts";
import { timeOf, turnIdOf } from "./turns.ts";

/** Reasoning that comes in parts, one event each, and is one item. */
interface Reasoning {
  readonly line: Line;
  readonly summary_text: Json[];
  readonly raw_content: Json[];
}

/** Lines that may stand between a thing and what belongs to it. */
const BETWEEN: ReadonlySet<string> = new Set(["token_count", "turn_context", "world_state"]);

/** Plain data. */
export interface LegacyState {
  readonly joins: JoinsState;
  readonly searches: SearchesState;
  ordinal: number;
  items: number;
  turn_id: string | null;
  cwd: string | null;
  shell: string | null;
  reasoning: Reasoning | null;
  /** Commands of the user that an event has told, until their message comes. */
  userShells: string[];
  /** A compaction is told by a record and, since 0.65, by an event: above 0 the record waits for its event. */
  compactions: number;
  compacted: Line | null;
}

export function createLegacyState(): LegacyState {
  return {
    joins: createJoinsState(),
    searches: createSearchesState(),
    ordinal: 0,
    items: 0,
    turn_id: null,
    cwd: null,
    shell: null,
    reasoning: null,
    userShells: [],
    compactions: 0,
    compacted: null,
  };
}

export function createLegacyStep(notes: Notes, state: LegacyState): Step {
  const joins = createJoins(notes, state.joins);
  const searches = createSearches(state.searches);

  function newId(line: Line): string {
    notes.made("item_id");
    const id = makeId(`${line.owner ?? ""}/item/${state.items}`, timeOf(line) ?? 0);
    state.items += 1;
    return id;
  }

  /** The line of an item; null where no turn is known that it could belong to. */
  function itemLine(line: Line, item: JsonObject, turn: string | null): Line | null {
    const named = turn ?? state.turn_id;
    if (named === null) return null;
    const completed_at_ms = timeOf(line);
    const times: JsonObject = completed_at_ms === null ? {} : { completed_at_ms };
    return makeEvent(line, "paginated", {
      type: "item_completed",
      thread_id: line.owner ?? "",
      turn_id: named,
      item,
      ...times,
    });
  }

  function flushReasoning(): readonly Line[] {
    if (state.reasoning === null) return [];
    const { line, summary_text, raw_content } = state.reasoning;
    state.reasoning = null;
    const item = itemLine(
      line,
      { type: "Reasoning", id: newId(line), summary_text, raw_content },
      turnIdOf(payloadObject(line)),
    );
    return item === null ? [line] : [item];
  }

  function flushCompacted(): readonly Line[] {
    if (state.compacted === null) return [];
    const line = state.compacted;
    state.compacted = null;
    state.compactions -= 1;
    const item = itemLine(line, { type: "ContextCompaction", id: newId(line) }, null);
    return item === null ? [] : [item];
  }

  function onEvent(line: Line): readonly Line[] {
    const payload = payloadObject(line);
    switch (line.inner) {
      case "task_started":
      case "turn_started":
        joins.forget();
        searches.forget();
        state.userShells = [];
        state.turn_id = text(payload["turn_id"]) ?? state.turn_id;
        return [line];
      case "agent_reasoning":
      case "agent_reasoning_raw_content": {
        state.reasoning ??= { line, summary_text: [], raw_content: [] };
        const part = payload["text"] ?? "";
        if (line.inner === "agent_reasoning") state.reasoning.summary_text.push(part);
        else state.reasoning.raw_content.push(part);
        return [];
      }
      case "context_compacted": {
        const item = itemLine(line, { type: "ContextCompaction", id: newId(line) }, turnIdOf(payload));
        return [item ?? line];
      }
      default:
        return onBuilt(line, payload);
    }
  }

  function onBuilt(line: Line, payload: JsonObject): readonly Line[] {
    const built = itemOfEvent(line.inner, payload);
    if (built === null) return [line];
    const id = built.id ?? newId(line);
    const item = itemLine(line, { type: built.type, id, ...built.fields }, turnIdOf(payload));
    if (item === null) return [line];
    joins.ended(id);
    if (built.fields["source"] === "user_shell") state.userShells.push(displayCommand(texts(payload["command"]) ?? []));
    if (built.type === "WebSearch") searches.told(id, payload["action"]);
    return [item];
  }

  function onItem(line: Line): readonly Line[] {
    const item = payloadObject(line);
    switch (line.inner) {
      case "message": {
        const context = readEnvironment(item);
        state.cwd = context?.cwd ?? state.cwd;
        state.shell = context?.shell ?? state.shell;
        return onMessage(line, item);
      }
      case "function_call":
      case "custom_tool_call":
      case "local_shell_call":
        joins.call(
          item,
          line.inner,
          { cwd: state.cwd === "" ? null : state.cwd, shell: state.shell },
          turnIdOf(item) ?? state.turn_id,
          () => newId(line),
        );
        return [line];
      case "function_call_output":
      case "custom_tool_call_output": {
        const joined = joins.output(item);
        const built = joined === null ? null : itemLine(line, joined.item, joined.turn_id);
        return built === null ? [line] : [built, line];
      }
      case "web_search_call":
        return onSearch(line, item);
      default:
        return [line];
    }
  }

  /** What a user ran leaves a message; an item, if none was told before it. */
  function onMessage(line: Line, message: JsonObject): readonly Line[] {
    const facts = readUserShell(message);
    if (facts === null) return [line];
    const told = state.userShells.indexOf(facts.command ?? "");
    if (told !== -1) {
      state.userShells.splice(told, 1);
      return [line];
    }
    if ((facts.turn_id ?? state.turn_id) === null) return [line];
    const built = userShellItem(
      newId(line),
      facts,
      { cwd: state.cwd === "" ? null : state.cwd, shell: state.shell },
      notes,
    );
    const item = built === null ? null : itemLine(line, built, facts.turn_id);
    return item === null ? [line] : [item, line];
  }

  /** The call gets the id of its item, so that the two are one search. */
  function onSearch(line: Line, call: JsonObject): readonly Line[] {
    const told = searches.match(call);
    if (told !== null) return [text(call["id"]) === told ? line : editPayload(line, { id: told })];
    const id = text(call["id"]) ?? newId(line);
    const item = itemLine(line, searchItem(id, call), turnIdOf(call));
    const named = text(call["id"]) === id ? line : editPayload(line, { id });
    return item === null ? [line] : [item, named];
  }

  function onLine(line: Line): readonly Line[] {
    const payload = payloadObject(line);
    switch (line.outer) {
      case "session_meta":
        state.cwd = text(payload["cwd"]) ?? state.cwd;
        return [editPayload(line, { history_mode: "paginated" })];
      case "turn_context":
        state.cwd = text(payload["cwd"]) ?? state.cwd;
        state.turn_id ??= text(payload["turn_id"]);
        return [line];
      case "compacted":
        state.compactions += 1;
        if (state.compactions > 0) state.compacted = line;
        return [line];
      case "event_msg":
        return onEvent(line);
      case "response_item":
        return onItem(line);
      default:
        return [line];
    }
  }

  /** Puts the number where Codex writes it: behind the timestamp. */
  function number(line: Line): Line {
    if (line.era === null) return line;
    const { timestamp, ordinal: before, ...rest } = line.value;
    const renumbered = before !== undefined && before !== state.ordinal;
    if (renumbered) notes.made("ordinal");
    const value: JsonObject = { timestamp, ordinal: state.ordinal, ...rest };
    state.ordinal += 1;
    const making = renumbered && line.making === "source" ? "edited" : line.making;
    return { ...line, era: "paginated", value, making };
  }

  function before(line: Line): readonly Line[] {
    const quiet = line.outer === "response_item" && (line.inner === "message" || line.inner === "reasoning");
    const between = quiet || BETWEEN.has(line.outer) || (line.outer === "event_msg" && BETWEEN.has(line.inner));
    const part = line.inner === "agent_reasoning" || line.inner === "agent_reasoning_raw_content";
    const told = line.inner === "context_compacted";
    if (told) {
      state.compacted = null;
      state.compactions -= 1;
    }
    return [...(between || part ? [] : flushReasoning()), ...(between || told ? [] : flushCompacted())];
  }

  return {
    take: (line) => (isEnveloped(line) ? [...before(line), ...onLine(line)].map(number) : [line]),
    end() {
      const rest = [...flushReasoning(), ...flushCompacted()].map(number);
      joins.end();
      return rest;
    },
  };
}
