// What was asked in a session, and in how many turns.

import type { JsonObject } from "../bytes/json.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { Facets } from "./contract.ts";
import { beginningOf } from "./kept.ts";
import { promptOf } from "./prompt.ts";
import { createTurnCount, createTurnState, type TurnState } from "./turns.ts";

export interface Talk {
  /** Takes a record of the session's own. */
  step(record: RecordReading, payload: JsonObject): void;
  told(): Pick<Facets, "first_words" | "last_prompt" | "turns">;
}

/** Plain data. */
export interface TalkState {
  readonly turns: TurnState;
  first: string | null;
  last: string | null;
}

export function createTalkState(): TalkState {
  return { turns: createTurnState(), first: null, last: null };
}

export function createTalk(state: TalkState): Talk {
  const turns = createTurnCount(state.turns);
  return {
    step(record, payload) {
      const prompt = promptOf(record, payload);
      turns.step(record, payload, prompt !== null);
      if (prompt === null || prompt === "") return;
      const kept = beginningOf(prompt);
      state.first ??= kept;
      state.last = kept;
    },
    told: () => ({ first_words: state.first, last_prompt: state.last, turns: state.turns.turns }),
  };
}
