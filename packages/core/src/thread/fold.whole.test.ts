// The laws of the fold, over every specimen: it can be stopped and gone on with anywhere, throws on nothing, loses nothing.

import fc from "fast-check";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes } from "../../../../lab/specimen/session-files.ts";
import type { ChainFile } from "../lineage/chain.ts";
import { mutatedRuns } from "../rollout/mutation.tools.ts";
import { readRecords } from "../rollout/read.ts";
import type { Reading } from "../rollout/reading.ts";
import { collectTurns, createThreadFold, readThread, resumeThreadFold, type Thread, type TurnHead } from "./index.ts";

const FILE: ChainFile = { path: "rollout", rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null };

/** A file of every size, the largest left out: what they show the others do. */
const FILES = listScenarios()
  .flatMap(({ files }) => files)
  .map((path) => sessionBytes(path))
  .filter((bytes) => bytes.length < 60_000);

function whole(readings: Iterable<Reading>): Thread {
  return readThread([{ file: FILE, named: null, readings }]);
}

/** Reads with a stop before each of these readings. */
function inParts(readings: readonly Reading[], stops: ReadonlySet<number>): Thread {
  const collection = collectTurns();
  let fold = createThreadFold(collection);
  fold.open(FILE, null);
  readings.forEach((reading, index) => {
    if (stops.has(index)) fold = resumeThreadFold(fold.save(), collection);
    fold.read(reading);
  });
  const summary = fold.end();
  return { ...summary, turns: collection.turns() };
}

test("a fold that is put away and taken up again gives what one that never stopped gives", () => {
  let stops = 0;
  for (const [index, bytes] of FILES.entries()) {
    const readings = readRecords(bytes);
    const at = new Set([1, 2, 3].map((part) => Math.floor((readings.length * part * ((index % 7) + 1)) / 24)));
    stops += at.size;
    expect(inParts(readings, at)).toEqual(whole(readings));
  }
  expect(stops).toBeGreaterThan(2000);
});

test("what was given of a turn stays as it was given, whatever becomes of the turn", () => {
  let changed = 0;
  for (const bytes of FILES) {
    const given: { readonly head: TurnHead; readonly told: string }[] = [];
    const sink = { item: () => {}, turn: (head: TurnHead) => given.push({ head, told: JSON.stringify(head) }) };
    const fold = createThreadFold(sink);
    fold.open(FILE, null);
    for (const reading of readRecords(bytes)) fold.read(reading);
    fold.fork(sink).end();
    fold.end();
    for (const { head, told } of given) expect(JSON.stringify(head)).toBe(told);
    changed += given.length - new Set(given.map(({ head }) => head.index)).size;
  }
  expect(changed).toBeGreaterThan(2000);
});

test("to look at a thread that is being written changes nothing of what comes", () => {
  const readings = readRecords(FILES.find((bytes) => bytes.length > 30_000) ?? new Uint8Array(0));
  const collection = collectTurns();
  const fold = createThreadFold(collection);
  fold.open(FILE, null);
  for (const reading of readings) {
    const now = fold.fork(collectTurns()).end();
    expect(now.files).toEqual([FILE]);
    fold.read(reading);
  }
  const summary = fold.end();
  expect({ ...summary, turns: collection.turns() }).toEqual(whole(readings));
});

test("a state that holds what its own marks look like comes back as it was", () => {
  const hostile = {
    $map: [1],
    $set: { $object: [["$map", []]] },
    inner: [{ $set: [] }, { $object: "x" }, { $map: 3, more: 1 }],
  };
  const line = JSON.stringify({
    timestamp: "2026-11-21T07:00:00.000Z",
    ordinal: 0,
    type: "event_msg",
    payload: {
      type: "item_completed",
      turn_id: "t",
      item: { type: "FileChange", id: "call_0123456789", changes: hostile },
    },
  });
  const call = JSON.stringify({
    timestamp: "2026-11-21T07:00:00.000Z",
    ordinal: 1,
    type: "response_item",
    payload: { type: "function_call", name: "x", call_id: "call_9876543210", arguments: "{}", extra: hostile },
  });
  const readings = readRecords(new TextEncoder().encode(`${line}\n${call}\n`));
  const all = whole(readings);
  expect(inParts(readings, new Set([1, 2]))).toEqual(all);
  expect(all.turns[0]?.items[0]?.content).toMatchObject({ changes: hostile });
});

