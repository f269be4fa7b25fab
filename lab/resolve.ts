// Turns a wanted item ("run this command") into the call that this request's tools allow for it.

import { offeredTools, type OfferedTool } from "./offered.ts";
import type { ModelRequest, ScriptItem, Wire } from "./script.ts";

/** Makes ids that are new in one model and the same in every run: `call_lab_0001`. */
export type NewId = (prefix: string) => string;

export function countingIds(): NewId {
  let count = 0;
  return (prefix) => `${prefix}_lab_${String(++count).padStart(4, "0")}`;
}

/** The output item to send for a script's item: every item with an `id`, every call with a `call_id`. */
export function resolveItem(item: ScriptItem, request: ModelRequest, newId: NewId): Wire {
  const wire = new Resolution(item, request, newId).resolve();
  return withId(wire, newId);
}

const ID_PREFIXES: Readonly<Record<string, string>> = {
  message: "msg",
  reasoning: "rs",
  function_call: "fc",
  custom_tool_call: "ctc",
  local_shell_call: "lsh",
  web_search_call: "ws",
};

function withId(wire: Wire, newId: NewId): Wire {
  if (wire["id"] !== undefined) return wire;
  const type = String(wire["type"]);
  const done = type === "message" || type === "function_call" ? { status: "completed" } : {};
  return { id: newId(ID_PREFIXES[type] ?? "it"), ...done, ...wire };
}

class Resolution {
  readonly #item: ScriptItem;
  readonly #request: ModelRequest;
  readonly #newId: NewId;
  readonly #tools: readonly OfferedTool[];

  constructor(item: ScriptItem, request: ModelRequest, newId: NewId) {
    this.#item = item;
    this.#request = request;
    this.#newId = newId;
    this.#tools = offeredTools(request);
  }

  resolve(): Wire {
    const { $text, $think, $sh, $poll, $patch, $fn, $js, $mcp, $agent, args } = this.#item;
    if (typeof $text === "string") return this.#message($text);
    if (typeof $think === "string") return this.#reasoning($think);
    if (typeof $sh === "string") return this.#shell($sh);
    if (typeof $poll === "string") return this.#poll($poll);
    if (typeof $patch === "string") return this.#patch($patch);
    if (typeof $js === "string") return this.#custom("exec", $js);
    if (typeof $mcp === "string") return this.#mcp($mcp, args ?? {});
    if (typeof $fn === "string") return this.#named($fn, args ?? {});
    if (typeof $agent === "object" && $agent !== null) return this.#agent($agent as ScriptItem);
    return this.#item;
  }

