// Commands the user ran with `!`: the message they leave in the model's history (0.58 …), the only trace of them in
// files without events or items for it (0.58 … 0.104, 0.142).

import type { JsonObject } from "../bytes/json.ts";
import { list, object, text, textOrHead } from "../lineage/field.ts";
import { NO_FACTS, type Facts } from "./facts.ts";

const MESSAGE =
  /^<user_shell_command>\n<command>\n([\s\S]*?)\n<\/command>\n<result>\nExit code: (-?\d+)\nDuration: ([\d.]+) seconds\nOutput:\n([\s\S]*)$/;

/** Facts of a `message` response item that reports a user's command; null for any other message. */
export function readUserShell(item: JsonObject): Facts | null {
  if (item["role"] !== "user") return null;
  const said = textOrHead(object(list(item["content"])[0])?.["text"]);
  const found = said === null ? null : MESSAGE.exec(said);
  if (found === null) return null;
  const exit_code = Number(found[2]);
  const output = (found[4] ?? "").replace(/\n<\/result>\n<\/user_shell_command>\s*$/, "");
  return {
    ...NO_FACTS,
    action_type: "command_execution",
    tool_name: "user_shell",
    command: found[1] ?? null,
    exit_code,
    status: exit_code === 0 ? "completed" : "failed",
    duration_ms: Math.round(Number(found[3]) * 1000),
    turn_id: text(object(item["internal_chat_message_metadata_passthrough"])?.["turn_id"]),
    output,
    returned: output,
    inferred: ["status"],
  };
}