test("values of any type in any field make it throw nowhere, and its answer can be written as JSON", () => {
  fc.assert(
    fc.property(mutatedRuns(FILES.flatMap((bytes) => readRecords(bytes))), (run) => {
      expect(JSON.stringify(whole(run)).length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});

/** Records that stand for no turn and no item: bookkeeping, and what another record tells again. */
const SILENT: ReadonlySet<string> = new Set([
  "session_meta",
  "header",
  "state",
  "turn_context",
  "world_state",
  "token_usage_record",
  "retained_context",
  "inter_agent_communication_metadata",
  "event_msg/token_count",
  "response_item/reasoning",
  "response_item/additional_tools",
  "response_item/tool_search_call",
  "response_item/tool_search_output",
  "response_item/compaction",
  "response_item/image_generation_call",
  "response_item/web_search_call",
]);

test("every record is the source of a turn or an item, or is of a type that stands for none", () => {
  const lost = new Map<string, number>();
  for (const bytes of FILES) {
    const readings = readRecords(bytes);
    const thread = whole(readings);
    const told = new Set(
      thread.turns.flatMap((turn) =>
        [turn, ...turn.items].flatMap(({ sources }) => sources.map(({ offset }) => offset)),
      ),
    );
    if (thread.turns.length === 0) continue;
    for (const reading of readings) {
      if (reading.kind !== "record" || told.has(reading.at.offset)) continue;
      const name =
        reading.inner === "" || SILENT.has(reading.outer) ? reading.outer : `${reading.outer}/${reading.inner}`;
      if (!SILENT.has(name)) lost.set(name, (lost.get(name) ?? 0) + 1);
    }
  }
  expect([...lost]).toEqual([]);
});

test("what was said is told once: no message stands beside the item that repeats it", () => {
  const twice: string[] = [];
  let messages = 0;
  for (const bytes of FILES) {
    const items = whole(readRecords(bytes)).turns.flatMap((turn) => turn.items);
    const said = items.flatMap(({ content, sources }) =>
      content.type === "UserMessage" || content.type === "AgentMessage" ? sources : [],
    );
    const places = new Set(said.map(({ offset }) => offset));
    const texts = new Set(
      items.flatMap(({ content }) => (content.type === "UserMessage" ? [JSON.stringify(content.content)] : [])),
    );
    for (const { content, sources } of items) {
      if (content.type !== "ContextMessage") continue;
      messages += 1;
      const again = sources.some(({ offset }) => places.has(offset));
      const same = [...texts].some((text) => text.includes(`"text":${JSON.stringify(content.text)},`));
      if (again || (content.text !== "" && same)) twice.push(content.text.slice(0, 80));
    }
  }
  expect(twice).toEqual([]);
  expect(messages).toBeGreaterThan(1000);
});

test("outputs of older versions are as long as they are, where an upgraded file would cut them", () => {
  const long = `begin ${"é".repeat(80_000)} end`;
  const record = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: "2025-10-02T10:00:00.000Z", type, payload })}\n`;
  const command = { command: ["bash", "-lc", "cat long.txt"] };
  const source = [
    record("session_meta", { id: "11111111-2222-4333-8444-555555555555", cwd: "/w", cli_version: "0.65.0" }),
    record("event_msg", { type: "user_message", message: "read it" }),
    record("response_item", {
      type: "function_call",
      name: "shell",
      arguments: JSON.stringify(command),
      call_id: "call_of_cat",
    }),
    record("response_item", {
      type: "function_call_output",
      call_id: "call_of_cat",
      output: `Exit code: 0\nWall time: 0 seconds\nOutput:\n${long}`,
    }),
  ].join("");
  const { turns } = whole(readRecords(Buffer.from(source)));
  const outputs = turns.flatMap(({ items }) => items.flatMap(({ content }) => Object.values(content)));
  expect(outputs).toContain(long);
});
