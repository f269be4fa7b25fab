// Class 10, giant records: session files of any size, made while a test reads them and never stored.

/** A record that says of itself how long it is: `compacted` with a history, or the output of a command. */
export interface GiantOptions {
  /** Bytes of the giant line, its newline not counted; at least 1024. */
  readonly lineBytes: number;
  /** `compacted`: pictures repeated in a replaced history · `output`: one long text. */
  readonly kind: "compacted" | "output";
  /** A whole record glued behind the giant one when that is torn. */
  readonly tornWithRecordBehind?: boolean;
}

export const GIANT_THREAD_ID = "01a1fd00-0000-7000-8000-00000000000a";

const HEADER = record("session_meta", {
  id: GIANT_THREAD_ID,
  timestamp: "2026-11-21T07:20:00.000Z",
  cwd: "/srv/lab",
  originator: "codex_exec",
  cli_version: "0.142.5",
  source: "exec",
});
const TURN = "01a1fd00-0000-7000-8000-00000000000b";
const PROMPT = record("event_msg", { type: "user_message", message: "make something large" });
const STARTED = record("event_msg", { type: "task_started", turn_id: TURN, model_context_window: 1 });
const CALL = record("response_item", {
  type: "function_call",
  name: "exec_command",
  arguments: JSON.stringify({ cmd: "yes" }),
  call_id: "call_giant",
});
const ENDED = record("event_msg", { type: "task_complete", turn_id: TURN, last_agent_message: null });
const MARK = "@";

function record(type: string, payload: unknown): string {
  return JSON.stringify({ timestamp: "2026-11-21T07:20:00.000Z", type, payload });
}

/** What stands around the long text of the giant line. */
function frame(kind: GiantOptions["kind"]): readonly [head: string, tail: string] {
  const payload =
    kind === "output"
      ? { type: "function_call_output", call_id: "call_giant", output: `Output:\n${MARK}` }
      : {
          message: "",
          replacement_history: [
            {
              type: "message",
              role: "user",
              content: [{ type: "input_image", image_url: `data:image/png;base64,${MARK}` }],
            },
          ],
        };
  const [head = "", tail = ""] = record(kind === "output" ? "response_item" : "compacted", payload).split(MARK);
  return [head, tail];
}

export interface GiantFile {
  /** The file's bytes in chunks of at most 1 MiB; each call begins anew. */
  readonly chunks: () => Generator<Uint8Array>;
  readonly bytes: number;
  readonly lines: number;
  /** Whole records in it. */
  readonly records: number;
  /** Where the giant line begins, and the bytes of it that are torn (all of them, or null if it is whole). */
  readonly giant: { readonly line: number; readonly offset: number; readonly length: number; readonly torn: boolean };
}

/** An envelope-era session with one giant line; holds no more than a chunk in memory. */
export function giantFile(options: GiantOptions): GiantFile {
  const [head, whole] = frame(options.kind);
  const torn = options.tornWithRecordBehind === true;
  const tail = torn ? "" : whole;
  const fill = options.lineBytes - head.length - tail.length;
  if (fill < 0) throw new RangeError(`a giant line of ${options.lineBytes} bytes is too short`);
  const before = [HEADER, STARTED, PROMPT, CALL].map((line) => `${line}\n`).join("");
  // A torn giant has no newline of its own: the record behind it stands on its line.
  const after = torn ? `${ENDED}\n` : `\n${ENDED}\n`;
  return {
    chunks: function* () {
      yield Buffer.from(before + head);
      const block = Buffer.alloc(Math.min(fill, 1 << 20), "QUJD");
      for (let left = fill; left > 0; left -= block.length) {
        yield left >= block.length ? block : block.subarray(0, left);
      }
      yield Buffer.from(tail + after);
    },
    bytes: before.length + options.lineBytes + after.length,
    lines: torn ? 5 : 6,
    records: torn ? 5 : 6,
    giant: { line: 5, offset: before.length, length: options.lineBytes, torn },
  };
}
