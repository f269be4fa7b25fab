// The digest of every session against the other readings of the same files, and against itself put away and gone on with.

import { chainOf, createReader, type ActionRecord, type CataloguedThread, type Reading } from "rollbook-core";
import { applyAmendments, createSessionStream, type ActionStreamRecord } from "rollbook-core";
import {
  createDigest,
  resumeDigest,
  retellPassage,
  type Digest,
  type DigestEnd,
  type Passage,
  type PassageKind,
} from "rollbook-core/digest";
import { createFacetFold } from "rollbook-core/facets";
import { KINDS } from "rollbook-core/search";
import { createThreadFold } from "rollbook-core/thread";
import { addTokens, createUsagePass, type Cell } from "rollbook-core/usage";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import { foldChain, openCatalogue, pushFile, sessionFiles, type Library, type SessionFiles } from "./index.ts";

type Part = SessionFiles["parts"][number];
type Totals = Parameters<Digest["close"]>[0];

interface ReadPart {
  readonly part: Part;
  readonly readings: readonly Reading[];
  readonly totals: Totals;
}

interface Told {
  readonly end: DigestEnd;
  /** As they stand in the end, by number. */
  readonly passages: readonly Passage[];
  /** All that was given, in its order. */
  readonly given: readonly Passage[];
}

async function readParts(session: SessionFiles): Promise<readonly ReadPart[]> {
  const parts: ReadPart[] = [];
  for (const part of session.parts) {
    const readings: Reading[] = [];
    const totals = await readPart(
      part,
      createReader({ long: "whole" }, (reading) => readings.push(reading)),
    );
    parts.push({ part, readings, totals });
  }
  return parts;
}

async function readPart(part: Part, reader: ReturnType<typeof createReader>): Promise<Totals> {
  const chunks = pushFile(part, reader);
  let step = await chunks.next();
  while (step.done !== true) step = await chunks.next();
  return step.value;
}

/** With a stop before each reading that `stops` says so of. */
function digest(session: SessionFiles, parts: readonly ReadPart[], stops: (at: number) => boolean = () => false): Told {
  const given: Passage[] = [];
  const give = (passage: Passage): void => void given.push(passage);
  let fold = createDigest(session, give);
  let at = 0;
  for (const { part, readings, totals } of parts) {
    let open = fold.open(part);
    for (const reading of readings) {
      if (stops(at++)) {
        fold = resumeDigest(fold.save(), session, give);
        open = fold.reopen() ?? open;
      }
      open.read(reading);
    }
    fold.close(totals);
  }
  return { end: fold.end(), given, passages: latest(given) };
}

function latest(given: readonly Passage[]): readonly Passage[] {
  const passages: Passage[] = [];
  for (const passage of given) passages[passage.n] = passage;
  return passages;
}

async function passing(session: SessionFiles): Promise<Told> {
  const given: Passage[] = [];
  const fold = createDigest(session, (passage) => given.push(passage));
  for (const part of session.parts) {
    const { read, pass } = fold.open(part);
    fold.close(await readPart(part, createReader({ long: "whole", pass }, read)));
  }
  return { end: fold.end(), given, passages: latest(given) };
}

function slotOf(time: string): string {
  const quarter = Math.floor(Number(time.slice(14, 16)) / 15) * 15;
  return `${time.slice(0, 14)}${String(quarter).padStart(2, "0")}`;
}

function usage(parts: readonly ReadPart[]): readonly Cell[] {
  return parts.flatMap(({ part, readings }) => {
    const { named = null, copied = [] } = part;
    const pass = createUsagePass({ named, copied, careful: true, dayOf: slotOf });
    for (const reading of readings) pass.read(reading);
    return pass.end().cells;
  });
}

function summed(cells: readonly Cell[]): readonly Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.day, cell.model, cell.long]);
    const before = sums.get(key);
    sums.set(key, {
      ...cell,
      turns: cell.turns + (before?.turns ?? 0),
      duration_ms: cell.duration_ms + (before?.duration_ms ?? 0),
      tokens: before === undefined ? cell.tokens : addTokens(cell.tokens, before.tokens),
    });
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
}

function actionsOf(session: SessionFiles, parts: readonly ReadPart[]): readonly ActionRecord[] {
  const records: ActionStreamRecord[] = [];
  const stream = createSessionStream({ ...session, withCopied: false, include: new Set() }, (record) =>
    records.push(record),
  );
  for (const { part, readings, totals } of parts) {
    const { read } = stream.open(part);
    for (const reading of readings) read(reading);
    stream.close(totals);
  }
  stream.end();
  return applyAmendments(records).filter((record) => record.record === "action");
}

test("the documentation has each kind that can be asked for, and so has a digest", () => {
  const kinds: readonly PassageKind[] = KINDS;
  const docs = readFileSync(new URL("../../../../docs/passages.md", import.meta.url), "utf8");
  expect([...docs.matchAll(/^\| `(\w+)` /gm)].map(([, kind]) => kind)).toEqual(kinds);
});

const ACTS = new Set(["command_execution", "file_change", "tool_call"]);

function usesOf(actions: readonly ActionRecord[]): DigestEnd["tools"] {
  const tools = new Set(actions.map(({ tool_name }) => tool_name));
  const uses = [...tools].map((tool) => {
    const calls = actions.filter(({ tool_name }) => tool_name === tool);
    const timed = calls.flatMap(({ duration_ms }) => (duration_ms === null ? [] : [duration_ms]));
    return {
      tool,
      calls: calls.length,
      failed: calls.filter(({ status }) => status === "failed" || status === "timed_out").length,
      timed: timed.length,
      duration_ms: timed.reduce((sum, each) => sum + each, 0),
    };
  });
  return uses.toSorted(byTool);
}

