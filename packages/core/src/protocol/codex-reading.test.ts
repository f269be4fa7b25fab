// Codex's own reading of every specimen, turn by turn and field by field, against what is read here.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { listScenarios, sessionBytes, type Scenario } from "../../../../lab/specimen/session-files.ts";
import { isObject, type Json, type JsonObject } from "../bytes/json.ts";
import { buildCatalogue, type Catalogue } from "../lineage/catalogue.ts";
import { resolveChain } from "../lineage/chain.ts";
import { integer, list } from "../lineage/field.ts";
import { createHeadReader } from "../lineage/head.ts";
import { parseRolloutName } from "../lineage/name.ts";
import type { Stem } from "../lineage/stem.ts";
import { readRecords } from "../rollout/read.ts";
import type { Reading } from "../rollout/reading.ts";
import { readThread, type ReadFile, type Thread } from "../thread/index.ts";
import { EXTRAS, FIELDS, type Difference, type Setting } from "./exceptions.table.ts";
import { threadItem } from "./item.ts";
import { codexTurns } from "./turn.ts";

function catalogueOf({ directory, files }: Scenario): Catalogue {
  const stems = files.map((path): Stem => {
    const bytes = sessionBytes(path);
    const reader = createHeadReader();
    reader.push(bytes);
    const place = { archived: path.includes("archived_sessions"), compressed: path.endsWith(".zst") };
    const kept = { path, name: parseRolloutName(basename(path)), home: directory, ...place };
    return { ...kept, size: bytes.length, mtime_ms: 0, ...reader.end(), prints: null };
  });
  return buildCatalogue(stems);
}

function threadOf(catalogue: Catalogue, id: string): Thread {
  const { files } = resolveChain(catalogue, id);
  return readThread(
    files.map((file, index): ReadFile => {
      const readings = readRecords(sessionBytes(file.path));
      const cut = readings.findIndex((reading) => isBehind(reading, file.end_ordinal, file.end_offset));
      const named = parseRolloutName(basename(file.path))?.thread_id ?? null;
      if (cut === -1) return { file, named, readings };
      const own = files[index + 1]?.thread_id === file.thread_id;
      return { file, named, readings: readings.slice(0, cut), ...(own ? { reverted: readings.slice(cut) } : {}) };
    }),
  );
}

function isBehind(reading: Reading, ordinal: number | null, offset: number | null): boolean {
  if (ordinal === null) return offset !== null && reading.at.offset >= offset;
  const own = reading.kind === "record" ? integer(reading.value["ordinal"]) : null;
  return own !== null && own >= ordinal;
}

interface Answer {
  readonly scenario: Scenario;
  readonly id: string;
  /** An older version had read the home before 0.169 did. */
  readonly again: boolean;
  readonly turns: readonly JsonObject[];
  readonly mode: string;
}

function* answers(): Generator<Answer> {
  for (const scenario of listScenarios()) {
    // Older versions answer in words of their own.
    const readings = scenario.label.startsWith("0.169.0")
      ? ["app-server", "app-server-by-0.169.0"]
      : ["app-server-by-0.169.0"];
    for (const reading of readings) {
      const directory = join(scenario.directory, reading);
      if (!existsSync(directory)) continue;
      for (const name of readdirSync(directory)) {
        const id = /^thread-read\.([0-9a-f-]{36})\.json$/.exec(name)?.[1];
        if (id === undefined) continue;
        const answer = JSON.parse(readFileSync(join(directory, name), "utf8"));
        const thread = (answer.result ?? answer).thread;
        if (thread === undefined) continue;
        yield { scenario, id, again: reading !== "app-server", turns: thread.turns, mode: thread.historyMode };
      }
    }
  }
}

/** Every place where two values differ, as paths; `a` is ours. */
function* differ(ours: Json | undefined, theirs: Json | undefined, path: string): Generator<Difference> {
  if (isObject(ours) && isObject(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      yield* differ(ours[key], theirs[key], path === "" ? key : `${path}.${key}`);
    }
  } else if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    for (const [index, value] of ours.entries()) yield* differ(value, theirs[index], `${path}[${index}]`);
  } else if (JSON.stringify(ours) !== JSON.stringify(theirs)) yield { path, ours, theirs };
}

/** Without the items of the table, and with the paths that specimens were made under. */
function shown(setting: Setting, used: Set<string>): readonly JsonObject[] {
  const turns = setting.thread.turns.map((turn) => ({
    ...turn,
    items: turn.items.filter((item) => {
      const rule = EXTRAS.find(({ covers }) => covers(item, setting));
      if (rule !== undefined && threadItem(item) !== null) used.add(rule.name);
      return rule === undefined;
    }),
  }));
  const ours = codexTurns({ ...setting.thread, turns }, { live: false });
  return JSON.parse(JSON.stringify(ours).replaceAll("/tmp/lab/", "/srv/lab/"));
}

test("turns, items, order, statuses and texts are those of 0.169, but for the exceptions of the table", () => {
  const wrong: string[] = [];
  const used = new Set<string>();
  const count = { threads: 0, turns: 0, items: 0 };
  const catalogues = new Map<Scenario, Catalogue>();
  for (const { scenario, id, again, turns, mode } of answers()) {
    const catalogue = catalogues.get(scenario) ?? catalogueOf(scenario);
    catalogues.set(scenario, catalogue);
    const setting: Setting = { thread: threadOf(catalogue, id), again, mode, turns };
    count.threads += 1;
    count.turns += turns.length;
    count.items += turns.reduce((sum, turn) => sum + list(turn["items"]).length, 0);
    for (const difference of differ(shown(setting, used), turns, "")) {
      const rule = FIELDS.find(({ covers }) => covers(difference, setting));
      if (rule !== undefined) used.add(rule.name);
      else wrong.push(`${scenario.label}/${scenario.name} ${id} ${describeDifference(difference)}`);
    }
  }
  expect(wrong).toEqual([]);
  // A rule that nothing needs any more is taken off the table.
  expect([...used].toSorted()).toEqual([...EXTRAS, ...FIELDS].map(({ name }) => name).toSorted());
  expect(count.threads).toBeGreaterThan(650);
  expect(count.turns).toBeGreaterThan(1200);
  expect(count.items).toBeGreaterThan(2600);
});

function describeDifference({ path, ours, theirs }: Difference): string {
  return `${path}: ${JSON.stringify(ours)?.slice(0, 300)} is ${JSON.stringify(theirs)?.slice(0, 300)}`;
}

test("every rule stands in docs/threads.md, and no other", () => {
  const docs = readFileSync(new URL("../../../../docs/threads.md", import.meta.url), "utf8");
  const rows = docs.split("\n").flatMap((line) => {
    const row = /^\| (.+?) +\| (.+?) +\|$/.exec(line);
    return row === null || row[1] === "rule" || row[1]?.startsWith("-") === true ? [] : [[row[1], row[2]]];
  });
  expect(rows).toEqual([...FIELDS, ...EXTRAS].map(({ name, reason }) => [name, reason]));
});
