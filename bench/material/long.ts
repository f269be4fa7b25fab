// A session with one line of hundreds of megabytes in the middle of ordinary ones.

import { cutLines, type Pool, type Pools } from "./pool.ts";
import type { Random } from "./random.ts";
import { beginSession, type SessionPlan } from "./session.ts";
import type { Sink } from "./sink.ts";

export const LONG_LINES = ["output", "compacted", "patch", "message"] as const;
export type LongLine = (typeof LONG_LINES)[number];

/** `plan.size` is that of the ordinary lines; the long one comes after the first turns and has `length` bytes of text. */
export function writeLongSession(
  kind: LongLine,
  length: number,
  plan: SessionPlan,
  thread_id: string,
  random: Random,
  sink: Sink,
  pools: Pools,
): void {
  const session = beginSession({ ...plan, size: plan.size + length }, thread_id, random, sink, pools);
  const { to } = session;
  const call_id = `call_${random.hex(24)}`;
  const fill = (pool: Pool): void => {
    for (const end = sink.bytes + length; sink.bytes < end;) {
      const { from, to: until } = cutLines(pool, random, Math.min(1 << 20, end - sink.bytes));
      sink.copy(pool.bytes, from, until);
    }
  };
  const ordinary = sink.bytes;
  while (sink.bytes - ordinary < plan.size / 2) session.turn();
  switch (kind) {
    case "output":
      to.write(
        "response_item",
        "function_call",
        `{"type":"function_call","id":"fc_${random.hex(48)}","name":"exec_command","arguments":"{\\"cmd\\":\\"cat everything.log\\"}","call_id":"${call_id}"${to.passthrough()}}`,
      );
      to.begin(
        "response_item",
        `{"type":"function_call_output","call_id":"${call_id}","output":"Chunk ID: 0a1b2c\\nWall time: 2.5000 seconds\\nProcess exited with code 0\\nOriginal token count: ${length >> 2}\\nOutput:\\n`,
      );
      fill(pools.once);
      to.end("response_item", "function_call_output", `"${to.passthrough()}}`);
      break;
    case "compacted":
      to.begin(
        "compacted",
        `{"message":"The work so far.","replacement_history":[{"type":"message","role":"user","content":[{"type":"input_text","text":"`,
      );
      fill(pools.once);
      to.end("compacted", "compacted", `"}]}]}`);
      break;
    case "patch":
      to.begin(
        "response_item",
        `{"type":"custom_tool_call","id":"ctc_${random.hex(48)}","status":"completed","call_id":"${call_id}","name":"apply_patch","input":"*** Begin Patch\\n*** Add File: data/everything.txt\\n`,
      );
      fill(pools.added);
      to.end("response_item", "custom_tool_call", `*** End Patch"${to.passthrough()}}`);
      to.write(
        "response_item",
        "custom_tool_call_output",
        `{"type":"custom_tool_call_output","call_id":"${call_id}","output":"Exit code: 0\\nWall time: 0 seconds\\nOutput:\\nSuccess. Updated the following files:\\nA data/everything.txt\\n"${to.passthrough()}}`,
      );
      break;
    case "message":
      to.begin("response_item", `{"type":"message","role":"assistant","content":[{"type":"output_text","text":"`);
      fill(pools.once);
      to.end("response_item", "message", `"}]${to.passthrough()}}`);
      break;
  }
  const behind = sink.bytes;
  while (sink.bytes - behind < plan.size / 2) session.turn();
}
