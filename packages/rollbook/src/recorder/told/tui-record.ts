// The terminal interface's own record (CODEX_TUI_RECORD_SESSION): what was asked of a person, and what was answered.

import { objectOf, parseObject, textOf, textsOf, type Fields } from "./json.ts";
import { Tail } from "./tail.ts";
import {
  decisionOf,
  decisionWord,
  UNKNOWN_CALL,
  type AskedFor,
  type Call,
  type Hearing,
  type Telling,
} from "./telling.ts";

/** The file as it is called in a recording. */
export const TUI_RECORD = "tui_record.jsonl";

/** What is asked for, by the operation that answers it: 0.142 … and earlier, and newer. */
const ANSWERS: Readonly<Record<string, AskedFor>> = {
  exec_approval: "command",
  ExecApproval: "command",
  patch_approval: "changes",
  PatchApproval: "changes",
  request_permissions_response: "permissions",
  RequestPermissionsResponse: "permissions",
  resolve_elicitation: "tool",
  ResolveElicitation: "tool",
};

/** A call that was asked for under another id than its own. */
type Known = Call & { readonly call_id?: string | null };

export class TuiRecordTap {
  readonly #tail: Tail;
  readonly #hearing: Hearing;
  readonly #asked = new Set<string>();
  #thread: string | null = null;

  constructor(path: string, hearing: Hearing) {
    this.#tail = new Tail(path);
    this.#hearing = hearing;
  }

  read(): void {
    this.#tail.read((line, number) => {
      const entry = parseObject(line);
      // An operation without fields is its name.
      const lone = textOf(entry?.["payload"]);
      const payload = lone === null ? objectOf(entry?.["payload"]) : { type: lone };
      if (entry === null || payload === null) return;
      const at = textOf(entry["ts"]);
      if (entry["kind"] === "codex_event") this.#event(payload, at, number);
      else if (entry["kind"] === "op") this.#operation(payload, at, number);
    });
  }

  close(): void {
    this.#tail.close();
  }

  /** Up to 0.87 the record holds Codex's events. */
  #event(payload: Fields, at: string | null, line: number): void {
    const message = objectOf(payload["msg"]);
    const type = message?.["type"];
    if (message === null || typeof type !== "string") return;
    if (type === "session_configured") {
      this.#thread = textOf(message["session_id"]);
      const rollout = textOf(message["rollout_path"]);
      if (this.#thread === null) return;
      this.#hearing.see({ thread_id: this.#thread, root_id: this.#thread, parent_id: null, rollout });
    } else if (type === "exec_approval_request" || type === "apply_patch_approval_request") {
      const call_id = textOf(message["call_id"]);
      const turn_id = textOf(message["turn_id"]) ?? textOf(payload["id"]);
      const changes = objectOf(message["changes"]);
      const call: Call = {
        thread_id: this.#thread,
        turn_id,
        asked_for: type === "exec_approval_request" ? "command" : "changes",
        command: textsOf(message["command"]),
        files: changes === null ? null : Object.keys(changes),
        cwd: textOf(message["cwd"]),
        server: null,
        reason: textOf(message["reason"]),
      };
      if (call_id !== null) this.#hearing.calls.set(call_id, call);
      // The operation that answers names the event up to 0.118.
      const event = textOf(payload["id"]);
      if (event !== null && event !== "") this.#hearing.calls.set(event, { ...call, call_id } as Known);
      this.#ask(call_id, call, at, line);
    }
  }

  #operation(payload: Fields, at: string | null, line: number): void {
    const named = Object.keys(payload)[0] ?? "";
    const name = textOf(payload["type"]) ?? named;
    const fields = textOf(payload["type"]) === null ? (objectOf(payload[named]) ?? {}) : payload;
    const source = { tap: "tui_record", file: TUI_RECORD, line } as const;
    if (name === "interrupt" || name === "Interrupt") {
      const rest = { thread_id: this.#thread, turn_id: null, call_id: null, by: "user", reason: null } as const;
      this.#hearing.tell({ type: "interrupted", at, ...rest, source });
      return;
    }
    const asked_for = Object.hasOwn(ANSWERS, name) ? ANSWERS[name] : undefined;
    const id = textOf(fields["id"]) ?? textOf(fields["call_id"]);
    const server = textOf(fields["server_name"]);
    const word = decisionWord(fields["decision"]);
    // Which call a server asks for, its answer does not say.
    if (asked_for === undefined || (id === null && server === null) || word === null) return;
    const known: Known = this.#hearing.calls.get(id ?? "") ?? { ...UNKNOWN_CALL, thread_id: this.#thread };
    const call_id = known.call_id ?? id;
    const call = { ...known, asked_for, server };
    if (call_id === null || !this.#asked.has(call_id)) this.#ask(call_id, call, null, line);
    const decided: Telling = {
      type: "approval_decided",
      at,
      thread_id: call.thread_id,
      turn_id: textOf(fields["turn_id"]) ?? call.turn_id,
      call_id,
      asked_for,
      decision: decisionOf(word),
      said: word,
      by: "user",
      source,
    };
    this.#hearing.tell(decided);
  }

  /** The time is null where only the answer is recorded. */
  #ask(call_id: string | null, call: Call, at: string | null, line: number): void {
    if (call_id !== null) this.#asked.add(call_id);
    const { thread_id, turn_id, asked_for, command, files, cwd, server, reason } = call;
    const source = { tap: "tui_record", file: TUI_RECORD, line } as const;
    const what = { asked_for, command, files, cwd, server, reason };
    this.#hearing.tell({ type: "approval_requested", at, thread_id, turn_id, call_id, ...what, source });
  }
}
