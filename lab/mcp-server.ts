// A small MCP server on stdio for scenarios: one tool that works, one that fails, one with a picture, one with data.

import { createInterface } from "node:readline";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import type { Wire } from "./script.ts";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const TOOLS: readonly Wire[] = [
  {
    name: "echo",
    description: "Says the text again",
    inputSchema: schema({ text: { type: "string" } }, ["text"]),
    annotations: { readOnlyHint: true },
  },
  { name: "fail", description: "Always fails", inputSchema: schema({}, []) },
  { name: "picture", description: "Returns a picture of one pixel", inputSchema: schema({}, []) },
  { name: "structured", description: "Doubles a number", inputSchema: schema({ n: { type: "number" } }, ["n"]) },
];

function schema(properties: Wire, required: readonly string[]): Wire {
  return { type: "object", properties, required, additionalProperties: false };
}

/** The answer to one JSON-RPC message, or null for a notification. */
export function answerMessage(message: Wire): Wire | null {
  const { id, method } = message;
  if (id === undefined) return null;
  const params = (message["params"] ?? {}) as Wire;
  const reply = (result: Wire): Wire => ({ jsonrpc: "2.0", id, result });
  if (method === "initialize") {
    const protocolVersion = params["protocolVersion"] ?? "2025-03-26";
    return reply({ protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "lab", version: "1.0.0" } });
  }
  if (method === "ping") return reply({});
  if (method === "tools/list") return reply({ tools: TOOLS });
  const called = method === "tools/call" ? callTool(params["name"], (params["arguments"] ?? {}) as Wire) : null;
  return called === null
    ? { jsonrpc: "2.0", id, error: { code: -32601, message: "no such method or tool" } }
    : reply(called);
}

function callTool(name: unknown, args: Wire): Wire | null {
  const text = (said: string): Wire => ({ type: "text", text: said });
  if (name === "echo") return { content: [text(`echo: ${String(args["text"])}`)] };
  if (name === "fail") return { isError: true, content: [text("this tool fails")] };
  if (name === "picture") return { content: [{ type: "image", mimeType: "image/png", data: PIXEL }] };
  if (name !== "structured") return null;
  const structuredContent = { doubled: Number(args["n"]) * 2 };
  return { content: [text(JSON.stringify(structuredContent))], structuredContent, _meta: { lab: true } };
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  createInterface({ input: process.stdin }).on("line", (line) => {
    const answer = answerMessage(JSON.parse(line) as Wire);
    if (answer !== null) process.stdout.write(`${JSON.stringify(answer)}\n`);
  });
}
