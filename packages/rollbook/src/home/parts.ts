// The files of one session into a fold, from first to last.

import { createReader, type FileTotals, type ReadOptions, type Reading } from "rollbook-core";
import { pushFile, unreadable } from "./chain.ts";
import type { SourceError } from "./error.ts";
import type { SessionFiles } from "./session.ts";

/** What takes a session's files, one after the other. */
export interface PartsFold {
  open(file: SessionFiles["parts"][number]): { read(reading: Reading): void } & Pick<ReadOptions, "counts" | "pass">;
  close(totals: FileTotals): void;
}

/**
 * Gives why files could not be read, or not to their ends: then the fold has what could. `read` is told the bytes that
 * were read, as they are, and waited for. Throws nothing that the files are to blame for.
 */
export async function readParts(
  session: SessionFiles,
  fold: PartsFold,
  read: (bytes: number) => void | Promise<void>,
): Promise<readonly SourceError[]> {
  const problems: SourceError[] = [];
  for (const part of session.parts) {
    const { read: take, ...options } = fold.open(part);
    let number = 0;
    const reader = createReader({ long: "cut", ...options }, (reading) => {
      number = reading.at.number;
      take(reading);
    });
    const chunks = pushFile(part, reader);
    let step = await chunks.next();
    for (; step.done !== true; step = await chunks.next()) await read(step.value);
    const { value: end } = step;
    if (end.problem !== null) {
      problems.push(end.problem);
      take(unreadable(end.bytes, number + 1));
    }
    fold.close({ ...end, lost: end.lost || end.problem !== null });
  }
  return problems;
}
