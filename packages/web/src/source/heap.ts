// News that come faster than a page can be drawn, told together: the more is known, the more at once.

import type { News } from "./contract.ts";

export const NO_NEWS: News = { turns: [], rows: [], facts: null, read: 0, size: 0, done: false, failure: null };

/** Rows that are told as they come; and after that, when they are such a part of what is known. */
const FEW = 2000;
const PART = 0.4;

export interface Heap {
  readonly add: (news: News) => void;
}

export function createHeap(tell: (news: News) => void): Heap {
  let known = 0;
  let waiting: News | null = null;
  return {
    add(news) {
      const all: News = waiting === null || news.anew ? news : joined(waiting, news);
      if (news.anew) known = 0;
      const many = all.rows.length >= Math.max(1, known < FEW ? 1 : known * PART);
      if (!many && !all.done && !all.anew && all.failure === null && all.facts === null) {
        waiting = all;
        return;
      }
      waiting = null;
      known += all.rows.length;
      tell(all);
    },
  };
}

function joined(before: News, news: News): News {
  return {
    ...news,
    turns: [...before.turns, ...news.turns],
    rows: [...before.rows, ...news.rows],
    facts: news.facts ?? before.facts,
  };
}
