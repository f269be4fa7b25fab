// The app-server's stream, read as it goes by: what it asks its client, what the client answers, and turns given up.

import { objectOf, parseObject, textOf, textsOf, type Fields } from "./json.ts";
import { decisionOf, decisionWord, type AskedFor, type Hearing } from "./telling.ts";

/** What is asked for, by method: the second protocol's and the first's. */
const ASKED: Readonly<Record<string, AskedFor>> = {
  "item/commandExecution/requestApproval": "command",
  "item/fileChange/requestApproval": "changes",
  "item/permissions/requestApproval": "permissions",
  execCommandApproval: "command",
  applyPatchApproval: "changes",
  "mcpServer/elicitation/request": "tool",
};
const LONGEST = 1 << 24;

interface Asked {
  readonly thread_id: string | null;
  readonly turn_id: string | null;
  readonly call_id: string | null;
  readonly asked_for: AskedFor;
}

/** Lines of both directions; bytes may come in any pieces. */
export class AppServerTap {
  readonly #hearing: Hearing;
  readonly #open = new Map<string, Asked>();
  readonly #rests = { client: "", server: "" };

  constructor(hearing: Hearing) {
    this.#hearing = hearing;
  }

  push(from: "client" | "server", bytes: Uint8Array): void {
    const lines = (this.#rests[from] + Buffer.from(bytes).toString("latin1")).split("\n");
    const rest = lines.pop() ?? "";
    this.#rests[from] = rest.length > LONGEST ? "" : rest;
    for (const line of lines) {
      // Answers without end and their deltas are most of the stream.
      if (line.length > LONGEST || !/"(?:id|method)"/.test(line)) continue;
      const message = parseObject(Buffer.from(line, "latin1").toString("utf8"));
      if (message === null) continue;
      if (from === "server") this.#served(message);
      else this.#answered(message);
    }
  }

  #served(message: Fields): void {
    const params = objectOf(message["params"]) ?? {};
    const method = textOf(message["method"]);
    if (method === "thread/started") this.#see(objectOf(params["thread"]));
    if (method === null) this.#see(objectOf(objectOf(message["result"])?.["thread"]));
    const asked_for = method !== null && Object.hasOwn(ASKED, method) ? ASKED[method] : undefined;
    if (asked_for === undefined) return;
    const asked = {
      thread_id: textOf(params["threadId"]) ?? textOf(params["conversationId"]),
      turn_id: textOf(params["turnId"]),
      call_id: textOf(params["itemId"]) ?? textOf(params["callId"]),
      asked_for,
    };
    this.#open.set(JSON.stringify(message["id"]), asked);
    const known = this.#hearing.calls.get(asked.call_id ?? "");
    const changes = objectOf(params["changes"]) ?? objectOf(params["fileChanges"]);
    this.#hearing.tell({
      type: "approval_requested",
      at: new Date().toISOString(),
      ...asked,
      command: textsOf(params["command"]) ?? known?.command ?? null,
      files: changes === null ? (known?.files ?? null) : Object.keys(changes),
      cwd: textOf(params["cwd"]) ?? known?.cwd ?? null,
      server: textOf(params["serverName"]),
      reason: textOf(params["reason"]) ?? known?.reason ?? null,
      source: SOURCE,
    });
  }

  #answered(message: Fields): void {
    const params = objectOf(message["params"]) ?? {};
    const at = new Date().toISOString();
    if (message["method"] === "turn/interrupt") {
      const [thread_id, turn_id] = [textOf(params["threadId"]), textOf(params["turnId"])];
      const what = { call_id: null, by: "user", reason: null } as const;
      this.#hearing.tell({ type: "interrupted", at, thread_id, turn_id, ...what, source: SOURCE });
      return;
    }
    if (message["method"] !== undefined) return;
    const key = JSON.stringify(message["id"]);
    const asked = this.#open.get(key);
    if (asked === undefined) return;
    this.#open.delete(key);
    const result = objectOf(message["result"]);
    const said = decisionWord(result?.["decision"] ?? result?.["action"]);
    const decision = said === null ? "unknown" : decisionOf(said);
    this.#hearing.tell({ type: "approval_decided", at, ...asked, decision, said, by: "user", source: SOURCE });
  }

  #see(thread: Fields | null): void {
    const thread_id = textOf(thread?.["id"]);
    if (thread === null || thread_id === null) return;
    const [root, parent_id] = [textOf(thread["sessionId"]), textOf(thread["parentThreadId"])];
    this.#hearing.see({ thread_id, root_id: root ?? thread_id, parent_id, rollout: textOf(thread["path"]) });
  }
}

const SOURCE = { tap: "app_server", file: null, line: null } as const;