  #message(text: string): Wire {
    const phase = this.#item["phase"] === undefined ? {} : { phase: this.#item["phase"] };
    return { type: "message", role: "assistant", content: [{ type: "output_text", text, annotations: [] }], ...phase };
  }

  #reasoning(text: string): Wire {
    const sealed = Buffer.from(`sealed: ${text}`).toString("base64");
    return { type: "reasoning", summary: [{ type: "summary_text", text }], encrypted_content: `gAAAAA${sealed}` };
  }

  #shell(script: string): Wire {
    const { $sh: _, yield_ms, timeout_ms, tty, call_id: __, ...more } = this.#item;
    const yielding = yield_ms === undefined ? {} : { yield_time_ms: yield_ms };
    const timed = timeout_ms === undefined ? {} : { timeout_ms };
    const argv = ["bash", "-lc", script];
    if (this.#offers("exec_command")) {
      return this.#function("exec_command", {
        cmd: script,
        ...yielding,
        ...(tty === undefined ? {} : { tty }),
        ...more,
      });
    }
    if (this.#offers("shell_command")) return this.#function("shell_command", { command: script, ...timed, ...more });
    if (this.#offers("shell")) return this.#function("shell", { command: argv, ...timed, ...more });
    if (this.#tools.some(({ type }) => type === "local_shell")) {
      const action = { type: "exec", command: argv, timeout_ms: timeout_ms ?? 10_000 };
      return { type: "local_shell_call", call_id: this.#callId(), status: "completed", action };
    }
    if (this.#codeMode()) return this.#nested("exec_command", { cmd: script, ...yielding, ...more });
    return this.#function("shell", { command: argv });
  }

  #poll(characters: string): Wire {
    const spoken = JSON.stringify(this.#request.input);
    const session = [...spoken.matchAll(/(?:session ID |session_id\\*":\s*)(\d+)/g)].at(-1)?.[1] ?? "1";
    const wait = this.#item["yield_ms"] ?? 5000;
    const input = { session_id: Number(session), chars: characters, yield_time_ms: wait };
    const direct = this.#offers("write_stdin") || !this.#codeMode();
    return direct ? this.#function("write_stdin", input) : this.#nested("write_stdin", input);
  }

  #patch(patch: string): Wire {
    const tool = this.#tools.find(({ name }) => name === "apply_patch");
    if (tool?.type === "custom") return { ...this.#custom("apply_patch", patch), status: "completed" };
    if (tool !== undefined) return this.#function("apply_patch", { input: patch });
    if (this.#codeMode()) return this.#nested("apply_patch", patch);
    const argv = this.#offers("shell") || this.#tools.length === 0;
    if (argv || this.#tools.some(({ type }) => type === "local_shell")) {
      return this.#function("shell", { command: ["apply_patch", patch] });
    }
    const script = `apply_patch <<'EOF'\n${patch}\nEOF`;
    return new Resolution({ $sh: script }, this.#request, this.#newId).resolve();
  }

  #mcp(expression: string, args: unknown): Wire {
    const wanted = new RegExp(expression);
    const tool = this.#tools.find(({ name, namespace }) => wanted.test(`${namespace ?? ""}.${name ?? ""}`));
    if (tool?.name) return this.#function(tool.name, args, tool.namespace);
    if (!this.#codeMode()) return this.#function(expression.replace(/[^\w]+/g, "__"), args);
    const find = `Object.keys(tools).find((name) => new RegExp(${JSON.stringify(expression)}).test(name))`;
    return this.#custom("exec", `const r = await tools[${find}](${JSON.stringify(args)}); text(JSON.stringify(r));`);
  }

  #named(name: string, args: unknown): Wire {
    const tool = this.#tools.find((offered) => offered.name === name);
    if (tool === undefined && this.#codeMode() && this.#item["code"] !== false) return this.#nested(name, args);
    return this.#function(name, args, tool?.namespace ?? (tool === undefined ? this.#deferredNamespace(name) : null));
  }

  /** Tools for agents are callable in 0.169 without being listed: instructions only name their namespace. */
  #deferredNamespace(name: string): string | null {
    if (!/_agent$|^send_input$/.test(name)) return null;
    return JSON.stringify(this.#request.input).includes("multi_agent_v1") ? "multi_agent_v1" : null;
  }

  #agent(item: ScriptItem): Wire {
    const spoken = JSON.stringify(this.#request.input);
    const id = [...spoken.matchAll(/agent_id\\*":\s*\\*"([0-9a-f-]{36})/g)].at(-1)?.[1] ?? "none";
    const filled = JSON.parse(JSON.stringify(item).replaceAll("@AGENT", id)) as ScriptItem;
    return new Resolution(filled, this.#request, this.#newId).resolve();
  }

  #function(name: string, args: unknown, namespace: string | null = null): Wire {
    const written = typeof args === "string" ? args : JSON.stringify(args);
    const inNamespace = namespace === null ? {} : { namespace };
    return { type: "function_call", ...inNamespace, name, arguments: written, call_id: this.#callId() };
  }

  #custom(name: string, input: string): Wire {
    return { type: "custom_tool_call", name, input, call_id: this.#callId() };
  }

  /** A call of a tool that code mode offers to JavaScript only. */
  #nested(tool: string, args: unknown): Wire {
    return this.#custom("exec", `const r = await tools.${tool}(${JSON.stringify(args)}); text(r);`);
  }

  #offers(name: string): boolean {
    return this.#tools.some((tool) => tool.name === name);
  }

  #codeMode(): boolean {
    return this.#tools.some(({ name, type }) => name === "exec" && type === "custom");
  }

  #callId(): string {
    const given = this.#item["call_id"];
    return typeof given === "string" ? given : this.#newId("call");
  }
}
