import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSessionFile, listFiles } from "../../../../lab/specimen/scenario-files.ts";
import { listScenarios, sessionBytes, SPECIMENS } from "../../../../lab/specimen/session-files.ts";
import { buildCatalogue, type Catalogue } from "./catalogue.ts";
import { chainOf, resolveChain } from "./chain.ts";
import { createHeadReader } from "./head.ts";
import { NO_HEADER, type Header } from "./header.ts";
import { parseRolloutName } from "./name.ts";
import { findAlike, createPrintReader } from "./print.ts";
import type { Stem } from "./stem.ts";

/** The heads of files as a home gives them; `home` is the directory above `sessions`. */
function stemsOf(files: readonly string[], home: string): Stem[] {
  const stems = files.map((path): Stem => {
    const bytes = sessionBytes(path);
    const reader = createHeadReader();
    reader.push(bytes);
    const name = parseRolloutName(basename(path));
    const kept = { path, name, home, archived: path.includes("archived_sessions"), compressed: path.endsWith(".zst") };
    return { ...kept, size: bytes.length, mtime_ms: 0, ...reader.end(), prints: null };
  });
  const compared = new Set(findAlike(stems));
  return stems.map((stem) => {
    const reader = createPrintReader();
    reader.push(sessionBytes(stem.path));
    return compared.has(stem) ? { ...stem, prints: reader.end() } : stem;
  });
}

