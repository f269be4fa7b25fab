// What the projection knows between two records of a file.

import type { Place } from "../bytes/place.ts";
import { NO_OWNER, type Ownership } from "../lineage/copied.ts";
import type { CopiedItems } from "../lineage/documents.ts";
import type { Header } from "../lineage/header.ts";
import type { Include } from "./build.ts";
import type { ActionRecord, ActionStreamRecord, Evidence, EvidenceKind } from "./contract.ts";
import type { Facts } from "./facts.ts";
import { createLedger, createLedgerState, type Ledger, type LedgerState } from "./ledger.ts";
import { createTally, createTallyState, type Tally, type TallyState } from "./tally.ts";

/** A file whose records are read next. */
export interface ActionStreamFile {
  /** The path as it was given; evidence repeats it. */
  readonly file: string;
  /** The thread id in the file's name, for files whose header is lost. */
  readonly named?: string | null;
  /** The rollout id in the file's name. */
  readonly rollout?: string | null;
  /**
   * The files of the thread that this one goes on from, and the first ordinal of each that no longer counts: for
   * telling which turns were reverted. Only a stream of all of a thread's files can be told.
   */
  readonly standing_on?: readonly Standing[];
  /** What it begins with and another thread's file holds, where no header says so. */
  readonly copied?: readonly CopiedItems[];
}

export interface Standing {
  readonly rollout: string | null;
  readonly end_ordinal: number | null;
}

export interface ActionStreamOptions extends ActionStreamFile {
  /** Also give actions whose records were copied from another thread. */
  readonly withCopied: boolean;
  readonly include: ReadonlySet<Include>;
}

/** Where a turn of the thread started, while it stands. */
export interface TurnStart {
  readonly turn_id: string;
  readonly rollout: string | null;
  readonly ordinal: number | null;
}

/** Sees what actions are made of. Nobody who does asks for their effects: where one is, they are not judged, and null. */
export interface Watch {
  /** It was given; answers a number to know it by. `base` told the directory that its relative paths count from. */
  given(action: ActionRecord, facts: Facts, base: Evidence | null): number;
  /** It stood as `before`. Of its texts, `facts` has what the new evidence tells. */
  amended(
    number: number,
    action: ActionRecord,
    before: ActionRecord,
    facts: Facts,
    evidence: readonly Evidence[],
    base: Evidence | null,
  ): void;
}

export interface State extends Memory {
  readonly options: ActionStreamOptions;
  readonly emit: (record: ActionStreamRecord) => void;
  readonly watch: Watch | null;
  readonly ledger: Ledger;
  readonly tally: Tally;
}

/** What is remembered, as plain data. */
interface Memory {
  source: ActionStreamFile;
  header: Header | null;
  /** The `session` record was given. */
  begun: boolean;
  ownership: Ownership;
  cwd: string | null;
  /** The record that told it. */
  cwd_told: Evidence | null;
  /** Counts turns as they start, in the words of any era. */
  turn: number;
  /** How many of them started in files before this one. */
  turns_before: number;
  turn_id: string | null;
  turn_open: boolean;
  /** The last turn ended well, as Codex wrote: what it called was answered, even where no answer is on disk. */
  turn_done: boolean;
  /** Codex wrote where turns start (0.104 …), so prompts are no boundaries. */
  explicit: boolean;
  /** The file has events, so its response items are no prompts of their own. */
  evented: boolean;
  seq: number;
  unmatched_outputs: number;
  copied_left_out: number;
  /** `compacted` records of this turn, less the events or items that repeat them. */
  compactions: number;
  /** Signs of what was told without an id, for recognising the record that tells it again. */
  twins: string[];
  /** Turns that no revert has withdrawn; kept only where reverts can be told. */
  starts: TurnStart[];
  /** How many actions without an id each thread has had of each kind. */
  readonly numbers: Map<string, number>;
  /** How often a call id was met in this turn. */
  readonly met: Map<string, number>;
}

/** A stream between two records: plain data, but for maps and sets. */
export interface StreamState extends Memory {
  readonly ledger: LedgerState;
  readonly tally: TallyState;
}

export function createState(
  options: ActionStreamOptions,
  emit: State["emit"],
  watch: Watch | null,
  saved: StreamState = createMemory(options),
): State {
  return { ...saved, options, emit, watch, ledger: createLedger(saved.ledger), tally: createTally(saved.tally) };
}

export function saveState({ options: _, emit: _emit, watch: _watch, ledger, tally, ...memory }: State): StreamState {
  return { ...memory, ledger: ledger.state, tally: tally.state };
}

function createMemory({ withCopied: _, include: _include, ...source }: ActionStreamOptions): StreamState {
  return {
    source,
    ledger: createLedgerState(),
    tally: createTallyState(),
    header: null,
    begun: false,
    ownership: NO_OWNER,
    cwd: null,
    cwd_told: null,
    turn: 0,
    turns_before: 0,
    turn_id: null,
    turn_open: false,
    turn_done: false,
    explicit: false,
    evented: false,
    seq: 0,
    unmatched_outputs: 0,
    copied_left_out: 0,
    compactions: 0,
    twins: [],
    starts: [],
    numbers: new Map(),
    met: new Map(),
  };
}

export function threadOf(state: State): string | null {
  return state.header?.thread_id ?? state.source.named ?? null;
}

/** The turn a record without one belongs to: between two turns, and where no start of a turn is on disk, none is known. */
export function openTurn(state: State): string | null {
  return state.explicit && state.turn_open ? state.turn_id : null;
}

export function evidenceAt(state: State, at: Place, kind: EvidenceKind): Evidence {
  return { file: state.source.file, line: at.number, offset: at.offset, length: at.length, kind };
}

/** Ids shorter than this are counted anew in every turn by those who make them (`call_0`). */
const UNIQUE = 10;
/** And so are names with a number behind a colon (`functions.exec_command:0`). */
const NUMBERED = /^[A-Za-z][\w.-]*:\d{1,5}$/;

/** The name of an action with an id, the same in every copy of it. Where its turn holds the id twice, the second is `#2`. */
export function actionId(state: State, id: string, foreign: string | null): string {
  // Joined, not a template: V8 would keep the two halves apart, and a record with such a string takes it twice the time
  // to turn into JSON.
  const anew = id.length < UNIQUE || NUMBERED.test(id);
  const name = anew ? `${segmentOf(state, foreign)}${state.turn - state.turns_before}/${id}` : id;
  return [ownerOf(state, foreign), name].join(":");
}

/** The name of an action Codex gave no id: its kind, and its number among its like in its thread. */
export function numberedId(state: State, kind: string, foreign: string | null): string {
  const name = `${ownerOf(state, foreign)}:${segmentOf(state, foreign)}${kind}`;
  const number = (state.numbers.get(name) ?? 0) + 1;
  state.numbers.set(name, number);
  // As above.
  return [name, number].join("#");
}

function ownerOf(state: State, foreign: string | null): string {
  return (foreign === null || foreign === "" ? threadOf(state) : foreign) ?? "";
}

/**
 * Numbers count from the beginning of a file, so that a file's actions have the same names whatever was read before it.
 * A segment's therefore bear its own id.
 */
function segmentOf(state: State, foreign: string | null): string {
  const { rollout, named } = state.source;
  return foreign === null && rollout && rollout !== named ? `${rollout}/` : "";
}

/** Takes a sign off the list; whether it was on it. */
export function takeTwin(state: State, twin: string | null): boolean {
  const index = twin === null ? -1 : state.twins.indexOf(twin);
  if (index !== -1) state.twins.splice(index, 1);
  return index !== -1;
}
