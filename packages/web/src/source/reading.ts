// Dropped files as a thread: folded a chunk at a time, the items kept for those who ask about them.

import {
  type ChainFile,
  CutText,
  createReader,
  type JsonObject,
  type Header,
  parseRolloutName,
  type RolloutReader,
} from "rollbook-core";
import { createThreadFold, type Item, type ThreadSummary, type Turn, type TurnHead } from "rollbook-core/thread";
import { clipView, type ItemView, rowOf, viewItem } from "rollbook-core/view";
import { picturesIn, threadsIn } from "./content.ts";
import { filesOf, stateOf } from "./files.ts";
import { describeForeign } from "./foreign.ts";
import type { Entry, FileChange, FileState, News, Relation, Row, SessionFacts, TurnRow } from "./contract.ts";

/** Lines of more bytes come with their long texts cut: a browser has less memory than a session may have bytes. */
const LONGEST = 4 << 20;
/** What travels to the page at once. */
const CLIP = { over: 1 << 16, keep: 1 << 13 } as const;

/** Records of the model's own shape that may hold pictures. */
const TELLING: ReadonlySet<string> = new Set(["message", "function_call_output", "custom_tool_call_output"]);

export interface ReadPart {
  readonly file: ChainFile;
  /** Bytes of the file as it was dropped. */
  readonly size: number;
  /** Byte from which on it was reverted; null where nothing of it was. */
  readonly reverted_from: number | null;
}

export interface FileReading {
  /** What comes next is of this file, and what came before is over. */
  readonly open: (part: ReadPart) => void;
  /** Takes the next bytes of the (unpacked) file. */
  readonly push: (chunk: Uint8Array) => void;
  /** `gaps` are sentences: why the session is not whole. */
  readonly end: (gaps?: readonly string[]) => void;
  /** The file ends here, though it should not; a sentence. */
  readonly fail: (why: string) => void;
  /** What is new since the last call. */
  readonly take: () => News;
  readonly entry: (position: number) => Entry | null;
  readonly item: (position: number) => Item | null;
  readonly view: (position: number) => ItemView | null;
  /** What became of the files it changed; empty until it is read. */
  readonly files: () => readonly FileChange[];
  /** One of them after a turn; throws where there is none. */
  readonly state: (path: string, turn: number | null) => FileState;
  /** How many items there are. */
  readonly count: () => number;
}

