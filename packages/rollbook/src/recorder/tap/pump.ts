// Passes bytes on as they come, no faster than they are taken, and shows each piece to whoever copies it.

import type { Readable, Writable } from "node:stream";
import type { Look } from "./notes.ts";

/** What ends either side is the caller's to see to. */
export function pump(from: Readable, to: Writable, look: Look): void {
  let brakes = 0;
  const brake = (): void => {
    if (brakes++ === 0) from.pause();
  };
  const release = (): void => {
    if (--brakes === 0) from.resume();
  };
  from.on("data", (piece: Buffer) => {
    if (!to.write(piece)) {
      brake();
      to.once("drain", release);
    }
    const busy = look(piece);
    if (busy === null) return;
    brake();
    void busy.then(release);
  });
}
