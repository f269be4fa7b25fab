// Calls that are open, and the items their outputs settle: the part of the last step that remembers.

import { readCall } from "../action/call.ts";
import { readToolOutput } from "../rollout/output.ts";
import { integer, text } from "../lineage/field.ts";
import type { JsonObject } from "../bytes/json.ts";
import { outputText, wholeBody } from "./body.ts";
import { itemOfCall } from "./call.ts";
import type { OpenCall, Surroundings } from "./open.ts";
import type { Notes } from "./notes.ts";

/** An item and the turn it belongs to. */
export interface JoinedItem {
  readonly item: JsonObject;
  readonly turn_id: string | null;
}

export interface Joins {
  /** A call was written; `fallback` is its id where it has none of its own. */
  readonly call: (
    item: JsonObject,
    inner: string,
    around: Surroundings,
    turn_id: string | null,
    fallback: () => string,
  ) => void;
  /** An output was written: the item it settles, to stand before it. */
  readonly output: (item: JsonObject) => JoinedItem | null;
  /** An event has told how this call ended. */
  readonly ended: (id: string) => void;
  /** A turn starts: calls of earlier turns that wait for no process are given up. */
  readonly forget: () => void;
  readonly end: () => void;
}

/** Plain data. */
export interface JoinsState {
  readonly open: Map<string, OpenCall>;
  /** Calls that speak to a process, and the call that started it. */
  readonly spoken: Map<string, string>;
}

export function createJoinsState(): JoinsState {
  return { open: new Map(), spoken: new Map() };
}

export function createJoins(notes: Notes, { open, spoken }: JoinsState): Joins {
  function giveUp(waiting: boolean): void {
    for (const [id, call] of open) {
      if (call.process !== null && !call.ended && !waiting) continue;
      open.delete(id);
      if (!call.ended && call.call.role !== "cell") notes.withoutEnd(1);
    }
  }

  return {
    call(item, inner, around, turn_id, fallback) {
      const call = readCall(item, inner, around.cwd);
      if (call.role === "wait") return;
      if (call.role === "stdin") {
        const target = [...open.values()].find(({ process }) => process !== null && String(process) === call.target);
        if (target !== undefined && call.id !== null) spoken.set(call.id, target.id);
        return;
      }
      const id = call.id ?? fallback();
      open.set(id, { id, call, item, around, turn_id, process: null, printed: "", ended: false });
    },
    output(item) {
      const call_id = text(item["call_id"]);
      if (call_id === null) return null;
      const id = spoken.get(call_id) ?? call_id;
      const call = open.get(id);
      if (call === undefined) return null;
      const value = item["output"];
      const output = readToolOutput(value);
      if (output.verdict === "running" || output.verdict === "cell_running") {
        call.process = output.process ?? integer(call.process);
        call.printed += wholeBody(value, output) ?? "";
        return null;
      }
      // A refused write says nothing of the process it was meant for.
      if (id !== call_id && output.exit_code === null) {
        call.printed += output.verdict === "said" ? (outputText(value) ?? "") : "";
        return null;
      }
      open.delete(id);
      if (call.ended) return null;
      const built = itemOfCall(call, value, notes);
      return built === null ? null : { item: built, turn_id: call.turn_id };
    },
    ended(id) {
      const call = open.get(id);
      if (call !== undefined) call.ended = true;
    },
    forget() {
      giveUp(false);
      spoken.clear();
    },
    end: () => giveUp(true),
  };
}