function catalogueOf(scenario: string): Catalogue {
  const directory = join(SPECIMENS, scenario);
  const files = listFiles(directory).filter((file) => /^(?:home|userhome)\//.test(file) && isSessionFile(file));
  const paths = files.map((file) => join(directory, file));
  return buildCatalogue(stemsOf(paths, directory));
}

/** A made-up file in the home `/h`. */
function stem(rollout_id: string, header: Partial<Header> = {}, rest: Partial<Stem> = {}): Stem {
  const thread_id = header.thread_id ?? rollout_id;
  return {
    path: `/h/${rollout_id}`,
    name: { local_time: "2026-11-21T07:00:00", thread_id, rollout_id, compressed: false, document: false },
    home: "/h",
    archived: false,
    compressed: false,
    size: 1,
    mtime_ms: 0,
    header: { ...NO_HEADER, thread_id, ...header },
    era: null,
    at: null,
    mark: null,
    prints: null,
    ...rest,
  };
}

const base = (rollout_id: string, end_ordinal: number | null = 10, end_offset: number | null = 1000) => ({
  base: { rollout_id, end_ordinal, end_offset },
});

describe("a thread that was reverted and forked twice (0.169)", () => {
  const catalogue = catalogueOf("paginated/0.169.0/appserver_live");
  const root = "01a1fd0b-4a4b-7843-b4d3-0dab2784b62c";
  const segment = "01a1fd0b-77b3-7463-8824-cee698bb6094";
  const short = (id: string): unknown =>
    resolveChain(catalogue, id).files.map((file) => [file.rollout_id, file.end_ordinal, file.end_offset]);

  test("is one thread of two segments, and its tail is abandoned", () => {
    const [thread] = catalogue.find(root);
    expect(thread?.rollouts.map(({ rollout_id }) => rollout_id)).toEqual([root, segment]);
    expect(thread?.head.rollout_id).toBe(segment);
    expect(short(root)).toEqual([
      [root, 148, 140343],
      [segment, null, null],
    ]);
    expect(resolveChain(catalogue, root).abandoned).toMatchObject([
      { rollout_id: root, start_ordinal: 148, start_offset: 140343 },
    ]);
  });

  test("its forks stand on it, one of them on its segment", () => {
    expect(catalogue.forks(root).map(({ id }) => id)).toEqual([
      "01a1fd0b-780d-79c3-b4bc-c7b35128f86f",
      "01a1fd0b-786e-7803-ad97-98f3fd37f9c9",
    ]);
    expect(short("01a1fd0b-780d-79c3-b4bc-c7b35128f86f")).toEqual([
      [root, 148, 140343],
      [segment, 160, 11509],
      ["01a1fd0b-780d-79c3-b4bc-c7b35128f86f", null, null],
    ]);
    expect(short("01a1fd0b-786e-7803-ad97-98f3fd37f9c9")).toEqual([
      [root, 21, 22272],
      ["01a1fd0b-786e-7803-ad97-98f3fd37f9c9", null, null],
    ]);
  });

  test("its review is its child, and the archived thread is a thread", () => {
    expect(catalogue.children(root).map(({ id }) => id)).toEqual(["01a1fd0b-78d6-7ab1-bc6f-45a44f9233e7"]);
    expect(catalogue.tree(root)).toHaveLength(2);
    expect(catalogue.find("01a1fd0b-8c86-7122-a472-02be11c2d63f")[0]?.head.stem.archived).toBe(true);
    expect(catalogue.threads).toHaveLength(5);
  });

  test("nothing is missing", () => {
    for (const { head } of catalogue.threads) expect(chainOf(catalogue, head).gaps).toEqual([]);
  });
});

test("a subagent is its parent's child", () => {
  const catalogue = catalogueOf("paginated/0.169.0/subagents");
  const [parent, child] = catalogue.threads;
  expect(catalogue.children(parent?.id ?? "")).toEqual([child]);
});

test("growing documents are one thread: the longest, by each of their ids", () => {
  const catalogue = catalogueOf("document/0.1.2504172351-ts/tui");
  expect(catalogue.threads).toHaveLength(1);
  const [thread] = catalogue.threads;
  expect(thread?.id).toBe("792b021a-bf8e-4d68-996b-8d7633a4b456");
  expect(thread?.head.copies).toHaveLength(2);
  expect(catalogue.find("d34fddcb-bf6e-4ef1-a502-803d3b4e3942")).toEqual([thread]);
});

test("a resume by 0.29 is a thread of its own, and what it copied is known", () => {
  const copied = (scenario: string): unknown =>
    catalogueOf(scenario).threads.map(({ id, head }) => [id, head.copied.map((from) => [from.thread_id, from.end])]);
  const base = "cdde824b-670e-4d99-8797-44e407a76d88";
  expect(copied("bare/0.29.0/fork")).toEqual([
    [base, []],
    ["68a804aa-3fb9-44ad-9d2f-1d860f6aa608", [[base, 5]]],
  ]);
  const first = "afbfee3b-9e59-41cc-acca-d0a1839e5542";
  const second = "fe08ad23-e433-4246-bdf7-11743ed08be7";
  expect(copied("bare/0.29.0/resume")).toEqual([
    [first, []],
    [second, [[first, 3]]],
    [
      "7ff7674e-147b-442a-8ef1-8d856216fd54",
      [
        [first, 3],
        [second, 7],
      ],
    ],
  ]);
});

describe("copies", () => {
  test("the live and plain one counts, and an archived base is found", () => {
    const copies = [
      stem("a", {}, { path: "/h/3", archived: true, compressed: true }),
      stem("a", {}, { path: "/h/2", archived: true }),
      stem("a", {}, { path: "/h/1", compressed: true }),
    ];
    const catalogue = buildCatalogue([...copies, stem("b", { thread_id: "a", ...base("A") })]);
    expect(catalogue.threads).toHaveLength(1);
    expect(resolveChain(catalogue, "a").files.map(({ path }) => path)).toEqual(["/h/1", "/h/b"]);
    const archived = buildCatalogue([...copies.slice(0, 2), stem("b", { thread_id: "a", ...base("a") })]);
    expect(resolveChain(archived, "a").files[0]?.path).toBe("/h/2");
  });

  test("two homes have a thread each, and neither stands in for the other", () => {
    const other = stem("a", {}, { path: "/o/a", home: "/o" });
    const catalogue = buildCatalogue([stem("b", { thread_id: "b", ...base("a") }), other]);
    expect(resolveChain(catalogue, "b").gaps).toEqual([
      "/h/b continues rollout a, which is not here: the beginning is missing.",
    ]);
    expect(buildCatalogue([stem("a"), other]).find("a")).toHaveLength(2);
  });
});

describe("broken chains end in a gap", () => {
  test("a base that is gone", () => {
    const { files, gaps } = resolveChain(
      catalogueOf("damaged/16-base-missing"),
      "01a1fcfa-8db7-7b62-ba4a-a09fcf012126",
    );
    expect(files).toHaveLength(1);
    expect(gaps).toHaveLength(1);
  });

  test("a circle, a base without a name, a cut nobody tells, a thread nobody knows", () => {
    const circle = buildCatalogue([
      stem("a", { ...base("b") }),
      stem("b", { thread_id: "a", ...base("a") }),
      stem("c", { base: { rollout_id: null, end_ordinal: 1, end_offset: 1 } }),
      stem("d", { ...base("c", null, null) }),
    ]);
    expect(resolveChain(circle, "a").gaps[0]).toContain("continues it in turn");
    expect(resolveChain(circle, "c").gaps[0]).toContain("another rollout, which is not here");
    expect(resolveChain(circle, "d").gaps[1]).toContain("how much");
    expect(resolveChain(circle, "x")).toMatchObject({
      thread_id: null,
      files: [],
      gaps: ["There is no thread x here."],
    });
  });

  test("whatever heads say, each file is in one rollout of one thread, and every chain ends", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const file = fc.record({
      rollout: id,
      thread: id,
      base: fc.option(id),
      home: fc.constantFrom("", "/h", "/o"),
      size: fc.nat(3),
      archived: fc.boolean(),
      era: fc.constantFrom("document" as const, "bare" as const),
      prints: fc.option(fc.subarray(["1", "2", "3"])),
    });
    fc.assert(
      fc.property(fc.array(file, { maxLength: 8 }), (files) => {
        const stems = files.map(({ rollout, thread, base: on, ...rest }, number) =>
          stem(rollout, { thread_id: thread, ...(on === null ? {} : base(on)) }, { path: String(number), ...rest }),
        );
        const catalogue = buildCatalogue(stems);
        const held = catalogue.threads.flatMap(({ rollouts }) =>
          rollouts.flatMap((each) => [each.stem, ...each.copies]),
        );
        expect(held.map(({ path }) => path).sort()).toEqual(stems.map(({ path }) => path).sort());
        for (const thread of catalogue.threads) {
          expect(chainOf(catalogue, thread.head).files.at(-1)?.path).toBe(thread.head.stem.path);
        }
      }),
    );
  });
});

test("a cut before the first record of a segment cuts what that stands on", () => {
  const catalogue = buildCatalogue([
    stem("a"),
    stem("b", { thread_id: "a", ...base("a", 50, 5000) }),
    stem("c", { ...base("b", 20, 0) }),
  ]);
  expect(resolveChain(catalogue, "c").files.map((file) => [file.end_ordinal, file.end_offset])).toEqual([
    [20, null],
    [20, 0],
    [null, null],
  ]);
});

test("every base that a specimen names is found where its home is whole", () => {
  const scenarios = listScenarios().filter(({ directory }) => !directory.includes("/damaged/"));
  let bases = 0;
  for (const { files, directory } of scenarios) {
    const homes = Map.groupBy(files, (file) => dirname(file.split(/\/(?:archived_)?sessions[^/]*\//)[0] ?? directory));
    for (const [home, own] of homes) {
      const catalogue = buildCatalogue(stemsOf(own, home));
      for (const thread of catalogue.threads) {
        const { files: chain, gaps } = chainOf(catalogue, thread.head);
        bases += chain.length - 1;
        if (own.length > 1) expect([thread.head.stem.path, gaps]).toEqual([thread.head.stem.path, []]);
      }
    }
  }
  expect(bases).toBeGreaterThan(10);
});
