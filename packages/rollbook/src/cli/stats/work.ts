// What was done in one session on disk.

import { createWorkFold } from "rollbook-core/deeds";
import { readParts } from "../../home/index.ts";
import { describeUnread } from "../input.ts";
import type { Task } from "../team.ts";
import type { Job, SessionSubject, WorkOutcome } from "./job.ts";
import { daysIn } from "./zone.ts";

export function createWorkTask({ timezone }: Pick<Job, "timezone">): Task<SessionSubject, WorkOutcome> {
  const dayOf = daysIn(timezone);
  return async ({ files }, read) => {
    const fold = createWorkFold({ ...files, dayOf });
    const problems = await readParts(files, fold, read);
    return {
      work: fold.end(),
      problems: problems.map((problem) => describeUnread(problem, "what stands before it was counted")),
    };
  };
}
