// What sessions cost, before any of them is read whole: the index tells, or else a pass over their tokens.

import { availableParallelism } from "node:os";
import type { CataloguedThread } from "rollbook-core";
import { createPricing } from "rollbook-core/usage";
import { weightOf } from "../../listing/index.ts";
import type { Progress } from "../progress.ts";
import { subjectOf } from "../stats/gather.ts";
import { countSubjects } from "../stats/read.ts";
import type { Asked, Sources } from "./tell.ts";

export interface Unweighed extends Asked {
  readonly thread: CataloguedThread;
}

export interface Weights {
  /** By the index of their sessions, as `weightOf` gives them. */
  readonly weights: readonly number[];
  /** Why some of it could not be read, a sentence each: the order is that of what could. */
  readonly problems: readonly string[];
}

export async function weighSessions(
  sessions: readonly Unweighed[],
  { known, prices }: Sources,
  show: (total: number) => Progress,
): Promise<Weights> {
  const indexed = sessions.map(({ files, key }) => known?.cells(files, key) ?? null);
  const subjects = sessions.flatMap(({ thread }, index) =>
    indexed[index] !== null
      ? []
      : thread.rollouts.map((rollout) => ({ index, subject: subjectOf({ rollout, thread }) })),
  );
  const outcomes = await countSubjects(
    subjects.map(({ subject }) => subject),
    {
      job: { prices, timezone: "UTC" },
      jobs: availableParallelism(),
      jobsAsked: false,
      work: true,
      showProgress: show,
    },
  );
  const cells = indexed.map((told) => [...(told ?? [])]);
  for (const [at, { usage }] of outcomes.entries()) cells[subjects[at]?.index ?? -1]?.push(...usage.cells);
  const { cost } = createPricing(prices);
  return {
    weights: cells.map((some) => weightOf(cost(some))),
    problems: outcomes.flatMap(({ problem }) => problem ?? []),
  };
}
