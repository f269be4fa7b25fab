// The digest of every session against the other readings of the same files, and against itself put away and gone on with.

import { chainOf, createReader, type ActionRecord, type Reading } from "rollbook-core";
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
import { foldChain, openCatalogue, pushFile, sessionFiles, type SessionFiles } from "./index.ts";

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

function usage(parts: readonly ReadPart[], dayOf: (time: string) => string): readonly Cell[] {
  return parts.flatMap(({ part, readings }) => {
    const { named = null, copied = [] } = part;
    const pass = createUsagePass({ named, copied, careful: true, dayOf });
    for (const reading of readings) pass.read(reading);
    return pass.end().cells;
  });
}

function summed(cells: readonly Cell[], dayOf: (day: string) => string = (day) => day): readonly Cell[] {
  const sums = new Map<string, Cell>();
  for (const cell of cells) {
    const day = cell.day === null ? null : dayOf(cell.day);
    const key = JSON.stringify([day, cell.model, cell.long]);
    const before = sums.get(key);
    sums.set(key, {
      ...cell,
      day,
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

describe("every session of the specimens", () => {
  for (const { directory, label, name } of listScenarios()) {
    test(`${label} ${name}`, async () => {
      const library = openCatalogue([directory]);
      for (const thread of library.catalogue.threads) {
        const session = sessionFiles(library, thread.rollouts, false);
        const parts = await readParts(session);
        const whole = digest(session, parts);
        const { end, given, passages } = whole;

        const facets = createFacetFold(session);
        for (const { part, readings, totals } of parts) {
          const { read } = facets.open(part);
          for (const reading of readings) read(reading);
          facets.close(totals);
        }
        expect(end.facets).toEqual(facets.end());
        expect(summed(end.cells)).toEqual(summed(usage(parts, slotOf)));
        expect(summed(end.cells, (slot) => slot.slice(0, 10))).toEqual(
          summed(usage(parts, (time) => time.slice(0, 10))),
        );

        const all = actionsOf(session, parts);
        const actions = all.filter(({ action_type }) => ACTS.has(action_type));
        const deeds = passages.filter(({ status }) => status !== null);
        const standing = ({ status, exit_code }: Pick<Passage, "status" | "exit_code">): string =>
          JSON.stringify([status, exit_code]);
        expect(end.tools.toSorted(byTool)).toEqual(usesOf(actions));
        const { pending } = end.facets;
        const ended = deeds.slice(0, actions.length);
        expect(ended.map(standing)).toEqual(actions.map(standing));
        expect(deeds.slice(actions.length).every(({ status }) => status === "unknown")).toBe(true);
        expect([pending, pending - 1]).toContain(deeds.length - actions.length);
        expect(passages.every((passage, n) => passage.n === n)).toBe(true);
        expect(new Set(given.map(({ n }) => n)).size).toBe(passages.length);

        // Passing over what is not needed changes nothing, nor does stopping anywhere.
        const passed = await passing(session);
        expect(passed.given).toEqual(given);
        expect({ ...passed.end, facets: { ...passed.end.facets, damage: {} } }).toEqual({
          ...end,
          facets: { ...end.facets, damage: {} },
        });
        const count = parts.reduce((sum, { readings }) => sum + readings.length, 0);
        const step = Math.max(1, Math.floor(count / 6));
        expect(digest(session, parts, (at) => at % step === 0)).toEqual(whole);

        // The lines alone tell what the pass told.
        const bytes = new Map(parts.map(({ part }) => [part.file, sessionBytes(part.path)]));
        for (const passage of given) {
          const lines = passage.places.map(({ part, offset, length }) => {
            const path = parts[part]?.part.file ?? "";
            return bytes.get(path)?.subarray(offset, offset + length) ?? new Uint8Array(0);
          });
          const texts = retellPassage(lines);
          if (passage.texts !== null) expect({ ...passage, texts }).toEqual(passage);
          else expect(Object.values(texts).join("")).not.toBe("");
        }

        // Prompts and replies are those of the thread's own turns, each once; turns that were rolled back give their names
        // to others, and what a review says to itself is its own session's.
        if (all.some(({ marker }) => marker === "rolled_back" || marker === "review_entered")) continue;
        if (parts.some(({ part }) => (part.copied ?? []).length > 0)) continue;
        const turns = new Map<string | null, string | null>();
        const items = new Map<
          string,
          { readonly turn_id: string | null; readonly kind: string; readonly text: string }
        >();
        const fold = createThreadFold({
          turn: (head) => turns.set(head.id, head.thread_id),
          item: (item) => {
            const { content, turn_id } = item;
            const parts = "content" in content && Array.isArray(content.content) ? content.content : [];
            const text = parts.map((part) => (typeof part === "object" && "text" in part ? part.text : "")).join("\n");
            if (content.type === "UserMessage") items.set(item.id, { turn_id, kind: "prompt", text });
            if (content.type === "AgentMessage") items.set(item.id, { turn_id, kind: "reply", text });
          },
        });
        for await (const _ of foldChain(chainOf(library.catalogue, thread.head), fold)) continue;
        fold.end();
        // Until 0.98 a pause tells copied records from a fork's own, and its first prompt comes too soon behind them.
        if (label === "0.87.0" && name === "appserver_live") continue;
        const own = [...items.values()].filter(({ turn_id }) => [null, thread.id].includes(turns.get(turn_id) ?? null));
        const told = passages.filter(({ kind }) => kind === "prompt" || kind === "reply");
        const words = (kind: string, text: string): string => `${kind} ${text.trim()}`;
        expect(told.map(({ kind, texts }) => words(kind, texts?.said ?? "")).toSorted()).toEqual(
          own
            .filter(({ text }) => text.trim() !== "")
            .map(({ kind, text }) => words(kind, text))
            .toSorted(),
        );
      }
    });
  }
});
