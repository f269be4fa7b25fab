// The record of a long tool output without its middle: everything but the output parsed, the output's ends read.

import { CUT_FROM, cutString } from "../bytes/cut.ts";
import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { encodeAscii, findBytes, sameBytes } from "../bytes/literal.ts";
import { findQuote } from "../bytes/scan.ts";
import { decodeText, isIllFormed } from "../bytes/text.ts";
import { COMMAND_LINE } from "./heading.ts";

const OUTPUT = encodeAscii('"output":"');
const ENDED = encodeAscii('"}}');
const COMMAND = encodeAscii(COMMAND_LINE);
/** The keys between a payload's type and its output are ids and names. */
const NEAR = 512;
const BRACE = 0x7b;
const BRACKET = 0x5b;

/**
 * The record on `bytes[from, to)`, its `payload.output` cut; null when it must be read in the usual way. `at` is a place
 * between two members of the payload. The string's end is the first quote no backslash escapes, and what stands around
 * the string must parse, so this is what parsing all of it and cutting the string would give. What stands in the part
 * that is not read is not checked to be well-formed UTF-8, nor to hold only escapes JSON knows.
 */
export function readBriefly(bytes: Uint8Array, from: number, at: number, to: number): JsonObject | null {
  if (to - at < CUT_FROM) return null;
  const key = findBytes(bytes, at, Math.min(to, at + NEAR), OUTPUT);
  if (key === -1) return null;
  for (let i = at; i < key; i++) if (bytes[i] === BRACE || bytes[i] === BRACKET) return null;
  const start = key + OUTPUT.length;
  // Its header, which tells how the command ended, may lie behind what is kept of it.
  if (sameBytes(bytes, start, to, COMMAND)) return null;
  const end = findQuote(bytes, start, to);
  if (end - start <= CUT_FROM) return null;
  const output = cutString(bytes, start, end);
  if (output === null) return null;
  const head = decodeText(bytes, from, start);
  const plain = sameBytes(bytes, end, to, ENDED) && end + ENDED.length === to;
  const rest = plain ? '"}}' : decodeText(bytes, end, to);
  if (isIllFormed(head, bytes, from, start) || isIllFormed(rest, bytes, end, to)) return null;
  const record = parseObject(head + rest);
  const payload = record?.["payload"];
  if (record === null || !isObject(payload) || payload["output"] !== "") return null;
  // The record was made here, and nobody else holds it.
  (payload as Record<string, Json>)["output"] = output;
  return record;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value = JSON.parse(text) as Json;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
