// Answers on their way: texts and bytes at once, streams in step with whoever reads them.

import type { ServerResponse } from "node:http";
import { PROBLEM_TYPE } from "rollbook-api";
import type { HttpFailure } from "./failure.ts";
import { PRIVATE } from "./headers.ts";

export type Reply =
  | { readonly kind: "json"; readonly value: unknown }
  /** JSON already. */
  | { readonly kind: "text"; readonly type: string; readonly text: string }
  | { readonly kind: "bytes"; readonly type: string; readonly bytes: Uint8Array; readonly headers?: Headers }
  | {
      readonly kind: "stream";
      readonly type: string;
      readonly headers?: Headers;
      readonly run: (sink: Sink) => Promise<void>;
    };

type Headers = Readonly<Record<string, string>>;

export interface Sink {
  /** Resolves when there may be more; false when nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
  readonly gone: AbortSignal;
}

export async function send(response: ServerResponse, reply: Reply, gone: AbortSignal): Promise<void> {
  switch (reply.kind) {
    case "json":
      sendBytes(response, 200, "application/json", Buffer.from(JSON.stringify(reply.value)));
      return;
    case "text":
      sendBytes(response, 200, reply.type, Buffer.from(reply.text));
      return;
    case "bytes":
      sendBytes(response, 200, reply.type, reply.bytes, reply.headers);
      return;
    case "stream":
      response.writeHead(200, { ...PRIVATE, "content-type": reply.type, ...reply.headers });
      response.flushHeaders();
      await reply.run({ gone, write: (text) => write(response, text, gone) });
      response.end();
  }
}

export function sendFailure(response: ServerResponse, failure: HttpFailure): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = failure.problem();
  const allow: Headers = failure.code === "method_not_allowed" ? { allow: "GET" } : {};
  // What else was sent is not read.
  const headers = { ...allow, connection: "close" };
  sendBytes(response, problem.status, PROBLEM_TYPE, Buffer.from(JSON.stringify(problem)), headers);
}

export function sendBytes(
  response: ServerResponse,
  status: number,
  type: string,
  bytes: Uint8Array,
  headers: Headers = {},
): void {
  const charset = /^text\/|json$/.test(type) ? "; charset=utf-8" : "";
  response.writeHead(status, {
    ...PRIVATE,
    "content-type": `${type}${charset}`,
    "content-length": bytes.length,
    ...headers,
  });
  response.end(bytes);
}

async function write(response: ServerResponse, text: string, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted) return false;
  if (response.write(text)) return true;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      gone.removeEventListener("abort", done);
      resolve();
    };
    response.on("drain", done);
    gone.addEventListener("abort", done);
  });
  return !gone.aborted;
}
