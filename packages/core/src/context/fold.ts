// The readings of a thread's chain → what a resume would load into the model.

import type { Era } from "../rollout/era.ts";
import type { Reading, RecordReading } from "../rollout/reading.ts";
import { object, payloadOf, text } from "../lineage/field.ts";
import type { ContextItem, ContextReport, ContextSource, WrittenTokens } from "./contract.ts";
import { headOf, NO_HEAD, type Head } from "./head.ts";
import { isBefore, type Held } from "./held.ts";
import { sentItem } from "./item.ts";
import { replaceMedia } from "./media.ts";
import { notesOn } from "./notes.ts";
import { replay, type Replayed } from "./replay.ts";
import { madeAtResume, type LastModel } from "./resume.ts";
import { sizeOf, type Size } from "./size.ts";
import { stepOf, type Step } from "./step.ts";
import { countedIn, type Counted } from "./tokens.ts";

export interface ContextFold {
  /**
   * The next reading of the chain. `file` numbers its files, oldest first; each is cut already where the next begins.
   * Only records that are none of `isContextRecord` may have been passed over.
   */
  read(file: number, reading: Reading): void;
  /** The chain is over. */
  end(): ContextReport;
}

/** Holds the items of one thread until its end: a roll-back may bring back what a compaction had replaced. */
export function createContextFold(): ContextFold {
  const steps: Step[] = [];
  const eras = new Set<Era>();
  let head: Head = NO_HEAD;
  let started = -1;
  let model: LastModel | null = null;
  let counted: Counted | null = null;
  let previous_response: string | null = null;
  let damaged = 0;
  let abridged = 0;
  let baseless = false;

  function record(reading: RecordReading, source: ContextSource): void {
    if (reading.abridged === true) abridged++;
    const step = stepOf(reading, source);
    if (step !== null) steps.push(step);
    counted = countedIn(reading, source, counted) ?? counted;
    const payload = payloadOf(reading.value);
    if (reading.outer === "turn_context") {
      const name = text(payload["model"]);
      // Codex cannot read those of 0.58 and before, which say `mode` where later ones say `type`.
      if (name !== null && text(object(payload["sandbox_policy"])?.["type"]) !== null) model = { name, source };
    } else if (reading.outer === "state")
      previous_response = text(payload["previous_response_id"]) ?? previous_response;
  }

  return {
    read(file, reading) {
      if (reading.kind === "blank") return;
      const source = sourceOf(file, reading);
      if (file !== started) {
        head = headOf(reading, source);
        if (started === -1) baseless = head.header.base !== null;
        started = file;
      }
      // Remarks on bytes that were read take no place of their own.
      if (reading.kind === "damage" && (reading.at.length > 0 || reading.damage.kind === "unreadable")) damaged++;
      if (reading.kind !== "damage" && reading.era !== null) eras.add(reading.era);
      if (reading.kind === "record") record(reading, source);
    },
    end() {
      const { rules, header } = head;
      const replayed = replay(steps, rules, header.history_mode === "paginated");
      const items = replayed.items.map(itemOf);
      return {
        thread_id: header.thread_id,
        eras: [...eras],
        rules,
        refused: baseless
          ? "The history begins in a file that is not there; Codex refuses to go on without it."
          : head.refused,
        items,
        totals: totalsOf(items),
        made_at_resume: madeAtResume(head, replayed.items, replayed.told, model),
        dropped: replayed.dropped,
        tokens: counted === null ? null : tokensOf(counted, replayed),
        notes: notesOn(items, { rules, rebuilt: replayed.rebuilt, damaged, abridged, previous_response }),
      };
    },
  };
}

function sourceOf(file: number, { at }: Reading): ContextSource {
  return { file, line: at.number, offset: at.offset, length: at.length, part: null };
}

function itemOf({ item, origin, sources, altered }: Held): ContextItem {
  const passed = replaceMedia(item);
  const value = sentItem(passed);
  const type = text(value["type"]) ?? "";
  const changed = passed === item ? altered : [...altered, "media_left_out" as const];
  return { type, role: text(value["role"]), origin, value, sources, ...sizeOf(value), altered: changed };
}

function tokensOf(counted: Counted, { items, cut }: Replayed): WrittenTokens {
  const behind = items.filter(({ sources }) => sources.some((source) => isBefore(counted.source, source)));
  return { ...counted, items_after: behind.length, outdated: cut !== null && isBefore(counted.source, cut) };
}

function totalsOf(items: readonly Size[]): ContextReport["totals"] {
  const sum = (key: keyof Size): number => items.reduce((total, item) => total + item[key], 0);
  return { items: items.length, bytes: sum("bytes"), images: sum("images"), image_bytes: sum("image_bytes") };
}
