// The value of one JSON object while it is read: what it holds so far, within bounds, and the objects that are open.

import { put } from "./own.ts";
import type { Json, JsonObject } from "./json.ts";

/** An object inside the value that ended at `end`, whose first key is one of those that were asked for. */
export interface Inner {
  readonly start: number;
  readonly end: number;
  readonly value: JsonObject;
}

/** Deeper than this no value goes on disk that Codex wrote, and none can be walked by a recursive reader. */
const DEPTH = 4096;
/** Members of objects this deep (record, payload, item) are kept even when what may be retained is used up. */
const SHALLOW = 3;

interface Frame {
  /** Null when the value is left out. */
  readonly object: Record<string, Json> | null;
  readonly array: Json[] | null;
  readonly isArray: boolean;
  readonly start: number;
  key: string;
  keys: number;
  named: boolean;
}

export class Tree {
  value: JsonObject = {};
  /** Something was left out because the retained part would have grown too large. */
  abridged = false;
  /** The last inner object that ended and began with one of the keys asked for. */
  inner: Inner | null = null;
  readonly #retain: number;
  readonly #watched: readonly string[];
  readonly #stack: Frame[] = [];
  #retained = 0;

  /** `retain`: about how many bytes of values may be kept; `watched`: first keys of objects that `inner` tells about. */
  constructor(retain: number, watched: readonly string[]) {
    this.#retain = retain;
    this.#watched = watched;
  }

  get closed(): boolean {
    return this.#stack.length === 0;
  }

  /** Whether the innermost value that is open is an array. */
  get inArray(): boolean {
    return this.#stack.at(-1)?.isArray === true;
  }

  /** False when the value would be too deep. */
  enter(isArray: boolean, start: number): boolean {
    if (this.#stack.length === DEPTH) return false;
    const parent = this.#stack.at(-1);
    const wanted = parent === undefined || this.#wants(parent, 64);
    const array: Json[] | null = wanted && isArray ? [] : null;
    const object: Record<string, Json> | null = wanted && !isArray ? {} : null;
    const value = array ?? object;
    if (value !== null && parent !== undefined) place(parent, value);
    if (parent === undefined && object !== null) this.value = object;
    this.#stack.push({ object, array, isArray, start, key: "", keys: 0, named: false });
    return true;
  }

  /** The innermost value ends at `end`; false when none is open. */
  leave(end: number): boolean {
    const frame = this.#stack.pop();
    if (frame === undefined) return false;
    if (!this.closed && frame.named && frame.object !== null) {
      this.inner = { start: frame.start, end, value: frame.object };
    }
    return true;
  }

  name(key: string): void {
    const frame = this.#stack.at(-1);
    if (frame === undefined) return;
    frame.key = key;
    frame.keys++;
    if (frame.keys === 1) frame.named = this.#watched.includes(key);
  }

  /** `cost`: about how many bytes the value takes. */
  attach(value: Json, cost: number): void {
    const parent = this.#stack.at(-1);
    if (parent !== undefined && this.#wants(parent, cost)) place(parent, value);
  }

  #wants(parent: Frame, cost: number): boolean {
    this.#retained += cost;
    const retain = this.#retain;
    const room =
      this.#retained <= retain || (!parent.isArray && this.#stack.length <= SHALLOW && this.#retained <= 2 * retain);
    if (room && (parent.object !== null || parent.array !== null)) return true;
    if (!room) this.#retained -= cost;
    this.abridged = true;
    return false;
  }
}

function place(parent: Frame, value: Json): void {
  if (parent.array !== null) parent.array.push(value);
  else if (parent.object !== null) put(parent.object, parent.key, value);
}
