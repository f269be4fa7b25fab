// Our reader over every damaged specimen and those from the future: each says in expected.json what must come out.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectActions, readRecords, type EndRecord } from "rollbook-core";
import { plainBytes } from "../specimen/evidence.ts";
import { SPECIMENS } from "../specimen/session-files.ts";
import type { ExpectedFile } from "./assemble.ts";
import { GIANT_THREAD_ID, giantFile } from "./giant.ts";

interface Expected {
  readonly files: readonly ExpectedFile[];
  readonly unknown?: Readonly<Record<string, number>>;
}

interface Case {
  readonly name: string;
  readonly expected: Expected;
  readonly file: ExpectedFile;
  readonly path: string;
}

const CASES = ["damaged", "from-the-future"].flatMap((kind) =>
  readdirSync(join(SPECIMENS, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }): Case[] => {
      const directory = join(SPECIMENS, kind, name);
      const expected = JSON.parse(readFileSync(join(directory, "expected.json"), "utf8")) as Expected;
      return expected.files.map((file) => ({
        name: `${kind}/${name}/${(file.specimen ?? file.path ?? "").split("/").at(-1) ?? ""}`,
        expected,
        file,
        path: file.specimen === undefined ? join(directory, file.path ?? "") : join(SPECIMENS, file.specimen),
      }));
    }),
);

/** A frame that breaks off does not unpack in one piece; whoever opens files streams it. */
const READABLE = CASES.filter(({ name }) => !name.includes("compressed-cut-short"));

describe.each(READABLE)("$name", ({ file, path, expected }) => {
  const bytes = plainBytes(path, readFileSync(path));
  const readings = readRecords(bytes);

  test("gives every whole record", () => {
    expect(bytes.length).toBe(file.bytes);
    expect(readings.filter(({ kind }) => kind === "record")).toHaveLength(file.records);
  });

  test("names the damage where it is", () => {
    const found = readings.flatMap((reading) => (reading.kind === "damage" ? [reading] : []));
    expect(found.map(({ damage }) => damage.kind)).toEqual(file.damage.map(({ kind }) => kind));
    for (const [index, { damage, at }] of found.entries()) {
      const wanted = file.damage[index];
      if (wanted === undefined) continue;
      expect(at.number).toBe(wanted.line);
      const { offset, length } = damage.at;
      const [start, end] = [wanted.offset, wanted.offset + wanted.length];
      // A character of a record is named by the record.
      const inText = wanted.kind === "invalid-utf8" || wanted.kind === "lone-surrogate";
      if (inText) expect(offset <= start && end <= offset + length).toBe(true);
      else expect([offset, offset + length]).toEqual([start, end]);
      if (wanted.salvaged !== undefined) expect(damage.salvaged).toBe(wanted.salvaged);
    }
  });

  test("counts what it does not know", () => {
    const end = projectActions(bytes, { file: path }).at(-1) as EndRecord;
    const unknown = Object.keys(expected.unknown ?? {}).map((name) => name.replace(/^[a-z_]+:/, ""));
    expect(Object.keys(end.unknown_types).map((name) => name.replace(/^.*[:./ ]/, ""))).toEqual(unknown);
  });
});

test.each(["compacted", "output"] as const)("a giant %s record does not hide what stands around it", (kind) => {
  for (const tornWithRecordBehind of [false, true]) {
    const giant = giantFile({ lineBytes: 3_000_000, kind, tornWithRecordBehind });
    const bytes = Buffer.concat([...giant.chunks()]);
    const readings = readRecords(bytes, { long: "cut" });
    expect(readings.filter((reading) => reading.kind === "record")).toHaveLength(giant.records);
    const damage = readings.flatMap((reading) => (reading.kind === "damage" ? [reading.damage] : []));
    const { offset, length } = giant.giant;
    // How many records were saved behind it is told before they are read, so nothing is asked of that number here.
    const torn = { kind: "glued", at: { offset, length, number: giant.giant.line } };
    expect(damage).toMatchObject(tornWithRecordBehind ? [torn] : []);
    expect(projectActions(bytes, { file: "giant" })[0]).toMatchObject({ session_id: GIANT_THREAD_ID });
  }
});
