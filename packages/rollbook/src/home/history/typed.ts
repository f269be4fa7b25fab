// The history files of a codex home: what was typed, line by line.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createReader, type Reading } from "rollbook-core";
import { readChunks } from "../chunks.ts";
import { SourceError, sourceError } from "../error.ts";
import { statRegular } from "../regular.ts";
import type { Prompt } from "./contract.ts";

/** Its prompts as they are read, and in the end what could not be. */
export interface TypedBatch {
  readonly prompts: readonly Prompt[];
  readonly bytes: number;
}

export interface TypedFault {
  readonly path: string;
  /** One sentence, with the line where there is one. */
  readonly message: string;
  /** The rest of the file was not read. */
  readonly fatal: boolean;
}

/** The TypeScript CLI keeps a thousand commands; what is larger than this is something else. */
const LARGEST_DOCUMENT = 1 << 28;

/** The history files that are there, and their size. */
export function findHistories(home: string): readonly { readonly path: string; readonly size: number }[] {
  return ["history.jsonl", "history.json"].flatMap((name) => {
    const path = join(home, name);
    const stats = statRegular(path);
    return stats === null ? [] : [{ path, size: stats.size }];
  });
}

/**
 * Reads a history file, a chunk at a time; throws nothing. Lines that are damaged are told with their number, and what
 * is whole in them is given.
 */
export async function* readTyped(
  path: string,
  home: string,
  tell: (fault: TypedFault) => void,
): AsyncGenerator<TypedBatch, void, undefined> {
  try {
    if (path.endsWith(".json")) yield readDocument(path, home, tell);
    else yield* readLines(path, home, tell);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    tell({ path, message: error.message, fatal: true });
  }
}

async function* readLines(
  path: string,
  home: string,
  tell: (fault: TypedFault) => void,
): AsyncGenerator<TypedBatch, void, undefined> {
  let prompts: Prompt[] = [];
  const reader = createReader({ long: "whole" }, (reading) => {
    const prompt = readEntry(reading, home);
    if (typeof prompt === "string") tell({ path, message: `${path}, ${prompt}`, fatal: false });
    else if (prompt !== null) prompts.push(prompt);
  });
  for await (const chunk of readChunks(path)) {
    reader.push(chunk);
    yield { prompts, bytes: chunk.length };
    prompts = [];
  }
  reader.end();
  yield { prompts, bytes: 0 };
}

/** A sentence says what is wrong with a line. */
function readEntry(reading: Reading, home: string): Prompt | string | null {
  const where = `line ${reading.at.number} (byte ${reading.at.offset}): `;
  if (reading.kind === "damage") {
    const { at, message } = reading.damage;
    return `line ${at.number} (byte ${at.offset}): ${message}`;
  }
  if (reading.kind !== "record") return null;
  const { session_id, ts, text } = reading.value;
  if (typeof text !== "string") return `${where}It has no text and was passed over.`;
  const thread_id = typeof session_id === "string" && session_id !== "" ? session_id : null;
  return typed(text, typeof ts === "number" ? ts * 1000 : null, home, thread_id);
}

function readDocument(path: string, home: string, tell: (fault: TypedFault) => void): TypedBatch {
  const { entries, bytes, whole } = entriesOf(path);
  if (!whole) {
    const message = `${path}: It breaks off or is damaged; ${entries.length} entries before that place were read.`;
    tell({ path, message, fatal: false });
  }
  const prompts: Prompt[] = [];
  for (const [index, entry] of entries.entries()) {
    // An early version kept the commands alone.
    const { command, timestamp } = typeof entry === "string" ? { command: entry, timestamp: null } : memberOf(entry);
    if (typeof command === "string") {
      prompts.push(typed(command, typeof timestamp === "number" ? timestamp : null, home, null));
    } else {
      tell({ path, message: `${path}, entry ${index + 1}: It has no command and was passed over.`, fatal: false });
    }
  }
  return { prompts, bytes };
}

function memberOf(entry: unknown): { readonly command?: unknown; readonly timestamp?: unknown } {
  return typeof entry === "object" && entry !== null ? entry : {};
}

function entriesOf(path: string): {
  readonly entries: readonly unknown[];
  readonly bytes: number;
  readonly whole: boolean;
} {
  let text: string;
  try {
    if ((statRegular(path)?.size ?? 0) > LARGEST_DOCUMENT) {
      throw new SourceError("unreadable", path, `${path}: it is too large to be a history of the TypeScript CLI.`);
    }
    text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch (cause) {
    throw sourceError(path, cause);
  }
  const bytes = Buffer.byteLength(text);
  const value = parsed(text);
  if (Array.isArray(value)) return { entries: value as readonly unknown[], bytes, whole: true };
  // What was cut off ends, for all one can use of it, with the last whole entry.
  for (
    let end = text.lastIndexOf("}"), tries = 0;
    end > 0 && tries < TRIES;
    end = text.lastIndexOf("}", end - 1), tries++
  ) {
    const start = parsed(`${text.slice(0, end + 1)}]`);
    if (Array.isArray(start)) return { entries: start as readonly unknown[], bytes, whole: false };
  }
  return { entries: [], bytes, whole: text.trim() === "" };
}

const TRIES = 50;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function typed(text: string, time: number | null, home: string, thread_id: string | null): Prompt {
  return {
    time_ms: time === null || Number.isNaN(new Date(time).getTime()) ? null : time,
    text,
    home,
    thread_id,
    turn_id: null,
    origins: ["history"],
    session_begun_ms: null,
    session_written_ms: null,
  };
}
