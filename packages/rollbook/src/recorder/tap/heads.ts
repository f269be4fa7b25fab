// Heads of messages: headers as pairs, and the few words that belong to a hop and not to the message.

import type { Headers } from "./messages.ts";

/** Node's flat list as pairs. */
export function pairsOf(raw: readonly string[]): Headers {
  return Array.from({ length: raw.length >> 1 }, (_, at) => [raw[at * 2] ?? "", raw[at * 2 + 1] ?? ""] as const);
}

/** The headers for the next hop: the same, in the same order and case, with the host it is now for. */
export function headersFor(raw: readonly string[], target: URL): Headers {
  return pairsOf(raw).map(([name, value]) => [name, name.toLowerCase() === "host" ? target.host : value]);
}

/** A message's head as bytes, for a connection that is no longer HTTP's. */
export function encodeHead(status: number, message: string, raw: readonly string[]): string {
  const lines = pairsOf(raw).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${message}\r\n${lines.join("")}\r\n`;
}
