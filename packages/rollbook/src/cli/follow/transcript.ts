// A growing session as a transcript: what was asked, said and done, item by item as each is over.

import { basename } from "node:path";
import { chainOf, createReader, type CataloguedThread } from "rollbook-core";
import { createThreadFold } from "rollbook-core/thread";
import { filesOf, foldChain, type Library, type SourceError } from "../../home/index.ts";
import type { DeepRedactor } from "../../redact/index.ts";
import { describeUnread } from "../input.ts";
import type { Subject } from "../show/head.ts";
import type { Printer } from "../show/printer.ts";
import type { Account, AccountOptions, Plan } from "./account.ts";
import { createLedger } from "./ledger.ts";

export interface TranscriptOptions {
  /** Of this session: it knows what was printed before. */
  readonly printer: Printer;
  /** Null where nothing is to be hidden. */
  readonly redactor: DeepRedactor | null;
}

/** A line of more bytes is read with its long texts cut. */
const LONGEST = 32 << 20;

/** `inherit`: turns that were lived in a thread it goes on from are told, too. */
export function planTranscript(
  library: Library,
  thread: CataloguedThread,
  inherit: boolean,
  options: TranscriptOptions,
): Plan {
  const subject = subjectOf(library, thread);
  const { chain } = subject;
  const shape = [...chain.files, ...chain.abandoned].map(({ path, ...rest }) => [
    rest.rollout_id ?? basename(path),
    rest,
  ]);
  return {
    shape: JSON.stringify([shape, chain.gaps.length]),
    files: filesOf(chain).map(({ path }) => path),
    open: (account) => openTranscript(subject, inherit ? null : subject.id, options, account),
  };
}

export function subjectOf(library: Library, thread: CataloguedThread): Subject {
  const { id, home, header, head } = thread;
  const chain = chainOf(library.catalogue, head);
  const own = new Set(thread.rollouts.map(({ stem }) => stem.path));
  const abandoned = chain.abandoned.filter(({ path }) => own.has(path));
  return { id, header, name: library.nameOf(home, id), chain: { ...chain, abandoned } };
}

function openTranscript(
  subject: Subject,
  thread_id: string | null,
  { printer, redactor }: TranscriptOptions,
  { memory, turns }: AccountOptions,
): Account {
  const { chain } = subject;
  const ledger = createLedger({ memory, turns, thread_id });
  const fold = createThreadFold(ledger);
  const reader = createReader({ long: "whole", longest: LONGEST }, (reading) => fold.read(reading));
  const take = async (all: boolean): Promise<string> => {
    let text = "";
    for (const part of ledger.take(all)) {
      text += printer.part(redactor === null ? part : await redactor.hide(part), null);
    }
    return text;
  };
  return {
    begin: async function* () {
      const problems: string[] = [];
      const unread = (problem: SourceError): void => {
        problems.push(describeUnread(problem, "what stands before it is told"));
      };
      yield* foldChain(chain, fold, { longest: LONGEST, unread, growing: true });
      return problems;
    },
    push: reader.push,
    catchUp: ledger.catchUp,
    take: () => take(false),
    end() {
      reader.end();
      fold.end();
      ledger.catchUp();
      return take(true);
    },
    turn: ledger.state,
  };
}
