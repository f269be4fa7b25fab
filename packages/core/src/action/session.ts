// The action stream of a session that lies in several files: what it inherited first, then its own, each action once.

import { own, put } from "../bytes/own.ts";
import type { ReadOptions } from "../rollout/read.ts";
import type { Header } from "../lineage/header.ts";
import type { Era } from "../rollout/era.ts";
import { buildSession, type Include } from "./build.ts";
import type { ActionStreamRecord, EndRecord } from "./contract.ts";
import type { Entry } from "./ledger.ts";
import type { StreamState, Watch } from "./state.ts";
import { watchActions, type ActionStream, type ActionStreamFile, type KeptActionStream } from "./stream.ts";

export interface SessionFile extends ActionStreamFile {
  /** The thread it was inherited from; null for the session's own files. */
  readonly inherited_from: string | null;
}

export interface SessionStreamOptions {
  readonly withCopied: boolean;
  readonly include: ReadonlySet<Include>;
  /** What the head of the session's first own file says. */
  readonly session: {
    readonly header: Header;
    readonly era: Era | null;
    readonly file: string;
    readonly named: string | null;
  };
  /** Why it is not whole, as far as that is known beforehand. */
  readonly gaps: readonly string[];
}

/** How far a file was read. */
export interface FileTotals {
  readonly bytes: number;
  readonly lines: number;
  /** What of it is not where other files say; a sentence. */
  readonly gap: string | null;
  /** Records that other files go on from are not in it. */
  readonly lost: boolean;
}

export interface SessionStream {
  /** The next file, oldest first; what its reader is to be given. Files inherited from one thread follow one another. */
  open(file: SessionFile): Pick<ActionStream, "read"> & Required<Pick<ReadOptions, "pass">>;
  /** That file is over. */
  close(totals: FileTotals): void;
  end(): void;
}

/**
 * Like `createActionStream`, for a chain of files. Inherited actions come as copied ones do: under this session's id,
 * with the `action_id` they have in their own, and `durability` "copied".
 */
export function createSessionStream(
  options: SessionStreamOptions,
  emit: (record: ActionStreamRecord) => void,
): SessionStream {
  return watchSession(options, emit, null, createSessionState(options));
}

/** Between two records: plain data, but for maps and sets. */
export interface SessionState {
  readonly files: string[];
  readonly gaps: string[];
  readonly ends: EndRecord[];
  seq: number;
  /** The file that the stream which is open began with. */
  first: SessionFile | null;
  stream: StreamState | null;
  owner: string | null;
  sum: { readonly bytes: number; readonly lines: number };
  lost: boolean;
}

export function createSessionState({ gaps }: Pick<SessionStreamOptions, "gaps">): SessionState {
  return {
    files: [],
    gaps: [...gaps],
    ends: [],
    seq: 0,
    first: null,
    stream: null,
    owner: null,
    sum: { bytes: 0, lines: 0 },
    lost: gaps.length > 0,
  };
}

/** A session stream that can be put away and taken up again. */
export interface KeptSessionStream extends SessionStream {
  /** The file that was open when it was put away. */
  reopen(): ReturnType<SessionStream["open"]> | null;
  /** The turn that is open, if it is known. */
  turn(): string | null;
  /** Calls that nothing has ended, oldest first. */
  pending(): readonly Entry[];
  /** Brings `state` up to date. */
  save(): void;
}

export function watchSession(
  options: SessionStreamOptions,
  emit: (record: ActionStreamRecord) => void,
  watch: Watch | null,
  state: SessionState,
): KeptSessionStream {
  const { header, era, file, named } = options.session;
  const session = buildSession(header, era, file, named);
  const { session_id } = session;
  const { files, gaps, ends } = state;
  let stream: KeptActionStream | null =
    state.first === null || state.stream === null ? null : begin(state.first, state.stream);

  function give(record: ActionStreamRecord, inherited: boolean): void {
    if (record.record === "session") return;
    if (record.record === "end") {
      ends.push(record);
      return;
    }
    if (record.record === "action") {
      emit({ ...record, seq: state.seq, ...(inherited ? { session_id, durability: "copied" } : {}) });
      state.seq += 1;
    } else if (record.record === "amendment" && inherited) {
      const { durability: _, ...changed } = record.changed;
      emit({ ...record, session_id, changed });
    } else emit(inherited ? { ...record, session_id } : record);
  }

  function begin(first: SessionFile, saved?: StreamState): KeptActionStream {
    const inherited = first.inherited_from !== null;
    const { withCopied, include } = options;
    return watchActions({ ...first, withCopied, include }, (record) => give(record, inherited), watch, saved);
  }

  function finish(): void {
    stream?.end(state.sum);
    stream = null;
    state.sum = { bytes: 0, lines: 0 };
  }

  return {
    open(next) {
      if (files.length === 0) emit(session);
      files.push(next.file);
      if (stream !== null && state.owner === next.inherited_from) stream.open(next);
      else {
        finish();
        state.first = next;
        stream = begin(next);
      }
      state.owner = next.inherited_from;
      return stream;
    },
    reopen: () => stream,
    turn: () => stream?.turn() ?? null,
    pending: () => stream?.pending() ?? [],
    save() {
      state.stream = stream?.save() ?? null;
    },
    close({ bytes, lines, gap, lost }) {
      const { sum } = state;
      state.lost ||= lost;
      state.sum = { bytes: sum.bytes + bytes, lines: sum.lines + lines };
      if (gap !== null) gaps.push(gap);
    },
    end() {
      finish();
      const own = ends.at(-1);
      if (own === undefined) return;
      const whole = ends.reduce(addEnds);
      const complete = whole.complete && !state.lost;
      emit({ ...whole, session_id, file, pending: own.pending, files, gaps, complete });
    },
  };
}

function addEnds(a: EndRecord, b: EndRecord): EndRecord {
  return {
    ...b,
    bytes: a.bytes + b.bytes,
    lines: a.lines + b.lines,
    cli_versions: union(a.cli_versions, b.cli_versions),
    eras: union(a.eras, b.eras),
    models: union(a.models, b.models),
    actions: a.actions + b.actions,
    amendments: a.amendments + b.amendments,
    by_type: addCounts(a.by_type, b.by_type),
    by_status: addCounts(a.by_status, b.by_status),
    unmatched_outputs: a.unmatched_outputs + b.unmatched_outputs,
    copied_left_out: a.copied_left_out + b.copied_left_out,
    damage: addCounts(a.damage, b.damage),
    unknown_types: addCounts(a.unknown_types, b.unknown_types),
    untold: addCounts(a.untold, b.untold),
    complete: a.complete && b.complete,
  };
}

function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  return [...new Set([...a, ...b])];
}

type Counts = Readonly<Record<string, number>>;

function addCounts(a: Counts, b: Counts): Counts {
  const sum: Record<string, number> = { ...a };
  for (const [key, count] of Object.entries(b)) put(sum, key, (own(sum, key) ?? 0) + count);
  return sum;
}
