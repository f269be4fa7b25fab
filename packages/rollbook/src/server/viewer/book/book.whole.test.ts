// A book tells what a plain fold of the same files tells, whether it is read at once, as it grows, or in windows.

import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chainOf, type Chain } from "rollbook-core";
import { createThreadFold, type Item, type TurnHead } from "rollbook-core/thread";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listScenarios } from "../../../../../../lab/specimen/session-files.ts";
import { foldChain, openCatalogue, partsOf, type Library } from "../../../home/index.ts";
import { createBook, type Book, type BookOptions } from "./book.ts";
import { orderFor } from "./order.ts";
import { cutParts } from "./parts.ts";
import { createShelf } from "./shelf.ts";
import { unpackShown } from "./shown.ts";

const stop = new AbortController().signal;

function chainsIn(paths: readonly string[]): { readonly library: Library; readonly chains: readonly Chain[] } {
  const library = openCatalogue(paths);
  return { library, chains: library.catalogue.threads.map(({ head }) => chainOf(library.catalogue, head)) };
}

async function open(library: Library, chain: Chain, options: Partial<BookOptions> = {}): Promise<Book> {
  const isPlain = (path: string): boolean => {
    const stem = library.at(path)?.stem;
    return stem !== undefined && !stem.compressed && stem.era !== "document";
  };
  return createBook({ parts: await cutParts(await partsOf(chain), isPlain), stop, ...options });
}

interface Told {
  readonly heads: readonly TurnHead[];
  readonly items: readonly Item[];
}

/** In the order in which they begin, each as it stands in the end. */
async function fold(chain: Chain): Promise<Told> {
  const heads = new Map<number, TurnHead>();
  const items = new Map<string, Item>();
  const thread = createThreadFold({
    turn: (head) => void heads.set(head.index, head),
    item: (item) => void items.set(`${item.turn_id}\n${item.id}`, item),
  });
  for await (const _ of foldChain(chain, thread));
  thread.end();
  return { heads: [...heads.values()].toSorted((a, b) => a.index - b.index), items: [...items.values()] };
}

async function tell(book: Book): Promise<Told> {
  const positions = Array.from({ length: book.size() }, (_, position) => position);
  const entries = await book.items(positions);
  expect(entries.map(({ position }) => position)).toEqual(positions);
  return { heads: book.turns(0).map(({ head }) => head), items: entries.map(({ item }) => item) };
}

const SCENARIOS = listScenarios();

test("turns, items and rows of a session", async () => {
  for (const { files, directory } of SCENARIOS.filter((_, index) => index % 8 === 0)) {
    const { library, chains } = chainsIn(files);
    for (const chain of chains) {
      const told = await fold(chain);
      const book = await open(library, chain);
      await book.read();
      expect(await tell(book), directory).toEqual(told);
      const rows = [...book.rows(0, 0)].map(({ json }) => JSON.parse(json.toString()) as { id: string; turn: number });
      const index = new Map(told.heads.map((head) => [head.id, head.index]));
      const named = told.items.map(({ id, turn_id }) => ({ id, turn: index.get(turn_id) }));
      expect(
        rows.map(({ id, turn }) => ({ id, turn })),
        directory,
      ).toEqual(named);
    }
  }
});

test("a session of which nothing is kept tells windows of its items again", async () => {
  for (const { files, directory } of SCENARIOS.filter((_, index) => index % 12 === 1)) {
    const { library, chains } = chainsIn(files);
    for (const chain of chains) {
      const { items } = await fold(chain);
      const book = await open(library, chain, { kept: 0, spacing: 1 });
      await book.read();
      expect((await tell(book)).items, directory).toEqual(items);
      for (let from = 0; from < items.length; from += 7) {
        const window = await book.items([from, from + 1, from + 2]);
        expect(
          window.map(({ item }) => item),
          `${directory} ${from}`,
        ).toEqual(items.slice(from, from + 3));
      }
    }
  }
});

let directory = "";
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "rollbook-book-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("what is added while a session is read is read too", async () => {
  const { files } = SCENARIOS.find((each) => each.directory.endsWith("paginated/0.169.0/patch")) ?? { files: [] };
  const bytes = readFileSync(files[0] ?? "");
  const path = join(directory, basename(files[0] ?? ""));
  const shelf = createShelf({ stop });
  for (const [from, to] of [
    [0, 0.4],
    [0.4, 0.8],
    [0.8, 1],
  ] as const) {
    appendFileSync(path, bytes.subarray(Math.floor(bytes.length * from), Math.floor(bytes.length * to)));
    const library = openCatalogue([path]);
    const [thread] = library.catalogue.threads;
    if (thread === undefined) throw new Error("no session");
    const { book, revision } = await shelf.open(orderFor(library, thread));
    expect(revision).toMatch(/\.1$/);
    if (to < 1) continue;
    while (!book.done() || book.bytes() < bytes.length) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(book.bytes()).toBe(bytes.length);
    expect(await tell(book)).toEqual(await fold(chainOf(library.catalogue, thread.head)));
  }
});

