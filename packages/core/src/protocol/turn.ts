// Turns as Codex's app-server gives them (`Turn`, protocol v2, 0.169).

import type { JsonObject } from "../bytes/json.ts";
import type { Thread, Turn, TurnHead, Whereabouts } from "../thread/contract.ts";
import { camelEnum, camel } from "./camel.ts";
import { threadItem } from "./item.ts";

export interface TurnWords {
  /** The thread is being written: a turn without an end is going on. Else it was interrupted. */
  readonly live: boolean;
}

/** A turn without its items (`itemsView` notLoaded). */
export function turnHead(turn: TurnHead, { live }: TurnWords): JsonObject {
  const status = turn.status === "in_progress" && !live ? "interrupted" : turn.status;
  return {
    id: turn.id,
    rootTurnId: turn.root_turn_id,
    items: [],
    itemsView: "notLoaded",
    status: camel(status),
    error:
      turn.error === null
        ? null
        : {
            message: turn.error.message,
            codexErrorInfo: camelEnum(turn.error.codex_error_info),
            additionalDetails: turn.error.additional_details,
            misalignment: null,
          },
    startedAt: turn.started_at,
    completedAt: turn.completed_at,
    durationMs: turn.duration_ms,
  };
}

/** A turn with all its items. */
export function fullTurn(turn: Turn, words: TurnWords): JsonObject {
  const items = turn.items.map(threadItem).filter((item) => item !== null);
  return { ...turnHead(turn, words), items, itemsView: "full" };
}

/** The turns of a thread as `thread/read` gives them: without those that were withdrawn, in Codex's order. */
export function codexTurns(thread: Pick<Thread, "turns" | "header">, words: TurnWords): readonly JsonObject[] {
  const paginated = thread.header.history_mode === "paginated";
  return thread.turns
    .filter(({ withdrawn }) => withdrawn === null)
    .toSorted((a, b) => comparePlaces(placeOf(a, paginated), placeOf(b, paginated)))
    .map((turn) => fullTurn(turn, words));
}

/** A turn without a start on disk, as that of a review, stands in paginated threads where it ends. */
function placeOf(turn: TurnHead, paginated: boolean): Whereabouts | undefined {
  return paginated && turn.synthetic ? turn.sources.at(-1) : turn.sources[0];
}

function comparePlaces(a: Whereabouts | undefined, b: Whereabouts | undefined): number {
  return a === undefined || b === undefined ? 0 : a.file - b.file || a.offset - b.offset;
}