function byTool(a: { readonly tool: string | null }, b: { readonly tool: string | null }): number {
  return (a.tool ?? "") < (b.tool ?? "") ? -1 : 1;
}

/** With a corpus everything is asked of every session, else one thing of the three that take long. */
const ALL = (process.env["ROLLBOOK_CORPUS"] ?? "") !== "";

describe("every session of the specimens", () => {
  for (const [index, scenario] of listScenarios().entries()) {
    const { directory, label, name } = scenario;
    const asks = (one: number): boolean => ALL || index % 3 === one;
    test(`${label} ${name}`, async () => {
      const library = openCatalogue([directory]);
      for (const thread of library.catalogue.threads) {
        const session = sessionFiles(library, thread.rollouts, false);
        const parts = await readParts(session);
        const whole = digest(session, parts);
        expect(new Set(whole.given.map(({ n }) => n)).size).toBe(whole.passages.length);
        const actions = actionsOf(session, parts);
        expectSums(session, parts, whole, actions);
        if (asks(0)) await expectNoStop(session, parts, whole);
        if (asks(1)) expectRetold(parts, whole);
        // Turns that were rolled back give their names to others, and what a review says to itself is its own session's.
        // Until 0.98 a pause tells copied records from a fork's own, and its first prompt comes too soon behind them.
        const odd =
          actions.some(({ marker }) => marker === "rolled_back" || marker === "review_entered") ||
          parts.some(({ part }) => (part.copied ?? []).length > 0) ||
          (label === "0.87.0" && name === "appserver_live");
        if (asks(2) && !odd) await expectWords(library, thread, whole);
      }
    });
  }
});

/** Facets, spending, tools and actions are those of the others who read these files. */
function expectSums(
  session: SessionFiles,
  parts: readonly ReadPart[],
  { end, passages }: Told,
  all: readonly ActionRecord[],
): void {
  const facets = createFacetFold(session);
  for (const { part, readings, totals } of parts) {
    const { read } = facets.open(part);
    for (const reading of readings) read(reading);
    facets.close(totals);
  }
  expect(end.facets).toEqual(facets.end());
  expect(summed(end.cells)).toEqual(summed(usage(parts)));
  const actions = all.filter(({ action_type }) => ACTS.has(action_type));
  const deeds = passages.filter(({ status }) => status !== null);
  const standing = ({ status, exit_code }: Pick<Passage, "status" | "exit_code">): string =>
    JSON.stringify([status, exit_code]);
  expect(end.tools.toSorted(byTool)).toEqual(usesOf(actions));
  expect(deeds.slice(0, actions.length).map(standing)).toEqual(actions.map(standing));
  // Calls that nothing ended are told too; an open turn is pending as well.
  const { pending } = end.facets;
  expect(deeds.slice(actions.length).every(({ status }) => status === "unknown")).toBe(true);
  expect([pending, pending - 1]).toContain(deeds.length - actions.length);
}

/** Passing over what is not needed changes nothing, but for damage that is not seen, nor does stopping. */
async function expectNoStop(session: SessionFiles, parts: readonly ReadPart[], whole: Told): Promise<void> {
  const { given, end } = await passing(session);
  expect(given).toEqual(whole.given);
  const { damage } = whole.end.facets;
  expect({ ...end, facets: { ...end.facets, damage } }).toEqual(whole.end);
  const step = Math.max(1, Math.floor(parts.reduce((sum, { readings }) => sum + readings.length, 0) / 6));
  expect(digest(session, parts, (at) => at % step === 0)).toEqual(whole);
}

/** The lines alone tell what the pass told. */
function expectRetold(parts: readonly ReadPart[], { given }: Told): void {
  const bytes = parts.map(({ part }) => sessionBytes(part.path));
  for (const passage of given) {
    const lines = passage.places.map(
      ({ part, offset, length }) => bytes[part]?.subarray(offset, offset + length) ?? new Uint8Array(0),
    );
    const texts = retellPassage(lines);
    if (passage.texts !== null) expect({ ...passage, texts }).toEqual(passage);
    else expect(Object.values(texts).join("")).not.toBe("");
  }
}

/** Prompts and replies are those of the thread's own turns, each once. */
async function expectWords(library: Library, thread: CataloguedThread, { passages }: Told): Promise<void> {
  const turns = new Map<string | null, string | null>();
  const items = new Map<string, { readonly turn_id: string | null; readonly words: string }>();
  const fold = createThreadFold({
    turn: (head) => turns.set(head.id, head.thread_id),
    item: ({ id, content, turn_id }) => {
      const parts = "content" in content && Array.isArray(content.content) ? content.content : [];
      const text = parts.map((part) => (typeof part === "object" && "text" in part ? part.text : "")).join("\n");
      const kind = { UserMessage: "prompt", AgentMessage: "reply" }[content.type as string];
      if (kind !== undefined && text.trim() !== "") items.set(id, { turn_id, words: `${kind} ${text.trim()}` });
    },
  });
  for await (const _ of foldChain(chainOf(library.catalogue, thread.head), fold)) continue;
  fold.end();
  const own = [...items.values()].filter(({ turn_id }) => [null, thread.id].includes(turns.get(turn_id) ?? null));
  const told = passages.filter(({ kind }) => kind === "prompt" || kind === "reply");
  expect(told.map(({ kind, texts }) => `${kind} ${texts?.said.trim()}`).toSorted()).toEqual(
    own.map(({ words }) => words).toSorted(),
  );
}
