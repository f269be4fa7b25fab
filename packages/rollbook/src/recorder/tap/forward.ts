// Forwards one HTTP request and its answer, piece by piece as they come, and tells the recording of it.

import type { IncomingMessage, ServerResponse } from "node:http";
import { headersFor, pairsOf } from "./heads.ts";
import type { Notes } from "./notes.ts";
import { pump } from "./pump.ts";
import type { Link } from "./ways.ts";

/** Codex gets what the upstream says, or a connection that breaks where the upstream's broke. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  target: URL,
  link: Link,
  notes: Notes,
): void {
  link.busy++;
  const upstream = link.request(target, request.method ?? "GET", headersFor(request.rawHeaders, target));
  let over = false;
  const end = (how: Parameters<Notes["end"]>[0], error: string | null): void => {
    if (over) return;
    over = true;
    link.busy--;
    notes.end(how, error);
  };
  /** Nothing more comes from above: what was sent goes out, and then the connection breaks for Codex as well. */
  const breakOff = (how: "cut" | "failed", error: string): void => {
    end(how, error);
    response.socket?.destroySoon();
  };

  pump(request, upstream, (piece) => notes.asked(piece));
  request.on("end", () => {
    notes.requestEnd();
    upstream.end();
  });
  // An error without a listener would end the process; what it means is told by `close`.
  request.on("error", () => {});
  response.on("error", () => {});
  response.on("close", () => {
    if (!response.writableFinished) {
      end("client_closed", null);
      upstream.destroy();
    }
  });

  let answered = false;
  upstream.on("response", (answer) => {
    answered = true;
    relay(answer, response, notes, () => end("complete", null), breakOff);
  });
  // A server that upgrades unasked is out of its mind.
  upstream.on("upgrade", (_answer, socket) => socket.destroy());
  // An answer tells of its own end; and it may be whole before the request is.
  upstream.on("error", (error) => {
    if (!answered) breakOff("failed", error.message);
  });
}

/** Passes an answer on. */
export function relay(
  answer: IncomingMessage,
  response: ServerResponse,
  notes: Notes,
  done: () => void,
  breakOff: (how: "cut", error: string) => void,
): void {
  const { statusCode = 0, statusMessage = "", rawHeaders } = answer;
  notes.answered(statusCode, pairsOf(rawHeaders));
  // What the upstream does not say is not said.
  for (const own of ["connection", "date"]) response.removeHeader(own);
  try {
    response.writeHead(statusCode, statusMessage, rawHeaders);
    response.flushHeaders();
  } catch (error) {
    // Node reads heads that it refuses to write.
    answer.destroy();
    return breakOff("cut", String(error));
  }
  pump(answer, response, (piece) => notes.told(piece));
  answer.on("end", () => {
    const { rawTrailers } = answer;
    if (rawTrailers.length > 0)
      response.addTrailers(pairsOf(rawTrailers).map(([name, value]): [string, string] => [name, value]));
    // Told before it is passed on, so that whoever waits for Codex finds it recorded.
    done();
    response.end();
  });
  answer.on("error", (error) => breakOff("cut", error.message));
  answer.on("close", () => {
    if (!answer.complete) breakOff("cut", "the connection was closed");
  });
}
