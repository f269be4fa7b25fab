// One direction of an exchange or a socket on its way to the recording: whole, or up to where some of it was lost.

import type { Copier } from "./copier.ts";
import type { Side } from "./messages.ts";

export class Copying {
  readonly #copier: Copier;
  readonly #id: number;
  readonly #side: Side;
  #lost = 0;
  /** Bytes of a piece that waits for room. */
  #waiting = 0;
  #over = false;

  constructor(copier: Copier, id: number, side: Side) {
    this.#copier = copier;
    this.#id = id;
    this.#side = side;
  }

  /** Copies a piece; a promise if it has to wait for room, which it does shortly, once, and only if that helps. */
  take(piece: Buffer): Promise<void> | null {
    const at = Date.now();
    // With a hole in it the rest would be worth nothing.
    if (this.#lost === 0) {
      if (this.#copier.copy(this.#id, this.#side, at, piece)) return null;
      const room = this.#copier.room(piece.length);
      if (room !== null) return this.#later(room, at, piece);
    }
    this.#lose(piece.length);
    return null;
  }

  async #later(room: Promise<void>, at: number, piece: Buffer): Promise<void> {
    this.#waiting = piece.length;
    await room;
    this.#waiting = 0;
    if (this.#over || !this.#copier.copy(this.#id, this.#side, at, piece)) this.#lose(piece.length);
  }

  /** It is over. How many bytes of it were not copied. */
  end(): number {
    this.#over = true;
    return this.#lost + this.#waiting;
  }

  #lose(bytes: number): void {
    this.#lost += bytes;
    this.#copier.lose(bytes);
  }
}
