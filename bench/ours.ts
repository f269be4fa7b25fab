// The subjects: the steps of the product, run over one file as the commands run them.

import { compileFunction } from "node:vm";
import { createActionStream, createReader, type Reading, type ReadOptions } from "../packages/core/src/index.ts";
import { createThreadFold } from "../packages/core/src/thread/index.ts";
import { checkEntry, compileGuards } from "../packages/core/src/schema/index.ts";
import { readChunks } from "../packages/rollbook/src/home/index.ts";

/** Lines beyond this are validated without being held whole, as `check` does. */
const LONGEST = 16 << 20;

async function readAll(path: string, options: ReadOptions, emit: (reading: Reading) => void): Promise<number> {
  const reader = createReader(options, emit);
  for await (const chunk of readChunks(path)) reader.push(chunk);
  return reader.end().lines;
}

/** Framing, a look at each record's types, and the search for a record glued into it; every record is passed, in silence. */
export function scanRecords(path: string): Promise<number> {
  return readAll(path, { long: "cut", pass: () => true, silent: true }, () => {});
}

/** The same, but tool outputs are read with their text cut. */
export function scanOutputs(path: string): Promise<number> {
  const pass = (_: string, inner: string): boolean => !inner.endsWith("call_output");
  return readAll(path, { long: "cut", pass }, () => {});
}

/** The action stream without the program around it: neither secrets are hidden nor text is made. */
export function foldActions(path: string): Promise<number> {
  const stream = createActionStream({ file: path, withCopied: false, include: new Set() }, () => {});
  return readAll(path, { long: "cut", pass: (outer, inner) => stream.pass(outer, inner) }, (reading) =>
    stream.read(reading),
  );
}

/** A thread's turns and items, as the server and the transcript are given them. */
export function foldThread(path: string): Promise<number> {
  const fold = createThreadFold({ turn: () => {}, item: () => {} });
  fold.open({ path, rollout_id: null, thread_id: null, end_ordinal: null, end_offset: null }, null);
  return readAll(path, { long: "whole" }, (reading) => fold.read(reading));
}

/** Every record parsed and held against the public schemas. Throws if one does not fit, for then the time says nothing. */
export async function decodeLines(path: string): Promise<number> {
  compileGuards((source) => compileFunction(source, ["C"]));
  let faults = 0;
  const lines = await readAll(path, { long: "whole", longest: LONGEST }, (reading) => {
    if (reading.kind === "record") faults += checkEntry(reading.value, reading.at, reading.abridged === true).length;
    else if (reading.kind === "damage") faults += 1;
  });
  if (faults > 0) throw new Error(`${faults} faults in ${path}`);
  return lines;
}
