// The books that are open: as many as there is room for, each read on when its session has grown.

import { chainOf, type CataloguedThread, type Chain } from "rollbook-core";
import { partsOf, type Library } from "../../home/index.ts";
import { createBook, type Book } from "./book.ts";
import { cutParts } from "./parts.ts";

/** A book that is open, for as long as its files only grow. */
export interface OpenBook {
  readonly book: Book;
  /** Changes when the book is another. */
  readonly revision: string;
  /** About how many bytes there are to read. */
  readonly total: number;
}

export interface Shelf {
  /** The book of a session, being read up to where its files end now. */
  readonly open: (library: Library, thread: CataloguedThread) => Promise<OpenBook>;
}

const MOST = 8;
/** Compressed sessions are a tenth of what they were, about. */
const UNPACKED = 10;

interface Place {
  readonly revision: string;
  readonly book: Promise<Book>;
  /** Bytes of its last file: as far as is known, and as it was when the last reading of it began. */
  size: number;
  read: number;
  reading: boolean;
  /** A fault met while it was read. */
  fault: { readonly error: unknown } | null;
}

export function createShelf(stop: AbortSignal): Shelf {
  const books = new Map<string, Place>();
  let opened = 0;
  // Two books that were open at different times are never taken for one.
  const era = Date.now().toString(36);

  return {
    async open(library, thread) {
      const chain = chainOf(library.catalogue, thread.head);
      const identity = identityOf(library, chain);
      const size = thread.head.stem.size;
      let place = books.get(identity);
      // A file that is shorter than it was is another one.
      if (place === undefined || size < place.size) {
        opened += 1;
        place = {
          revision: `${era}.${opened}`,
          book: openBook(library, chain, stop),
          size,
          read: -1,
          reading: false,
          fault: null,
        };
      }
      books.delete(identity);
      books.set(identity, place);
      for (const oldest of books.keys()) {
        if (books.size <= MOST) break;
        books.delete(oldest);
      }
      const { revision } = place;
      if (place.fault !== null) {
        books.delete(identity);
        throw place.fault.error;
      }
      const own = place;
      own.size = size;
      const book = await own.book.catch((error: unknown) => {
        books.delete(identity);
        throw error;
      });
      if (!own.reading && own.read < own.size) {
        readOn(own, book).catch((error: unknown) => {
          // Whoever asks next is told.
          own.fault = { error };
        });
      }
      return { book, revision, total: totalOf(library, chain) };
    },
  };
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

async function openBook(library: Library, chain: Chain, stop: AbortSignal): Promise<Book> {
  const isPlain = (path: string): boolean => {
    const stem = library.at(path)?.stem;
    return stem !== undefined && !stem.compressed && stem.era !== "document";
  };
  return createBook({ parts: await cutParts(await partsOf(chain), isPlain), stop });
}

/** What a book was made of. The last file may grow, if it is one that can be gone on with. */
function identityOf(library: Library, { files, abandoned }: Chain): string {
  const last = files.at(-1);
  const told = files.map((file) => {
    const { path, end_ordinal, end_offset } = file;
    const stem = library.at(path)?.stem;
    const grows = file === last && stem !== undefined && !stem.compressed && stem.era !== "document";
    return [path, end_ordinal, end_offset, ...(grows ? [] : [stem?.size, stem?.mtime_ms])].join("\t");
  });
  return [...told, ...abandoned.map(({ path, start_offset }) => `${path}\t${start_offset}`)].join("\n");
}

function totalOf(library: Library, { files, abandoned }: Chain): number {
  const paths = new Set([...files, ...abandoned].map(({ path }) => path));
  const stems = [...paths].flatMap((path) => library.at(path)?.stem ?? []);
  return stems.reduce((sum, { size, compressed }) => sum + (compressed ? size * UNPACKED : size), 0);
}
