import fc from "fast-check";
import { expect, test } from "vitest";
import { createWindow } from "./window.ts";

const stream = Uint8Array.from({ length: 400 }, (_, index) => index % 251);

test("gives every stretch that is still needed, however the stream is cut into chunks", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 }),
      (chunks, records) => {
        const window = createWindow(1000);
        let seen = 0;
        let at = 0;
        let next = 0;
        for (const size of chunks) {
          const chunk = Uint8Array.from(stream.subarray(seen, seen + size));
          window.open(chunk);
          seen += chunk.length;
          for (let length = records[next] ?? 0; length > 0 && at + length <= seen; length = records[++next] ?? 0) {
            expect(window.slice(at, at + length)).toEqual(stream.slice(at, at + length));
            at += length;
            window.release(at);
          }
          window.settle();
          chunk.fill(255);
        }
      },
    ),
  );
});

test("keeps the first two bytes of a stretch that outgrows the limit, and goes on behind it", () => {
  const window = createWindow(16);
  for (let at = 0; at < 100; at += 10) {
    window.open(stream.slice(at, at + 10));
    window.settle();
  }
  expect(window.slice(0, 2)).toEqual(stream.slice(0, 2));
  expect(window.slice(0, 3)).toBeNull();
  expect(window.slice(0, 105)).toBeNull();
  window.open(stream.slice(100, 110));
  window.release(104);
  expect(window.slice(104, 108)).toEqual(stream.slice(104, 108));
  window.settle();
  window.open(stream.slice(110, 120));
  expect(window.slice(104, 115)).toEqual(stream.slice(104, 115));
});
