// What may be asked of books, by whoever does not read them himself.

import type { FoundItems, TurnPage } from "rollbook-api";
import type { Image } from "./images.ts";
import type { Order } from "./order.ts";
import type { ShownPage } from "./page.ts";
import type { ShownItem } from "./shown.ts";

/** A list that is told a page at a time, and again from where somebody was told. */
interface Page {
  readonly cursor: string | null;
  readonly limit: number;
}

export interface Questions {
  readonly turns: { readonly ask: Page; readonly answer: TurnPage };
  /** The page as JSON. */
  readonly rows: { readonly ask: Page; readonly answer: Uint8Array };
  readonly items: {
    readonly ask: {
      /** Else it is a page of a turn, or of all. */
      readonly positions: readonly number[] | null;
      readonly turn: number | null;
      readonly from: number | null;
      readonly limit: number;
      readonly descending: boolean;
    };
    readonly answer: ShownPage;
  };
  readonly find: { readonly ask: { readonly words: string }; readonly answer: FoundItems };
  /** Null where there is no such item. */
  readonly item: {
    readonly ask: { readonly position: number };
    readonly answer: { readonly shown: ShownItem; readonly content: unknown } | null;
  };
  readonly part: {
    readonly ask: { readonly position: number; readonly part: number };
    readonly answer: { readonly text: string | null } | null;
  };
  readonly image: {
    readonly ask: { readonly position: number; readonly image: number };
    readonly answer: { readonly image: Image | null } | null;
  };
}

export type QuestionName = keyof Questions;

export interface Asked<Name extends QuestionName = QuestionName> {
  readonly id: number;
  readonly name: Name;
  readonly order: Order;
  readonly ask: Questions[Name]["ask"];
}

export type Answered =
  | { readonly id: number; readonly answer: Questions[QuestionName]["answer"] }
  /** `stack` is for people who look for the fault. */
  | { readonly id: number; readonly failure: string; readonly stack: string };

export interface ReaderData {
  readonly directories: readonly string[];
}
