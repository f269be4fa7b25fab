// Why a request is not answered, with the codes Codex's app-server uses.

import { SourceError } from "../home/index.ts";

export const CODE = {
  /** Also what the method or its parameters are called wrong. */
  request: -32600,
  /** Codex says with it that a method is not supported. */
  unsupported: -32601,
  parameters: -32602,
  internal: -32603,
} as const;

export class RequestFailure extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = "RequestFailure";
    this.code = code;
  }
}

/** Whatever was thrown, as an answer. What is nobody's fault but ours is said to be that. */
export function failureOf(thrown: unknown): RequestFailure {
  if (thrown instanceof RequestFailure) return thrown;
  if (thrown instanceof SourceError) return new RequestFailure(CODE.internal, thrown.message);
  if (thrown instanceof RangeError && /string length|array length|out of memory/i.test(thrown.message)) {
    const hint = "ask for fewer turns or items (limit)";
    return new RequestFailure(CODE.internal, `The answer is longer than a string can be: ${hint}.`);
  }
  const told = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new RequestFailure(CODE.internal, `A fault in rollbook, please report it: ${told}`);
}