test("a session that is written anew in its place is another one, whatever its size", async () => {
  const { files } = SCENARIOS.find((each) => each.directory.endsWith("paginated/0.169.0/patch")) ?? { files: [] };
  const bytes = readFileSync(files[0] ?? "", "utf8");
  const path = join(directory, basename(files[0] ?? ""));
  const shelf = createShelf({ stop });
  const told = new Set<string>();
  const revisions = new Set<string>();
  // As long as before, then longer.
  for (const text of [bytes, bytes.replaceAll("a.txt", "b.txt"), `${bytes.replaceAll("a.txt", "c.txt")}\n`]) {
    writeFileSync(path, text);
    const library = openCatalogue([path]);
    const [thread] = library.catalogue.threads;
    if (thread === undefined) throw new Error("no session");
    const order = orderFor(library, thread);
    // Two writings may fall into one tick of the clock.
    const { book, revision } = await shelf.open({ ...order, mtime_ms: order.mtime_ms + told.size });
    await book.until(() => false);
    while (!book.done()) await new Promise((resolve) => setTimeout(resolve, 5));
    revisions.add(revision);
    told.add(JSON.stringify(await tell(book)));
    expect(JSON.stringify(await tell(book))).toBe(JSON.stringify(await fold(chainOf(library.catalogue, thread.head))));
  }
  expect(revisions.size).toBe(3);
  expect(told.size).toBe(3);
});

test("whoever goes to and fro between two sessions waits for neither again, however large they are", async () => {
  const files = SCENARIOS.flatMap((each) => (each.files.length === 1 ? each.files : [])).slice(0, 3);
  const shelf = createShelf({ stop, most: 0 });
  const look = async (path = ""): Promise<string> => {
    const library = openCatalogue([path]);
    const [thread] = library.catalogue.threads;
    if (thread === undefined) throw new Error("no session");
    const { book, revision } = await shelf.open(orderFor(library, thread));
    await book.until(() => false);
    return revision;
  };
  const [first, second, third] = files;
  const revisions = [await look(first), await look(second)];
  for (let round = 0; round < 3; round++) expect([await look(first), await look(second)]).toEqual(revisions);
  await look(third);
  expect(await look(second)).toBe(revisions[1]);
  expect(await look(first)).not.toBe(revisions[0]);
});

test("what a window is answered with is what its items are", async () => {
  for (const { files, directory: name } of SCENARIOS.filter((_, index) => index % 12 === 5)) {
    const { library, chains } = chainsIn(files);
    for (const chain of chains) {
      const book = await open(library, chain, { kept: 0, directories: [directory] });
      await book.read();
      const { items, heads } = await tell(book);
      const index = new Map(heads.map((head) => [head.id, head.index]));
      const shown = items.map(
        (_, position) =>
          JSON.parse(`${unpackShown(book.shown(position) ?? Buffer.of()).text}}`) as Record<string, unknown>,
      );
      expect(
        shown.map(({ position, turn, id, sources }) => ({ position, turn, id, sources })),
        name,
      ).toEqual(
        items.map(({ id, turn_id, sources }, position) => ({ position, turn: index.get(turn_id), id, sources })),
      );
      expect(book.shown(items.length)).toBe(undefined);
      // Nothing is left behind.
      expect(readdirSync(directory)).toEqual([]);
      book.close();
    }
  }
});

test("a session that grows tells at each moment what its bytes tell then", async () => {
  const scenarios = SCENARIOS.filter(({ files }) => files.length === 1 && files[0]?.endsWith(".jsonl"));
  for (const { files } of scenarios.filter((_, index) => index % 16 === 0)) {
    const bytes = readFileSync(files[0] ?? "");
    const path = join(directory, basename(files[0] ?? ""));
    const cuts = [0.1, 0.33, 0.5, 0.72, 0.9].map((part) => Math.floor(bytes.length * part));
    writeFileSync(path, bytes.subarray(0, cuts[0]));
    const first = chainsIn([path]);
    const [chain] = first.chains;
    if (chain === undefined) continue;
    const book = await open(first.library, chain, { kept: 2000, spacing: 1000 });
    let seq = 0;
    const told = new Map<number, TurnHead>();
    for (const [index, cut] of [...cuts, bytes.length].entries()) {
      if (index > 0) appendFileSync(path, bytes.subarray(cuts[index - 1], cut));
      await book.read();
      const whole = await fold(chain);
      expect(await tell(book), `${path} ${cut}`).toEqual(whole);
      // Who takes what is new each time knows as much.
      for (const { head } of book.turns(seq)) told.set(head.index, head);
      seq = book.seq();
      expect([...told.values()], `${path} ${cut}`).toEqual(whole.heads);
    }
    rmSync(path);
  }
});
