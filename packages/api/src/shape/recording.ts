// What a recording of a session tells: its requests to the model, what had to be approved, and when calls ran.

import { Schema } from "effect";
import { described, numberOrNull, shape, text, textOrNull, texts } from "./words.ts";

export type Recording = typeof Recording.Type;
export const Recording = shape("Recording", {
  directory: described(textOrNull, "null where the session was not recorded"),
  problems: described(texts, "what is damaged or missing, in sentences"),
  requests: described(
    Schema.Array(
      shape("RecordedRequest", {
        turn_id: described(textOrNull, "null where none is told, as by older versions of Codex"),
        kind: described(textOrNull, "turn, compaction, prewarm, …: Codex's own word"),
        at: textOrNull,
        status: described(numberOrNull, "of the answer; null where none came"),
        end: described(text, "complete, failed, cut, client_closed, unreachable or open"),
        error: textOrNull,
        attempt: described(Schema.Int, "which try it is, from 1"),
        waited_ms: described(numberOrNull, "since the try before had failed"),
        first_byte_ms: numberOrNull,
        last_byte_ms: numberOrNull,
        input_tokens: numberOrNull,
        cached_input_tokens: numberOrNull,
        output_tokens: numberOrNull,
        input_items: described(numberOrNull, "items of its input; with `whole` only, as is `change`"),
        change: described(
          Schema.NullOr(
            shape("RequestChange", {
              removed: described(Schema.Int, "items of the request before that are not there any more"),
              added: Schema.Array(
                shape("RequestItem", {
                  type: text,
                  role: described(textOrNull, "who speaks, or which tool"),
                  characters: Schema.Int,
                  text: described(text, "how it begins"),
                }),
              ),
              fields: described(texts, "other fields that differ"),
            }),
          ),
          "against the request before of the session; null of the first, and where one of the two is not told",
        ),
      }),
    ),
    "in the order in which they were sent",
  ),
  approvals: Schema.Array(
    shape("RecordedApproval", {
      turn_id: textOrNull,
      call_id: textOrNull,
      what: described(textOrNull, "the command, or what else was to be done"),
      decision: described(
        textOrNull,
        "accepted, accepted_for_session, declined, cancelled, unknown; null: none is told",
      ),
      by: described(textOrNull, "user, policy, hook or reviewer"),
      reason: textOrNull,
      asked_at: textOrNull,
      decided_at: textOrNull,
    }),
  ),
  calls: described(
    Schema.Array(
      shape("TracedCall", {
        call_id: text,
        parent_call_id: described(textOrNull, "of the script it ran in"),
        started_at: textOrNull,
        ended_at: textOrNull,
      }),
    ),
    "what Codex's own trace tells of calls",
  ),
});
