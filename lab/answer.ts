// How the mocked model answers one request, whatever transport brought it, and what is noted of it.

import type { IncomingMessage } from "node:http";
import type { ResponseEvent } from "./response.ts";
import type { ModelRequest, ScriptTurn, Wire } from "./script.ts";

/** One thing the model was asked, in the order it came. */
export interface RequestNote {
  readonly via: "http" | "websocket" | "upgrade-refused";
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The body as JSON, null where there is none. Over WebSocket with its input made whole again. */
  readonly body: ModelRequest | null;
  /** The body, or the message, as it came; its content-encoding removed. */
  readonly heard: string;
  /** The answer's body, or its messages, as they were sent. */
  readonly said: readonly string[];
  /** How it was answered: a status, or what became of the stream. */
  readonly answer: number | "warm-up" | "cut" | "hung";
}

export type TakeNote = (note: RequestNote) => void;

/** How one request is answered, as the script has it. */
export interface Answer {
  readonly turn: ScriptTurn;
  readonly items: readonly Wire[];
  readonly events: readonly ResponseEvent[];
}

export type Answering = (request: ModelRequest) => Answer;

export function plainError(status: number): Wire {
  return { error: { message: `the script answers ${status}`, type: "scripted_error", code: null } };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
