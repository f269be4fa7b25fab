// What the fold knows between two records: plain data, with maps and sets, so that it can be put away and taken up again.

import type { Json } from "../bytes/json.ts";
import type { Place } from "../bytes/place.ts";
import type { ChainFile } from "../lineage/chain.ts";
import type { Header } from "../lineage/header.ts";
import type { RecordReading } from "../rollout/reading.ts";
import type { UpgradeState } from "../upgrade/index.ts";
import { createCalls, type Calls } from "./calls.ts";
import type { Item, Whereabouts } from "./contract.ts";
import { createHeads, type Heads } from "./heads.ts";
import { createMeter, type Meter } from "./meter.ts";
import { createNumbering, type Numbering } from "./numbering.ts";
import { createTalk, type Talk } from "./talk.ts";

export interface FoldState {
  readonly heads: Heads;
  readonly calls: Calls;
  readonly talk: Talk;
  readonly meter: Meter;
  readonly numbering: Numbering;
  readonly files: ChainFile[];
  readonly models: Set<string>;
  /** Damage by kind. */
  readonly damage: Map<string, number>;
  /** Items met before the first turn: they belong to it. */
  early: Item[];
  /** Of the file that is being read; null when none is. */
  upgrade: UpgradeState | null;
  /** The record that is being read. */
  current: RecordReading | null;
  /** The thread id in the name of the file that is being read. */
  named: string | null;
  header: Header | null;
  /** The file that is being read has shown its header. */
  headed: boolean;
  /** What is being read was reverted. */
  reverted: boolean;
  cwd: string | null;
  shell: string | null;
  model: string | null;
  name: string | null;
  goal: Json;
  first: string | null;
  last: string | null;
  /** Counts what had to be named here. */
  unnamed: number;
}

export function createFoldState(): FoldState {
  return {
    heads: createHeads(),
    calls: createCalls(),
    talk: createTalk(),
    meter: createMeter(),
    numbering: createNumbering(),
    files: [],
    models: new Set(),
    damage: new Map(),
    early: [],
    upgrade: null,
    current: null,
    named: null,
    header: null,
    headed: false,
    reverted: false,
    cwd: null,
    shell: null,
    model: null,
    name: null,
    goal: null,
    first: null,
    last: null,
    unnamed: 0,
  };
}

export function whereIs({ files }: FoldState, at: Place): Whereabouts {
  return { file: files.length - 1, line: at.number, offset: at.offset, length: at.length };
}

/** A name for what has none: unique in the thread, and the same whenever its files are read. */
export function nameFor(state: FoldState, kind: string, at: Place): string {
  state.unnamed += 1;
  return `${kind}-${state.files.length}-${at.number}-${state.unnamed}`;
}
