// Any window is a slice of the whole: of sessions that are whole, damaged, or still being written when they are asked.

import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { chainOf, type CataloguedThread } from "rollbook-core";
import { createThreadFold, type Item, type TurnHead } from "rollbook-core/thread";
import { viewItem } from "rollbook-core/view";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listScenarios } from "../../../../../../lab/specimen/session-files.ts";
import { foldChain, openCatalogue, type Library } from "../../../home/index.ts";
import { ANSWERS } from "./answers.ts";
import { orderFor } from "./order.ts";
import { fillPage } from "./page.ts";
import { endShown, showItem } from "./shown.ts";
import { createShelf, type Shelf } from "./shelf.ts";

let directory = "";
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "rollbook-window-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const keyOf = (session_id: string): string => `key of ${session_id}`;

/** What each position is answered with, by a plain fold of the files as they are now. */
async function wholeOf(library: Library, thread: CataloguedThread): Promise<readonly unknown[]> {
  const heads = new Map<string, TurnHead>();
  const items = new Map<string, Item>();
  const fold = createThreadFold({
    turn: (head) => void heads.set(head.id, head),
    item: (item) => void items.set(`${item.turn_id}\n${item.id}`, item),
  });
  for await (const _ of foldChain(chainOf(library.catalogue, thread.head), fold));
  fold.end();
  return [...items.values()].map((item, position) => {
    const head = heads.get(item.turn_id) ?? null;
    return JSON.parse(endShown(showItem(position, head, item, viewItem(item, head?.cwd ?? null)), keyOf)) as unknown;
  });
}

interface Window {
  readonly items: readonly unknown[];
  readonly next_cursor: string | null;
}

function onlyThread(library: Library): CataloguedThread {
  const [thread] = library.catalogue.threads;
  if (thread === undefined) throw new Error("no session");
  return thread;
}

async function windowOf(shelf: Shelf, path: string, from: number, limit: number): Promise<Window> {
  const library = openCatalogue([path]);
  const order = orderFor(library, onlyThread(library));
  const open = await shelf.open(order);
  await open.book.until(() => false);
  const page = await ANSWERS.items(open, { positions: null, turn: null, from, limit, descending: false }, order);
  return JSON.parse(Buffer.from(fillPage(page, keyOf)).toString("utf8")) as Window;
}

const FILES = listScenarios()
  .flatMap(({ files }) => (files.length === 1 ? files : []))
  .filter((file) => file.endsWith(".jsonl"));

/** A session of real bytes, some of them others, in so many writings. */
const SESSION = fc.record({
  file: fc.constantFrom(...FILES),
  wounds: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ maxLength: 20 })), {
    maxLength: 4,
  }),
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  from: fc.nat({ max: 60 }),
  limit: fc.integer({ min: 1, max: 30 }),
});

test("a window of a session, damaged or not, is a slice of the whole, at each moment of its growth", async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(SESSION, async ({ file, wounds, cuts, from, limit }) => {
      const bytes = Buffer.from(readFileSync(file));
      // The header stays: without it it is a session of nobody.
      const head = bytes.indexOf(10) + 1;
      for (const [at, wound] of wounds)
        bytes.set(wound.slice(0, bytes.length - head), Math.max(head, Math.floor(at * (bytes.length - wound.length))));
      number += 1;
      const path = join(directory, String(number), basename(file));
      const shelf = createShelf({ stop: new AbortController().signal, directories: [directory] });
      const ends = [...cuts.map((cut) => head + Math.floor(cut * (bytes.length - head))), bytes.length].toSorted(
        (a, b) => a - b,
      );
      let written = 0;
      for (const end of ends) {
        if (written === 0) writeNew(path, bytes.subarray(0, end));
        else appendFileSync(path, bytes.subarray(written, end));
        written = end;
        const library = openCatalogue([path]);
        const whole = await wholeOf(library, onlyThread(library));
        const { items, next_cursor } = await windowOf(shelf, path, from, limit);
        expect(items).toEqual(whole.slice(from, from + limit));
        expect(next_cursor).toBe(from + limit < whole.length ? String(from + limit) : null);
      }
    }),
    { numRuns: 60 },
  );
});

function writeNew(path: string, bytes: Uint8Array): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, bytes);
}
