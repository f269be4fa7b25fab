// Follows sessions: looks who is to be followed, tells what is new in them, and waits for more.

import type { CataloguedThread } from "rollbook-core";
import { type FileEvent, type Library, openCatalogue, openWatch, rememberLooks } from "../../home/index.ts";
import { createDeepRedactor } from "../../redact/index.ts";
import { createHiding } from "../actions/hiding.ts";
import { EXIT } from "../exit.ts";
import { describeHidden } from "../hidden.ts";
import type { Output } from "../output/descriptor.ts";
import type { Subject } from "../show/head.ts";
import type { Printer } from "../show/printer.ts";
import { terminalPage } from "../show/terminal/page.ts";
import type { Plan } from "./account.ts";
import { type Chosen, isBorn, keyOf, openChoice } from "./choose.ts";
import type { FollowOptions } from "./options.ts";
import { planRecords } from "./records.ts";
import { createScreen } from "./screen.ts";
import { type Followed, followSession } from "./session.ts";
import { planTranscript, subjectOf } from "./transcript.ts";

export interface FollowRim {
  readonly output: Output;
  readonly note: (line: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Follows until the signal, until nobody reads the output, or until the session's turn is over. Gives the exit code. */
export async function follow(options: FollowOptions, { output, note, signal }: FollowRim): Promise<number> {
  const say = (line: string): void => note(`rollbook: ${line}`);
  const choice = openChoice(options, note);
  const looks = rememberLooks();
  const stop = new AbortController();
  const watch = openWatch(choice.places, { signal: AbortSignal.any([signal, stop.signal]) });
  const telling = createTelling(options);
  const sessions = new Map<string, Followed>();
  let code: number = EXIT.ok;
  let library: Library | null = null;
  let chosen: readonly Chosen[] = [];
  let waiting = false;

  const pause = async (): Promise<boolean> => {
    await output.settle();
    return !output.isClosed() && !signal.aborted;
  };

  function open({ key, thread }: Chosen, plan: Plan, old: boolean): Followed {
    const session = followSession(plan, {
      turns: old ? options.turns : Number.POSITIVE_INFINITY,
      before: thread.head.stem.compressed ? Number.POSITIVE_INFINITY : thread.head.stem.size,
      tell: async (text) => output.write(await telling.frame(key, text)),
      note: say,
      pause,
    });
    sessions.set(key, session);
    return session;
  }

  /** Who is followed now; gives those of whom something is to be told. */
  function choose(now: Library, first: boolean): readonly Followed[] {
    chosen = choice.choose(now);
    const due: Followed[] = [];
    const begun = first && options.turns !== Number.POSITIVE_INFINITY ? newest(chosen) : null;
    for (const each of chosen) {
      const plan = telling.plan(now, each.thread, each.named && options.target.kind !== "all");
      const known = sessions.get(each.key);
      if (known?.update(plan) === true) due.push(known);
      // Of what was there before, the one written to last is told at once, the others when they go on.
      const session = known ?? open(each, plan, first);
      if (known === undefined && (begun === null || begun === each)) due.push(session);
    }
    if (chosen.length === 0 && !waiting) say(`waiting for ${choice.awaited}`);
    waiting = chosen.length === 0;
    return due;
  }

  for await (const events of watch.events()) {
    const first = library === null;
    const due = new Set<Followed>();
    if (library === null || events.some((event) => changesLibrary(event, library))) {
      for (const { kind, path } of events) {
        if (kind === "gone" && sessionAt(library, path) !== undefined) say(`${path} is gone; it is waited for`);
      }
      library = openCatalogue(choice.places, looks);
      for (const session of choose(library, first)) due.add(session);
      // Of many, those that were written to lately are looked at anyway.
      const single = options.target.kind === "all" ? [] : chosen;
      watch.attend(new Set(single.flatMap(({ thread }) => thread.rollouts.map(({ stem }) => stem.path))));
    }
    for (const { path, kind } of first ? [] : events) {
      const session = sessionAt(library, path);
      if (kind === "grew" || kind === "replaced") session?.touch(path);
      if (session !== undefined) due.add(session);
    }
    for (const session of due) {
      await session.advance();
      await output.settle();
      if (output.isClosed() || signal.aborted) break;
    }
    const [root] = chosen.filter(({ named }) => named);
    const turn = root === undefined ? null : (sessions.get(root.key)?.turn() ?? null);
    if (options.untilOver && (turn === "completed" || turn === "failed")) {
      code = turn === "failed" ? EXIT.findings : EXIT.ok;
      break;
    }
    if (output.isClosed()) break;
  }
  stop.abort();
  for (const session of sessions.values()) await session.end();
  await output.finish();
  const hidden = Object.entries(telling.hidden());
  if (hidden.length > 0) say(describeHidden(hidden));
  return code;

  function sessionAt(now: Library | null, path: string): Followed | undefined {
    const rollout = now?.at(path) ?? null;
    return now === null || rollout === null ? undefined : sessions.get(keyOf(now.catalogue.threadOf(rollout)));
  }
}

/** Whether there are other files than there were, or one has got its header. */
function changesLibrary({ kind, path }: FileEvent, library: Library | null): boolean {
  if (kind !== "grew" && kind !== "replaced") return true;
  const stem = library?.at(path)?.stem;
  return stem !== undefined && !isBorn(stem);
}

function newest(chosen: readonly Chosen[]): Chosen | null {
  const written = ({ thread }: Chosen): number => Math.max(...thread.rollouts.map(({ stem }) => stem.mtime_ms));
  const named = chosen.filter((each) => each.named);
  return named.reduce<Chosen | null>(
    (best, each) => (best !== null && written(best) >= written(each) ? best : each),
    null,
  );
}

interface Telling {
  readonly plan: (library: Library, thread: CataloguedThread, inherit: boolean) => Plan;
  readonly frame: (key: string, text: string) => string | Promise<string>;
  readonly hidden: () => Readonly<Record<string, number>>;
}

function createTelling(options: FollowOptions): Telling {
  if (options.form === "jsonl") {
    const hiding = options.redact ? createHiding() : null;
    const { include } = options;
    return {
      plan: (library, thread, inherit) => planRecords(library, thread, inherit, { include, hiding }),
      frame: (_, text) => text,
      hidden: () => hiding?.hidden() ?? {},
    };
  }
  const redactor = options.redact ? createDeepRedactor() : null;
  const screen = createScreen(options, redactor);
  const pages = new Map<string, { readonly printer: Printer; readonly subject: Subject }>();
  return {
    plan(library, thread, inherit) {
      const key = keyOf(thread);
      const subject = subjectOf(library, thread);
      const { width, colour, full } = options;
      const printer = pages.get(key)?.printer ?? terminalPage({ width, colour, full, all: false, unnumbered: false });
      // What it says of the whole is said in the line above it.
      printer.begin(subject, null);
      pages.set(key, { printer, subject });
      return planTranscript(library, thread, inherit, { printer, redactor });
    },
    frame(key, text) {
      const page = pages.get(key);
      return page === undefined ? text : screen.frame(key, page.subject, text);
    },
    hidden: () => redactor?.hidden() ?? {},
  };
}
