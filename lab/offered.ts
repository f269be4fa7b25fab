// The tools a request offers the model, flattened from every place Codex has put them in.

import type { ModelRequest, Wire } from "./script.ts";

export interface OfferedTool {
  readonly name: string | null;
  readonly type: string;
  readonly namespace: string | null;
}

/** Top-level tools, those in namespaces (0.123 and later), and those that travel as input items (code mode). */
export function offeredTools(request: ModelRequest): OfferedTool[] {
  const found: OfferedTool[] = [];
  collect(request.tools, null, found);
  if (Array.isArray(request.input)) {
    for (const item of request.input as unknown[]) collect((item as Wire | null)?.["tools"], null, found);
  }
  return found;
}

function collect(tools: unknown, namespace: string | null, found: OfferedTool[]): void {
  if (!Array.isArray(tools)) return;
  for (const tool of tools as Wire[]) {
    const name = typeof tool["name"] === "string" ? tool["name"] : null;
    if (Array.isArray(tool["tools"]) && name !== null) collect(tool["tools"], name, found);
    else found.push({ name, type: typeof tool["type"] === "string" ? tool["type"] : "function", namespace });
  }
}
