// A thread of a team: does its part of the list it is handed, and is done.

import { parentPort, workerData } from "node:worker_threads";
import { Board, takeAll, type FromMember, type MemberData, type Task, type ToMember } from "./team.ts";

/** Outcomes that are handed over at once. */
const BATCH = 32;

/** Called when the thread starts. `make` is given what the team was opened with. */
export function joinTeam<Data, Source, Outcome>(make: (data: Data) => Task<Source, Outcome>): void {
  const port = parentPort;
  if (port === null) throw new Error("the worker was started as a program");
  const { data, board: shared } = workerData as MemberData;
  const board = new Board(shared);
  const task = make(data as Data);
  port.on("message", ({ sources }: ToMember<Source>) => {
    let outcomes: [number, Outcome][] = [];
    const hand = (done: boolean): void => {
      port.postMessage({ outcomes, done } satisfies FromMember<Outcome>);
      outcomes = [];
    };
    takeAll(
      board,
      sources,
      task,
      () => {},
      (index, outcome) => {
        outcomes.push([index, outcome]);
        if (outcomes.length >= BATCH) hand(false);
      },
    ).then(
      () => hand(true),
      // A rejection must end the thread, so that the team hears of it.
      (error: unknown) => {
        process.nextTick(() => {
          throw error;
        });
      },
    );
  });
}
