// The books that are open: as many as there is room for, each read on when its session has grown.

import { partsOf } from "../../../home/index.ts";
import { createBook, type Book, type BookOptions } from "./book.ts";
import type { Order } from "./order.ts";
import { cutParts } from "./parts.ts";

/** A book that is open, for as long as its files only grow. */
export interface OpenBook {
  readonly book: Book;
  /** Changes when the book is another. */
  readonly revision: string;
  readonly total: number;
}

export interface Shelf {
  /** The book of a session, being read up to where its files end now. */
  readonly open: (order: Order) => Promise<OpenBook>;
}

export interface ShelfOptions extends Omit<BookOptions, "parts"> {
  /** Items of all books, but for the one that was asked for last. */
  readonly most?: number;
}

const MOST = 8;
/** These stay, whatever their size: whoever goes to and fro between two sessions does not wait for either again. */
const LEAST = 2;
/** Items, of a hundred bytes or so each. */
const MOST_ITEMS = 600_000;

interface Place {
  readonly revision: string;
  readonly book: Promise<Book>;
  opened: Book | null;
  /** The last file as it was when it was last found to be what was read. */
  size: number;
  mtime_ms: number;
  /** Its bytes when the last reading of it began. */
  read: number;
  reading: boolean;
  /** A fault met while it was read. */
  fault: { readonly error: unknown } | null;
}

export function createShelf(options: ShelfOptions): Shelf {
  const { most = MOST_ITEMS } = options;
  const books = new Map<string, Place>();
  let opened = 0;
  // Two books that were open at different times are never taken for one.
  const era = Date.now().toString(36);

  function take(order: Order): Place {
    opened += 1;
    const place: Place = {
      revision: `${era}.${opened}`,
      book: openBook(order, options),
      opened: null,
      size: order.size,
      mtime_ms: order.mtime_ms,
      read: -1,
      reading: false,
      fault: null,
    };
    place.book.then(
      (book) => (place.opened = book),
      () => undefined,
    );
    return place;
  }

  function leave(identity: string): void {
    const place = books.get(identity);
    books.delete(identity);
    place?.book.then(
      (book) => book.close(),
      () => undefined,
    );
  }

  /** The oldest go first. */
  function makeRoom(last: Place): void {
    const items = (): number => [...books.values()].reduce((sum, place) => sum + (place.opened?.size() ?? 0), 0);
    for (const [identity, place] of books) {
      if (place === last || books.size <= LEAST) return;
      if (books.size <= MOST && items() - (last.opened?.size() ?? 0) <= most) return;
      leave(identity);
    }
  }

  return {
    async open(order) {
      const { identity, size, mtime_ms } = order;
      const before = books.get(identity);
      if (before !== undefined && isAnother(before, order)) leave(identity);
      const place = books.get(identity) ?? take(order);
      books.delete(identity);
      books.set(identity, place);
      makeRoom(place);
      if (place.fault !== null) {
        leave(identity);
        throw place.fault.error;
      }
      place.size = size;
      if (!place.reading) place.mtime_ms = mtime_ms;
      const book = await place.book.catch((error: unknown) => {
        leave(identity);
        throw error;
      });
      if (!place.reading && place.read < place.size) {
        readOn(place, book).catch((error: unknown) => {
          // Whoever asks next is told.
          place.fault = { error };
        });
      }
      return { book, revision: place.revision, total: order.total };
    },
  };
}

/** A file that is shorter than it was, or was written anew, is another one. */
function isAnother(place: Place, { size, mtime_ms }: Order): boolean {
  if (size < place.size) return true;
  const touched = size !== place.size || mtime_ms !== place.mtime_ms;
  return touched && !place.reading && place.opened?.rewritten() === true;
}

/** Until there is no more: what is added while it is read is not part of that reading. */
async function readOn(place: Place, book: Book): Promise<void> {
  place.reading = true;
  try {
    while (place.read < place.size) {
      place.read = place.size;
      await book.read();
    }
  } finally {
    place.reading = false;
  }
}

async function openBook({ chain, plain }: Order, options: ShelfOptions): Promise<Book> {
  const parts = await cutParts(await partsOf(chain), (path) => plain.includes(path));
  return createBook({ ...options, parts });
}
