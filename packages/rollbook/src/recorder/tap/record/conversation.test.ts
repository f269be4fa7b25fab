// WebSocket messages out of frames in any pieces, compressed or not.

import { createDeflateRaw, deflateRawSync, constants } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Conversation, compressionOf, type Compression } from "./conversation.ts";
import { FrameReader } from "./frames.ts";

interface Said {
  readonly opcode: string;
  readonly frames: number;
  readonly bytes: Buffer;
}

interface Frame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly compressed?: boolean;
  readonly payload: Buffer;
  readonly mask?: Buffer;
}

function encode({ opcode, fin, compressed = false, payload, mask }: Frame): Buffer {
  const { length } = payload;
  const size = length < 126 ? length : length < 65_536 ? 126 : 127;
  const head = Buffer.from([(fin ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode, (mask ? 0x80 : 0) | size]);
  const long = Buffer.alloc(size === 126 ? 2 : size === 127 ? 8 : 0);
  if (size === 126) long.writeUInt16BE(length);
  if (size === 127) long.writeBigUInt64BE(BigInt(length));
  const masked = mask ? Buffer.from(payload.map((byte, at) => byte ^ (mask[at & 3] ?? 0))) : payload;
  return Buffer.concat([head, long, mask ?? Buffer.alloc(0), masked]);
}

async function read(compression: Compression | null, pieces: readonly Buffer[]): Promise<Said[]> {
  const said: Said[] = [];
  const conversation = new Conversation(compression, (opcode) => {
    const got: Buffer[] = [];
    return {
      write: (bytes) => void got.push(Buffer.from(bytes)),
      end: async (frames) => void said.push({ opcode, frames, bytes: Buffer.concat(got) }),
    };
  });
  for (const piece of pieces) await conversation.push(piece);
  conversation.close();
  return said;
}

function cut(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((place) => place % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [0, ...places].map((place, at) => bytes.subarray(place, places[at] ?? bytes.length));
}

/** Compresses messages one after the other, as a sender that keeps its window does. */
async function compressor(fresh: boolean): Promise<(message: Buffer) => Promise<Buffer>> {
  const kept = createDeflateRaw();
  const out: Buffer[] = [];
  kept.on("data", (bytes: Buffer) => out.push(bytes));
  return async (message) => {
    if (fresh) return deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    out.length = 0;
    kept.write(message);
    await new Promise<void>((done) => kept.flush(constants.Z_SYNC_FLUSH, () => done()));
    return Buffer.concat(out).subarray(0, -4);
  };
}

const message = fc.record({
  binary: fc.boolean(),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(...[0, 125, 126, 65_535, 65_536].map((n) => new Uint8Array(n).fill(65))),
  ),
  fragments: fc.array(fc.nat(), { maxLength: 3 }),
  masked: fc.boolean(),
  ping: fc.boolean(),
});
const agreed = fc.constantFrom<Compression | null>(null, { fresh: false }, { fresh: true });

test("whatever the pieces, fragments, masks and compression, the messages are those that were sent", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 6 }),
      agreed,
      fc.array(fc.nat(), { maxLength: 40 }),
      async (messages, compression, cuts) => {
        const deflate = await compressor(compression?.fresh ?? true);
        const wire: Buffer[] = [];
        const sent: Said[] = [];
        for (const { binary, bytes, fragments, masked, ping } of messages) {
          const plain = Buffer.from(bytes);
          const payload = compression === null ? plain : await deflate(plain);
          const parts = cut(payload, fragments);
          const mask = masked ? { mask: Buffer.from([1, 2, 3, 255]) } : {};
          for (const [at, part] of parts.entries()) {
            const opcode = at > 0 ? 0 : binary ? 2 : 1;
            wire.push(
              encode({
                opcode,
                fin: at === parts.length - 1,
                compressed: compression !== null && at === 0,
                payload: part,
                ...mask,
              }),
            );
            if (ping && at === 0) {
              wire.push(encode({ opcode: 9, fin: true, payload: Buffer.from("ping"), ...mask }));
              sent.push({ opcode: "ping", frames: 1, bytes: Buffer.from("ping") });
            }
          }
          const whole = { opcode: binary ? "binary" : "text", frames: parts.length, bytes: plain };
          if (ping && parts.length === 1) sent.splice(-1, 0, whole);
          else sent.push(whole);
        }
        expect(await read(compression, cut(Buffer.concat(wire), cuts))).toEqual(sent);
      },
    ),
    { numRuns: 150 },
  );
});

test("bytes that are no frames are refused, or read, but never anything else", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), fc.boolean(), (pieces, compression) => {
      const reader = new FrameReader(compression);
      let payload = 0;
      try {
        for (const piece of pieces)
          for (const part of reader.push(piece)) if (part.kind === "payload") payload += part.bytes.length;
      } catch (error) {
        expect(error).toHaveProperty("name", "FrameError");
        expect([...reader.push(Buffer.from("after that, nothing"))]).toEqual([]);
      }
      expect(payload).toBeLessThanOrEqual(pieces.reduce((sum, { length }) => sum + length, 0));
    }),
  );
});

test.each([
  ["a reserved bit", [0xb1, 0x00]],
  ["an opcode that is none", [0x83, 0x00]],
  ["a long ping", [0x89, 0x7e, 0x01, 0x00]],
  ["a ping in fragments", [0x09, 0x00]],
  ["compression that was not agreed on", [0xc1, 0x00]],
  ["a length no number holds", [0x82, 0x7f, 0xff, 0, 0, 0, 0, 0, 0, 0]],
  ["a fragment of nothing", [0x80, 0x00]],
  ["a message within a message", [0x01, 0x00, 0x81, 0x00]],
])("%s cannot be read", async (_, bytes) => {
  await expect(read(null, [Buffer.from(bytes)])).rejects.toHaveProperty("name", "FrameError");
});

test("what cannot be inflated cannot be read", async () => {
  const frame = encode({ opcode: 1, fin: true, compressed: true, payload: Buffer.from("no deflate at all") });
  await expect(read({ fresh: false }, [frame])).rejects.toHaveProperty("name", "FrameError");
});

test("the handshake says what is compressed how", () => {
  expect(compressionOf(null, "client")).toBeNull();
  expect(compressionOf("x-webkit-deflate-frame", "client")).toBeNull();
  const answer = "permessage-deflate; server_no_context_takeover; client_max_window_bits=15";
  expect(compressionOf(answer, "server")).toEqual({ fresh: true });
  expect(compressionOf(answer, "client")).toEqual({ fresh: false });
});
