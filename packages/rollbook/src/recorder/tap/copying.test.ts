// Bytes on their way to the recording: what fits, what waits, and what counts as lost.

import { expect, test } from "vitest";
import type { Copier } from "./copier.ts";
import { Copying } from "./copying.ts";
import { RingReader, RingWriter, type Span } from "./ring.ts";

const PIECE = Buffer.from("0123456789");

test("what was put into a ring comes out of it, as often as it goes round, and no more fits than there is room for", () => {
  const writer = new RingWriter(25, 4);
  const reader = new RingReader(writer.shared);
  let held: Span | null = null;
  for (let round = 0; round < 50; round++) {
    const pieces = [PIECE.subarray(0, 1 + (round % 9)), Buffer.from(`${round}`)];
    const spans = pieces.map((piece) => writer.put(piece));
    expect(writer.put(Buffer.alloc(25))).toBeNull();
    const out = spans.map((span) => (span === null ? "" : Buffer.concat(reader.views(span)).toString()));
    expect(out).toEqual(pieces.map(String));
    // One stays in: an empty ring begins anew, and would never go round.
    for (const span of [held, spans[0]]) if (span) reader.giveBack(span);
    held = spans[1] ?? null;
  }
});

test("no more pieces are under way than are allowed", () => {
  const writer = new RingWriter(100, 2);
  expect([writer.put(PIECE), writer.put(PIECE), writer.put(PIECE)].map((span) => span !== null)).toEqual([
    true,
    true,
    false,
  ]);
});

/** A recording with room for so many pieces; more comes when `room` is asked for, if it `helps`. */
function recording(pieces: number, helps: boolean) {
  let room = pieces;
  const lost: number[] = [];
  const copier: Pick<Copier, "copy" | "room" | "lose"> = {
    copy: () => room-- > 0,
    room: () => {
      room = helps ? 1 : 0;
      return Promise.resolve();
    },
    lose: (bytes) => void lost.push(bytes),
  };
  return { copying: new Copying(copier as Copier, 1, "server"), lost };
}

test("a piece that waits for room is copied when there is some", async () => {
  const { copying, lost } = recording(1, true);
  expect(copying.take(PIECE)).toBeNull();
  await copying.take(PIECE);
  expect([copying.end(), lost]).toEqual([0, []]);
});

test("where waiting does not help, the rest of that direction is lost, and nothing waits again", async () => {
  const { copying, lost } = recording(1, false);
  expect(copying.take(PIECE)).toBeNull();
  await copying.take(PIECE);
  expect(copying.take(PIECE)).toBeNull();
  expect([copying.end(), lost]).toEqual([20, [10, 10]]);
});

test("what still waits when it is over counts as lost", async () => {
  const { copying, lost } = recording(0, true);
  const waiting = copying.take(PIECE);
  expect(copying.end()).toBe(10);
  await waiting;
  expect(lost).toEqual([10]);
});
