// A watch over session files: which there are and which change, for as long as somebody wants to know.

import { setTimeout as sleep } from "node:timers/promises";
import { createRound } from "./round.ts";
import { createShelf, type FileEvent } from "./shelf.ts";
import { openTree } from "./tree.ts";
import { openWake } from "./wake.ts";

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. What the system tells of is looked at at once. */
  readonly pause?: number;
  /** Whether the system may tell of changes; without it there are only looks. */
  readonly told?: boolean;
}

export interface Watch {
  /**
   * First all files that are there, or that there are none; then what has happened, each time that something has. Ends
   * with the signal. A file that changes several times while nobody asks is told of once.
   */
  readonly events: () => AsyncGenerator<readonly FileEvent[], void, undefined>;
  /** Files that somebody follows: they are looked at each time, and not in turn with all others. */
  readonly attend: (paths: ReadonlySet<string>) => void;
}

const PAUSE_MS = 1000;
/** Appends come in bursts. */
const BURST_MS = 25;
const LATELY_MS = 15 * 60_000;
/** Files and directories beside the recent ones that are looked at each time: each of 10,000 within three minutes. */
const SLICE = 64;
/** Of the recent ones, as many at most. */
const RECENT = 32;

/** Watches homes, other directories and single files; none of them has to be there yet. Never throws for what is on disk. */
export function openWatch(paths: readonly string[], { signal, pause = PAUSE_MS, told = true }: WatchOptions): Watch {
  const shelf = createShelf();
  const { files } = shelf;
  const recent = new Set<string>();
  let attended: ReadonlySet<string> = new Set();
  const come = new Set<string>();
  const left = new Set<string>();
  const touched = { files: new Set<string>(), directories: new Set<string>() };
  let wakeUp = (): void => {};
  let woken = false;

  const wake = openWake((directory, path) => {
    touched.directories.add(directory);
    if (path !== null) touched.files.add(path);
    woken = true;
    wakeUp();
  });
  const tree = openTree(paths, {
    file(path, there) {
      if (there) left.delete(path);
      else come.delete(path);
      if (there !== files.has(path)) (there ? come : left).add(path);
    },
    directory(path, there) {
      if (!there) wake.remove(path);
      else if (told) wake.add(path);
    },
  });
  const nextFiles = createRound(files);
  const nextDirectories = createRound(tree.directories);

  /** Looks at what was touched; if `whole` at what may have been as well. */
  function look(whole: boolean): readonly FileEvent[] {
    const asked = new Set(touched.files);
    const listed = new Set(touched.directories);
    touched.files.clear();
    touched.directories.clear();
    if (whole) {
      tree.findRoots();
      for (const path of [...recent, ...attended, ...nextFiles(SLICE)]) asked.add(path);
      for (const path of nextDirectories(SLICE)) listed.add(path);
      for (const path of tree.named) (files.has(path) ? asked : come).add(path);
    }
    for (const directory of listed) tree.list(directory);
    const events: FileEvent[] = [];
    for (const path of asked) {
      const kind = shelf.compare(path);
      if (kind === "gone") left.add(path);
      else if (kind !== null) events.push({ kind, path });
    }
    // What is gone from one place may have come to another since that was looked at.
    if (left.size > 0) {
      tree.findRoots();
      for (const directory of [...tree.directories.keys()]) tree.list(directory);
    }
    const moves = shelf.settle(come, left);
    come.clear();
    left.clear();
    const all = [...moves, ...events];
    remember(all);
    return all;
  }

  function remember(events: readonly FileEvent[]): void {
    const since = Date.now() - LATELY_MS;
    for (const path of recent) if ((files.get(path)?.changed_ms ?? 0) < since) recent.delete(path);
    for (const { path } of events) {
      recent.delete(path);
      if ((files.get(path)?.changed_ms ?? 0) >= since) recent.add(path);
    }
    for (const path of recent) if (recent.size > RECENT) recent.delete(path);
  }

  /** Until it is time to look; whether at more than what was touched. */
  async function rest(since: number): Promise<boolean> {
    const left_ms = since + pause - performance.now();
    if (!woken && left_ms > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wakeUp = resolve;
        timer = setTimeout(resolve, left_ms);
      });
      clearTimeout(timer);
    }
    if (woken) await sleep(BURST_MS);
    woken = false;
    return performance.now() - since >= pause;
  }

  async function* events(): AsyncGenerator<readonly FileEvent[], void, undefined> {
    const stop = (): void => wakeUp();
    signal.addEventListener("abort", stop);
    try {
      let since = performance.now();
      if (!signal.aborted) yield look(true);
      while (!signal.aborted) {
        const whole = await rest(since);
        if (whole) since = performance.now();
        const happened = look(whole);
        if (happened.length > 0 && !signal.aborted) yield happened;
      }
    } finally {
      signal.removeEventListener("abort", stop);
      wake.close();
    }
  }

  return { events, attend: (wanted) => void (attended = wanted) };
}