/** `size` is that of all files. */
export function createFileReading(size: number): FileReading {
  const heads = new Map<number, TurnHead>();
  const indexOf = new Map<string, number>();
  const items: Item[] = [];
  const positions = new Map<string, number>();
  const newTurns = new Set<number>();
  const newItems = new Set<number>();
  const gaps: string[] = [];
  let summary: ThreadSummary | null = null;
  let told = false;
  let read = 0;
  let failure: string | null = null;

  const fold = createThreadFold({
    turn(head) {
      heads.set(head.index, head);
      indexOf.set(head.id, head.index);
      newTurns.add(head.index);
    },
    item(item) {
      const key = `${item.turn_id}\n${item.id}`;
      const position = positions.get(key) ?? items.length;
      positions.set(key, position);
      items[position] = item;
      newItems.add(position);
    },
  });
  const files: { readonly path: string; readonly size: number }[] = [];
  let reader: RolloutReader | null = null;
  /** A record of a known shape was met. */
  let recognised = false;
  let opening: Uint8Array | null = null;
  /** Pictures in records, by the place of their line: an item may only name the file they were read from. */
  const pictures = new Map<string, number>();

  function open({ file, size: own, reverted_from }: ReadPart): void {
    reader?.end();
    const index = files.push({ path: file.path, size: own }) - 1;
    let reverted = false;
    fold.open(file, parseRolloutName(file.path)?.thread_id ?? null);
    reader = createReader({ long: "whole", longest: LONGEST }, (reading) => {
      if (reading.kind === "record") {
        recognised ||= reading.era !== null;
        const { length } = TELLING.has(reading.inner) ? picturesIn(reading.value) : [];
        if (length > 0) pictures.set(`${index}@${reading.at.offset}`, length);
      }
      if (!reverted && reverted_from !== null && reading.at.offset >= reverted_from) {
        reverted = true;
        fold.revert();
      }
      fold.read(reading);
    });
  }

  function turnOf({ turn_id }: Item): number {
    return indexOf.get(turn_id) ?? 0;
  }

  function turnsWithItems(): readonly Turn[] {
    const shelves = Map.groupBy(items, turnOf);
    return [...heads.values()].map((head) => ({ ...head, items: shelves.get(head.index) ?? [] }));
  }

  function view(position: number): ItemView | null {
    const item = items[position];
    return item === undefined ? null : viewItem(item, heads.get(turnOf(item))?.cwd ?? null);
  }

  function rowAt(position: number): Row[] {
    const item = items[position];
    const seen = view(position);
    return item === undefined || seen === null ? [] : [{ ...rowOf(item, seen), turn: turnOf(item), position }];
  }

  return {
    open,
    push(chunk) {
      read += chunk.length;
      opening ??= chunk.slice(0, 64);
      reader?.push(chunk);
    },
    end(missing = []) {
      reader?.end();
      summary = fold.end();
      gaps.push(...missing);
      if (opening === null) gaps.push("The file is empty.");
      else if (!recognised) gaps.push(describeForeign(files[0]?.path ?? "The file", opening));
    },
    fail(why) {
      failure = why;
      gaps.push(why);
    },
    take() {
      const turns = [...newTurns].flatMap((index) => {
        const head = heads.get(index);
        return head === undefined ? [] : [turnRow(head, summary?.header.thread_id ?? null)];
      });
      const rows = [...newItems].flatMap(rowAt);
      newTurns.clear();
      newItems.clear();
      const facts =
        summary !== null && !told ? factsOf(files, summary, recognised ? [...gaps, ...summary.gaps] : gaps) : null;
      told ||= facts !== null;
      return { turns, rows, facts, read, size, done: summary !== null, failure };
    },
    entry(position) {
      const item = items[position];
      const seen = view(position);
      if (item === undefined || seen === null) return null;
      const content = item.content as unknown as JsonObject;
      return {
        position,
        view: clipView(seen, CLIP),
        sources: item.sources,
        images:
          picturesIn(content).length ||
          item.sources.reduce((most, { file, offset }) => Math.max(most, pictures.get(`${file}@${offset}`) ?? 0), 0),
        threads: threadsIn(content).map((id) => ({ id, key: null })),
      };
    },
    item: (position) => items[position] ?? null,
    view,
    files: () => (summary === null ? [] : filesOf({ ...summary, turns: turnsWithItems() })),
    state(path, turn) {
      if (summary === null) throw new Error("The session is still being read.");
      return stateOf({ ...summary, turns: turnsWithItems() }, path, turn);
    },
    count: () => items.length,
  };
}

function turnRow(head: TurnHead, own: string | null): TurnRow {
  const { index, id, status, withdrawn, model, effort, cwd, usage, context_tokens, context_window, rate_limits } = head;
  const first = head.started_at === null ? Date.parse(head.first_timestamp ?? "") : head.started_at * 1000;
  const last = head.completed_at === null ? Date.parse(head.last_timestamp ?? "") : head.completed_at * 1000;
  const started_at = Number.isNaN(first) ? null : first;
  const ended_at = Number.isNaN(last) ? null : last;
  const between = started_at !== null && ended_at !== null && ended_at >= started_at ? ended_at - started_at : null;
  return {
    ...{ index, id, status, withdrawn, model, effort, cwd, usage, context_tokens, context_window, rate_limits },
    error: head.error?.message ?? null,
    inherited: own !== null && head.thread_id !== null && head.thread_id !== own,
    started_at,
    ended_at,
    duration_ms: head.duration_ms ?? between,
  };
}

function factsOf(files: SessionFacts["files"], summary: ThreadSummary, gaps: readonly string[]): SessionFacts {
  const { id, header } = summary;
  return {
    id,
    name: summary.name,
    cwd: header.cwd,
    branch: header.git?.branch ?? null,
    cli_version: header.cli_version,
    files: [...files],
    relations: relationsOf(header),
    // Codex finds what it wrote since 0.34; those before have no version.
    resume: id === null || header.cli_version === null ? null : `codex resume ${id}`,
    live: false,
    gaps,
  };
}

function relationsOf({ parent_id, forked_from }: Header): readonly Relation[] {
  return [
    ...(parent_id === null ? [] : [{ kind: "parent", key: null, name: parent_id } as const]),
    ...(forked_from === null ? [] : [{ kind: "forked from", key: null, name: forked_from } as const]),
  ];
}

/** An item as JSON that can be copied: what was cut is said. */
export function jsonText(item: Item): string {
  return JSON.stringify(
    item,
    (_, value: unknown) => (value instanceof CutText ? `${value.head}… (${value.bytes} bytes in all)` : value),
    2,
  );
}
