// How much of a session a file holds: one that nobody can open shares nothing.

import type { Room } from "./cut.ts";

export interface Rooms {
  readonly output: Room;
  readonly diff: Room;
  /** Prompts, answers, titles. */
  readonly words: Room;
}

/** Beyond this an answer is no longer laid out, and shown as it was typed. */
export const LONGEST_MARKDOWN = 200_000;

export interface Limits {
  readonly plain: Rooms;
  /** Once so many characters are written, texts are cut shorter … */
  readonly brief: Rooms & { readonly after: number };
  /** … and later only what was said, and what went wrong, is written; in the end only prompts. */
  readonly sparse: { readonly after: number };
  readonly prompts: { readonly after: number };
  /** Characters of base64: of one picture, and of all. */
  readonly picture: number;
  readonly pictures: number;
}

const ALL: Room = { lines: Number.POSITIVE_INFINITY, characters: Number.POSITIVE_INFINITY };

export const LIMITS: Limits = {
  plain: {
    output: { lines: 300, characters: 40_000 },
    diff: { lines: 600, characters: 80_000 },
    words: { lines: 3000, characters: 200_000 },
  },
  brief: {
    after: 6e6,
    output: { lines: 12, characters: 1500 },
    diff: { lines: 30, characters: 3000 },
    words: { lines: 60, characters: 6000 },
  },
  sparse: { after: 12e6 },
  prompts: { after: 20e6 },
  picture: 3e6,
  pictures: 24e6,
};

export const UNLIMITED: Limits = {
  plain: { output: ALL, diff: ALL, words: ALL },
  brief: { after: Number.POSITIVE_INFINITY, output: ALL, diff: ALL, words: ALL },
  sparse: { after: Number.POSITIVE_INFINITY },
  prompts: { after: Number.POSITIVE_INFINITY },
  picture: Number.POSITIVE_INFINITY,
  pictures: Number.POSITIVE_INFINITY,
};
