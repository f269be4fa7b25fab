// Telling a thread: its turns, as they become ready, through selection, hiding and printing to the output.

import type { Item } from "rollbook-core/thread";
import { filesOf } from "../../home/index.ts";
import type { DeepRedactor } from "../../redact/index.ts";
import type { Output } from "../output/descriptor.ts";
import type { TurnPart } from "./book.ts";
import type { Ending, Subject } from "./head.ts";
import type { Printer } from "./printer.ts";
import type { Recorded } from "./recorded.ts";
import { readSources } from "./raw.ts";
import { type Selection, select } from "./select.ts";

export interface TellingOptions {
  readonly selection: Selection;
  readonly printer: Printer;
  /** Null where nothing is to be hidden. */
  readonly redactor: DeepRedactor | null;
  /** The lines behind items are wanted, or behind some of them. */
  readonly raw: boolean | ((item: Item) => boolean);
  /** What a recording of the session adds, where there is one. */
  readonly recorded?: Recorded | null;
}

export interface Telling {
  /** Tells the head; with the ending, if that is known by now. */
  readonly begin: (ending: Ending | null) => Promise<void>;
  readonly tell: (parts: readonly TurnPart[]) => Promise<void>;
  readonly end: (ending: Ending) => Promise<void>;
  /** How many turns, or parts of them, were told. */
  readonly told: () => number;
}

export function createTelling(subject: Subject, output: Output, options: TellingOptions): Telling {
  const { selection, printer, redactor, raw, recorded = null } = options;
  const files = filesOf(subject.chain).map(({ path }) => path);
  const hide = <V>(value: V): V | Promise<V> => (redactor === null ? value : redactor.hide(value));
  /** What was told of the whole, without its secrets: hidden once, so that they are counted once. */
  let shown = subject;
  let known: Ending | null = null;
  let told = 0;
  return {
    async begin(ending) {
      shown = await hide(subject);
      known = ending === null ? null : await hide(ending);
      output.write(printer.begin(shown, known));
    },
    async tell(parts) {
      for (const part of parts) {
        const chosen = select(part, selection);
        if (chosen === null) continue;
        const wanted = recorded === null ? chosen : recorded.add(chosen);
        told += 1;
        const behind = typeof raw === "function" ? wanted.items.filter(raw) : wanted.items;
        const places = behind.flatMap(({ sources }) => sources);
        const sources = raw === false ? null : await readSources(files, places, hide);
        output.write(printer.part(await hide(wanted), sources));
        await output.settle();
        if (output.isClosed()) return;
      }
    },
    async end(ending) {
      output.write(printer.end(shown, known ?? (await hide(ending)), known !== null));
    },
    told: () => told,
  };
}
