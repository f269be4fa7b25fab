// What the page and the worker that reads dropped files say to each other.

import type { Entry, FileChange, FileState, News, Stretch, Whereabouts } from "./contract.ts";

/** What is asked of the worker, and what it answers. */
export interface Questions {
  readonly entries: { readonly ask: readonly number[]; readonly answer: readonly Entry[] };
  readonly part: { readonly ask: { readonly position: number; readonly part: number }; readonly answer: string };
  readonly image: { readonly ask: { readonly position: number; readonly image: number }; readonly answer: Blob };
  readonly json: { readonly ask: number; readonly answer: string };
  readonly bytes: { readonly ask: Whereabouts; readonly answer: readonly Stretch[] };
  readonly files: { readonly ask: null; readonly answer: readonly FileChange[] };
  readonly state: {
    readonly ask: { readonly path: string; readonly turn: number | null };
    readonly answer: FileState;
  };
  readonly search: { readonly ask: string; readonly answer: readonly number[] };
}

export type QuestionName = keyof Questions;

/** The first message opens files of one session; the others ask about it. */
export type ToWorker =
  | { readonly open: readonly File[] }
  | {
      readonly [Name in QuestionName]: {
        readonly id: number;
        readonly name: Name;
        readonly ask: Questions[Name]["ask"];
      };
    }[QuestionName];

export type FromWorker =
  | { readonly news: News }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: string };
