// Goes through a thread's steps as Codex does when it resumes it: what is left is the context.

import type { ContextRules, ContextSource, DroppedItem } from "./contract.ts";
import { chooseCompaction } from "./choose.ts";
import { dropOf, isBefore, type Held } from "./held.ts";
import { isSent } from "./item.ts";
import { limitOutput } from "./output.ts";
import { pairCalls } from "./pairs.ts";
import { rebuildHistory } from "./rebuild.ts";
import { rollbackCut } from "./rollback.ts";
import type { CompactionStep, ItemStep, Step } from "./step.ts";

export interface Replayed {
  readonly items: readonly Held[];
  readonly dropped: readonly DroppedItem[];
  /** The last record that took something away. */
  readonly cut: ContextSource | null;
  /** The last record that tells all of the surroundings, if the model still knows of it. */
  readonly told: ContextSource | null;
  /** A history was made of prompts and a summary. */
  readonly rebuilt: boolean;
}

export function replay(steps: readonly Step[], rules: ContextRules, paginated: boolean): Replayed {
  const chosen = chooseCompaction(steps, paginated) ?? -1;
  const state = new Replay(rules);
  for (const [at, step] of steps.entries()) {
    if (at < chosen) state.skip(step);
    else if (at === chosen && step.kind === "compaction") state.start(step);
    else state.take(step);
  }
  return state.end();
}

class Replay {
  readonly #rules: ContextRules;
  readonly #dropped: DroppedItem[] = [];
  #items: Held[] = [];
  #told: ContextSource[] = [];
  #cut: ContextSource | null = null;
  #rebuilt = false;

  constructor(rules: ContextRules) {
    this.#rules = rules;
  }

  /** A step before the history to start from. */
  skip(step: Step): void {
    if (step.kind === "item") this.#dropped.push(...dropOf(this.#held(step), this.#against(step) ?? "compacted"));
  }

  start({ replacement, source }: CompactionStep): void {
    for (const [part, item] of (replacement ?? []).entries()) {
      const held: Held = { item, origin: "replacement", sources: [{ ...source, part }], altered: [] };
      // Of what a history names, only the snapshots of the files (0.58 …) are not sent.
      if (item["type"] === "ghost_snapshot") this.#dropped.push(...dropOf(held, "not_for_the_model"));
      else this.#items.push(held);
    }
    this.#cut = source;
  }

  take(step: Step): void {
    switch (step.kind) {
      case "item": {
        const against = this.#against(step);
        if (against === null) this.#items.push(this.#held(step));
        else this.#dropped.push(...dropOf(this.#held(step), against));
        break;
      }
      case "compaction":
        // A history that was not chosen belongs to a turn that is rolled back further on.
        if (step.replacement === null) this.#rebuild(step);
        break;
      case "rollback":
        this.#rollBack(step.turns, step.source);
        break;
      case "told":
        this.#told.push(step.source);
        break;
    }
  }

  end(): Replayed {
    // Versions before 0.87 sent what was there, whether it went together or not.
    const { items, orphans } = this.#rules === "0.169" ? pairCalls(this.#items) : { items: this.#items, orphans: [] };
    const dropped = [...this.#dropped, ...orphans.flatMap((held) => dropOf(held, "no_call"))];
    return { items, dropped, cut: this.#cut, told: this.#told.at(-1) ?? null, rebuilt: this.#rebuilt };
  }

  #against({ item, unreadable }: ItemStep): "unreadable" | "not_for_the_model" | null {
    if (unreadable) return "unreadable";
    return isSent(item) ? null : "not_for_the_model";
  }

  #held({ item, metadata, source, remade }: ItemStep): Held {
    const sent = this.#rules === "0.169" ? limitOutput(item, metadata) : item;
    const altered = sent === item ? [] : (["shortened"] as const);
    return { item: sent, origin: remade ? "rebuilt" : "written", sources: [source], altered };
  }

  #rebuild({ message, source }: CompactionStep): void {
    const before = this.#items;
    this.#items = [...rebuildHistory(before, message, source)];
    const kept = new Set(this.#items.flatMap(({ sources }) => sources));
    const gone = before.filter(({ sources }) => !sources.some((each) => kept.has(each)));
    this.#dropped.push(...gone.flatMap((held) => dropOf(held, "compacted")));
    this.#told = [];
    this.#cut = source;
    this.#rebuilt = true;
  }

  #rollBack(turns: number, source: ContextSource): void {
    const from = rollbackCut(this.#items, turns);
    const gone = this.#items.splice(from);
    this.#dropped.push(...gone.flatMap((held) => dropOf(held, "rolled_back")));
    const first = gone[0]?.sources[0];
    if (first !== undefined) this.#told = this.#told.filter((told) => isBefore(told, first));
    this.#cut = source;
  }
}
