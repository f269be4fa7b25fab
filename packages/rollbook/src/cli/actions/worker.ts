// One worker of the crew: exports the sessions it takes.

import { openFormat } from "../format/format.ts";
import { joinCrew } from "../mate.ts";
import type { Job, Outcome } from "./job.ts";
import { exportSession } from "./session.ts";
import type { Source } from "./sources.ts";

joinCrew<Job, Source, Outcome>(async (job) => {
  const format = await openFormat(job.format, { ...job, include: new Set(job.include) });
  return (source, { put, read, settle }) =>
    exportSession(source, job, format.session(), {
      put,
      async pause(bytes) {
        read(bytes);
        await settle();
        return true;
      },
    });
});
