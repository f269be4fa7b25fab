// Items as an answer, in bytes: JSON, with holes where it says where other sessions are, which is not known here.

import type { QuestionName, Questions } from "./questions.ts";
import { readSessions, splitShown } from "./shown.ts";

export interface ShownPage {
  readonly json: Uint8Array<ArrayBuffer>;
  /** In order: where in the JSON a list of these belongs. */
  readonly holes: readonly { readonly at: number; readonly sessions: readonly string[] }[];
}

const text = (given: string): Buffer => Buffer.from(given);
const BEGIN = text('{"items":[');
const BETWEEN = text(",");
const NO_SESSIONS = text(',"sessions":[]}');
const SESSIONS = text(',"sessions":');
const END = text("}");

/** `more`: what else the answer says. */
export function layOutPage(packed: readonly Buffer[], more: Readonly<Record<string, unknown>>): ShownPage {
  const pieces = [BEGIN];
  const holes: { readonly at: number; readonly sessions: readonly string[] }[] = [];
  let size = BEGIN.length;
  const add = (piece: Buffer): void => {
    pieces.push(piece);
    size += piece.length;
  };
  for (const [index, item] of packed.entries()) {
    const shown = splitShown(item);
    if (index > 0) add(BETWEEN);
    add(shown.text);
    if (shown.sessions === null) add(NO_SESSIONS);
    else {
      add(SESSIONS);
      holes.push({ at: size, sessions: readSessions(shown.sessions) });
      add(END);
    }
  }
  add(text(`],${JSON.stringify(more).slice(1)}`));
  return { json: joined(pieces), holes };
}

/** The same with all said that is known where it goes. */
export function fillPage({ json, holes }: ShownPage, keyOf: (session_id: string) => string | null): Uint8Array {
  if (holes.length === 0) return json;
  let from = 0;
  const pieces = holes.flatMap(({ at, sessions }) => {
    const before = json.subarray(from, at);
    from = at;
    return [before, text(JSON.stringify(sessions.map((session_id) => ({ session_id, key: keyOf(session_id) }))))];
  });
  return Buffer.concat([...pieces, json.subarray(from)]);
}

/** The memory of an answer that is given away with it, and not copied. */
export function memoryOf(given: Questions[QuestionName]["answer"]): ArrayBuffer[] {
  const bytes = given !== null && "json" in given ? given.json : given;
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}

/** In memory of its own, which can be given away. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
